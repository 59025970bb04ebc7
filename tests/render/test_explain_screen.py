"""An explanation is sentences that fit, marks the words that decided, and lets no stranger steer the terminal."""

import json
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_world import NOW, SETTINGS, ReadingStore, mention, old_runs, sentiment
from rich.cells import cell_len
from screens import explained, screen
from test_screens import HOSTILE, STEERING

from listen.explaining import explain
from listen.model import Evidence, Finding, FindingKind, Label, Match, Opinion, Sentiment, Span
from listen.records import Judgement, Subject
from listen.render.foreign import Mark, excerpts
from listen.render.json import dumps
from listen.render.json_explained import explained_json
from listen.render.terminal.explain import explain_lines


def hostile(text):
    """Return an explanation in which everything that comes from strangers is `text`."""
    evidence = (
        Evidence(word=text, start=0, end=len(text), weight=-1.0),
        Evidence(word=text, start=-1, end=-1, weight=1.0),
    )
    feels = Sentiment(
        analyzer=text,
        polarity=-1.0,
        confidence=1.0,
        label=Label.CRITICISM,
        evidence=evidence,
        probabilities=(1.0, 0.0, 0.0),
        untaught=(0.0, 0.0, 1.0),
        overall=0.5,
        opinions=(Opinion(label=Label.CRITICISM, start=-9, end=9_999, polarity=-1, confidence=1, aspects=(text,)),),
    )
    one = mention(1, text, title=text, author=text, place=text, source=text)
    one = replace(
        one,
        post=replace(one.post, language_hint=text),
        sentiment=feels,
        matches=(
            Match(
                query=text, words=(text,), spans=(Span(field=text, start=0, end=1), Span(field="text", start=0, end=3))
            ),
            Match(query="brand", words=(text,), is_by_provider=True),
        ),
        findings=tuple(Finding(kind=kind, value=text, confidence=0.5, evidence=evidence) for kind in FindingKind),
        dropped=text,
        is_ours=False,
    )
    judged = [
        Judgement(id=number, mention_id=1, about=about, verdict=text, because=text, judged_on=NOW.date())
        for number, about in enumerate(Subject)
    ]
    store = ReadingStore(held=[one], past_runs=old_runs(), judged=judged, scored={1: (feels, sentiment(Label.PRAISE))})
    return explain(store, SETTINGS, 1, now=NOW)


def plain_of(lines):
    return "\n".join(line.plain for line in lines)


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("lang", ["de", "en"])
def test_strangers_cannot_steer_an_explanation(text, lang):
    for line in explain_lines(hostile(text), screen(80, lang, has_styles=True, has_links=True)):
        assert not STEERING.search(line.plain)
        assert cell_len(line.plain) <= 80


@pytest.mark.parametrize("text", HOSTILE)
def test_json_of_hostile_text_can_be_printed_and_read(text):
    printed = dumps(explained_json(hostile(text)))

    assert json.loads(printed)["schema"] == "listen.explain/1"
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2028\u2029\u2066-\u2069]", printed)


def test_deciding_words_are_marked_by_sign_with_and_without_styles():
    for has_styles in (True, False):
        shown = plain_of(explain_lines(explained(), screen(160, "en", has_styles=has_styles)))

        assert "(−crushed−)" in shown
        assert "‹ExampleVent›" in shown


def test_what_is_not_known_is_said():
    shown = plain_of(
        explain_lines(
            explain(ReadingStore(held=[mention(1, label=None, language=None)]), SETTINGS, 1, now=NOW), screen(160, "en")
        )
    )

    for sentence in (
        "Not known: the words do not tell it surely enough.",
        "The source says nothing of it.",
        "Not scored: no analyzer could judge it. That is not neutral.",
        "Not known: neither the text nor the place says.",
        "Nobody else tells it, as far as listen can hear.",
    ):
        assert sentence in shown


def test_long_text_is_shown_around_what_decided():
    text = f"{'before ' * 3_000}crushed{' after' * 3_000}"
    at = text.index("crushed")
    feels = sentiment(Label.CRITICISM, 0.9, Evidence(word="crushed", start=at, end=at + 7, weight=-0.9))
    one = replace(mention(1, text, word="zzzz"), sentiment=feels)

    lines = explain_lines(explain(ReadingStore(held=[one]), SETTINGS, 1, now=NOW), screen(80, "en"))

    assert "(−crushed−)" in plain_of(lines)
    assert len(lines) < 80


def test_copy_names_its_original_and_what_makes_it_a_copy():
    text = "ExampleVent shows a new duct in Musterstadt that is quieter than the one before and fits old houses"
    store = ReadingStore(
        held=[mention(1, text, hours=9), replace(mention(2, text, hours=4, author="Bea"), story_id=1)],
        past_runs=old_runs(),
    )

    shown = plain_of(explain_lines(explain(store, SETTINGS, 2, now=NOW), screen(160, "en")))

    assert "A copy of #1, 5 h later: the same text" in shown
    assert "In lists and counts #1 stands for the story." in shown
    assert "#1 stands for its story." in shown


@pytest.mark.parametrize("width", [20, 33, 80, 200])
@given(
    value=st.text(max_size=80) | st.text(max_size=40).map(lambda text: text * 200),
    places=st.lists(st.tuples(st.integers(-10, 9_000), st.integers(-10, 9_000)), max_size=8),
)
def test_excerpts_hold_for_any_text_and_any_places(width, value, places):
    marks = [Mark(start=start, end=end, before="‹", after="›", style="bold") for start, end in places]

    shown = excerpts(value, marks, screen(width)).plain

    assert not STEERING.search(shown)
    assert shown.count("‹") - value.count("‹") <= len(places)


def test_a_hundred_thousand_marks_cost_no_more_than_a_few():
    text = "bad " * 25_000
    marks = (Mark(start=at, end=at + 3, before="(−", after="−)", style="red") for at in range(0, 100_000, 4))

    shown = excerpts(text, marks, screen()).plain

    assert shown.count("(−bad−)") == 40
    assert len(shown) < 12_000
