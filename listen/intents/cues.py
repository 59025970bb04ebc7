"""Cues: the wordings that make a post a question, a complaint, a wish to buy …, read from `cues.tsv`.

One pass finds the rarest words of all cues at once; only cues whose word is there are looked at with a pattern.
Patterns have no unbounded repetition, so a text costs what it is long.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from ahocorasick_rs import AhoCorasick

from listen.text.level import level

__all__ = ["Cue", "Cues", "Hit", "load", "read"]

_BETWEEN = r"(?:[^\w.!?\n]|\.(?! )){1,4}"
"""What may stand between two words of a cue: never the end of a sentence."""

_WORD = r"\w{1,30}"
_GAP = rf"(?:{_BETWEEN}{_WORD}){{0,4}}?"
_NUMBER = r"\d[\d.,]{0,11}"
_NAME = r"(\w[\w&+'-]{1,29})"
_BEGINNING = r"(?:\A|(?<=[.!?:\n])|(?<=[.!?:\n].)|(?<=[.!?:\n]..))"
_ANY_ENDING = r"\w{0,24}"
_REPEATED = {"*": "{0,4}", "+": "{1,4}", "?": "?"}
_LEAST_KEY = 2
_TRIES = 6
"""So many places of one cue in one text are looked at."""


@dataclass(frozen=True, slots=True)
class Cue:
    """One wording.

    Attributes:
        intent: what it is a sign of.
        language: ISO 639-1; cues of languages other than German and English count in their own language only.
        weight: how often it is right when nothing else is known, 0 … 1.
        words: as they stand in the file.
        pattern: for levelled text; its groups are what must be a name.
    """

    intent: str
    language: str
    weight: float
    words: str
    pattern: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A cue where it was found; `names` are the places of what must be a name."""

    cue: Cue
    start: int
    end: int
    names: tuple[tuple[int, int], ...] = ()


@dataclass(slots=True)
class _Part:
    """A piece of a cue.

    Attributes:
        pattern: for levelled text.
        keys: words of which one must be there; None where there is no such word.
        leads: the piece begins with that word.
        is_gap: any words.
        repeated: `*`, `+` or `?`, as behind a bracket.
    """

    pattern: str
    keys: tuple[str, ...] | None
    leads: bool = True
    is_gap: bool = False
    repeated: str = ""

    @property
    def is_certain(self) -> bool:
        return not self.is_gap and self.repeated in {"", "+"}


@dataclass(slots=True)
class Cues:
    """All cues, findable in one pass."""

    cues: list[Cue] = field(default_factory=list)
    _leading: dict[int, list[int]] = field(default_factory=dict)
    _inner: dict[int, list[int]] = field(default_factory=dict)
    _automaton: AhoCorasick | None = None
    _compiled: dict[int, re.Pattern[str]] = field(default_factory=dict)

    def add_all(self, rows: Iterable[tuple[str, str, float, str]]) -> None:
        """Take up the rows of a file: intent, language, weight, words."""
        numbers: dict[str, int] = {}
        for intent, language, weight, words in rows:
            number = len(self.cues)
            pattern, keys, is_leading = _compiled(words)
            self.cues.append(Cue(intent, language, weight, words, pattern))
            for key in {spelt for key in keys for spelt in _spellings(key)}:
                table = self._leading if is_leading else self._inner
                table.setdefault(numbers.setdefault(key, len(numbers)), []).append(number)
        self._automaton = AhoCorasick(list(numbers))

    def find(self, text: str) -> Iterator[Hit]:
        """Yield every cue in levelled `text`, each once for each place, in no certain order."""
        if self._automaton is None:
            return
        searched: set[int] = set()
        tries: dict[int, int] = {}
        for key, start, _ in self._automaton.find_matches_as_indexes(text, overlapping=True):
            if start and text[start - 1].isalnum():
                continue
            for number in self._leading.get(key, ()):
                found = self._pattern(number).match(text, start)
                if found is not None and tries.get(number, 0) < _TRIES:
                    tries[number] = tries.get(number, 0) + 1
                    yield _hit(self.cues[number], found)
            for number in self._inner.get(key, ()):
                if number not in searched:
                    searched.add(number)
                    for place, found in enumerate(self._pattern(number).finditer(text)):
                        if place >= _TRIES:
                            break
                        yield _hit(self.cues[number], found)

    def _pattern(self, number: int) -> re.Pattern[str]:
        pattern = self._compiled.get(number)
        if pattern is None:
            pattern = self._compiled[number] = re.compile(self.cues[number].pattern)
        return pattern


