"""What of a post is read: the analyzed text, and in it the writer's own words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listen.model import Post
from listen.reading import LOOKED_AT, analyzed_text, read


def post(text: str, title: str | None = None, reply_to_id: str | None = None) -> Post:
    return Post(
        source="feed", native_id="1", origin="a.example", url=None, title=title, text=text, reply_to_id=reply_to_id
    )


def own_words(text: str, title: str | None = None, reply_to_id: str | None = None) -> str:
    one = post(text, title, reply_to_id)
    return " ".join(read(one, analyzed_text(one)).plain.split())


@pytest.mark.parametrize(
    ("text", "left"),
    [
        pytest.param("> Passt das?\nJa.", "ja.", id="quoted line"),
        pytest.param("Vorher [quote]Passt\ndas?[/quote] nachher", "vorher nachher", id="quote in brackets"),
        pytest.param("[quote]Nie zu Ende", "[quote]nie zu ende", id="a quote that never ends"),
        pytest.param("Zitat von Max:\nPasst das?\n\nJa.", "ja.", id="quotation"),
        pytest.param("Siehe https://a.example/?x dort", "siehe dort", id="address"),
        pytest.param("@max@a.example schau", "schau", id="called name"),
        pytest.param("Etwa z. B. ca. 5 m", "etwa z b ca 5 m", id="a shortened word ends no sentence"),
    ],
)
def test_the_words_of_others_are_blank(text: str, left: str) -> None:
    assert own_words(text) == left


def test_the_title_of_a_thread_belongs_to_who_began_it() -> None:
    assert own_words("Mit Seife.", "Womit reinigen?") == "womit reinigen? mit seife."
    assert own_words("Mit Seife.", "Womit reinigen?", reply_to_id="1") == "mit seife."
    assert own_words("Mit Seife.", "AW: Womit reinigen?") == "mit seife."


@given(st.text(max_size=400), st.none() | st.text(max_size=60), st.none() | st.just("1"))
def test_every_character_stays_in_its_place(text: str, title: str | None, reply_to_id: str | None) -> None:
    one = post(text, title, reply_to_id)
    analyzed = analyzed_text(one)

    reading = read(one, analyzed)

    assert len(reading.plain) == len(reading.shown) == min(len(analyzed), LOOKED_AT)
    for sentence in reading.sentences:
        assert reading.plain[sentence.start : sentence.end] == sentence.words
