"""GitHub: issues and pull requests, through its REST search, slowly without a key; with one, discussions (GraphQL)."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from listen.brand import Query, Settings
from listen.channel import Login, LoginField, Words
from listen.dialogue import Thread
from listen.errors import QueryRefused, RateLimited, Unreadable
from listen.model import Engagement, Page, Post, Stream
from listen.protocols import Answer, Expect, Fetcher, Request
from listen.query.pushdown import Abilities
from listen.sources.shared.access import base_of, json_request, key, needed
from listen.sources.shared.answers import Json, count, flag, read_json, table, tables, written
from listen.sources.shared.searching import search_streams
from listen.sources.shared.walk import Batch, low_mark, walk_down
from listen.text.clean import clean_line, clean_text
from listen.text.dates import read_date
from listen.text.urls import host_of, safe_link

__all__ = ["GitHub"]

_ISSUE = re.compile(
    r"https?://[^/]{1,200}/([\w.-]{1,100}/[\w.-]{1,100})/(?:issues|pull)/(\d{1,10})(?:#issuecomment-(\d{1,12}))?"
)
_BASE = "https://api.github.com"
_ABILITIES = Abilities(source="github", phrase=True, max_terms=5, max_length=200)
_DISCUSSIONS = "/graphql"
_QUESTION = (
    "query($q: String!, $after: String) { search(type: DISCUSSION, query: $q, first: 50, after: $after) {"
    " pageInfo { endCursor hasNextPage } nodes { ... on Discussion { id url title bodyText createdAt updatedAt"
    " author { login url __typename } repository { nameWithOwner } category { name } upvoteCount"
    " comments { totalCount } } } } }"
)
_WAIT = timedelta(hours=1)
_PER_PAGE = 100
_OVERLAP = timedelta(hours=1)
_PAUSE_S, _PAUSE_WITHOUT_KEY_S = 2.0, 6.0
"""Thirty searches a minute with a key, ten without."""


class GitHub:
    """Issues, pull requests and discussions; implements `Source`, `Account` and `Threaded`."""

    name = "github"
    title = "GitHub"
    is_on_by_default = False
    login = Login(
        fields=(LoginField(name="token", about=Words("token", "Token")),),
        where=Words(
            "A fine-grained token without any permission is enough; it makes searching faster",
            "Ein fein abgestuftes Token ohne jede Berechtigung genügt; es macht die Suche schneller",
        ),
        is_required=False,
        page="https://github.com/settings/personal-access-tokens",
    )
    blind = (Words("code; discussions, unless you log in", "Quelltext; Diskussionen, solange kein Login da ist"),)

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._base = base_of(settings, self.name, _BASE)
        self._host = host_of(self._base) or self._base
        self._token = key(settings, self.name, "token")
        usual_s = _PAUSE_WITHOUT_KEY_S if self._token is None else _PAUSE_S
        set_s = settings.source(self.name).pause_s
        self._pause_s = usual_s if set_s is None else set_s

    def streams(self, queries: Sequence[Query]) -> Iterable[Stream]:
        """Yield one stream a search; with a token, one more for its discussions."""
        where = ("/search/issues",) if self._token is None else ("/search/issues", _DISCUSSIONS)
        for path in where:
            for stream in search_streams(
                queries, _ABILITIES, name=self.name, title=self.title, base=self._base, usual=_BASE, path=path
            ):
                is_usual = path != _DISCUSSIONS
                yield stream if is_usual else replace(stream, key=f"{stream.key} (discussions)")

    def pages(self, stream: Stream, checkpoint: str | None, fetcher: Fetcher, *, since: datetime) -> Iterator[Page]:
        """Ask for what was written since, newest first."""
        low = low_mark(checkpoint, since=since, overlap=_OVERLAP)
        if stream.address.endswith(_DISCUSSIONS):
            yield from walk_down(
                lambda after: self._discussed(stream, low, after, fetcher), checkpoint, since=since, overlap=_OVERLAP
            )
            return

        def ask(page: int | None) -> Batch[int]:
            number = page or 1
            params = (
                ("q", f"{stream.term or ''} created:>={low:%Y-%m-%dT%H:%M:%SZ}"),
                ("sort", "created"),
                ("order", "desc"),
                ("per_page", str(_PER_PAGE)),
                ("page", str(number)),
            )
            return _batch(fetcher.get(self._request(stream.address, params)), stream.host, number)

        yield from walk_down(ask, checkpoint, since=since, overlap=_OVERLAP)

    def _discussed(self, stream: Stream, low: datetime, after: str | None, fetcher: Fetcher) -> Batch[str]:
        wanted = f"{stream.term or ''} created:>={low:%Y-%m-%dT%H:%M:%SZ} sort:created-desc"
        asked = {"query": _QUESTION, "variables": {"q": wanted, "after": after}}
        headers = {"Authorization": f"Bearer {needed(self._settings, self.name, 'token')}"}
        request = replace(json_request(stream.address, asked, headers=headers), pause_s=self._pause_s)
        answer = fetcher.get(request)
        body = read_json(answer)
        if not isinstance(body, dict):
            raise Unreadable("source.unreadable", host=stream.host, why="no object")
        for error in tables(body.get("errors"))[:1]:
            # GraphQL tells its errors with a 200.
            code = clean_line(written(error, "type") or "GraphQL")
            if code == "RATE_LIMITED":
                until = None if answer.date is None else answer.date + _WAIT
                raise RateLimited.at(stream.host, until)
            raise QueryRefused("source.query_refused", host=stream.host, why=code, status=200, code=code)
        search = table(table(body, "data"), "search")
        found = search.get("nodes")
        if not isinstance(found, list):
            raise Unreadable("source.unreadable", host=stream.host, why='no "nodes"')
        posts = tuple(post for one in tables(found) if (post := _discussion(one)) is not None)
        page = table(search, "pageInfo")
        following = written(page, "endCursor") if flag(page, "hasNextPage") and found else None
        return Batch(posts=posts, seen=len(found), following=following, clock=answer.date)

    def account(self, fetcher: Fetcher, server: str | None = None) -> str:  # noqa: ARG002 (one server only)
        """Return the login name that the token belongs to."""
        needed(self._settings, self.name, "token")
        body = read_json(fetcher.get(self._request(f"{self._base}/user", ())))
        return (written(body, "login") if isinstance(body, dict) else None) or ""

    def thread(self, post: Post, fetcher: Fetcher) -> Thread:
        """Ask for the comments under an issue or a pull request; discussions are not shown without a search."""
        page = _ISSUE.match(post.url or post.native_id)
        if page is None:
            raise Unreadable("sending.not_found_there", host=self._host)
        params = (("per_page", str(_PER_PAGE)),)
        url = f"{self._base}/repos/{page[1]}/issues/{page[2]}/comments"
        body = read_json(fetcher.get(self._request(url, params)))
        if not isinstance(body, list):
            raise Unreadable("source.unreadable", host=self._host, why="no list")
        told = ({**one, "title": post.title or page[1]} for one in tables(body))
        replies = tuple(one for item in told if (one := _post(item)) is not None)
        after = page[3]
        if after is not None:
            # What was linked is a comment itself: what came later stands below it.
            later = [place for place, one in enumerate(replies) if (one.url or "").endswith(f"#issuecomment-{after}")]
            replies = replies[later[0] + 1 :] if later else ()
        return Thread(
            replies=tuple(replace(one, reply_to_id=post.native_id, place=page[1]) for one in replies),
            is_whole=len(body) < _PER_PAGE,
        )

    def _request(self, url: str, params: tuple[tuple[str, str], ...]) -> Request:
        headers = {"Accept": "application/vnd.github+json"}
        if self._token is not None:
            headers["Authorization"] = f"Bearer {self._token}"
        return Request(url=url, params=params, headers=headers, expect=Expect.JSON, pause_s=self._pause_s)


def _batch(answer: Answer, host: str, number: int) -> Batch[int]:
    body = read_json(answer)
    if not isinstance(body, dict) or not isinstance(body.get("items"), list):
        raise Unreadable("source.unreadable", host=host, why='no "items"')
    found = body["items"]
    posts = tuple(post for one in tables(found) if (post := _post(one)) is not None)
    total = count(body, "total_count")
    is_last = not found or (total is not None and number * _PER_PAGE >= total)
    return Batch(posts=posts, seen=len(found), following=None if is_last else number + 1, clock=answer.date)


def _post(item: Json) -> Post | None:
    native_id, title = written(item, "node_id") or written(item, "html_url"), written(item, "title")
    if native_id is None or title is None:
        return None
    user, address = table(item, "user"), written(item, "html_url") or ""
    repository = "/".join((written(item, "repository_url") or "").split("/")[-2:])
    name = written(user, "login")
    return Post(
        source="github",
        native_id=clean_line(native_id),
        origin="github",
        url=safe_link(address),
        title=clean_line(title),
        text=clean_text(written(item, "body") or ""),
        author=None if name is None else clean_line(name) or None,
        author_url=safe_link(written(user, "html_url") or ""),
        place=clean_line(repository) or "GitHub",
        published_at=read_date(item.get("created_at")),
        edited_at=read_date(item.get("updated_at")),
        tags=tuple(clean_line(label) for one in tables(item.get("labels")) if (label := written(one, "name"))),
        engagement=Engagement(likes=count(table(item, "reactions"), "total_count"), replies=count(item, "comments")),
        conversation_id=clean_line(address) or None,
        is_bot=written(user, "type") == "Bot",
    )


def _discussion(said: Json) -> Post | None:
    native_id, title = written(said, "id"), written(said, "title")
    if native_id is None or title is None:
        return None
    author, address = table(said, "author"), written(said, "url") or ""
    name, category = written(author, "login"), written(table(said, "category"), "name")
    return Post(
        source="github",
        native_id=clean_line(native_id),
        origin="github",
        url=safe_link(address),
        title=clean_line(title),
        text=clean_text(written(said, "bodyText") or ""),
        author=None if name is None else clean_line(name) or None,
        author_url=safe_link(written(author, "url") or ""),
        place=clean_line(written(table(said, "repository"), "nameWithOwner") or "") or "GitHub",
        published_at=read_date(said.get("createdAt")),
        edited_at=read_date(said.get("updatedAt")),
        tags=() if category is None else (clean_line(category),),
        engagement=Engagement(likes=count(said, "upvoteCount"), replies=count(table(said, "comments"), "totalCount")),
        conversation_id=clean_line(address) or None,
        is_bot=written(author, "__typename") == "Bot",
    )
