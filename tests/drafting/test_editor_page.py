"""The editor's page: what is written comes back, what stands beside it never does, whatever a stranger wrote."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listen.drafting.page import MARK, aside, page, read_page
from listen.replying import cleaned
from listen.text.clean import for_terminal

NASTY = st.one_of(
    st.text(max_size=400),
    st.lists(
        st.sampled_from(
            [
                "#|", "\\#|", "#", "# >8", "\n", "\r\n", "\r", "\u2028", "\x85", "\x0b", "\x0c", "\x1c", "\x1b[2J",
                "\x1b]52;c;QQ==\x07", "\u202e", "\u2066", "\u200b", "[y]", "y\n", "--yes", "$(rm -rf /)", "`id`",
                "Ich arbeite bei Luftikus.", "<!--", "-->", "\ufeff", "\ud800", "  ", "```", "text", "\n\n\n", ":q!\n",
                "# vim: set modeline:",
            ]
        ),
        max_size=30,
    ).map("".join),
)  # fmt: skip


@given(NASTY, NASTY)
def test_what_is_written_comes_back_and_what_stands_beside_it_does_not(draft, stranger):
    draft = cleaned(draft)

    assert read_page(page(draft, aside(stranger))) == draft
    assert read_page(page("", aside(stranger))) == ""
    assert read_page(page("", [stranger])) == ""


@given(NASTY)
def test_every_line_beside_the_draft_is_marked_and_harmless(stranger):
    lines = aside(stranger, indent="    ")

    assert lines
    for line in lines:
        assert line.startswith(MARK)
        assert len(line.splitlines()) == 1
        assert for_terminal(line) == line


@given(NASTY)
def test_reading_is_cleaning(text):
    once = read_page(text)

    assert for_terminal(once) == once
    assert cleaned(once) == once


def test_only_our_mark_is_cut():
    text = "#Lüftung ist toll\n# Überschrift\n#| von uns\n  #| eingerückt\n\\#| wirklich"

    assert read_page(text) == "#Lüftung ist toll\n# Überschrift\n  #| eingerückt\n#| wirklich"


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_editors_may_end_lines_as_they_like(end):
    assert read_page(page("eins\nzwei", aside("x")).replace("\n", end)) == "eins\nzwei"


def test_long_lines_fold_and_endless_texts_end():
    lines = aside("wort " * 5_000)

    assert len(lines) == 201
    assert lines[-1] == f"{MARK} …"
    assert max(map(len, lines)) <= 78
