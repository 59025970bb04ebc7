"""What a person's own folder remembers of answers on their way."""

from collections.abc import Sequence
from typing import Protocol

from listen.dialogue import Sending

__all__ = ["Outbox"]


class Outbox(Protocol):
    """Answers on their way, by number of the mention; with the person, never in the database."""

    def sendings(self, number: int) -> Sequence[Sending]:
        """Return what is remembered of answers to this mention, in the order in which it was kept first."""
        ...

    def keep_sending(self, number: int, sending: Sending) -> None:
        """Remember it, in place of what was known of the same key; on disk when this returns.

        Raises:
            OutputError: the folder cannot be written; then nothing may be sent.
        """
        ...

    def drop_sending(self, number: int, key: str) -> None:
        """Forget it.

        Raises:
            OutputError: the folder cannot be written.
        """
        ...
