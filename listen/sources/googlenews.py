"""Google News search as RSS: headlines only, undocumented, off until somebody switches it on knowingly.

Its feed says that it is for rendering in a personal feed reader, for personal, non-commercial use. Links are Google's
own; those of recent years cannot be decoded offline and are not resolved.
"""

import base64
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from lxml import etree

from listen.brand import Query, Settings
from listen.errors import Unreadable
from listen.model import Gap, Page, Post, Stream
from listen.protocols import Answer, Expect, Fetcher, Request
from listen.query.pushdown import Abilities
from listen.sources.shared.answers import mark, marked
from listen.sources.shared.searching import searches
from listen.text.clean import clean_line
from listen.text.dates import read_date
from listen.text.html import to_text
from listen.text.urls import host_of, safe_link

__all__ = ["GoogleNews"]

_BASE = "https://news.google.com"
_ABILITIES = Abilities(
    source="googlenews",
    phrase=True,
    or_=True,
    groups=True,
    max_terms=20,
    max_length=400,
    fields={"site": "site:{}"},
    or_brackets=True,
)
_MOST_HITS = 100
_MOST_PAGES = 10
_OVERLAP = timedelta(hours=48)
"""Articles enter the index late."""

_CLOCKS_DIFFER = timedelta(minutes=10)

_OLD_STYLE = re.compile(rb"https?://[\x21-\x7e]{4,500}")
"""An address inside the protobuf of an id; the byte behind it, where the next field begins, is no ASCII."""


class GoogleNews:
    """Headlines of Google News; implements `Source`."""

    name = "googlenews"
    is_on_by_default = False

    def __init__(self, settings: Settings) -> None:
        bases = settings.source(self.name).bases
        self._base = (bases[0] if bases else _BASE).rstrip("/")
        language = settings.languages[0] if settings.languages else "de"
        region = settings.region.upper()
        self._language = language
        self._edition = (("hl", language), ("gl", region), ("ceid", f"{region}:{language}"))

    def streams(self, queries: Sequence[Query]) -> Iterable[Stream]:
        """Yield one stream a search; searches that several queries need appear once."""
        for text, names in searches(queries, _ABILITIES).items():
            yield Stream(
                source=self.name,
                key=f"{self.name} {text}",
                host=host_of(self._base) or self._base,
                address=f"{self._base}/rss/search",
                term=text,
                queries=names,
                place=f"Google News: {text}",
            )

    def pages(self, stream: Stream, checkpoint: str | None, fetcher: Fetcher, *, since: datetime) -> Iterator[Page]:
        """Ask for everything since the checkpoint less two days; a full answer is asked for again day by day."""
        newest = read_date(marked(checkpoint).get("newest"))
        low = since if newest is None else newest - _OVERLAP
        whole = self._ask(stream, fetcher, low.date(), None)
        newest = max((at for at in (newest, whole.newest) if at is not None), default=None)
        days, gap = _days_to_ask(whole, low, newest)
        yield self._page(whole, low, gap=gap, checkpoint=None if days else _mark(newest))
        seen = {post.native_id for post in whole.posts}
        for place, day in enumerate(days):
            part = self._ask(stream, fetcher, day, day + timedelta(days=1))
            fresh = replace(part, posts=tuple(post for post in part.posts if post.native_id not in seen))
            seen.update(post.native_id for post in fresh.posts)
            gap = Gap(since=_midnight(day), until=_midnight(day + timedelta(days=1))) if part.is_full else None
            yield self._page(fresh, low, gap=gap, checkpoint=_mark(newest) if place == len(days) - 1 else None)

    def _ask(self, stream: Stream, fetcher: Fetcher, after: date, before: date | None) -> "_Part":
        # Both bounds count whole days, and are not kept exactly: a day more on either side, checked again here.
        bounds = f" after:{after - timedelta(days=1)}"
        if before is not None:
            bounds += f" before:{before + timedelta(days=1)}"
        request = Request(
            url=stream.address, params=(("q", f"{stream.term}{bounds}"), *self._edition), expect=Expect.FEED
        )
        answer = fetcher.get(request)
        items = _items(answer)
        posts = tuple(post for post in (_post(item, stream, self._language) for item in items) if post is not None)
        return _Part(posts=posts, seen=len(items), clock=answer.date)

    def _page(self, part: "_Part", low: datetime, *, gap: Gap | None, checkpoint: str | None) -> Page:
        wanted = tuple(post for post in part.posts if post.published_at is None or post.published_at >= low)
        return Page(posts=wanted, seen=part.seen, skipped=part.seen - len(part.posts), gap=gap, checkpoint=checkpoint)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """One answer; `clock` is the service's own."""

    posts: tuple[Post, ...]
    seen: int
    clock: datetime | None

    @property
    def is_full(self) -> bool:
        """Return True when the service held something back."""
        return self.seen >= _MOST_HITS

    @property
    def newest(self) -> datetime | None:
        """Return the newest date; a headline from the future must not hide what comes."""
        latest = datetime.max.replace(tzinfo=UTC) if self.clock is None else self.clock + _CLOCKS_DIFFER
        dates = (post.published_at for post in self.posts)
        return max((at for at in dates if at is not None and at <= latest), default=None)


def _days_to_ask(whole: _Part, low: datetime, newest: datetime | None) -> tuple[tuple[date, ...], Gap | None]:
    """Return the days that a full answer is asked for again one by one, newest first, and what is beyond our budget."""
    if not whole.is_full or newest is None:
        return (), None
    count = max(1, (newest.date() - low.date()).days + 1)
    days = tuple(newest.date() - timedelta(days=number) for number in range(min(count, _MOST_PAGES - 1)))
    gap = Gap(since=low, until=_midnight(days[-1])) if count > len(days) else None
    return days, gap


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _mark(newest: datetime | None) -> str:
    return mark(newest=None if newest is None else newest.isoformat())


def _items(answer: Answer) -> list[etree._Element]:
    """Return the items of an answer.

    Raises:
        Unreadable: it is no RSS.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    host = host_of(answer.url) or ""
    try:
        root = etree.fromstring(answer.body, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise Unreadable("source.unreadable", host=host, why="no XML") from error
    if root is None or root.tag != "rss" or root.find("channel") is None or root.getroottree().docinfo.doctype:
        raise Unreadable("source.unreadable", host=host, why="no RSS")
    return list(root.iterfind("channel/item"))


def _post(item: "etree._Element", stream: Stream, language: str) -> Post | None:
    guid = (item.findtext("guid") or "").strip()
    link = safe_link(_decoded(guid) or item.findtext("link") or "")
    headline = clean_line(to_text(item.findtext("title") or ""))
    publisher = item.find("source")
    name = clean_line(publisher.text or "") if publisher is not None else ""
    title = headline.removesuffix(f" - {name}") if name else headline
    if not (guid or link) or not title:
        return None
    return Post(
        source="googlenews",
        native_id=clean_line(f"gnews:{guid or link}"),
        origin="googlenews",
        url=link,
        title=title,
        text="",
        author=name or None,
        author_url=safe_link(publisher.get("url") or "") if publisher is not None else None,
        place=name or "Google News",
        published_at=read_date(item.findtext("pubDate")),
        language_hint=language,
        matched_by=stream.queries,
    )


def _decoded(guid: str) -> str | None:
    """Return the article's own address from an id of the old style (until 2024); None for today's opaque ones."""
    try:
        raw = base64.urlsafe_b64decode(guid + "=" * (-len(guid) % 4))
    except ValueError:
        return None
    found = _OLD_STYLE.search(raw)
    return None if found is None else found.group().decode("ascii")
