"""Levelling: small letters without accents, every character where it stood."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listen.text.level import level


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        pytest.param("Größe ÄÖÜ", "größe äöü", id="umlauts stay"),
        pytest.param("Où ça coûte", "ou ca coute", id="accents go"),
        pytest.param("ŁÓDŹ", "lodz", id="Polish"),
        pytest.param("„Ja“ – ‘no’…", "\"ja\" - 'no'.", id="typographic signs"),
        pytest.param("ＡＢ？", "ab?", id="full width"),
        pytest.param("İstanbul", "istanbul", id="a capital that would become two"),
        pytest.param("Привет 漢字 🙄", "привет 漢字 🙄", id="other scripts stay"),
        pytest.param("a\xa0b\u2028c", "a b\nc", id="blanks and lines"),
    ],
)
def test_text_is_levelled(text: str, plain: str) -> None:
    assert level(text) == plain


@given(st.text())
def test_every_character_stays_in_its_place(text: str) -> None:
    plain = level(text)

    assert len(plain) == len(text)
    assert level(plain) == plain
