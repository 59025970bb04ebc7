"""Public holidays of whole countries: on them, people talk about ducts as they do on a Sunday."""

from datetime import date, timedelta
from functools import lru_cache

__all__ = ["easter", "is_holiday"]

# Month and day, and days after Easter Sunday; only those that hold in the whole country.
_FIXED = {
    "DE": ((1, 1), (5, 1), (10, 3), (12, 25), (12, 26)),
    "AT": ((1, 1), (1, 6), (5, 1), (8, 15), (10, 26), (11, 1), (12, 8), (12, 25), (12, 26)),
    "CH": ((1, 1), (8, 1), (12, 25), (12, 26)),
}
_MOVING = {"DE": (-2, 1, 39, 50), "AT": (1, 39, 50, 60), "CH": (-2, 1, 39, 50)}


def easter(year: int) -> date:
    """Return Easter Sunday of a Gregorian year.

    The anonymous Gregorian computus (Nature 13, 1876, page 487), as printed by Meeus, Astronomical Algorithms, 1991.

    >>> easter(2027)
    datetime.date(2027, 3, 28)
    """
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    f = (b + 8) // 25
    g = (b - f + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


@lru_cache(maxsize=256)
def _holidays(year: int, country: str) -> frozenset[date]:
    fixed = {date(year, month, day) for month, day in _FIXED.get(country, ())}
    return frozenset(fixed | {easter(year) + timedelta(days=days) for days in _MOVING.get(country, ())})


def is_holiday(day: date, country: str | None) -> bool:
    """Say whether `day` is a public holiday in all of `country` (ISO 3166); False where we have no list of it.

    Known: Germany, Austria, Switzerland (days that nearly all cantons keep). Holidays of single states are left out:
    we do not know where most people write from.
    """
    return country in _FIXED and day in _holidays(day.year, country)
