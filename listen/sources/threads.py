"""Threads: public posts, through the keyword search of Meta's interface; one word or phrase a question."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from listen.brand import Query, Settings
from listen.channel import Charge, Kind, Login, LoginField, Option, Words
from listen.errors import LoginNeeded, QueryRefused, RateLimited, SourceError, Unreadable
from listen.model import Page, Post, Stream
from listen.protocols import Answer, Expect, Fetcher, Request
from listen.query.pushdown import Abilities
from listen.sources.shared.access import base_of, needed
from listen.sources.shared.answers import Json, read_json, table, tables, written
from listen.sources.shared.searching import search_streams
from listen.sources.shared.walk import Batch, low_mark, walk_down
from listen.text.clean import clean_line, clean_text
from listen.text.dates import read_date
from listen.text.urls import host_of, safe_link

__all__ = ["Threads"]

_BASE = "https://graph.threads.net/v1.0"
_SITE = "https://www.threads.com"
_ABILITIES = Abilities(source="threads", and_=False)
_LIMIT = 100
_OVERLAP = timedelta(hours=24)
_SEARCHES_A_DAY = 2_000
_FIELDS = (
    "id,text,permalink,timestamp,username,media_type,has_replies,is_reply,is_quote_post,root_post,replied_to,topic_tag"
)
_EXPIRED = frozenset({"190", "10", "200"})
_TOO_MANY = frozenset({"4", "17", "32", "613"})
_PAUSE = timedelta(hours=1)


class Threads:
    """Posts on Threads; implements `Source` and `Account`."""

    name = "threads"
    title = "Threads"
    is_on_by_default = False
    options = (
        Option(
            name="searches_a_day",
            about=Words("searches it may cost a day", "Suchen, die es am Tag kosten darf"),
            kind=Kind.NUMBER,
        ),
    )
    login = Login(
        fields=(LoginField(name="token", about=Words("access token", "Zugriffstoken (access token)")),),
        where=Words(
            "A Meta app with the Threads use case and the permission threads_keyword_search; until Meta has reviewed "
            "it, only your own posts are found",
            "Eine Meta-App mit dem Anwendungsfall Threads und dem Recht threads_keyword_search; bis Meta sie geprüft "
            "hat, werden nur eigene Beiträge gefunden",
        ),
        page="https://developers.facebook.com/apps",
    )
    blind = (Words("reactions and counts of others' posts", "Reaktionen auf Beiträge anderer"),)

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        chosen = settings.source(self.name)
        self._base = base_of(settings, self.name, _BASE)
        self._limit = int(chosen.number("searches_a_day", _SEARCHES_A_DAY))
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
            path="/keyword_search",
        )

    def pages(self, stream: Stream, checkpoint: str | None, fetcher: Fetcher, *, since: datetime) -> Iterator[Page]:
        """Ask newest first, from a day before the newest post known."""
        low = low_mark(checkpoint, since=since, overlap=_OVERLAP)

        def ask(after: str | None) -> Batch[str]:
            params = [
                ("q", stream.term or ""),
                ("search_type", "RECENT"),
                ("since", str(int(low.timestamp()))),
                ("limit", str(_LIMIT)),
                ("fields", _FIELDS),
            ]
            # The address of the next page holds the token; its cursor alone is taken.
            if after is not None:
                params.append(("after", after))
            charge = Charge(account="searches", amount=1, limit=self._limit)
            return _batch(self._answer(stream.address, params, fetcher, charge=charge), stream.host)

        yield from walk_down(ask, checkpoint, since=since, overlap=_OVERLAP)

    def account(self, fetcher: Fetcher, server: str | None = None) -> str:  # noqa: ARG002 (one server only)
        """Return the name that the token belongs to."""
        body = read_json(self._answer(f"{self._base}/me", [("fields", "id,username")], fetcher))
        name = written(body, "username") if isinstance(body, dict) else None
        return "Threads" if name is None else clean_line(f"@{name}")

    def _answer(
        self, url: str, params: Sequence[tuple[str, str]], fetcher: Fetcher, *, charge: Charge | None = None
    ) -> Answer:
        token = needed(self._settings, self.name, "token")
        request = Request(
            url=url,
            params=(*params, ("access_token", token)),
            expect=Expect.JSON,
            pause_s=self._pause_s,
            charge=charge,
        )
        host = host_of(url) or url
        try:
            answer = fetcher.get(request)
        except (QueryRefused, LoginNeeded) as error:
            told = _told(written(dict(error.values), "code"), host, None)
            raise error if told is None else told from error
        body = read_json(answer)
        error_ = _told(written(table(body, "error"), "code") if isinstance(body, dict) else None, host, answer.date)
        if error_ is not None:
            raise error_
        return answer


def _told(code: str | None, host: str, now: datetime | None) -> SourceError | None:
    """Return what a number of Meta's means; None for one that says nothing of its own."""
    if code in _EXPIRED:
        return LoginNeeded("source.login_needed", host=host, status=int(code or 0))
    if code in _TOO_MANY:
        until = None if now is None else now + _PAUSE
        return RateLimited.at(host, until)
    return None


def _batch(answer: Answer, host: str) -> Batch[str]:
    body = read_json(answer)
    if not isinstance(body, dict) or not isinstance(body.get("data"), list):
        raise Unreadable("source.unreadable", host=host, why='no "data"')
    found = body["data"]
    posts = tuple(post for one in tables(found) if (post := _post(one)) is not None)
    paging = table(body, "paging")
    # Without an address of a next page, the cursor leads to an empty one.
    after = written(table(paging, "cursors"), "after") if paging.get("next") else None
    return Batch(posts=posts, seen=len(found), following=after, clock=answer.date)


def _post(said: Json) -> Post | None:
    number, text = written(said, "id"), written(said, "text")
    if number is None or text is None:
        return None
    name, tag = written(said, "username"), written(said, "topic_tag")
    return Post(
        source="threads",
        native_id=clean_line(number),
        origin="threads",
        url=safe_link(written(said, "permalink") or ""),
        title=None,
        text=clean_text(text),
        author=None if name is None else clean_line(f"@{name}"),
        author_url=None if name is None else safe_link(f"{_SITE}/@{name}"),
        place="Threads",
        published_at=read_date(said.get("timestamp")),
        tags=() if tag is None else (clean_line(tag),),
        conversation_id=written(table(said, "root_post"), "id"),
        reply_to_id=written(table(said, "replied_to"), "id"),
    )
