"""Every sentence that `listen` says, in each of its languages, by key.

A language is a folder, a room's sentences are a file in it: the key `source.timed_out` stands in `en/source.py`
and `de/source.py`, in a table `PHRASES: dict[str, str]` with `str.format` fields, as `timed_out`.
Where a field `{n}` counts something, `KEY.one` and `KEY.other` are looked for too.
`tests/phrases/` proves that every language has every key with the same fields.
"""

from functools import cache
from importlib import import_module
from typing import overload

__all__ = ["LANGUAGES", "say"]

LANGUAGES = ("en", "de")
"""The languages in which `listen` can speak; the first one serves where another lacks a key."""


@cache
def _phrases(lang: str, room: str) -> dict[str, str]:
    """Return one language's table for one room; loaded when something is first said from it."""
    try:
        table: dict[str, str] = import_module(f"listen.phrases.{lang}.{room}").PHRASES
    except ModuleNotFoundError:
        return {}
    return table


def _find(key: str, lang: str, n: object) -> str | None:
    room, _, name = key.partition(".")
    table = _phrases(lang, room)
    if n is not None:
        counted = table.get(f"{name}.one" if n == 1 else f"{name}.other")
        if counted is not None:
            return counted
    return table.get(name)


_REQUIRED = object()


@overload
def say(key: str, lang: str = "en", *, default: None, **values: object) -> str | None: ...
@overload
def say(key: str, lang: str = "en", **values: object) -> str: ...


def say(key: str, lang: str = "en", *, default: object = _REQUIRED, **values: object) -> str | None:
    """Return the phrase `key` in `lang`, filled with `values`.

    Args:
        key: room and name, e.g. `source.unreachable`.
        lang: `en` or `de`; anything else is said in English.
        default: given as None, an unknown key is None instead of an error.
        **values: fill the fields; `n` also chooses between `.one` and `.other`.

    Raises:
        KeyError: if no language has the key and no default is given.
    """
    for spoken in (lang if lang in LANGUAGES else LANGUAGES[0], LANGUAGES[0]):
        text = _find(key, spoken, values.get("n"))
        if text is not None:
            return text.format_map(values)
    if default is None:
        return None
    raise KeyError(key)
