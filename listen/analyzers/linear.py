"""A linear model over what a text shows: hashed words, pairs and parts of words, and a few dozen counted cues.

`Linear` reads a text into a `Reading` and weighs it by the table of one language. `builtin` is this alone; `embed`
adds sentence embeddings to its scores. `listen.training` makes the tables from the same readings.
"""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import exp, isfinite, sqrt, tanh
from zlib import crc32

from listen.analyzers.cues import LISTS, Hit, cues_of
from listen.analyzers.cues import NAMES as CUES
from listen.analyzers.german import German
from listen.analyzers.ngrams import Unit, character_rows, pair_row, units_of, word_row
from listen.analyzers.tables import Table
from listen.model import Evidence, Text

__all__ = [
    "LIMIT",
    "RULES",
    "Lexicon",
    "Linear",
    "Reading",
    "Scores",
    "lexicon_array",
    "number",
    "opened",
    "opened_lexicon",
    "read",
    "shares",
    "width",
]

LIMIT = 4_000
"""Characters that are read; who has not said it by then says both."""

RULES = (
    "praise",
    "criticism",
    "balance",
    "polarity",
    "strength",
    "confidence",
    "sure polarity",
    "strongest praise",
    "strongest criticism",
    "something felt",
    "praise, by hits",
)
"""What the German rules add to the cues, in this order."""

_EVIDENCE = 10
_LEAST_EVIDENCE = 0.03
_ONE_WEIGHT, _ONE_LENGTH = 0.6, 3.2
"""A word of feeling in a text of ten words (their root): what it does to the scores is what such words count for."""

_MOST_CACHED = 50_000
_LABELS = 3
_KEY_BYTES = 4

Scores = tuple[float, float, float]
"""Of criticism, neutral and praise."""


class Lexicon:
    """Words with their weight, −1 … +1, found by their hash: the words themselves are not kept."""

    def __init__(self, weights: dict[int, float]) -> None:
        self._weights = weights
        self._known: dict[str, float | None] = {}

    def feelings(self, units: Sequence[Unit]) -> list[float | None]:
        """Return the weight of each unit, None for one without."""
        known = self._known
        if len(known) > _MOST_CACHED:
            known.clear()
        for unit, _, _ in units:
            if unit not in known:
                known[unit] = self._weights.get(crc32(f"l{unit}".encode("utf-8", "replace")))
        return [known[unit] for unit, _, _ in units]


def lexicon_array(weights: dict[str, float]) -> tuple[tuple[int, int], float, bytes]:
    """Return shape, scale and bytes of a lexicon: four bytes of hash and one of weight a word, in order of the hash."""
    steps: dict[int, int] = {}
    for word, weight in sorted(weights.items()):
        step = round(max(-1.0, min(1.0, weight)) * 127)
        if step:
            steps[crc32(f"l{word}".encode("utf-8", "replace"))] = step
    body = b"".join(key.to_bytes(_KEY_BYTES) + step.to_bytes(1, signed=True) for key, step in sorted(steps.items()))
    return (len(steps), _KEY_BYTES + 1), 1 / 127, body


def opened_lexicon(shape: tuple[int, ...], scale: float, body: bytes) -> Lexicon:
    """Return the lexicon that `lexicon_array` wrote.

    Raises:
        ValueError: it is none.
    """
    size = _KEY_BYTES + 1
    if len(shape) != 2 or shape[1] != size:  # noqa: PLR2004
        raise ValueError("no lexicon")
    weights = array("b", body)
    return Lexicon(
        {
            int.from_bytes(body[at : at + _KEY_BYTES]): weights[at + _KEY_BYTES] * scale
            for at in range(0, len(body), size)
        }
    )


@dataclass(slots=True)
class Reading:
    """What a text shows.

    Attributes:
        text: as it was given.
        units: words, emoji and signs, in order.
        dense: the cues, once for each lexicon; then what the German rules found.
        hits: units that a lexicon feels something for (the first lexicon that does).
        felt: what the German rules found.
    """

    text: str
    units: list[Unit]
    dense: list[float]
    hits: list[Hit]
    felt: Sequence[Evidence] = ()


def width(language: str, lexicons: int) -> int:
    """Return how many numbers `Reading.dense` has."""
    return len(CUES) * lexicons + (len(RULES) if language == "de" else 0)


