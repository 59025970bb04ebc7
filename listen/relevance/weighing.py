"""How much each sign of a query weighs: what its owner said, moved by what people judged."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import log

from listen.relevance.meaning import Meaning
from listen.relevance.shape import COMMON_NOUN, LINK, PERSON

__all__ = ["CUSTOMER", "LEAST_JUDGED", "LEAST_UNSAID", "SILENT", "Judged", "Weights", "total"]

CUSTOMER = "\x00customer"
SILENT = "\x00silent"
"""Nothing in the text was said to be ours; tells something only where people's judgements show it."""

LEAST_JUDGED = 3
"""So many marked as not ours, and as many as ours, before anything is learned from them."""

LEAST_UNSAID = 10
"""So many that nobody judged stand in for those marked as ours: people mark errors, and seldom what is right."""

_SAID = {"about": 2.0, "expression": 2.0, "competitor": 1.5, "audience": 1.0, "trade": 1.0}
_OTHER = -3.0
_PERSON, _SURNAME_EXCLUDED = -2.5, -3.2
_NOUN = -0.9
_LINK = 4.0
_CUSTOMER = 1.0
_SAID_COUNTS_AS = 4
"""What an owner said weighs as much as so many judgements."""

_MOST = 3.2
_SMOOTHED_BY = 0.5
_UNSAID_COUNTS = 0.5
_DOUBT = 1.5
_IN_LANGUAGE = 2
_SUMMED = 6
"""So many signs a side are added up; more of them say the same again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What was seen in a mention that a person judged, or (`is_ours` None) in one that nobody judged yet."""

    signs: frozenset[str]
    language: str | None
    is_ours: bool | None


class _Counts:
    """In how many mentions each sign was seen."""

    def __init__(self, of: Iterable[Judged]) -> None:
        cases = tuple(of)
        self.total = len(cases)
        self.seen = Counter(sign for one in cases for sign in one.signs)
        self.languages = Counter(one.language for one in cases)


@dataclass(slots=True)
class Weights:
    """Weights of one query's signs; above zero speaks for us.

    Attributes:
        meaning: what the owner said.
        judged: each mention once; their order is of no account.
        background: mentions of the query that nobody judged; most of them are ours, so half of each is counted so.
        is_taught: the judgements are used, not only what the owner said.
    """

    meaning: Meaning
    judged: Sequence[Judged] = ()
    background: Sequence[Judged] = ()
    is_taught: bool = True
    _ours: _Counts = field(init=False)
    _others: _Counts = field(init=False)
    _unsaid: _Counts = field(init=False)
    _known: dict[str, float] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._ours = _Counts(one for one in self.judged if one.is_ours)
        self._others = _Counts(one for one in self.judged if not one.is_ours)
        self._unsaid = _Counts(self.background)

    @property
    def has_both(self) -> bool:
        """Say whether enough is known of either side to learn from."""
        return self._is_enough(self._ours.total, self._others.total)

    def _is_enough(self, ours: int, others: int) -> bool:
        return others >= LEAST_JUDGED and (ours >= LEAST_JUDGED or self._unsaid.total >= LEAST_UNSAID)

    def said(self, sign: str) -> float | None:
        """Return what the owner's words make of a sign; None where they say nothing."""
        kind = self.meaning.kind(sign)
        if kind is not None:
            return _SAID[kind]
        if sign in self.meaning.others:
            return _OTHER
        return {
            PERSON: _SURNAME_EXCLUDED if self.meaning.excludes_surname else _PERSON,
            COMMON_NOUN: _NOUN,
            LINK: _LINK,
            CUSTOMER: _CUSTOMER,
        }.get(sign)

    def weight(self, sign: str) -> float:
        """Return what a sign weighs, −3.2 … +3.2 (a link to our site 4)."""
        known = self._known.get(sign)
        if known is None:
            known = self._known[sign] = self._weigh(sign, 0, 0)
        return known

    def _weigh(self, sign: str, ours_less: int, others_less: int) -> float:
        """Return a sign's weight as if it had been seen in so many fewer."""
        said = self.said(sign)
        ours, others = self._ours.seen[sign] - ours_less, self._others.seen[sign] - others_less
        total_ours, total_others = self._ours.total - ours_less, self._others.total - others_less
        if not self.is_taught or not self._is_enough(total_ours, total_others):
            return said or 0.0
        seen = ours + others
        if not seen:
            return said or 0.0
        likely_ours = ours + _UNSAID_COUNTS * self._unsaid.seen[sign]
        of_ours = total_ours + _UNSAID_COUNTS * self._unsaid.total
        learned = log((likely_ours + _SMOOTHED_BY) / (of_ours + 2 * _SMOOTHED_BY)) - log(
            (others + _SMOOTHED_BY) / (total_others + 2 * _SMOOTHED_BY)
        )
        learned = max(-_MOST, min(_MOST, learned))
        if said is None:
            # A sign seen once may be there by chance.
            return learned * seen / (seen + _DOUBT)
        return (said * _SAID_COUNTS_AS + learned * seen) / (_SAID_COUNTS_AS + seen)

    def seen(self, sign: str) -> tuple[int, int]:
        """Return in how many mentions a sign was seen that were marked as ours, and as not ours."""
        return self._ours.seen[sign], self._others.seen[sign]

    def knows(self, language: str | None) -> bool:
        """Say whether enough of our mentions in a language were seen to know our words in it."""
        return self._ours.languages[language] >= _IN_LANGUAGE or self._unsaid.languages[language] >= LEAST_UNSAID

    def score(self, signs: Iterable[str]) -> float:
        """Return what all signs come to; above zero speaks for us."""
        return total(self.weight(sign) for sign in signs)

    def without(self, one: Judged) -> dict[str, float]:
        """Return the weights of a judged mention's signs as if it had not been judged."""
        ours_less, others_less = int(bool(one.is_ours)), int(not one.is_ours)
        return {sign: self._weigh(sign, ours_less, others_less) for sign in one.signs}


def total(weights: Iterable[float]) -> float:
    """Return what weights come to together."""
    found = sorted(weights)
    against = [one for one in found[:_SUMMED] if one < 0]
    for_us = [one for one in found[-_SUMMED:] if one > 0]
    # Words that go together are not so many witnesses: the heaviest counts whole, each further one less.
    return _damped(reversed(for_us)) + _damped(against)


def _damped(weights: Iterable[float]) -> float:
    return sum(weight / (1 + 0.35 * place) for place, weight in enumerate(weights))
