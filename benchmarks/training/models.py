"""The models of one language: what is learned, how good it is on posts that it has not seen, and its table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy import sparse

from benchmarks.training.corpus import Corpus, Posts
from benchmarks.training.embeddings import Embeddings
from benchmarks.training.features import WORTH, Scaled, cues, ngrams
from benchmarks.training.fitting import fit, softmax, temperature_of, unseen_scores
from listen.analyzers.linear import Lexicon, lexicon_array, opened_lexicon, width
from listen.analyzers.tables import table_bytes

_STEPS = 127
SURE_FROM = 0.45
"""Below this probability a label is *unclear*; see the curve of coverage and accuracy in the model card."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """What one analyzer looks at, and how loosely it is fitted; chosen by cross-validation over all languages.

    Attributes:
        looseness: C of the regression.
        cues: length of the block of cues.
        embedding: length of the block of embeddings; 0 for none.
        foreign: length of the block of what posts in other languages, and texts of other domains, teach.
        further: weight of the texts of other domains in the same language.
    """

    looseness: float
    cues: float
    embedding: float = 0.0
    foreign: float = 0.0
    further: float = 0.0


RECIPES: Mapping[str, Recipe] = {
    "builtin": Recipe(looseness=4.0, cues=1.0, further=0.05),
    "embed": Recipe(looseness=1.5, cues=1.0, embedding=0.8, foreign=0.6, further=0.05),
}


@dataclass(slots=True, kw_only=True)
class Model:
    """One analyzer in one language, fitted.

    Attributes:
        unseen: scores of its training posts by models that had not seen them.
        temperature: fitted on `unseen`.
    """

    language: str
    recipe: Recipe
    lexicons: tuple[Lexicon, ...]
    feelings: Sequence[dict[str, float]]
    views: Sequence[tuple[np.ndarray, np.ndarray]] = ()
    cue_scale: Scaled | None = None
    embedding_scale: Scaled | None = None
    view_scale: Scaled | None = None
    weights: np.ndarray = field(default_factory=lambda: np.zeros((0, 3)))
    bias: np.ndarray = field(default_factory=lambda: np.zeros(3))
    unseen: np.ndarray = field(default_factory=lambda: np.zeros((0, 3)))
    temperature: float = 1.0

    def features(self, texts: tuple[str, ...], embeddings: Embeddings, *, is_first: bool = False) -> sparse.csr_matrix:
        """Return what the model sees; the first texts set the scales."""
        counted = cues(texts, self.language, self.lexicons)
        if is_first:
            self.cue_scale = Scaled(counted, self.recipe.cues)
        parts = [ngrams(texts), sparse.csr_matrix(self.cue_scale(counted))]
        if self.recipe.embedding:
            vectors = embeddings.use(texts)
            if is_first:
                self.embedding_scale = Scaled(vectors, self.recipe.embedding)
            parts.append(sparse.csr_matrix(self.embedding_scale(vectors)))
            if self.views:
                seen = self._viewed(vectors)
                if is_first:
                    self.view_scale = Scaled(seen, self.recipe.foreign)
                parts.append(sparse.csr_matrix(self.view_scale(seen)))
        return sparse.hstack(parts).tocsr()

    def learn(self, posts: Posts, further: Posts | None, embeddings: Embeddings) -> None:
        """Fit on `posts`; the unseen scores and the temperature come from their folds."""
        matrix = self.features(posts.texts, embeddings, is_first=True)
        extra = None
        if further is not None and len(further) and self.recipe.further:
            extra = (self.features(further.texts, embeddings), further.labels, self.recipe.further)
        self.unseen = unseen_scores(matrix, posts.labels, looseness=self.recipe.looseness, further=extra)
        self.temperature = temperature_of(self.unseen, posts.labels)
        labels, shares = posts.labels, np.ones(len(posts))
        if extra is not None:
            matrix = sparse.vstack([matrix, extra[0]]).tocsr()
            labels = np.concatenate([labels, extra[1]])
            shares = np.concatenate([shares, np.full(len(extra[1]), extra[2])])
        self.weights, self.bias = fit(matrix, labels, looseness=self.recipe.looseness, weights=shares)

    def probabilities(self, texts: tuple[str, ...], embeddings: Embeddings) -> np.ndarray:
        """Return (criticism, neutral, praise) a text."""
        scores = self.features(texts, embeddings) @ self.weights + self.bias
        return softmax(scores / self.temperature)

    def table(self) -> bytes:
        """Return the file that the analyzer reads."""
        rows = len(self.weights) - width(self.language, len(self.lexicons))
        rows -= len(self.embedding_scale.mean) if self.embedding_scale else 0
        rows -= len(self.view_scale.mean) if self.view_scale else 0
        counted = width(self.language, len(self.lexicons))
        dense, added = self.cue_scale.undone(self.weights[rows : rows + counted])
        head = {
            "language": self.language,
            "worth": list(WORTH),
            "bias": (self.bias + added).tolist(),
            "dense": dense.round(6).tolist(),
            "temperature": round(self.temperature, 4),
            "sure_from": SURE_FROM,
        }
        arrays = {"ngrams": _bytes_of(self.weights[:rows])}
        for number, feelings in enumerate(self.feelings):
            arrays[f"lexicon{number}"] = lexicon_array(feelings)
        if self.embedding_scale is not None:
            start = rows + counted
            size = len(self.embedding_scale.mean)
            plain, more = self.embedding_scale.undone(self.weights[start : start + size])
            if self.view_scale is not None:
                of_views, further = self.view_scale.undone(self.weights[start + size :])
                more = more + further
                for number, (weights, bias) in enumerate(self.views):
                    own = of_views[3 * number : 3 * number + 3]
                    plain = plain + weights @ own
                    more = more + bias @ own
            head["embedding_bias"] = more.tolist()
            arrays["embedding"] = _bytes_of(plain)
        return table_bytes(head, arrays)

    def _viewed(self, vectors: np.ndarray) -> np.ndarray:
        return np.hstack([vectors @ weights + bias for weights, bias in self.views])


def view(posts: Sequence[Posts], embeddings: Embeddings, *, looseness: float = 0.3) -> tuple[np.ndarray, np.ndarray]:
    """Return weights and bias of embeddings alone, learned from posts of several languages or of another domain."""
    vectors = np.concatenate([embeddings.use(one.texts) for one in posts])
    labels = np.concatenate([one.labels for one in posts])
    scale = Scaled(vectors, 1.0)
    weights, bias = fit(sparse.csr_matrix(scale(vectors)), labels, looseness=looseness)
    plain, added = scale.undone(weights)
    return plain, bias + added


def other_table(weights: np.ndarray, bias: np.ndarray, temperature: float) -> bytes:
    """Return the table for languages without posts: embeddings alone."""
    head = {
        "embedding_bias": bias.tolist(),
        "temperature": round(temperature, 4),
        "sure_from": SURE_FROM,
    }
    return table_bytes(head, {"embedding": _bytes_of(weights)})


def looked_up(feelings: Sequence[dict[str, float]]) -> tuple[Lexicon, ...]:
    """Return lexicons as the table will hold them, rounded and hashed."""
    return tuple(opened_lexicon(*lexicon_array(one)) for one in feelings)


def _bytes_of(weights: np.ndarray) -> tuple[tuple[int, ...], float, bytes]:
    scale = float(abs(weights).max()) / _STEPS or 1.0
    return weights.shape, scale, np.rint(weights / scale).astype(np.int8).tobytes()


def learned_posts(corpus: Corpus) -> Posts:
    """Return everything that may be learned from once the figures stand: train and what was set aside, never val."""
    return corpus.train + corpus.aside