def read(text: str, language: str, lexicons: Sequence[Lexicon], german: German | None) -> Reading:
    """Return what a text shows; never raises on any text, linear in its length up to `LIMIT`."""
    units = list(units_of(text[:LIMIT]))
    cues = LISTS[language]
    dense: list[float] = []
    hits: list[Hit] = []
    for lexicon in lexicons:
        found, felt = cues_of(text, units, lexicon.feelings(units), cues)
        dense += found
        hits = hits or felt
    if german is None:
        return Reading(text=text, units=units, dense=dense, hits=hits)
    judged = german.analyze([Text(text=text[:LIMIT], language="de")])[0]
    evidence = () if judged is None else judged.evidence
    weights = [one.weight for one in evidence]
    praise = sum(weight for weight in weights if weight > 0)
    criticism = -sum(weight for weight in weights if weight < 0)
    polarity, confidence = (0.0, 0.0) if judged is None else (judged.polarity, judged.confidence)
    dense += [
        praise,
        criticism,
        praise - criticism,
        polarity,
        abs(polarity),
        confidence,
        polarity * confidence,
        max(0.0, *weights, 0.0),
        min(0.0, *weights, 0.0),
        float(bool(weights)),
        praise / sqrt(1 + len(weights)),
    ]
    return Reading(text=text, units=units, dense=dense, hits=hits, felt=evidence)


def shares(scores: Scores, temperature: float) -> Scores:
    """Return the probabilities that scores stand for."""
    highest = max(scores)
    first, second, third = (exp((score - highest) / temperature) for score in scores)
    whole = first + second + third
    return first / whole, second / whole, third / whole


_OF_HEAVIEST = 0.15
"""Of the heaviest word: what weighs less explains nothing to a reader."""

_SAY_NOTHING = ".,;:-–—'\"()[]/| "

_MOST_READ = 4_000
"""Texts whose readings are remembered; a few megabytes of short posts."""

_Word = tuple[int, int, int, int, int, int, int]


@dataclass(slots=True)
class Linear:
    """The opened table of one language.

    Attributes:
        language: ISO 639-1.
        steps: three signed bytes a row.
        rows: how many there are.
        worth: of one step, for words, pairs and parts of words.
        dense: by cue, what one of it adds to the three.
        bias: added to the three.
        temperature: by which scores are divided, so that probabilities are right as often as they say.
        sure_from: a probability below it says nothing.
        lexicons: of the cues.
    """

    language: str
    steps: Sequence[int]
    rows: int
    worth: Scores
    dense: Sequence[Scores]
    bias: Scores
    temperature: float
    sure_from: float
    lexicons: Sequence[Lexicon]
    _felt: float = 0.5
    _german: German | None = None
    _words: dict[str, _Word] = field(default_factory=dict)
    _pairs: dict[tuple[str, str], Scores] = field(default_factory=dict)
    _readings: dict[str, Reading] = field(default_factory=dict)

    def read(self, text: str) -> Reading:
        """Return what a text shows; remembered for a while, as a batch is scored first and then asked for evidence."""
        known = self._readings.get(text)
        if known is None:
            if len(self._readings) >= _MOST_READ:
                self._readings.clear()
            known = self._readings[text] = read(text, self.language, self.lexicons, self._german)
        return known

    def scores(self, reading: Reading) -> Scores:
        """Return what a reading weighs, before the temperature."""
        units = reading.units
        words = {unit for unit, _, _ in units}
        pairs = set(pairwise(["^", *(unit for unit, _, _ in units), "$"]))
        found = list(map(self._word, words))
        sums = list(map(sum, zip(*found, strict=True))) if found else [0] * 7
        joined = list(map(sum, zip(*map(self._pair, pairs), strict=True)))
        of_words = self.worth[0] / sqrt(len(words) or 1)
        of_pairs = self.worth[1] / sqrt(len(pairs))
        of_parts = self.worth[2] / sqrt(sums[6] or 1)
        first, second, third = self.bias
        for value, (one, two, three) in zip(reading.dense, self.dense, strict=True):
            if value:
                first += value * one
                second += value * two
                third += value * three
        return (
            first + sums[0] * of_words + joined[0] * of_pairs + sums[3] * of_parts,
            second + sums[1] * of_words + joined[1] * of_pairs + sums[4] * of_parts,
            third + sums[2] * of_words + joined[2] * of_pairs + sums[5] * of_parts,
        )

    def evidence(self, reading: Reading) -> tuple[Evidence, ...]:
        """Return the words that weighed most, heaviest first, at most ten; each word once."""
        text, units = reading.text, reading.units
        if not units:
            return ()
        places = {unit: place for place, (unit, _, _) in reversed(list(enumerate(units)))}
        found = {unit: self._word(unit) for unit in places}
        of_words = self.worth[0] / sqrt(len(places))
        of_parts = self.worth[2] / sqrt(sum(one[6] for one in found.values()) or 1)
        weights = {
            places[unit]: (one[2] - one[0]) * of_words + (one[5] - one[3]) * of_parts for unit, one in found.items()
        }
        spans: list[tuple[float, int, int]] = []
        if reading.felt:
            spans.extend(self._found(reading, weights))
        else:
            for hit in reading.hits:
                if hit.place in weights:
                    weights[hit.place] += self._felt * hit.weight
        spans.extend((weight, units[place][1], units[place][2]) for place, weight in weights.items())
        spans = [one for one in spans if text[one[1] : one[2]].strip(_SAY_NOTHING)]
        spans.sort(key=lambda one: (-abs(one[0]), one[1]))
        least = max(_LEAST_EVIDENCE, _OF_HEAVIEST * abs(spans[0][0])) if spans else 0.0
        return tuple(
            Evidence(word=text[start:end], start=start, end=end, weight=round(tanh(weight / 2), 4))
            for weight, start, end in spans[:_EVIDENCE]
            if abs(weight) >= least
        )

    def _found(self, reading: Reading, weights: dict[int, float]) -> list[tuple[float, int, int]]:
        """Return what the German rules found, with the units inside it, which leave `weights`."""
        spans = []
        for one in reading.felt:
            inside = [place for place in weights if one.start <= reading.units[place][1] < one.end]
            spans.append((self._felt * one.weight + sum(weights.pop(place) for place in inside), one.start, one.end))
        return spans

    def _word(self, unit: str) -> _Word:
        """Return what the row of a word adds to each of the three, what its parts add, and how many parts it has."""
        known = self._words.get(unit)
        if known is None:
            if len(self._words) >= _MOST_CACHED:
                self._words.clear()
            steps = self.steps
            row = _LABELS * word_row(unit, self.rows)
            parts = [_LABELS * part for part in character_rows(unit, self.rows)]
            known = self._words[unit] = (
                steps[row],
                steps[row + 1],
                steps[row + 2],
                sum(steps[part] for part in parts),
                sum(steps[part + 1] for part in parts),
                sum(steps[part + 2] for part in parts),
                len(parts),
            )
        return known

    def _pair(self, pair: tuple[str, str]) -> Scores:
        known = self._pairs.get(pair)
        if known is None:
            if len(self._pairs) >= _MOST_CACHED:
                self._pairs.clear()
            row = _LABELS * pair_row(*pair, self.rows)
            known = self._pairs[pair] = (self.steps[row], self.steps[row + 1], self.steps[row + 2])
        return known


