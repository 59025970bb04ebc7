"""What a person's own folder keeps of an answer that is being written."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from listen.personal import Me
from listen.protocols.desk import Pocket
from listen.protocols.outbox import Outbox

__all__ = ["Draft", "Drawer"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An answer that was not sent yet; `begun_at` is aware UTC, when it was first saved."""

    text: str
    begun_at: datetime


class Drawer(Pocket, Outbox, Protocol):
    """Drafts, claims and answers on their way, by number of the mention; with the person, never in the database."""

    def me(self) -> Me:
        """Return the person's settings."""
        ...

    def draft(self, number: int) -> Draft | None:
        """Return the draft of an answer; None without one."""
        ...

    def keep_draft(self, number: int, text: str, *, now: datetime) -> Draft:
        """Keep a draft, whole or not at all; on disk when this returns. When it was begun stays as it was.

        Raises:
            OutputError: the folder cannot be written; an older draft is still there.
        """
        ...

    def drop_draft(self, number: int) -> None:
        """Forget a draft.

        Raises:
            OutputError: the folder cannot be written.
        """
        ...

    def keep_reason(self, number: int, reason: str, *, today: datetime) -> None:
        """Remember why something was sent against advice; stays with the person.

        Raises:
            OutputError: the folder cannot be written.
        """
        ...

    def writing(self, number: int) -> AbstractContextManager[None]:
        """Let one window at a time write an answer to a mention.

        Raises:
            Held: it is being written in another one.
        """
        ...
