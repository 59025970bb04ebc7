"""Mastodon and compatible servers: public hashtag timelines, and full-text search where we have a login.

There is no global index: every server knows its own posts and what reached it. Each server and tag is a stream, and
each server and search where a token is at hand; the same post has one `uri` everywhere and is kept once. Real servers
differ (GoToSocial, Pleroma, snac2): ids are opaque text, `min_id`, `limit`, `Link` and search operators may be ignored.
Source: docs.joinmastodon.org, methods/timelines and methods/search.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import quote

from listen.brand import Query, Settings
from listen.channel import Grant, Kind, Login, LoginField, Option, Words
from listen.errors import Gone, Unreadable
from listen.model import Gap, Page, Stream
from listen.protocols import Answer, Fetcher
from listen.query.language import parse
from listen.query.pushdown import Abilities, tag_terms
from listen.sources.mastodon.dialogue import MastodonDialogue
from listen.sources.mastodon.statuses import ask, author_of, is_public, read_status, told
from listen.sources.shared.access import base_named, key, needed
from listen.sources.shared.answers import Json, flag, mark, marked, read_json, table, tables, written
from listen.sources.shared.oauth import begin, end
from listen.sources.shared.searching import searches
from listen.sources.shared.walk import Batch, low_mark, walk_down
from listen.text.dates import read_date
from listen.text.urls import host_of

__all__ = ["Mastodon"]

_SERVERS = (
    "https://mastodon.social",
    "https://chaos.social",
    "https://social.tchncs.de",
)
_TAG = "/api/v1/timelines/tag/"
_SEARCH = "/api/v2/search"
_SCOPES = "read:search read:statuses read:accounts"
_ABILITIES = Abilities(source="mastodon", phrase=True)
_LIMIT = 40
_MOST_PAGES = 10
_OVERLAP = timedelta(days=1)
"""A post's date is its author's server's; it may reach this server an hour later. A day is generous."""

_CLOCKS_DIFFER = timedelta(minutes=10)
_MOST_TAGS = 50


class Mastodon(MastodonDialogue):
    """Hashtag timelines and searches; implements `Source`, `Account`, `Threaded` and `Answering`."""

    name = "mastodon"
    title = "Mastodon"
    is_on_by_default = True
    options = (
        Option(
            name="tags", about=Words("further hashtags to read", "weitere Hashtags, die gelesen werden"), is_many=True
        ),
        Option(
            name="indexable_only",
            about=Words("only authors who agreed to be found", "nur wer dem Gefundenwerden zugestimmt hat"),
            kind=Kind.SWITCH,
        ),
    )
    login = Login(
        fields=(LoginField(name="token", about=Words("access token", "Zugriffstoken (access token)")),),
        where=Words(
            "On your server: Preferences, Development, New application, scopes read:search, read:statuses and "
            "read:accounts; then copy the access token. With it, full text is searched as well as hashtags",
            "Auf deinem Server: Einstellungen, Entwicklung, Neue Anwendung, mit read:search, read:statuses und "
            "read:accounts; dann das Zugriffstoken kopieren. Damit wird auch der Volltext durchsucht",
        ),
        is_required=False,
        is_per_server=True,
    )
    blind = (
        Words(
            "posts without a hashtag, unless you log in to the server; posts that never reached it",
            "Beiträge ohne Hashtag, solange kein Login da ist; Beiträge, die nie beim Server ankamen",
        ),
    )

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        chosen = settings.source(self.name)
        self._servers = tuple(server.rstrip("/") for server in chosen.bases or _SERVERS)
        self._tags = chosen.texts("tags")
        self._is_indexable_only = chosen.flag("indexable_only")
        self._pause_s = chosen.pause_s

    def streams(self, queries: Sequence[Query]) -> Iterable[Stream]:
        """Yield one stream a server and tag, and one a server and search where there is a login; each appears once."""
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
                    key=f"{self.name} {server.removeprefix('https://')} #{tag}",
                    host=host,
                    address=f"{server}{_TAG}{quote(tag, safe='')}",
                    term=tag,
                    queries=tuple(dict.fromkeys(names)),
                    place=f"{host} #{tag}",
                )
            if self._token(server) is None:
                continue
            for text, asking in searches(queries, _ABILITIES).items():
                yield Stream(
                    source=self.name,
                    key=f"{self.name} {server.removeprefix('https://')} {text}",
                    host=host,
                    address=f"{server}{_SEARCH}",
                    term=text,
                    queries=asking,
                    place=f"{host}: {text}",
                )

    def pages(self, stream: Stream, checkpoint: str | None, fetcher: Fetcher, *, since: datetime) -> Iterator[Page]:
        """Go on from the newest post known, oldest first; the first time, newest first down to `since`."""
        at = _At(
            stream,
            fetcher,
            token=self._token(stream.address.partition("/api/")[0]),
            pause_s=self._pause_s,
            is_indexable_only=self._is_indexable_only,
        )
        if stream.address.endswith(_SEARCH):
            yield from at.found(checkpoint, since)
            return
        known = marked(checkpoint)
        newest = written(known, "newest")
        timeline = _Timeline(at)
        if newest is None:
            yield from timeline.down_to(None, since)
            return
        newest_at = read_date(known.get("newest_at"))
        yield from timeline.up_from(newest, newest_at, since if newest_at is None else newest_at - _OVERLAP)

    def account(self, fetcher: Fetcher, server: str | None = None) -> str:
        """Ask the server whose token it is."""
        base = base_named(server, self._servers)
        token = needed(self._settings, self.name, "token", base)
        body = read_json(ask(f"{base}/api/v1/accounts/verify_credentials", (), fetcher, token=token))
        name = author_of(body, host_of(base) or base) if isinstance(body, dict) else None
        if name is None:
            raise Unreadable("source.unreadable", host=host_of(base) or base, why="no account")
        return name

    def grant(self, fetcher: Fetcher, server: str | None, redirect: str, state: str) -> Grant:
        """Make an app on the server, and name the page where the person agrees."""
        return begin(base_named(server, self._servers), fetcher, redirect=redirect, state=state, scopes=_SCOPES)

    def granted(
        self, fetcher: Fetcher, server: str | None, redirect: str, grant: Grant, code: str
    ) -> Mapping[str, str]:
        """Turn the code into a token of the person."""
        return {"token": end(base_named(server, self._servers), fetcher, redirect=redirect, grant=grant, code=code)}

    def _token(self, server: str) -> str | None:
        return key(self._settings, self.name, "token", server)


