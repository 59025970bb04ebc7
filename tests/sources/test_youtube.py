"""YouTube: every page costs a search of the day's budget."""

from datetime import UTC, datetime

import pytest

from listen.errors import LoginNeeded
from listen.sources.youtube import YouTube
from listen.testing.door import FakeFetcher
from listen.testing.sources import SourceConformance
from listen.testing.world import NOW, World
from tests.sources.channel_world import QUERIES, Pocket, newest_first, settings_of, stream_of

SINCE = datetime(2026, 10, 25, tzinfo=UTC)


def snippet(one, description):
    return {
        "publishedAt": one.at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "channelId": "UCkim",
        "channelTitle": "Kim builds",
        "title": "ExampleVent",
        "description": description,
    }


def service(request, said):
    asked = dict(request.params)
    if request.url.endswith("/videos"):
        wanted = asked["id"].split(",")
        return {
            "items": [
                {
                    "id": f"v{one.number}",
                    "snippet": snippet(one, one.text) | {"defaultAudioLanguage": "de", "tags": ["pipe"]},
                    "statistics": {"viewCount": "120", "commentCount": "4"},
                }
                for one in said
                if f"v{one.number}" in wanted
            ]
        }
    found = newest_first(said, low=datetime.fromisoformat(asked["publishedAfter"]))
    start = int(asked.get("pageToken", "0"))
    some = found[start : start + int(asked["maxResults"])]
    more = {"nextPageToken": str(start + len(some))} if len(found) > start + len(some) else {}
    hits = [
        {
            "id": {"kind": "youtube#video", "videoId": f"v{one.number}"},
            "snippet": snippet(one, one.text) | {"title": "Example&#39;s pipe &amp; more"},
        }
        for one in some
    ]
    return {"items": hits, "pageInfo": {"totalResults": 1_000_000}, **more}


def make():
    return YouTube(settings_of("youtube", keys=Pocket(key="abc")))


class TestYouTube(SourceConformance):
    def world(self):
        return World(make=make, queries=QUERIES, serve=service, amount=120, burst=60)


def read(source, said):
    fetcher = FakeFetcher(lambda request: service(request, said), now=NOW)
    return list(source.pages(stream_of(source), None, fetcher, since=SINCE)), fetcher.asked


def test_every_field_is_read():
    [page], asked = read(make(), [TestYouTube().world().one(5, at=NOW)])

    [post] = page.posts
    assert (post.title, post.author, post.language_hint, post.tags) == ("ExampleVent", "Kim builds", "de", ("pipe",))
    assert (post.engagement.views, post.engagement.replies, post.engagement.likes) == (120, 4, None)
    assert post.url == "https://www.youtube.com/watch?v=v5"
    assert all("abc" not in repr(request.params) + request.url for request in asked)


def test_searches_are_charged_where_the_day_ends_and_look_ups_are_not():
    _, asked = read(make(), [TestYouTube().world().one(5, at=NOW)])

    assert [None if one.charge is None else (one.charge.amount, one.charge.limit) for one in asked] == [(1, 90), None]
    assert asked[0].charge.zone == "America/Los_Angeles"


def test_without_a_key_nobody_is_asked():
    fetcher = FakeFetcher(lambda _: {})
    source = YouTube(settings_of("youtube"))

    with pytest.raises(LoginNeeded):
        list(source.pages(stream_of(source), None, fetcher, since=SINCE))
    assert fetcher.asked == []


def test_what_is_no_longer_listed_is_gone():
    said = [TestYouTube().world().one(5, at=NOW)]

    assert make().recheck(["v5", "v6"], FakeFetcher(lambda request: service(request, said))) == {"v6"}
