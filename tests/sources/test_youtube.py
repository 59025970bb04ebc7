"""YouTube: every page costs a search of the day's budget."""

from datetime import UTC, datetime

import pytest

from listen.errors import LoginNeeded
from listen.sources.youtube import YouTube
from listen.testing.door import FakeFetcher
from listen.testing.sources import SourceConformance
from listen.testing.world import NOW, World
from tests.sources.channel_world import QUERIES, Pocket, newest_first, settings_of, stream_of, zulu

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


def thread(one):
    def comment(name, **more: object):
        return {
            "id": name,
            "snippet": {
                "textOriginal": one.text,
                "authorDisplayName": "@kim",
                "authorChannelUrl": "http://www.youtube.com/@kim",
                "likeCount": 3,
                "publishedAt": zulu(one.at),
                "updatedAt": zulu(one.at),
                **more,
            },
        }

    top = comment(f"UgxKREWxIgDrw8w2e_Z{one.number}")
    return {"id": top["id"], "snippet": {"videoId": "dQw4w9WgXcQ", "topLevelComment": top, "totalReplyCount": 0}}


def threads(request, said):
    asked = dict(request.params)
    start, size = int(asked.get("pageToken", "0")), int(asked["maxResults"])
    found = newest_first(said)
    more = {"nextPageToken": str(start + size)} if len(found) > start + size else {}
    return {"items": [thread(one) for one in found[start : start + size]], **more}


class OnlyComments(YouTube):
    """The suite wants one stream."""

    def streams(self, queries):
        return (stream for stream in super().streams(queries) if "comments" in stream.key)


def commented():
    return OnlyComments(settings_of("youtube", keys=Pocket(key="abc"), channels=("UCexample",)))


class TestYouTubeComments(SourceConformance):
    def world(self):
        return World(make=commented, queries=QUERIES, serve=threads, amount=230, burst=120)


def test_comments_and_answers_on_our_own_channel_are_heard():
    said = thread(TestYouTubeComments().world().one(5, at=NOW))
    answer = {"id": "Ugx.1", "snippet": {"textDisplay": "Thanks!", "publishedAt": zulu(NOW), "parentId": "Ugx"}}
    said["replies"] = {"comments": [answer]}
    source = commented()
    fetcher = FakeFetcher(lambda _: {"items": [said]}, now=NOW)

    [page] = source.pages(stream_of(source), None, fetcher, since=datetime(2026, 11, 1, tzinfo=UTC))

    first, second = page.posts
    assert first.url == "https://www.youtube.com/watch?v=dQw4w9WgXcQ&lc=UgxKREWxIgDrw8w2e_Z5"
    assert (first.conversation_id, first.matched_by, first.engagement.likes) == ("dQw4w9WgXcQ", ("brand",), 3)
    assert (second.text, second.reply_to_id) == ("Thanks!", "Ugx")
    assert page.skipped == 0
    assert fetcher.asked[0].charge is None


def test_comments_are_not_taken_for_videos_that_are_gone():
    fetcher = FakeFetcher(lambda _: {"items": []}, now=NOW)

    assert commented().recheck(["dQw4w9WgXcQ", "UgxKREWxIgDrw8w2e_Z5"], fetcher) == {"dQw4w9WgXcQ"}
