"""NewsAPI: articles cut short, errors with any status."""

from datetime import UTC, datetime

import pytest

from listen.errors import LoginNeeded, QueryRefused, RateLimited
from listen.sources.newsapi import NewsApi
from listen.testing.door import FakeFetcher
from listen.testing.sources import SourceConformance
from listen.testing.world import NOW, World
from tests.sources.channel_world import QUERIES, Pocket, newest_first, settings_of, stream_of


def article(one):
    return {
        "source": {"id": None, "name": "The Paper"},
        "author": "Kim",
        "title": "ExampleVent",
        "description": one.text,
        "url": f"https://paper.example/{one.number}",
        "publishedAt": one.at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "content": "cut here [+900 chars]",
    }


def search(request, said):
    asked = dict(request.params)
    found = newest_first(said, low=datetime.fromisoformat(asked["from"]).replace(tzinfo=UTC))
    page, size = int(asked["page"]), int(asked["pageSize"])
    some = found[(page - 1) * size : page * size]
    return {"status": "ok", "totalResults": len(found), "articles": [article(one) for one in some]}


def make():
    return NewsApi(settings_of("newsapi", keys=Pocket(key="abc")))


class TestNewsApi(SourceConformance):
    def world(self):
        return World(make=make, queries=QUERIES, serve=search, amount=230, burst=120)


def read(body):
    source = make()
    fetcher = FakeFetcher(lambda _: body, now=NOW)
    return list(source.pages(stream_of(source), None, fetcher, since=datetime(2026, 11, 1, tzinfo=UTC))), fetcher.asked


def test_every_field_is_read_and_the_key_is_a_header():
    removed = {"title": "[Removed]", "url": "https://removed.com", "source": {}}
    said = TestNewsApi().world().one(5, at=NOW)

    [page], [request] = read({"status": "ok", "totalResults": 2, "articles": [article(said), removed]})

    [post] = page.posts
    assert (post.place, post.author, post.matched_by, page.skipped) == ("The Paper", "Kim", ("brand",), 0)
    assert request.headers["X-Api-Key"] == "abc"
    assert request.charge.limit == 90


@pytest.mark.parametrize(
    ("code", "error"),
    [("apiKeyInvalid", LoginNeeded), ("rateLimited", RateLimited), ("parameterInvalid", QueryRefused)],
)
def test_errors_come_with_a_code(code, error):
    with pytest.raises(error):
        read({"status": "error", "code": code, "message": "no"})
