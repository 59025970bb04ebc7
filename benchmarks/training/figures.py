"""How good the models of one language are: on folds, on val, on what was set aside, on other domains."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from benchmarks.training.corpus import Corpus, Posts
from benchmarks.training.embeddings import Embeddings
from benchmarks.training.fitting import calibration, calibration_error, macro_f1, softmax
from benchmarks.training.models import Model

EDGES = (0.0, 0.4, 0.45, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)
THRESHOLDS = (0.0, 0.4, 0.45, 0.5, 0.55, 0.6, 0.7, 0.8)

_Row = tuple[int, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One analyzer in one language.

    Attributes:
        folds: macro-F1 on the training posts, each judged by a model that had not seen it.
        val, aside, further: macro-F1; `further` is the other domain, None where there is none.
        by_label: F1 of each label on val and aside together.
        confusion: rows are what people said, columns what was told; val and aside together.
        error: expected calibration error on val and aside together.
        reliability: texts, mean confidence, share right; between the edges `EDGES`, val and aside together.
        curve: at each threshold: share of texts that get a label, share of these that are right.
    """

    folds: float
    val: float
    aside: float
    further: float | None
    by_label: tuple[float, ...]
    confusion: tuple[tuple[int, ...], ...]
    error: float
    reliability: tuple[_Row, ...]
    curve: tuple[tuple[float, float, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """All analyzers and baselines in one language; `sizes` are the posts of train, val and aside."""

    sizes: tuple[int, int, int]
    analyzers: Mapping[str, Judged]
    baselines: Mapping[str, Mapping[str, float]]

    def line(self) -> str:
        """Return the most important figures in a line."""
        return "; ".join(
            f"{name} folds {one.folds:.1f} val {one.val:.1f} ECE {one.error:.3f}"
            + (f" other domain {one.further:.1f}" if one.further is not None else "")
            for name, one in self.analyzers.items()
        )

    def as_json(self) -> dict[str, object]:
        """Return the figures as JSON knows them."""
        return {
            "posts": dict(zip(("train", "val", "aside"), self.sizes, strict=True)),
            "analyzers": {
                name: {field: getattr(one, field) for field in Judged.__slots__} for name, one in self.analyzers.items()
            },
            "baselines": self.baselines,
        }


def figures_of(
    corpus: Corpus,
    further: Corpus | None,
    models: Mapping[str, Model],
    embeddings: Embeddings,
    baselines: Mapping[str, Mapping[str, np.ndarray]],
) -> Figures:
    """Return the figures of models that learned from `corpus.train` alone."""
    other = None if further is None or not len(further.val) else further.val
    parts = {"val": corpus.val, "aside": corpus.aside}
    return Figures(
        sizes=(len(corpus.train), len(corpus.val), len(corpus.aside)),
        analyzers={name: _judged(model, corpus, other, embeddings) for name, model in models.items()},
        baselines={
            name: {part: macro_f1(parts[part].labels, told) for part, told in said.items()}
            for name, said in baselines.items()
        },
    )


def _judged(model: Model, corpus: Corpus, other: Posts | None, embeddings: Embeddings) -> Judged:
    told = {
        name: model.probabilities(posts.texts, embeddings)
        for name, posts in (("val", corpus.val), ("aside", corpus.aside))
    }
    further = None if other is None else macro_f1(other.labels, model.probabilities(other.texts, embeddings).argmax(1))
    both = np.concatenate([told["val"], told["aside"]])
    truth = np.concatenate([corpus.val.labels, corpus.aside.labels])
    confidence, right = both.max(1), both.argmax(1) == truth
    confusion = np.zeros((3, 3), int)
    np.add.at(confusion, (truth, both.argmax(1)), 1)
    by_label = [100 * 2 * confusion[at, at] / (confusion[at].sum() + confusion[:, at].sum()) for at in range(3)]
    return Judged(
        folds=macro_f1(corpus.train.labels, softmax(model.unseen).argmax(1)),
        val=macro_f1(corpus.val.labels, told["val"].argmax(1)),
        aside=macro_f1(corpus.aside.labels, told["aside"].argmax(1)),
        further=further,
        by_label=tuple(map(float, by_label)),
        confusion=tuple(tuple(map(int, row)) for row in confusion),
        error=calibration_error(both, truth),
        reliability=tuple(calibration(both, truth, EDGES)),
        curve=tuple(
            (limit, float((confidence >= limit).mean()), float(right[confidence >= limit].mean()))
            for limit in THRESHOLDS
        ),
    )
