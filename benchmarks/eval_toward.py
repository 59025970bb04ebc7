"""Judge what analyzers say of a brand: invented posts with five labels, and files of labelled targets.

Run: python benchmarks/eval_toward.py [FILE …]

A file has label, start, end and text in a line (`LANG.target.NAME.tsv`); labels are negative, neutral, positive, and an
analyzer must choose among the three here: the likeliest counts. The invented posts lie in `tests/samples/toward`;
`later` are those that no rule was made for.
"""

import re
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from listen.analyzers.aimed import Aimed
from listen.analyzers.builtin import Builtin
from listen.analyzers.toward import Toward
from listen.errors import AnalyzerError
from listen.model import Sentiment, Text
from listen.protocols import Analyzer, Scorer

LABELS = ("negative", "neutral", "positive")
SAMPLES = Path(__file__).parent.parent / "tests" / "samples" / "toward"
_MARK = re.compile(r"\[\[(.*?)\]\]|\{\{(.*?)\}\}")


class Whole(Toward):
    """Scores the text as a whole, whatever the brand: what the rest is compared with."""

    def analyze(self, texts: Sequence[Text]) -> Sequence[Sentiment | None]:
        """Return one answer a text."""
        return super().analyze([Text(text=one.text, language=one.language) for one in texts])


def targeted(path: Path) -> Iterator[tuple[str, Text]]:
    """Yield label and text of each line."""
    language = path.name.split(".")[0]
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            label, start, end, text = line.rstrip("\n").split("\t")
            yield label, Text(text=text, language=language, targets=((int(start), int(end)),))


def sampled(path: Path) -> Iterator[tuple[str, Text]]:
    """Yield label and text of each invented post; [[…]] is the brand, {{…}} a competitor."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            label, raw = line.split("\t")
            text, ours, others, at = "", [], [], 0
            for mark in _MARK.finditer(raw):
                text += raw[at : mark.start()]
                name = mark[1] or mark[2]
                (ours if mark[1] else others).append((len(text), len(text) + len(name)))
                text += name
                at = mark.end()
            text += raw[at:]
            yield label, Text(text=text, language=path.name[:2], targets=tuple(ours), others=tuple(others))


def macro_f1(truth: Sequence[str], told: Sequence[str]) -> float:
    """Return macro-F1 x 100."""
    both, is_so, said = Counter(zip(truth, told, strict=True)), Counter(truth), Counter(told)
    return 100 * sum(2 * both[one, one] / max(1, is_so[one] + said[one]) for one in LABELS) / len(LABELS)


def report_file(path: Path, name: str, analyzer: Analyzer) -> None:
    """Print the figures of a file with three labels."""
    rows = list(targeted(path))
    began = time.process_time()
    answers = [one for one in analyzer.analyze([text for _, text in rows]) if one is not None]
    rate = len(rows) / max(1e-9, time.process_time() - began)
    told = []
    for answer in answers:
        shares = answer.probabilities or (0.0, 1.0, 0.0)
        told.append(LABELS[shares.index(max(shares))])
    decided = [
        (label, choice)
        for (label, _), choice, answer in zip(rows, told, answers, strict=True)
        if answer.label not in {"unclear", "mixed"}
    ]
    right = sum(label == choice for label, choice in decided)
    print(
        f"{path.name}, {name}: {len(rows)} rows, macro-F1 {macro_f1([label for label, _ in rows], told):.1f}, "
        f"decides {100 * len(decided) / len(rows):.0f} %, of these right {100 * right / max(1, len(decided)):.1f} %, "
        f"{rate:,.0f} texts a CPU second"
    )


def report_samples(path: Path, name: str, analyzer: Analyzer) -> None:
    """Print how many of the invented posts are right, by label."""
    rows = list(sampled(path))
    answers = analyzer.analyze([text for _, text in rows])
    right = Counter(label for (label, _), answer in zip(rows, answers, strict=True) if answer and answer.label == label)
    of = Counter(label for label, _ in rows)
    signs = [
        (label == "praise") == (answer.polarity > 0)
        for (label, _), answer in zip(rows, answers, strict=True)
        if answer and label in {"praise", "criticism"}
    ]
    by_label = ", ".join(f"{label} {right[label]}/{of[label]}" for label in of)
    print(f"{path.name}, {name}: {sum(right.values())}/{len(rows)} right ({by_label}), sign {sum(signs)}/{len(signs)}")


def report_speed(name: str, analyzer: Analyzer) -> None:
    """Print how many short posts a CPU second are judged; each is another one."""
    rows = [text for path in sorted(SAMPLES.glob("*.tsv")) for _, text in sampled(path)]
    posts = [
        Text(text=f"{one.text} {number}", language=one.language, targets=one.targets, others=one.others)
        for number in range(5)
        for one in rows
    ]
    analyzer.analyze(posts[:20])
    began = time.process_time()
    analyzer.analyze(posts)
    rate = len(posts) / (time.process_time() - began)
    letters = sum(len(one.text) for one in posts) / len(posts)
    print(f"{name}: {rate:,.0f} posts of {letters:.0f} characters a CPU second")


def analyzers() -> Iterator[tuple[str, Analyzer]]:
    """Yield what is compared; what needs a missing package is left out."""
    scorer: Scorer = Builtin()
    yield "whole text", Whole(scorer)
    yield "clauses", Toward(scorer)
    learned = Aimed()
    try:
        learned.towards([Text(text="Luftikus", language="en", targets=((0, 8),))])
    except AnalyzerError as error:
        print(error)
        return
    yield "clauses and learned", Toward(scorer, learned=learned)


def main() -> None:
    """Print all figures."""
    for name, analyzer in analyzers():
        for path in map(Path, sys.argv[1:]):
            report_file(path, name, analyzer)
        for path in sorted(SAMPLES.glob("*.tsv")):
            report_samples(path, name, analyzer)
        report_speed(name, analyzer)


if __name__ == "__main__":
    main()
