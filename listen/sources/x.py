"""X: posts of the last seven days, through recent search (API v2). Every post read is billed; a budget is kept.

The service renames its fields in 2026: the old names are asked for, both are read. An edit is a new id; the first one
stays the identity.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from html import unescape

from listen.brand import Query, Settings
from listen.channel import Charge, Kind, Login, LoginField, Option, Words
from listen.errors import QueryRefused, RateLimited, Unreadable
from listen.model import Engagement, Page, Post, Stream
from listen.protocols import Answer, Expect, Fetcher, Request
from listen.query.pushdown import Abilities
from listen.sources.shared.access import base_of, needed
from listen.sources.shared.answers import Json, count, read_json, table, tables, written
from listen.sources.shared.searching import search_streams
from listen.sources.shared.walk import Batch, low_mark, walk_down
from listen.text.clean import clean_line, clean_text
from listen.text.dates import read_date
from listen.text.urls import host_of, safe_link

__all__ = ["X"]

_BASE = "https://api.x.com/2"
_SITE = "https://x.com"
_ABILITIES = Abilities(source="x", phrase=True, or_=True, groups=True, max_length=480)
_RESULTS = 100
_OVERLAP = timedelta(minutes=2)
_BUDGET = 1_000
_AT_ONCE = 100
_FIELDS = (
    "created_at,author_id,conversation_id,lang,public_metrics,referenced_tweets,entities,"
    "edit_history_tweet_ids,note_tweet"
)
_NOT_TO_BE_SEEN = frozenset({"resource-not-found", "not-authorized-for-resource"})
_NO_LANGUAGE = frozenset({"und", "qme", "qam", "qct", "qht", "qst", "zxx", "art"})


class X:
    """Posts on X; implements `Source`, `Account` and `Rechecking`."""

    name = "x"
    title = "X"
    is_on_by_default = False
    options = (
        Option(
            name="posts_a_month",
            about=Words(
                "posts that may be read a month; each costs half a cent",
                "Beiträge, die im Monat gelesen werden dürfen; jeder kostet einen halben Cent",
            ),
            kind=Kind.NUMBER,
        ),
        Option(
            name="recheck",
            about=Words(
                "look once a day whether stored posts are still there; each look costs like a reading",
                "einmal am Tag nachsehen, ob gespeicherte Beiträge noch da sind; jedes Nachsehen kostet wie ein Lesen",
            ),
            kind=Kind.SWITCH,
        ),
    )
    login = Login(
        fields=(
            LoginField(name="token", about=Words("bearer token of the company's app", "Bearer-Token der Firmen-App")),
        ),
        where=Words(
            "One app for the whole company, with prepaid credits; X forbids an app of one's own for each employee",
            "Eine App für die ganze Firma, mit Guthaben; X verbietet je eine App pro Person",
        ),
        page="https://console.x.com",
    )
    blind = (Words("what is older than seven days", "was älter als sieben Tage ist"),)

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        chosen = settings.source(self.name)
        self._base = base_of(settings, self.name, _BASE)
        self._host = host_of(self._base) or self._base
        self._budget = int(chosen.number("posts_a_month", _BUDGET))
        self._is_rechecking = chosen.flag("recheck", default=False)
        self._pause_s = chosen.pause_s

    def streams(self, queries: Sequence[Query]) -> Iterable[Stream]:
        """Yield one stream a search."""
        return search_streams(
            queries,
            _ABILITIES,
            name=self.name,
            title=self.title,
            base=self._base,
            usual=_BASE,
            path="/tweets/search/recent",
        )

    def pages(self, stream: Stream, checkpoint: str | None, fetcher: Fetcher, *, since: datetime) -> Iterator[Page]:
        """Ask newest first; what a page may cost at most is written down before it is asked for."""
        low = low_mark(checkpoint, since=since, overlap=_OVERLAP)

        def ask(token: str | None) -> Batch[str]:
            params = [
                ("query", stream.term or ""),
                ("max_results", str(_RESULTS)),
                ("sort_order", "recency"),
                ("tweet.fields", _FIELDS),
            ]
            if checkpoint is not None:
                params.append(("start_time", f"{low:%Y-%m-%dT%H:%M:%SZ}"))
            if token is not None:
                params.append(("next_token", token))
            charge = self._charge(_RESULTS)
            try:
                answer = fetcher.get(self._request(stream.address, params, charge=charge))
            except QueryRefused as error:
                # A start before the last seven days is refused; the default is as far back as it goes.
                if error.values.get("parameter") != "start_time":
                    raise
                kept = [pair for pair in params if pair[0] != "start_time"]
                answer = fetcher.get(self._request(stream.address, kept, charge=charge))
            except RateLimited as error:
                # The budget ends in the middle: what was paid for is kept, and never paid for again.
                if token is None or error.key != "source.budget_used":
                    raise
                return Batch(posts=(), seen=0, following=None, clock=None, is_cut=True)
            return _batch(answer, stream.host)

        yield from walk_down(ask, checkpoint, since=since, overlap=_OVERLAP)

    def account(self, fetcher: Fetcher, server: str | None = None) -> str:  # noqa: ARG002 (one server only)
        """Try the token with a question that costs nothing: what was used so far."""
        body = read_json(fetcher.get(self._request(f"{self._base}/usage/tweets", [])))
        used = count(table(body, "data"), "project_usage") if isinstance(body, dict) else None
        return "app" if used is None else f"app, {used} posts this month"

    def recheck(self, native_ids: Sequence[str], fetcher: Fetcher) -> Collection[str]:
        """Return those that X no longer shows, deleted or protected; nothing unless `recheck` is on, for it costs."""
        if not self._is_rechecking:
            return ()
        gone: set[str] = set()
        for start in range(0, len(native_ids), _AT_ONCE):
            some = native_ids[start : start + _AT_ONCE]
            charge = self._charge(len(some))
            request = self._request(f"{self._base}/tweets", [("ids", ",".join(some))], charge=charge)
            body = read_json(fetcher.get(request))
            if not isinstance(body, dict):
                raise Unreadable("source.unreadable", host=self._host, why="no object")
            for error in tables(body.get("errors")):
                if (written(error, "type") or "").rpartition("/")[2] in _NOT_TO_BE_SEEN:
                    gone.add(written(error, "resource_id") or written(error, "value") or "")
        return gone & set(native_ids)

    def _charge(self, amount: int) -> Charge:
        return Charge(account="posts", amount=amount, limit=self._budget, is_monthly=True, cost=_billed)

    def _request(self, url: str, params: Sequence[tuple[str, str]], *, charge: Charge | None = None) -> Request:
        headers = {"Authorization": f"Bearer {needed(self._settings, self.name, 'token')}"}
        return Request(
            url=url, params=tuple(params), headers=headers, expect=Expect.JSON, pause_s=self._pause_s, charge=charge
        )


def _billed(body: bytes) -> int:
    """Return how many posts an answer holds: so many are billed."""
    try:
        outer = json.loads(body)
    except (ValueError, RecursionError):
        return _RESULTS
    found = outer.get("data") if isinstance(outer, dict) else None
    return len(found) if isinstance(found, list) else 0


def _batch(answer: Answer, host: str) -> Batch[str]:
    body = read_json(answer)
    if not isinstance(body, dict) or not isinstance(body.get("meta"), dict):
        raise Unreadable("source.unreadable", host=host, why='no "meta"')
    found = body.get("data", [])
    if not isinstance(found, list):
        raise Unreadable("source.unreadable", host=host, why="data are no list")
    users = {written(user, "id"): user for user in tables(table(body, "includes").get("users"))}
    posts = tuple(post for one in tables(found) if (post := _post(one, users)) is not None)
    return Batch(posts=posts, seen=len(found), following=written(body["meta"], "next_token"), clock=answer.date)


def _post(said: Json, users: dict[str | None, Json]) -> Post | None:
    number = written(said, "id")
    note = table(said, "note_tweet") or table(said, "note_post")
    text = written(note, "text") or written(said, "text")
    if number is None or text is None:
        return None
    history = said.get("edit_history_tweet_ids") or said.get("edit_history_post_ids")
    first = history[0] if isinstance(history, list) and history and isinstance(history[0], str) else number
    entities = table(note, "entities") or table(said, "entities")
    text = unescape(text)
    links = []
    for url in tables(entities.get("urls")):
        whole = written(url, "unwound_url") or written(url, "expanded_url")
        short = written(url, "url")
        if whole is not None and short is not None:
            text = text.replace(short, whole)
        if (link := safe_link(whole or "")) is not None:
            links.append(link)
    name = written(users.get(written(said, "author_id"), {}), "username")
    metrics = table(said, "public_metrics")
    shares = count(metrics, "retweet_count")
    language = written(said, "lang")
    parents = tables(said.get("referenced_tweets") or said.get("referenced_posts"))
    return Post(
        source="x",
        native_id=clean_line(first),
        origin="x",
        url=safe_link(f"{_SITE}/{name or 'i/web'}/status/{number}"),
        title=None,
        text=clean_text(text),
        author=None if name is None else clean_line(f"@{name}"),
        author_url=None if name is None else safe_link(f"{_SITE}/{name}"),
        place="X",
        published_at=read_date(said.get("created_at")),
        language_hint=None if language in _NO_LANGUAGE else language,
        tags=tuple(clean_line(tag) for one in tables(entities.get("hashtags")) if (tag := written(one, "tag"))),
        links=tuple(dict.fromkeys(links)),
        engagement=Engagement(
            likes=count(metrics, "like_count"),
            shares=count(metrics, "repost_count") if shares is None else shares,
            replies=count(metrics, "reply_count"),
            views=count(metrics, "impression_count"),
        ),
        conversation_id=written(said, "conversation_id"),
        reply_to_id=next((written(one, "id") for one in parents if written(one, "type") == "replied_to"), None),
    )
