"""Softmax regression: its fit, its folds, and what its scores are worth."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from scipy import sparse
from scipy.optimize import minimize, minimize_scalar
from sklearn.model_selection import StratifiedKFold

SEED = 0
FOLDS = 5
_ROUNDS = 60


def softmax(scores: np.ndarray) -> np.ndarray:
    """Return the probabilities of scores, row by row."""
    powers = np.exp(scores - scores.max(1, keepdims=True))
    return powers / powers.sum(1, keepdims=True)


def fit(
    features: sparse.csr_matrix, labels: np.ndarray, *, looseness: float, weights: np.ndarray | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """Return weights (features × 3) and bias of least cross entropy with an L2 penalty; nothing is drawn by lot."""
    used = np.unique(features.indices)
    matrix = features[:, used].tocsr().astype(np.float32)
    turned = matrix.T.tocsr()
    count = len(used)
    target = np.eye(3, dtype=np.float32)[labels]
    shares = np.ones(len(labels), np.float32) if weights is None else weights.astype(np.float32)

    def loss(values: np.ndarray) -> tuple[float, np.ndarray]:
        inner = values[: 3 * count].reshape(count, 3).astype(np.float32)
        scores = matrix @ inner + values[3 * count :]
        logs = scores - scores.max(1, keepdims=True)
        logs -= np.log(np.exp(logs).sum(1, keepdims=True))
        slope = (looseness * shares[:, None] * (np.exp(logs) - target)).astype(np.float32)
        value = -looseness * (shares[:, None] * target * logs).sum() + 0.5 * (inner * inner).sum()
        return float(value), np.concatenate([(turned @ slope + inner).ravel(), slope.sum(0)]).astype(float)

    options = {"maxiter": _ROUNDS, "maxcor": 8, "ftol": 1e-6}
    found = minimize(loss, np.zeros(3 * count + 3), jac=True, method="L-BFGS-B", options=options).x
    whole = np.zeros((features.shape[1], 3))
    whole[used] = found[: 3 * count].reshape(count, 3)
    return whole, found[3 * count :]


def folds(labels: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Yield places to learn from and places to judge, each label as often in each."""
    yield from StratifiedKFold(FOLDS, shuffle=True, random_state=SEED).split(np.zeros(len(labels)), labels)


def unseen_scores(
    features: sparse.csr_matrix,
    labels: np.ndarray,
    *,
    looseness: float,
    further: tuple[sparse.csr_matrix, np.ndarray, float] | None = None,
) -> np.ndarray:
    """Return scores of each text by a model that has not seen it; `further`: texts of another domain, their weight."""
    scores = np.zeros((len(labels), 3))
    for learned, judged in folds(labels):
        matrix, truth, weights = features[learned], labels[learned], np.ones(len(learned))
        if further is not None:
            matrix = sparse.vstack([matrix, further[0]]).tocsr()
            truth = np.concatenate([truth, further[1]])
            weights = np.concatenate([weights, np.full(len(further[1]), further[2])])
        weight, bias = fit(matrix, truth, looseness=looseness, weights=weights)
        scores[judged] = features[judged] @ weight + bias
    return scores


def temperature_of(scores: np.ndarray, labels: np.ndarray) -> float:
    """Return by what scores of unseen texts must be divided to be right as often as their probabilities say."""

    def loss(temperature: float) -> float:
        return float(-np.log(softmax(scores / temperature)[np.arange(len(labels)), labels] + 1e-12).mean())

    return float(minimize_scalar(loss, bounds=(0.2, 5.0), method="bounded").x)


def macro_f1(truth: np.ndarray, told: np.ndarray) -> float:
    """Return the mean of the three labels' F1, × 100."""
    one = [
        2 * ((truth == label) & (told == label)).sum() / max(1, (truth == label).sum() + (told == label).sum())
        for label in range(3)
    ]
    return 100 * float(np.mean(one))


def calibration(
    probabilities: np.ndarray, labels: np.ndarray, edges: Sequence[float]
) -> list[tuple[int, float, float]]:
    """Return, between neighbouring edges: how many texts, the mean confidence, and the share that is right."""
    confidence, right = probabilities.max(1), probabilities.argmax(1) == labels
    rows = []
    for low, high in pairwise(edges):
        here = (confidence >= low) & (confidence < high)
        rows.append(
            (int(here.sum()), float(confidence[here].mean()), float(right[here].mean()))
            if here.any()
            else (0, 0.0, 0.0)
        )
    return rows


def calibration_error(probabilities: np.ndarray, labels: np.ndarray) -> float:
    """Return the expected calibration error over ten bins of equal width (Naeini et al., AAAI 2015)."""
    rows = calibration(probabilities, labels, [*np.linspace(0, 1, 11)[:-1], 1.01])
    return sum(count * abs(sure - right) for count, sure, right in rows) / max(1, len(labels))
