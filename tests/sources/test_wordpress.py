"""WordPress sites: posts, and the comments under them."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from listen.errors import Blocked, Gone, QueryRefused, TooBig
from listen.protocols import Answer
from listen.sources.wordpress import WordPress
from listen.testing.door import FakeFetcher
from listen.testing.sources import SourceConformance
from listen.testing.world import NOW, World
from tests.sources.channel_world import QUERIES, newest_first, settings_of


def post(one):
    return {
        "id": one.number,
        "date": "2026-11-24T09:00:00",
        "date_gmt": f"{one.at:%Y-%m-%dT%H:%M:%S}",
        "modified_gmt": f"{one.at:%Y-%m-%dT%H:%M:%S}",
        "link": f"https://blog.example/{one.number}/",
        "title": {"rendered": "ExampleVent &#8211; a test"},
        "content": {"rendered": f"<p>{one.text} <a href='https://demo.example/x'>x</a></p>", "protected": False},
    }


class OnlyPosts(WordPress):
    """The suite wants one stream."""

    def streams(self, queries):
        return [stream for stream in super().streams(queries) if "/posts" in stream.address]


def site(*, tells_pages=True):
    def serve(request, said):
        if "rest_route" in request.url:
            return Gone("source.not_found", host="blog.example", url="u", is_final=False)
        asked = dict(request.params)
        low = datetime.fromisoformat(asked["after"]).replace(tzinfo=UTC)
        page, size = int(asked["page"]), int(asked["per_page"])
        found = newest_first(said, low=low)
        some = found[(page - 1) * size : page * size]
        if page > 1 and not some:
            return QueryRefused(
                "source.query_refused", host="blog.example", why="", status=400, code="rest_post_invalid_page_number"
            )
        headers = {"x-wp-totalpages": str(-(-len(found) // size))} if tells_pages else {}
        body = json.dumps([post(one) for one in some]).encode()
        return Answer(
            url=request.url,
            status=200,
            headers=headers,
            body=body,
            date=max([NOW, *(o.at for o in said if o.at.year < 2030)]),
        )

    return serve


def make():
    return OnlyPosts(settings_of("wordpress", base="https://blog.example"))


class TestWordPress(SourceConformance):
    def world(self):
        return World(make=make, queries=QUERIES, serve=site(), amount=230, burst=120)


class TestWordPressThatHidesItsHeaders(SourceConformance):
    def world(self):
        return World(make=make, queries=QUERIES, serve=site(tells_pages=False), amount=230, burst=120)


COMMENT = {
    "id": 9,
    "post": 4,
    "parent": 8,
    "author_name": "Kim &amp; Co",
    "author_url": "https://kim.example",
    "date_gmt": "2026-11-23T10:00:00",
    "content": {"rendered": "<p>ExampleVent is quiet</p>\n"},
    "link": "https://blog.example/4/#comment-9",
}


def test_comments_are_heard_too():
    source = WordPress(settings_of("wordpress", base="https://blog.example"))
    stream = next(one for one in source.streams(QUERIES) if "/comments" in one.address)

    [page] = source.pages(
        stream, None, FakeFetcher(lambda _: [COMMENT], now=NOW), since=datetime(2026, 11, 24, tzinfo=UTC)
    )
    assert page.posts == ()  # older than the first run looks back
    [page, _] = source.pages(
        stream,
        None,
        FakeFetcher(lambda r: [COMMENT] if dict(r.params)["page"] == "1" else [], now=NOW),
        since=datetime(2026, 11, 1, tzinfo=UTC),
    )

    [said] = page.posts
    assert said.native_id == "blog.example comment 9"
    assert (said.author, said.text, said.title) == ("Kim & Co", "ExampleVent is quiet", None)
    assert (said.conversation_id, said.reply_to_id) == ("blog.example post 4", "blog.example comment 8")


def test_titles_and_links_are_read_once():
    said = TestWordPress().world().one(3, at=NOW)
    source = make()
    [stream] = source.streams(QUERIES)

    page = next(
        iter(
            source.pages(
                stream, None, FakeFetcher(lambda _: [post(said)], now=NOW), since=datetime(2026, 11, 1, tzinfo=UTC)
            )
        )
    )

    assert page.posts[0].title == "ExampleVent – a test"
    assert page.posts[0].links == ("https://demo.example/x",)
    assert page.posts[0].edited_at is None


@pytest.mark.parametrize(
    "error",
    [
        Blocked("source.blocked", host="h"),
        Gone("source.not_found", host="h", url="u", is_final=False),
        TooBig("source.too_many_redirects", host="h", limit=5),
    ],
)
def test_a_site_without_speaking_addresses_is_asked_another_way(error):
    said = [TestWordPress().world().one(number, at=NOW) for number in range(3)]
    source = WordPress(settings_of("wordpress", base="https://blog.example"))
    fetcher = FakeFetcher(
        lambda request: json.dumps([post(one) for one in said]).encode() if "rest_route" in request.url else error,
        now=NOW,
    )

    pages = list(source.pages(next(iter(source.streams(QUERIES))), None, fetcher, since=NOW - timedelta(days=9)))

    assert len(pages[0].posts) == 3
    assert fetcher.asked[1].url == "https://blog.example/?rest_route=/wp/v2/posts"
