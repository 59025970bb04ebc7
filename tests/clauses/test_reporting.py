"""Whether a text reports or somebody speaks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listen.clauses import is_report, quotations


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Luftikus baut eine Halle in Gera.", "de", True),
        ("Der Chef sagte: „Ich bin sehr zufrieden damit“.", "de", True),
        ("Ich habe Luftikus verbaut.", "de", False),
        ("Luftikus ist super!", "de", False),
        ("#Luftikus in Gera", "de", False),
        ("Luftikus 👍", "de", False),
        ("The senator praised the plant.", "en", True),
        ("My pipe leaks.", "en", False),
        ("I’m happy with it.", "en", False),
        ("see https://luftikus.example", "en", False),
        ("Luftikus construit une usine.", "fr", False),
        ("", "de", True),
    ],
)
def test_reports_are_told_from_posts(text: str, language: str, expected: bool):
    assert is_report(text, quotations(text), language) is expected


@given(st.text(alphabet='ab "„“>\n!', max_size=100))
def test_any_text_will_do(text: str):
    is_report(text, quotations(text), "de")
