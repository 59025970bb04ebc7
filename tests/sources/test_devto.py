"""dev.to: a search that may vanish."""

from datetime import UTC, datetime

import pytest

from listen.errors import Gone, Unreadable
from listen.sources.devto import DevTo
from listen.testing.door import FakeFetcher
from listen.testing.sources import SourceConformance
from listen.testing.world import NOW, World
from tests.sources.channel_world import QUERIES, newest_first, settings_of, stream_of, zulu

SINCE = datetime(2026, 10, 25, tzinfo=UTC)


def article(one):
    return {
        "id": one.number,
        "title": "ExampleVent",
        "path": f"/kim/examplevent-{one.number}",
        "published_at": zulu(one.at),
        "user": {"name": "Kim", "username": "kim"},
        "tag_list": ["house"],
        "public_reactions_count": 5,
        "comments_count": 1,
        "highlight": {"body_text": [f"<mark>ExampleVent</mark> {one.text}"]},
    }


def search(request, said):
    asked = dict(request.params)
    page, size = int(asked["page"]), int(asked["per_page"])
    return {"result": [article(one) for one in newest_first(said)[page * size : (page + 1) * size]]}


def make():
    return DevTo(settings_of("devto"))


class TestDevTo(SourceConformance):
    def world(self):
        return World(make=make, queries=QUERIES, serve=search, amount=130, burst=80)


def read(serve):
    source = make()
    fetcher = FakeFetcher(serve, now=NOW)
    return list(source.pages(stream_of(source), None, fetcher, since=SINCE)), fetcher.asked


def test_every_field_is_read():
    [[page], _] = read(lambda _: {"result": [article(TestDevTo().world().one(5, at=NOW))]})

    [post] = page.posts
    assert (post.native_id, post.url) == ("dev.to 5", "https://dev.to/kim/examplevent-5")
    assert (post.author, post.author_url, post.tags) == ("Kim", "https://dev.to/kim", ("house",))
    assert (post.engagement.likes, post.engagement.replies, post.matched_by) == (5, 1, ("brand",))


def test_a_search_that_vanished_is_told():
    with pytest.raises(Gone):
        read(lambda _: Gone("source.not_found", host="dev.to", url="u", is_final=False))
    with pytest.raises(Unreadable):
        read(lambda _: [])
