"""Judge an analyzer by a file of labelled texts: macro-F1, confusion, coverage, accuracy by confidence.

Run: python benchmarks/eval_sentiment.py german FILE [FILE …]
     python benchmarks/eval_sentiment.py textblob FILE [FILE …]
     python benchmarks/eval_sentiment.py builtin FILE [FILE …]     (or embed)

A file has one `label<TAB>text` a line; labels are negative, neutral, positive. Its language stands in its name
(`posts.fr.val.tsv`) where the analyzer knows several. An analyzer must choose among the three here: *mixed* and
*unclear* count by the highest probability, or else by their polarity; unscored counts as neutral.
"""

import re
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from listen.analyzers.builtin import Builtin
from listen.analyzers.embed import Embed
from listen.analyzers.german import German
from listen.analyzers.textblob import TextBlobAnalyzer
from listen.model import Label, Sentiment, Text
from listen.protocols import Analyzer

LABELS = ("negative", "neutral", "positive")
_LABEL_OF = {Label.CRITICISM: "negative", Label.NEUTRAL: "neutral", Label.PRAISE: "positive"}
_CLEAR_FROM = 0.1
_BINS = (0.0, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)


def rows_in(path: Path) -> Iterator[tuple[str, str]]:
    """Yield (label, text) of each line that has both."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            label, _, text = line.rstrip("\n").partition("\t")
            if label in LABELS and text:
                yield label, text


def chosen(sentiment: Sentiment | None) -> str:
    """Return one of the three labels, whatever the analyzer said."""
    if sentiment is None:
        return "neutral"
    if sentiment.label in _LABEL_OF:
        return _LABEL_OF[sentiment.label]
    if sentiment.probabilities is not None:
        return LABELS[sentiment.probabilities.index(max(sentiment.probabilities))]
    if sentiment.polarity <= -_CLEAR_FROM:
        return "negative"
    return "positive" if sentiment.polarity >= _CLEAR_FROM else "neutral"


def f1_scores(truth: Sequence[str], told: Sequence[str]) -> list[float]:
    """Return F1 of each label, in the order of LABELS."""
    both, is_so, said = Counter(zip(truth, told, strict=True)), Counter(truth), Counter(told)
    return [2 * both[label, label] / max(1, is_so[label] + said[label]) for label in LABELS]


def report(name: str, analyzer: Analyzer, rows: Sequence[tuple[str, str]]) -> None:
    """Print the figures of one file."""
    named = re.search(r"(?:^|\.)([a-z]{2})\.", name)
    language = named[1] if named and named[1] in analyzer.languages else min(analyzer.languages)
    texts = [Text(text=text, language=language) for _, text in rows]
    started = time.process_time()
    answers = analyzer.analyze(texts)
    rate = len(texts) / max(1e-9, time.process_time() - started)
    truth = [label for label, _ in rows]
    told = [chosen(answer) for answer in answers]
    scores = f1_scores(truth, told)
    labels = Counter(str(answer.label) if answer else "unscored" for answer in answers)
    decided = [place for place, answer in enumerate(answers) if answer is not None and answer.label in _LABEL_OF]
    right = sum(told[place] == truth[place] for place in decided)
    print(f"{name}: {analyzer.name}, {len(rows):,} texts, {rate:,.0f} a CPU second")
    print(f"  macro-F1 {100 * sum(scores) / 3:.1f}   " + "   ".join(
        f"{label} {100 * score:.0f}" for label, score in zip(LABELS, scores, strict=True)
    ))  # fmt: skip
    print(f"  labels: {dict(labels.most_common())}")
    print(f"  decided {len(decided) / len(rows):.0%}, of these right {right / max(1, len(decided)):.1%}")
    confusion = Counter(zip(truth, told, strict=True))
    for label in LABELS:
        print(f"    is {label:<9}" + "".join(f"  told {other} {confusion[label, other]:>5}" for other in LABELS))
    for low, high in pairwise(_BINS):
        here = [place for place, answer in enumerate(answers) if answer is not None and low <= answer.confidence < high]
        if here:
            hits = sum(told[place] == truth[place] for place in here)
            print(f"    confidence {low:.1f} … {min(high, 1):.1f}: {len(here):>5} texts, right {hits / len(here):.0%}")


def main() -> None:
    """Judge the analyzer named first by each of the files named after it."""
    analyzers: dict[str, type[Analyzer]] = {
        "german": German,
        "textblob": TextBlobAnalyzer,
        "builtin": Builtin,
        "embed": Embed,
    }
    if len(sys.argv) < 3 or sys.argv[1] not in analyzers:
        sys.exit(__doc__)
    analyzer = analyzers[sys.argv[1]]()
    analyzer.analyze([Text(text="warm")])
    for name in sys.argv[2:]:
        report(Path(name).name, analyzer, list(rows_in(Path(name))))


if __name__ == "__main__":
    main()
