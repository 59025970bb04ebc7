"""A draft says for whom its writer works: the sentence that stood there, or own words; denials do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listen.brand import AnsweringSettings, Brand, Settings
from listen.drafting.disclosure import LANGUAGES, is_disclosed, sentence
from listen.personal import Me
from tests.drafting.drafting_world import NAMES


def settings(**own: str):
    return Settings(brand=Brand(name="Luftikus"), answering=AnsweringSettings(disclosure=own))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sentence_is_in_the_language_of_the_post_and_discloses(language):
    written = sentence(settings(), Me(), language)

    assert "Luftikus" in written
    assert is_disclosed(f"Hallo! {written} Der Filter gehört andersherum.", NAMES, written)


@pytest.mark.parametrize("language", ["de", "en", "fr", "es", "it", "pt", "nl", "pl", "sv", "da", "no"])
def test_the_built_in_sentences_are_known_without_the_template(language):
    assert is_disclosed(sentence(settings(), Me(), language), NAMES)


@pytest.mark.parametrize("language", ["de", "en", "fr", "es", "it", "pt", "nl", "pl"])
def test_the_role_is_part_of_it(language):
    written = sentence(settings(), Me(role="Anwendungstechniker"), language)

    assert "(Anwendungstechniker)" in written
    assert is_disclosed(written, NAMES)


def test_the_organisation_words_it_itself():
    own = settings(de="Ich bin {role} bei {brand}.", en="{brand} here.")

    assert sentence(own, Me(role="Technikerin"), "de") == "Ich bin Technikerin bei Luftikus."
    assert sentence(own, Me(), "de") == "Ich arbeite bei Luftikus."  # no role to put in
    assert sentence(own, Me(), "en") == "Luftikus here."
    assert sentence(own, Me(), "ja") == "Luftikus here."  # no Japanese one: the English


def test_braces_in_a_name_are_text():
    odd = Settings(brand=Brand(name="{role} & {0}"))

    assert sentence(odd, Me(), "en") == "I work for {role} & {0}."


@pytest.mark.parametrize(
    "text",
    [
        "Ich bin bei Luftikus im Vertrieb. Der Filter passt.",
        "Kurz vorab: ich schraube seit Jahren bei Luftikus.",
        "Luftikus here. The filter fits.",
        "(Mitarbeiter von Luftikus) Der Filter passt.",
        "As a Luftikus employee I can say that it fits.",
        "Als Luftikus-Technikerin sage ich: passt.",
        "LUFTIKUS ist mein Arbeitgeber, der Filter passt.",
        "Ich arbeite bei Luftkuss.",  # an alias of the queries
        "I'm with Luftikus' support.",
        "Wir von der Luftikus GmbH messen das anders.",
        "Je travaille chez Luftikus depuis dix ans.",
        "Pracuję w Luftikusie.",
    ],
)
def test_own_words_count(text):
    assert is_disclosed(text, NAMES)


@pytest.mark.parametrize(
    "text",
    [
        "Ich arbeite nicht bei Luftikus.",
        "Ich bin von Luftikus begeistert.",
        "Ich habe bei Luftikus gekauft.",
        "Mein Nachbar arbeitet bei Luftikus.",
        "Arbeitest du bei Luftikus?",
        "Wenn ich bei Luftikus arbeiten würde, wüsste ich es.",
        "I don't work for Luftikus.",
        "I work with Luftikus ducts every day.",
        "My brother works at Luftikus.",
        "I used to work for Luftikus.",
        "Der Kundendienst von Luftikus hat mir geholfen.",
        "Ich arbeite bei OtherVent.",
        "Ich arbeite bei der Stadt. Luftikus ist gut.",
        "Luftikus",
        "",
    ],
)
def test_what_says_something_else_does_not(text):
    assert not is_disclosed(text, NAMES)


def test_an_empty_template_is_in_no_text():
    assert not is_disclosed("Der Filter passt.", NAMES, "  ")


@given(st.text(max_size=2_000))
def test_no_text_breaks_it(text):
    assert is_disclosed(f"{text}\n\nI work for Luftikus.", NAMES, "I work for Luftikus.")
    is_disclosed(f"Luftikus {text} Luftikus", NAMES)
