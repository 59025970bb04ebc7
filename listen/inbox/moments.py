"""Moments ahead, as people call them."""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from listen.errors import UsageError

__all__ = ["moment_named"]

_WEEKDAYS = ("monday montag", "tuesday dienstag", "wednesday mittwoch", "thursday donnerstag", "friday freitag",
             "saturday samstag", "sunday sonntag")  # fmt: skip


def moment_named(text: str, *, now: datetime, zone: ZoneInfo) -> datetime:
    """Return the morning that `text` names: `tomorrow`, `montag`, `3d`, `2026-12-01`, `1.12.`.

    Raises:
        UsageError: if it names none that is ahead.
    """
    said, today = text.strip().casefold(), now.astimezone(zone).date()
    day = _day(said, today)
    if day is None or day <= today:
        raise UsageError("window.since_unknown", text=text)
    return datetime.combine(day, time(7), zone).astimezone(UTC)


def _day(said: str, today: date) -> date | None:
    if said in {"tomorrow", "morgen"}:
        return today + timedelta(days=1)
    for number, names in enumerate(_WEEKDAYS):
        if said in names.split():
            return today + timedelta(days=(number - today.weekday()) % 7 or 7)
    if found := re.fullmatch(r"(\d{1,3})d", said):
        return today + timedelta(days=int(found[1]))
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None
