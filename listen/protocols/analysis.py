"""What a text is: its language, what it feels like, and what people taught us of that."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from listen.model import Evidence, Probabilities, Sentiment, Text

__all__ = ["Analyzer", "Identified", "LanguageIdentifier", "Scorer", "Sure", "TargetScorer", "Taught"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Identified:
    """A language and how sure we are; `language` is None when it cannot be told."""

    language: str | None
    confidence: float


class LanguageIdentifier(Protocol):
    """Tells the language of short texts."""

    name: str

    def identify(self, texts: Sequence[tuple[str, str | None]]) -> Sequence[Identified]:
        """Return one answer a (text, hint) pair; the hint is the source's claim or None. Never raises on any text."""
        ...


class Analyzer(Protocol):
    """What a text feels like. `name` carries the version: `german@1`."""

    name: str
    languages: frozenset[str]

    def analyze(self, texts: Sequence[Text]) -> Sequence[Sentiment | None]:
        """Return one answer a text, None where it cannot judge (unscored). Never raises on any text.

        Raises:
            AnalyzerError: if a package it needs is missing.
        """
        ...


class Scorer(Protocol):
    """Tells how likely a text is criticism, neutral or praise, without asking of whom. `name` carries the version."""

    name: str
    languages: frozenset[str]

    def probabilities(self, texts: Sequence[str], language: str) -> Sequence[tuple[float, float, float]]:
        """Return (criticism, neutral, praise) a text, each summing to 1, as often right as they say; in batches.

        Never raises on any text.

        Raises:
            AnalyzerError: if a package or a table it needs is missing or damaged.
        """
        ...

    def evidence(self, text: str, language: str) -> tuple[Evidence, ...]:
        """Return the words that weighed most, heaviest first, at most ten."""
        ...

    def sure_from(self, language: str) -> float:
        """Return the probability below which a label of a whole text is *unclear*.

        Raises:
            AnalyzerError: if a package or a table it needs is missing or damaged.
        """
        ...


class TargetScorer(Protocol):
    """Tells how likely a text criticises or praises its targets; trained on texts with such labels."""

    name: str
    languages: frozenset[str]

    def towards(self, texts: Sequence[Text]) -> Sequence[tuple[float, float, float] | None]:
        """Return (criticism, neutral, praise) a text, None for one without targets or in another language.

        Never raises on any text.

        Raises:
            AnalyzerError: if a package or a table it needs is missing or damaged.
        """
        ...


class Sure(Protocol):
    """An analyzer that says from which confidence on it gives a label instead of *unclear*; optional."""

    def sure_from(self, language: str) -> float:
        """Return that confidence, 0.0 … 1.0.

        Raises:
            AnalyzerError: if a package or a table it needs is missing or damaged.
        """
        ...


class Taught(Protocol):
    """What people's judgements taught, applied to what an analyzer says (`listen.learning`)."""

    def probabilities(
        self, base: Probabilities, text: str, *, language: str | None, queries: Collection[str]
    ) -> Probabilities | None:
        """Return `base` with what was learned; None where nothing was learned of such a mention."""
        ...
