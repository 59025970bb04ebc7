"""Of whom each clause speaks."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listen.clauses import Owner, clauses, owned
from tests.clauses.marked import marked

OURS, GOES_ON, BOTH, THEIRS, OPEN = Owner.OURS, Owner.CONTINUES, Owner.BOTH, Owner.THEIRS, Owner.OPEN


def owners(raw: str, language: str = "de") -> list[Owner]:
    text, ours, others = marked(raw)
    cut = clauses(text, language, names=(*ours, *others))
    return [one.owner for one in owned(text, cut, targets=ours, others=others, language=language)]


@pytest.mark.parametrize(
    ("language", "raw", "expected"),
    [
        pytest.param(
            "en", "{{OtherVent}} is broken, so I bought [[Luftikus]] and love it", [THEIRS, OURS], id="bought ours"
        ),
        pytest.param("en", "X is broken, so I bought [[Luftikus]] and love it", [THEIRS, OURS], id="unknown other"),
        pytest.param(
            "en", "[[Luftikus]] is broken, so I bought {{OtherVent}} and love it", [OURS, THEIRS], id="bought theirs"
        ),
        pytest.param(
            "en", "[[Luftikus]] is broken, so I bought Acme and love it", [OURS, THEIRS], id="bought an unknown"
        ),
        pytest.param("en", "[[Luftikus]] broke. It was loud. Never again.", [OURS, GOES_ON, GOES_ON], id="goes on"),
        pytest.param(
            "en", "My old hose cracked. Then I switched to [[Luftikus]]", [THEIRS, OURS], id="old one given up"
        ),
        pytest.param("en", "Great value. I bought [[Luftikus]] in May", [GOES_ON, OURS], id="praise first"),
        pytest.param("en", "[[Luftikus]] is quiet but {{OtherVent}} hums", [OURS, THEIRS], id="two brands"),
        pytest.param("en", "[[Luftikus]] is quieter than {{OtherVent}}", [BOTH], id="both in one"),
        pytest.param(
            "en", "The dealer was rude, but [[Luftikus]] is great", [OPEN, OURS], id="somebody else before but"
        ),
        pytest.param("en", "[[Luftikus]] broke, so I ordered another one", [OURS, GOES_ON], id="the same again"),
        pytest.param(
            "de", "Tolles Rohr von [[Luftikus]], aber die Lieferung dauert ewig", [OURS, GOES_ON], id="delivery is ours"
        ),
        pytest.param(
            "de", "{{OtherVent}} war undicht, deshalb habe ich [[Luftikus]] gekauft", [THEIRS, OURS], id="gekauft"
        ),
        pytest.param(
            "de",
            "[[Luftikus]] taugt nichts, jetzt habe ich ein anderes Rohr und bin froh",
            [OURS, THEIRS],
            id="anderes Rohr",
        ),
        pytest.param(
            "de",
            "[[Luftikus]] ist leise, während {{OtherVent}} brummt. Nervt.",
            [OURS, THEIRS, THEIRS],
            id="while theirs",
        ),
        pytest.param("de", "Die Konkurrenz pfeift, [[Luftikus]] hört man nicht", [THEIRS, OURS], id="Konkurrenz"),
    ],
)
def test_each_clause_has_its_owner(language: str, raw: str, expected: list[Owner]):
    assert owners(raw, language) == expected


def test_quoted_clauses_have_no_weight():
    text, ours, _ = marked("> [[Luftikus]] ist Schrott\nFinde ich gar nicht")

    found = owned(text, clauses(text, "de"), targets=ours, language="de")

    assert [one.weight > 0 for one in found] == [False, True]


def test_what_leads_to_a_quotation_has_no_weight():
    text, ours, _ = marked("Der Händler meinte: „[[Luftikus]] ist der letzte Schrott“")

    found = owned(text, clauses(text, "de"), targets=ours, language="de")

    assert [one.weight for one in found] == [0.0, 0.0]


def test_weight_fades_with_the_distance():
    text, ours, _ = marked("[[Luftikus]] kam an. Gut. " + "Nun ja. " * 40)

    found = owned(text, clauses(text, "de"), targets=ours, language="de")

    weights = [one.weight for one in found]
    assert weights == sorted(weights, reverse=True)
    assert weights[-1] > 0.3


def test_without_targets_every_clause_counts():
    text = "Es ist laut. Es ist gut."

    found = owned(text, clauses(text, "de"), targets=())

    assert [one.weight for one in found] == [1.0, 1.0]


def test_many_clauses_and_brands_take_no_time():
    text = "Rohr gut. " * 2_000
    spans = tuple((at, at + 4) for at in range(0, len(text), 10))
    cut = clauses(text, "de")
    began = time.process_time()

    owned(text, cut, targets=spans[::2], others=spans[1::2], language="de")

    assert time.process_time() - began < 1.0


@given(st.text(max_size=200), st.lists(st.tuples(st.integers(0, 220), st.integers(1, 20)), max_size=5))
def test_any_spans_will_do(text: str, places: list[tuple[int, int]]):
    spans = tuple(sorted((start, start + length) for start, length in places))
    cut = clauses(text, "en")

    found = owned(text, cut, targets=spans, others=spans[:1], language="en")

    assert [one.clause for one in found] == list(cut)
    assert all(0.0 <= one.weight <= 1.0 for one in found)
