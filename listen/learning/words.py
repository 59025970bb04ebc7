"""The words of a text as numbers, and the places whose habits are learned apart."""

import re
from collections.abc import Collection
from zlib import crc32

from listen.text.fold import fold

__all__ = ["homes_of", "words_of"]

_READ_CHARACTERS = 4_000
_MOST_WORDS = 300
"""Different ones, of one text: what is long has no more say than what is short, and costs no more."""

_LONGEST_WORD = 40
# Each alternative begins with another character and none is tried twice, so a text is walked once.
_UNIT = re.compile(r"https?://\S+|@\w+|\w+|[^\w\s]")
_PART = "\x1f"


def words_of(text: str, language: str | None) -> tuple[int, ...]:
    """Return a 32-bit number for each different word or sign of `text`, in order of the numbers; at most 300.

    A language's words are its own: what a German judgement teaches changes nothing in English. Addresses and names of
    accounts count as one word each. Never `hash`, which is another in every process.
    """
    found: dict[str, None] = {}
    for match in _UNIT.finditer(fold(text[:_READ_CHARACTERS])):
        unit = match.group()
        if unit[0] == "@" and len(unit) > 1:
            unit = "@"
        elif unit.startswith("http") and "://" in unit:
            unit = "://"
        found[unit[:_LONGEST_WORD]] = None
        if len(found) == _MOST_WORDS:
            break
    return tuple(sorted({crc32(f"{language or ''}{_PART}{unit}".encode("utf-8", "replace")) for unit in found}))


def homes_of(language: str | None, queries: Collection[str]) -> tuple[str, ...]:
    """Return where a mention is at home: its language in each of its queries, in order.

    How often people praise or complain differs from query to query and from language to language; what is learned
    of one is not taken for the other.
    """
    return tuple(f"{language or '?'} {query}" for query in sorted(set(queries)))
