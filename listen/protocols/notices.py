"""Where it is kept who was told of what, and who carries it there. One suite of tests for every book of notices."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from listen.notice import Letter, Target, Told, ToldState, Topic

__all__ = ["Courier", "Notices"]


class Notices(Protocol):
    """Of what people were told, by episode and target. Every method is one short transaction or a plain read.

    What is written is on disk when a method returns. No hour of a person stands in it: a target is a way, not somebody.
    """

    def mark(self) -> str:
        """Return 16 letters and digits by which this database is known outside, drawn by lot once and then kept."""
        ...

    def told(self, target: str | None = None) -> Sequence[Told]:
        """Return what is known of one target, or of all, the earliest first."""
        ...

    def begin(self, episodes: Collection[tuple[str, Topic]], target: str, *, now: datetime) -> None:
        """Note that these go out just now (`SENDING`), all or none; what was known of them is forgotten."""
        ...

    def settle(self, episodes: Collection[str], target: str, *, now: datetime) -> None:
        """Note that these were told; what somebody said of one of them meanwhile (not `SENDING` any more) stays."""
        ...

    def withdraw(self, episodes: Collection[str], target: str) -> None:
        """Forget of these that they go out: they certainly did not."""
        ...

    def put(
        self, episode: str, kind: Topic, target: str, state: ToldState, *, now: datetime, until: datetime | None
    ) -> None:
        """Note what a person said of an episode, whatever was known of it."""
        ...

    def forget(self, episodes: Collection[str], target: str) -> None:
        """Forget episodes that are over."""
        ...


class Courier(Protocol):
    """Who carries letters to one kind of target."""

    def deliver(self, letter: Letter, target: Target) -> int:
        """Hand a letter over; return how many of the target's addresses did not take it, fewer than all.

        Raises:
            Undelivered: nobody has it.
            DeliveryUnknown: the connection broke before it was said whether it was taken.
        """
        ...
