"""Words of a text as terms: without endings, German compounds and phrases alike, names and stop words left out.

A light stemmer, because a wrong cut costs little here: what is shown is always a word as somebody wrote it.
"""

import re
from collections.abc import Collection
from functools import lru_cache

from listen.text.fold import fold, is_unspaced
from listen.themes.stopwords import EVERYWHERE, STOP_WORDS

__all__ = ["BREAK", "Lexicon", "parts_of", "stem"]

BREAK = -1
"""Between words that do not stand side by side: a stop word, a name, the end of a sentence."""

_LOOKED_AT = 2_000
_MOST_WORDS = 250
_LONGEST_WORD = 40
_LEAST_LETTERS = 3
_SURFACES_KEPT = 400_000
_NOISE = re.compile(r"(?:https?://|www\.)\S+|(?<!\w)@[\w.@-]+|[\w.+-]{1,64}@[\w-]+\.[\w.]+")
# A word begins with a letter and may hold digits, hyphens and apostrophes; a sentence's end stands for itself.
_WORD = re.compile(r"[^\W\d_](?:\w|[-’'‑](?=\w)){0,60}|[.!?:;…\n]")
_HYPHEN = re.compile("[-_‑]")
_INNER = str.maketrans("", "", "-_'")
_VOWELS = frozenset("aeiouy")

_GERMAN_ENDINGS = ("ern", "em", "er", "en", "es", "e", "s", "n")
_GERMAN_LEAST = 4
_ENGLISH_LEAST = 4
_PART_LEAST = 4
_COMPOUND_LEAST = 9
_JOINTS = ("", "s", "n", "en", "es")


@lru_cache(maxsize=65_536)
def stem(word: str, language: str | None) -> str:
    """Return a folded word without its ending: `muffen` and `muffe` become one, `leaking` and `leaks` do.

    >>> stem("undichter", "de") == stem("undichtes", "de") == stem("undicht", "de")
    True
    """
    if language == "de":
        return _german(word)
    if language == "en":
        return _english(word)
    if language in {"fr", "it", "es", "pt"}:
        return _romance(word)
    return word[:-1] if len(word) > _ENGLISH_LEAST and word.endswith("s") and not word.endswith("ss") else word


def _german(word: str) -> str:
    for _ in range(2):
        ending = next(
            (end for end in _GERMAN_ENDINGS if word.endswith(end) and len(word) - len(end) >= _GERMAN_LEAST), None
        )
        if ending is None:
            break
        word = word[: -len(ending)]
    return word


def _english(word: str) -> str:
    word = word.removesuffix("s") if len(word) > _ENGLISH_LEAST and not word.endswith(("ss", "us", "is")) else word
    if word.endswith("ie") and len(word) > _ENGLISH_LEAST:
        return f"{word[:-2]}y"
    for ending in ("ing", "ed"):
        rest = word.removesuffix(ending)
        if rest != word and len(rest) >= _ENGLISH_LEAST and not _VOWELS.isdisjoint(rest):
            return rest[:-1] if rest[-1] == rest[-2] and rest[-1] not in "ls" else rest
    return word.removesuffix("e") if len(word) > _ENGLISH_LEAST else word


def _romance(word: str) -> str:
    word = word.removesuffix("s") if len(word) > _ENGLISH_LEAST else word
    return word[:-1] if len(word) > _ENGLISH_LEAST and word[-1] in "aeio" else word


def parts_of(word: str, known: Collection[str]) -> tuple[str, str] | None:
    """Return the two words of a German compound, both among the stems `known`; None when it is none.

    >>> parts_of("lueftungsrohr", {"lueftung", "rohr"})
    ('lueftung', 'rohr')
    """
    if len(word) < _COMPOUND_LEAST:
        return None
    # The longest second word is the likeliest: it says what kind of thing this is.
    for cut in range(_PART_LEAST, len(word) - _PART_LEAST + 1):
        second = word[cut:]
        if second not in known:
            continue
        for joint in _JOINTS:
            first = word[: cut - len(joint)] if word[:cut].endswith(joint) else ""
            if len(first) >= _PART_LEAST and first in known:
                return first, second
    return None


class Lexicon:
    """Gives every way of writing a word a number, and every number its stem.

    One for all texts that are compared; it stops taking in new words when it holds 400,000.
    """

    def __init__(self, names: Collection[str]) -> None:
        """Make one that leaves out `names`: the brand and others whose name is no theme."""
        folded = [fold(name).translate(_INNER).split() for name in names]
        self._names = frozenset(words[0] for words in folded if len(words) == 1)
        long = [name for name in names if len(name.split()) > 1]
        self._long_names = re.compile("|".join(map(re.escape, long)), re.IGNORECASE) if long else None
        self._numbers: dict[str | None, dict[str, int]] = {}
        self._stops: dict[str | None, frozenset[str]] = {None: EVERYWHERE.union(*STOP_WORDS.values())}
        self._stops.update(STOP_WORDS)
        self.surfaces: list[str] = []
        self.stems: list[str] = []

    def read(self, title: str | None, text: str, language: str | None) -> list[int]:
        """Return the words of a text by their numbers, `BREAK` where two do not stand side by side; bounded."""
        whole = f"{title}\n{text[:_LOOKED_AT]}" if title and not text.startswith(title) else text[:_LOOKED_AT]
        whole = whole[:_LOOKED_AT]
        if "@" in whole or "://" in whole or "www." in whole:
            whole = _NOISE.sub(" . ", whole)
        if self._long_names is not None:
            whole = self._long_names.sub(" . ", whole)
        spoken = language if language in STOP_WORDS else None
        numbers = self._numbers.setdefault(spoken, {})
        read = []
        for word in _WORD.findall(whole)[:_MOST_WORDS]:
            number = numbers.get(word)
            read.append(self._take(word, spoken, numbers) if number is None else number)
        return read

    def _take(self, word: str, language: str | None, numbers: dict[str, int]) -> int:
        if len(self.surfaces) >= _SURFACES_KEPT:
            return BREAK
        number = BREAK
        shown = self._without_names(word[:_LONGEST_WORD])
        plain = fold(shown).translate(_INNER)
        if len(plain) >= _LEAST_LETTERS and not self._is_empty(plain, language):
            number = len(self.surfaces)
            self.surfaces.append(shown)
            self.stems.append(stem(plain, language))
        numbers[word] = number
        return number

    def _without_names(self, word: str) -> str:
        """Return a word without names, also where something is glued to one by a hyphen; "" when nothing is left."""
        if is_unspaced(word[0]):
            return ""
        parts = [part for part in _HYPHEN.split(word) if part]
        kept = [part for part in parts if not self._is_name(fold(part).translate(_INNER))]
        return word if len(kept) == len(parts) else "-".join(kept)

    def _is_name(self, word: str) -> bool:
        return word in self._names or word.removesuffix("s") in self._names or word.removesuffix("es") in self._names

    def _is_empty(self, word: str, language: str | None) -> bool:
        return word in EVERYWHERE or word in self._stops[language]