def opened(table: Table) -> Linear:
    """Return the model that a table holds.

    Raises:
        ValueError: it holds none.
    """
    head = table.head
    language = head.get("language")
    if not isinstance(language, str) or language not in LISTS:
        raise ValueError("a table of no language")
    weights = table.arrays.get("ngrams")
    lexicons = [
        opened_lexicon(one.shape, one.scale, one.steps.tobytes())
        for name, one in table.arrays.items()
        if name.startswith("lexicon")
    ]
    if weights is None or len(weights.shape) != 2 or weights.shape[1] != _LABELS:  # noqa: PLR2004
        raise ValueError("no weights of n-grams")
    dense = [_triple(one) for one in _list(head.get("dense"))]
    if len(dense) != width(language, len(lexicons)):
        raise ValueError("not one weight a cue")
    words, pairs, parts = _triple(head.get("worth"))
    return Linear(
        language=language,
        steps=weights.steps,
        rows=weights.shape[0],
        worth=(words * weights.scale, pairs * weights.scale, parts * weights.scale),
        dense=dense,
        bias=_triple(head.get("bias")),
        temperature=max(0.05, number(head.get("temperature"))),
        sure_from=number(head.get("sure_from")),
        lexicons=lexicons,
        _felt=_slope(language, dense, len(lexicons)),
        _german=German() if language == "de" else None,
    )


def _slope(language: str, dense: Sequence[Scores], lexicons: int) -> float:
    """Return what praise gains over criticism by a word of feeling, for each 1 of its weight; at least 0.2."""
    weight, short = _ONE_WEIGHT, _ONE_WEIGHT / _ONE_LENGTH
    of_cues = {0: weight, 2: weight, 3: short, 5: short, 6: weight, 8: weight}
    against = {1: weight, 2: -weight, 4: short, 5: -short, 7: -weight, 8: -weight}
    of_rules = {0: weight, 2: weight, 3: 0.5, 6: 0.35, 7: weight, 10: weight / 1.4}
    against_rules = {1: weight, 2: -weight, 3: -0.5, 6: -0.35, 8: -weight}

    def gain(values: dict[int, float], start: int) -> float:
        return sum(value * (dense[start + at][2] - dense[start + at][0]) for at, value in values.items())

    found = sum(gain(of_cues, len(CUES) * at) - gain(against, len(CUES) * at) for at in range(lexicons))
    if language == "de":
        found += gain(of_rules, len(CUES) * lexicons) - gain(against_rules, len(CUES) * lexicons)
    return max(0.2, found / (2 * weight))


def number(value: object) -> float:
    """Return a finite number as it is.

    Raises:
        ValueError: it is none.
    """
    if not isinstance(value, int | float) or not isfinite(value):
        raise ValueError("a number that is none")
    return float(value)


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise ValueError("a list that is none")  # noqa: TRY004 - a damaged table, whatever is wrong with it
    return value


def _triple(value: object) -> Scores:
    one, two, three = map(number, _list(value))
    return one, two, three