def _hit(cue: Cue, found: re.Match[str]) -> Hit:
    names = tuple(found.span(group) for group in range(1, (found.re.groups or 0) + 1) if found.group(group) is not None)
    return Hit(cue, found.start(), found.end(), names)


@cache
def load() -> Cues:
    """Return the cues of the package; read once a process."""
    return read(files("listen.intents").joinpath("cues.tsv").read_text(encoding="utf-8").splitlines())


def read(lines: Iterable[str]) -> Cues:
    """Return the cues that stand in `lines`: intent, language, weight, words.

    Raises:
        ValueError: if a line has no such form, or has no word that must be there.
    """
    rows = []
    for line in lines:
        if line and not line.startswith("#"):
            intent, language, weight, words = line.split("\t")
            rows.append((intent, language, float(weight), words))
    cues = Cues()
    cues.add_all(rows)
    return cues


def _compiled(words: str) -> tuple[str, tuple[str, ...], bool]:
    """Return a cue's pattern, the words of which one is always there, and whether it begins with that word."""
    begins = words.startswith("^ ")
    parts = _parts(level(words[2:] if begins else words))
    pattern = _sequence(parts)
    best = _best(parts)
    if best is None or parts[best].keys is None:
        raise ValueError(f"no word of this cue must be there: {words}")
    edge = r"(?!\w)" if pattern[-1] not in "%:" else ""
    return f"{_BEGINNING if begins else ''}(?<!\\w){pattern}{edge}", parts[best].keys or (), best == 0 and parts[0].leads


def _best(parts: list[_Part]) -> int | None:
    """Return which part has the rarest words: the longest ones, as far as letters tell."""
    sure = [place for place, part in enumerate(parts) if part.is_certain and part.keys]
    return max(sure, key=lambda place: min(map(len, parts[place].keys or ("",))), default=None)


def _sequence(parts: list[_Part]) -> str:
    written, has_begun = "", False
    for part in parts:
        if part.is_gap:
            written += _GAP
        elif part.repeated in {"*", "?", "+"}:
            times = _REPEATED[part.repeated]
            if has_begun:
                written += f"(?:{_BETWEEN}{part.pattern}){times}"
            elif part.repeated == "+":
                written, has_begun = f"{part.pattern}(?:{_BETWEEN}{part.pattern}){{0,3}}", True
            else:
                written += f"(?:{part.pattern}{_BETWEEN}){times}"
        else:
            written += f"{_BETWEEN}{part.pattern}" if has_begun else part.pattern
            has_begun = True
    return written


def _parts(words: str) -> list[_Part]:
    return [_part(piece) for piece in _split(words.strip(), " ") if piece]


def _split(words: str, at: str) -> list[str]:
    """Return the pieces of `words` between `at`, brackets left whole."""
    pieces, depth = [""], 0
    for letter in words:
        depth += (letter == "(") - (letter == ")")
        if letter == at and depth == 0:
            pieces.append("")
        else:
            pieces[-1] += letter
    return pieces


def _part(piece: str) -> _Part:
    if piece in {".", "…"}:  # levelling makes one of the other
        return _Part("", None, is_gap=True)
    if piece.startswith("("):
        inner, _, repeated = piece.rpartition(")")
        choices = [_parts(choice) for choice in _split(inner[1:], "|") if choice.strip()]
        keys: tuple[str, ...] | None = ()
        leads = True
        for choice in choices:
            best = _best(choice)
            keys = None if keys is None or best is None else keys + (choice[best].keys or ())
            leads = leads and best == 0 and choice[0].leads
        pattern = f"(?:{'|'.join(_whole(_sequence(choice)) for choice in choices)})"
        return _Part(pattern, keys, leads, repeated=repeated)
    return _word(piece)


def _whole(pattern: str) -> str:
    """Return the pattern of a choice, which ends where its last word does."""
    return pattern + (r"(?!\w)" if pattern[-1:].isalnum() else "")


def _word(piece: str) -> _Part:
    if piece == "name":
        return _Part(_NAME, None)
    stem = piece.removesuffix("*")
    pattern = re.escape(stem).replace(r"\#", _NUMBER).replace("ü", "(?:ü|ue)").replace("ö", "(?:ö|oe)")
    pattern = pattern.replace("ä", "(?:ä|ae)").replace("ß", "(?:ß|ss)").replace(r"\-", "[- ]?")
    after = _ANY_ENDING if piece.endswith("*") else ""
    key = max(re.split(r"[#-]", stem), key=len)
    return _Part(f"{pattern}{after}", (key,) if len(key) >= _LEAST_KEY else None, stem.startswith(key))


def _spellings(key: str) -> Iterator[str]:
    yield key
    yield key.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue").replace("ß", "ss")
