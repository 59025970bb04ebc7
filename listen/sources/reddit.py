"""Reddit: posts found by search, with an application's key (OAuth, application only). There is no search for comments.

Without approval by Reddit there are no new keys; the keyless feed of a subreddit can be read as a feed, slowly.
"""

import base64
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta

from listen.brand import Query, Settings
from listen.channel import Login, LoginField, Option, Words
from listen.errors import LoginNeeded, Unreadable
from listen.model import Engagement, Page, Post, Stream
from listen.protocols import Answer, Expect, Fetcher, Request
from listen.query.pushdown import Abilities
from listen.sources.shared.access import form_request, key, needed
from listen.sources.shared.answers import Json, count, read_json, table, tables, written
from listen.sources.shared.searching import searches
from listen.sources.shared.walk import Batch, walk_down
from listen.text.clean import clean_line, clean_text
from listen.text.urls import host_of, safe_link

__all__ = ["Reddit"]

_BASE = "https://oauth.reddit.com"
_TOKENS = "https://www.reddit.com"
_SITE = "https://www.reddit.com"
_ABILITIES = Abilities(source="reddit", phrase=True, or_=True, groups=True, whole_words=True, max_length=480)
_LIMIT = 100
_OVERLAP = timedelta(hours=24)
"""The index lags, and moderators approve late."""

_AT_ONCE = 100
_DELETED = frozenset({"[deleted]", "[removed]"})
_LATEST_S = 253_000_000_000


class Reddit:
    """Posts on Reddit; implements `Source`, `Account` and `Rechecking`."""

    name = "reddit"
    title = "Reddit"
    is_on_by_default = False
    options = (
        Option(
            name="subreddits",
            about=Words("search only these, without r/", "nur diese durchsuchen, ohne r/"),
            is_many=True,
        ),
    )
    login = Login(
        fields=(
            LoginField(name="client_id", about=Words("client id of the app", "Client-ID der App"), is_secret=False),
            LoginField(name="client_secret", about=Words("secret of the app", "Geheimnis der App")),
        ),
        where=Words(
            "Reddit approves applications before they may ask; existing ones stand in the app preferences",
            "Reddit genehmigt Anwendungen, bevor sie fragen dürfen; vorhandene stehen in den App-Einstellungen",
        ),
        page="https://www.reddit.com/prefs/apps",
    )
    blind = (Words("comments, private subreddits", "Kommentare, private Subreddits"),)

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        bases = settings.source(self.name).bases
        self._base = (bases[0] if bases else _BASE).rstrip("/")
        # A test server or proxy gives tokens and answers in one place.
        self._tokens = bases[0].rstrip("/") if bases else _TOKENS
        self._subreddits = settings.source(self.name).texts("subreddits")
        self._pause_s = settings.source(self.name).pause_s

    def streams(self, queries: Sequence[Query]) -> Iterable[Stream]:
        """Yield one stream a search, in all of Reddit or in the subreddits named."""
        served = searches(queries, _ABILITIES)
        where = f"/r/{'+'.join(self._subreddits)}" if self._subreddits else ""
        prefix = self.name if self._base == _BASE else f"{self.name} {self._base}"
        for text, names in served.items():
            yield Stream(
                source=self.name,
                key=f"{prefix} {where} {text}".replace("  ", " "),
                host=host_of(self._base) or self._base,
                address=f"{self._base}{where}/search",
                term=text,
                queries=names,
                place=f"Reddit {where}: {text}".replace(" :", ":"),
            )

    def pages(self, stream: Stream, checkpoint: str | None, fetcher: Fetcher, *, since: datetime) -> Iterator[Page]:
        """Ask newest first, down to a day before the newest post known."""

        def ask(after: str | None) -> Batch[str]:
            params = [
                ("q", stream.term or ""),
                ("sort", "new"),
                ("t", "all"),
                ("type", "link"),
                ("limit", str(_LIMIT)),
                ("raw_json", "1"),
            ]
            if self._subreddits:
                params.append(("restrict_sr", "true"))
            if after is not None:
                params.append(("after", after))
            return _batch(self._ask(stream.address, params, fetcher), stream.host)

        yield from walk_down(ask, checkpoint, since=since, overlap=_OVERLAP)

    def account(self, fetcher: Fetcher, server: str | None = None) -> str:  # noqa: ARG002 (one server only)
        """Get a token, and say which application it belongs to."""
        self._new_token(fetcher)
        return needed(self._settings, self.name, "client_id")

    def recheck(self, native_ids: Sequence[str], fetcher: Fetcher) -> Collection[str]:
        """Return those that were deleted or removed; Reddit asks everyone to follow suit."""
        gone: set[str] = set()
        for start in range(0, len(native_ids), _AT_ONCE):
            some = native_ids[start : start + _AT_ONCE]
            answer = self._ask(f"{self._base}/api/info", [("id", ",".join(some)), ("raw_json", "1")], fetcher)
            batch = _batch(answer, host_of(self._base) or self._base)
            gone |= set(batch.gone) | (set(some) - {post.native_id for post in batch.posts})
        return gone

    def _ask(self, url: str, params: Sequence[tuple[str, str]], fetcher: Fetcher) -> Answer:
        """Ask with the token at hand; get another one once when it has expired."""
        token = key(self._settings, self.name, "token")
        if token is not None:
            try:
                return fetcher.get(self._request(url, params, token))
            except LoginNeeded as error:
                if key(self._settings, self.name, "client_secret") is None:
                    raise
                self._settings.keys.keep(self.name, "token", None)
                try:
                    token = self._new_token(fetcher)
                except LoginNeeded as further:
                    raise error from further
        else:
            token = self._new_token(fetcher)
        return fetcher.get(self._request(url, params, token))

    def _request(self, url: str, params: Sequence[tuple[str, str]], token: str) -> Request:
        headers = {"Authorization": f"bearer {token}"}
        return Request(url=url, params=tuple(params), headers=headers, expect=Expect.JSON, pause_s=self._pause_s)

    def _new_token(self, fetcher: Fetcher) -> str:
        identity = needed(self._settings, self.name, "client_id")
        secret = needed(self._settings, self.name, "client_secret")
        basic = base64.b64encode(f"{identity}:{secret}".encode()).decode()
        request = form_request(
            f"{self._tokens}/api/v1/access_token",
            {"grant_type": "client_credentials"},
            headers={"Authorization": f"Basic {basic}"},
            secrets=(secret,),
        )
        body = read_json(fetcher.get(request))
        token = written(body, "access_token") if isinstance(body, dict) else None
        if token is None:
            # With a wrong secret Reddit answers 200 and an error.
            raise LoginNeeded("source.login_needed", host=host_of(self._tokens) or self._tokens, status=200)
        self._settings.keys.keep(self.name, "token", token)
        return token


