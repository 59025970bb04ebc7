"""Discourse forums."""

from datetime import UTC, datetime

import pytest

from listen.errors import RateLimited
from listen.sources.discourse import Discourse
from listen.testing.door import FakeFetcher
from listen.testing.sources import SourceConformance
from listen.testing.world import NOW, World
from tests.sources.channel_world import QUERIES, newest_first, settings_of, stream_of, zulu


def hit(one):
    return {
        "id": one.number,
        "name": "Kim",
        "username": "kim",
        "created_at": zulu(one.at),
        "like_count": 2,
        "blurb": one.text,
        "post_number": 3,
        "topic_id": 77,
    }


TOPIC = {"id": 77, "title": "Which pipe?", "slug": "which-pipe", "reply_count": 9, "posts_count": 10}


def search(request, said):
    asked = dict(request.params)
    after = next(word for word in asked["q"].split() if word.startswith("after:")).removeprefix("after:")
    low = datetime.fromisoformat(after).replace(tzinfo=UTC)
    page = int(asked["page"])
    found = newest_first(said, low=low)
    some = found[(page - 1) * 50 : page * 50]
    result = {"term": asked["q"], "more_full_page_results": True if len(found) > page * 50 else None}
    return {"posts": [hit(one) for one in some], "topics": [], "grouped_search_result": result}


def forum():
    return Discourse(settings_of("discourse", base="https://forum.example"))


class TestDiscourse(SourceConformance):
    def world(self):
        return World(make=forum, queries=QUERIES, serve=search, amount=130, burst=80)


def pages(body):
    source = forum()
    since = datetime(2026, 11, 1, tzinfo=UTC)
    return list(source.pages(stream_of(source), None, FakeFetcher(lambda _: body, now=NOW), since=since))


def test_every_field_is_read():
    said = TestDiscourse().world().one(5, at=NOW)

    [page, *_] = pages(
        {"posts": [hit(said)], "topics": [TOPIC], "grouped_search_result": {"more_full_page_results": False}}
    )

    [post] = page.posts
    assert post.url == "https://forum.example/t/which-pipe/77/3"
    assert (post.title, post.author, post.author_url) == ("Which pipe?", "kim", "https://forum.example/u/kim")
    assert (post.engagement.likes, post.engagement.replies, post.conversation_id) == (2, 9, "77")


def test_a_forum_that_is_busy_says_so_with_a_200():
    with pytest.raises(RateLimited):
        pages({"grouped_search_result": {"error": "search is too busy"}})


def test_a_forum_without_a_hit_has_no_list_of_posts():
    [page] = pages({"topics": [], "grouped_search_result": {"term": "examplevent", "post_ids": []}})

    assert page.checkpoint is not None
