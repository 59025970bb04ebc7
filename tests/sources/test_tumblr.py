"""Tumblr: hashtags, and a key that the service wants in the address."""

from datetime import UTC, datetime

import pytest

from listen.errors import LoginNeeded
from listen.http.address import is_secret_name
from listen.sources.tumblr import Tumblr
from listen.testing.door import FakeFetcher
from listen.testing.sources import SourceConformance
from listen.testing.world import NOW, World
from tests.sources.channel_world import QUERIES, Pocket, newest_first, settings_of, stream_of


def item(one):
    return {
        "id": 700_000_000_000_000_000 + one.number,
        "id_string": str(700_000_000_000_000_000 + one.number),
        "blog_name": "kim",
        "blog": {"url": "https://kim.tumblr.example/"},
        "post_url": f"https://kim.tumblr.example/post/{one.number}",
        "type": "text",
        "title": "ExampleVent",
        "body": f"<p>{one.text}</p>",
        "timestamp": int(one.at.timestamp()),
        "tags": ["examplevent"],
        "note_count": 6,
    }


def tagged(request, said):
    asked = dict(request.params)
    before = int(asked.get("before", "99999999999"))
    found = [one for one in newest_first(said) if one.at.timestamp() < before]
    return {"meta": {"status": 200, "msg": "OK"}, "response": [item(one) for one in found[: int(asked["limit"])]]}


def make():
    return Tumblr(settings_of("tumblr", keys=Pocket(api_key="abc")))


class TestTumblr(SourceConformance):
    def world(self):
        return World(make=make, queries=QUERIES, serve=tagged, amount=60, burst=50)


def read(body):
    source = make()
    fetcher = FakeFetcher(lambda _: body, now=NOW)
    return list(source.pages(stream_of(source), None, fetcher, since=datetime(2026, 11, 1, tzinfo=UTC)))


def test_every_field_is_read():
    page = read({"meta": {"status": 200}, "response": [item(TestTumblr().world().one(5, at=NOW))]})[0]

    [post] = page.posts
    assert (post.author, post.tags, post.engagement.score) == ("kim", ("examplevent",), 6)
    assert post.native_id == "700000000000000005"


def test_a_refused_key_may_come_with_a_200():
    with pytest.raises(LoginNeeded):
        read({"meta": {"status": 401, "msg": "Unauthorized"}, "response": []})


def test_the_door_knows_that_the_key_is_secret():
    assert is_secret_name("api_key")
