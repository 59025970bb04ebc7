"""What a deed did: one frozen value for all of them, for the plain command and the full screen alike."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from listen.dialogue import Answer, Lesson, Mute, SideNote
from listen.model import Mention

__all__ = ["Dealt", "Deed"]


class Deed(StrEnum):
    """What was done."""

    CLAIMED = "claimed"
    RELEASED = "released"
    SNOOZED = "snoozed"
    DONE = "done"
    REOPENED = "reopened"
    MUTED = "muted"
    UNMUTED = "unmuted"
    NOTED = "noted"
    UNNOTED = "unnoted"
    LEARNED = "learned"
    UNLEARNED = "unlearned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dealt:
    """What a deed did, for whoever shows it.

    Attributes:
        mention: as stored; None where the deed is about none, or the mention is stored no more.
        until: aware UTC, when a claim or a snooze ends; None for other deeds.
        because: the reason given; None without.
        answer: the answer that `done` recorded; None when it recorded none.
        taken_back: links that `reopen` forgot with it.
        mute, note, lesson: what was kept, or taken back.
        is_new: False when it had been so already.
        is_dry: nothing was written.
    """

    deed: Deed
    mention: Mention | None = None
    until: datetime | None = None
    because: str | None = None
    answer: Answer | None = None
    taken_back: tuple[Answer, ...] = ()
    mute: Mute | None = None
    note: SideNote | None = None
    lesson: Lesson | None = None
    is_new: bool = True
    is_dry: bool = False
