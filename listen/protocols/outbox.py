"""What a person's own folder remembers of answers on their way."""

from typing import Protocol

from listen.dialogue import Sending

__all__ = ["Outbox"]


class Outbox(Protocol):
    """Answers on their way, by number of the mention; with the person, never in the database."""

    def sending(self, number: int) -> Sending | None:
        """Return what is remembered of an answer to this mention; None when nothing is."""
        ...

    def keep_sending(self, number: int, sending: Sending) -> None:
        """Remember it; on disk when this returns.

        Raises:
            OutputError: the folder cannot be written; then nothing may be sent.
        """
        ...

    def drop_sending(self, number: int) -> None:
        """Forget it.

        Raises:
            OutputError: the folder cannot be written.
        """
        ...
