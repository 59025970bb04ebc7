"""Bing News: headlines with a snippet, through the RSS form of its search (undocumented; opt-in)."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from urllib.parse import parse_qs, urlsplit

from lxml import etree

from listen.brand import Query, Settings
from listen.channel import Words
from listen.errors import Unreadable
from listen.model import Page, Post, Stream
from listen.protocols import Answer, Expect, Fetcher, Request
from listen.query.pushdown import Abilities
from listen.sources.shared.access import base_of
from listen.sources.shared.searching import searches
from listen.sources.shared.walk import Batch, walk_down
from listen.text.clean import clean_line, clean_text
from listen.text.dates import read_date
from listen.text.html import to_text
from listen.text.urls import host_of, safe_link

__all__ = ["BingNews"]

_BASE = "https://www.bing.com"
_ABILITIES = Abilities(source="bingnews", phrase=True)
_OVERLAP = timedelta(hours=48)


class BingNews:
    """Headlines from Bing News; implements `Source`."""

    name = "bingnews"
    title = "Bing News"
    is_on_by_default = False
    blind = (
        Words("all but the dozen newest hits of a search", "alles außer dem neuesten Dutzend Treffer einer Suche"),
    )

    def __init__(self, settings: Settings) -> None:
        self._base = base_of(settings, self.name, _BASE)
        self._pause_s = settings.source(self.name).pause_s
        language = settings.languages[0] if settings.languages else "de"
        self._language = language
        self._market = f"{language}-{settings.region.upper()}"

    def streams(self, queries: Sequence[Query]) -> Iterable[Stream]:
        """Yield one stream a search."""
        for text, names in searches(queries, _ABILITIES).items():
            yield Stream(
                source=self.name,
                key=f"{self.name} {text}" if self._base == _BASE else f"{self.name} {self._base} {text}",
                host=host_of(self._base) or self._base,
                address=f"{self._base}/news/search",
                term=text,
                queries=names,
                place=f"Bing News: {text}",
            )

    def pages(self, stream: Stream, checkpoint: str | None, fetcher: Fetcher, *, since: datetime) -> Iterator[Page]:
        """Ask once; there are no further pages."""

        def ask(_: None) -> Batch[None]:
            params = (("q", stream.term or ""), ("format", "rss"), ("mkt", self._market))
            request = Request(url=stream.address, params=params, expect=Expect.FEED, pause_s=self._pause_s)
            return self._batch(fetcher.get(request), stream)

        yield from walk_down(ask, checkpoint, since=since, overlap=_OVERLAP)

    def _batch(self, answer: Answer, stream: Stream) -> Batch[None]:
        items = _items(answer, stream.host)
        posts = tuple(post for item in items if (post := self._post(item, stream)) is not None)
        return Batch(posts=posts, seen=len(items), following=None, clock=answer.date)

    def _post(self, item: "etree._Element", stream: Stream) -> Post | None:
        title = clean_line(to_text(item.findtext("title") or ""))
        link = safe_link(_unwrapped(item.findtext("link") or ""))
        if not title or link is None:
            return None
        # Its own namespace is the address of the search, so the publisher is found by its bare name.
        publisher = next((one.text for one in item if isinstance(one.tag, str) and one.tag.endswith("}Source")), None)
        name = clean_line(publisher or "").removesuffix(" on MSN")
        return Post(
            source=self.name,
            native_id=link,
            origin=self.name,
            url=link,
            title=title,
            text=clean_text(to_text(item.findtext("description") or "")),
            author=name or None,
            place=name or "Bing News",
            published_at=read_date(item.findtext("pubDate")),
            language_hint=self._language,
            # What matched may stand in the article, of which only a snippet is shown.
            matched_by=stream.queries,
        )


def _items(answer: Answer, host: str) -> "list[etree._Element]":
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(answer.body, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise Unreadable("source.unreadable", host=host, why="no XML") from error
    if root is None or root.tag != "rss" or root.find("channel") is None or root.getroottree().docinfo.doctype:
        raise Unreadable("source.unreadable", host=host, why="no RSS")
    return list(root.iterfind("channel/item"))


def _unwrapped(link: str) -> str:
    """Return the article's own address behind Bing's counter."""
    try:
        parts = urlsplit(link)
    except ValueError:
        return ""
    return parse_qs(parts.query).get("url", [link])[0] if parts.path.endswith("apiclick.aspx") else link
