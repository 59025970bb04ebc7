"""The learning curve: what judgements in a new domain do to an analyzer there, and elsewhere.

Run: python benchmarks/bench_learning.py --new FILE [--old FILE] [--base FILE|german|builtin] [--language en]
         [--shares 20,65,15] [--confirmed 100] [--sizes 10,25,50,100,200,400,1600] [--seeds 5]

Files have one `label<TAB>text` a line (or label, start, end, text); labels are negative, neutral, positive.

- `--base FILE`: the analyzer is a small one, made here of the words of that file (a domain that is not the new one).
  `german` and `builtin` are listen's own; `german` gives no probabilities, so they are made of its confidence.
- `--new FILE`: a third is set aside for the test, judgements are drawn from the rest.
- `--old FILE`: of the domain that the base knows; told twice, as posts of the query that was judged, and of another.
- `--shares`: per cent of criticism, neutral, praise in the new domain. Streams of mentions are never balanced, files
  for training mostly are.
- `--confirmed`: per cent of the right answers that people confirm; every error is corrected. 100: all is judged.

Each line is the mean over so many draws. What is learned is used only when its own check says so, as in listen.
"""

import argparse
import random
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from listen.learning import Example, Lesson, Residual, learn
from listen.learning.fitting import Penalties, Row, fitted
from listen.learning.residual import LABELS, shares
from listen.learning.words import words_of
from listen.model import Label, Probabilities, Sentiment, Text

Post = tuple[Label, str]
Base = Callable[[Sequence[str]], list[Probabilities]]

_LABEL_OF = {"negative": Label.CRITICISM, "neutral": Label.NEUTRAL, "positive": Label.PRAISE}
_SURE_FROM = 0.4
_TRAINED_ON = 6_000
_TESTED_ON = 800


def posts_in(path: Path) -> list[Post]:
    """Return (label, text) of each line that has both."""
    found = []
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            label, *rest = line.rstrip("\n").split("\t")
            if label in _LABEL_OF and rest and rest[-1]:
                found.append((_LABEL_OF[label], rest[-1]))
    return found


def trained(path: Path, language: str, chance: random.Random) -> Base:
    """Return an analyzer made of the words of a file: listen's own fitting, with nothing to start from."""
    posts = posts_in(path)
    chance.shuffle(posts)
    rows = [
        Row(
            base=(0.0, 0.0, 0.0),
            target=tuple(float(label is one) for one in LABELS),  # type: ignore[arg-type]
            weight=1.0,
            words=words_of(text, language),
            homes=("all",),
        )
        for label, text in posts[:_TRAINED_ON]
    ]
    model = fitted(rows, Penalties(scale=None, homes=1.0, words=0.5))
    return lambda texts: [
        shares(model.scores((1 / 3, 1 / 3, 1 / 3), words_of(text, language), ("all",))) for text in texts
    ]


def own(name: str, language: str) -> Base:
    """Return an analyzer of listen."""
    if name == "german":
        from listen.analyzers.german import German

        analyzer = German()
    else:
        from importlib import import_module

        analyzer = import_module("listen.analyzers.builtin").Builtin()
        if hasattr(analyzer, "probabilities"):
            return lambda texts: [tuple(one) for one in analyzer.probabilities(texts, language)]  # type: ignore[misc]
    return lambda texts: [
        _made_of(answer) for answer in analyzer.analyze([Text(text=text, language=language) for text in texts])
    ]


def _made_of(answer: Sentiment | None) -> Probabilities:
    if answer is None:
        return 1 / 3, 1 / 3, 1 / 3
    if answer.probabilities is not None:
        return answer.probabilities
    at = 0 if answer.polarity <= -0.1 else 2 if answer.polarity >= 0.1 else 1
    sure = min(max(answer.confidence, 0.36), 0.97)
    left = 1 - sure
    if at == 1:
        return left / 2, sure, left / 2
    return (sure, 0.7 * left, 0.3 * left) if at == 0 else (0.3 * left, 0.7 * left, sure)


def with_shares(posts: Sequence[Post], parts: Sequence[float]) -> list[Post]:
    """Return as many posts as there can be with these shares of criticism, neutral and praise."""
    by_label = {label: [one for one in posts if one[0] is label] for label in LABELS}
    size = min(len(by_label[label]) / part for label, part in zip(LABELS, parts, strict=True))
    return [one for label, part in zip(LABELS, parts, strict=True) for one in by_label[label][: int(size * part)]]


def scored(truth: Sequence[Label], told: Sequence[Probabilities]) -> tuple[float, float, float]:
    """Return accuracy, macro-F1 and calibration error, per cent."""
    labels = [LABELS[one.index(max(one))] for one in told]
    right = [one is label for one, label in zip(truth, labels, strict=True)]
    f1 = []
    for label in LABELS:
        both = sum(one is label and hit for one, hit in zip(truth, right, strict=True))
        whole = sum(one is label for one in truth) + sum(one is label for one in labels)
        f1.append(2 * both / whole if whole else 0.0)
    bins: dict[int, list[float]] = {}
    for one, hit in zip(told, right, strict=True):
        bins.setdefault(min(int(max(one) * 10), 9), []).append(max(one) - hit)
    error = sum(abs(sum(off)) for off in bins.values()) / len(truth)
    return 100 * sum(right) / len(truth), 100 * sum(f1) / 3, 100 * error


