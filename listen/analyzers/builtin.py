"""Sentiment by one small trained table a language, read with the standard library; the analyzer in charge by default.

How good it is stands in docs/reference/model-card.md, how it is trained in `listen.training`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import exp, isfinite, sqrt

from listen.analyzers.ngrams import Unit, character_rows, pair_row, units_of, word_row
from listen.analyzers.tables import Table, load_table
from listen.errors import AnalyzerError
from listen.model import Evidence, Label, Sentiment, Text

__all__ = ["Builtin"]

_LANGUAGES = frozenset({"de", "en", "es", "fr", "it", "pt"})
_LIMIT = 4_000
"""Characters that are read; who has not said it by then says both."""

_EVIDENCE = 10
_MOST_CACHED = 50_000
_LABELS = (Label.CRITICISM, Label.NEUTRAL, Label.PRAISE)
_UNKNOWN = (1 / 3, 1 / 3, 1 / 3)

_Sums = tuple[float, float, float]


@dataclass(slots=True)
class _Model:
    """The table of one language, opened up.

    Attributes:
        steps: three signed bytes a row.
        rows: how many there are.
        worth: of one step, for words, pairs and parts of words.
        bias: added to the three.
    """

    steps: Sequence[int]
    rows: int
    worth: tuple[float, float, float]
    bias: _Sums
    sure_from: float
    words: dict[str, tuple[int, int, int, int, int, int, int]] = field(default_factory=dict)
    pairs: dict[tuple[str, str], tuple[int, int, int]] = field(default_factory=dict)

    def word(self, unit: str) -> tuple[int, int, int, int, int, int, int]:
        """Return what the row of a word adds to each of the three, what its parts add, and how many parts it has."""
        known = self.words.get(unit)
        if known is None:
            if len(self.words) >= _MOST_CACHED:
                self.words.clear()
            steps = self.steps
            row = 3 * word_row(unit, self.rows)
            parts = [3 * part for part in character_rows(unit, self.rows)]
            known = self.words[unit] = (
                steps[row],
                steps[row + 1],
                steps[row + 2],
                sum(steps[part] for part in parts),
                sum(steps[part + 1] for part in parts),
                sum(steps[part + 2] for part in parts),
                len(parts),
            )
        return known

    def pair(self, pair: tuple[str, str]) -> tuple[int, int, int]:
        """Return what two words in a row add to each of the three."""
        known = self.pairs.get(pair)
        if known is None:
            if len(self.pairs) >= _MOST_CACHED:
                self.pairs.clear()
            row = 3 * pair_row(*pair, self.rows)
            known = self.pairs[pair] = (self.steps[row], self.steps[row + 1], self.steps[row + 2])
        return known


class Builtin:
    """Judges short posts; implements `Scorer` and `Analyzer`. A table is read with the first text of its language."""

    name = "builtin@1"
    languages = _LANGUAGES

    def __init__(self) -> None:
        self._models: dict[str, _Model] = {}

    def analyze(self, texts: Sequence[Text]) -> Sequence[Sentiment | None]:
        """Return one answer a text; None for one in a language without a table.

        Raises:
            AnalyzerError: a table is missing or damaged.
        """
        return [self._judged(one) for one in texts]

    def probabilities(self, texts: Sequence[str], language: str) -> Sequence[tuple[float, float, float]]:
        """Return (criticism, neutral, praise) a text; a third each where nothing can be said.

        Raises:
            AnalyzerError: the table is missing or damaged.
        """
        if language not in self.languages:
            return [_UNKNOWN] * len(texts)
        model = self._model(language)
        return [_shares(_scores(list(units_of(text[:_LIMIT])), model)) for text in texts]

    def evidence(self, text: str, language: str) -> tuple[Evidence, ...]:
        """Return the words that weighed most, heaviest first, at most ten.

        Raises:
            AnalyzerError: the table is missing or damaged.
        """
        if language not in self.languages:
            return ()
        return _evidence(text, list(units_of(text[:_LIMIT])), self._model(language))

    def _model(self, language: str) -> _Model:
        known = self._models.get(language)
        if known is None:
            name = f"builtin-{language}.table"
            try:
                known = self._models[language] = _opened(load_table(name))
            except ValueError as error:
                raise AnalyzerError("analyzer.table_damaged", table=name) from error
        return known

    def _judged(self, one: Text) -> Sentiment | None:
        if one.language not in self.languages or one.language is None:
            return None
        model = self._model(one.language)
        units = list(units_of(one.text[:_LIMIT]))
        shares = _shares(_scores(units, model))
        confidence = max(shares)
        label = _LABELS[shares.index(confidence)] if confidence >= model.sure_from and units else Label.UNCLEAR
        return Sentiment(
            analyzer=self.name,
            polarity=round(shares[2] - shares[0], 4),
            subjectivity=None,
            confidence=round(confidence, 3),
            label=label,
            evidence=_evidence(one.text, units, model),
        )


def _opened(table: Table) -> _Model:
    """Return what a table holds.

    Raises:
        ValueError: it is not one of these.
    """
    weights = table.arrays.get("ngrams")
    worth, bias, sure_from = (table.head.get(name) for name in ("worth", "bias", "sure_from"))
    if weights is None or len(weights.shape) != 2 or weights.shape[1] != 3:  # noqa: PLR2004
        raise ValueError("no weights of n-grams")
    if not _are_numbers(worth) or not _are_numbers(bias) or not isinstance(sure_from, float):
        raise ValueError("a table without its numbers")
    first, second, third = worth
    return _Model(
        steps=weights.steps,
        rows=weights.shape[0],
        worth=(first * weights.scale, second * weights.scale, third * weights.scale),
        bias=(bias[0], bias[1], bias[2]),
        sure_from=sure_from,
    )


def _are_numbers(value: object) -> bool:
    return (
        isinstance(value, list) and len(value) == 3 and all(isinstance(one, float) and isfinite(one) for one in value)
    )  # noqa: PLR2004


def _scores(units: Sequence[Unit], model: _Model) -> _Sums:
    words = {unit for unit, _, _ in units}
    pairs = set(pairwise(["^", *(unit for unit, _, _ in units), "$"]))
    found = [model.word(unit) for unit in words]
    sums = [sum(column) for column in zip(*found, strict=True)] if found else [0] * 7
    joined = [sum(column) for column in zip(*map(model.pair, pairs), strict=True)]
    of_words = model.worth[0] / sqrt(len(words) or 1)
    of_pairs = model.worth[1] / sqrt(len(pairs))
    of_parts = model.worth[2] / sqrt(sums[6] or 1)
    bias = model.bias
    return (
        bias[0] + sums[0] * of_words + joined[0] * of_pairs + sums[3] * of_parts,
        bias[1] + sums[1] * of_words + joined[1] * of_pairs + sums[4] * of_parts,
        bias[2] + sums[2] * of_words + joined[2] * of_pairs + sums[5] * of_parts,
    )


def _shares(scores: _Sums) -> tuple[float, float, float]:
    highest = max(scores)
    first, second, third = (exp(score - highest) for score in scores)
    whole = first + second + third
    return first / whole, second / whole, third / whole


def _evidence(text: str, units: Sequence[Unit], model: _Model) -> tuple[Evidence, ...]:
    if not units:
        return ()
    places = {unit: (start, end) for unit, start, end in reversed(units)}
    size = sqrt(len(places))
    parts = sqrt(sum(model.word(unit)[6] for unit in places) or 1)
    weights = {}
    for unit in places:
        found = model.word(unit)
        weights[unit] = (found[2] - found[0]) * model.worth[0] / size + (found[5] - found[3]) * model.worth[2] / parts
    heaviest = sorted(places, key=lambda unit: -abs(weights[unit]))[:_EVIDENCE]
    return tuple(
        Evidence(
            word=text[places[unit][0] : places[unit][1]],
            start=places[unit][0],
            end=places[unit][1],
            weight=round(max(-1.0, min(1.0, weights[unit])), 4),
        )
        for unit in heaviest
    )
