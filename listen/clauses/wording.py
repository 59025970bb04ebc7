"""How lists of words and patterns are written down: in lines, as prose is."""

import re

__all__ = ["any_of", "any_word", "word_set"]


def word_set(*lines: str) -> frozenset[str]:
    """Return the words of all lines; blanks part them."""
    return frozenset(word for line in lines for word in line.split())


def any_of(*patterns: str) -> re.Pattern[str]:
    """Return what finds any of the patterns, whatever the case."""
    return re.compile("|".join(patterns), re.IGNORECASE)


def any_word(*patterns: str) -> re.Pattern[str]:
    """Return what finds any of the patterns where whole words begin and end, whatever the case."""
    return re.compile(rf"\b(?:{'|'.join(patterns)})\b", re.IGNORECASE)
