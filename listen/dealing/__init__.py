"""Dealing with mentions: claim, release, snooze, done, mute, note, lesson.

Each deed is checked first and done then, so that with `is_dry` it says what it would do and writes nothing. A mention
that somebody else holds is let alone (`Held`); nothing that is written says who did it.
"""

from listen.dealing.holding import claim, claim_next, release, yours
from listen.dealing.leaving import MUTE_DAYS, mute, mute_value, unmute
from listen.dealing.noting import lesson, note, unlearn, unnote
from listen.dealing.settling import finish, reopen, snooze
from listen.dealing.value import Dealt, Deed

__all__ = [
    "MUTE_DAYS",
    "Dealt",
    "Deed",
    "claim",
    "claim_next",
    "finish",
    "lesson",
    "mute",
    "mute_value",
    "note",
    "release",
    "reopen",
    "snooze",
    "unlearn",
    "unmute",
    "unnote",
    "yours",
]
