"""Days that stand out, up or down, each with both numbers."""

from dataclasses import dataclass

from listen.metrics.usual import Usual

__all__ = ["LEAST_LULL", "LEAST_SPIKE", "Lull", "Spike", "lull", "spike"]

LEAST_SPIKE = 5
"""Mentions a day; fewer are never a spike."""
_TIMES_USUAL = 1.5
_SPREADS = 3.0
_SMALL_UNDER = 20

LEAST_LULL = 8
"""Usual mentions a day; where fewer are usual, silence is nothing strange."""
_LULL_PART = 0.25
_LULL_SPREADS = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Spike:
    """A day clearly above the usual, with both numbers.

    Attributes:
        count: mentions of that day so far.
        usual: mentions such a day usually has.
        times: `count / usual`; None when the usual rounds to nothing.
        is_small: few enough that chance, or one eager person, may have made it.
    """

    count: int
    usual: float
    times: float | None
    is_small: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Lull:
    """A whole day clearly below the usual: more often a broken source than a silent world."""

    count: int
    usual: float


def spike(count: int, usual: Usual | None) -> Spike | None:
    """Say whether one day's `count` stands out from its `usual`; None when it does not, or when there is no usual.

    It stands out with at least 5 mentions, at least one and a half times the usual, and more than three spreads above
    it (`Usual.spread`). How often chance alone makes one stands in docs/explanation/numbers.md.
    """
    if usual is None or count < LEAST_SPIKE:
        return None
    if count < _TIMES_USUAL * usual.count or count <= usual.count + _SPREADS * usual.spread:
        return None
    times = count / usual.count if usual.count >= 0.5 else None  # noqa: PLR2004  (rounds to nothing below)
    return Spike(count=count, usual=usual.count, times=times, is_small=count < _SMALL_UNDER)


def lull(count: int, usual: Usual | None) -> Lull | None:
    """Say whether a whole day's `count` is so far below its `usual` (8 or more) that a source may be broken."""
    if usual is None or usual.count < LEAST_LULL or count > _LULL_PART * usual.count:
        return None
    if count >= usual.count - _LULL_SPREADS * usual.spread:
        return None
    return Lull(count=count, usual=usual.count)
