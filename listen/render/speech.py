"""Numbers, dates, ages and spans of time, in the manner of each language and country (`listen.render.manners`)."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from listen.phrases import plural_category, say
from listen.render.manners import manners_of
from listen.window import Window

__all__ = [
    "Counted",
    "about",
    "age",
    "clock",
    "counted",
    "day",
    "days_of",
    "decimal",
    "lasting",
    "listed",
    "minutes",
    "moment",
    "percent",
    "percents",
    "points",
    "short_day",
    "short_weekday",
    "signed",
    "span",
    "times",
    "weekday",
]

_MINUTE_S = 60
_HOUR_S = 3_600
_DAY_S = 86_400
_AGES_UNTIL_DAYS = 30
_WHOLE_FROM = 9.95


class Counted(int):
    """A whole number that is written in its language's manner wherever it is put into a phrase."""

    lang: str

    def __str__(self) -> str:
        return f"{'-' if self < 0 else ''}{manners_of(self.lang).grouped(abs(int(self)))}"

    def __format__(self, spec: str) -> str:
        return format(str(self), spec)


def counted(number: int, lang: str) -> Counted:
    """Return `number` with thousands grouped: `4,990`, in German `4.990`."""
    made = Counted(number)
    made.lang = lang
    return made


def decimal(number: float, lang: str, *, places: int = 1) -> str:
    """Return `number` with at most so many decimals: `2.5`, in German `2,5`; no decimals when they are zero."""
    rounded = round(number, places)
    if rounded == int(rounded):
        return str(counted(int(rounded), lang))
    whole, _, rest = f"{abs(rounded):.{places}f}".partition(".")
    sign = "-" if rounded < 0 else ""
    return f"{sign}{counted(int(whole), lang)}{manners_of(lang).decimal}{rest}"


def about(number: float, lang: str) -> str:
    """Return an estimate as precisely as it deserves: whole from ten on, one decimal below."""
    return decimal(number, lang, places=0 if abs(number) >= _WHOLE_FROM else 1)


def signed(number: float, lang: str) -> str:
    """Return `number` with two decimals and always with its sign: `+0.62`, `−0,40`."""
    whole, _, rest = f"{abs(number):.2f}".partition(".")
    return f"{'−' if number < 0 else '+'}{counted(int(whole), lang)}{manners_of(lang).decimal}{rest}"


def percent(share: float, lang: str) -> str:
    """Return a share of 0.0 … 1.0 as `47%`, in German `47 %` with a no-break space."""
    return manners_of(lang).percent.replace("{0}", f"{share * 100:.0f}")


def percents(low: float, high: float, lang: str) -> str:
    """Return a span of shares as `39–55%`, in German `39–55 %`."""
    return manners_of(lang).percent.replace("{0}", f"{low * 100:.0f}–{high * 100:.0f}")


def points(balance: float, lang: str) -> str:
    """Return a balance of −1.0 … +1.0 in hundredths and with its sign: `+43`, `−7`, `0`."""
    rounded = round(balance * 100)
    sign = "−" if rounded < 0 else "+" if rounded else ""
    return f"{sign}{counted(abs(rounded), lang)}"


def times(factor: float, lang: str) -> str:
    """Return `2.5`, in German `2,5`, for "2.5 times"; whole from ten on."""
    return about(factor, lang)


def day(when: date, lang: str) -> str:
    """Return `24 Nov 2026`, in German `24.11.2026`, in the United States `Nov 24, 2026`."""
    manners = manners_of(lang)
    return manners.dated(manners.day, when)


def short_day(when: date, lang: str) -> str:
    """Return `24 Nov`, in German `24.11.`."""
    manners = manners_of(lang)
    return manners.dated(manners.short_day, when)


def weekday(when: date, lang: str) -> str:
    """Return the name of the day of the week."""
    return manners_of(lang).weekdays[when.weekday()]


def short_weekday(when: date, lang: str) -> str:
    """Return the name of the day of the week, short: `Tue`, `Di`."""
    return manners_of(lang).short_weekdays[when.weekday()]


def listed(items: Iterable[str], lang: str) -> str:
    """Return words as a list in a sentence: `A, B and C`, in German `A, B und C`."""
    return manners_of(lang).listed(tuple(items))


def clock(when: datetime, zone: ZoneInfo, lang: str = "en") -> str:
    """Return the time of day in `zone`: `07:25`, where people count to twelve `7:25 AM`."""
    return manners_of(lang).timed(when.astimezone(zone).time())


def moment(when: datetime, lang: str, *, zone: ZoneInfo) -> str:
    """Return day and time in `zone`: `24 Nov 2026, 07:25`."""
    local = when.astimezone(zone)
    return f"{day(local.date(), lang)}, {clock(when, zone, lang)}"


def age(when: datetime, lang: str, *, now: datetime, zone: ZoneInfo) -> str:
    """Return how long ago `when` was: `3 hr ago`, `vor 2 Tagen`; from a month on, the day."""
    seconds = (now - when).total_seconds()
    if seconds < _MINUTE_S:
        return say("render.just_now", lang)
    if seconds < _HOUR_S:
        return _counted(manners_of(lang).ago["minute"], int(seconds // _MINUTE_S), lang)
    if seconds < _DAY_S:
        return _counted(manners_of(lang).ago["hour"], int(seconds // _HOUR_S), lang)
    if seconds < _AGES_UNTIL_DAYS * _DAY_S:
        return _counted(manners_of(lang).ago["day"], int(seconds // _DAY_S), lang)
    return day(when.astimezone(zone).date(), lang)


def lasting(since: datetime, lang: str, *, now: datetime) -> str:
    """Return how long something lasts already: `3 days`, `seit 3 Tagen`-style dative in German (`3 Tagen`)."""
    seconds = max(0.0, (now - since).total_seconds())
    if seconds < _HOUR_S:
        return say("render.for_minutes", lang, n=max(1, int(seconds // _MINUTE_S)))
    if seconds < 2 * _DAY_S:
        return say("render.for_hours", lang, n=int(seconds // _HOUR_S))
    return say("render.for_days", lang, n=counted(int(seconds // _DAY_S), lang))


def minutes(number: float, lang: str) -> str:
    """Return a length of reading time: `24 mins`, in German `24 Min.`; less than one counts as one."""
    return _counted(manners_of(lang).minutes, max(1, round(number)), lang)


def _counted(patterns: Mapping[str, str], n: int, lang: str) -> str:
    pattern = patterns.get(plural_category(n, lang)) or next(iter(patterns.values()))
    return pattern.replace("{0}", str(counted(n, lang)))


def days_of(window: Window, lang: str, *, today: date) -> str:
    """Return which days are meant: `yesterday and today`, `18–24 Nov 2026`, `27.10. – 24.11.2026`."""
    back = (today - window.since).days
    if window.last == today and back in (0, 1):
        return say(("render.today", "render.yesterday_and_today")[back], lang)
    if window.since == window.last:
        return f"{weekday(window.since, lang)}, {day(window.since, lang)}"
    return span(window.since, window.last, lang)


def span(first: date, last: date, lang: str) -> str:
    """Return two different days and what is between them; what both share is said once, as the language does."""
    manners = manners_of(lang)
    part = "y" if first.year != last.year else "M" if first.month != last.month else "d"
    begin, end = manners.spans[part]
    return f"{manners.dated(begin, first)}{manners.dated(end, last)}"
