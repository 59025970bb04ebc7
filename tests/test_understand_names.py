"""Of whom an analyzer is asked: the brand's names where a text has one, else what matched."""

from datetime import UTC, date, datetime

from listen.analyzers.language import Eld
from listen.brand import Query
from listen.model import Match, Mention, Post, Span
from listen.naming import Names
from listen.understand import Understanding

WHEN = datetime(2026, 5, 4, tzinfo=UTC)
QUERIES = (
    Query(name="brand", expression="examplevent* OR exvent"),
    Query(name="noise", expression="lüftung AND laut"),
    Query(name="OtherVent", expression="othervent", competitor="OtherVent"),
)


def understanding(names: Names | None) -> Understanding:
    return Understanding(identifier=Eld(("de",)), analyzers={}, queries={one.name: one for one in QUERIES}, names=names)


def mention(text: str, *words: str, title: str | None = None) -> Mention:
    spans = tuple(Span(field="text", start=text.index(word), end=text.index(word) + len(word)) for word in words)
    return Mention(
        post=Post(source="feed", native_id="1", origin="x", url=None, title=title, text=text),
        matches=(Match(query="noise", words=words, spans=spans),),
        language="de",
        published_at=WHEN,
        first_seen_at=WHEN,
        day=date(2026, 5, 4),
    )


def told(one: Mention, names: Names | None) -> tuple[list[str], list[str]]:
    text = understanding(names).text(one)
    return (
        [text.text[start:end] for start, end in text.targets],
        [text.text[start:end] for start, end in text.others],
    )


NAMES = Names("ExampleVent", ("OtherVent",), QUERIES)


def test_the_brand_is_the_target_where_it_is_named():
    one = mention("Die Lüftung von ExVent ist laut, OtherVent nicht", "Lüftung", "laut")

    assert told(one, NAMES) == (["ExVent"], ["OtherVent"])


def test_a_topic_is_the_target_where_nobody_is_named():
    assert told(mention("Die Lüftung ist laut", "Lüftung", "laut"), NAMES) == (["Lüftung", "laut"], [])


def test_a_competitor_that_matched_is_the_target_not_another():
    assert told(mention("OtherVent ist laut", "OtherVent"), NAMES) == (["OtherVent"], [])


def test_without_names_every_match_is_a_target():
    assert told(mention("ExVent ist laut", "laut"), None) == (["laut"], [])


def test_the_title_counts():
    one = mention("Ist laut", "laut", title="Neues von ExampleVent")

    assert told(one, NAMES)[0] == ["ExampleVent"]
