"""PeerTube: videos of the whole network through Sepia Search, or of the servers named (no key)."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from listen.brand import Query, Settings
from listen.channel import Words
from listen.errors import Unreadable
from listen.model import Engagement, Page, Post, Stream
from listen.protocols import Answer, Expect, Fetcher, Request
from listen.query.pushdown import Abilities
from listen.sources.shared.answers import Json, count, read_json, table, tables, written
from listen.sources.shared.searching import searches
from listen.sources.shared.walk import Batch, low_mark, walk_down
from listen.text.clean import clean_line, clean_text
from listen.text.dates import read_date
from listen.text.urls import host_of, safe_link

__all__ = ["PeerTube"]

_SERVERS = ("https://sepiasearch.org",)
_ABILITIES = Abilities(source="peertube", and_=False, whole_words=False)
_COUNT = 100
_OVERLAP = timedelta(hours=48)


class PeerTube:
    """Videos on PeerTube; implements `Source`."""

    name = "peertube"
    title = "PeerTube"
    is_on_by_default = False
    blind = (
        Words("what is said in videos, and comments under them", "was in Videos gesagt wird, und Kommentare darunter"),
    )

    def __init__(self, settings: Settings) -> None:
        chosen = settings.source(self.name)
        self._servers = tuple(base.rstrip("/") for base in chosen.bases or _SERVERS)
        self._pause_s = chosen.pause_s

    def streams(self, queries: Sequence[Query]) -> Iterable[Stream]:
        """Yield one stream a server and term."""
        served = searches(queries, _ABILITIES)
        for server in self._servers:
            host = host_of(server) or server
            for term, names in served.items():
                yield Stream(
                    source=self.name,
                    key=f"{self.name} {server.removeprefix('https://')} {term}",
                    host=host,
                    address=f"{server}/api/v1/search/videos",
                    term=term,
                    queries=names,
                    place=f"{host}: {term}",
                )

    def pages(self, stream: Stream, checkpoint: str | None, fetcher: Fetcher, *, since: datetime) -> Iterator[Page]:
        """Ask newest first, from two days before the newest video known."""
        low = low_mark(checkpoint, since=since, overlap=_OVERLAP)

        def ask(start: int | None) -> Batch[int]:
            first = start or 0
            request = Request(
                url=stream.address,
                params=(
                    ("search", stream.term or ""),
                    ("sort", "-publishedAt"),
                    ("startDate", low.strftime("%Y-%m-%dT%H:%M:%S.000Z")),
                    ("start", str(first)),
                    ("count", str(_COUNT)),
                ),
                expect=Expect.JSON,
                pause_s=self._pause_s,
            )
            return _batch(fetcher.get(request), stream.host, first)

        yield from walk_down(ask, checkpoint, since=since, overlap=_OVERLAP)


def _batch(answer: Answer, host: str, first: int) -> Batch[int]:
    body = read_json(answer)
    if not isinstance(body, dict) or not isinstance(body.get("data"), list):
        raise Unreadable("source.unreadable", host=host, why='no "data"')
    found = body["data"]
    posts = tuple(post for one in tables(found) if (post := _post(one, host)) is not None)
    total = count(body, "total")
    after = first + len(found)
    is_last = not found or (total is not None and after >= total)
    return Batch(posts=posts, seen=len(found), following=None if is_last else after, clock=answer.date)


def _post(video: Json, host: str) -> Post | None:
    native_id, title = written(video, "uuid"), written(video, "name")
    if native_id is None or title is None:
        return None
    account = table(video, "account")
    home = written(account, "host") or host
    address = written(video, "url") or f"https://{home}/w/{written(video, 'shortUUID') or native_id}"
    name = written(account, "displayName") or written(account, "name")
    return Post(
        source="peertube",
        native_id=clean_line(native_id),
        origin=host,
        url=safe_link(address),
        title=clean_line(title),
        text=clean_text(written(video, "description") or written(video, "truncatedDescription") or ""),
        author=None if name is None else clean_line(name) or None,
        author_url=safe_link(written(account, "url") or ""),
        place=clean_line(home),
        published_at=read_date(video.get("publishedAt")),
        language_hint=written(table(video, "language"), "id"),
        engagement=Engagement(
            likes=count(video, "likes"), views=count(video, "views"), replies=count(video, "comments")
        ),
    )
