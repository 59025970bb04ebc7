"""What `Eld` promises: the language of short posts, None instead of a guess, and no text that breaks it."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listen.analyzers.language import Eld
from listen.analyzers.language_words import VOICES
from listen.protocols import LanguageIdentifier
from listen.text.level import level

IDENTIFIER: LanguageIdentifier = Eld(("de", "en"), ("ExampleVent", "Musterflex"))


def language_of(text: str, hint: str | None = None) -> str | None:
    return IDENTIFIER.identify([(text, hint)])[0].language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        pytest.param("Die Lüftung ist endlich leise, danke an das Team!", "de", id="German"),
        pytest.param("The new ventilation pipe fits and is really quiet.", "en", id="English"),
        pytest.param("De nieuwe ventilatiebuis past precies en is heel stil.", "nl", id="Dutch is not German"),
        pytest.param("Il nuovo tubo di ventilazione è davvero silenzioso.", "it", id="Italian though not configured"),
        pytest.param("Nowa rura wentylacyjna jest bardzo cicha i pasuje.", "pl", id="Polish though not configured"),
        pytest.param("@anna @bert https://blog.example/the-best-of-it leider viel zu laut im Bad", "de", id="noise"),
        pytest.param("換気パイプはとても静かです。取り付けも簡単でした。", "ja", id="Japanese"),
    ],
)
def test_language_of_a_post_is_told(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize("text", ["", " ", "😀😀😀", "12345", "https://example.org/a", "@someone", "ok", "ExampleVent"])
def test_nothing_to_go_by_is_none_not_a_guess(text: str) -> None:
    assert language_of(text) is None


def test_brand_names_have_no_language() -> None:
    named = IDENTIFIER.identify([("ExampleVent Musterflex ExampleVent", None)])[0]

    assert named.language is None
    assert named.confidence == 0.0


def test_hashtags_are_read_when_there_is_nothing_else() -> None:
    assert language_of("#Wohnraumlüftung #Altbausanierung #Dachgeschoss #leise") == "de"


@pytest.mark.parametrize("hint", ["de", "de-DE", "DE_at", " de "])
def test_short_text_takes_the_hint_of_its_source(hint: str) -> None:
    assert language_of("Super!", hint) == "de"


@pytest.mark.parametrize("hint", ["und", "mul", "", "x", "german", "1", "\ud800"])
def test_hint_that_is_no_language_is_ignored(hint: str) -> None:
    assert language_of("😀", hint) is None


def test_hint_never_overrules_a_clear_text() -> None:
    text = "Die Lüftung ist endlich leise, und die Montage war in einer Stunde fertig."

    assert language_of(text, "en") == "de"


def test_hint_is_not_believed_against_the_script() -> None:
    assert language_of("Труба", "de") != "de"


def test_agreeing_hint_never_lowers_the_confidence_of_a_clear_text() -> None:
    text = "Die Lüftung ist endlich leise, und die Montage war in einer Stunde fertig."

    alone, agreed = IDENTIFIER.identify([(text, None), (text, "de")])

    assert agreed.confidence >= alone.confidence


@pytest.mark.parametrize(
    ("text", "language"),
    [
        pytest.param("heiße Rohre", "de", id="ß"),
        pytest.param("Kennt jemand das Teil?", "de", id="small words"),
        pytest.param("aber nicht so", "de", id="small words only"),
        pytest.param("Never again.", "en", id="English"),
        pytest.param("waar te koop?", "nl", id="Dutch stays Dutch"),
        pytest.param("Ik vind hem niet fijn", "nl", id="Dutch that looks German"),
        pytest.param("för laut är det inte", "sv", id="umlauts are not German alone"),
    ],
)
def test_small_words_are_a_second_voice(text: str, language: str) -> None:
    assert language_of(text) == language


def test_short_posts_are_told_as_well_as_the_docs_say() -> None:
    lines = (Path(__file__).parents[1] / "samples" / "language" / "short.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines[1:]]
    told = [(language or None, language_of(text.replace("Luftikus", ""))) for language, text in rows]

    right = sum(so == said for so, said in told)
    wrong = sum(said is not None and so != said for so, said in told)
    assert right >= 0.85 * len(told)
    assert wrong <= 0.04 * len(told)
    assert not [said for so, said in told if so == "nl" and said == "de"]
    assert not [said for so, said in told if so is None and said is not None], "nothing to go by is unknown"


def test_every_small_word_is_written_as_it_is_compared() -> None:
    assert all(word == level(word) and " " not in word for word in VOICES)
    assert all(abs(sum(weight for _, weight in voices) - 1.0) < 1e-9 for voices in VOICES.values())


@given(st.lists(st.tuples(st.text(max_size=300), st.none() | st.text(max_size=6)), max_size=5))
def test_no_text_breaks_it(texts: list[tuple[str, str | None]]) -> None:
    answers = IDENTIFIER.identify(texts)

    assert len(answers) == len(texts)
    assert all(0.0 <= answer.confidence <= 1.0 for answer in answers)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("\ud800\udfff Rohr zu laut", id="lone surrogates"),
        pytest.param("\x00" * 100, id="NUL"),
        pytest.param("a" * 20_000, id="one word"),
        pytest.param("@a" * 10_000, id="names"),
        pytest.param("#" * 20_000, id="signs"),
        pytest.param("a.b-" * 5_000 + "@", id="nearly a mail address"),
        pytest.param("e\u0301" * 10_000, id="combining marks"),
        pytest.param("Rohr " * 4_000, id="long"),
        pytest.param("ß" * 20_000, id="one letter"),
        pytest.param("a'" * 10_000, id="words of one letter"),
    ],
)
@pytest.mark.timeout(10)
def test_hostile_text_costs_next_to_nothing(text: str) -> None:
    answer = IDENTIFIER.identify([(text, "de")])[0]

    assert 0.0 <= answer.confidence <= 1.0


def test_eld_is_loaded_with_the_first_text_only() -> None:
    code = (
        "import sys; from listen.analyzers.language import Eld; e = Eld(('de',)); assert 'eld' not in sys.modules;"
        "e.identify([('Hallo', None)]); assert 'eld' in sys.modules"
    )

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