def judged(posts: Sequence[tuple[Post, Probabilities]], language: str) -> Lesson:
    """Return what judging these posts teaches."""
    return learn(
        Example(
            id=number,
            order=number,
            verdict=label,
            sentiment=_sentiment(told),
            sure_from=_SURE_FROM,
            text=text,
            language=language,
            queries=("new",),
        )
        for number, ((label, text), told) in enumerate(posts)
    )


def _sentiment(told: Probabilities) -> Sentiment:
    sure = max(told)
    label = LABELS[told.index(sure)] if sure >= _SURE_FROM else Label.UNCLEAR
    return Sentiment(analyzer="base@1", polarity=told[2] - told[0], confidence=sure, label=label, probabilities=told)


def taught(
    residual: Residual | None, posts: Sequence[Post], told: Sequence[Probabilities], *, language: str, query: str
) -> list[Probabilities]:
    """Return what is told of posts of a query after learning."""
    if residual is None:
        return list(told)
    return [
        residual.probabilities(one, text, language=language, queries=[query]) or one
        for (_, text), one in zip(posts, told, strict=True)
    ]


def main() -> None:
    """Print the curve."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--new", type=Path, required=True)
    parser.add_argument("--old", type=Path)
    parser.add_argument("--base", default="builtin")
    parser.add_argument("--language", default="en")
    parser.add_argument("--shares")
    parser.add_argument("--confirmed", type=float, default=100.0)
    parser.add_argument("--sizes", default="10,25,50,100,200,400,1600")
    parser.add_argument("--seeds", type=int, default=5)
    asked = parser.parse_args()
    chance = random.Random(1)  # noqa: S311 - a draw that can be repeated
    is_own = asked.base in {"german", "builtin"}
    base = own(asked.base, asked.language) if is_own else trained(Path(asked.base), asked.language, chance)
    new = posts_in(asked.new)
    chance.shuffle(new)
    if asked.shares:
        new = with_shares(new, [float(part) / 100 for part in asked.shares.split(",")])
        chance.shuffle(new)
    third = min(len(new) // 3, _TESTED_ON)
    test, pool = new[:third], new[third:]
    old = [] if asked.old is None else posts_in(asked.old)[:_TESTED_ON]
    told_test, told_pool = base([text for _, text in test]), base([text for _, text in pool])
    told_old = base([text for _, text in old])
    print(f"{asked.base} -> {asked.new.name}: {len(test)} to test, {len(pool)} to judge; elsewhere {len(old)}")
    before = (
        scored([label for label, _ in test], told_test),
        scored([label for label, _ in old], told_old) if old else None,
    )
    print("| judgements | used | accuracy | macro-F1 | ECE | elsewhere, another query | the same query | seconds |")
    print("|---|---|---|---|---|---|---|---|")
    print(
        f"| none | – | {before[0][0]:.1f} | {before[0][1]:.1f} | {before[0][2]:.1f}"
        f" | {_pair(before[1])} | {_pair(before[1])} | – |"
    )
    for size in map(int, asked.sizes.split(",")):
        if size > len(pool):
            continue
        found = []
        for seed in range(asked.seeds):
            order = list(zip(pool, told_pool, strict=True))
            random.Random(seed).shuffle(order)  # noqa: S311
            keep = random.Random(seed + 1)  # noqa: S311
            drawn = [
                one
                for one in order
                if LABELS[one[1].index(max(one[1]))] is not one[0][0] or keep.random() * 100 < asked.confirmed
            ][:size]
            started = time.process_time()
            lesson = judged(drawn, asked.language)
            spent = time.process_time() - started
            there = scored(
                [label for label, _ in test],
                taught(lesson.residual, test, told_test, language=asked.language, query="new"),
            )
            away = [
                scored(
                    [label for label, _ in old],
                    taught(lesson.residual, old, told_old, language=asked.language, query=query),
                )
                if old
                else (0.0, 0.0, 0.0)
                for query in ("another", "new")
            ]
            found.append((lesson.residual is not None, *there, *away[0][:2], *away[1][:2], spent))
        mean = [sum(column) / len(found) for column in zip(*found, strict=True)]
        elsewhere, same = ((mean[4], mean[5]), (mean[6], mean[7])) if old else (None, None)
        print(
            f"| {size:,} | {sum(one[0] for one in found)}/{len(found)} | {mean[1]:.1f} | {mean[2]:.1f} | {mean[3]:.1f}"
            f" | {_pair(elsewhere)} | {_pair(same)} | {mean[8]:.2f} |",
            flush=True,
        )


def _pair(values: Sequence[float] | None) -> str:
    return "–" if values is None else f"{values[0]:.1f}, {values[1]:.1f}"


if __name__ == "__main__":
    sys.exit(main())
