"""Which days are meant: a half-open span of calendar days in the configured zone, and the words people use for it."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock_time
from difflib import get_close_matches
from zoneinfo import ZoneInfo

from listen.errors import UsageError

__all__ = ["MORNING", "Window", "day_of", "elapsed", "last_days", "parse_since", "parse_until", "since_day"]

_LONGEST_DAYS = 36_500

MORNING = clock_time(7)
"""When something comes back on a day of which nobody said the hour."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Calendar days from `since` up to, and without, `until`."""

    since: date
    until: date

    @property
    def days(self) -> tuple[date, ...]:
        """Return the days, oldest first."""
        return tuple(self.since + timedelta(days=number) for number in range((self.until - self.since).days))

    @property
    def last(self) -> date:
        """Return the last day in it."""
        return self.until - timedelta(days=1)


def day_of(now: datetime, zone: ZoneInfo) -> date:
    """Return the calendar day of `now` (aware) in `zone`."""
    return now.astimezone(zone).date()


def last_days(days: int, *, today: date) -> Window:
    """Return the window of so many days that ends with today: 1 is today alone, 2 also yesterday.

    Raises:
        UsageError: if `days` is less than 1, or reaches back further than a hundred years.
    """
    if not 1 <= days <= _LONGEST_DAYS:
        raise UsageError("window.days_out_of_range", days=days)
    return Window(since=today - timedelta(days=days - 1), until=today + timedelta(days=1))


def since_day(since: date, *, today: date) -> Window:
    """Return the window from `since` to the end of today."""
    return Window(since=since, until=today + timedelta(days=1))


def elapsed(day: date, *, now: datetime, zone: ZoneInfo) -> float:
    """Return which part of `day` is over, 0.0 … 1.0; days of 23 and 25 hours are taken as they are."""
    start = datetime.combine(day, clock_time(), zone).astimezone(UTC)
    end = datetime.combine(day + timedelta(days=1), clock_time(), zone).astimezone(UTC)
    return min(1.0, max(0.0, (now - start) / (end - start)))


_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "monday mon montag mo",
            "tuesday tue dienstag di",
            "wednesday wed mittwoch mi",
            "thursday thu donnerstag do",
            "friday fri freitag fr",
            "saturday sat samstag sonnabend sa",
            "sunday sun sonntag so",
        )
    )
    for name in names.split()
}
_DAYS_BACK = {"today": 0, "heute": 0, "yesterday": 1, "gestern": 1, "vorgestern": 2}
_UNIT_DAYS = {"d": 1, "day": 1, "days": 1, "t": 1, "tag": 1, "tage": 1, "tagen": 1}
_UNIT_DAYS |= dict.fromkeys(("w", "week", "weeks", "woche", "wochen"), 7)
_COUNTED = re.compile(r"(\d{1,5})\s*([a-z]+)")
_UNIT_HOURS = dict.fromkeys(("h", "hour", "hours", "std", "stunde", "stunden"), 1)
_DAYS_AHEAD = {"today": 0, "heute": 0, "tomorrow": 1, "morgen": 1, "übermorgen": 2, "uebermorgen": 2}
_NEXT_WEEK = frozenset({"next week", "nächste woche", "naechste woche"})
_CLOCK = re.compile(r"(?:(?!(?:at|um) )(.+?)[ ,]+)?(?:(?:at|um) )?(\d{1,2}):(\d{2})(?: uhr)?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_GERMAN = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})?")


def parse_since(text: str, *, today: date) -> date:
    """Return the day that `text` names: `2026-11-20`, `20.11.`, `monday`, `gestern`, `7d`, `2 Wochen`.

    A weekday is the last one before today: on a Monday, `monday` is a week ago. `7d` is seven days before today.
    German and English are understood whatever language is spoken.

    Raises:
        UsageError: if it names no day, a day ahead, or one more than a hundred years ago; with a suggestion.
    """
    said = " ".join(text.split()).casefold()
    day = _named(said, today) or _counted(said, today) or _dated(said, today)
    if day is None:
        near = get_close_matches(said, [*_WEEKDAYS, *_DAYS_BACK], n=1, cutoff=0.7)
        if near:
            raise UsageError("window.since_unknown", hint="window.did_you_mean", text=text, suggestion=near[0])
        raise UsageError("window.since_unknown", text=text)
    if day > today:
        raise UsageError("window.since_ahead", text=text, today=today.isoformat())
    return day


