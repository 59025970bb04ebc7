"""JSON Feed as the specification has it, and as careless programs write it."""

import json
from datetime import UTC, datetime

import pytest
from feed_world import posts_of
from hypothesis import given
from hypothesis import strategies as st

from listen.model import Post
from listen.sources.feed.reading import read

FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Pipes & Vents",
    "language": "en-GB",
    "authors": [{"name": "Feed Author", "url": "https://author.example/"}],
    "next_url": "https://json.example/feed?page=2",
    "items": [],
}


def posts(*items: object, **feed: object) -> list[Post]:
    reading = read(json.dumps({**FEED, "items": list(items), **feed}).encode())
    assert reading is not None
    return [post for post in posts_of(reading.document) if post is not None]


def test_item_of_version_1_1_is_read_whole():
    (post,) = posts(
        {
            "id": "https://json.example/1",
            "url": "https://json.example/1",
            "external_url": "https://linked.example/",
            "title": "U-Wert < 0,8 &amp; mehr",
            "content_html": "<p>Markup &amp; <a href='/x'>more</a></p>",
            "summary": "Short",
            "date_published": "2026-11-22T10:00:00+01:00",
            "date_modified": "2026-11-23T10:00:00Z",
            "authors": [{"name": "Ann", "url": "https://ann.example/"}, {"name": "Bob"}],
            "tags": ["pipes", "vents"],
            "language": "de",
            "attachments": [{"url": "https://cdn.example/1.mp3", "mime_type": "audio/mpeg"}],
        }
    )

    assert post.title == "U-Wert < 0,8 &amp; mehr"
    assert post.text == "Markup & more"
    assert (post.author, post.author_url) == ("Ann, Bob", "https://ann.example/")
    assert post.published_at == datetime(2026, 11, 22, 9, tzinfo=UTC)
    assert post.edited_at == datetime(2026, 11, 23, 10, tzinfo=UTC)
    assert post.tags == ("pipes", "vents")
    assert post.language_hint == "de"
    assert post.links == ("https://blog.example/x", "https://linked.example/", "https://cdn.example/1.mp3")


def test_microblog_without_title_is_read():
    (post,) = posts({"id": "1", "content_text": "Just <words> & a line\nbreak"}, authors=None, author={"name": "Old"})

    assert post.title is None
    assert post.text == "Just <words> & a line\nbreak"
    assert post.author == "Old"


CARELESS = {
    "number as id": {"id": 17, "content_text": "x"},
    "huge number as id": {"id": 10**400, "content_text": "x"},
    "fraction as id": {"id": 1.5, "content_text": "x"},
    "authors is an object": {"id": "1", "content_text": "x", "authors": {"name": "Ann"}},
    "authors is a name": {"id": "1", "content_text": "x", "authors": "Ann"},
    "authors is null": {"id": "1", "content_text": "x", "authors": None},
    "authors is a number": {"id": "1", "content_text": "x", "authors": 3},
    "tags is a word": {"id": "1", "content_text": "x", "tags": "pipes"},
    "tags hold null": {"id": "1", "content_text": "x", "tags": [None, 3, "pipes", {}]},
    "attachments is null": {"id": "1", "content_text": "x", "attachments": None},
    "attachments hold words": {"id": "1", "content_text": "x", "attachments": ["x", {"url": 3}]},
    "date is a number": {"id": "1", "content_text": "x", "date_published": 1795428000},
    "surrogate": {"id": "1\ud800", "content_text": "x", "title": "\udfff"},
    "title is a list": {"id": "1", "content_text": "x", "title": ["a"]},
}


@pytest.mark.parametrize("item", CARELESS.values(), ids=CARELESS.keys())
def test_careless_item_is_a_post(item):
    (post,) = posts(item)

    assert post.text == "x"
    post.native_id.encode()


def test_unreadable_items_are_counted_and_cost_only_themselves():
    reading = read(json.dumps({**FEED, "items": [None, 3, [], {}, {"id": "1", "content_text": "x"}]}).encode())

    assert reading is not None
    assert len(reading.entries) == 1
    assert reading.skipped == 4


ODD = {
    "byte order mark": b"\xef\xbb\xbf" + json.dumps(FEED).encode(),
    "UTF-16": json.dumps(FEED).encode("utf-16"),
    "duplicate keys": b'{"version":"https://jsonfeed.org/version/1","items":3,"items":[]}',
    "not a number": b'{"version":"https://jsonfeed.org/version/1","items":[],"x":NaN,"y":Infinity}',
    "leading blanks": b"\n " + json.dumps(FEED).encode(),
}


@pytest.mark.parametrize("body", ODD.values(), ids=ODD.keys())
def test_odd_document_is_read(body):
    assert read(body) is not None


NO_FEED = {
    "no version": {"items": []},
    "other version": {"version": "2", "items": []},
    "version is a number": {"version": 1, "items": []},
    "no items": {"version": FEED["version"]},
    "items is null": {"version": FEED["version"], "items": None},
    "items is an object": {"version": FEED["version"], "items": {}},
    "error": {"error": "overloaded"},
}


@pytest.mark.parametrize("value", NO_FEED.values(), ids=NO_FEED.keys())
def test_other_json_is_no_feed(value):
    assert read(json.dumps(value).encode()) is None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*FEED, "id", "url", "name", "content_html"]), inner)
    ),
    max_leaves=12,
)


@given(
    st.dictionaries(
        st.sampled_from(["id", "url", "title", "content_html", "authors", "tags", "attachments", "date_published"]),
        JSON,
    )
)
def test_any_item_is_read_or_skipped(item):
    posts(item)