@dataclass(frozen=True, slots=True)
class _At:
    """One stream of one server, and how it is asked."""

    stream: Stream
    fetcher: Fetcher
    token: str | None
    pause_s: float | None
    is_indexable_only: bool

    def ask(self, params: Sequence[tuple[str, str]]) -> Answer:
        """Ask the stream's address, with the token when there is one."""
        return ask(self.stream.address, params, self.fetcher, token=self.token, pause_s=self.pause_s)

    def found(self, checkpoint: str | None, since: datetime) -> Iterator[Page]:
        """Search the full text, by offset: the order is not promised."""
        low = low_mark(checkpoint, since=since, overlap=_OVERLAP)
        # The day before, because the server counts days in the zone of the account.
        after = f" after:{low - timedelta(days=1):%Y-%m-%d}"

        def search(cursor: tuple[str, int] | None) -> Batch[tuple[str, int]]:
            if cursor is not None:
                return self._hits(*cursor)
            batch = self._hits(f"{self.stream.term}{after}", 0)
            # A server that knows no operators finds nothing with one.
            return batch if batch.seen else self._hits(self.stream.term or "", 0)

        yield from walk_down(search, checkpoint, since=since, overlap=_OVERLAP)

    def _hits(self, text: str, start: int) -> Batch[tuple[str, int]]:
        params = [("q", text), ("type", "statuses"), ("limit", str(_LIMIT))]
        if start:
            params.append(("offset", str(start)))
        answer = self.ask(params)
        body = read_json(answer)
        if not isinstance(body, dict) or not isinstance(body.get("statuses"), list):
            raise Unreadable("source.unreadable", host=self.stream.host, why='no "statuses"')
        hits = body["statuses"]
        meant = [hit for hit in tables(hits) if self.is_meant(hit)]
        posts = [post for hit in meant if (post := read_status(hit, self.stream.host)) is not None]
        posts.sort(key=lambda post: post.published_at.timestamp() if post.published_at else 0.0, reverse=True)
        return Batch(
            posts=tuple(posts),
            seen=len(hits) - (len(tables(hits)) - len(meant)) or len(hits),
            following=(text, start + len(hits)) if hits else None,
            clock=answer.date,
        )

    def is_meant(self, status: Json) -> bool:
        """Return False for what is not public, and for authors who do not want to be found."""
        account = table(told(status), "account")
        if not is_public(status) or flag(account, "noindex"):
            return False
        return not self.is_indexable_only or flag(account, "indexable") is True


@dataclass(slots=True)
class _Timeline:
    """One tag on one server; `clock` is what the server says the time is."""

    at: _At
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
        try:
            answer = self.at.ask(params)
        except Gone as error:
            if error.values.get("is_final"):
                raise
            return ()  # a tag that nobody has used yet
        self.clock = answer.date
        body = read_json(answer)
        if not isinstance(body, list):
            raise Unreadable("source.unreadable", host=self.at.stream.host, why="no list")
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
            if not self.at.is_meant(status):
                continue
            post = read_status(status, self.at.stream.host)
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


def _checkpoint(newest: str | None, newest_at: datetime | None) -> str:
    return mark(newest=newest, newest_at=None if newest_at is None else newest_at.isoformat())


def _first_id(statuses: Sequence[Json]) -> str | None:
    """Return the first id of a page, the newest one: lists come newest first, and ids cannot be compared."""
    return next((found for status in statuses if (found := written(status, "id"))), None)


def _dates(statuses: Sequence[Json]) -> list[datetime]:
    found = (read_date(status.get("created_at")) for status in statuses)
    return [one for one in found if one is not None]
