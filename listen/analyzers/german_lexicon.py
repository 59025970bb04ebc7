"""The German seed lexicon, read from `german.tsv` and opened up into the forms that people write."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

__all__ = ["Lexicon", "Sense", "load"]

_ADJECTIVE_ENDINGS = ("", "e", "er", "es", "en", "em", "ere", "erer", "eres", "eren", "erem", "s")
_SUPERLATIVE_ENDINGS = ("ste", "ster", "stes", "sten", "stem", "este", "esten", "ester", "estes")
_NOUN_ENDINGS = ("", "e", "n", "en", "s", "es", "er", "ern")
_VERB_ENDINGS = ("", "e", "t", "st", "en", "n", "et", "te", "ten", "test", "tet", "ete", "eten", "end", "ende", "nd")
_PARTICIPLES = ("ge{}t", "ge{}en", "ge{}", "{}t")
_COMPOUND_FROM = 8
"""Letters: shorter words are looked up whole."""

_CACHED = 20_000


@dataclass(frozen=True, slots=True)
class Sense:
    """What a word is worth: alone, when negated, and whether it is a verb (German negates verbs from behind)."""

    weight: float
    negated: float
    is_verb: bool = False


@dataclass(slots=True)
class Lexicon:
    """Every form by its lower-case spelling.

    Attributes:
        senses: single words.
        phrases: by first word: the other words, the sense, and whether others may stand between; longest first.
        too: adjectives that are a complaint after "zu".
        signs: emoji and emoticons, as written; their senses stand among the words, and nothing negates them.
        negations, contrasts, wishes: words that turn, weigh or unmake what stands near them.
        refusals: negations that say no to a verb before them, or to nothing in particular: all but "ohne", which only
            says what is not there.
        voices: words by which somebody speaks for himself or to somebody.
        verdicts: stems of words that judge the whole, wherever they stand: "Klare Empfehlung." after the test.
        factors: words that strengthen or weaken the next.
        beginnings, endings: of compounds.
    """

    senses: dict[str, Sense] = field(default_factory=dict)
    phrases: dict[str, list[tuple[tuple[str, ...], Sense, bool]]] = field(default_factory=dict)
    too: dict[str, Sense] = field(default_factory=dict)
    signs: set[str] = field(default_factory=set)
    negations: set[str] = field(default_factory=set)
    refusals: set[str] = field(default_factory=set)
    contrasts: set[str] = field(default_factory=set)
    wishes: set[str] = field(default_factory=set)
    voices: set[str] = field(default_factory=set)
    verdicts: set[str] = field(default_factory=set)
    factors: dict[str, float] = field(default_factory=dict)
    beginnings: dict[str, Sense] = field(default_factory=dict)
    endings: dict[str, Sense] = field(default_factory=dict)
    _known: dict[str, Sense | None] = field(default_factory=dict)

    def sense(self, word: str) -> Sense | None:
        """Return what a lower-case word is worth; a compound counts by its beginning or its end."""
        found = self.senses.get(word)
        if found is not None or len(word) < _COMPOUND_FROM:
            return found
        if word not in self._known:
            if len(self._known) >= _CACHED:
                self._known.clear()
            self._known[word] = self._compound(word)
        return self._known[word]

    def is_verdict(self, words: Iterable[str]) -> bool:
        """Say whether one of these lower-case words judges the whole post."""
        return any(stem in word for word in words for stem in self.verdicts)

    def _compound(self, word: str) -> Sense | None:
        for length in range(min(12, len(word) - 3), 2, -1):
            found = self.endings.get(word[-length:]) or self.beginnings.get(word[:length])
            if found is not None:
                return found
        return None


@cache
def load() -> Lexicon:
    """Return the lexicon of the package; read once a process."""
    text = files("listen.analyzers").joinpath("german.tsv").read_text(encoding="utf-8")
    return read(text.splitlines())


def read(lines: Iterable[str]) -> Lexicon:
    """Return the lexicon that stands in `lines`: word, weight, kind and optionally the weight when negated."""
    lexicon = Lexicon()
    for line in lines:
        if line and not line.startswith("#"):
            word, weight, kind, *rest = line.split("\t")
            value = float(weight)
            _add(lexicon, word, kind, Sense(value, float(rest[0]) if rest else _turned(value), kind == "verb"))
    for phrases in lexicon.phrases.values():
        phrases.sort(key=lambda one: -len(one[0]))
    return lexicon


def _turned(weight: float) -> float:
    """Return what negation makes of a weight: "nicht gut" is a complaint, "nicht schlecht" faint praise."""
    return -0.8 * weight if weight > 0 else -0.5 * weight


def _add(lexicon: Lexicon, word: str, kind: str, sense: Sense) -> None:
    sets = {
        "not": lexicon.negations,
        "but": lexicon.contrasts,
        "if": lexicon.wishes,
        "own": lexicon.voices,
        "verdict": lexicon.verdicts,
    }
    if kind in sets:
        sets[kind].add(word)
        if kind == "not" and sense.weight:
            lexicon.refusals.add(word)
    elif kind in {"phrase", "apart"}:
        first, *others = word.replace(" … ", " ").split()
        lexicon.phrases.setdefault(first, []).append((tuple(others), sense, kind == "apart"))
    elif kind in {"emoji", "emoticon"}:
        lexicon.signs.add(word)
        lexicon.senses[word] = Sense(sense.weight, sense.weight)
    elif kind in {"more", "less"}:
        lexicon.factors[word] = sense.weight
    elif kind in {"prefix", "suffix"}:
        (lexicon.beginnings if kind == "prefix" else lexicon.endings)[word] = sense
    elif kind == "zu":
        lexicon.too.update((form, sense) for form in _adjective_forms(word))
    else:
        _add_forms(lexicon, word, kind, sense)


def _add_forms(lexicon: Lexicon, word: str, kind: str, sense: Sense) -> None:
    for form in _forms(word, kind):
        # A row of its own says more about a form than an ending does.
        if form == word:
            lexicon.senses[form] = sense
        else:
            lexicon.senses.setdefault(form, sense)


def _forms(word: str, kind: str) -> Iterator[str]:
    match kind:
        case "adj":
            yield from _adjective_forms(word)
        case "noun":
            yield from (word + ending for ending in _NOUN_ENDINGS)
        case "verb":
            yield from (word + ending for ending in _VERB_ENDINGS)
            yield from (pattern.format(word) for pattern in _PARTICIPLES)
        case _:
            yield word


def _adjective_forms(word: str) -> Iterator[str]:
    stem = word.removesuffix("e")
    # teuer, teure; edel, edle
    short = stem[:-2] + stem[-1] if stem.endswith(("er", "el")) and len(stem) > 3 else stem  # noqa: PLR2004
    yield word
    for ending in _ADJECTIVE_ENDINGS:
        yield stem + ending
        yield short + ending
    yield from (stem + ending for ending in _SUPERLATIVE_ENDINGS)
