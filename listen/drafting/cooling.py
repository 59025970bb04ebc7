"""When nobody should answer at once: insult, legal threat, journalist, accident, a heated thread.

The card names the words that it was laid for, so that a person sees at once when it is wrong. What was measured stands
in docs/explanation/answering.md.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from listen.brand import AnsweringSettings
from listen.clauses import quotations
from listen.drafting.heat import CUES, DENIED_BEFORE, GUARDS
from listen.model import Mention
from listen.reading import Reading, analyzed_text, read
from listen.text.lookup import WordLists

__all__ = ["Card", "Desk", "Heat", "Reason", "card_for"]


class Heat(StrEnum):
    """Why it is not for now, and not for everyone; in the order in which it is told."""

    ACCIDENT = "accident"
    LEGAL = "legal"
    JOURNALIST = "journalist"
    INSULT = "insult"
    HEATED = "heated"


class Desk(StrEnum):
    """Who takes over."""

    PRESS = "press"
    LEGAL = "legal"
    SAFETY = "safety"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why: what was noticed, and where in `analyzed_text` of the post, in order, end exclusive."""

    heat: Heat
    spans: tuple[tuple[int, int], ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """Not you, not now.

    Attributes:
        reasons: in order of their weight.
        desks: who takes over, in the same order, each once.
        contacts: how to reach them, where queries.yaml says it.
    """

    reasons: tuple[Reason, ...]
    desks: tuple[Desk, ...]
    contacts: Mapping[Desk, str]


_TO: Mapping[Heat, Desk] = {
    Heat.ACCIDENT: Desk.SAFETY,
    Heat.LEGAL: Desk.LEGAL,
    Heat.JOURNALIST: Desk.PRESS,
    Heat.INSULT: Desk.PRESS,
    Heat.HEATED: Desk.PRESS,
}
_MANY_REPLIES = 50
"""From here on harsh words make a thread a heated one."""

_MOST_SPANS = 4
_LOOKED_BACK = 34
"""Characters before a cue in which a denial is looked for, within its clause."""

_WORDS_BETWEEN = 3
"""Words that may stand between a denial and what it denies."""

_CLAUSE = re.compile(r"[,;:.!?\n]| (?:aber|but|sondern|doch|mais|pero|ma) ")
_BEHIND = re.compile(
    r"[ ]?(?:(?!if\b|wenn\b|falls\b|sofern\b|should\b|weil\b|because\b)\w{1,14} ){0,3}(?:nicht|nie|not|never)\b"
)
_DENIABLE = frozenset({Heat.ACCIDENT, Heat.LEGAL})
_NEARBY = 60
"""Characters around a cue in which a guard may stand."""


def card_for(mention: Mention, settings: AnsweringSettings) -> Card | None:
    """Return the card for a mention; None when it may be answered. Linear in its text."""
    text = analyzed_text(mention.post)
    plain = _own_words(read(mention.post, text))
    replies = mention.post.engagement.replies or 0
    reasons = []
    for heat in Heat:
        words = settings.cooling_off.get(heat.value)
        if words is not None and not words:
            continue
        if heat is Heat.HEATED and replies < _MANY_REPLIES:
            continue
        spans = tuple(_spans(plain, heat, words or ()))[:_MOST_SPANS]
        if spans:
            reasons.append(Reason(heat=heat, spans=spans, words=tuple(text[start:end] for start, end in spans)))
    if not reasons:
        return None
    desks = tuple(dict.fromkeys(_TO[one.heat] for one in reasons))
    contacts = {desk: settings.hand_on[desk.value] for desk in desks if desk.value in settings.hand_on}
    return Card(reasons=tuple(reasons), desks=desks, contacts=MappingProxyType(contacts))


def _spans(plain: str, heat: Heat, words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield where cues of one kind stand, in order, without those that a guard or a denial takes back."""
    places = [found.span() for found in CUES[heat.value].finditer(plain)]
    if words:
        places += [(one.start, one.end) for one in WordLists({heat.value: words}).find(plain)]
    guard = GUARDS.get(heat.value)
    done = 0
    for start, end in sorted(places):
        if start < done or (guard is not None and _is_guarded(plain, guard, start, end)):
            continue
        if heat in _DENIABLE and _is_denied(plain, start, end):
            continue
        yield start, end
        done = end


def _own_words(reading: Reading) -> str:
    """Return the levelled text without what somebody else is quoted with, every character where it stood."""
    plain = reading.plain
    for one in quotations(reading.shown):
        if one.is_speech and one.end <= len(plain):
            plain = f"{plain[: one.start]}{' ' * (one.end - one.start)}{plain[one.end :]}"
    return plain


def _is_guarded(plain: str, guard: re.Pattern[str], start: int, end: int) -> bool:
    """Say whether a guard stands over a cue, or right beside it."""
    first, last = max(0, start - _NEARBY), min(len(plain), end + _NEARBY)
    return any(
        (found.start() < end + 1 and found.end() > start - 1) or guard is GUARDS["journalist"]
        for found in guard.finditer(plain, first, last)
    )


def _is_denied(plain: str, start: int, end: int) -> bool:
    first = max(0, start - _LOOKED_BACK)
    border = max((found.end() for found in _CLAUSE.finditer(plain, first, start)), default=first)
    denied = DENIED_BEFORE.search(plain, border, end)
    if denied is not None and len(plain[denied.end() : start].split()) <= _WORDS_BETWEEN:
        return True
    behind = _CLAUSE.search(plain, end, end + _NEARBY)
    stop = min(len(plain), end + _NEARBY) if behind is None else behind.start()
    return _BEHIND.match(plain, end, stop) is not None
