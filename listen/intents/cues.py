"""Cues: the wordings that make a post a question, a complaint, a wish to buy …, read from `cues.tsv`.

One pass finds the rarest words of all cues at once; only cues whose word is there are looked at with a pattern.
Patterns have no unbounded repetition, so a text costs what it is long.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from itertools import islice
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from listen.text.level import level

__all__ = ["Cue", "Cues", "Hit", "load", "read"]

_BETWEEN = r"(?:[^\w.!?\n]|\.(?! )){1,4}"
"""What may stand between two words of a cue: never the end of a sentence."""

_WORD = r"\w{1,30}"
_GAP = rf"(?:{_BETWEEN}{_WORD}){{0,6}}?"
_NUMBER = (
    r"(?:\d[\d.,]{0,11}|(?:ein|eine|einem|einer|zwei|drei|vier|f(?:ü|ue)nf|sechs|sieben|acht|neun|zehn|zw(?:ö|oe)lf|paar|mehreren?"
    r"|etlichen|wenigen|one|two|three|"
    r"four|five|six|seven|eight|nine|ten|twelve|few|several)(?!\w))"
)
_NAME = r"(\w[\w&+'-]{1,29})"
_OPENERS = (
    "hallo hi hey moin servus zusammen leute aber und oder mal abend tag morgen and but so alle kollegen nur".split()  # noqa: SIM905
)
_BEGINNING = (
    r"(?:\A|(?<=[.!?:,\n(-])|(?<=[.!?:,\n(-].)|(?<=[.!?:,\n(-]..)|"
    + "|".join(f"(?<= {word} )" for word in _OPENERS)
    + ")"
)
_LONGEST_ENDING = 24
_ANY_ENDING = rf"\w{{0,{_LONGEST_ENDING}}}"
_REPEATED = {"*": "{0,4}", "+": "{1,4}", "?": "?"}
_LEAST_KEY = 2
_TOKEN = re.compile(r"\w+(?:'\w+)*")
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
    """

    intent: str
    language: str
    weight: float
    words: str


class Hit(NamedTuple):
    """A cue where it was found; `names` are the places of what must be a name."""

    cue: Cue
    start: int
    end: int
    names: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class _Word:
    """A word by which a cue is found; one that is not whole may go on."""

    text: str
    is_whole: bool


@dataclass(slots=True)
class _Part:
    """A piece of a cue.

    Attributes:
        pattern: for levelled text.
        keys: words of which one must be there; None where there is no such word.
        leads: the piece begins with that word.
        is_gap: any words.
        repeated: `*`, `+` or `?`, as behind a bracket.
        choices: what stands in the bracket.
        is_plain: the word is the pattern, but for its ending.
    """

    pattern: str
    keys: tuple[_Word, ...] | None
    leads: bool = True
    is_gap: bool = False
    repeated: str = ""
    choices: tuple[list["_Part"], ...] = ()
    is_plain: bool = False

    @property
    def is_certain(self) -> bool:
        return not self.is_gap and self.repeated in {"", "+"}


@dataclass(slots=True)
class _Entry:
    """How a cue, or one choice of it, is recognised where one of its words was found.

    Attributes:
        cue: its number.
        pattern: None where the word alone is the cue.
        leads: the pattern begins with the word; otherwise it is searched in the whole text, once.
        is_open: the word may go on.
    """

    cue: int
    pattern: str | None
    leads: bool
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class _Way:
    """A word by which an entry is found, and the words of which one comes next; None where any may."""

    word: _Word
    entry: _Entry
    following: frozenset[str] | None = None


@dataclass(slots=True)
class _Key:
    """What can begin at a word, or contain it.

    Attributes:
        alone: entries that are the word itself.
        leading: entries that begin with it, whatever follows.
        before: entries that begin with it, by the word that follows.
        inner: entries that contain it.
    """

    alone: list[_Entry] = field(default_factory=list)
    leading: list[_Entry] = field(default_factory=list)
    before: dict[str, list[_Entry]] = field(default_factory=dict)
    inner: list[_Entry] = field(default_factory=list)
    _any: re.Pattern[str] | None = None

    def add(self, way: _Way) -> None:
        """Take up a way to an entry."""
        entry = way.entry
        if entry.pattern is None:
            self.alone.append(entry)
        elif not entry.leads:
            self.inner.append(entry)
        elif way.following is None:
            self.leading.append(entry)
        else:
            for word in way.following:
                self.before.setdefault(word, []).append(entry)

    def begins(self, text: str, at: int) -> bool:
        """Return True where at least one of `leading` matches; one look instead of many, compiled when first needed."""
        if self._any is None:
            self._any = re.compile("|".join(entry.pattern or "" for entry in self.leading))
        return self._any.match(text, at) is not None


