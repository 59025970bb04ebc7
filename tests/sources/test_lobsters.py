"""Lobsters: read whole and slowly; links to the brand's sites count whatever the heading."""

from datetime import UTC, datetime

from listen.errors import Gone
from listen.sources.lobsters import Lobsters
from listen.testing.door import FakeFetcher
from listen.testing.sources import SourceConformance
from listen.testing.world import NOW, World
from tests.sources.channel_world import QUERIES, newest_first, settings_of, zulu

SINCE = datetime(2026, 10, 25, tzinfo=UTC)


def story(one):
    return {
        "short_id": f"abc{one.number}",
        "created_at": zulu(one.at),
        "title": "ExampleVent",
        "url": "https://examplevent.example/news",
        "score": 12,
        "comment_count": 3,
        "description": f"<p>{one.text}</p>",
        "description_plain": one.text,
        "submitter_user": "kim",
        "tags": ["hardware"],
        "comments_url": f"https://lobste.rs/s/abc{one.number}/examplevent",
    }


def listing(request, said):
    _, _, number = request.url.removesuffix(".json").partition("/page/")
    page = int(number or 1)
    return [story(one) for one in newest_first(said)[(page - 1) * 25 : page * 25]]


class Newest(Lobsters):
    """The list that is read whole."""

    def streams(self, queries):
        return (stream for stream in super().streams(queries) if stream.term is None)


class TestLobsters(SourceConformance):
    def world(self):
        return World(make=lambda: Newest(settings_of("lobsters")), queries=QUERIES, serve=listing, amount=100, burst=60)


def read(body, place=0):
    source = Lobsters(settings_of("lobsters"))
    fetcher = FakeFetcher(lambda request: body if "/page/" not in request.url else [], now=NOW)
    stream = list(source.streams(QUERIES))[place]
    return list(source.pages(stream, None, fetcher, since=SINCE)), fetcher.asked


def test_every_field_is_read_and_the_site_is_asked_slowly():
    [page, *_], [request, *_] = read([story(TestLobsters().world().one(5, at=NOW))])

    [post] = page.posts
    assert (post.native_id, post.author, post.author_url) == ("abc5", "kim", "https://lobste.rs/~kim")
    assert (post.engagement.score, post.engagement.replies, post.tags) == (12, 3, ("hardware",))
    assert (post.matched_by, post.links) == ((), ("https://examplevent.example/news",))
    assert request.pause_s == 6.0


def test_newer_answers_name_the_user_in_an_object():
    said = {**story(TestLobsters().world().one(5, at=NOW)), "submitter_user": {"username": "robin"}}

    assert read([said])[0][0].posts[0].author == "robin"


def test_a_link_to_the_brands_site_is_about_the_brand():
    pages, [request, *_] = read([story(TestLobsters().world().one(5, at=NOW))], place=1)

    assert request.url == "https://lobste.rs/domains/examplevent.example.json"
    assert pages[0].posts[0].matched_by == ("brand",)


def test_a_site_that_nobody_linked_to_is_no_failure():
    pages, _ = read(Gone("source.not_found", host="h", url="u", is_final=False), place=1)

    assert [page.posts for page in pages] == [()]
