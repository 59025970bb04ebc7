"""How far a share may be from the truth by mere chance: Wilson for one share, Newcombe for the difference of two.

Both are exact arithmetic on two or four numbers, hold for small numbers and for shares of 0 and 1, and never leave
the possible range. They speak of chance only: what was misread, or could not be heard, is in no interval.
"""

from dataclasses import dataclass
from enum import StrEnum
from math import hypot, sqrt

__all__ = ["FEW", "Change", "Interval", "change_of", "difference", "is_few", "wilson"]

_Z = 1.959963984540054
"""Of the normal distribution, 95 % lie within so many standard deviations."""

FEW = 30
"""Fewer than this are a small number: one more or less moves a share by more than three points."""


class Change(StrEnum):
    """What can be said of a figure against the one before."""

    BETTER = "better"
    WORSE = "worse"
    OPEN = "open"
    """The numbers are too small, or too near, to tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """From `low` to `high`, both included; in 95 of 100 such cases the truth lies in it."""

    low: float
    high: float


def is_few(count: float) -> bool:
    """Say whether a share of so many rests on a small number."""
    return count < FEW


def wilson(part: float, whole: float) -> Interval:
    """Return the 95 % interval of the share `part / whole`; all of 0 … 1 when `whole` is nothing.

    Wilson's score interval (E. B. Wilson, Journal of the American Statistical Association 22, 1927; recommended for
    small numbers by Brown, Cai & DasGupta, Statistical Science 16, 2001). `part` may be a fraction.

    Raises:
        ValueError: if `part` is below 0 or above `whole`.

    >>> found = wilson(8, 12)
    >>> round(found.low, 4), round(found.high, 4)
    (0.3906, 0.8619)
    """
    if not 0 <= part <= whole:
        raise ValueError("a part is no less than nothing and no more than the whole")
    if not whole:
        return Interval(low=0.0, high=1.0)
    share = part / whole
    weight = _Z * _Z / whole
    middle = (share + weight / 2) / (1 + weight)
    reach = _Z * sqrt(share * (1 - share) / whole + weight / (4 * whole)) / (1 + weight)
    # Rounding must not push the end of 0 or 1 to the other side of it.
    return Interval(low=max(0.0, min(share, middle - reach)), high=min(1.0, max(share, middle + reach)))


def difference(now: tuple[float, float], before: tuple[float, float]) -> Interval:
    """Return the 95 % interval of one share less another, each given as (part, whole); −1 … 1.

    Newcombe's hybrid score interval (R. G. Newcombe, Statistics in Medicine 17, 1998, page 873, method 10): the
    distances of both Wilson intervals, put together as the sides of a right angle.

    >>> found = difference((56, 70), (48, 80))
    >>> round(found.low, 4), round(found.high, 4)
    (0.0524, 0.3339)
    """
    here, there = wilson(*now), wilson(*before)
    if not now[1] or not before[1]:
        return Interval(low=-1.0, high=1.0)
    share, was = now[0] / now[1], before[0] / before[1]
    return Interval(
        low=max(-1.0, share - was - hypot(share - here.low, there.high - was)),
        high=min(1.0, share - was + hypot(here.high - share, was - there.low)),
    )


def change_of(found: Interval) -> Change:
    """Return what the interval of a difference says: better or worse only when all of it lies on that side."""
    if found.low > 0:
        return Change.BETTER
    return Change.WORSE if found.high < 0 else Change.OPEN
