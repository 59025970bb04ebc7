"""Podcast Index: dated proofs, and where in an episode the brand is named."""

import hashlib
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listen.errors import LoginNeeded, Unreachable, Unreadable
from listen.sources.podcastindex import PodcastIndex
from listen.sources.shared.transcripts import Line, passages, read_transcript
from listen.testing.door import FakeFetcher
from listen.testing.sources import SourceConformance
from listen.testing.world import NOW, World
from tests.sources.channel_world import QUERIES, Pocket, newest_first, settings_of, stream_of

SINCE = datetime(2026, 10, 25, tzinfo=UTC)
VTT = b"""WEBVTT

1
00:00:01.000 --> 00:00:04.000
Welcome to the show.

2
00:12:03.500 --> 00:12:06.000
<v Kim>We tried ExampleVent &amp; liked it.

3
00:12:07.000 --> 00:12:09.000
It is quiet.
"""


def episode(one, **changes: object):
    return {
        "id": 9_000_000 + one.number,
        "title": "ExampleVent",
        "description": f"<p>{one.text}</p>",
        "link": f"https://show.example/{one.number}",
        "datePublished": int(one.at.timestamp()),
        "enclosureUrl": f"https://cdn.example/{one.number}.mp3",
        "feedId": 77,
        "feedTitle": "House radio",
        "feedAuthor": "Kim",
        "feedLanguage": "de-DE",
        **changes,
    }


def search(request, said):
    found = newest_first(said)[: int(dict(request.params)["max"])]
    return {"status": "true", "items": [episode(one) for one in found], "count": len(found)}


def make(**keys: str):
    return PodcastIndex(settings_of("podcastindex", keys=Pocket(**(keys or {"key": "k", "secret": "s"}))))


class TestPodcastIndex(SourceConformance):
    def world(self):
        return World(make=make, queries=QUERIES, serve=search, amount=130, burst=80)


def read(serve, source=None):
    source = source or make()
    fetcher = FakeFetcher(serve, now=NOW)
    return list(source.pages(stream_of(source), None, fetcher, since=SINCE)), fetcher.asked


def test_the_proof_is_made_of_the_moment():
    _, [request] = read(lambda _: {"items": []})

    headers = request.signed(datetime(2026, 11, 24, tzinfo=UTC))
    date = str(int(datetime(2026, 11, 24, tzinfo=UTC).timestamp()))
    assert headers["X-Auth-Date"] == date
    assert headers["Authorization"] == hashlib.sha1(f"ks{date}".encode(), usedforsecurity=False).hexdigest()
    assert request.secrets == ("s",)


def test_every_field_is_read():
    [[page], _] = read(lambda _: {"items": [episode(TestPodcastIndex().world().one(5, at=NOW))]})

    [post] = page.posts
    assert (post.place, post.language_hint, post.conversation_id) == ("House radio", "de", "77")
    assert post.published_at == NOW


def test_passages_of_the_transcript_join_the_text():
    item = episode(
        TestPodcastIndex().world().one(5, at=NOW),
        transcripts=[{"url": "https://cdn.example/5.txt", "type": "text/plain"},
                     {"url": "https://cdn.example/5.vtt", "type": "text/vtt"}],
    )  # fmt: skip

    pages, asked = read(lambda request: VTT if request.url.endswith(".vtt") else {"items": [item]})

    assert pages[0].posts[0].text.endswith("[0:01] Welcome to the show. We tried ExampleVent & liked it. It is quiet.")
    assert [request.url for request in asked[1:]] == ["https://cdn.example/5.vtt"]
    assert asked[1].signed is None


def test_a_transcript_that_cannot_be_had_costs_only_itself():
    item = episode(TestPodcastIndex().world().one(5, at=NOW), transcriptUrl="https://cdn.example/5.vtt")

    pages, _ = read(
        lambda request: (
            Unreachable("source.unreachable", host="h", why="t") if ".vtt" in request.url else {"items": [item]}
        )
    )

    assert len(pages[0].posts) == 1


def test_few_transcripts_are_asked_for_in_a_run():
    world = TestPodcastIndex().world()
    items = [episode(world.one(n, at=NOW), transcriptUrl=f"https://cdn.example/{n}.vtt") for n in range(40)]

    _, asked = read(lambda request: b"" if ".vtt" in request.url else {"items": items})

    assert len(asked) == 11


def test_without_a_key_nothing_is_asked():
    with pytest.raises(LoginNeeded):
        read(lambda _: {}, make(key="k"))


def test_another_shape_is_unreadable():
    with pytest.raises(Unreadable):
        read(lambda _: {"status": "false"})


@pytest.mark.parametrize(
    ("body", "first"),
    [
        (VTT, Line(1, "Welcome to the show.")),
        (b"1\n00:01:02,000 --> 00:01:03,000\nHello\n", Line(62, "Hello")),
        (b'{"segments": [{"startTime": 3.5, "body": "Hi"}, {"body": 4}, 5]}', Line(3, "Hi")),
        (b"<p>Hello</p><p>World</p>", Line(None, "Hello")),
        (b"Plain words\n\nmore", Line(None, "Plain words")),
    ],
)
def test_every_form_of_transcript_is_read(body, first):
    assert read_transcript(body)[0] == first


def test_passages_do_not_overlap():
    lines = [Line(number, f"line {number} x") for number in range(5)]

    assert passages(lines, ["x"]) == "[0:00] line 0 x line 1 x\n[0:02] line 2 x line 3 x\n[0:04] line 4 x"


@given(st.binary(max_size=300))
def test_no_transcript_is_a_surprise(body):
    for text in (body, b"WEBVTT\n" + body, b'{"segments": ' + body, b"00:01.0 --> " + body):
        passages(read_transcript(text), ["a"])
