"""What a post says of the brand, put together from what its parts say."""

import time
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listen.analyzers.toward import Toward
from listen.model import Evidence, Label, Text
from tests.clauses.marked import marked


class WordScorer:
    """A scorer that knows a few words: each good or bad one shifts the balance, a negation before it turns it."""

    name = "words@1"
    languages = frozenset({"de", "en"})
    good = frozenset({"fein", "fine", "schick", "neat"})
    bad = frozenset({"fies", "nasty", "übel", "grim"})

    def __init__(self) -> None:
        self.asked: list[str] = []

    def probabilities(self, texts: Sequence[str], language: str) -> Sequence[tuple[float, float, float]]:
        self.asked.extend(texts)
        return [self._one(text) for text in texts]

    def sure_from(self, language: str) -> float:
        return 0.4

    def evidence(self, text: str, language: str) -> tuple[Evidence, ...]:
        found = []
        at = 0
        for word in text.split():
            at = text.index(word, at)
            plain = word.strip(".,!?").lower()
            if plain in self.good | self.bad:
                weight = 0.5 if plain in self.good else -0.5
                found.append(Evidence(word=plain, start=at, end=at + len(plain), weight=weight))
            at += len(word)
        return tuple(found[:10])

    def _one(self, text: str) -> tuple[float, float, float]:
        words = [word.strip(".,!?").lower() for word in text.split()]
        good, bad = sum(word in self.good for word in words), sum(word in self.bad for word in words)
        total = 1 + 4 * good + 4 * bad
        return (4 * bad / total, 1 / total, 4 * good / total)


def judge(raw: str, language: str = "de"):
    text, ours, others = marked(raw)
    (found,) = Toward(WordScorer()).analyze([Text(text=text, language=language, targets=ours, others=others)])
    assert found is not None
    return text, found


@pytest.mark.parametrize(
    ("raw", "language", "label"),
    [
        ("Das Rohr von [[Luftikus]] ist fein", "de", Label.PRAISE),
        ("Das Rohr von [[Luftikus]] ist fies", "de", Label.CRITICISM),
        ("Das Rohr von [[Luftikus]] ist rund", "de", Label.NEUTRAL),
        ("{{OtherVent}} is nasty, so I bought [[Luftikus]] and it is fine", "en", Label.PRAISE),
        ("X is nasty, so I bought [[Luftikus]] and it is fine", "en", Label.PRAISE),
        ("[[Luftikus]] is nasty, so I bought {{OtherVent}} and it is fine", "en", Label.CRITICISM),
        ("[[Luftikus]] ist fein, aber die Lieferung war fies", "de", Label.MIXED),
        ("[[Luftikus]] ist fein, während {{OtherVent}} fies ist", "de", Label.PRAISE),
        ("Der Händler war fies, aber [[Luftikus]] ist fein", "de", Label.PRAISE),
        ("[[Luftikus]] kam gestern. Es ist fein.", "de", Label.PRAISE),
        ("[[Luftikus]] ist besser als {{OtherVent}}", "de", Label.PRAISE),
        ("{{OtherVent}} ist besser als [[Luftikus]]", "de", Label.CRITICISM),
        ("Na toll, [[Luftikus]] ist fein", "de", Label.UNCLEAR),
        ("Danke für nichts, [[Luftikus]]", "de", Label.UNCLEAR),
        ("Der Händler meinte: „[[Luftikus]] ist doch einfach fies“", "de", Label.UNCLEAR),
        ("> [[Luftikus]] ist fies\nIch finde es fein", "de", Label.PRAISE),
    ],
)
def test_the_brand_is_judged_not_the_post(raw: str, language: str, label: Label):
    _, found = judge(raw, language)

    assert found.label is label


def test_the_whole_is_told_beside():
    _, found = judge("{{OtherVent}} is nasty, nasty, so I bought [[Luftikus]] and it is fine", "en")

    assert found.polarity > 0
    assert found.overall is not None
    assert found.overall < 0


