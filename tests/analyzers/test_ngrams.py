"""What a text is taken apart into."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listen.analyzers.cues import LISTS, NAMES, cues_of, signs
from listen.analyzers.ngrams import character_rows, pair_row, units_of, word_row


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("Toll :) &amp; na ja...", ["toll", ":)", "&", "na", "ja", "..."]),
        ("@someone https://x.example/y http", ["@user", "http", "http"]),
        ("sooooo GUT!!!!", ["sooo", "gut", "!!!", "!"]),
        ("#LautesRohr #rohr", ["#", "lautes", "rohr", "#", "rohr"]),
        ("don't 😡😡 <3 :-D", ["don't", "😡", "😡", "<3", ":-d"]),
        ("don’t", ["don’t"]),
        ("x" * 99, ["xxx"]),
        ("", []),
    ],
)
def test_units(text: str, units: list[str]) -> None:
    assert [unit for unit, _, _ in units_of(text)] == units


@given(st.text(max_size=300) | st.text(alphabet="aB#'_&;:)(<3.😡 \n", max_size=200))
def test_units_stand_in_order_and_inside_the_text(text: str) -> None:
    places = [(start, end) for _, start, end in units_of(text)]

    assert all(0 <= start < end <= len(text) for start, end in places)
    assert all(one[1] <= other[0] for one, other in pairwise(places))


def test_rows_are_the_same_on_every_machine() -> None:
    assert (word_row("gut", 1 << 17), pair_row("sehr", "gut", 1 << 17)) == (41482, 15400)
    assert pair_row("sehr", "gut", 1 << 17) != pair_row("gut", "sehr", 1 << 17)
    assert len(character_rows("ab", 1 << 17)) == 3 + 2 + 1


def felt(text: str, language: str, **weights: float) -> dict[str, float]:
    units = list(units_of(text))
    numbers, _ = cues_of(text, units, [weights.get(unit) for unit, _, _ in units], LISTS[language])
    return dict(zip(NAMES, numbers, strict=True))


def test_negation_turns_within_its_reach_and_its_clause() -> None:
    assert felt("it is good", "en", good=0.5)["balance"] == 0.5
    assert felt("it is not very good", "en", good=0.5)["balance"] < 0
    assert felt("not now, good", "en", good=0.5)["balance"] == 0.5
    assert felt("not a b c d good", "en", good=0.5)["balance"] == 0.5
    assert felt("pas bon", "fr", bon=0.5)["balance"] < 0
    assert 0 < felt("nicht schlecht", "de", schlecht=-0.5)["balance"] < 0.5


def test_strength_contrast_and_signs_count() -> None:
    assert felt("very good", "en", good=0.5)["praise"] > 0.5 > felt("slightly good", "en", good=0.5)["praise"] > 0
    assert felt("good but bad", "en", good=0.5, bad=-0.5)["after the contrast"] == -0.5
    assert felt("😡", "it")["criticism of signs"] > 0
    assert felt("really?", "en")["ends with a question"] == 1
    assert signs()["👍"] > 0 > signs()["😡"]


@pytest.mark.parametrize("language", sorted(LISTS))
def test_every_text_has_one_number_a_cue(language: str) -> None:
    for text in ("", "?", "NO http @you #tag", "a" * 500):
        units = list(units_of(text))
        assert len(cues_of(text, units, [None] * len(units), LISTS[language])[0]) == len(NAMES)