@dataclass(slots=True)
class Cues:
    """All cues, findable in one pass."""

    cues: list[Cue] = field(default_factory=list)
    _whole: dict[str, _Key] = field(default_factory=dict)
    _begun: list[_Key] = field(default_factory=list)
    _automaton: AhoCorasick | None = None
    _compiled: dict[str, re.Pattern[str]] = field(default_factory=dict)

    def add_all(self, rows: Iterable[tuple[str, str, float, str]]) -> None:
        """Take up the rows of a file: intent, language, weight, words."""
        begun: dict[str, _Key] = {}
        for intent, language, weight, words in rows:
            number = len(self.cues)
            self.cues.append(Cue(intent, language, weight, words))
            for way in _opened(number, words):
                for spelt in dict.fromkeys(_spellings(way.word.text)):
                    is_token = way.word.is_whole and _TOKEN.fullmatch(spelt) is not None
                    table = self._whole if is_token else begun
                    table.setdefault(spelt, _Key()).add(way if is_token else replace(way, following=None))
        self._begun = list(begun.values())
        self._automaton = AhoCorasick(list(begun))

    def find(self, text: str) -> list[Hit]:
        """Return every cue in levelled `text`, in no certain order; the same place may be told twice."""
        hits: list[Hit] = []
        tries: dict[int, int] = {}
        whole = self._whole
        tokens = [(token.group(), token.start(), token.end()) for token in _TOKEN.finditer(text)]
        following = ""
        # From behind, so that each word knows which one follows.
        for word, start, end in reversed(tokens):
            key = whole.get(word)
            if key is not None:
                self._try(key, text, start, end, following, hits, tries)
            following = word
        if self._automaton is not None:
            for number, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
                if not start or not text[start - 1].isalnum() or not text[start].isalnum():
                    self._try(self._begun[number], text, start, end, "", hits, tries)
        return hits

    def _try(  # noqa: PLR0917 - called for every word
        self, key: _Key, text: str, start: int, end: int, following: str, hits: list[Hit], tries: dict[int, int]
    ) -> None:
        """Add to `hits` what begins with, or contains, the word at `start`; `tries` counts finds by cue."""
        for entry in key.alone:
            tried = tries[entry.cue] = tries.get(entry.cue, 0) + 1
            if tried > _TRIES:
                continue
            if not text[end : end + 1].isalnum():
                hits.append(Hit(self.cues[entry.cue], start, end))
            elif entry.is_open:
                hits.append(Hit(self.cues[entry.cue], start, _word_end(text, end)))
        if following in key.before:
            self._match(key.before[following], text, start, hits, tries)
        if key.leading and key.begins(text, start):
            self._match(key.leading, text, start, hits, tries)
        for entry in key.inner:
            # Once a text: the search finds all places.
            if -id(entry) not in tries:
                tries[-id(entry)] = 1
                found_ones = islice(self._pattern(entry).finditer(text), _TRIES)
                hits.extend(_hit(self.cues[entry.cue], found) for found in found_ones)

    def _match(self, entries: list[_Entry], text: str, at: int, hits: list[Hit], tries: dict[int, int]) -> None:
        for entry in entries:
            tried = tries.get(entry.cue, 0)
            found = self._pattern(entry).match(text, at) if tried < _TRIES else None
            if found is not None:
                tries[entry.cue] = tried + 1
                hits.append(_hit(self.cues[entry.cue], found))

    def patterns(self) -> int:
        """Return how many patterns there are, all of them compiled: a check of the file, not for every day."""
        for key in (*self._whole.values(), *self._begun):
            if key.leading:
                key.begins("", 0)
            for entry in (*key.leading, *key.inner, *(one for entries in key.before.values() for one in entries)):
                self._pattern(entry)
        return len(self._compiled)

    def _pattern(self, entry: _Entry) -> re.Pattern[str]:
        """Return an entry's pattern, compiled when first needed: most never are."""
        written = entry.pattern or ""
        pattern = self._compiled.get(written)
        if pattern is None:
            pattern = self._compiled[written] = re.compile(written)
        return pattern


