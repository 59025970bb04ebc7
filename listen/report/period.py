"""Which days a report is about: a whole week, a whole month, or so many whole days; never a day that is not over."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from listen.errors import UsageError
from listen.window import Window

__all__ = ["LONGEST_DAYS", "Period", "period_of"]

LONGEST_DAYS = 366
"""A report is of a year at most."""

_NOT_IN_NAMES = re.compile(r"[^a-z0-9]+")
_IN_NAMES = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The days of a report, and what its files are called.

    Attributes:
        name: of a week `2026-W48`, of a month `2026-11`, of other days `2026-11-02--2026-11-11`.
    """

    window: Window
    name: str

    def stem(self, unit: str | None = None) -> str:
        """Return the name of the report's files without their ending; `unit` is a name of queries.yaml."""
        if unit is None:
            return f"report-{self.name}"
        return f"report-{self.name}-{_NOT_IN_NAMES.sub('-', unit.casefold())[:_IN_NAMES].strip('-') or 'unit'}"


def period_of(*, until: date, week: bool = False, month: bool = False, days: int | None = None) -> Period:
    """Return the last week (Monday to Sunday), month or days that are over before `until`; a week when nothing is said.

    Args:
        until: first day that no longer counts.
        week, month, days: at most one of them.

    Raises:
        UsageError: if more than one is wanted, or there are no such days.
    """
    if week + month + (days is not None) > 1:
        raise UsageError("report.one_period")
    try:
        if days is not None:
            return _days(days, until)
        return _month(until) if month else _week(until)
    except (OverflowError, ValueError) as error:
        raise UsageError("report.no_such_days") from error


def _days(days: int, until: date) -> Period:
    if not 1 <= days <= LONGEST_DAYS:
        raise UsageError("report.too_long", days=days, limit=LONGEST_DAYS)
    window = Window(since=until - timedelta(days=days), until=until)
    name = f"{window.since}" if days == 1 else f"{window.since}--{window.last}"
    return Period(window=window, name=name)


def _week(until: date) -> Period:
    monday = until - timedelta(days=until.weekday())
    window = Window(since=monday - timedelta(days=7), until=monday)
    year, number, _ = window.since.isocalendar()
    return Period(window=window, name=f"{year}-W{number:02}")


def _month(until: date) -> Period:
    end = until.replace(day=1)
    since = (end - timedelta(days=1)).replace(day=1)
    return Period(window=Window(since=since, until=end), name=f"{since:%Y-%m}")
