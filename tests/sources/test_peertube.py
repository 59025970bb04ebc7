"""PeerTube, the whole network through Sepia Search."""

from datetime import UTC, datetime

from listen.sources.peertube import PeerTube
from listen.testing.door import FakeFetcher
from listen.testing.sources import SourceConformance
from listen.testing.world import NOW, World
from tests.sources.channel_world import QUERIES, newest_first, settings_of, stream_of, zulu


def video(one):
    return {
        "id": one.number,
        "uuid": f"9c9de5e8-0a1e-484a-b099-{one.number:012}",
        "shortUUID": f"k{one.number}",
        "url": f"https://tube.example/videos/watch/{one.number}",
        "name": "ExampleVent",
        "description": one.text,
        "publishedAt": zulu(one.at),
        "createdAt": zulu(one.at),
        "language": {"id": "de", "label": "Deutsch"},
        "views": 12,
        "likes": 3,
        "account": {
            "name": "kim",
            "displayName": "Kim",
            "url": "https://tube.example/accounts/kim",
            "host": "tube.example",
        },
    }


def search(request, said):
    asked = dict(request.params)
    found = newest_first(said, low=datetime.fromisoformat(asked["startDate"]))
    start, size = int(asked["start"]), int(asked["count"])
    return {"total": len(found), "data": [video(one) for one in found[start : start + size]]}


class TestPeerTube(SourceConformance):
    def world(self):
        return World(
            make=lambda: PeerTube(settings_of("peertube")), queries=QUERIES, serve=search, amount=230, burst=120
        )


def test_every_field_is_read():
    said = TestPeerTube().world().one(5, at=NOW)
    source = PeerTube(settings_of("peertube"))
    fetcher = FakeFetcher(lambda _: {"total": 1, "data": [video(said)]}, now=NOW)

    [page] = source.pages(stream_of(source), None, fetcher, since=datetime(2026, 11, 1, tzinfo=UTC))

    [post] = page.posts
    assert (post.title, post.author, post.place, post.language_hint) == ("ExampleVent", "Kim", "tube.example", "de")
    assert (post.engagement.views, post.engagement.likes, post.engagement.replies) == (12, 3, None)
