"""Apple Podcasts: one answer, in no order of time."""

from datetime import UTC, datetime

import pytest

from listen.errors import Unreadable
from listen.sources.itunes import ITunes
from listen.testing.door import FakeFetcher
from listen.testing.sources import SourceConformance
from listen.testing.world import NOW, World
from tests.sources.channel_world import QUERIES, settings_of, stream_of, zulu

SINCE = datetime(2026, 10, 25, tzinfo=UTC)


def episode(one):
    return {
        "wrapperType": "podcastEpisode",
        "trackId": 1_000_000 + one.number,
        "trackName": "ExampleVent",
        "description": one.text,
        "collectionId": 77,
        "collectionName": "House radio",
        "artistName": "Kim",
        "releaseDate": zulu(one.at),
        "trackViewUrl": f"https://podcasts.apple.com/de/podcast/id77?i={one.number}",
        "episodeUrl": f"https://cdn.example/{one.number}.mp3",
    }


def search(request, said):
    limit = int(dict(request.params)["limit"])
    shuffled = sorted(said, key=lambda one: one.number % 7)[:limit]
    return {"resultCount": len(shuffled), "results": [episode(one) for one in shuffled]}


def make():
    return ITunes(settings_of("itunes"))


class TestITunes(SourceConformance):
    def world(self):
        return World(make=make, queries=QUERIES, serve=search, amount=60, burst=50)


def read(body):
    source = make()
    fetcher = FakeFetcher(lambda _: body, now=NOW)
    return list(source.pages(stream_of(source), None, fetcher, since=SINCE)), fetcher.asked


def test_every_field_is_read():
    [[page], [request]] = read({"results": [episode(TestITunes().world().one(5, at=NOW))]})

    [post] = page.posts
    assert (post.place, post.author, post.conversation_id) == ("House radio", "Kim", "77")
    assert post.links == ("https://cdn.example/5.mp3",)
    assert dict(request.params)["country"] == "DE"


def test_what_the_service_left_out_is_a_gap():
    world = TestITunes().world()
    [[page], _] = read({"results": [episode(world.one(number, at=NOW)) for number in range(200)]})

    assert (page.gap.since, page.gap.until) == (SINCE, NOW)


def test_every_country_is_a_stream():
    source = ITunes(settings_of("itunes", countries=("de", "at")))

    assert [stream.key for stream in source.streams(QUERIES)] == ["itunes DE examplevent", "itunes AT examplevent"]


def test_another_shape_is_unreadable():
    with pytest.raises(Unreadable):
        read([])
