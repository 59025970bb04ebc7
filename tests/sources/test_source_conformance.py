"""Every built-in source stands the suite that plug-in authors test theirs with."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape

from listen.brand import Brand, Feed, Query, Settings, SourceSettings
from listen.errors import Gone
from listen.sources.feed import FeedSource
from listen.sources.googlenews import GoogleNews
from listen.sources.hackernews import HackerNews
from listen.sources.mastodon import Mastodon
from listen.testing.sources import SourceConformance
from listen.testing.world import NOW, World

QUERIES = (Query(name="brand", expression="examplevent"),)


def settings(**changes: object):
    return Settings(brand=Brand(name="ExampleVent"), queries=QUERIES, **changes)


def search(request, said):
    """Hacker News' search: newest date first, bounds, pages, a thousand hits at most."""
    asked = dict(request.params)
    low, _, high = asked["numericFilters"].partition(",created_at_i<=")
    low = int(low.removeprefix("created_at_i>"))
    hits = [
        {
            "objectID": str(one.number),
            "author": "kim",
            "created_at": one.at.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "created_at_i": int(one.at.timestamp()),
            "title": "ExampleVent",
            "url": "https://demo.example/x",
            "story_text": f"<p>{escape(one.text)}",
            "points": 5,
            "num_comments": 0,
            "_tags": ["story", "author_kim"],
        }
        for one in sorted(said, key=lambda one: one.at, reverse=True)
        if one.at.timestamp() > low and (not high or one.at.timestamp() <= int(high))
    ][:1000]
    per_page, page = int(asked["hitsPerPage"]), int(asked["page"])
    return {
        "hits": hits[page * per_page : (page + 1) * per_page],
        "nbHits": len(hits),
        "nbPages": -(-len(hits) // per_page),
        "page": page,
    }


class TestHackerNews(SourceConformance):
    def world(self):
        return World(make=lambda: HackerNews(settings()), queries=QUERIES, serve=search, amount=450, burst=450)


class TestHackerNewsOverItsCap(SourceConformance):
    def world(self):
        return World(
            make=lambda: HackerNews(settings()),
            queries=QUERIES,
            serve=search,
            amount=1300,
            burst=5,
            apart=timedelta(minutes=15),
        )


def timeline(*, ignores_min_id=False, limit=40, number_of=lambda number: str(115_000_000_000_000_000 + number)):
    """A tag timeline: order of arrival, `max_id` and, unless told otherwise, `min_id`."""

    def serve(request, said):
        asked = dict(request.params)
        found = list(said)
        if "max_id" in asked:
            found = [one for one in found if number_of(one.number) < asked["max_id"]]
        if "min_id" in asked and not ignores_min_id:
            found = [one for one in found if number_of(one.number) > asked["min_id"]][-limit:]
        return [
            {
                "id": number_of(one.number),
                "uri": f"https://home.example/users/kim/statuses/{one.number}",
                "url": f"https://home.example/@kim/{one.number}",
                "created_at": one.at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
                "content": f'<p>{escape(one.text)} <a href="https://home.example/t">#<span>ExampleVent</span></a></p>',
                "spoiler_text": "",
                "language": "en",
                "visibility": "public",
                "favourites_count": 3,
                "reblog": None,
                "tags": [{"name": "examplevent"}],
                "media_attachments": [],
                "account": {"acct": "kim@home.example", "url": "https://home.example/@kim", "bot": False},
            }
            for one in found[:limit]
        ]

    return serve


def mastodon():
    return Mastodon(settings(sources={"mastodon": SourceSettings(bases=("https://social.example",))}))


class TestMastodon(SourceConformance):
    def world(self):
        return World(make=mastodon, queries=QUERIES, serve=timeline(), amount=130, burst=100)


class TestServerThatIgnoresMinId(SourceConformance):
    """And whose ids are 42 hexadecimal characters, and whose pages are half as long as asked for."""

    def world(self):
        serve = timeline(ignores_min_id=True, limit=20, number_of=lambda number: f"{number:042x}")
        return World(make=mastodon, queries=QUERIES, serve=serve, amount=130, burst=100)


def headlines(request, said):
    """Google News: whole days, a hundred headlines, no pages."""
    words = dict(request.params)["q"].split()
    bounds = dict(word.split(":") for word in words if word.startswith(("after:", "before:")))
    after = datetime.fromisoformat(bounds["after"]).replace(tzinfo=UTC)
    before = datetime.fromisoformat(bounds.get("before", "9999-01-01")).replace(tzinfo=UTC)
    items = [
        f"<item><title>{escape(one.text)} - The Paper</title>"
        f"<link>https://news.google.com/rss/articles/CBMi{one.number}?oc=5</link>"
        f'<guid isPermaLink="false">CBMi{one.number}</guid><pubDate>{format_datetime(one.at)}</pubDate>'
        '<source url="https://www.paper.example">The Paper</source></item>'
        for one in said
        if after <= one.at < before
    ]
    return f"<rss version='2.0'><channel><title>x</title>{''.join(items[:100])}</channel></rss>".encode()


class TestGoogleNews(SourceConformance):
    def world(self):
        return World(
            make=lambda: GoogleNews(settings()),
            queries=QUERIES,
            serve=headlines,
            amount=150,
            burst=120,
            apart=timedelta(hours=1),
        )


def paged_atom(request, said):
    """A feed of thirty entries a page that names its next one."""
    page = int(request.url.partition("?page=")[2] or 1)
    some = said[(page - 1) * 30 : page * 30]
    if page > 1 and not some:
        return Gone("source.not_found", host="blog.example", url=request.url, is_final=False)
    entries = "".join(
        f"<entry><id>tag:blog.example,2026:{one.number}</id><title>ExampleVent</title>"
        f"<link href='https://blog.example/{one.number}'/><updated>{one.at.isoformat()}</updated>"
        f"<content type='text'>{escape(one.text)}</content></entry>"
        for one in some
    )
    more = f"<link rel='next' href='https://blog.example/feed?page={page + 1}'/>" if len(said) > page * 30 else ""
    return (
        "<?xml version='1.0' encoding='utf-8'?><feed xmlns='http://www.w3.org/2005/Atom'><title>Blog</title>"
        f"<id>tag:blog.example,2026:feed</id>{more}{entries}</feed>"
    ).encode()


def whole_feed(request, said):
    """A feed with everything on one page."""
    items = "".join(
        f"<item><guid isPermaLink='false'>{one.number}</guid><title>{escape(one.text)}</title>"
        f"<link>https://blog.example/{one.number}</link><pubDate>{format_datetime(one.at)}</pubDate></item>"
        for one in said
    )
    return f"<rss version='2.0'><channel><title>Blog</title>{items}</channel></rss>".encode()


def feed():
    return FeedSource(settings(feeds=(Feed(address="https://blog.example/feed"),)), now=lambda: NOW)


class TestPagedFeed(SourceConformance):
    def world(self):
        return World(make=feed, queries=QUERIES, serve=paged_atom, amount=100, burst=70)


class TestWholeFeed(SourceConformance):
    def world(self):
        return World(make=feed, queries=QUERIES, serve=whole_feed, amount=100, burst=70)
