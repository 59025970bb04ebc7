"""Lists of words and phrases, looked up in texts in linear time: whole words, beginnings, ends, insides, phrases."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from listen.text.fold import fold

__all__ = ["Found", "WordLists", "words_of"]

_LIMIT = 20_000
_LONGEST = 60
"""Letters of a word that are looked at; no word of a list is longer."""

_CACHED = 20_000
_WORD = re.compile("[^\\W_]+(?:['’][^\\W\\d_]+)?|[€%\u2764\U0001f300-\U0001faff]")


_FOLDED: dict[str, str] = {}
"""Words as they were folded last: most words of a text were in another one."""


@dataclass(frozen=True, slots=True)
class Found:
    """Words of a text that stand in a list.

    Attributes:
        name: the list's.
        start, end: their place in the text.
        first, last: numbers of the first and last word, both included, counted from where the search began.
    """

    name: str
    start: int
    end: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Pattern:
    """The words of a phrase after its first; each as written, or the beginning of one when it ends in `*`."""

    name: str
    rest: tuple[str, ...]


class WordLists:
    """Named lists of words, ready to be looked up.

    Words are compared folded (case, umlauts, ß, accents). `laut` is the word itself, `laut*` whatever begins so,
    `*geräusch` whatever ends so, `*preis*` whatever has it inside; words with blanks between them follow each other.

    Args:
        lists: words by name. Words without a letter or digit are left out.
    """

    def __init__(self, lists: Mapping[str, Sequence[str]]) -> None:
        self._whole: dict[str, list[_Pattern]] = {}
        self._beginnings: dict[str, list[_Pattern]] = {}
        self._endings: dict[str, _Pattern] = {}
        self._inside: dict[str, _Pattern] = {}
        for name, some in lists.items():
            for written in some:
                self._add([part for part in fold(written).replace("-", " ").split() if part], name)
        self._lengths = sorted({len(stem) for stem in self._beginnings})
        self._ending_lengths = sorted({len(stem) for stem in self._endings})
        self._seen: dict[str, tuple[_Pattern, ...]] = {}

    def find(self, text: str, start: int = 0, end: int | None = None) -> tuple[Found, ...]:
        """Return what stands between `start` and `end`, in order; of one list, the longest phrase at a place."""
        return self.found_in(words_of(text, start, end))

    def found_in(self, words: Sequence[tuple[str, int, int]]) -> tuple[Found, ...]:
        """Return what stands among `words` (of `words_of`), for callers that need the words themselves too."""
        found: list[Found] = []
        for place, (word, first, last) in enumerate(words):
            seen = self._seen.get(word)
            for pattern in self._patterns(word) if seen is None else seen:
                size = len(pattern.rest)
                following = words[place + 1 : place + 1 + size] if size else ()
                if not size or _follows(pattern.rest, following):
                    end = following[-1][2] if following else last
                    found.append(Found(pattern.name, first, end, place, place + size))
        return tuple(found)

    def _add(self, parts: Sequence[str], name: str) -> None:
        stem = parts[0].strip("*") if parts else ""
        if not stem:
            return
        first, rest = parts[0], tuple(parts[1:])
        if first.startswith("*") and not rest:
            (self._inside if first.endswith("*") else self._endings).setdefault(stem, _Pattern(name, ()))
            return
        table = self._beginnings if first.endswith("*") else self._whole
        table.setdefault(stem, []).append(_Pattern(name, rest))

    def _patterns(self, word: str) -> tuple[_Pattern, ...]:
        """Return the patterns that begin with a folded word, longest first; words are remembered."""
        if len(self._seen) >= _CACHED:
            self._seen.clear()
        found = sorted(dict.fromkeys(self._looked_up(word)), key=lambda one: -len(one.rest))
        self._seen[word] = tuple(found)
        return self._seen[word]

    def _looked_up(self, word: str) -> Iterator[_Pattern]:
        yield from self._whole.get(word, ())
        for length in self._lengths:
            if length > len(word):
                break
            yield from self._beginnings.get(word[:length], ())
        for length in self._ending_lengths:
            if length > len(word):
                break
            if word[-length:] in self._endings:
                yield self._endings[word[-length:]]
        for stem, pattern in self._inside.items():
            if stem in word:
                yield pattern


def words_of(text: str, start: int = 0, end: int | None = None) -> list[tuple[str, int, int]]:
    """Return the folded words between `start` and `end`, at most 20,000 characters, with their places."""
    stop = min(len(text), start + _LIMIT, len(text) if end is None else end)
    if len(_FOLDED) > _CACHED:
        _FOLDED.clear()
    found = []
    for word in _WORD.finditer(text, start, stop):
        written = word.group()
        folded = _FOLDED.get(written)
        if folded is None:
            folded = fold(written[:_LONGEST])
            if len(written) <= _LONGEST:
                _FOLDED[written] = folded
        found.append((folded, word.start(), word.end()))
    return found


def _follows(wanted: Sequence[str], words: Sequence[tuple[str, int, int]]) -> bool:
    return len(words) == len(wanted) and all(
        word.startswith(pattern[:-1]) if pattern.endswith("*") else word == pattern
        for pattern, (word, _, _) in zip(wanted, words, strict=True)
    )
