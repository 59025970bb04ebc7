"""Hacker News, posts and comments, through Algolia's public search (hn.algolia.com/api; no key).

The service has no OR, so an expression with alternatives is several streams. At most a thousand hits come for one
question; beyond that the upper bound in time is moved down.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from listen.brand import Query, Settings
from listen.dialogue import Thread
from listen.errors import Unreadable
from listen.model import Engagement, Gap, Page, Post, Stream
from listen.protocols import Answer, Expect, Fetcher, Request
from listen.query.pushdown import Abilities
from listen.sources.shared.answers import Json, count, mark, marked, read_json, tables, written
from listen.sources.shared.searching import searches
from listen.text.clean import clean_line, clean_text
from listen.text.dates import read_date
from listen.text.html import links_in, to_text
from listen.text.urls import host_of, safe_link

__all__ = ["HackerNews"]

_BASE = "https://hn.algolia.com/api/v1"
_SITE = "https://news.ycombinator.com"
_ABILITIES = Abilities(source="hackernews", phrase=True, prefix=True)
_PER_PAGE = 200
_MOST_HITS = 1000
_MOST_PAGES = 10
_OVERLAP = timedelta(hours=2)
"""The index lags, and posts that were flagged come back late."""

_PAGE = re.compile(r"[?&]id=(\d{1,12})")
_CLOCKS_DIFFER = timedelta(minutes=10)
_LATEST_S = 253_000_000_000
"""Some days before the year 10000, where times end."""


class HackerNews:
    """Hacker News; implements `Source` and `Threaded`."""

    name = "hackernews"
    is_on_by_default = True

    def __init__(self, settings: Settings) -> None:
        bases = settings.source(self.name).bases
        self._base = (bases[0] if bases else _BASE).rstrip("/")
        self._host = host_of(self._base) or self._base

    def streams(self, queries: Sequence[Query]) -> Iterable[Stream]:
        """Yield one stream a search; searches that several queries need appear once."""
        for text, names in searches(queries, _ABILITIES).items():
            yield Stream(
                source=self.name,
                key=f"{self.name} {text}" if self._base == _BASE else f"{self.name} {self._base} {text}",
                host=self._host,
                address=f"{self._base}/search_by_date",
                term=text,
                queries=names,
                place=f"Hacker News: {text}",
            )

    def pages(self, stream: Stream, checkpoint: str | None, fetcher: Fetcher, *, since: datetime) -> Iterator[Page]:
        """Ask newest first, down to the checkpoint less two hours, or to `since`."""
        newest = _time(count(marked(checkpoint), "newest"))
        low_at = since if newest is None else newest - _OVERLAP
        low = int(low_at.timestamp())
        reading = _Reading(low=low, newest=0 if newest is None else int(newest.timestamp()))
        for number in range(_MOST_PAGES):
            answer = fetcher.get(self._request(stream, reading))
            hits, pages = _hits(answer)
            before = len(reading.seen)
            posts, skipped = reading.take(hits, answer)
            is_over = reading.is_over_after(pages, len(hits))
            is_stuck = bool(hits) and len(reading.seen) == before
            gap = None
            if not is_over and (is_stuck or number == _MOST_PAGES - 1):
                gap = Gap(since=low_at, until=_time(reading.oldest))
                is_over = True
            yield Page(
                posts=posts,
                seen=len(hits),
                skipped=skipped,
                gap=gap,
                checkpoint=mark(newest=reading.newest or low) if is_over else None,
            )
            if is_over:
                return

    def thread(self, post: Post, fetcher: Fetcher) -> Thread:
        """Ask for the whole discussion of a story, once."""
        page = _PAGE.search(post.url or post.native_id)
        me = post.native_id if post.native_id.isdigit() else page[1] if page is not None else ""
        story = post.conversation_id if post.conversation_id and post.conversation_id.isdigit() else me
        body = read_json(fetcher.get(Request(url=f"{self._base}/items/{story}", expect=Expect.JSON)))
        if not isinstance(body, dict) or not isinstance(body.get("children"), list):
            raise Unreadable("source.unreadable", host=self._host, why='no "children"')
        posts = {one.native_id: one for item in _flat(body) if (one := _item(item, body)) is not None}
        above = {name: one.reply_to_id for name, one in posts.items()}
        chain = _chain(me, above)
        return Thread(
            parents=tuple(posts[name] for name in reversed(chain) if name in posts),
            replies=tuple(one for name, one in posts.items() if name != me and me in _chain(name, above)),
        )

    def _request(self, stream: Stream, reading: "_Reading") -> Request:
        term = stream.term or ""
        bounds = f"created_at_i>{reading.low}"
        if reading.high is not None:
            bounds += f",created_at_i<={reading.high}"
        return Request(
            url=stream.address,
            params=(
                ("query", term.replace("*", "")),
                ("tags", "(story,comment)"),
                ("numericFilters", bounds),
                ("hitsPerPage", str(_PER_PAGE)),
                ("page", str(reading.page)),
                ("typoTolerance", "false"),
                ("queryType", "prefixAll" if "*" in term else "prefixNone"),
                ("advancedSyntax", "true"),
            ),
            expect=Expect.JSON,
        )


@dataclass(slots=True)
class _Reading:
    """How far a search was read: bounds in seconds since 1970, and which hits were seen."""

    low: int
    newest: int
    high: int | None = None
    page: int = 0
    oldest: int | None = None
    seen: set[str] = field(default_factory=set)

    def take(self, hits: Sequence[Json], answer: Answer) -> tuple[tuple[Post, ...], int]:
        """Return the posts of hits that were not seen before, and how many could not be read."""
        posts, skipped = [], 0
        # The server's clock bounds what may move the checkpoint: a hit from the future must not hide what comes.
        latest = int((answer.date + _CLOCKS_DIFFER).timestamp()) if answer.date is not None else None
        for hit in hits:
            post = _post(hit)
            if post is None:
                skipped += 1
                continue
            if post.native_id in self.seen:
                continue
            self.seen.add(post.native_id)
            posts.append(post)
            if post.published_at is not None:
                at = int(post.published_at.timestamp())
                self.oldest = at if self.oldest is None else min(self.oldest, at)
                if latest is None or at <= latest:
                    self.newest = max(self.newest, at)
        return tuple(posts), skipped

    def is_over_after(self, pages: int | None, hits: int) -> bool:
        """Move on to the next question; return True when there is none."""
        self.page += 1
        is_last = not hits or (hits < _PER_PAGE if pages is None else self.page >= pages)
        if not is_last:
            return False
        if self.page * _PER_PAGE < _MOST_HITS or self.oldest is None:
            return True
        self.high, self.page = self.oldest, 0
        return False


def _flat(story: Json) -> Iterator[Json]:
    """Yield a story and all comments below it, whatever their depth, parents first."""
    waiting = [story]
    while waiting:
        item = waiting.pop()
        yield item
        waiting += reversed(tables(item.get("children")))


def _item(item: Json, story: Json) -> Post | None:
    """Return one item of a discussion; there its fields have other names than in the search."""
    is_comment = written(item, "parent_id") is not None
    text = written(item, "text")
    if is_comment and text is None:
        return None  # deleted
    told = {
        **item,
        "objectID": written(item, "id"),
        "comment_text" if is_comment else "story_text": text,
        "story_title": written(story, "title"),
        "story_id": written(story, "id"),
    }
    return _post(told)


def _chain(name: str, above: Mapping[str, str | None]) -> list[str]:
    """Return what a comment answers, the nearest first; a circle has an end, too."""
    chain: list[str] = []
    at = above.get(name)
    while at is not None and at not in chain:
        chain.append(at)
        at = above.get(at)
    return chain


def _hits(answer: Answer) -> tuple[tuple[Json, ...], int | None]:
    """Return the hits, and how many pages the service says there are (None when it does not)."""
    body = read_json(answer)
    if not isinstance(body, dict) or not isinstance(body.get("hits"), list):
        raise Unreadable("source.unreadable", host=host_of(answer.url) or "", why='no "hits"')
    # What is no object counts as a hit that cannot be read.
    return tuple(one if isinstance(one, dict) else {} for one in body["hits"]), count(body, "nbPages")


def _post(hit: Json) -> Post | None:
    native_id = written(hit, "objectID")
    if native_id is None or not native_id.isdigit():
        return None
    text = written(hit, "comment_text") or written(hit, "story_text") or ""
    title = written(hit, "title") or written(hit, "story_title")
    author = written(hit, "author")
    if not text and title is None:
        return None
    is_comment = written(hit, "comment_text") is not None
    linked = None if is_comment else safe_link(written(hit, "url") or "")
    return Post(
        source="hackernews",
        native_id=native_id,
        origin="hackernews",
        url=f"{_SITE}/item?id={native_id}",
        # A comment's title is its story's: who comments a story about the brand speaks about the brand.
        title=None if title is None else clean_line(title) or None,
        text=clean_text(to_text(text)),
        author=None if author is None else clean_line(author) or None,
        author_url=None if author is None or not author.isascii() else safe_link(f"{_SITE}/user?id={author}"),
        place="Hacker News",
        published_at=_published(hit),
        tags=tuple(tag for tag in ("show_hn", "ask_hn", "job", "poll") if tag in _tags(hit)),
        links=tuple(dict.fromkeys(link for link in (linked, *links_in(text)) if link is not None)),
        engagement=Engagement(score=count(hit, "points"), replies=count(hit, "num_comments")),
        conversation_id=written(hit, "story_id"),
        reply_to_id=written(hit, "parent_id"),
    )


def _tags(hit: Json) -> tuple[str, ...]:
    found = hit.get("_tags")
    return tuple(tag for tag in found if isinstance(tag, str)) if isinstance(found, list) else ()


def _published(hit: Json) -> datetime | None:
    return _time(count(hit, "created_at_i")) or read_date(hit.get("created_at"))


def _time(seconds: int | None) -> datetime | None:
    """Return seconds since 1970 as a time; None for what is none that anybody could mean."""
    return None if seconds is None or not 0 < seconds < _LATEST_S else datetime.fromtimestamp(seconds, UTC)
