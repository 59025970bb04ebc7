"""The usual: what such days had in the four weeks before, and by how much such days differ."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from math import pi, sqrt
from statistics import fmean, median

from listen.metrics.holidays import is_holiday

__all__ = ["HISTORY_DAYS", "LEAST_HISTORY", "Method", "Usual", "days_between", "usual"]

HISTORY_DAYS = 28
"""Days before the window that make the usual: four of each weekday."""

LEAST_HISTORY = 7
"""With fewer days than that there is no usual yet."""

_WEEKDAYS_FROM = 5.0
_SAME_WEEKDAYS = 3
_SET_ASIDE = 2
_LIKE_DAYS = 2
_SATURDAY = 5
_SUNDAY = 6
_WORKDAYS = 7
_WEEKEND = 8
_WEEKDAYS = 7
_MEDIAN_LOSS = pi / 2
"""A median of n values is as unsure as a mean of n divided by this."""
_SET_ASIDE_LOSS = 1.3
"""What the calmed average of squared distances falls short by; fitted, see docs/decisions/numbers.md."""
_LEAST_EXPECTED = 0.5


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
        spread: by how much such days differ from `count`, like a standard deviation, in mentions; never less than
            chance alone makes them differ (the square root of the usual), and larger where the usual itself is unsure.
        history_days: how many days it was made of.
        method: how.
        same_days: how many days of the same kind were compared, at least; None where all days were. In the first weeks
            these are workdays, or days of a weekend, as there are too few of each weekday.
        holidays: days among those asked for that are public holidays, and were compared with Sundays.
    """

    count: float
    spread: float
    history_days: int
    method: Method
    same_days: int | None = None
    holidays: tuple[date, ...] = ()

    def scaled(self, factor: float) -> "Usual":
        """Return the usual of a part of these days, e.g. of a day that is half over (0.5)."""
        return replace(self, count=self.count * factor)


def days_between(since: date, until: date) -> tuple[date, ...]:
    """Return the days in [since, until), oldest first; empty when there are none."""
    return tuple(since + timedelta(days=number) for number in range((until - since).days))


def usual(history: Mapping[date, int], wanted: Iterable[date], *, country: str | None = None) -> Usual | None:
    """Return what is usual for the days `wanted` together.

    Args:
        history: mentions by day, gaps filled with 0; the order does not matter.
        wanted: the days to compare with; none of them should be in `history`.
        country: ISO 3166; its public holidays count as Sundays, in `history` and among `wanted`.

    Returns:
        None when `history` has fewer than `LEAST_HISTORY` days: no usual is not a usual of zero.

    The spread of one day is √(φ · usual · (1 + 1/n)). φ is how much more than chance (Poisson, φ = 1) the days of the
    history differ from their own usual: the mean of (count − usual)² / usual, the two largest replaced by the third, so
    that one wild day does not hide the next. 1/n is what the usual itself is unsure by, made of n days only.

    >>> usual({date(2026, 11, day): 2 for day in range(1, 15)}, [date(2026, 11, 15), date(2026, 11, 16)]).count
    4.0
    """
    if len(history) < LEAST_HISTORY:
        return None
    asked = tuple(wanted)
    counts = sorted(history.values())
    calm = counts[:-_SET_ASIDE]
    if fmean(counts) < _WEEKDAYS_FROM:
        mean = fmean(calm)
        unsure = 1 / len(calm)
        excess = _excess([(count, mean) for count in counts])
        return Usual(
            count=mean * len(asked),
            spread=sqrt(len(asked) * excess * max(mean, 1.0) * (1 + unsure)),
            history_days=len(history),
            method=Method.MEAN,
        )
    kinds: dict[int, list[int]] = {}
    for day, count in history.items():
        kind = _kind(day, country)
        kinds.setdefault(kind, []).append(count)
        kinds.setdefault(_WEEKEND if kind >= _SATURDAY else _WORKDAYS, []).append(count)

    def of(day: date) -> tuple[float, int]:
        """Return the usual of one day, and how many days it was made of; with few of its own kind, of like ones."""
        kind = _kind(day, country)
        same, like = kinds.get(kind, []), kinds.get(_WEEKEND if kind >= _SATURDAY else _WORKDAYS, [])
        taken = same if len(same) >= _SAME_WEEKDAYS else like if len(like) >= _LIKE_DAYS else counts
        return float(median(taken)), len(taken)

    expected = [of(day) for day in asked]
    # Each weekday's median was fitted to these very days, so they lie too near to it.
    freedom = len(counts) / max(1, len(counts) - _WEEKDAYS) if len(counts) > 2 * _WEEKDAYS else 1.0
    excess = _excess([(count, of(day)[0]) for day, count in history.items()], freedom)
    return Usual(
        count=sum(count for count, _ in expected),
        spread=sqrt(sum(excess * max(count, 1.0) * (1 + _MEDIAN_LOSS / days) for count, days in expected)),
        history_days=len(history),
        method=Method.WEEKDAY,
        same_days=min((days for _, days in expected), default=None),
        holidays=tuple(day for day in asked if is_holiday(day, country)),
    )


def _kind(day: date, country: str | None) -> int:
    return _SUNDAY if is_holiday(day, country) else day.weekday()


def _excess(found: Iterable[tuple[int, float]], freedom: float = 1.0) -> float:
    """Return how much more than chance (1.0) counts differ from their usual, calmed; at least 1.0."""
    squares = sorted((count - expected) ** 2 / max(expected, _LEAST_EXPECTED) for count, expected in found)
    calm = [*squares[:-_SET_ASIDE], *([squares[-_SET_ASIDE - 1]] * _SET_ASIDE)]
    return max(1.0, fmean(calm) * freedom * _SET_ASIDE_LOSS)
