"""Counting that explains itself: the usual, spikes, lulls, share of voice. Numbers in, numbers out.

Every figure comes with the numbers it was made of, so that a reader can check it. The formulas and their limits stand
in docs/explanation/digest.md and docs/explanation/share-of-voice.md.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from math import sqrt
from statistics import fmean, median

__all__ = [
    "HISTORY_DAYS",
    "LEAST_HISTORY",
    "LEAST_LULL",
    "LEAST_SPIKE",
    "Lull",
    "Method",
    "Part",
    "Spike",
    "Usual",
    "days_between",
    "lull",
    "share_of_voice",
    "shares",
    "spike",
    "usual",
]

HISTORY_DAYS = 28
"""Days before the window that make the usual: four of each weekday."""

LEAST_HISTORY = 7
"""With fewer days than that there is no usual yet."""

_WEEKDAYS_FROM = 5.0
_SAME_WEEKDAYS = 3
_SET_ASIDE = 2

LEAST_SPIKE = 5
"""Mentions a day; fewer are never a spike."""
_TIMES_USUAL = 1.5
_SPREADS = 3.0
_SMALL_UNDER = 20
_MAD_TO_SIGMA = 1.4826

LEAST_LULL = 8
"""Usual mentions a day; where fewer are usual, silence is nothing strange."""
_LULL_PART = 0.25


class Method(StrEnum):
    """How a usual was found."""

    WEEKDAY = "weekday"
    """Median of the same weekdays: from about five mentions a day on, weekdays differ visibly."""
    MEAN = "mean"
    """Mean of all days without the two highest: below that, weekdays cannot be told from chance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Usual:
    """What is usual for some days together.

    Attributes:
        count: mentions, all these days together; not rounded.
        spread: typical distance of a single day from its usual, mentions; at least the square root of the mean.
        history_days: how many days it was made of.
        method: how.
    """

    count: float
    spread: float
    history_days: int
    method: Method

    def scaled(self, factor: float) -> "Usual":
        """Return the usual of a part of these days, e.g. of a day that is half over (0.5)."""
        return Usual(count=self.count * factor, spread=self.spread, history_days=self.history_days, method=self.method)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One brand's part of all that named brands were mentioned."""

    name: str
    count: int
    share: float


def days_between(since: date, until: date) -> tuple[date, ...]:
    """Return the days in [since, until), oldest first; empty when there are none."""
    return tuple(since + timedelta(days=number) for number in range((until - since).days))


def usual(history: Mapping[date, int], wanted: Iterable[date]) -> Usual | None:
    """Return what is usual for the days `wanted` together.

    Args:
        history: mentions by day, gaps filled with 0; the order does not matter.
        wanted: the days to compare with; none of them should be in `history`.

    Returns:
        None when `history` has fewer than `LEAST_HISTORY` days: no usual is not a usual of zero.

    >>> usual({date(2026, 11, day): 2 for day in range(1, 15)}, [date(2026, 11, 15), date(2026, 11, 16)]).count
    4.0
    """
    if len(history) < LEAST_HISTORY:
        return None
    counts = sorted(history.values())
    calm = counts[:-_SET_ASIDE]
    method = Method.WEEKDAY if fmean(counts) >= _WEEKDAYS_FROM else Method.MEAN
    by_weekday: dict[int, list[int]] = {}
    for day, count in history.items():
        by_weekday.setdefault(day.weekday(), []).append(count)
    middle = float(median(counts))

    def of_weekday(weekday: int) -> float:
        same = by_weekday.get(weekday, [])
        if method is Method.MEAN:
            return fmean(calm)
        return float(median(same)) if len(same) >= _SAME_WEEKDAYS else middle

    expected = sum(of_weekday(day.weekday()) for day in wanted)
    distances = [abs(found - of_weekday(day.weekday())) for day, found in history.items()]
    spread = max(median(distances) * _MAD_TO_SIGMA, sqrt(fmean(calm)))
    return Usual(count=expected, spread=spread, history_days=len(history), method=method)


def spike(count: int, usual: Usual | None) -> Spike | None:
    """Say whether one day's `count` stands out from its `usual`; None when it does not, or when there is no usual.

    It stands out with at least 5 mentions, at least one and a half times the usual, and more than three spreads above
    it. The spread is what days usually differ by, and never less than the square root of the usual, by which counts
    differ out of mere chance (Poisson).
    """
    if usual is None or count < LEAST_SPIKE:
        return None
    chance = sqrt(max(usual.count, 1.0))
    if count < _TIMES_USUAL * usual.count or count <= usual.count + _SPREADS * max(usual.spread, chance):
        return None
    times = count / usual.count if usual.count >= 0.5 else None  # noqa: PLR2004  (rounds to nothing below)
    return Spike(count=count, usual=usual.count, times=times, is_small=count < _SMALL_UNDER)


def lull(count: int, usual: Usual | None) -> Lull | None:
    """Say whether a whole day's `count` is so far below its `usual` (8 or more) that a source may be broken."""
    if usual is None or usual.count < LEAST_LULL or count > _LULL_PART * usual.count:
        return None
    chance = sqrt(usual.count)
    if count >= usual.count - 2 * max(chance, usual.spread):
        return None
    return Lull(count=count, usual=usual.count)


def share_of_voice(ours: Sequence[int], theirs: Mapping[str, Sequence[int]]) -> float | None:
    """Return our part of all brand mentions, 0.0 … 1.0.

    Args:
        ours: mentions per day, oldest first.
        theirs: the same days for each named competitor; same length as `ours`.

    Returns:
        None when nobody was mentioned at all: no share is not a share of zero.

    Raises:
        ValueError: if the series differ in length.

    Topics and unnamed brands stay out of the split; see docs/explanation/share-of-voice.md.
    """
    if any(len(series) != len(ours) for series in theirs.values()):
        raise ValueError("every series must have one number a day, for the same days")
    total = sum(ours) + sum(sum(series) for series in theirs.values())
    return sum(ours) / total if total else None


def shares(brand: str, ours: int, theirs: Mapping[str, int]) -> tuple[Part, ...]:
    """Return every brand's part: ours first, then the competitors, most mentioned first.

    Empty when there are no competitors, or when nobody was mentioned at all.
    """
    total = ours + sum(theirs.values())
    if not theirs or not total:
        return ()
    ranked = sorted(theirs.items(), key=lambda part: (-part[1], part[0]))
    return tuple(Part(name=name, count=count, share=count / total) for name, count in [(brand, ours), *ranked])
