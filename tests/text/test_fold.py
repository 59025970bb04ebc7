"""Folding brings writings of one word together, keeps different words apart, and knows the way back."""

import sys
import time
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from listen.text.fold import FOLD_LIMIT, FoldedText, fold, is_mark, is_separator, is_unspaced

# Letters that fold in every interesting way, often enough to meet one another.
TEXTS = st.text(
    st.sampled_from(
        "aAoOuUeszß äöüÄÖÜẞéÉıİſﬁＡ𝐄æØłΣςσёЁйµ™®…–—-_#@.„“’'"
        "\u00ad\u200b\u200d\ufeff\u0308\u0301\u0327ก็漢カ\u3099ｶ\uff9eﾊ한ᄒ\u1161\u11ab😡\U0001f3fd\n١٢"
    )
    | st.characters(),
    max_size=40,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("ExampleVent", "EXAMPLEVENT", id="letter case"),
        pytest.param("Lüftung", "Lueftung", id="ü is ue"),
        pytest.param("GRÖSSE", "größe", id="ß is ss and Ö is oe"),
        pytest.param("STRAẞE", "strasse", id="capital ß"),
        pytest.param("Café", "cafe", id="accents"),
        pytest.param("naïve", "naive", id="a diaeresis that is no umlaut"),
        pytest.param("Lu\u0308ftung", "Lüftung", id="decomposed"),
        pytest.param("Ｅｘａｍｐｌｅ", "example", id="full-width"),
        pytest.param("𝐄𝐱𝐚𝐦𝐩𝐥𝐞", "example", id="mathematical bold"),
        pytest.param("ﬁlter", "filter", id="ligature"),
        pytest.param("Lüf\u00adtung", "Lüftung", id="soft hyphen"),
        pytest.param("Example\u200bVent\ufeff", "ExampleVent", id="zero width"),
        pytest.param("İSTANBUL", "istanbul", id="dotted capital I"),
        pytest.param("ΣΟΦΟΣ", "σοφος", id="final sigma"),
        pytest.param("Ёлка", "елка", id="io"),
        pytest.param("כָּל", "כל", id="Hebrew points"),
        pytest.param("مُحَمَّد", "محمد", id="Arabic vowel signs"),
        pytest.param("ｶﾞ", "ガ", id="half-width kana"),
        pytest.param("„Rohr“", '"Rohr"', id="typographic quotes"),
        pytest.param("Rohr–Set", "Rohr-Set", id="dashes"),
        pytest.param("a\xa0b", "a b", id="no-break space"),
    ],
)
def test_writings_of_one_word_fold_alike(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("schön", "schon", id="an umlaut is no accent"),
        pytest.param("Vent", "Vеnt", id="Cyrillic e"),
        pytest.param("Vent", "Vεnt", id="Greek epsilon"),
        pytest.param("อา", "อ", id="Thai vowel signs are letters"),
        pytest.param("ガ", "カ", id="voiced kana"),
        pytest.param("й", "и", id="short i"),
        pytest.param("ExampleVent™", "ExampleVentTM", id="a trade mark sign is no letters"),
    ],
)
def test_different_words_stay_different(one, other):
    assert fold(one) != fold(other)


@given(TEXTS)
@example("İ\u0327")
def test_folding_is_idempotent(text):
    assert fold(fold(text)) == fold(text)


@given(TEXTS)
def test_composed_and_decomposed_fold_alike(text):
    assert fold(unicodedata.normalize("NFC", text)) == fold(unicodedata.normalize("NFD", text))


def test_every_letter_of_unicode_folds_once_and_alike_in_all_forms():
    """Each 61st: all of them take too long for every run; together with the property it finds what matters."""
    for number in range(0, sys.maxunicode, 61):
        letter = chr(number)
        folded = fold(letter)

        assert fold(folded) == folded, hex(number)
        assert fold(unicodedata.normalize("NFD", letter)) == folded, hex(number)


@given(TEXTS)
def test_folded_words_are_the_folded_text_without_connectors(text):
    assert FoldedText(text).words == fold(text).replace("-", "").replace("_", "")