def parse_until(text: str, *, now: datetime, zone: ZoneInfo) -> datetime:
    """Return the moment ahead that `text` names, aware UTC: `tomorrow`, `montag`, `3d`, `2 Stunden`, `1.12. 14:00`.

    A weekday is the next one after today, and a day without a clock time is meant from seven in the morning on.
    German and English are understood whatever language is spoken.

    Args:
        text: as typed.
        now: aware UTC.
        zone: in which days and clock times are meant.

    Raises:
        UsageError: if it names no moment, or one that is over or more than a hundred years ahead; with a suggestion.
    """
    said = " ".join(text.split()).casefold()
    hours = _COUNTED.fullmatch(said)
    if hours is not None and hours[2] in _UNIT_HOURS and int(hours[1]):
        return now + timedelta(hours=int(hours[1]))
    today = day_of(now, zone)
    at = MORNING
    timed = _CLOCK.fullmatch(said)
    if timed is not None and int(timed[2]) < 24 and int(timed[3]) < 60:  # noqa: PLR2004 - a clock
        said, at = timed[1] or "", clock_time(int(timed[2]), int(timed[3]))
        if not said:
            later = datetime.combine(today, at, zone).astimezone(UTC)
            said = "today" if later > now else "tomorrow"
    day = _day_ahead(said, today)
    if day is None:
        if said in _DAYS_BACK:
            raise UsageError("window.until_past", text=text)
        near = get_close_matches(said, [*_WEEKDAYS, *_DAYS_AHEAD, *_NEXT_WEEK], n=1, cutoff=0.7)
        if near:
            raise UsageError("window.until_unknown", hint="window.did_you_mean", text=text, suggestion=near[0])
        raise UsageError("window.until_unknown", text=text)
    moment = datetime.combine(day, at, zone).astimezone(UTC)
    if moment <= now:
        raise UsageError("window.until_past", text=text)
    return moment


def _day_ahead(said: str, today: date) -> date | None:
    counted = _COUNTED.fullmatch(said)
    if counted is not None and counted[2] in _UNIT_DAYS:
        days = int(counted[1]) * _UNIT_DAYS[counted[2]]
        return today + timedelta(days=days) if days <= _LONGEST_DAYS else None
    german = _GERMAN.fullmatch(said)
    if german is None or german[3] is not None:
        return _named_ahead(said, today) or _dated(said, today)
    coming = (_dated(f"{german[1]}.{german[2]}.{year}", today) for year in (today.year, today.year + 1))
    return next((day for day in coming if day is not None and day > today), None)


def _named_ahead(said: str, today: date) -> date | None:
    if said in _DAYS_AHEAD:
        return today + timedelta(days=_DAYS_AHEAD[said])
    if said in _NEXT_WEEK:
        return today + timedelta(days=7 - today.weekday())
    if said in _WEEKDAYS:
        return today + timedelta(days=(_WEEKDAYS[said] - today.weekday()) % 7 or 7)
    return None


def _named(said: str, today: date) -> date | None:
    if said in _DAYS_BACK:
        return today - timedelta(days=_DAYS_BACK[said])
    if said in _WEEKDAYS:
        return today - timedelta(days=(today.weekday() - _WEEKDAYS[said]) % 7 or 7)
    return None


def _counted(said: str, today: date) -> date | None:
    found = _COUNTED.fullmatch(said)
    if found is None or found[2] not in _UNIT_DAYS:
        return None
    days = int(found[1]) * _UNIT_DAYS[found[2]]
    return today - timedelta(days=days) if days <= _LONGEST_DAYS else None


def _dated(said: str, today: date) -> date | None:
    try:
        if iso := _ISO.fullmatch(said):
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
        if german := _GERMAN.fullmatch(said):
            day = date(int(german[3] or today.year), int(german[2]), int(german[1]))
            is_last_year = german[3] is None and day > today
            return day.replace(year=day.year - 1) if is_last_year else day
    except ValueError:
        return None
    return None
