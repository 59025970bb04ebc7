"""Sentiment by one small trained table a language, read with the standard library; the analyzer in charge by default.

How good it is stands in docs/reference/model-card.md; `listen.training` makes the tables.
"""

from collections.abc import Sequence

from listen.analyzers.linear import Linear, Reading, Scores, opened, shares
from listen.analyzers.tables import load_table
from listen.errors import AnalyzerError
from listen.model import Evidence, Label, Sentiment, Text

__all__ = ["Builtin", "opened_table", "sentiment"]

_LABELS = (Label.CRITICISM, Label.NEUTRAL, Label.PRAISE)
_UNKNOWN = (1 / 3, 1 / 3, 1 / 3)


class Builtin:
    """Judges short posts; implements `Scorer` and `Analyzer`. A table is read with the first text of its language."""

    name = "builtin@1"
    languages = frozenset({"de", "en", "es", "fr", "it", "pt"})

    def __init__(self) -> None:
        self._models: dict[str, Linear] = {}

    def analyze(self, texts: Sequence[Text]) -> Sequence[Sentiment | None]:
        """Return one answer a text; None for one in no language, or in one without a table.

        Raises:
            AnalyzerError: a table is missing or damaged.
        """
        return [self._judged(one) for one in texts]

    def probabilities(self, texts: Sequence[str], language: str) -> Sequence[Scores]:
        """Return (criticism, neutral, praise) a text; a third each in a language without a table.

        Raises:
            AnalyzerError: the table is missing or damaged.
        """
        if language not in self.languages:
            return [_UNKNOWN] * len(texts)
        model = self._model(language)
        return [shares(model.scores(model.read(text)), model.temperature) for text in texts]

    def evidence(self, text: str, language: str) -> tuple[Evidence, ...]:
        """Return the words that weighed most, heaviest first, at most ten.

        Raises:
            AnalyzerError: the table is missing or damaged.
        """
        if language not in self.languages:
            return ()
        model = self._model(language)
        return model.evidence(model.read(text))

    def sure_from(self, language: str) -> float:
        """Return the probability below which a label is *unclear*.

        Raises:
            AnalyzerError: the table is missing or damaged.
        """
        return self._model(language).sure_from if language in self.languages else 1.0

    def _model(self, language: str) -> Linear:
        known = self._models.get(language)
        if known is None:
            known = self._models[language] = opened_table(f"builtin-{language}.table")
        return known

    def _judged(self, one: Text) -> Sentiment | None:
        if one.language is None or one.language not in self.languages:
            return None
        model = self._model(one.language)
        reading = model.read(one.text)
        return sentiment(self.name, model, reading, shares(model.scores(reading), model.temperature))


def opened_table(name: str) -> Linear:
    """Return the model in a table of the package.

    Raises:
        AnalyzerError: it is missing or damaged.
    """
    try:
        return opened(load_table(name))
    except ValueError as error:
        raise AnalyzerError("analyzer.table_damaged", table=name) from error


def sentiment(analyzer: str, model: Linear, reading: Reading, probabilities: Scores) -> Sentiment:
    """Return what probabilities come to: *unclear* below the model's threshold, and where there is nothing to read."""
    confidence = max(probabilities)
    is_sure = confidence >= model.sure_from and bool(reading.units)
    return Sentiment(
        analyzer=analyzer,
        polarity=round(probabilities[2] - probabilities[0], 4),
        subjectivity=None,
        confidence=round(confidence, 3),
        label=_LABELS[probabilities.index(confidence)] if is_sure else Label.UNCLEAR,
        evidence=model.evidence(reading),
        probabilities=probabilities,
    )
