"""How much a term stands out: numbers in, numbers out.

The log-odds of a voice saying it now against before, with half a voice added everywhere (Haldane 1956, Anscombe 1956),
and its standard error (Monroe, Colaresi & Quinn 2008, "Fightin' Words", section 3.5). Counted are voices, not words,
so the error is honest about small numbers.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import log, sqrt

__all__ = ["SURPRISING", "Score", "scored"]

SURPRISING = 1.64
"""Standard errors above the usual that chance exceeds one time in twenty."""

_HALF = 0.5
_STEADY = 0.3
"""What a voice weighs of something that is as usual; news weighs more by its log-odds."""
_MOST_LIFT = 4.0
_EVERYBODY = 0.6
"""What more than this part of all voices say is what the queries look for, not a theme."""
_EVERYBODY_FROM = 10
_NEW_UNDER = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """One term in numbers; see `listen.themes.value.Theme` for what they mean."""

    voices: int
    usual: float | None
    surprise: float | None
    is_new: bool
    weight: float


def scored(
    counts: Mapping[str, int], total: int, before: Mapping[str, int], total_before: int, *, blocks: float
) -> dict[str, Score]:
    """Return the score of every term that may be a theme.

    Args:
        counts: voices by term.
        total: all voices.
        before: voices by term in `blocks` earlier windows of the same length, added up.
        total_before: all voices of these.
        blocks: how many earlier windows there are; 0 without anything to compare with.
    """
    most = _EVERYBODY * total if total >= _EVERYBODY_FROM else total
    return {
        term: _score(count, total, before.get(term, 0), total_before, blocks)
        for term, count in counts.items()
        if count <= most
    }


def _score(count: int, total: int, earlier: int, total_before: int, blocks: float) -> Score:
    if blocks <= 0 or not total_before:
        return Score(voices=count, usual=None, surprise=None, is_new=False, weight=_STEADY * count)
    usual = earlier / blocks
    odds = (count + _HALF) / (total - count + _HALF)
    odds_before = (earlier + _HALF) / (total_before - earlier + _HALF)
    lift = log(odds / odds_before)
    error = sqrt(1 / (count + _HALF) + 1 / (earlier + _HALF))
    # The lower end of what the numbers allow: one loud day makes no news.
    sure = min(max(lift - error, 0.0), _MOST_LIFT)
    return Score(
        voices=count,
        usual=usual,
        surprise=lift / error,
        is_new=usual < _NEW_UNDER and lift / error >= SURPRISING,
        weight=count * (_STEADY + sure),
    )
