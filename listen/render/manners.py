"""How a language and a country write numbers, days and times: what Unicode's locale data (CLDR) says, as a value.

Babel knows it for hundreds of locales, but reading it takes about 20 ms. So what Babel says for the languages that
come with `listen` lies ready in `manners.json` (made by `docs/generate.py`, proven equal by a test); every other
locale is asked of Babel when it is spoken.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from functools import cache
from pathlib import Path

__all__ = ["MANNERS_FILE", "READY", "Manners", "manners_of"]

MANNERS_FILE = Path(__file__).with_name("manners.json")

READY = ("en", "en-GB", "en-US", "de", "de-AT", "de-CH")
"""The locales that lie ready."""

_PART = re.compile(r"'([^']*)'|([a-zA-Z])\2*|[^a-zA-Z']+")
_TWO = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """What one locale writes.

    Attributes:
        decimal, group: between whole and rest, between groups of digits.
        groups: how many digits stand in the last group and in those before.
        percent: pattern with `{0}`.
        day, short_day: CLDR patterns of a day with its year, and without.
        spans: patterns of both ends of a span of days, by the greatest part that differs: `d`, `M`, `y`.
        clock: CLDR pattern of a time of day.
        periods: what `a` in it becomes: before noon, after noon.
        months, weekdays, short_weekdays: names; a week begins on Monday.
        ago: patterns for `minute`, `hour` and `day`, by plural category.
        minutes: patterns for a length of time, by plural category.
        lists: patterns `2`, `start`, `middle`, `end`.
    """

    decimal: str
    group: str
    groups: tuple[int, int]
    percent: str
    day: str
    short_day: str
    spans: Mapping[str, tuple[str, str]]
    clock: str
    periods: tuple[str, str]
    months: tuple[str, ...]
    weekdays: tuple[str, ...]
    short_weekdays: tuple[str, ...]
    ago: Mapping[str, Mapping[str, str]]
    minutes: Mapping[str, str]
    lists: Mapping[str, str]

    def dated(self, pattern: str, when: date) -> str:
        """Return a day as a CLDR pattern writes it."""
        parts = {"y": when.year, "M": when.month, "L": when.month, "d": when.day}
        return "".join(self._part(found, parts) for found in _PART.finditer(pattern))

    def timed(self, when: time) -> str:
        """Return a time of day."""
        twelve = (when.hour + 11) % 12 + 1
        parts = {"H": when.hour, "k": when.hour or 24, "h": twelve, "K": when.hour % 12, "m": when.minute}
        parts["a"] = when.hour // 12
        return "".join(self._part(found, parts) for found in _PART.finditer(self.clock))

    def _part(self, found: re.Match[str], parts: Mapping[str, int]) -> str:
        quoted, letter = found.groups()
        if letter is None or letter not in parts:
            return found[0] if quoted is None else quoted
        value, length = parts[letter], len(found[0])
        if letter == "a":
            return self.periods[value]
        if letter in "ML" and length > _TWO:
            return self.months[value - 1]
        if letter == "y" and length == _TWO:
            return f"{value % 100:02}"
        return f"{value:0{length}}"

    def grouped(self, whole: int) -> str:
        """Return a whole number of zero or more with its digits in groups."""
        digits, (last, before) = str(whole), self.groups
        rest, parts = digits[:-last], [digits[-last:]]
        while rest:
            rest, part = rest[:-before], rest[-before:]
            parts.insert(0, part)
        return self.group.join(parts)

    def listed(self, items: tuple[str, ...]) -> str:
        """Return words as a list in a sentence: `A, B and C`."""
        if len(items) < _TWO:
            return "".join(items)
        if len(items) == _TWO:
            return _put(self.lists["2"], *items)
        said = _put(self.lists["end"], items[-2], items[-1])
        for item in reversed(items[1:-2]):
            said = _put(self.lists["middle"], item, said)
        return _put(self.lists["start"], items[0], said)


def _put(pattern: str, first: str, second: str) -> str:
    before, _, rest = pattern.partition("{0}")
    between, _, after = rest.partition("{1}")
    return f"{before}{first}{between}{second}{after}"


@cache
def manners_of(lang: str) -> Manners:
    """Return how `lang` writes: with its country, else as the language does, else as English does."""
    ready = _ready()
    if lang in ready:
        return ready[lang]
    from listen.render.locales import manners_by_babel

    words = lang.partition("-")[0]
    return manners_by_babel(lang) or ready.get(words) or manners_by_babel(words) or ready["en"]


@cache
def _ready() -> Mapping[str, Manners]:
    return {lang: _manners(raw) for lang, raw in json.loads(MANNERS_FILE.read_text(encoding="utf-8")).items()}


def _manners(raw: Mapping[str, object]) -> Manners:
    """Return a value that was written as JSON: lists become tuples again."""

    def frozen(value: object) -> object:
        if isinstance(value, list):
            return tuple(value)
        return {key: frozen(one) for key, one in value.items()} if isinstance(value, dict) else value

    return Manners(**{name: frozen(value) for name, value in raw.items()})  # type: ignore[arg-type]
