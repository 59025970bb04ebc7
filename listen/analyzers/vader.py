"""English sentiment by VADER, a lexicon with rules for posts; for those who know its figures from elsewhere."""

from collections.abc import Callable, Sequence

from listen.errors import AnalyzerError
from listen.model import Label, Sentiment, Text

__all__ = ["Vader"]

_LIMIT = 5_000
_NEUTRAL_WITHIN = 0.05
"""As its authors say: https://github.com/cjhutto/vaderSentiment, "About the Scoring"."""

_LEAST_SURE, _MOST_SURE = 0.4, 0.75
"""How often it is right near ±0.05 and near ±1, on English posts; in between a straight line."""


class Vader:
    """Judges English posts as a whole; implements `Analyzer`. The package is loaded with the first text."""

    name = "vader@1"
    languages = frozenset({"en"})

    def __init__(self) -> None:
        self._compound: Callable[[str], float] | None = None

    def analyze(self, texts: Sequence[Text]) -> Sequence[Sentiment | None]:
        """Return one answer a text, without evidence; None for one that is known not to be English.

        Raises:
            AnalyzerError: the package is not installed.
        """
        if self._compound is None:
            self._compound = _load()
        compound = self._compound
        return [self._judged(compound(one.text[:_LIMIT])) if one.language in (None, "en") else None for one in texts]

    def _judged(self, compound: float) -> Sentiment:
        label = Label.NEUTRAL
        if abs(compound) >= _NEUTRAL_WITHIN:
            label = Label.PRAISE if compound > 0 else Label.CRITICISM
        confidence = _LEAST_SURE + (_MOST_SURE - _LEAST_SURE) * abs(compound)
        return Sentiment(analyzer=self.name, polarity=compound, confidence=round(confidence, 3), label=label)


def _load() -> Callable[[str], float]:
    try:
        from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer
    except ImportError as error:
        raise AnalyzerError("analyzer.package_missing", package="vaderSentiment") from error
    scores = SentimentIntensityAnalyzer().polarity_scores

    def compound(text: str) -> float:
        return max(-1.0, min(1.0, float(scores(text)["compound"])))

    return compound
