"""Every sentence that `listen` says, in each of its languages, by key.

A language is a folder, a room's sentences are a file in it: the key `source.timed_out` stands in `en/source.py`
and `de/source.py`, in a table `PHRASES: dict[str, str]` with `str.format` fields, as `timed_out`.
Where a field `{n}` counts something, `KEY.one` and `KEY.other` are looked for too, and `KEY.few` or `KEY.many` in
languages that have them. A third language is one file (`listen.phrases.third`), added when somebody speaks it.
`tests/phrases/` proves that every language has every key with the same fields.
"""

import re
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import overload

__all__ = [
    "LANGUAGES",
    "add_language",
    "helps",
    "languages",
    "metavars",
    "plural_category",
    "reason",
    "rooms",
    "say",
    "table",
    "words_of",
]

LANGUAGES = ("en", "de")
"""The languages that come with `listen`; the first one serves where another lacks a key."""

_added: dict[str, Mapping[str, Mapping[str, str]]] = {}
"""Third languages: for each its rooms, for each room its sentences."""

_OTHER = "other"


def words_of(lang: str) -> str:
    """Return whose words a language tag speaks: `de` of `de-AT`; English when nobody has them."""
    words = lang.partition("-")[0].lower()
    return words if words in LANGUAGES or words in _added else LANGUAGES[0]


def languages() -> tuple[str, ...]:
    """Return every language that can be spoken now."""
    return (*LANGUAGES, *_added)


def add_language(lang: str, phrases: Mapping[str, str]) -> None:
    """Let `listen` speak one more language; `listen.phrases.third` reads and checks its sentences."""
    rooms_of: dict[str, dict[str, str]] = {}
    for key, text in phrases.items():
        room, _, name = key.partition(".")
        rooms_of.setdefault(room, {})[name] = text
    _added[lang] = rooms_of
    _categories.cache_clear()


@cache
def _built_in(lang: str, room: str) -> dict[str, str]:
    """Return one language's table for one room; loaded when something is first said from it."""
    try:
        found: dict[str, str] = import_module(f"listen.phrases.{lang}.{room}").PHRASES
    except ModuleNotFoundError:
        return {}
    return found


def table(lang: str, room: str) -> Mapping[str, str]:
    """Return one language's sentences of one room, by name; empty when it has none."""
    return _added[lang].get(room, {}) if lang in _added else _built_in(lang, room)


def rooms() -> tuple[str, ...]:
    """Return the names of all rooms that have sentences."""
    return tuple(sorted(file.stem for file in (Path(__file__).parent / "en").glob("[a-z]*.py")))


@cache
def _of_help(lang: str, name: str) -> Mapping[str, str]:
    found: dict[str, str] = {}
    if lang in LANGUAGES:
        for file in sorted((Path(__file__).parent / lang / "help").glob("[a-z]*.py")):
            found.update(getattr(import_module(f"listen.phrases.{lang}.help.{file.stem}"), name, {}))
    return found


def helps(lang: str) -> Mapping[str, str]:
    """Return the help texts of commands, options and arguments in a language; English ones stand in the code."""
    words = words_of(lang)
    return _added[words].get("help", {}) if words in _added else _of_help(words, "HELP")


def metavars(lang: str) -> Mapping[str, str]:
    """Return what stands for a value in the help of a language, by the English word: `FILE`: `DATEI`."""
    words = words_of(lang)
    return _added[words].get("metavar", {}) if words in _added else _of_help(words, "METAVARS")


@cache
def _categories(lang: str) -> object:
    """Return how a language counts (CLDR's plural rules); None for those that know one and many like English."""
    if lang in LANGUAGES:
        return None
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(lang).plural_form
    except (UnknownLocaleError, ValueError):
        return None


def plural_category(n: object, lang: str) -> str:
    """Return which form of a word stands beside the number `n`: `one` or `other`, elsewhere also `few` or `many`."""
    if not isinstance(n, int | float):
        return _OTHER
    rule = _categories(words_of(lang))
    if callable(rule):
        return str(rule(n))
    return "one" if n == 1 else _OTHER


def _find(key: str, lang: str, n: object) -> str | None:
    room, _, name = key.partition(".")
    phrases = table(lang, room)
    if n is not None:
        counted = phrases.get(f"{name}.{plural_category(n, lang)}") or phrases.get(f"{name}.{_OTHER}")
        if counted is not None:
            return counted
    return phrases.get(name)


_LACKS = re.compile(r'no ("[\w.-]+"|[A-Z]{3,5}|[a-z]+_[a-z_]+)')


def reason(text: str, lang: str) -> str:
    """Return in `lang` why something failed, as the system or a reader of answers said it; else as it was said."""
    words = words_of(lang)
    if words == LANGUAGES[0]:
        return text
    for name, english in table(LANGUAGES[0], "system").items():
        if english == text:
            return table(words, "system").get(name, text)
    found = _LACKS.fullmatch(text)
    return text if found is None else say("system.lacks", lang, what=found[1])


_REQUIRED = object()


@overload
def say(key: str, lang: str = "en", *, default: None, **values: object) -> str | None: ...
@overload
def say(key: str, lang: str = "en", **values: object) -> str: ...


def say(key: str, lang: str = "en", *, default: object = _REQUIRED, **values: object) -> str | None:
    """Return the phrase `key` in `lang`, filled with `values`.

    Args:
        key: room and name, e.g. `source.unreachable`.
        lang: `en`, `de`, one that was added, each also with a country (`de-AT`); anything else is said in English.
        default: given as None, an unknown key is None instead of an error.
        **values: fill the fields; `n` also chooses between `.one`, `.other` and what else the language has.

    Raises:
        KeyError: if no language has the key and no default is given.
    """
    for spoken in (words_of(lang), LANGUAGES[0]):
        text = _find(key, spoken, values.get("n"))
        if text is not None:
            return text.format_map(values)
    if default is None:
        return None
    raise KeyError(key)
