"""Links that people give: kept safe to click, without what tracks them, and recognised when given again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listen.text.urls import answer_link, safe_link, same_place


@pytest.mark.parametrize(
    ("given_link", "kept"),
    [
        ("https://forum.example/t/1#post-7", "https://forum.example/t/1#post-7"),
        ("  HTTPS://Forum.Example/t/1?utm_source=x&page=2&fbclid=me#a ", "https://forum.example/t/1?page=2#a"),
        ("http://forum.example/t/1?fbclid=me", "http://forum.example/t/1"),
        ("https://me:secret@forum.example/", "https://forum.example/"),
        ("//forum.example/", None),
        ("data:text/html,x", None),
        ("https://forum.example/\u202egpj", None),
        ("", None),
    ],
)
def test_what_is_kept_of_a_link(given_link: str, kept: str | None):
    assert answer_link(given_link) == kept


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("https://a.example/x#1", "http://www.a.example/x#1", False),
        ("https://a.example/x#1", "http://a.example/x/?utm_medium=y#1", True),
        ("https://a.example/x#1", "https://a.example/x#2", False),
        ("https://a.example/x#%41", "https://a.example/x#A", True),
        ("nothing", "nothing", False),
    ],
)
def test_which_links_lead_to_the_same_place(one: str, other: str, is_same: bool):
    assert same_place(one, other) is is_same


@given(st.text(max_size=30).map(lambda text: f"https://a.example/{text}") | st.text(max_size=40))
def test_what_is_kept_is_safe_and_stays_as_it_is(text: str):
    kept = answer_link(text)

    if kept is not None:
        assert safe_link(kept) == kept
        assert answer_link(kept) == kept
        assert same_place(kept, kept)
