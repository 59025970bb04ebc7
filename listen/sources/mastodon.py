"""Mastodon and compatible servers: public hashtag timelines, without a key (docs.joinmastodon.org, methods/timelines).

There is no global index: every server knows its own posts and what reached it. Each server and tag is a stream; the
same post from two servers has one `uri` and is kept once. Real servers differ (GoToSocial, Pleroma, snac2): ids are
opaque text, `min_id`, `limit` and `Link` may be ignored.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import quote

from listen.brand import Query, Settings
from listen.errors import Gone, Unreadable
from listen.model import Engagement, Gap, Page, Post, Stream
from listen.protocols import Expect, Fetcher, Request
from listen.query.language import parse
from listen.query.pushdown import tag_terms
from listen.sources.shared.answers import Json, count, flag, mark, marked, read_json, table, tables, written
from listen.text.clean import clean_line, clean_text
from listen.text.dates import read_date
from listen.text.html import links_in, to_text
from listen.text.urls import host_of, safe_link

__all__ = ["Mastodon"]

_SERVERS = (
    "https://mastodon.social",
    "https://chaos.social",
    "https://social.tchncs.de",
)
_LIMIT = 40
_MOST_PAGES = 10
_OVERLAP = timedelta(days=1)
"""A post's date is its author's server's; it may reach this server an hour later. A day is generous."""

_CLOCKS_DIFFER = timedelta(minutes=10)
_MOST_TAGS = 50


class Mastodon:
    """Hashtag timelines; implements `Source`."""

    name = "mastodon"
    is_on_by_default = True

    def __init__(self, settings: Settings) -> None:
        chosen = settings.source(self.name)
        self._servers = chosen.bases or _SERVERS
        tags = chosen.options.get("tags", ())
        self._tags = tuple(tag for tag in tags if isinstance(tag, str)) if isinstance(tags, tuple) else ()
        self._is_indexable_only = chosen.options.get("indexable_only") in (True, ("true",), ("yes",))

    def streams(self, queries: Sequence[Query]) -> Iterable[Stream]:
        """Yield one stream a server and tag; a tag that several queries need appears once."""
        served: dict[str, list[str]] = {}
        for query in queries:
            for tag in tag_terms(parse(query.expression)):
                served.setdefault(tag.lower(), []).append(query.name)
        for tag in self._tags:
            served.setdefault(tag.lower(), [])
        for server in self._servers:
            host = host_of(server) or server
            for tag, names in served.items():
                yield Stream(
                    source=self.name,
                    key=f"{self.name} {server.removeprefix('https://').rstrip('/')} #{tag}",
                    host=host,
                    address=f"{server.rstrip('/')}/api/v1/timelines/tag/{quote(tag, safe='')}",
                    term=tag,
                    queries=tuple(dict.fromkeys(names)),
                    place=f"{host} #{tag}",
                )

    def pages(self, stream: Stream, checkpoint: str | None, fetcher: Fetcher, *, since: datetime) -> Iterator[Page]:
        """Go on from the newest post known, oldest first; the first time, newest first down to `since`."""
        known = marked(checkpoint)
        newest = written(known, "newest")
        timeline = _Timeline(stream, fetcher, is_indexable_only=self._is_indexable_only)
        if newest is None:
            yield from timeline.down_to(None, since)
            return
        newest_at = read_date(known.get("newest_at"))
        yield from timeline.up_from(newest, newest_at, since if newest_at is None else newest_at - _OVERLAP)


