"""Words that judge by themselves."""

import time

import pytest

from listen.clauses import clauses, cues


def weight(text: str, language: str) -> float:
    return sum(one.weight for one in cues(text, clauses(text, language), language))


@pytest.mark.parametrize(
    ("text", "is_good"),
    [
        ("Das Rohr ist jeden Cent wert", True),
        ("Das Rohr ist undicht", False),
        ("Das Rohr ist nicht undicht", True),
        ("Hatte noch nie Probleme", True),
        ("Passt leider nicht", False),
        ("Kann ich nicht empfehlen", False),
        ("Ist nicht nur leise", True),
        ("Hat das defekte Teil sofort ersetzt", True),
        ("Wurde nie ersetzt", False),
        ("Nie wieder", False),
    ],
)
def test_german_cues(text: str, is_good: bool):
    assert (weight(text, "de") > 0) is is_good
    assert weight(text, "de") != 0


@pytest.mark.parametrize(
    ("text", "is_good"),
    [
        ("It is worth every penny", True),
        ("It leaks", False),
        ("Nothing leaks", True),
        ("Never had a problem", True),
        ("Doesn't fit", False),
        ("Would not recommend", False),
        ("They replaced the broken part", True),
        ("Not only quiet", True),
    ],
)
def test_english_cues(text: str, is_good: bool):
    assert (weight(text, "en") > 0) is is_good
    assert weight(text, "en") != 0


def test_plain_words_judge_nothing():
    assert weight("Das Rohr hat einen Durchmesser von 125 mm", "de") == 0
    assert weight("The pipe is five feet long", "en") == 0


def test_a_supposition_weighs_less():
    assert abs(weight("Wenn es undicht ist", "de")) < abs(weight("Es ist undicht", "de"))


def test_places_are_told():
    text = "Ja. Es ist gar nicht undicht, echt"

    (found,) = cues(text, clauses(text, "de"), "de")

    assert (text[found.start : found.end], found.clause) == ("nicht undicht", 1)


def test_other_languages_have_none():
    assert cues("Top super undicht", clauses("Top super undicht", "fr"), "fr") == ()


@pytest.mark.parametrize("text", ["nicht undicht " * 1_500, "kann ich nur " * 1_500, "nie " * 5_000, "a" * 20_000])
def test_hostile_texts_take_no_time(text: str):
    cut = clauses(text, "de")
    began = time.process_time()

    cues(text, cut, "de")

    assert time.process_time() - began < 1.0
