"""Of what people were told, in plain dictionaries: the second opinion beside `listen.store.notices`."""

from collections.abc import Collection, Sequence
from datetime import datetime

from listen.notice import Told, ToldState, Topic

__all__ = ["MemoryNotices"]


class MemoryNotices:
    """Of what people were told; see `listen.protocols.notices.Notices` for what each method promises."""

    def __init__(self) -> None:
        self._told: dict[tuple[str, str], Told] = {}

    def mark(self) -> str:
        """Return the letters and digits by which this database is known outside."""
        return "0123456789abcdef"

    def told(self, target: str | None = None) -> Sequence[Told]:
        """Return what is known of one target, or of all, the earliest first."""
        found = (one for one in self._told.values() if target in (None, one.target))
        return sorted(found, key=lambda one: (one.at, one.target, one.episode))

    def begin(self, episodes: Collection[tuple[str, Topic]], target: str, *, now: datetime) -> None:
        """Note that these go out just now, all or none."""
        for episode, kind in episodes:
            self.put(episode, kind, target, ToldState.SENDING, now=now, until=None)

    def settle(self, episodes: Collection[str], target: str, *, now: datetime) -> None:
        """Note that these were told."""
        for one in self._sending(episodes, target):
            self.put(one.episode, one.kind, target, ToldState.TOLD, now=now, until=None)

    def withdraw(self, episodes: Collection[str], target: str) -> None:
        """Forget of these that they go out."""
        self.forget([one.episode for one in self._sending(episodes, target)], target)

    def put(
        self, episode: str, kind: Topic, target: str, state: ToldState, *, now: datetime, until: datetime | None
    ) -> None:
        """Note what a person said of an episode."""
        self._told[episode, target] = Told(episode=episode, target=target, kind=kind, state=state, at=now, until=until)

    def forget(self, episodes: Collection[str], target: str) -> None:
        """Forget episodes that are over."""
        for episode in episodes:
            self._told.pop((episode, target), None)

    def _sending(self, episodes: Collection[str], target: str) -> list[Told]:
        found = (self._told.get((episode, target)) for episode in episodes)
        return [one for one in found if one is not None and one.state is ToldState.SENDING]
