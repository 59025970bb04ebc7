"""GitLab: issues and merge requests, through the search of gitlab.com or of servers of one's own."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from listen.brand import Query, Settings
from listen.channel import Login, LoginField, Words
from listen.errors import Unreadable
from listen.model import Engagement, Page, Post, Stream
from listen.protocols import Answer, Expect, Fetcher, Request
from listen.query.pushdown import Abilities
from listen.sources.shared.access import base_named, key, needed
from listen.sources.shared.answers import Json, count, read_json, table, tables, written
from listen.sources.shared.searching import searches
from listen.sources.shared.walk import Batch, walk_down
from listen.text.clean import clean_line, clean_text
from listen.text.dates import read_date
from listen.text.urls import host_of, safe_link

__all__ = ["GitLab"]

_SERVERS = ("https://gitlab.com",)
_KINDS = ("issues", "merge_requests")
_ABILITIES = Abilities(source="gitlab", phrase=True, whole_words=False, min_letters=3)
_PER_PAGE = 100
_OVERLAP = timedelta(hours=1)


class GitLab:
    """Issues and merge requests; implements `Source` and `Account`."""

    name = "gitlab"
    title = "GitLab"
    is_on_by_default = False
    login = Login(
        fields=(LoginField(name="token", about=Words("access token", "Zugriffstoken (access token)")),),
        where=Words(
            "On the server: Preferences, Access tokens, with the scope read_api",
            "Auf dem Server: Preferences, Access tokens, mit dem Recht read_api",
        ),
        is_per_server=True,
        page="https://gitlab.com/-/user_settings/personal_access_tokens",
    )
    blind = (Words("comments, code and wikis", "Kommentare, Quelltext und Wikis"),)

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        chosen = settings.source(self.name)
        self._servers = tuple(base.rstrip("/") for base in chosen.bases or _SERVERS)
        self._pause_s = chosen.pause_s

    def streams(self, queries: Sequence[Query]) -> Iterable[Stream]:
        """Yield one stream a server, kind and search."""
        for server in self._servers:
            host = host_of(server) or server
            for text, names in searches(queries, _ABILITIES).items():
                for kind in _KINDS:
                    yield Stream(
                        source=self.name,
                        key=f"{self.name} {server.removeprefix('https://')} {kind} {text}",
                        host=host,
                        address=f"{server}/api/v4/search?scope={kind}",
                        term=text,
                        queries=names,
                        place=f"{host}: {text}",
                    )

    def pages(self, stream: Stream, checkpoint: str | None, fetcher: Fetcher, *, since: datetime) -> Iterator[Page]:
        """Ask newest first."""
        server, _, scope = stream.address.partition("/api/v4/search?scope=")

        def ask(page: int | None) -> Batch[int]:
            number = page or 1
            params = (
                ("scope", scope),
                ("search", stream.term or ""),
                ("order_by", "created_at"),
                ("sort", "desc"),
                ("per_page", str(_PER_PAGE)),
                ("page", str(number)),
            )
            answer = fetcher.get(self._request(server, "search", params))
            return _batch(answer, stream.host, number)

        yield from walk_down(ask, checkpoint, since=since, overlap=_OVERLAP)

    def account(self, fetcher: Fetcher, server: str | None = None) -> str:
        """Return the name that the token belongs to."""
        base = base_named(server, self._servers)
        body = read_json(fetcher.get(self._request(base, "user", ())))
        name = written(body, "username") if isinstance(body, dict) else None
        return "GitLab" if name is None else clean_line(f"@{name}")

    def _request(self, server: str, method: str, params: tuple[tuple[str, str], ...]) -> Request:
        # gitlab.com may have been logged in to without naming it.
        token = key(self._settings, self.name, "token") if server == _SERVERS[0] else None
        token = token or needed(self._settings, self.name, "token", server)
        return Request(
            url=f"{server}/api/v4/{method}",
            params=params,
            headers={"PRIVATE-TOKEN": token},
            expect=Expect.JSON,
            pause_s=self._pause_s,
        )


def _batch(answer: Answer, host: str, number: int) -> Batch[int]:
    found = read_json(answer)
    if not isinstance(found, list):
        raise Unreadable("source.unreadable", host=host, why="no list")
    posts = tuple(post for one in tables(found) if (post := _post(one, host)) is not None)
    return Batch(
        posts=posts, seen=len(found), following=number + 1 if len(found) == _PER_PAGE else None, clock=answer.date
    )


def _post(item: Json, host: str) -> Post | None:
    number, title, address = written(item, "id"), written(item, "title"), written(item, "web_url")
    if number is None or title is None or address is None:
        return None
    author, kind = table(item, "author"), "merge request" if "source_branch" in item else "issue"
    name, labels = written(author, "username"), item.get("labels")
    return Post(
        source="gitlab",
        native_id=clean_line(f"{host} {kind} {number}"),
        origin=host,
        url=safe_link(address),
        title=clean_line(title),
        text=clean_text(written(item, "description") or ""),
        author=None if name is None else clean_line(f"@{name}"),
        author_url=safe_link(written(author, "web_url") or ""),
        place=clean_line(written(table(item, "references"), "full") or host),
        published_at=read_date(item.get("created_at")),
        edited_at=read_date(item.get("updated_at")),
        tags=tuple(clean_line(one) for one in labels if isinstance(one, str)) if isinstance(labels, list) else (),
        engagement=Engagement(likes=count(item, "upvotes"), replies=count(item, "user_notes_count")),
        conversation_id=clean_line(address),
    )
