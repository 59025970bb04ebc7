"""What anyone would take instead, on the same posts: TextBlob, VADER, TF-IDF with logistic regression."""

from collections.abc import Sequence

import numpy as np

from benchmarks.training.corpus import Corpus

_CLEAR_FROM = 0.1
_VADER_CLEAR_FROM = 0.05
"""As VADER's own README has it."""


def baselines(corpus: Corpus) -> dict[str, dict[str, np.ndarray]]:
    """Return what each baseline says of the texts of `val` and `aside`, 0 … 2."""
    parts = {"val": corpus.val.texts, "aside": corpus.aside.texts}
    return {
        "TextBlob": {part: _textblob(texts) for part, texts in parts.items()},
        "VADER": {part: _vader(texts) for part, texts in parts.items()},
        "TF-IDF + regression": _regression(corpus, parts),
    }


def _textblob(texts: Sequence[str]) -> np.ndarray:
    from textblob import TextBlob

    return _told([TextBlob(text).sentiment.polarity for text in texts], _CLEAR_FROM)


def _vader(texts: Sequence[str]) -> np.ndarray:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    analyzer = SentimentIntensityAnalyzer()
    return _told([analyzer.polarity_scores(text)["compound"] for text in texts], _VADER_CLEAR_FROM)


def _told(polarities: Sequence[float], clear_from: float) -> np.ndarray:
    values = np.array(polarities)
    return 1 + (values >= clear_from).astype(int) - (values <= -clear_from).astype(int)


def _regression(corpus: Corpus, parts: dict[str, tuple[str, ...]]) -> dict[str, np.ndarray]:
    """Return scikit-learn's TF-IDF of words and pairs with its logistic regression, C by five folds."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import GridSearchCV
    from sklearn.pipeline import make_pipeline

    whole = make_pipeline(TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True), LogisticRegression(max_iter=300))
    search = GridSearchCV(whole, {"logisticregression__C": [1.0, 4.0, 16.0]}, scoring="f1_macro", cv=5)
    search.fit(corpus.train.texts, corpus.train.labels)
    return {part: search.predict(texts) for part, texts in parts.items() if texts}
