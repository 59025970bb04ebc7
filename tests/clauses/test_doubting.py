"""Cues that something is not meant as it stands."""

import pytest

from listen.clauses import DoubtKind, clauses, doubts, quotations

IRONY, HEARSAY, WISH = DoubtKind.IRONY, DoubtKind.HEARSAY, DoubtKind.WISH
PAST, ASKING, SUPPOSED = DoubtKind.PAST, DoubtKind.ASKING, DoubtKind.SUPPOSED


def kinds(text: str, language: str = "de") -> set[DoubtKind]:
    return {one.kind for one in doubts(text, clauses(text, language), quotations(text))}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Na toll, tropft wieder", {IRONY}),
        ("Danke für nichts, Luftikus", {IRONY}),
        ("Läuft ja super /s", {IRONY}),
        ("Läuft 🙄", {IRONY}),
        ("Super Rohr, schon wieder undicht", {IRONY}),
        ("Oh great, another leak", {IRONY}),
        ("Love how it leaks", {IRONY}),
        ("Thanks for nothing", {IRONY}),
        ("Die „Qualität“ mal wieder", {IRONY}),
        ("Great, but it broke", set()),
        ("Super, nichts ist undicht", set()),
        ("Toller Service, hat das kaputte Teil ersetzt", set()),
        ("Tolles Rohr", set()),
        ("Great pipe", set()),
        ("Das „Luftikus Flex“ passt", set()),
        ("Angeblich ist es leise", {HEARSAY}),
        ("Laut Hersteller hält es ewig", {HEARSAY}),
        ("It is supposedly quiet", {HEARSAY}),
        ("Das Rohr ist laut", set()),
        ("Es wäre schön, wenn es leiser wäre", {WISH}),
        ("I wish it were quieter", {WISH}),
        ("Would be nice to have a manual", {WISH}),
        ("They used to be great", {PAST}),
        ("War früher gut", {PAST}),
        ("Hat jemand Probleme damit?", {ASKING}),
        ("Hat jemand angerufen.", set()),
        ("Anyone here with a loud one?", {ASKING}),
        ("Falls es undicht wird, Schelle nachziehen", {SUPPOSED}),
        ("If it leaks, tighten it", {SUPPOSED}),
    ],
)
def test_cues_are_found(text: str, expected: set[DoubtKind]):
    assert kinds(text, "en" if text.isascii() and " it " in f" {text} " else "de") == expected


def test_a_cue_knows_its_place():
    text = "Gut. Na toll, tropft wieder"

    (found,) = doubts(text, clauses(text, "de"))

    assert (text[found.start : found.end], found.clause, found.is_certain) == ("Na toll", 1, True)


@pytest.mark.parametrize("text", ["super kaputt " * 2_000, "„toll“ " * 3_000, "wäre " * 4_000, "na toll " * 2_500])
def test_hostile_texts_take_no_time(text: str):
    doubts(text, clauses(text, "de"), quotations(text))
