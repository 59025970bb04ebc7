"""dev.to and other Forem sites: articles, through the search that their own pages use (undocumented; no key)."""

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
from listen.sources.shared.walk import Batch, walk_down
from listen.text.clean import clean_line, clean_text
from listen.text.dates import read_date
from listen.text.html import to_text
from listen.text.urls import host_of, safe_link

__all__ = ["DevTo"]

_SERVERS = ("https://dev.to",)
_ABILITIES = Abilities(source="devto", and_=False, whole_words=False)
_PER_PAGE = 60
_PAUSE_S = 1.0
_OVERLAP = timedelta(hours=6)


class DevTo:
    """Articles on Forem sites; implements `Source`."""

    name = "devto"
    title = "dev.to"
    is_on_by_default = False
    blind = (Words("comments, and the whole text of articles", "Kommentare und den ganzen Text der Artikel"),)

    def __init__(self, settings: Settings) -> None:
        chosen = settings.source(self.name)
        self._servers = tuple(base.rstrip("/") for base in chosen.bases or _SERVERS)
        self._pause_s = _PAUSE_S if chosen.pause_s is None else chosen.pause_s

    def streams(self, queries: Sequence[Query]) -> Iterable[Stream]:
        """Yield one stream a site and search."""
        for server in self._servers:
            host = host_of(server) or server
            for text, names in searches(queries, _ABILITIES).items():
                yield Stream(
                    source=self.name,
                    key=f"{self.name} {server.removeprefix('https://')} {text}",
                    host=host,
                    address=f"{server}/search/feed_content",
                    term=text,
                    queries=names,
                    place=f"{host}: {text}",
                )

    def pages(self, stream: Stream, checkpoint: str | None, fetcher: Fetcher, *, since: datetime) -> Iterator[Page]:
        """Ask newest first."""

        def ask(page: int | None) -> Batch[int]:
            number = page or 0
            params = (
                ("per_page", str(_PER_PAGE)),
                ("page", str(number)),
                ("class_name", "Article"),
                ("search_fields", stream.term or ""),
                ("sort_by", "published_at"),
                ("sort_direction", "desc"),
            )
            request = Request(url=stream.address, params=params, expect=Expect.JSON, pause_s=self._pause_s)
            return _batch(fetcher.get(request), stream, number)

        yield from walk_down(ask, checkpoint, since=since, overlap=_OVERLAP)


def _batch(answer: Answer, stream: Stream, number: int) -> Batch[int]:
    body = read_json(answer)
    if not isinstance(body, dict) or not isinstance(body.get("result"), list):
        raise Unreadable("source.unreadable", host=stream.host, why='no "result"')
    found = body["result"]
    posts = tuple(post for one in tables(found) if (post := _post(one, stream)) is not None)
    following = number + 1 if len(found) >= _PER_PAGE else None
    return Batch(posts=posts, seen=len(found), following=following, clock=answer.date)


def _post(article: Json, stream: Stream) -> Post | None:
    number, title = written(article, "id"), written(article, "title")
    address = written(article, "url") or written(article, "path")
    if number is None or title is None or address is None:
        return None
    user, passages = table(article, "user"), table(article, "highlight").get("body_text")
    said = [to_text(one) for one in passages if isinstance(one, str)] if isinstance(passages, list) else []
    name, tags = written(user, "username"), article.get("tag_list")
    return Post(
        source="devto",
        native_id=clean_line(f"{stream.host} {number}"),
        origin=stream.host,
        url=safe_link(address, base=stream.address),
        title=clean_line(title),
        text=clean_text("\n".join(said) or written(article, "description") or ""),
        author=clean_line(written(user, "name") or name or "") or None,
        author_url=None if name is None else safe_link(f"/{name}", base=stream.address),
        place=stream.host,
        published_at=read_date(article.get("published_at") or article.get("published_at_int")),
        edited_at=read_date(article.get("edited_at")),
        tags=tuple(clean_line(one) for one in tags if isinstance(one, str)) if isinstance(tags, list) else (),
        engagement=Engagement(likes=count(article, "public_reactions_count"), replies=count(article, "comments_count")),
        conversation_id=clean_line(number),
        # The search reads whole articles, of which we see passages.
        matched_by=stream.queries,
    )
