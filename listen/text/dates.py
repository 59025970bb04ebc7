"""Dates as people and programs write them become aware UTC times; what cannot be read is None, never a guess.

RFC 822 and RFC 3339 are read first, as nearly everything is one of the two. Beside them: ISO 8601 in its other forms,
asctime, epoch seconds and milliseconds, zone names that feedparser takes for UTC (CET, MEZ, CEST, MESZ, BST), and
German dates. A time without a zone is UTC, but Berlin time where the date is written the German way.
"""

import math
import re
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo

__all__ = ["believable", "read_date"]

_LONGEST = 100
_EARLIEST: Final = datetime(1995, 1, 1, tzinfo=UTC)
_AHEAD: Final = timedelta(days=1)

_ZONE = r"(?P<zone>[A-Za-z]{1,5}(?:\s*[+-][0-9]{1,2}(?::?[0-9]{2})?)?|[+\-−][0-9]{1,2}(?::?[0-9]{2}(?::?[0-9]{2})?)?)"
_CLOCK = (
    r"(?P<hour>[0-9]{1,2})[:.](?P<minute>[0-9]{2})(?:[:.](?P<second>[0-9]{2})(?:[.,](?P<part>[0-9]{1,12}))?)?"
    r"(?:\s*(?P<half>[AaPp])\.?[Mm]\.?)?(?P<uhr>\s*Uhr)?"
)
_AFTER_DATE = rf"(?:,?\s+(?:um\s+|at\s+|-\s+)?{_CLOCK}(?:\s*{_ZONE})?)?"
_WEEKDAY = r"(?:(?P<weekday>[^\W\d]{2,10})\.?(?:,\s*|\s+))?"

# 2026-11-23T10:00:00Z, with the variants of W3CDTF and ISO 8601, basic form included.
_ISO: Final = re.compile(
    r"(?P<year>[0-9]{4})(?:(?P<sep>[-/.]?)(?P<month>[0-9]{2})(?:(?P=sep)(?P<day>[0-9]{2}))?)?"
    r"(?:(?:[Tt]|\s+)(?P<hour>[0-9]{2})(?::?(?P<minute>[0-9]{2})(?::?(?P<second>[0-9]{2})(?:[.,](?P<part>[0-9]{1,12}))?)?)?"
    rf"\s*{_ZONE}?)?"
)
# Mon, 23 Nov 2026 10:00:00 +0100; 23. November 2026; 23-Nov-26 10:00 MEZ.
_DAY_FIRST: Final = re.compile(
    rf"{_WEEKDAY}(?P<day>[0-9]{{1,2}})(?P<dot>\.?)[\s-]*(?P<name>[^\W\d]{{3,9}})\.?,?[\s-]*(?P<year>[0-9]{{4}}|[0-9]{{2}}){_AFTER_DATE}"
)
# November 23, 2026 10:00 AM.
_MONTH_FIRST: Final = re.compile(
    rf"{_WEEKDAY}(?P<name>[^\W\d]{{3,9}})\.?\s+(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>[0-9]{{4}}){_AFTER_DATE}"
)
# Mon Nov 23 10:00:00 2026, as asctime and Twitter write it.
_YEAR_LAST: Final = re.compile(
    rf"{_WEEKDAY}(?P<name>[^\W\d]{{3,9}})\s+(?P<day>[0-9]{{1,2}})\s+{_CLOCK}(?:\s+{_ZONE})?\s+(?P<year>[0-9]{{4}})"
)
# Montag, 23.11.2026, 10:00 Uhr.
_DOTTED: Final = re.compile(
    rf"{_WEEKDAY}(?P<day>[0-9]{{1,2}})(?P<dot>\.)\s?(?P<month>[0-9]{{1,2}})\.\s?(?P<year>[0-9]{{4}}|[0-9]{{2}}){_AFTER_DATE}"
)
_FORMS: Final = (_DAY_FIRST, _ISO, _DOTTED, _MONTH_FIRST, _YEAR_LAST)
_NUMBER: Final = re.compile(r"-?[0-9]{1,18}(?:\.[0-9]{1,9})?")
_ORDINAL: Final = re.compile(r"([0-9]{4})-?([0-9]{3})")
_WEEK: Final = re.compile(r"[0-9]{4}-?W[0-9]{2}(?:-?[1-7])?")
_RFC_822_ZONES: Final = {"GMT": "+0000", "UTC": "+0000", "UT": "+0000"}
_CALENDARS: Final = {4: "%Y", 6: "%Y%m", 8: "%Y%m%d", 12: "%Y%m%d%H%M", 14: "%Y%m%d%H%M%S"}
_COMMENT: Final = re.compile(r"\s*\([^()]*\)\s*\Z")
_OFFSET: Final = re.compile(r"([+\-−])([0-9]{1,2}):?([0-9]{2})?")

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar jän jänner jaenner",
            "feb february februar feber",
            "mar march mär märz mrz maerz mae",
            "apr april",
            "may mai",
            "jun june juni",
            "jul july juli",
            "aug august",
            "sep sept september",
            "oct october okt oktober",
            "nov november",
            "dec december dez dezember",
        ),
        start=1,
    )
    for name in names.split()
}
_GERMAN: Final = (
    "januar jän jänner jaenner februar feber mär märz mrz maerz mae mai juni juli okt oktober dez dezember "
    "mo di mi do fr sa so die mit don fre sam son "
    "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag"
)
_GERMAN_WORDS: Final = frozenset(_GERMAN.split())
_ZONES: Final = {
    "wet": 0, "bst": 1, "cet": 1, "mez": 1, "met": 1, "west": 1, "cest": 2, "mesz": 2, "mest": 2, "eet": 2, "eest": 3,
    "msk": 3, "jst": 9, "aest": 10, "aedt": 11, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6,
    "pst": -8, "pdt": -7, "akst": -9, "akdt": -8, "hst": -10,
}  # fmt: skip


