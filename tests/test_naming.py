"""Which words name the brand."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listen.brand import Query
from listen.naming import Names

NAMES = Names(
    "ExampleVent",
    ("OtherVent",),
    (
        Query(name="brand", expression='(examplevent* OR exvent OR "example vent") NOT job*'),
        Query(name="topic", expression="examplevent AND (laut OR noise)"),
        Query(name="noise", expression="lüftung AND (laut OR brummt)"),
        Query(name="OtherVent", expression="othervent OR oventa", competitor="OtherVent"),
    ),
)


@pytest.mark.parametrize(
    ("text", "ours", "theirs"),
    [
        ("ExampleVent ist laut", ["ExampleVent"], []),
        ("Das Example-Vent-Rohr", ["Example-Vent"], []),
        ("exvent und Oventa", ["exvent"], ["Oventa"]),
        ("example vent", ["example vent"], []),
        ("#ExampleVentRohr", ["ExampleVent"], []),
        ("ExampleVents neues Rohr", ["ExampleVent"], []),
        ("Othervent statt examplevent", ["examplevent"], ["Othervent"]),
        ("Die Lüftung ist laut, kein job", [], []),
        ("Contraexamplevent", [], []),
        ("exventur", [], []),
        ("", [], []),
    ],
)
def test_names_are_found(text: str, ours: list[str], theirs: list[str]):
    found = NAMES.find(text)

    assert [text[start:end] for start, end in found.ours] == ours
    assert [text[start:end] for start, end in found.theirs] == theirs


def test_an_unreadable_query_is_left_out():
    assert Names("Luftikus", (), (Query(name="x", expression="((("),)).find("Luftikus").ours == ((0, 8),)


@pytest.mark.parametrize("text", ["examplevent " * 9_000, "e" * 100_000, "example" * 15_000, "othervent" * 10_000])
def test_hostile_texts_take_no_time(text: str):
    began = time.process_time()

    NAMES.find(text)

    assert time.process_time() - began < 1.0


@given(st.text(max_size=200))
def test_any_text_can_be_searched(text: str):
    found = NAMES.find(text)

    assert all(0 <= start < end <= len(text) for start, end in (*found.ours, *found.theirs))
