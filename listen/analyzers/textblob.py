"""English sentiment by TextBlob's pattern lexicon; what it is worth stands in docs/explanation/understanding.md."""

import re
from collections.abc import Callable, Iterator, Sequence
from importlib.metadata import PackageNotFoundError, version

from listen.errors import AnalyzerError
from listen.model import Evidence, Label, Sentiment, Text, label_of

__all__ = ["TextBlobAnalyzer"]

_VERSION = 1
"""Ours: of the confidence and the mapping below. The package's own version follows it in the name."""

_LIMIT = 20_000
_EVIDENCE = 10
_STRONG = 0.5
_BALANCED = 0.3
_SURE_OF_BOTH = 0.5
"""Confidence in *mixed*; an estimate, no file has labels for it."""

_APART = 80
"""Characters within which the words of one assessment stand ("not a very good")."""

# TextBlob is quadratic in runs of signs; three carry all that one says.
_SIGN_RUN = re.compile(r"([^\w\s])\1{3,}")
_MIXED_SIGN_RUN = re.compile(r"([^\w\s]{6})[^\w\s]+")
# It knows "not" and "no", but takes "isn't good" for good.
_SHORT_NOT = re.compile(r"\b(\w{2,12})n['’]t\b", re.IGNORECASE)

_Assessment = tuple[list[str], float, float, str | None]
_Assess = Callable[[str], Sequence[_Assessment]]


class TextBlobAnalyzer:
    """Judges English posts; implements `Analyzer`.

    TextBlob (and the NLTK that it brings, 0.8 s) is loaded with the first text. It knows nothing of targets: judging
    the clause around the brand instead of the whole was measured and did not help with this lexicon.
    """

    languages = frozenset({"en"})

    def __init__(self) -> None:
        try:
            self.name = f"textblob@{_VERSION}+{version('textblob')}"
        except PackageNotFoundError:
            self.name = f"textblob@{_VERSION}"
        self._assess: _Assess | None = None

    def analyze(self, texts: Sequence[Text]) -> Sequence[Sentiment | None]:
        """Return one answer a text; None for one that is known not to be English.

        Raises:
            AnalyzerError: if TextBlob is not installed.
        """
        if self._assess is None:
            self._assess = _load()
        assess = self._assess
        return [self._judged(one.text[:_LIMIT], assess) if one.language in (None, "en") else None for one in texts]

    def _judged(self, text: str, assess: _Assess) -> Sentiment:
        found = assess(_calmed(text))
        polarity = _mean([assessment[1] for assessment in found])
        subjectivity = _mean([assessment[2] for assessment in found])
        confidence = _confidence(polarity, subjectivity if found else None)
        label = label_of(polarity, confidence)
        if _is_mixed([assessment[1] for assessment in found], polarity):
            label, confidence = Label.MIXED, _SURE_OF_BOTH
        evidence = sorted(_evidence(text, found), key=lambda one: -abs(one.weight))
        return Sentiment(
            analyzer=self.name,
            polarity=round(polarity, 4),
            subjectivity=round(subjectivity, 4),
            confidence=round(confidence, 3),
            label=label,
            evidence=tuple(evidence[:_EVIDENCE]),
        )


def _load() -> _Assess:
    """Return what finds TextBlob's assessments of a text."""
    try:
        from textblob.en import sentiment
    except ImportError as error:
        raise AnalyzerError("analyzer.package_missing", package="textblob") from error

    def assess(text: str) -> Sequence[_Assessment]:
        found: Sequence[_Assessment] = sentiment(text).assessments
        return found

    return assess


def _calmed(text: str) -> str:
    return _SHORT_NOT.sub(r"\1 not", _MIXED_SIGN_RUN.sub(r"\1", _SIGN_RUN.sub(r"\1\1\1", text)))


def _mean(values: Sequence[float]) -> float:
    return max(-1.0, min(1.0, sum(values) / len(values))) if values else 0.0


def _confidence(polarity: float, subjectivity: float | None) -> float:
    """Return how often TextBlob was right at this polarity, on English posts with labels (balanced over three).

    Its criticism is worth more than its praise ("great" is said in earnest and in scorn). No word that it knows, or
    feelings that cancel out, say little: both stay below what `label_of` calls sure.
    """
    if polarity <= -0.1:  # noqa: PLR2004 - where label_of begins to call it criticism
        return 0.47 + 0.6 * min(-polarity, 0.6)
    if polarity >= 0.1:  # noqa: PLR2004 - and praise
        return 0.33 + 0.6 * min(polarity, 0.7)
    if subjectivity is None:
        return 0.35
    return 0.43 - 0.15 * subjectivity


def _is_mixed(polarities: Sequence[float], polarity: float) -> bool:
    return (
        abs(polarity) < _BALANCED
        and max(polarities, default=0.0) >= _STRONG
        and min(polarities, default=0.0) <= -_STRONG
    )


def _evidence(text: str, found: Sequence[_Assessment]) -> Iterator[Evidence]:
    """Yield the words that TextBlob assessed, where they stand in `text`; it gives them in order, without places."""
    lowered = text.lower()
    if len(lowered) != len(text):
        # A few letters grow when lowered; TextBlob does not know them, so they may stay.
        lowered = "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)
    after = 0
    for words, polarity, _, _ in found:
        place = _place(lowered, [word for word in words if word != "!"], after)
        if place is None:
            continue
        start, end = place
        after = end
        if polarity:
            yield Evidence(word=text[start:end], start=start, end=end, weight=round(polarity, 4))


def _place(lowered: str, words: Sequence[str], after: int) -> tuple[int, int] | None:
    """Return where `words` stand together from `after` on: the last word, and those within reach before it."""
    if not words:
        return None
    last = _word_at(lowered, words[-1], after)
    if last < 0:
        return None
    end = last + len(words[-1])
    start = last
    for word in words[:-1]:
        earliest = max(after, last - _APART)
        before = lowered.rfind(word, earliest, last)
        if before < 0 and word == "not":
            # It was read out of "isn't" (`_calmed`): mark the whole word.
            short = [match.start() for match in _SHORT_NOT.finditer(lowered, earliest, last)]
            before = short[-1] if short else -1
        if before >= 0:
            start = min(start, before)
    return start, end


def _word_at(lowered: str, word: str, after: int) -> int:
    """Return where `word` stands as a whole word from `after` on; -1 when nowhere."""
    place = lowered.find(word, after)
    while place >= 0:
        end = place + len(word)
        is_start = place == 0 or not (lowered[place - 1].isalnum() and word[0].isalnum())
        is_end = end == len(lowered) or not (lowered[end].isalnum() and word[-1].isalnum())
        if is_start and is_end:
            return place
        place = lowered.find(word, place + 1)
    return -1
