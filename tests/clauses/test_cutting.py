"""Where texts fall into clauses."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listen.clauses import Bond, clauses


def pieces(text: str, language: str | None = "de") -> list[str]:
    return [text[one.start : one.end] for one in clauses(text, language)]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        pytest.param("de", "Es ist laut. Ich mag es!", ["Es ist laut.", "Ich mag es!"], id="sentences"),
        pytest.param(
            "de",
            "Tolles Rohr von Luftikus, aber die Lieferung dauert ewig",
            ["Tolles Rohr von Luftikus,", "aber die Lieferung dauert ewig"],
            id="aber",
        ),
        pytest.param("de", "Rohr super aber Lieferung lahm", ["Rohr super", "aber Lieferung lahm"], id="no comma"),
        pytest.param("de", "Das ist aber schön geworden", ["Das ist aber schön geworden"], id="aber as a particle"),
        pytest.param("de", "Das Rohr passt doch gut", ["Das Rohr passt doch gut"], id="doch as a particle"),
        pytest.param(
            "de", "Während der Montage brach es", ["Während der Montage brach es"], id="während as a preposition"
        ),
        pytest.param(
            "de",
            "Luftikus ist leise, während OtherVent brummt",
            ["Luftikus ist leise,", "während OtherVent brummt"],
            id="während as a conjunction",
        ),
        pytest.param(
            "de", "Nicht laut, sondern leise", ["Nicht laut,", "sondern leise"], id="sondern"
        ),
        pytest.param(
            "de",
            "Das Rohr ist gut und die Lieferung dauert ewig",
            ["Das Rohr ist gut", "und die Lieferung dauert ewig"],
            id="und with a new subject",
        ),
        pytest.param(
            "de", "Rohr und Dichtung sind gut", ["Rohr und Dichtung sind gut"], id="und between two things"
        ),
        pytest.param(
            "de", "Wir nutzen z. B. DN 125. im Keller", ["Wir nutzen z. B. DN 125. im Keller"], id="abbreviations"
        ),
        pytest.param("de", "Habe DN 125. Das passt.", ["Habe DN 125.", "Das passt."], id="a number that ends"),
        pytest.param("de", "Am 3. Mai kam es, ca. 3.5 m", ["Am 3. Mai kam es, ca. 3.5 m"], id="an ordinal"),
        pytest.param("de", "Es sind 3.5 m. Läuft!", ["Es sind 3.5 m.", "Läuft!"], id="a unit that ends"),
        pytest.param("de", "Läuft super!Aber laut.Schade", ["Läuft super!", "Aber laut.", "Schade"], id="no blank"),
        pytest.param("de", "Fazit: super", ["Fazit:", "super"], id="colon"),
        pytest.param("de", "Um 10:30 kam es", ["Um 10:30 kam es"], id="a time"),
        pytest.param("de", "Gut – nur teuer", ["Gut –", "nur teuer"], id="dash"),
        pytest.param("de", "Flex-Rohr passt", ["Flex-Rohr passt"], id="hyphen"),
        pytest.param("de", "- leise\n- günstig\n- aber steif", ["- leise", "- günstig", "- aber steif"], id="list"),
        pytest.param("de", "Bin zufrieden\nund kaufe wieder", ["Bin zufrieden\nund kaufe wieder"], id="wrapped line"),
        pytest.param("de", "www.luftikus.example. Aber teuer", ["www.luftikus.example.", "Aber teuer"], id="address"),
        pytest.param("de", "Danke @luftikus.vent! Top", ["Danke @luftikus.vent!", "Top"], id="account"),
        pytest.param(
            "en",
            "X is broken, so I bought Luftikus and love it",
            ["X is broken,", "so I bought Luftikus and love it"],
            id="so I",
        ),
        pytest.param("en", "Nothing but praise from me", ["Nothing but praise from me"], id="nothing but"),
        pytest.param("en", "It hums for a while", ["It hums for a while"], id="a while"),
        pytest.param(
            "en",
            "It works although the manual is bad",
            ["It works", "although the manual is bad"],
            id="although",
        ),
        pytest.param("en", "Great pipe 😍 Shipping was slow", ["Great pipe 😍", "Shipping was slow"], id="emoji"),
        pytest.param("en", "Mr. Doe has e.g. the 5.5 in. one", ["Mr. Doe has e.g. the 5.5 in. one"], id="Mr."),
        pytest.param("fr", "Bon tuyau mais livraison lente", ["Bon tuyau", "mais livraison lente"], id="mais"),
        pytest.param("it", "Bel tubo ma troppo caro", ["Bel tubo", "ma troppo caro"], id="ma"),
        pytest.param("es", "Buen tubo pero muy caro", ["Buen tubo", "pero muy caro"], id="pero"),
        pytest.param("pt", "Bom tubo mas muito caro", ["Bom tubo", "mas muito caro"], id="mas"),
        pytest.param("nl", "Goede buis maar erg duur", ["Goede buis", "maar erg duur"], id="maar"),
        pytest.param("pl", "Dobra rura ale bardzo droga", ["Dobra rura", "ale bardzo droga"], id="ale"),
        pytest.param("en", "A good ale and a pipe", ["A good ale and a pipe"], id="ale is no conjunction in English"),
        pytest.param(None, "Gut, aber teuer. Naja", ["Gut, aber teuer.", "Naja"], id="unknown language"),
    ],
)  # fmt: skip
def test_texts_fall_into_clauses(language: str | None, text: str, expected: list[str]):
    assert pieces(text, language) == expected


def test_a_clause_knows_how_it_follows():
    found = clauses("Es brach, deshalb nahm ich ein anderes, weil das hielt, aber es ist laut. Schade", "de")

    assert [one.bond for one in found] == [Bond.FIRST, Bond.RESULT, Bond.REASON, Bond.CONTRAST, Bond.FIRST]
    assert [one.sentence for one in found] == [0, 0, 0, 0, 1]


def test_a_sentence_knows_its_tone():
    found = clauses("Ist es leise, oder brummt es? Super! Danke", "de")

    assert found[0].tone == "?"
    assert [one.tone for one in found][-2:] == ["!", ""]


def test_quoted_lines_and_speech_are_known():
    text = "> Luftikus ist Schrott.\nFinde ich nicht. Der Händler meinte: „Das Rohr taugt wirklich gar nichts“"

    assert [one.is_quoted for one in clauses(text, "de")] == [True, False, False, True]


HOSTILE = [
    "a" * 100_000, "> " * 50_000, "\n" * 100_000, "😀" * 50_000, "„" * 100_000, '"a ' * 33_000, ". " * 50_000,
    "https://" + "." * 100_000, "aber " * 20_000, "und die ist " * 9_000, "," * 100_000, "z. B. " * 17_000,
    "а́ß漢😀\u202e" * 20_000,
    "-" * 100_000, "1." * 50_000, "@" * 100_000, "@a." * 33_000, " - " * 33_000, "\ud800" * 1_000,
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:6]))
@pytest.mark.parametrize("language", ["de", "en"])
def test_hostile_texts_take_no_time(text: str, language: str):
    began = time.process_time()

    clauses(text, language)

    assert time.process_time() - began < 1.0


@given(st.text(max_size=400), st.sampled_from(["de", "en", "fr", "pl", None]))
def test_clauses_are_in_order_and_hold_every_word(text: str, language: str | None):
    found = clauses(text, language)

    assert all(one.start < one.end <= two.start for one, two in pairwise(found))
    assert all(one.sentence <= two.sentence for one, two in pairwise(found))
    held = {at for one in found for at in range(one.start, one.end)}
    assert all(at in held for at, letter in enumerate(text) if letter.isalnum())


@given(
    st.lists(
        st.sampled_from(["aber", "und die", "ist", ".", ",", "?", "\n", "„", "“", "> ", "😀", "Rohr", "3"]), max_size=60
    )
)
def test_texts_of_joints_hold_together(parts: list[str]):
    text = " ".join(parts)

    found = clauses(text, "de")

    assert all(text[one.start : one.end].strip() == text[one.start : one.end] != "" for one in found)
