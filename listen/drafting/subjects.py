"""What a text is about, as words without endings, names and stop words; to see whether two texts share it."""

from collections.abc import Iterable

from listen.text.lookup import words_of
from listen.themes.stopwords import EVERYWHERE, STOP_WORDS
from listen.themes.words import stem

__all__ = ["subjects"]

_SHORTEST = 4
_ALL = EVERYWHERE.union(*STOP_WORDS.values())


def subjects(text: str, language: str | None, names: Iterable[str] = ()) -> dict[str, str]:
    """Return the subjects of a text: words without endings, each with the word as written first, in order."""
    stop = STOP_WORDS.get(language or "", _ALL) | EVERYWHERE
    known = tuple(part for name in names for part in name.casefold().split())
    found: dict[str, str] = {}
    for word, start, end in words_of(text):
        if len(word) >= _SHORTEST and word not in stop and not word.isdigit() and not word.startswith(known):
            found.setdefault(stem(word, language), text[start:end])
    return found