@given(TEXTS, st.data())
def test_every_place_leads_back_into_the_original(text, data):
    folded = FoldedText(text)
    if not folded.words:
        return
    start = data.draw(st.integers(0, len(folded.words) - 1))
    end = data.draw(st.integers(start + 1, len(folded.words)))

    begin, stop = folded.source(start, end)

    assert 0 <= begin < stop <= len(text)
    assert folded.words[start:end] in FoldedText(text[begin:stop]).words or text[begin:stop].strip("-_") == ""


@pytest.mark.parametrize(
    ("text", "word", "written"),
    [
        pytest.param("Die Lüftung läuft", "lueftung", "Lüftung", id="expanded letter before and inside"),
        pytest.param("Größe Rohr-Set!", "rohrset", "Rohr-Set", id="hyphen"),
        pytest.param("ein Rohr\u00adset", "rohrset", "Rohr\u00adset", id="soft hyphen"),
        pytest.param("Lu\u0308ftung", "lueftung", "Lu\u0308ftung", id="decomposed"),
        pytest.param("😡 Cafe\u0301.", "cafe", "Cafe\u0301", id="behind an emoji"),
        pytest.param("ﬁlter", "fil", "ﬁl", id="part of a ligature takes it whole"),
    ],
)
def test_a_word_is_shown_as_it_was_written(text, word, written):
    folded = FoldedText(text)
    start = folded.words.index(word)

    begin, end = folded.source(start, start + len(word))

    assert text[begin:end] == written


@pytest.mark.parametrize(
    ("text", "before", "is_edge"),
    [
        pytest.param("Rohr Set", "set", True, id="blank"),
        pytest.param("Rohr-Set", "set", True, id="hyphen"),
        pytest.param("Rohr_Set", "set", True, id="underscore"),
        pytest.param("Rohrset", "set", False, id="inside a word"),
        pytest.param("#RohrSet", "set", True, id="capital in a hashtag"),
        pytest.param("RohrSet", "set", False, id="capital outside a hashtag"),
        pytest.param("#rohr2026", "2026", True, id="digits behind a hashtag"),
        pytest.param("rohr2026", "2026", False, id="digits behind a word"),
        pytest.param("漢字かな", "字", True, id="script without blanks"),
        pytest.param("漢字Rohr", "rohr", True, id="Latin behind Han"),
        pytest.param("สวัสดี", "\u0e31", False, id="before a Thai mark"),
        pytest.param("Rohrа", "а", False, id="Cyrillic stuck to Latin"),
        pytest.param("Rohr😡", "😡", True, id="emoji"),
    ],
)
def test_edges_of_words(text, before, is_edge):
    folded = FoldedText(text)

    assert folded.is_edge(folded.words.index(before)) is is_edge


def test_word_starts_count_compounds_once_and_unspaced_letters_each():
    assert FoldedText("Ein Rohr-Set, 漢字").word_starts() == [0, 4, 14, 15]


def test_kinds_of_letters():
    assert [is_separator(letter) for letter in ".-aä"] == [True, False, False, False]
    assert [is_unspaced(letter) for letter in "aä漢😡"] == [False, False, True, True]
    assert [is_mark(letter) for letter in "a\u0e31"] == [False, True]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a" + "\u0301" * 200_000, id="combining marks"),
        pytest.param("a" + "\u0301\u0327" * 100_000, id="marks of two classes"),
        pytest.param("\u05b0\u05b9" * 100_000, id="Hebrew points"),
        pytest.param("-" * 200_000, id="hyphens"),
        pytest.param("ﷺ" * 200_000, id="a letter that becomes eighteen"),
        pytest.param("\U0001f468\u200d" * 100_000, id="joined emoji"),
        pytest.param("ä" * 200_000, id="umlauts"),
        pytest.param("#" * 200_000, id="hash signs"),
        pytest.param("#aA" * 70_000, id="hashtags with capitals"),
        pytest.param("\ud800" * 200_000, id="lone surrogates"),
        pytest.param("\u1100" * 200_000, id="Hangul parts"),
    ],
)
def test_hostile_text_is_bounded(text):
    began = time.process_time()

    folded = fold(text)
    words = FoldedText(text).words

    assert time.process_time() - began < 2
    assert len(folded) <= FOLD_LIMIT * 18
    assert len(words) <= FOLD_LIMIT * 18


def test_lone_surrogates_become_blanks_so_that_the_rest_can_be_encoded():
    assert fold("a\ud800b") == "a b"