def _word_end(text: str, at: int) -> int:
    limit = min(len(text), at + _LONGEST_ENDING)
    while at < limit and text[at].isalnum():
        at += 1
    return at


def _hit(cue: Cue, found: re.Match[str]) -> Hit:
    groups = found.re.groups
    names = () if not groups else tuple(found.span(one) for one in range(1, groups + 1) if found.group(one) is not None)
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


_NO_WORD = _Word("", is_whole=True)


def _opened(number: int, words: str) -> Iterator[_Way]:
    """Yield under which words a cue is found, and how; choices that are all of a cue stand for themselves.

    Raises:
        ValueError: if no word must be there.
    """
    begins = words.startswith("^ ")
    parts = _parts(level(words[2:] if begins else words))
    alone = parts[0].choices if len(parts) == 1 and not parts[0].repeated else ()
    for choice in alone or (parts,):
        best = _best(choice)
        if best is None:
            raise ValueError(f"no word of this cue must be there: {words}")
        keys = choice[best].keys or ()
        if len(choice) == 1 and choice[0].is_plain and not begins:
            yield _Way(keys[0], _Entry(number, None, leads=True, is_open=choice[0].pattern.endswith(_ANY_ENDING)))
            continue
        leads = best == 0 and choice[0].leads
        is_word = not leads or any(key.text[0].isalnum() for key in keys)
        pattern = _sequence(list(choice))
        right = r"(?!\w)" if is_word and pattern[-1] not in "%:" else ""
        left = r"(?<!\w)" if is_word else ""
        entry = _Entry(number, f"{_BEGINNING if begins else ''}{left}{pattern}{right}", leads=leads)
        for key, following in _ways(choice) if leads else [(key, None) for key in dict.fromkeys(keys)]:
            yield _Way(key, entry, following)


def _ways(parts: Sequence[_Part]) -> Iterator[tuple[_Word, frozenset[str] | None]]:
    """Yield the words with which `parts` begin, each with what can follow it; None where anything can."""
    first, rest = parts[0], parts[1:]
    if not first.choices:
        for word in first.keys or ():
            yield word, _first_words(rest)
        return
    after = None if first.repeated else _first_words(rest)
    for choice in first.choices:
        for word in choice[0].keys or ():
            if len(choice) > 1:
                yield word, _first_words(choice[1:])
            elif choice[0].choices:
                yield word, None
            else:
                yield word, after


def _first_words(parts: Sequence[_Part]) -> frozenset[str] | None:
    """Return the words of which one must come first; None where any may, or none need come."""
    words: set[str] = set()
    for part in parts:
        if part.is_gap:
            return None
        choices = part.choices or ([part],)
        for choice in choices:
            if not choice[0].is_plain or choice[0].pattern.endswith(_ANY_ENDING):
                return None
            for word in choice[0].keys or ():
                if not _TOKEN.fullmatch(word.text):
                    return None
                words.update(_spellings(word.text))
        if part.is_certain:
            return frozenset(words)
    return None


def _best(parts: Sequence[_Part]) -> int | None:
    """Return by which part a cue is found: its first, where that must be there, else the one with the longest words.

    A cue that begins where its word was found need not be searched in the whole text.
    """
    sure = [place for place, part in enumerate(parts) if part.is_certain and part.keys]
    if sure and sure[0] == 0 and parts[0].leads:
        return 0
    return max(sure, key=lambda place: min(len(word.text) for word in parts[place].keys or (_NO_WORD,)), default=None)


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
        keys: tuple[_Word, ...] | None = ()
        leads = True
        for choice in choices:
            best = _best(choice)
            keys = None if keys is None or best is None else keys + (choice[best].keys or ())
            leads = leads and best == 0 and choice[0].leads
        pattern = f"(?:{'|'.join(_whole(_sequence(choice)) for choice in choices)})"
        return _Part(pattern, keys, leads, repeated=repeated, choices=tuple(choices))
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
    has_key = len(key) >= _LEAST_KEY or not key.isascii()
    found_by = (_Word(key, is_whole=not after and key == stem),) if has_key else None
    return _Part(f"{pattern}{after}", found_by, stem.startswith(key), is_plain=has_key and key == stem)


def _spellings(key: str) -> Iterator[str]:
    yield key
    yield key.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue").replace("ß", "ss")
