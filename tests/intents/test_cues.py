"""The file of cues: anyone may add a row, so its form is checked, and so is what a row means."""

import re
from importlib.resources import files

import pytest

from listen.intents import Intent
from listen.intents.cues import load, read
from listen.text.level import level

ROWS = [
    line
    for line in files("listen.intents").joinpath("cues.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def _is_well_formed(row: str) -> bool:
    intent, language, weight, words = row.split("\t")
    return (
        intent in {*Intent, "RHETORICAL"}
        and re.fullmatch(r"[a-z]{2}", language) is not None
        and 0.0 < float(weight) <= 1.0
        and words == words.strip()
        and words.count("(") == words.count(")")
        and not re.search(r"\|\||\(\||\|\)", words)
    )


def test_every_row_has_its_form() -> None:
    assert [row for row in ROWS if not _is_well_formed(row)] == []


def test_no_row_stands_twice() -> None:
    assert len(ROWS) == len(set(ROWS))


def test_every_row_can_be_compiled() -> None:
    cues = load()

    assert len(cues.cues) == len(ROWS)
    assert cues.patterns() > 0


def places(words: str, text: str) -> list[str]:
    plain = level(text)
    return [text[hit.start : hit.end] for hit in read([f"question\tde\t0.9\t{words}"]).find(plain)]


@pytest.mark.parametrize(
    ("words", "text", "told"),
    [
        pytest.param("nie wieder", "Nie wieder!", ["Nie wieder"], id="a phrase"),
        pytest.param("nie wieder", "nie, wieder", ["nie, wieder"], id="signs between"),
        pytest.param("nie wieder", "nie. wieder", [], id="never across sentences"),
        pytest.param("nie wieder", "nie wiederkommen", [], id="whole words"),
        pytest.param("reklam*", "Reklamation läuft", ["Reklamation"], id="any ending"),
        pytest.param("(rohr|schlauch) kaputt", "Schlauch kaputt", ["Schlauch kaputt"], id="a choice"),
        pytest.param("(rohr|der schlauch)", "Der Schlauch", ["Der Schlauch"], id="a choice of two words"),
        pytest.param("wo (ich|man)* kaufen", "wo man ich kaufen", ["wo man ich kaufen"], id="any number"),
        pytest.param("wo (ich|man)* kaufen", "wo kaufen", ["wo kaufen"], id="any number is none too"),
        pytest.param("wo (ich|man)+ kaufen", "wo kaufen", [], id="at least one"),
        pytest.param("wo (ich)? kaufen", "wo ich kaufen", ["wo ich kaufen"], id="may be missing"),
        pytest.param("warte … antwort", "warte seit drei Tagen auf eine Antwort", None, id="words between"),
        pytest.param("warte … antwort", "warte a b c d e f g antwort", [], id="at most six"),
        pytest.param("seit # wochen", "seit 12 Wochen", ["seit 12 Wochen"], id="a number"),
        pytest.param("seit # wochen", "seit drei Wochen", ["seit drei Wochen"], id="a number in words"),
        pytest.param("^ hilfe", "Danke. Hilfe", ["Hilfe"], id="beginning of a sentence"),
        pytest.param("^ hilfe", "Ich brauche Hilfe", [], id="not in the middle"),
        pytest.param("größe", "GROESSE", ["GROESSE"], id="ö and ß in two letters"),
        pytest.param("coûte", "coute", ["coute"], id="accents left out"),
        pytest.param("🙄", "toll🙄", ["🙄"], id="an emoji needs no blank"),
    ],
)
def test_the_signs_of_a_row_mean_what_the_file_says(words: str, text: str, told: list[str] | None) -> None:
    assert places(words, text) == ([text] if told is None else told)


def test_a_name_is_told_with_its_place() -> None:
    hits = read(["comparison\tde\t0.9\tbesser als NAME"]).find("besser als othervent")

    assert [hit.names for hit in hits] == [((11, 20),)]


@pytest.mark.parametrize("words", ["…", "#", "NAME", "(a|NAME)"])
def test_a_row_without_a_certain_word_is_refused(words: str) -> None:
    with pytest.raises(ValueError, match="must be there"):
        read([f"question\tde\t0.9\t{words}"])
