"""Markdown shows foreign text as it was written: no markup, no links but ours."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_world import mention
from screens import screen

from listen.render.markdown.tables import listing_markdown
from listen.render.markdown.writing import escaped, link, shortened


@pytest.mark.parametrize(
    ("text", "written"),
    [
        pytest.param("<script>alert(1)</script>", r"\<script\>alert(1)\</script\>", id="HTML"),
        pytest.param("[a](javascript:x)", r"\[a\](javascript:x)", id="link"),
        pytest.param("![x](https://evil.example/p.png)", r"!\[x\](https\://evil.example/p.png)", id="picture"),
        pytest.param("# big", r"\# big", id="heading"),
        pytest.param("- item", r"\- item", id="list"),
        pytest.param("1. item", "&#49;. item", id="numbered list"),
        pytest.param("3.5 m", "3.5 m", id="a number is no list"),
        pytest.param("a | b", r"a \| b", id="table"),
        pytest.param("**x** _y_ `z` ~s~", r"\*\*x\*\* \_y\_ \`z\` \~s\~", id="emphasis"),
        pytest.param("a\n\n# b", r"a \# b", id="line breaks"),
        pytest.param("www.evil.example", r"www\.evil.example", id="bare address"),
        pytest.param("@all &amp; $x$", r"\@all \&amp; \$x\$", id="mention, entity, formula"),
        pytest.param("===", r"\===", id="underline of a heading"),
    ],
)
def test_markup_of_strangers_is_text(text, written):
    assert escaped(text) == written


@given(text=st.text(max_size=200))
def test_foreign_text_is_one_line_without_tags_or_links(text):
    written = escaped(text)

    assert "\n" not in written
    bare = written.replace("\\\\", "")
    for sign in "<[`|":
        assert all(bare[place - 1] == "\\" for place, letter in enumerate(bare) if letter == sign)


@pytest.mark.parametrize("url", [None, "javascript:alert(1)", "https://a b", "mailto:x@y.example"])
def test_unsafe_address_is_no_link(url):
    assert link("text", url) == "text"


def test_brackets_in_an_address_do_not_end_the_link():
    assert link("a", "https://bau.example/x_(y)") == "[a](https://bau.example/x_%28y%29)"


def test_long_text_is_cut_at_a_blank():
    assert shortened("one two three four", 9) == "one two …"


def test_list_item_has_who_when_what_and_number():
    shown = listing_markdown([mention(7, title="A title")], screen(lang="en"))

    assert shown == ("- [A title](https://bau.example/a/1)  \n  Ada Beispiel · 24 Nov 2026, 04:00 · neutral · #7\n")
