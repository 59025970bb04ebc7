"""A text's words with their places, and what is the same word in another form."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from listen.relevance.wordlists import FUNCTION_WORDS
from listen.text.fold import fold

__all__ = ["LEAST_LETTERS", "LOOKED_AT", "Word", "is_content", "parts_of", "stem", "words_of"]

LOOKED_AT = 4_000
"""Characters of a text that are read; what it is about is said by then."""

LEAST_LETTERS = 4
"""A shorter word is found in too many others to be a part of one."""

_WORD = re.compile(r"[^\W_]{1,40}")
_STEM_FROM = 3
_STEMS_REMEMBERED = 20_000


class Word(NamedTuple):
    """A word as written, and its place in the text; `end` is exclusive."""

    written: str
    start: int
    end: int


def words_of(text: str) -> list[Word]:
    """Return the words of the first `LOOKED_AT` characters, in order; a run without a break comes in pieces."""
    return [Word(found.group(), *found.span()) for found in _WORD.finditer(text[:LOOKED_AT])]


_STEMS: dict[str, str] = {}


def stem(written: str) -> str:
    """Return a word without its ending, folded: `Rohre`, `Rohren` and `rohr` are one, as `pipes` and `pipe` are.

    Rough on purpose: it must be the same for all forms, it need not be a word.
    """
    known = _STEMS.get(written)
    if known is None:
        if len(_STEMS) >= _STEMS_REMEMBERED:
            _STEMS.clear()
        known = _STEMS[written] = _stem(fold(written))
    return known


def _stem(word: str) -> str:
    if len(word) > _STEM_FROM and word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    if len(word) > _STEM_FROM + 2 and word.endswith(("en", "er", "em")):
        return word[:-2]
    if len(word) > _STEM_FROM and word.endswith(("e", "n", "y")):
        return word[:-1]
    return word


def is_content(written: str) -> bool:
    """Say whether a word says anything of what a text is about: no function word, no number, no single letter."""
    return len(written) > 1 and not written.isdigit() and fold(written) not in FUNCTION_WORDS


def parts_of(compound: str) -> Iterator[str]:
    """Yield what a German compound may begin or end with, at least `LEAST_LETTERS` long."""
    for at in range(LEAST_LETTERS, len(compound) - LEAST_LETTERS + 2):
        yield compound[:at]
    for at in range(LEAST_LETTERS - 1, len(compound) - LEAST_LETTERS + 1):
        yield compound[at:]
