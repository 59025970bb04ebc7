"""A little web of feeds for tests: it answers, remembers what it was asked, and knows validators and moves."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from listen.brand import Brand, Feed, Query, Settings
from listen.errors import Gone, ListenError
from listen.model import Page, Post
from listen.protocols import Answer, Request
from listen.sources.feed import FeedSource
from listen.sources.feed.posts import Place, Trust, dated, keys_of, post_of, scope_of

SAMPLES = Path(__file__).parents[2] / "samples" / "feed"
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
ADDRESS = "https://blog.example/feed"
LONG_AGO = NOW - timedelta(days=3650)
MONTH_AGO = NOW - timedelta(days=30)


@dataclass
class FakeWeb:
    """What stands at which address; a `ListenError` is raised, bytes and `Answer`s are given."""

    places: dict[str, bytes | Answer | ListenError] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def get(self, request: Request) -> Answer:
        self.asked.append(request.url)
        found = self.places.get(request.url)
        if found is None:
            raise Gone("source.not_found", host="blog.example", url=request.url)
        if isinstance(found, ListenError):
            raise found
        if isinstance(found, bytes):
            return Answer(url=request.url, status=200, headers={}, body=found)
        if request.validators is not None and request.validators == found.validators:
            return replace(found, status=304, body=b"")
        return found

    def put(
        self, body: str | bytes, *, at: str = ADDRESS, headers: Mapping[str, str] | None = None, **answer: object
    ) -> None:
        """Let `body` stand at an address; further arguments are those of `Answer`."""
        content = body.encode() if isinstance(body, str) else body
        self.places[at] = Answer(**{"url": at, "status": 200, "headers": headers or {}, "body": content} | answer)


@dataclass
class Reader:
    """Somebody who reads one feed again and again and remembers the checkpoint."""

    web: FakeWeb
    address: str = ADDRESS
    title: str | None = None
    checkpoint: str | None = None
    since: datetime = MONTH_AGO
    now: datetime = NOW
    is_moved_to: str | None = None

    def pages(self) -> list[Page]:
        source = FeedSource(_settings(self.address, self.title), now=lambda: self.now)
        (stream,) = source.streams([Query(name="brand", expression="ExampleVent")])
        if self.is_moved_to is not None:
            stream = replace(stream, address=self.is_moved_to)
        pages = []
        for page in source.pages(stream, self.checkpoint, self.web, since=self.since):
            pages.append(page)
            self.checkpoint = page.checkpoint or self.checkpoint
        return pages

    def page(self) -> Page:
        (page,) = self.pages()
        return page

    def titles(self) -> list[str | None]:
        return [post.title for page in self.pages() for post in page.posts]


def _settings(address: str, title: str | None) -> Settings:
    return Settings(brand=Brand(name="ExampleVent"), feeds=(Feed(address=address, title=title),))


def item(number: int, *, day: int | None = None, guid: str | None = "", link: str | None = "", title: str | None = None,
         text: str = "Some words about pipes", extra: str = "") -> str:  # fmt: skip
    """Return one item of RSS; `day` counts back from now, a None leaves the element out."""
    guid = f"guid-{number}" if guid == "" else guid
    link = f"https://blog.example/{number}" if link == "" else link
    when = NOW - timedelta(days=number if day is None else day)
    parts = [
        "" if guid is None else f'<guid isPermaLink="false">{guid}</guid>',
        "" if link is None else f"<link>{link}</link>",
        f"<title>{title or f'Post {number}'}</title><description>{text}</description>",
        f"<pubDate>{when:%a, %d %b %Y %H:%M:%S} +0000</pubDate>" if day != -1 else "",
        extra,
    ]
    return f"<item>{''.join(parts)}</item>"


def rss(*items: str, channel: str = "", end: str = "</channel></rss>") -> str:
    """Return a whole document of RSS 2.0."""
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Blog</title>{channel}{"".join(items)}{end}'


def posts_of(document: object, *, address: str = ADDRESS) -> list[Post | None]:
    """Return the posts of a document as they would be delivered on a first reading."""
    place = Place(
        source="feed",
        scope=scope_of(address),
        origin=address,
        address=address,
        title=document.title,
        language=document.language,
        author=document.author,
        now=NOW,
    )
    return [
        post_of(one, next(keys_of(one, address=address, trust=Trust.ID)), place, published=dated(one, now=NOW))
        for one in document.items
    ]
