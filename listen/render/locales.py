"""Ask Babel how a locale writes. Imported only where that does not lie ready: it reads files of locale data."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import timedelta
from typing import Literal

from babel import Locale, UnknownLocaleError
from babel.dates import format_timedelta
from babel.units import format_unit

from listen.render.manners import READY, Manners

__all__ = ["manners_by_babel", "manners_text"]

_BARE_ENGLISH = "en-GB"
"""English without a country writes days as most countries do, not as the United States."""

_NUMERIC = frozenset({"de"})
"""Languages in which a day as numbers is how people write it, and cannot be misread."""

_SAMPLES = range(101)
_NEVER_COARSER = 1e9
_WIDE = str.maketrans({"\u2009": " ", "\u202f": "\u00a0"})
"""Thin blanks have a whole cell in a terminal, and some fonts lack them."""
_CLOSE = str.maketrans({"\u2009": "", "\u202f": "\u00a0"})


def manners_by_babel(lang: str) -> Manners | None:
    """Return how `lang` (`de-AT`, `fr`) writes; None when Babel does not know it."""
    try:
        locale = Locale.parse(_BARE_ENGLISH if lang == "en" else lang, sep="-")
    except (UnknownLocaleError, ValueError):
        return None
    is_numeric = locale.language in _NUMERIC
    day = locale.datetime_skeletons["yMd" if is_numeric else "yMMMd"].pattern
    symbols = locale.number_symbols["latn"]
    months, days = locale.months["format"]["abbreviated"], locale.days
    periods = locale.day_periods["format"]["abbreviated"]
    return Manners(
        decimal=symbols["decimal"],
        group=symbols["group"].translate(_WIDE),
        groups=locale.decimal_formats[None].grouping,
        percent=_percent(locale),
        day=day,
        short_day=locale.datetime_skeletons["Md" if is_numeric else "MMMd"].pattern,
        spans=_spans(locale, "yMd" if is_numeric else "yMMMd", day),
        clock=locale.time_formats["short"].pattern.translate(_WIDE),
        periods=(periods["am"], periods["pm"]),
        months=tuple(months[month] for month in range(1, 13)),
        weekdays=tuple(days["format"]["wide"][day] for day in range(7)),
        short_weekdays=tuple(days["stand-alone"]["abbreviated"][day] for day in range(7)),
        ago={
            "minute": _counted(locale, _ago(locale, "minute")),
            "hour": _counted(locale, _ago(locale, "hour")),
            "day": _counted(locale, _ago(locale, "day")),
        },
        minutes=_counted(locale, lambda n: format_unit(n, "duration-minute", length="short", locale=locale)),
        lists=dict(locale.list_patterns["standard"]),
    )


def _percent(locale: Locale) -> str:
    pattern = locale.percent_formats[None].pattern.partition(";")[0].translate(_WIDE)
    digits = "".join(letter for letter in pattern if letter in "#,0.")
    return str(pattern.replace(digits, "{0}"))


def _spans(locale: Locale, skeleton: str, day: str) -> Mapping[str, tuple[str, str]]:
    """Return both ends of a span as patterns; as many digits as a single day has."""
    known = locale.interval_formats.get(skeleton, {})
    between = locale.interval_formats[None].partition("{0}")[2].partition("{1}")[0]

    def ends(part: str) -> tuple[str, str]:
        # Thin blanks between two bare numbers are better none than a whole cell: 18–24 Nov.
        thin = _CLOSE if part == "d" else _WIDE
        first, last = (end.translate(thin) for end in known.get(part, (day + between, day)))
        if "dd" in day:
            return first, last
        return _bare(first), _bare(last)

    return {part: ends(part) for part in ("d", "M", "y")}


def _bare(pattern: str) -> str:
    return pattern.replace("dd", "d") if "MMM" in pattern else pattern.replace("dd", "d").replace("MM", "M")


def _ago(locale: Locale, unit: Literal["minute", "hour", "day"]) -> Callable[[int], str]:
    seconds = {"minute": 60, "hour": 3_600, "day": 86_400}[unit]

    def said(n: int) -> str:
        span = timedelta(seconds=-seconds * n)
        return format_timedelta(
            span, granularity=unit, threshold=_NEVER_COARSER, add_direction=True, format="short", locale=locale
        )

    return said


def _counted(locale: Locale, said: Callable[[int], str]) -> Mapping[str, str]:
    """Return a pattern for each plural category that whole numbers up to a hundred have."""
    found: dict[str, str] = {}
    # None last: ahead and ago are the same there, and what looks like "in 0 minutes" would serve for one.
    for n in (*_SAMPLES[2:], 1, 0):
        category = locale.plural_form(n)
        if category not in found:
            found[category] = said(n).translate(_WIDE).replace(str(n), "{0}")
    return dict(sorted(found.items()))


def manners_text() -> str:
    """Return the file of what lies ready."""
    made = {lang: manners_by_babel(lang) for lang in READY}
    return f"{json.dumps({lang: asdict(one) for lang, one in made.items() if one}, ensure_ascii=False, indent=1)}\n"
