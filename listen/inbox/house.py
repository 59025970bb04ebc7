"""What the inbox is handed: the database, the clock, the deeds; so that tests hand in others."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol

from listen.brand import Settings
from listen.dialogue import Thread
from listen.digest import Line
from listen.inbox.deeds import Deeds
from listen.masking import NO_MASK, Mask
from listen.model import Mention
from listen.personal import Me
from listen.protocols import Store
from listen.render.screen import Screen
from listen.window import Window

__all__ = ["Advised", "Composing", "Dispatch", "House", "Sheet"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """An answer that is being written.

    Attributes:
        number: of the mention.
        text: as it was left last, or with the disclosure sentence alone.
        card: "not you, not now", line by line; None when it may be answered.
        rules: house rules of the venue, in words.
        earlier: our own earlier public answers on the subject.
        longest: characters that the channel allows, as it counts them; None where it does not say.
        channel: how people call where it will be posted; None where it can only be copied.
    """

    number: int
    text: str
    card: tuple[str, ...] | None = None
    rules: tuple[str, ...] = ()
    earlier: tuple[str, ...] = ()
    longest: int | None = None
    channel: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Advised:
    """One thing that is said of a draft.

    Attributes:
        is_blocking: it is not sent like that.
        is_overridable: unless a reason is given.
    """

    text: str
    is_blocking: bool = False
    is_overridable: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatch:
    """What became of a draft.

    Attributes:
        is_posted: the channel has it; else it is to be pasted where the page opens.
        told: the sentence that says so.
        url: where it stands, or where it is to be pasted; None where unknown.
        override: the reason given against what held it back; None without.
    """

    is_posted: bool
    told: str
    url: str | None = None
    override: str | None = None


class Composing(Protocol):
    """Writing an answer: everything that `listen reply` does, step by step."""

    def begin(self, number: int) -> Sheet:
        """Claim the mention, and return the draft of its answer.

        Raises:
            ListenError: somebody else holds it, or there is no such mention.
        """
        ...

    def count(self, sheet: Sheet, text: str) -> int:
        """Return how long `text` is, as the channel counts."""
        ...

    def review(self, sheet: Sheet, text: str) -> Sequence[Advised]:
        """Return what is to be said of `text`; fast enough to be asked while it is written."""
        ...

    def keep(self, sheet: Sheet, text: str) -> None:
        """Keep the draft as it is."""
        ...

    def to_editor(self, sheet: Sheet, text: str) -> Path:
        """Lay the draft out for an editor; return the file."""
        ...

    def from_editor(self, sheet: Sheet) -> str:
        """Return the draft that an editor left, and keep it."""
        ...

    def rests_until(self, sheet: Sheet) -> datetime | None:
        """Return until when the draft rests for a second look, aware UTC; None when it may be sent."""
        ...

    def writing(self, number: int) -> AbstractContextManager[None]:
        """Let one window at a time write an answer to a mention.

        Raises:
            Held: it is being written in another one.
        """
        ...

    def record(self, sheet: Sheet, text: str, url: str, *, override: str | None) -> None:
        """Keep the link of an answer that the person posted by hand; the mention is done then.

        Raises:
            UsageError: the link is none.
        """
        ...

    def send(self, sheet: Sheet, text: str, *, override: str | None, is_now: bool) -> Dispatch:
        """Send the answer, once, and record it; the mention is done then. `is_now` wants no second look.

        Raises:
            ListenError: it did not go out, or nobody knows whether it did; the message says what to do.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """What the inbox needs of its surroundings.

    Attributes:
        store: for this thread, read and written.
        open_store: opens another one, for another thread.
        clock: the time, aware UTC.
        screen: for so many cells.
        window: days that the list looks back on.
        lines: the digest's lines, for the queries named (all of ours when none are).
        deeds: over a store.
        composing: over a store; None where answers cannot be written.
        thread: asks the channel for the conversation around a mention; None where it has none. Slow.
        rules: house rules of the venue in which a mention stands, in words.
        me: the person's own settings.
        mask: covers the names of colleagues in all that is shown of mentions.
        browse: opens a cleaned web address; returns whether a browser was there.
        copy: puts a text into the desktop's clipboard, where there is one; the terminal's own is asked besides.
        edit: opens the person's editor on a file and waits.
    """

    settings: Settings
    store: Store
    open_store: Callable[[], AbstractContextManager[Store]]
    clock: Callable[[], datetime]
    screen: Callable[[int], Screen]
    window: Window
    lines: Callable[[Store, tuple[str, ...]], Sequence[Line]]
    deeds: Callable[[Store], Deeds]
    composing: Callable[[Store], Composing] | None = None
    thread: Callable[[Mention], Thread | None] | None = None
    rules: Callable[[Mention], tuple[str, ...]] | None = None
    me: Me = field(default_factory=Me)
    mask: Mask = NO_MASK
    browse: Callable[[str], bool] | None = None
    copy: Callable[[str], object] | None = None
    edit: Callable[[Path], None] | None = None
