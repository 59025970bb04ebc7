"""Numbers, dates, ages and spans of time, in the manner of each language."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from listen.phrases import say
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
    "minutes",
    "moment",
    "percent",
    "percents",
    "points",
    "short_day",
    "signed",
    "times",
    "weekday",
]

_MINUTE_S = 60
_HOUR_S = 3_600
_DAY_S = 86_400
_AGES_UNTIL_DAYS = 30
_WHOLE_FROM = 9.95
_NO_BREAK = "\u00a0"


class Counted(int):
    """A whole number that is written in its language's manner wherever it is put into a phrase."""

    lang: str

    def __str__(self) -> str:
        grouped = f"{int(self):,}"
        return grouped.replace(",", ".") if self.lang == "de" else grouped

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
    return f"{sign}{counted(int(whole), lang)}{',' if lang == 'de' else '.'}{rest}"


def about(number: float, lang: str) -> str:
    """Return an estimate as precisely as it deserves: whole from ten on, one decimal below."""
    return decimal(number, lang, places=0 if abs(number) >= _WHOLE_FROM else 1)


def signed(number: float, lang: str) -> str:
    """Return `number` with two decimals and always with its sign: `+0.62`, `−0,40`."""
    text = f"{abs(number):.2f}"
    return f"{'−' if number < 0 else '+'}{text.replace('.', ',') if lang == 'de' else text}"


def percent(share: float, lang: str) -> str:
    """Return a share of 0.0 … 1.0 as `47%`, in German `47 %` with a no-break space."""
    whole = f"{share * 100:.0f}"
    return f"{whole}{_NO_BREAK}%" if lang == "de" else f"{whole}%"


def percents(low: float, high: float, lang: str) -> str:
    """Return a span of shares as `39–55%`, in German `39–55 %`."""
    return f"{low * 100:.0f}–{percent(high, lang)}"


def points(balance: float, lang: str) -> str:
    """Return a balance of −1.0 … +1.0 in hundredths and with its sign: `+43`, `−7`, `0`."""
    rounded = round(balance * 100)
    sign = "−" if rounded < 0 else "+" if rounded else ""
    return f"{sign}{counted(abs(rounded), lang)}"


def times(factor: float, lang: str) -> str:
    """Return `2.5`, in German `2,5`, for "2.5 times"; whole from ten on."""
    return about(factor, lang)


def day(when: date, lang: str) -> str:
    """Return `24 Nov 2026`, in German `24.11.2026`."""
    if lang == "de":
        return f"{when.day}.{when.month}.{when.year}"
    return f"{short_day(when, lang)} {when.year}"


def short_day(when: date, lang: str) -> str:
    """Return `24 Nov`, in German `24.11.`."""
    return f"{when.day}.{when.month}." if lang == "de" else f"{when.day} {say(f'render.month_{when.month}', lang)}"


def weekday(when: date, lang: str) -> str:
    """Return the name of the day of the week."""
    return say(f"render.weekday_{when.weekday()}", lang)


def clock(when: datetime, zone: ZoneInfo) -> str:
    """Return the time of day in `zone`, `07:25`."""
    return f"{when.astimezone(zone):%H:%M}"


def moment(when: datetime, lang: str, *, zone: ZoneInfo) -> str:
    """Return day and time in `zone`: `24 Nov 2026, 07:25`."""
    local = when.astimezone(zone)
    return f"{day(local.date(), lang)}, {clock(when, zone)}"


def age(when: datetime, lang: str, *, now: datetime, zone: ZoneInfo) -> str:
    """Return how long ago `when` was: `3 h ago`, `vor 2 Tagen`; from a month on, the day."""
    seconds = (now - when).total_seconds()
    if seconds < _MINUTE_S:
        return say("render.just_now", lang)
    if seconds < _HOUR_S:
        return say("render.minutes_ago", lang, n=int(seconds // _MINUTE_S))
    if seconds < _DAY_S:
        return say("render.hours_ago", lang, n=int(seconds // _HOUR_S))
    if seconds < _AGES_UNTIL_DAYS * _DAY_S:
        return say("render.days_ago", lang, n=int(seconds // _DAY_S))
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
    """Return a length of reading time: `24 min`, in German `24 Min.`; less than one counts as one."""
    return say("render.minutes", lang, n=counted(max(1, round(number)), lang))


def days_of(window: Window, lang: str, *, today: date) -> str:
    """Return which days are meant: `yesterday and today`, `18–24 Nov 2026`, `27.10.–24.11.2026`."""
    back = (today - window.since).days
    if window.last == today and back in (0, 1):
        return say(("render.today", "render.yesterday_and_today")[back], lang)
    if window.since == window.last:
        return f"{weekday(window.since, lang)}, {day(window.since, lang)}"
    if window.since.year != window.last.year:
        return f"{day(window.since, lang)} – {day(window.last, lang)}"
    if window.since.month == window.last.month:
        first = f"{window.since.day}." if lang == "de" else f"{window.since.day}"
        return f"{first}–{day(window.last, lang)}"
    return f"{short_day(window.since, lang)} – {day(window.last, lang)}"
