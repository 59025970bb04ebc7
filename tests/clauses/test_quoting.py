"""What is quoted."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listen.clauses import quotations


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("> Zeile eins\nAntwort", ["> Zeile eins"]),
        ("Er sagte „das Rohr ist Schrott“ und ging", ["„das Rohr ist Schrott“"]),
        ("She said “it is junk” twice", ["“it is junk”"]),
        ('She said "it is junk" twice', ['"it is junk"']),
        ("Il dit « nul » oui", ["« nul »"]),
        ("It's Luftikus' best", []),
        ('A 12" pipe and a 4" pipe', []),
        ("„nie geschlossen", []),
        ("„nie\n\ngeschlossen“", []),
        ("3 > 2", []),
    ],
)
def test_quotations_are_found(text: str, expected: list[str]):
    assert [text[one.start : one.end] for one in quotations(text)] == expected


def test_few_words_are_no_speech():
    assert [one.is_speech for one in quotations("Die „Qualität“, und „das ist doch wohl nichts“")] == [False, True]


@pytest.mark.parametrize("text", ["„" * 100_000, '"a ' * 30_000, "> " * 50_000, "„a“" * 30_000])
def test_hostile_texts_take_no_time(text: str):
    began = time.process_time()

    quotations(text)

    assert time.process_time() - began < 1.0


@given(st.text(alphabet='a "„“”«»‚‘\n>', max_size=200))
def test_quotations_are_apart(text: str):
    found = quotations(text)

    assert all(one.start < one.end for one in found)
    assert all(one.end <= two.start for one, two in pairwise(found))