def read_date(value: object) -> datetime | None:
    """Return the moment that `value` (text, a number, a datetime) names, aware UTC; None when it cannot be read.

    Whether it can be true is another question: `believable`. Never raises.
    """
    try:
        if isinstance(value, str):
            return _from_text(value)
        if isinstance(value, datetime):
            return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return _from_epoch(value)
    except (ValueError, OverflowError, OSError):
        return None
    return None


def believable(when: datetime | None, *, now: datetime) -> bool:
    """Say whether a post can have been published at `when`: known, not before 1995, at most a day after `now`."""
    return when is not None and _EARLIEST <= when <= now + _AHEAD


def _from_text(value: str) -> datetime | None:
    if len(value) > _LONGEST:
        return None
    text = value.strip()
    if len(text) >= 19 and text[4] == "-" and text[10] == "T" and text.isascii():  # noqa: PLR2004 - RFC 3339
        try:
            return _aware(datetime.fromisoformat(text))
        except ValueError:
            return _from_any_form(text)
    if text[3:5] == ", " and text[25:26] in {" ", ""}:
        try:
            return _from_rfc_822(text)
        except (ValueError, KeyError):
            return _from_any_form(text)
    return _from_any_form(text)


def _from_any_form(text: str) -> datetime | None:
    if text.endswith(")"):
        text = _COMMENT.sub("", text)
    if _NUMBER.fullmatch(text):
        return _from_digits(text)
    for form in _FORMS:
        found = form.fullmatch(text)
        if found is not None:
            return _from_parts(found)
    ordinal = _ORDINAL.fullmatch(text)
    if ordinal is not None:
        return datetime.strptime(f"{ordinal[1]} {ordinal[2]} +0000", "%Y %j %z").astimezone(UTC)
    if _WEEK.fullmatch(text):
        return datetime.combine(date.fromisoformat(text), datetime.min.time(), tzinfo=UTC)
    return None


def _from_rfc_822(text: str) -> datetime:
    """Read `Mon, 23 Nov 2026 10:00:00 +0100`, letter by letter where it always stands.

    Raises:
        ValueError, KeyError: if it is anything else.
    """
    zone = _RFC_822_ZONES.get(text[26:], text[26:])
    return _aware(
        datetime.fromisoformat(f"{text[12:16]}-{_MONTHS[text[8:11].lower()]:02}-{text[5:7]}T{text[17:25]}{zone}")
    )


def _aware(when: datetime) -> datetime:
    if when.tzinfo is UTC:
        return when
    return when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC)


def _from_digits(text: str) -> datetime | None:
    """Read bare digits: a calendar date where they can be one, else epoch."""
    form = _CALENDARS.get(len(text)) if text[:2] in {"19", "20"} else None
    if form is not None:
        try:
            return datetime.strptime(f"{text} +0000", f"{form} %z").astimezone(UTC)
        except ValueError:
            pass
    return _from_epoch(float(text))


def _from_epoch(number: float) -> datetime | None:
    """Read seconds, milliseconds or microseconds since 1970; small numbers are no dates."""
    if not math.isfinite(number) or number < 1e8:  # noqa: PLR2004 - 1973; below stand years, counters, zeros
        return None
    for factor in (1, 1e3, 1e6, 1e9):
        if number / factor < 1e11:  # noqa: PLR2004 - the year 5138
            return datetime.fromtimestamp(number / factor, tz=UTC)
    return None


def _from_parts(found: re.Match[str]) -> datetime | None:
    part = found.groupdict()
    name = (part.get("name") or "").lower()
    month = _MONTHS.get(name) if name else int(part.get("month") or 1)
    if month is None:
        return None
    year = int(part["year"])
    if year < 100:  # noqa: PLR2004 - RFC 2822 section 4.3
        year += 2000 if year < 70 else 1900  # noqa: PLR2004
    hour = _hour(int(part.get("hour") or 0), part.get("half"))
    second = int(part.get("second") or 0)
    day = datetime(year, month, int(part.get("day") or 1), tzinfo=UTC)
    clock = timedelta(
        hours=hour,
        minutes=int(part.get("minute") or 0),
        seconds=min(second, 59),
        microseconds=int((part.get("part") or "0")[:6].ljust(6, "0")),
    )
    if clock > timedelta(hours=24) or second > 60 or int(part.get("minute") or 0) > 59:  # noqa: PLR2004
        return None
    zone = part.get("zone")
    if zone:
        return day + clock - _offset(zone)
    if part.get("dot") or part.get("uhr") or {name, (part.get("weekday") or "").lower()} & _GERMAN_WORDS:
        return (day + clock).replace(tzinfo=_berlin()).astimezone(UTC)
    return day + clock


def _hour(hour: int, half: str | None) -> int:
    if half is None:
        return hour
    return hour % 12 + (12 if half in "pP" else 0)


def _offset(zone: str) -> timedelta:
    """Return how far `zone` is ahead of UTC; an unknown name counts as UTC, as RFC 2822 section 4.3 says."""
    signed = _OFFSET.search(zone)
    if signed is not None:
        offset = timedelta(hours=int(signed[2]), minutes=int(signed[3] or 0))
        if offset > timedelta(hours=24):
            raise OverflowError(zone)
        return offset if signed[1] == "+" else -offset
    return timedelta(hours=_ZONES.get(zone.lower(), 0))


@cache
def _berlin() -> ZoneInfo:
    return ZoneInfo("Europe/Berlin")
