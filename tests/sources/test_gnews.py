"""GNews: small pages, a key in the address, a quota told with 403."""

from datetime import UTC, datetime

import pytest

from listen.errors import LoginNeeded, RateLimited, Unreadable
from listen.sources.gnews import GNews
from listen.testing.door import FakeFetcher
from listen.testing.sources import SourceConformance
from listen.testing.world import NOW, World
from tests.sources.channel_world import QUERIES, Pocket, newest_first, settings_of, stream_of

SINCE = datetime(2026, 10, 25, tzinfo=UTC)


def article(one):
    return {
        "id": str(one.number),
        "title": "ExampleVent",
        "description": one.text,
        "content": "cut here... [900 chars]",
        "url": f"https://paper.example/{one.number}",
        "publishedAt": one.at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "lang": "de",
        "source": {"name": "The Paper", "url": "https://paper.example"},
    }


def search(request, said):
    asked = dict(request.params)
    found = newest_first(said, low=datetime.fromisoformat(asked["from"]))
    page, size = int(asked["page"]), int(asked["max"])
    return {"totalArticles": len(found), "articles": [article(one) for one in found[(page - 1) * size : page * size]]}


def make():
    return GNews(settings_of("gnews", keys=Pocket(key="abc"), page_size=50))


class TestGNews(SourceConformance):
    def world(self):
        return World(make=make, queries=QUERIES, serve=search, amount=130, burst=120)


def read(serve):
    source = make()
    fetcher = FakeFetcher(serve, now=NOW)
    return list(source.pages(stream_of(source), None, fetcher, since=SINCE)), fetcher.asked


def test_every_field_is_read_and_the_key_is_a_secret():
    [[page], [request]] = read(
        lambda _: {"totalArticles": 1, "articles": [article(TestGNews().world().one(5, at=NOW))]}
    )

    [post] = page.posts
    assert (post.place, post.language_hint, post.matched_by) == ("The Paper", "de", ("brand",))
    assert request.secrets == ("abc",)
    assert (request.charge.limit, request.pause_s) == (90, 1.1)


def test_a_used_up_day_is_no_wrong_key():
    with pytest.raises(RateLimited):
        read(lambda _: LoginNeeded("source.login_needed", host="h", status=403))
    with pytest.raises(LoginNeeded):
        read(lambda _: LoginNeeded("source.login_needed", host="h", status=401))


def test_another_shape_is_unreadable():
    with pytest.raises(Unreadable):
        read(lambda _: {"errors": ["no"]})
