"""A feed that is told what could match leaves out nothing that does, and forgets nothing that it left out."""

import re
from dataclasses import replace

import pytest
from feed_world import ADDRESS, LONG_AGO, NOW, SAMPLES, FakeWeb
from hypothesis import given
from hypothesis import strategies as st

from listen.brand import Brand, Feed, Query, Settings
from listen.model import Page
from listen.query.matching import Matcher
from listen.sources.feed import FeedSource

SETTINGS = Settings(brand=Brand(name="ExampleVent"), feeds=(Feed(address=ADDRESS),))


def read(body: bytes, matcher: Matcher | None, checkpoint: str | None = None) -> list[Page]:
    source = FeedSource(SETTINGS, now=lambda: NOW)
    if matcher is not None:
        source.choose(matcher.glance)
    [stream] = source.streams([Query(name="brand", expression="x")])
    return list(source.pages(stream, checkpoint, FakeWeb({ADDRESS: body}), since=LONG_AGO))


def matching(pages: list[Page], matcher: Matcher) -> set[str]:
    return {post.native_id for page in pages for post in page.posts if matcher.match(post)}


def rss(*descriptions: str, ids: tuple[str, ...] = ()) -> bytes:
    items = "".join(
        f"<item><guid isPermaLink='false'>{ids[number] if ids else f'g{number}'}</guid><title>Post {number}</title>"
        f"<link>https://blog.example/{number}</link><description>{text}</description></item>"
        for number, text in enumerate(descriptions)
    )
    return f"<rss version='2.0'><channel><title>Blog</title>{items}</channel></rss>".encode()


@pytest.mark.parametrize("sample", sorted((SAMPLES / "wellformed").glob("*.xml")), ids=lambda path: path.name)
def test_every_word_of_every_sample_finds_the_same_posts(sample):
    body = sample.read_bytes()
    words = {
        word
        for page in read(body, None)
        for post in page.posts
        for text in (post.title or "", post.text)
        for word in re.findall(r"[^\W\d_]{4,}", text)
    }

    for word in sorted(words)[:60]:
        matcher = Matcher([Query(name="one", expression=f"{word}*")])
        assert matching(read(body, matcher), matcher) == matching(read(body, None), matcher), word


@pytest.mark.parametrize(
    "written",
    [
        "ExampleVent",
        "EXAMPLEVENT",
        "Example-Vent",
        "&lt;b&gt;Exam&lt;/b&gt;pleVent",
        "Exam&amp;shy;pleVent",
        "&#69;xampleVent",
        "&amp;#69;xampleVent",
        "<![CDATA[Exam<i>ple</i>Vent]]>",
        "a < b and ExampleVent > c".replace("<", "&lt;").replace(">", "&gt;"),
        "Exam\u200bple\u00adVent",
        "ＥｘａｍｐｌｅＶｅｎｔ",
        "#ExampleVent2026",
        '&lt;a href="https://www.examplevent.example/x"&gt;here&lt;/a&gt;',
    ],
)
def test_every_way_of_writing_it_is_seen(written: str):
    matcher = Matcher([Query(name="brand", expression="examplevent* OR link:examplevent.example")])
    body = rss("one", written, "three", "four")

    assert matching(read(body, matcher), matcher) == matching(read(body, None), matcher) != set()


@pytest.mark.parametrize(
    "expression",
    ["/exam.{0,3}vent/", "lang:en", "source:feed", "author:kim", "site:blog.example", "título", "lüftung OR 風管"],
)
def test_what_cannot_be_told_at_a_glance_is_read(expression: str):
    matcher = Matcher([Query(name="one", expression=expression)])
    body = rss("one", "examplevent", "Lueftung", "el título 風管", "five")

    assert matching(read(body, matcher), matcher) == matching(read(body, None), matcher)


@given(st.lists(st.text(st.sampled_from("aAäÄeE<>&;/!-[]\u00ad\u200b \n'\"b#"), max_size=30), min_size=3, max_size=6))
def test_a_glance_never_says_no_where_the_matcher_says_yes(texts: list[str]):
    matcher = Matcher([Query(name="one", expression="ae OR bae* OR aa")])
    body = rss(*(f"<![CDATA[{text.replace(']]>', '')}]]>" for text in texts))

    assert matching(read(body, matcher), matcher) == matching(read(body, None), matcher)


def test_what_was_left_out_is_known_and_seen_again_when_it_changes():
    matcher = Matcher([Query(name="brand", expression="examplevent")])
    first = read(rss("one", "two", "three", "four", "five"), matcher)

    same = read(rss("one", "two", "three", "four", "five"), matcher, first[-1].checkpoint)
    edited = read(rss("one", "two", "now about ExampleVent", "four", "five"), matcher, first[-1].checkpoint)

    assert [page.is_unchanged for page in same] == [True]
    assert [post.text for page in edited for post in page.posts] == ["now about ExampleVent"]
    assert edited[-1].gap is None


def test_an_edit_that_takes_the_brand_away_is_delivered():
    matcher = Matcher([Query(name="brand", expression="examplevent")])
    first = read(rss("one", "two", "about ExampleVent", "four", "five"), matcher)

    edited = read(rss("one", "two", "about nothing", "four", "five"), matcher, first[-1].checkpoint)

    assert [post.text for page in edited for post in page.posts] == ["about nothing"]


def test_where_ids_are_shared_everything_is_read():
    matcher = Matcher([Query(name="brand", expression="examplevent")])
    body = rss("one", "ExampleVent a", "three", "ExampleVent b", "five", ids=("1", "1", "1", "1", "1"))

    assert len(matching(read(body, matcher), matcher)) == 2


def test_all_items_are_counted():
    matcher = Matcher([Query(name="brand", expression="examplevent")])

    [page] = read(rss(*(f"text {number}" for number in range(20))), matcher)

    assert page.seen == 20
    assert len(page.posts) == 2
    assert replace(page, posts=()).skipped == 0
