"""What the analyzers see of a text, as matrices: the package's own readings, so that training and judging agree."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np
from scipy import sparse

from listen.analyzers.german import German
from listen.analyzers.linear import LIMIT, Lexicon, read
from listen.analyzers.ngrams import character_rows, pair_row, units_of, word_row

ROWS = 1 << 17
WORTH = (0.42, 0.3, 0.42)
"""Of words, pairs and parts of words: chosen by cross-validation, as each block has a length of its own. Larger values
fit the posts as well, but make plain sentences of other subjects depend on words that the posts happen to have."""


@lru_cache(maxsize=32)
def ngrams(texts: tuple[str, ...]) -> sparse.csr_matrix:
    """Return the hashed n-grams of each text, blocks of length 1 times `WORTH`."""
    blocks: tuple[list[tuple[list[int], float]], ...] = ([], [], [])
    for text in texts:
        units = [unit for unit, _, _ in units_of(text[:LIMIT])]
        words = set(units)
        found = (
            [word_row(unit, ROWS) for unit in words],
            [pair_row(*pair, ROWS) for pair in set(pairwise(["^", *units, "$"]))],
            [row for unit in words for row in character_rows(unit, ROWS)],
        )
        for block, rows, worth in zip(blocks, found, WORTH, strict=True):
            block.append((rows, worth / np.sqrt(max(1, len(rows)))))
    return sum(_matrix(block) for block in blocks).tocsr()


def _matrix(rows: Sequence[tuple[list[int], float]]) -> sparse.csr_matrix:
    starts = np.cumsum([0, *(len(one) for one, _ in rows)])
    columns = [row for one, _ in rows for row in one]
    values = np.repeat([value for _, value in rows], np.diff(starts)).astype(np.float32)
    matrix = sparse.csr_matrix((values, columns, starts), shape=(len(rows), ROWS))
    matrix.sum_duplicates()
    return matrix


@lru_cache(maxsize=32)
def cues(texts: tuple[str, ...], language: str, lexicons: tuple[Lexicon, ...]) -> np.ndarray:
    """Return the counted cues of each text (`Reading.dense`)."""
    german = German() if language == "de" else None
    return np.array([read(text, language, lexicons, german).dense for text in texts], dtype=float)


class Scaled:
    """Numbers brought to mean 0, deviation 1 and a length of about `worth`; knows how to undo it in the weights."""

    def __init__(self, values: np.ndarray, worth: float) -> None:
        self.mean = values.mean(0)
        self.step = (values.std(0) + 1e-6) * np.sqrt(values.shape[1]) / worth

    def __call__(self, values: np.ndarray) -> np.ndarray:
        """Return numbers in the new scale."""
        return ((values - self.mean) / self.step).astype(np.float32)

    def undone(self, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the weights for the numbers as they were, and what they add to the bias."""
        plain = weights / self.step[:, None]
        return plain, -(self.mean @ plain)