def test_without_targets_the_whole_is_judged():
    _, found = judge("Alles fein")

    assert found.label is Label.PRAISE
    assert found.overall is None


def test_opinions_have_places_and_aspects():
    text, found = judge("Das Rohr von [[Luftikus]] ist fein, aber die Lieferung war fies. Kalt heute.")

    assert [(one.label, text[one.start : one.end]) for one in found.opinions] == [
        (Label.PRAISE, "Das Rohr von Luftikus ist fein,"),
        (Label.CRITICISM, "aber die Lieferung war fies."),
    ]
    assert found.opinions[1].aspects == ("delivery",)


def test_others_have_no_opinions_here():
    _, found = judge("[[Luftikus]] ist fein. {{OtherVent}} ist fies.")

    assert [one.label for one in found.opinions] == [Label.PRAISE]


def test_the_deciding_clause_speaks_first():
    text, found = judge("Heute ist es fein hier im Ort. Mein [[Luftikus]] ist fies, so fies.")

    assert found.label is Label.CRITICISM
    assert text[found.evidence[0].start : found.evidence[0].end] == "fies"


def test_a_question_and_a_wish_are_no_praise():
    _, asked = judge("Ist [[Luftikus]] fein?")
    _, wished = judge("Es wäre schön, wenn [[Luftikus]] fein wäre")
    _, said = judge("[[Luftikus]] ist fein.")

    assert asked.polarity < said.polarity
    assert wished.polarity < said.polarity


def test_probabilities_sum_to_one():
    _, found = judge("[[Luftikus]] ist fein, aber fies")

    assert found.probabilities is not None
    assert sum(found.probabilities) == pytest.approx(1)


def test_a_batch_is_scored_at_once_and_nothing_twice():
    scorer = WordScorer()
    text = Text(text="Luftikus ist fein", language="de", targets=((0, 8),))

    Toward(scorer).analyze([text] * 50)

    assert scorer.asked == ["Luftikus ist fein"]


def test_unknown_languages_stay_unscored():
    found = Toward(WordScorer()).analyze([Text(text="bien", language="fr"), Text(text="fein", language=None)])

    assert found == [None, None]


def test_what_was_learned_has_its_say():
    class Learned:
        name = "learned@1"
        languages = frozenset({"de"})

        def towards(self, texts: Sequence[Text]) -> Sequence[tuple[float, float, float] | None]:
            return [(0.9, 0.1, 0.0)] * len(texts)

    text = Text(text="Luftikus ist rund", language="de", targets=((0, 8),))

    (found,) = Toward(WordScorer(), learned=Learned()).analyze([text])

    assert found is not None
    assert found.polarity < 0


HOSTILE = [
    "a" * 100_000,
    "fein, aber fies. " * 6_000,
    "😀" * 50_000,
    "„" * 50_000,
    "> x\n" * 20_000,
    "\ud800" * 100,
    "",
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:5]))
def test_hostile_texts_take_no_time(text: str):
    spans = tuple((at, at + 2) for at in range(0, min(len(text), 20_000) - 2, 7))
    toward = Toward(WordScorer())
    began = time.process_time()

    toward.analyze([Text(text=text, language="de", targets=spans, others=spans[::3])])

    assert time.process_time() - began < 3.0


@given(
    st.text(max_size=150),
    st.lists(st.tuples(st.integers(-5, 160), st.integers(-5, 160)), max_size=4),
    st.lists(st.tuples(st.integers(-5, 160), st.integers(-5, 160)), max_size=3),
)
def test_any_text_and_spans_get_an_answer(text: str, ours: list[tuple[int, int]], others: list[tuple[int, int]]):
    (found,) = Toward(WordScorer()).analyze([Text(text=text, language="en", targets=tuple(ours), others=tuple(others))])

    assert found is not None
    assert 0.0 <= found.confidence <= 1.0
    assert -1.0 <= found.polarity <= 1.0
    assert all(0 <= one.start < one.end <= len(text) for one in found.opinions)
    assert all(one.start < one.end for one in found.evidence)
