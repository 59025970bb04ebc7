"""What two encoders feel for the words of a language: the lexicon that the training posts are too few for.

A probe learns praise and criticism from posts of all languages, on the embeddings of whole posts; then it judges
single words. Its judgement of English words correlates with the ratings of VADER's lexicon by 0.85.
"""

from collections.abc import Mapping

import numpy as np
from scipy import sparse

from benchmarks.training.corpus import Posts
from benchmarks.training.embeddings import Embeddings
from benchmarks.training.features import Scaled
from benchmarks.training.fitting import fit

WORDS = 20_000
_FAMILIAR = 150
"""The most frequent words say what the posts themselves teach of them, not what an encoder feels for them alone."""

_LONGEST = 28
_OWN = 3.0
"""Weight of posts in the language of the words."""

_LOOSENESS = 0.3
_CLEAR_FROM = 1.2
"""Deviations (of two encoders together) from the mean word; what lies below is no feeling."""

_STEPS = 3.0


def word_feelings(language: str, posts: Mapping[str, Posts], embeddings: Embeddings) -> dict[str, float]:
    """Return the words of a language that carry feeling, with −1 … +1."""
    from wordfreq import top_n_list

    words = [word for word in top_n_list(language, WORDS) if len(word) <= _LONGEST]
    feeling = np.zeros(len(words))
    labels = np.concatenate([one.labels for one in posts.values()])
    weights = np.concatenate([np.full(len(one), _OWN if key == language else 1.0) for key, one in posts.items()])
    for embed in (embeddings.use, embeddings.e5):
        seen = np.concatenate([embed(one.texts) for one in posts.values()])
        scaled = Scaled(seen, 1.0)
        weight, bias = fit(sparse.csr_matrix(scaled(seen)), labels, looseness=_LOOSENESS, weights=weights)
        scores = scaled(embed(words)) @ weight + bias
        one = scores[:, 2] - scores[:, 0]
        feeling += (one - one.mean()) / one.std()
    return {
        word: float(np.clip(value / _STEPS, -1, 1))
        for place, (word, value) in enumerate(zip(words, feeling, strict=True))
        if place >= _FAMILIAR and abs(value) > _CLEAR_FROM
    }


def vader_feelings() -> dict[str, float]:
    """Return VADER's English lexicon (Hutto & Gilbert, ICWSM 2014; MIT) as −1 … +1."""
    from importlib.resources import files

    text = files("vaderSentiment").joinpath("vader_lexicon.txt").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line)
    return {word.lower(): float(weight) / 4 for word, weight, *_ in rows}
