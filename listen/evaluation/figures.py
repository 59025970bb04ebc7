"""Answers counted against the truth: precision, recall, F1, confusion, calibration, coverage; each with its interval.

Counting takes constant memory, so a file of any length can be judged.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from listen.metrics import wilson
from listen.model import Label, Sentiment

__all__ = ["CLASSES", "SMALL", "Bin", "Counted", "Figures", "LabelFigures", "Part", "chosen"]

CLASSES = (Label.CRITICISM, Label.NEUTRAL, Label.PRAISE)
_TRUTHS = (*CLASSES, Label.MIXED)

SMALL = 100
"""Answers below which every figure is said to rest on few."""

_CLEAR_FROM = 0.1
_BINS = 10

_Pair = TypeVar("_Pair", tuple[Label, Label], tuple[Label, Label | None])
"""Truth, and what was told; None is unscored."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """So many of so many."""

    hits: int
    of: int

    @property
    def share(self) -> float | None:
        """Return 0.0 … 1.0; None where there was nothing to count."""
        return self.hits / self.of if self.of else None

    @property
    def interval(self) -> tuple[float, float]:
        """Return the 95 % interval of the share; nothing counted is (0.0, 1.0): anything is possible."""
        found = wilson(self.hits, self.of)
        return found.low, found.high

    @property
    def is_small(self) -> bool:
        """Say whether it rests on few."""
        return self.of < SMALL


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelFigures:
    """How well one label is told.

    Attributes:
        precision: of those told to have it, how many do.
        recall: of those that have it, how many are told so.
    """

    label: Label
    precision: Part
    recall: Part

    @property
    def f1(self) -> float | None:
        """Return the harmonic mean of both; None where nobody has or tells the label."""
        whole = self.precision.of + self.recall.of
        return 2 * self.recall.hits / whole if whole else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """Answers of about the same confidence: how sure they were on average, and how many were right."""

    low: float
    high: float
    confidence: float
    right: Part


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What answers came to.

    Attributes:
        answers: how many were counted.
        labels: criticism, neutral, praise; *mixed*, where somebody has it.
        accuracy: label and truth agree; *unclear* and unscored are never right.
        covered: a label was given, not *unclear* and not unscored.
        accuracy_covered: of those, how many are right.
        forced: criticism, neutral or praise had to be told, also where listen says *unclear*; *mixed* left out.
        forced_macro_f1: mean F1 of these three.
        confusion: by (truth, told); told None is unscored.
        bins: by stated confidence, least sure first; empty ones are left out. Unscored and *mixed* have no place here.
        calibration_error: mean distance of stated confidence and share of right ones (ECE, ten bins); None without any.
    """

    answers: int
    labels: tuple[LabelFigures, ...]
    accuracy: Part
    covered: Part
    accuracy_covered: Part
    forced: Part
    forced_macro_f1: float | None
    confusion: Mapping[tuple[Label, Label | None], int]
    bins: tuple[Bin, ...]
    calibration_error: float | None

    @property
    def macro_f1(self) -> float | None:
        """Return the mean F1 of criticism, neutral and praise that somebody has or tells; None where there are none."""
        found = [one.f1 for one in self.labels if one.label in CLASSES and one.f1 is not None]
        return sum(found) / len(found) if found else None

    @property
    def is_small(self) -> bool:
        """Say whether all of it rests on few."""
        return self.answers < SMALL


def chosen(sentiment: Sentiment | None) -> Label:
    """Return criticism, neutral or praise, whatever the analyzer said; unscored is neutral here.

    What is likeliest where the analyzer gives probabilities, else its label; *unclear* and *mixed* by their polarity.
    """
    if sentiment is None:
        return Label.NEUTRAL
    if sentiment.label in CLASSES:
        return sentiment.label
    if sentiment.probabilities is not None and sentiment.label is Label.UNCLEAR:
        return CLASSES[sentiment.probabilities.index(max(sentiment.probabilities))]
    if sentiment.polarity <= -_CLEAR_FROM:
        return Label.CRITICISM
    return Label.PRAISE if sentiment.polarity >= _CLEAR_FROM else Label.NEUTRAL


class Counted:
    """Counts answers one by one."""

    def __init__(self) -> None:
        self._confusion: Counter[tuple[Label, Label | None]] = Counter()
        self._forced: Counter[tuple[Label, Label]] = Counter()
        self._bins = [[0, 0.0, 0] for _ in range(_BINS)]

    def add(self, truth: Label, told: Sentiment | None) -> None:
        """Count what was told where `truth` (criticism, neutral, praise, mixed) is right."""
        self._confusion[truth, None if told is None else told.label] += 1
        if truth not in CLASSES:
            return
        forced = chosen(told)
        self._forced[truth, forced] += 1
        if told is not None and told.label is not Label.MIXED:
            here = self._bins[min(max(int(told.confidence * _BINS), 0), _BINS - 1)]
            here[0] += 1
            here[1] += told.confidence
            here[2] += forced is truth

    def add_label(self, truth: Label, told: Label | None, *, times: int = 1) -> None:
        """Count a bare label, of which neither confidence nor polarity are known any more."""
        self._confusion[truth, told] += times
        if truth in CLASSES:
            self._forced[truth, told if told is not None and told in CLASSES else Label.NEUTRAL] += times

    def figures(self) -> Figures:
        """Return what was counted so far."""
        counts = self._confusion
        answers = sum(counts.values())
        right = sum(count for (truth, told), count in counts.items() if truth is told)
        covered = sum(count for (_, told), count in counts.items() if told not in {None, Label.UNCLEAR})
        labels = [_label(label, counts) for label in _TRUTHS]
        forced = sum(count for (truth, told), count in self._forced.items() if truth is told)
        f1 = [one.f1 for label in CLASSES if (one := _label(label, self._forced)).f1 is not None]
        return Figures(
            answers=answers,
            labels=tuple(one for one in labels if one.label in CLASSES or one.recall.of),
            accuracy=Part(hits=right, of=answers),
            covered=Part(hits=covered, of=answers),
            accuracy_covered=Part(hits=right, of=covered),
            forced=Part(hits=forced, of=sum(self._forced.values())),
            forced_macro_f1=sum(one for one in f1 if one is not None) / len(f1) if f1 else None,
            confusion=dict(counts),
            bins=self._reliability(),
            calibration_error=self._calibration_error(),
        )

    def _reliability(self) -> tuple[Bin, ...]:
        return tuple(
            Bin(
                low=number / _BINS,
                high=(number + 1) / _BINS,
                confidence=sure / count,
                right=Part(hits=int(hits), of=int(count)),
            )
            for number, (count, sure, hits) in enumerate(self._bins)
            if count
        )

    def _calibration_error(self) -> float | None:
        whole = sum(count for count, _, _ in self._bins)
        return sum(abs(sure - hits) for _, sure, hits in self._bins) / whole if whole else None


def _label(label: Label, counts: Mapping[_Pair, int]) -> LabelFigures:
    hits = is_so = said = 0
    for (truth, told), count in counts.items():
        hits += count if truth is label and told is label else 0
        is_so += count if truth is label else 0
        said += count if told is label else 0
    return LabelFigures(label=label, precision=Part(hits=hits, of=said), recall=Part(hits=hits, of=is_so))
