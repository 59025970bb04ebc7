"""App Store reviews: labels around everything, one entry without its list, the app among its reviews."""

from datetime import UTC, datetime

import pytest

from listen.brand import Query
from listen.errors import Unreadable
from listen.sources.appstore import AppStore
from listen.testing.door import FakeFetcher
from listen.testing.sources import SourceConformance
from listen.testing.world import NOW, World
from tests.sources.channel_world import QUERIES, newest_first, settings_of, stream_of

SINCE = datetime(2026, 10, 25, tzinfo=UTC)
APP = {"im:name": {"label": "Pipe planner"}, "id": {"label": "https://apps.apple.com/de/app/id1"}}


def review(one):
    return {
        "id": {"label": str(one.number)},
        "author": {"name": {"label": "kim"}, "uri": {"label": "https://itunes.apple.com/de/reviews/id1"}},
        "updated": {"label": one.at.isoformat()},
        "im:rating": {"label": "2"},
        "im:version": {"label": "1.0"},
        "im:voteSum": {"label": "4"},
        "title": {"label": "ExampleVent"},
        "content": {"label": one.text, "attributes": {"type": "text"}},
        "link": {"attributes": {"href": "https://itunes.apple.com/de/review?id=1"}},
    }


def reviews(request, said):
    page = int(request.url.partition("/page=")[2].partition("/")[0])
    some = [review(one) for one in newest_first(said)[(page - 1) * 50 : page * 50]]
    if page == 1:
        some = [APP, *some]
    return {"feed": {"entry": some} if len(some) != 1 else {"entry": some[0]}} if some else {"feed": {}}


def make():
    return AppStore(settings_of("appstore", apps=("123",), countries=("de",)))


class TestAppStore(SourceConformance):
    def world(self):
        return World(make=make, queries=QUERIES, serve=reviews, amount=130, burst=80)


def read(body):
    source = make()
    fetcher = FakeFetcher(lambda request: body if "page=1/" in request.url else {"feed": {}}, now=NOW)
    return list(source.pages(stream_of(source), None, fetcher, since=SINCE)), fetcher.asked


def test_every_field_is_read_and_the_app_is_no_review():
    [page, *_], [request, *_] = read({"feed": {"entry": [APP, review(TestAppStore().world().one(5, at=NOW))]}})

    [post] = page.posts
    assert (post.native_id, post.author, post.place) == ("de 5", "kim", "App Store de")
    assert (post.engagement.score, post.engagement.likes, post.matched_by) == (2, 4, ("brand",))
    assert page.skipped == 0
    assert request.url == ("https://itunes.apple.com/de/rss/customerreviews/page=1/id=123/sortby=mostrecent/json")


def test_one_review_alone_comes_without_a_list():
    [page, *_], _ = read({"feed": {"entry": review(TestAppStore().world().one(5, at=NOW))}})

    assert len(page.posts) == 1


def test_reviews_of_our_app_are_no_competitors_mentions():
    theirs = Query(name="them", expression="othervent", competitor="OtherVent")

    [stream] = make().streams((*QUERIES, theirs))

    assert stream.queries == ("brand",)


def test_another_shape_is_unreadable():
    with pytest.raises(Unreadable):
        read({"entry": []})
