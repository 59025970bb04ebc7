"""NewsAPI.org: articles of newspapers, with a key; a hundred questions a day on the free plan."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from listen.brand import Query, Settings
from listen.channel import Charge, Kind, Login, LoginField, Option, Words
from listen.errors import LoginNeeded, QueryRefused, RateLimited, SourceError, Unreadable
from listen.model import Page, Post, Stream
from listen.protocols import Answer, Expect, Fetcher, Request
from listen.query.pushdown import Abilities
from listen.sources.shared.access import base_of, needed
from listen.sources.shared.answers import Json, count, read_json, table, tables, written
from listen.sources.shared.searching import search_streams
from listen.sources.shared.walk import Batch, low_mark, walk_down
from listen.text.clean import clean_line, clean_text
from listen.text.dates import read_date
from listen.text.urls import canonical, host_of, safe_link

__all__ = ["NewsApi"]

_BASE = "https://newsapi.org/v2"
_ABILITIES = Abilities(source="newsapi", phrase=True, or_=True, groups=True, max_length=480)
_PAGE_SIZE = 100
_OVERLAP = timedelta(hours=48)
"""Articles are added late; on the free plan a day late."""

_REQUESTS_A_DAY = 90
_REMOVED = "[Removed]"
_WRONG_KEY = frozenset({"apiKeyInvalid", "apiKeyMissing", "apiKeyDisabled"})
_USED_UP = frozenset({"rateLimited", "apiKeyExhausted"})


class NewsApi:
    """Articles found by NewsAPI; implements `Source` and `Account`."""

    name = "newsapi"
    title = "NewsAPI"
    is_on_by_default = False
    options = (
        Option(
            name="requests_a_day",
            about=Words("requests it may cost a day", "Anfragen, die es am Tag kosten darf"),
            kind=Kind.NUMBER,
        ),
    )
    login = Login(
        fields=(LoginField(name="key", about=Words("API key", "API-Schlüssel")),),
        where=Words("The free key is for trying out only", "Der kostenlose Schlüssel ist nur zum Ausprobieren"),
        page="https://newsapi.org/register",
    )
    blind = (Words("the text of articles beyond the first 200 characters", "den Text der Artikel nach 200 Zeichen"),)

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        chosen = settings.source(self.name)
        self._base = base_of(settings, self.name, _BASE)
        self._host = host_of(self._base) or self._base
        self._limit = int(chosen.number("requests_a_day", _REQUESTS_A_DAY))
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
            path="/everything",
        )

    def pages(self, stream: Stream, checkpoint: str | None, fetcher: Fetcher, *, since: datetime) -> Iterator[Page]:
        """Ask newest first, from two days before the newest article known."""
        low = low_mark(checkpoint, since=since, overlap=_OVERLAP)

        def ask(page: int | None) -> Batch[int]:
            number = page or 1
            params = (
                ("q", stream.term or ""),
                ("from", f"{low:%Y-%m-%dT%H:%M:%S}"),
                ("sortBy", "publishedAt"),
                ("pageSize", str(_PAGE_SIZE)),
                ("page", str(number)),
            )
            return self._batch(fetcher.get(self._request(stream.address, params)), stream, number)

        yield from walk_down(ask, checkpoint, since=since, overlap=_OVERLAP)

    def account(self, fetcher: Fetcher, server: str | None = None) -> str:  # noqa: ARG002 (one server only)
        """Try the key; it has no name."""
        body = read_json(fetcher.get(self._request(f"{self._base}/top-headlines/sources", ())))
        _raise_told(body, self._host, None)
        return "NewsAPI"

    def _request(self, url: str, params: tuple[tuple[str, str], ...]) -> Request:
        return Request(
            url=url,
            params=params,
            headers={"X-Api-Key": needed(self._settings, self.name, "key")},
            expect=Expect.JSON,
            pause_s=self._pause_s,
            charge=Charge(account="requests", amount=1, limit=self._limit),
        )

    def _batch(self, answer: Answer, stream: Stream, number: int) -> Batch[int]:
        body = read_json(answer)
        _raise_told(body, self._host, answer.date)
        if not isinstance(body, dict) or not isinstance(body.get("articles"), list):
            raise Unreadable("source.unreadable", host=self._host, why='no "articles"')
        found = [one for one in body["articles"] if not (isinstance(one, dict) and one.get("title") == _REMOVED)]
        posts = tuple(post for one in tables(found) if (post := _post(one, stream)) is not None)
        total = count(body, "totalResults")
        is_last = not body["articles"] or (total is not None and number * _PAGE_SIZE >= total)
        return Batch(posts=posts, seen=len(found), following=None if is_last else number + 1, clock=answer.date)


def _raise_told(body: object, host: str, now: datetime | None) -> None:
    """Raise what an answer says of itself: errors may come with any status."""
    code = written(body, "code") if isinstance(body, dict) and body.get("status") == "error" else None
    if code is None:
        return
    error: SourceError
    if code in _WRONG_KEY:
        error = LoginNeeded("source.login_needed", host=host, status=401)
    elif code in _USED_UP:
        until = None if now is None else now + timedelta(hours=12)
        error = RateLimited.at(host, until)
    else:
        error = QueryRefused("source.query_refused", host=host, why=clean_line(code), status=400, code=code)
    raise error


def _post(article: Json, stream: Stream) -> Post | None:
    link, title = safe_link(written(article, "url") or ""), clean_line(written(article, "title") or "")
    if link is None or not title:
        return None
    name = clean_line(written(table(article, "source"), "name") or "") or host_of(link) or "NewsAPI"
    parts = (written(article, "description"), written(article, "content"))
    return Post(
        source="newsapi",
        native_id=canonical(link) or link,
        origin="newsapi",
        url=link,
        title=title,
        text=clean_text("\n\n".join(part for part in parts if part)),
        author=clean_line(written(article, "author") or "") or name,
        place=name,
        published_at=read_date(article.get("publishedAt")),
        # The text is cut, and what matched may stand behind the cut.
        matched_by=stream.queries,
    )