@dataclass(slots=True)
class _Timeline:
    """One tag on one server; `clock` is what the server says the time is."""

    stream: Stream
    fetcher: Fetcher
    is_indexable_only: bool
    clock: datetime | None = None

    def up_from(self, newest: str, newest_at: datetime | None, stop_at: datetime) -> Iterator[Page]:
        """Ask for what came after `newest`, oldest first: whatever ends the reading, nothing is skipped."""
        known = newest
        for number in range(_MOST_PAGES):
            statuses = self._ask(min_id=newest)
            if any(written(status, "id") == newest for status in statuses):
                # The server ignores `min_id`, and this is its newest page. Between it and what we knew may be more.
                yield from self.down_to(known, stop_at)
                return
            first = _first_id(statuses)
            newest = first or newest
            newest_at = self._newest_at(statuses) or newest_at
            is_last = first is None or number == _MOST_PAGES - 1
            yield self._page(statuses, checkpoint=_checkpoint(newest, newest_at) if is_last else None)
            if is_last:
                return

    def down_to(self, known: str | None, stop_at: datetime) -> Iterator[Page]:
        """Ask newest first, until `known` or older than `stop_at`; what a cap leaves out is a gap."""
        newest: str | None = None
        newest_at: datetime | None = None
        asked: set[str] = set()
        max_id: str | None = None
        for number in range(_MOST_PAGES):
            statuses = self._ask(max_id=max_id)
            if number == 0:
                newest, newest_at = _first_id(statuses) or known, self._newest_at(statuses)
            oldest_at = min(_dates(statuses), default=None)
            last = _first_id(statuses[::-1])
            is_over = (
                last is None
                or last in asked
                or (known is not None and any(written(status, "id") == known for status in statuses))
                or (oldest_at is not None and max(_dates(statuses)) < stop_at)
            )
            gap = None
            if not is_over and number == _MOST_PAGES - 1:
                gap, is_over = Gap(since=stop_at, until=oldest_at), True
            wanted = tuple(one for one in statuses if (read_date(one.get("created_at")) or stop_at) >= stop_at)
            yield self._page(
                wanted,
                seen=len(statuses),
                gap=gap,
                checkpoint=_checkpoint(newest, newest_at) if is_over else None,
            )
            if is_over or last is None:
                return
            asked.add(last)
            max_id = last

    def _ask(self, *, min_id: str | None = None, max_id: str | None = None) -> tuple[Json, ...]:
        params = [("limit", str(_LIMIT))]
        if min_id is not None:
            params.append(("min_id", min_id))
        if max_id is not None:
            params.append(("max_id", max_id))
        request = Request(url=self.stream.address, params=tuple(params), expect=Expect.JSON)
        try:
            answer = self.fetcher.get(request)
        except Gone as error:
            if error.values.get("is_final"):
                raise
            return ()  # a tag that nobody has used yet
        self.clock = answer.date
        body = read_json(answer)
        if not isinstance(body, list):
            raise Unreadable("source.unreadable", host=self.stream.host, why="no list")
        # What is no object counts as a post that cannot be read.
        return tuple(one if isinstance(one, dict) else {} for one in body)

    def _page(
        self,
        statuses: Sequence[Json],
        *,
        seen: int | None = None,
        gap: Gap | None = None,
        checkpoint: str | None = None,
    ) -> Page:
        posts, skipped = [], 0
        for status in statuses:
            if not self._is_meant_for_us(status):
                continue
            post = _post(status, self.stream.host)
            if post is None:
                skipped += 1
            else:
                posts.append(post)
        return Page(
            posts=tuple(posts),
            seen=len(statuses) if seen is None else seen,
            skipped=skipped,
            gap=gap,
            checkpoint=checkpoint,
        )

    def _newest_at(self, statuses: Sequence[Json]) -> datetime | None:
        """Return the newest date that can be true: a post from the future must not hide what comes."""
        return max(
            (at for at in _dates(statuses) if self.clock is None or at <= self.clock + _CLOCKS_DIFFER), default=None
        )

    def _is_meant_for_us(self, status: Json) -> bool:
        """Return False for what is not public, and for authors who do not want to be found."""
        told = _told(status)
        account = table(told, "account")
        if written(told, "visibility") not in {None, "public", "unlisted"} or flag(account, "noindex"):
            return False
        return not self.is_indexable_only or flag(account, "indexable") is True


def _told(status: Json) -> Json:
    """Return the post itself: a boost is an empty shell around it."""
    return table(status, "reblog") or status


def _checkpoint(newest: str | None, newest_at: datetime | None) -> str:
    return mark(newest=newest, newest_at=None if newest_at is None else newest_at.isoformat())


def _first_id(statuses: Sequence[Json]) -> str | None:
    """Return the first id of a page, the newest one: lists come newest first, and ids cannot be compared."""
    return next((found for status in statuses if (found := written(status, "id"))), None)


def _dates(statuses: Sequence[Json]) -> list[datetime]:
    found = (read_date(status.get("created_at")) for status in statuses)
    return [one for one in found if one is not None]


def _post(status: Json, host: str) -> Post | None:
    told = _told(status)
    account = table(told, "account")
    native_id = written(told, "uri") or written(told, "url")
    html = written(told, "content") or ""
    media = [written(one, "description") for one in tables(told.get("media_attachments"))]
    text = "\n\n".join(part for part in (_warning(told), to_text(html), *media) if part)
    if native_id is None or not account or not text.strip():
        return None
    tags = [written(one, "name") for one in tables(told.get("tags"))]
    return Post(
        source="mastodon",
        native_id=clean_line(native_id),
        origin=host,
        url=safe_link(written(told, "url") or native_id),
        title=None,
        text=clean_text(text),
        author=_author(account, host),
        author_url=safe_link(written(account, "url") or ""),
        # Where it was written, not where we read it.
        place=host_of(written(told, "url") or native_id) or host,
        published_at=read_date(told.get("created_at")),
        edited_at=read_date(told.get("edited_at")),
        language_hint=written(told, "language"),
        tags=tuple(clean_line(tag) for tag in tags[:_MOST_TAGS] if tag),
        links=links_in(html),
        engagement=Engagement(
            likes=count(told, "favourites_count"),
            shares=count(told, "reblogs_count"),
            replies=count(told, "replies_count"),
        ),
        conversation_id=written(table(told, "pleroma"), "conversation_id"),
        reply_to_id=written(told, "in_reply_to_id"),
        is_bot=flag(account, "bot") is True,
    )


def _warning(told: Json) -> str:
    return to_text(written(told, "spoiler_text") or "")


def _author(account: Json, host: str) -> str | None:
    name = written(account, "acct") or written(account, "username")
    if name is None:
        return None
    return clean_line(f"@{name}" if "@" in name else f"@{name}@{host}") or None
