"""Tumblr: posts that carry a hashtag (api.tumblr.com/v2/tagged; a consumer key). There is no search for words."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta

from listen.brand import Query, Settings
from listen.channel import Login, LoginField, Words
from listen.errors import LoginNeeded, QueryRefused, Unreadable
from listen.model import Engagement, Page, Post, Stream
from listen.protocols import Answer, Expect, Fetcher, Request
from listen.query.language import parse
from listen.query.pushdown import tag_terms
from listen.sources.shared.access import base_of, needed
from listen.sources.shared.answers import Json, count, read_json, table, tables, written
from listen.sources.shared.walk import Batch, walk_down
from listen.text.clean import clean_line, clean_text
from listen.text.html import links_in, to_text
from listen.text.urls import host_of, safe_link

__all__ = ["Tumblr"]

_BASE = "https://api.tumblr.com/v2"
_LIMIT = 20
_OVERLAP = timedelta(hours=6)
_LATEST_S = 253_000_000_000


class Tumblr:
    """Tagged posts; implements `Source` and `Account`."""

    name = "tumblr"
    title = "Tumblr"
    is_on_by_default = False
    login = Login(
        fields=(LoginField(name="api_key", about=Words("consumer key", "Consumer Key")),),
        where=Words(
            "Register an application; its OAuth consumer key is the key",
            "Anwendung anmelden; ihr OAuth Consumer Key ist der Schlüssel",
        ),
        page="https://www.tumblr.com/oauth/apps",
    )
    blind = (Words("posts without the hashtag", "Beiträge ohne das Hashtag"),)

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._base = base_of(settings, self.name, _BASE)
        self._host = host_of(self._base) or self._base
        self._pause_s = settings.source(self.name).pause_s

    def streams(self, queries: Sequence[Query]) -> Iterable[Stream]:
        """Yield one stream a hashtag."""
        served: dict[str, list[str]] = {}
        for query in queries:
            for tag in tag_terms(parse(query.expression)):
                served.setdefault(tag.lower(), []).append(query.name)
        for tag, names in served.items():
            yield Stream(
                source=self.name,
                key=f"{self.name} #{tag}" if self._base == _BASE else f"{self.name} {self._base} #{tag}",
                host=self._host,
                address=f"{self._base}/tagged",
                term=tag,
                queries=tuple(dict.fromkeys(names)),
                place=f"Tumblr #{tag}",
            )

    def pages(self, stream: Stream, checkpoint: str | None, fetcher: Fetcher, *, since: datetime) -> Iterator[Page]:
        """Ask newest first, down to six hours before the newest post known."""

        def ask(before: str | None) -> Batch[str]:
            params = [("tag", stream.term or ""), ("limit", str(_LIMIT))]
            if before is not None:
                params.append(("before", before))
            return _batch(fetcher.get(self._request(stream.address, params)), stream.host)

        yield from walk_down(ask, checkpoint, since=since, overlap=_OVERLAP)

    def account(self, fetcher: Fetcher, server: str | None = None) -> str:  # noqa: ARG002 (one server only)
        """Try the key; it has no name."""
        _batch(fetcher.get(self._request(f"{self._base}/tagged", [("tag", "tumblr"), ("limit", "1")])), self._host)
        return "Tumblr"

    def _request(self, url: str, params: Sequence[tuple[str, str]]) -> Request:
        # The service takes its key in the address only; the door knows the name and never shows the value.
        keyed = (*params, ("api_key", needed(self._settings, self.name, "api_key")))
        return Request(url=url, params=keyed, expect=Expect.JSON, pause_s=self._pause_s)


def _batch(answer: Answer, host: str) -> Batch[str]:
    body = read_json(answer)
    if not isinstance(body, dict):
        raise Unreadable("source.unreadable", host=host, why="no object")
    status = count(table(body, "meta"), "status")
    if status in {401, 403}:
        raise LoginNeeded("source.login_needed", host=host, status=status)
    if status is not None and status >= 400:  # noqa: PLR2004
        raise QueryRefused("source.query_refused", host=host, why=f"{status}", status=status, code=None)
    found = body.get("response")
    if not isinstance(found, list):
        raise Unreadable("source.unreadable", host=host, why='no "response"')
    posts = tuple(post for one in tables(found) if (post := _post(one)) is not None)
    stamps = [at for one in tables(found) if (at := count(one, "featured_timestamp") or count(one, "timestamp"))]
    # Whether the bound is inclusive is not said: it is passed on as it is, and what comes twice is known.
    return Batch(posts=posts, seen=len(found), following=str(stamps[-1]) if stamps else None, clock=answer.date)


def _post(said: Json) -> Post | None:
    native_id = written(said, "id_string") or written(said, "id")
    html = next(
        (text for name in ("body", "caption", "text", "description", "answer") if (text := written(said, name))), ""
    )
    title = written(said, "title") or written(said, "question")
    text = clean_text(to_text(html) or written(said, "summary") or "")
    if native_id is None or (not text and title is None):
        return None
    seconds = count(said, "timestamp")
    name = written(said, "blog_name")
    tags = said.get("tags")
    return Post(
        source="tumblr",
        native_id=clean_line(native_id),
        origin="tumblr",
        url=safe_link(written(said, "post_url") or ""),
        title=None if title is None else clean_line(to_text(title)) or None,
        text=text,
        author=None if name is None else clean_line(name) or None,
        author_url=safe_link(written(table(said, "blog"), "url") or ""),
        place="Tumblr",
        published_at=datetime.fromtimestamp(seconds, UTC) if seconds is not None and 0 < seconds < _LATEST_S else None,
        tags=tuple(clean_line(tag) for tag in tags if isinstance(tag, str) and clean_line(tag))
        if isinstance(tags, list)
        else (),
        links=links_in(html),
        engagement=Engagement(score=count(said, "note_count")),
    )
