"""Colleagues' names are covered wherever they stand, and nothing else is touched."""

from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listen.brand import Brand, Settings
from listen.columns import COLUMNS, row_of
from listen.dialogue import Reply
from listen.masking import Mask, everywhere
from listen.model import Evidence, Label, Mention, Opinion, Span
from listen.reading import analyzed_text
from tests.store.world import NOW, finding, match, mention, sentiment

NAMES = (
    *("Sabine Müller", "Anna Rose", "Stefan Turm", "Karl-Heinz von der Heide", "@luftfee", "Jürgen Weiß"),
    "Max Müller-Lüdenscheid",
)
MASK = Mask(NAMES, "[X]")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Sabine Müller hat geholfen", "[X] hat geholfen"),
        ("SABINE MUELLER!", "[X]!"),
        ("Sabine Müllers Antwort", "[X] Antwort"),
        ("Mit Sabine  Müller’s Hilfe", "Mit [X] Hilfe"),
        ("Juergen Weiss' Rat", "[X] Rat"),
        ("Sabine M. Müller", "[X]"),
        ("Sabine\nMüller", "[X]"),
        ("Müller, Sabine (Support)", "[X] (Support)"),
        ("S. Müller und S.Müller", "[X] und [X]"),
        ("J Weiß sagte", "[X] sagte"),
        ("Frau Müller, Frau Dr. Müllers Büro", "[X], [X] Büro"),
        ("Herrn Turm fragen", "[X] fragen"),
        ("ms. rose answered", "[X] answered"),
        ("sabine.mueller@firma.example", "[X]@firma.example"),
        ("@smueller @sabine_mueller", "@[X] @[X]"),
        ("K. von der Heide, Herr Heide", "[X], [X]"),
        ("Max Müller-Lüdenscheid", "[X]"),
        ("luftfee und @luftfee", "[X] und [X]"),
    ],
)
def test_a_name_is_covered_in_every_spelling(written: str, shown: str):
    assert MASK(written) == shown


@pytest.mark.parametrize(
    "written",
    [
        "Müller ist ein häufiger Name",
        "Sabine Müllerin",
        "Sturm im Turm",
        "A rose is a rose",
        "j weiß nicht",
        "die luftfeen",
        "Sabine und Herr Schmidt, Müller & Co.",
        "",
    ],
)
def test_what_is_no_name_stays(written: str):
    assert MASK(written) == written


@given(st.text(), st.text())
def test_nothing_but_the_name_changes(before: str, after: str):
    mask = Mask(["Xaverqua Zyxwinski"], "[X]")
    text = f"{before} Xaverqua Zyxwinski {after}"

    assert mask(text) == f"{before} [X] {after}"


@given(st.text())
def test_a_text_without_the_name_stays_as_it_is(text: str):
    assert Mask(["Xaverqua Zyxwinski"], "[X]")(text) == text


@given(st.text(max_size=200))
def test_masking_twice_is_masking_once(text: str):
    assert MASK(MASK(text)) == MASK(text)


def test_there_is_nothing_to_do_without_colleagues():
    one = mention("1", "Sabine Müller")

    assert not Mask((), "[X]")
    assert Mask((), "[X]").mention(one) is one


def test_the_mask_speaks_the_language_of_the_reader():
    settings = Settings(brand=Brand(name="ExampleVent"), colleagues=("Sabine Müller",))

    assert Mask.of(settings, "de")("S. Müller") == "[Kollegin/Kollege]"
    assert Mask.of(settings, "en")("S. Müller") == "[colleague]"


def marked() -> Mention:
    text = "Sabine Müller sagt, ExampleVent pfeift. Frau Müller hilft nicht."
    title = "Über Sabine Müller"
    base = len(title) + 1
    at, pfeift, hilft = text.index("ExampleVent"), text.index("pfeift"), text.index("hilft")
    judged = replace(
        sentiment(Label.CRITICISM),
        evidence=(
            Evidence(word="pfeift", start=base + pfeift, end=base + pfeift + 6, weight=-0.5),
            Evidence(word="Müller", start=base + 7, end=base + 13, weight=0.1),
            Evidence(word="hilft", start=base + hilft, end=base + hilft + 5, weight=0.2),
        ),
        opinions=(Opinion(label=Label.CRITICISM, start=base + at, end=base + pfeift + 6, polarity=-1, confidence=1),),
    )
    one = mention("1", text, title=title, judged=judged, findings=(finding(),))
    span = Span(field="text", start=at, end=at + 11)
    post = replace(one.post, author="@sabine_mueller", author_url="https://social.example/@sabine_mueller")
    return replace(one, post=post, matches=(replace(match("brand"), spans=(span,)),))


def test_what_is_marked_in_a_mention_stands_where_it_stands_now():
    one = MASK.mention(marked())

    (span,) = one.matches[0].spans
    assert one.post.text == "[X] sagt, ExampleVent pfeift. [X] hilft nicht."
    assert one.post.text[span.start : span.end] == "ExampleVent"
    assert one.sentiment is not None
    shown = analyzed_text(one.post)
    assert [shown[word.start : word.end] for word in one.sentiment.evidence] == ["pfeift", "hilft"]
    assert [shown[told.start : told.end] for told in one.sentiment.opinions] == ["ExampleVent pfeift"]
    assert (one.post.author, one.post.author_url) == ("@[X]", None)


@dataclass(frozen=True)
class Screenful:
    title: str
    lines: tuple[object, ...]


def test_whatever_holds_a_mention_is_masked_however_deep_it_lies():
    reply = Reply(
        answer_id=1, native_id="r", is_asker=True, published_at=NOW, text="Danke, S. Müller", seen_on=NOW.date()
    )

    made = everywhere(Screenful("Sabine Müller bleibt: unsere Worte", (Screenful("", (marked(), 5)), reply)), MASK)

    assert "Müller" not in str(made.lines)
    assert made.title.startswith("Sabine Müller")
    untouched = Screenful("", (mention("2"),))
    assert everywhere(untouched, MASK) is untouched


def test_rows_for_an_export_are_masked():
    (row,) = MASK.rows([row_of(marked())], COLUMNS)

    cells = dict(zip(COLUMNS, row, strict=True))
    assert "Müller" not in str(row)
    assert (cells["author"], cells["author_url"]) == ("@[X]", None)
    assert list(Mask((), "").rows([row], COLUMNS)) == [row]