def _batch(answer: Answer, host: str) -> Batch[str]:
    body = read_json(answer)
    data = table(body, "data") if isinstance(body, dict) else {}
    children = data.get("children")
    if not isinstance(children, list):
        raise Unreadable("source.unreadable", host=host, why='no "children"')
    posts: list[Post] = []
    gone: list[str] = []
    for child in tables(children):
        said = table(child, "data")
        name = written(said, "name")
        if name is not None and _is_gone(said):
            gone.append(clean_line(name))
        elif (post := _post(said)) is not None:
            posts.append(post)
    # A full page may hold more or fewer than asked for: only `after` says whether there is another.
    return Batch(
        posts=tuple(posts),
        seen=len(children),
        following=written(data, "after") if children else None,
        clock=answer.date,
        gone=tuple(gone),
    )


def _is_gone(said: Json) -> bool:
    text = written(said, "selftext") or written(said, "body")
    return (
        text in _DELETED or (written(said, "author") in _DELETED and not text) or bool(said.get("removed_by_category"))
    )


def _post(said: Json) -> Post | None:
    name, title = written(said, "name"), written(said, "title") or written(said, "link_title")
    if name is None or title is None:
        return None
    author = written(said, "author")
    path = (written(said, "permalink") or "").partition("?")[0]
    linked = None if said.get("is_self") else safe_link(written(said, "url") or "")
    return Post(
        source="reddit",
        native_id=clean_line(name),
        origin="reddit",
        url=safe_link(f"{_SITE}{path}"),
        title=clean_line(title),
        text=clean_text(written(said, "selftext") or written(said, "body") or ""),
        author=None if author is None or author in _DELETED else clean_line(author) or None,
        author_url=None if author is None or author in _DELETED else safe_link(f"{_SITE}/user/{author}"),
        place=clean_line(f"r/{written(said, 'subreddit') or '?'}"),
        published_at=_time(said.get("created_utc")),
        edited_at=_time(said.get("edited")),
        links=() if linked is None else (linked,),
        engagement=Engagement(score=count(said, "score"), replies=count(said, "num_comments")),
        conversation_id=written(said, "link_id") or clean_line(name),
        reply_to_id=written(said, "parent_id"),
    )


def _time(seconds: object) -> datetime | None:
    """Return seconds since 1970 as a time; `false` is how Reddit says "never"."""
    if isinstance(seconds, bool) or not isinstance(seconds, int | float) or not 0 < seconds < _LATEST_S:
        return None
    return datetime.fromtimestamp(seconds, UTC)
