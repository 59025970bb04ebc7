"""Trustpilot: the site is looked up first, its reviews come after."""

from datetime import UTC, datetime

import pytest

from listen.errors import LoginNeeded, Unreadable
from listen.sources.trustpilot import Trustpilot
from listen.testing.door import FakeFetcher
from listen.testing.sources import SourceConformance
from listen.testing.world import NOW, World
from tests.sources.channel_world import QUERIES, Pocket, newest_first, settings_of, stream_of, zulu

SINCE = datetime(2026, 10, 25, tzinfo=UTC)


def review(one):
    return {
        "id": f"r{one.number}",
        "stars": 2,
        "title": "ExampleVent",
        "text": one.text,
        "language": "de",
        "createdAt": zulu(one.at),
        "consumer": {"displayName": "kim"},
        "numberOfLikes": 3,
    }


def serve(request, said):
    if request.url.endswith("/find"):
        return {"id": "46d6a890000064000500e0c3", "numberOfReviews": {"total": len(said)}}
    asked = dict(request.params)
    page, size = int(asked["page"]), int(asked["perPage"])
    return {"links": [], "reviews": [review(one) for one in newest_first(said)[(page - 1) * size : page * size]]}


def make(**keys: str):
    return Trustpilot(settings_of("trustpilot", keys=Pocket(**(keys or {"key": "abc"}))))


class TestTrustpilot(SourceConformance):
    def world(self):
        return World(make=make, queries=QUERIES, serve=serve, amount=230, burst=120)


def read(answer, source=None):
    source = source or make()
    fetcher = FakeFetcher(answer, now=NOW)
    return list(source.pages(stream_of(source), None, fetcher, since=SINCE)), fetcher.asked


def test_every_field_is_read_and_the_key_is_a_header():
    [[page], asked] = read(lambda request: serve(request, [TestTrustpilot().world().one(5, at=NOW)]))

    [post] = page.posts
    assert (post.url, post.author) == ("https://www.trustpilot.com/reviews/r5", "kim")
    assert (post.engagement.score, post.language_hint, post.matched_by) == (2, "de", ("brand",))
    assert dict(asked[0].params) == {"name": "examplevent.example"}
    assert all(request.headers["apikey"] == "abc" for request in asked)


@pytest.mark.parametrize("found", [{}, {"id": "../../x"}, []])
def test_a_number_that_is_none_is_never_asked_for(found):
    with pytest.raises(Unreadable):
        read(lambda _: found)


def test_without_a_key_nothing_is_asked():
    with pytest.raises(LoginNeeded):
        read(lambda _: {}, make(other="x"))
