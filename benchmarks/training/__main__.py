"""Make the tables of `builtin` and `embed`, and the model card, from a folder of labelled posts.

Run: python -m benchmarks.training FOLDER [--out DIR] [--card FILE] [--cache DIR]

FOLDER has `DOMAIN.LANGUAGE.train.tsv` and `DOMAIN.LANGUAGE.val.tsv`, one `label<TAB>text` a line (negative, neutral,
positive). The domain `posts` is learned, others are judged and taught with little weight. Needs the extra `train`.
The same files give the same tables. No text gets into a table, only sums over hashes.
"""

import argparse
import json
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from benchmarks.training.baselines import baselines
from benchmarks.training.card import card
from benchmarks.training.corpus import Corpus, read_corpora, some
from benchmarks.training.distilling import vader_feelings, word_feelings
from benchmarks.training.embeddings import Embeddings
from benchmarks.training.figures import Figures, figures_of
from benchmarks.training.fitting import temperature_of
from benchmarks.training.models import RECIPES, Model, learned_posts, looked_up, other_table, view

_MAIN = "posts"
_MOST_FURTHER = 4_000
"""Texts of another domain that are learned from: more would only take longer."""


def main() -> None:
    """Learn, measure, learn again with what was set aside, and write."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--out", type=Path, default=Path("listen/analyzers/tables"))
    asked.add_argument(
        "--figures", type=Path, default=Path("figures"), help="folder for the figures, one JSON a language"
    )
    asked.add_argument("--card", type=Path, default=None, help="where the model card goes")
    asked.add_argument("--cache", type=Path, default=None, help="folder that keeps embeddings between runs")
    asked.add_argument("--only", default=None, help="languages, separated by commas")
    given = asked.parse_args()
    corpora = read_corpora(given.folder)
    embeddings = Embeddings(given.cache)
    own = {language: corpus for (domain, language), corpus in corpora.items() if domain == _MAIN}
    languages = sorted(own) if given.only is None else given.only.split(",")
    given.figures.mkdir(parents=True, exist_ok=True)
    for language in languages:
        started = time.monotonic()
        figures = _one_language(language, own, corpora, embeddings, given.out)
        (given.figures / f"{language}.json").write_text(json.dumps(figures.as_json(), indent=1) + "\n")
        sys.stderr.write(f"{language}: {figures.line()} ({time.monotonic() - started:.0f} s)\n")
    if given.only is None:
        _write_other(own, embeddings, given.out)
    if given.card is not None:
        given.card.write_text(card(given.figures, given.out), encoding="utf-8")


def _one_language(
    language: str,
    own: Mapping[str, Corpus],
    corpora: Mapping[tuple[str, str], Corpus],
    embeddings: Embeddings,
    out: Path,
) -> Figures:
    corpus = own[language]
    further = next((one for (domain, key), one in corpora.items() if key == language and domain != _MAIN), None)
    feelings = [word_feelings(language, {key: one.train for key, one in own.items()}, embeddings)]
    if language == "en":
        feelings.insert(0, vader_feelings())
    lexicons = looked_up(feelings)
    taught = None if further is None else some(further.train, _MOST_FURTHER)
    others = [one.train for key, one in own.items() if key != language]
    views = [view(others, embeddings)] if others else []
    if taught is not None and len(taught):
        views.append(view([taught], embeddings))
    measured, shipped = {}, {}
    for name, recipe in RECIPES.items():
        seen = views if recipe.foreign else []
        for is_final, models in ((False, measured), (True, shipped)):
            model = Model(language=language, recipe=recipe, lexicons=lexicons, feelings=feelings, views=seen)
            posts = learned_posts(corpus) if is_final else corpus.train
            model.learn(posts, taught, embeddings)
            models[name] = model
        # The temperature is fitted on posts that the fitted model had not seen; both have the same recipe.
        (out / f"{name}-{language}.table").write_bytes(shipped[name].table())
    return figures_of(corpus, further, measured, embeddings, baselines(corpus))


def _write_other(own: Mapping[str, Corpus], embeddings: Embeddings, out: Path) -> None:
    """Write the table for languages without posts; its temperature comes from languages that were left out."""
    scores, labels = [], []
    for language, corpus in own.items():
        weights, bias = view([one.train for key, one in own.items() if key != language], embeddings)
        scores.append(embeddings.use(corpus.train.texts) @ weights + bias)
        labels.append(corpus.train.labels)
    temperature = temperature_of(np.concatenate(scores), np.concatenate(labels))
    weights, bias = view([one.train for one in own.values()], embeddings)
    (out / "embed-other.table").write_bytes(other_table(weights, bias, temperature))


if __name__ == "__main__":
    main()
