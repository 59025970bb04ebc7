"""A text taken apart into words, emoji and signs, and these into rows of a hashed table."""

import re
from collections.abc import Iterator
from html import unescape
from zlib import crc32

__all__ = ["Unit", "character_rows", "pair_row", "units_of", "word_row"]

Unit = tuple[str, int, int]
"""A word, emoji, emoticon or sign as the tables know it, and where it stands."""

_LONGEST = 30
_LONGEST_TAG = 100
_SHORTEST_PART, _LONGEST_PART = 2, 5
"""Characters of the parts of a word; the marks of its beginning and end count."""

_EMOJI = "\U0001f000-\U0001faff☀-➿←-⇿⬀-⯿"
# The alternatives exclude each other by their first character or are bounded: linear in the length of any text.
_UNIT = re.compile(
    r"(?P<link>https?://\S+|www\.\S+)|(?P<name>@\w+)"
    r"|(?P<face>[:;=8xX][-o'^]?[)(\]\[DPpdOo/\\|*3>]{1,9}(?!\w)|<3+)"
    rf"|(?P<entity>&\#?\w{{1,8}};)|(?P<word>[^\W_]+(?:['’][^\W_]+)*)|[{_EMOJI}]|[^\w\s]{{1,3}}|_+"
)
_RUN = re.compile(r"(.)\1{2,}", re.DOTALL)
_CHANGES_CASE = re.compile(r"[a-zß-ÿ][A-ZÀ-Þ]")
_CAMEL = re.compile(r"[A-ZÀ-Þ]?[a-zß-ÿ]+|[A-ZÀ-Þ]+(?![a-zß-ÿ])|[^\W_]+?(?=[A-ZÀ-Þ]|$)")
_BARE_ADDRESS = frozenset({"http", "https"})
"""What some archives leave of an address."""


def units_of(text: str) -> Iterator[Unit]:
    """Yield the units of a text in order; addresses are `http`, names that are spoken to `@user`."""
    calmed = _calmed if _RUN.search(text) else _cut
    for found in _UNIT.finditer(text):
        kind = found.lastgroup
        if kind == "link":
            unit = "http"
        elif kind == "name":
            unit = "@user"
        elif kind == "entity":
            unit = unescape(found.group())
            if not unit.strip():
                continue
        elif kind == "word":
            unit = found.group()
            start = found.start()
            if start and text[start - 1] == "#" and len(unit) <= _LONGEST_TAG and _CHANGES_CASE.search(unit):
                for part in _CAMEL.finditer(unit):
                    yield calmed(part.group()), start + part.start(), start + part.end()
                continue
            if unit in _BARE_ADDRESS:
                unit = "http"
        else:
            unit = found.group()
        yield calmed(unit), found.start(), found.end()


def _cut(unit: str) -> str:
    return unit.lower()[:_LONGEST]


def _calmed(unit: str) -> str:
    return _RUN.sub(r"\1\1\1", unit[: 2 * _LONGEST].lower())[:_LONGEST]


def word_row(unit: str, rows: int) -> int:
    """Return the row of a unit as a whole."""
    return crc32(f"w{unit}".encode("utf-8", "replace")) % rows


def pair_row(one: str, other: str, rows: int) -> int:
    """Return the row of two units that follow each other."""
    return crc32(f"b{one} {other}".encode("utf-8", "replace")) % rows


def character_rows(unit: str, rows: int) -> set[int]:
    """Return the rows of what a unit is made of: its parts of two to five characters, beginning and end marked."""
    marked = f"^{unit}$"
    return {
        crc32(f"c{marked[start : start + length]}".encode("utf-8", "replace")) % rows
        for length in range(_SHORTEST_PART, _LONGEST_PART + 1)
        for start in range(len(marked) - length + 1)
    }
