"""GNews.io: articles of newspapers, with a key; a hundred questions a day on the free plan."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from listen.brand import Query, Settings
from listen.channel import Charge, Kind, Login, LoginField, Option, Words
from listen.errors import LoginNeeded, RateLimited, Unreadable
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

__all__ = ["GNews"]

_BASE = "https://gnews.io/api/v4"
_ABILITIES = Abilities(source="gnews", phrase=True, or_=True, groups=True, max_length=180)
_PAUSE_S = 1.1
_PAGE_SIZE = 10
_MOST = 1_000
_OVERLAP = timedelta(hours=48)
"""Articles are added late; on the free plan half a day late."""

_REQUESTS_A_DAY = 90


class GNews:
    """Articles found by GNews; implements `Source` and `Account`."""

    name = "gnews"
    title = "GNews"
    is_on_by_default = False
    options = (
        Option(
            name="requests_a_day",
            about=Words("requests it may cost a day", "Anfragen, die es am Tag kosten darf"),
            kind=Kind.NUMBER,
        ),
        Option(
            name="page_size",
            about=Words("articles in one answer, as your plan allows", "Artikel je Antwort, wie es der Tarif erlaubt"),
            kind=Kind.NUMBER,
        ),
    )
    login = Login(
        fields=(LoginField(name="key", about=Words("API key", "API-Schlüssel")),),
        where=Words("The free key is for trying out only", "Der kostenlose Schlüssel ist nur zum Ausprobieren"),
        page="https://gnews.io/register",
    )
    blind = (Words("the whole text of articles", "den ganzen Text der Artikel"),)

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        chosen = settings.source(self.name)
        self._base = base_of(settings, self.name, _BASE)
        self._host = host_of(self._base) or self._base
        self._limit = int(chosen.number("requests_a_day", _REQUESTS_A_DAY))
        self._page_size = max(1, min(100, int(chosen.number("page_size", _PAGE_SIZE))))
        self._pause_s = _PAUSE_S if chosen.pause_s is None else chosen.pause_s

    def streams(self, queries: Sequence[Query]) -> Iterable[Stream]:
        """Yield one stream a search."""
        return search_streams(
            queries, _ABILITIES, name=self.name, title=self.title, base=self._base, usual=_BASE, path="/search"
        )

    def pages(self, stream: Stream, checkpoint: str | None, fetcher: Fetcher, *, since: datetime) -> Iterator[Page]:
        """Ask newest first, from two days before the newest article known."""
        low = low_mark(checkpoint, since=since, overlap=_OVERLAP)

        def ask(page: int | None) -> Batch[int]:
            number = page or 1
            params = [
                ("q", stream.term or ""),
                ("from", f"{low:%Y-%m-%dT%H:%M:%SZ}"),
                ("sortby", "publishedAt"),
                ("in", "title,description,content"),
                ("max", str(self._page_size)),
                ("page", str(number)),
            ]
            answer = self._answer(stream.address, params, fetcher)
            return self._batch(answer, stream, number)

        yield from walk_down(ask, checkpoint, since=since, overlap=_OVERLAP)

    def account(self, fetcher: Fetcher, server: str | None = None) -> str:  # noqa: ARG002 (one server only)
        """Try the key; it has no name."""
        self._answer(f"{self._base}/top-headlines", [("max", "1")], fetcher)
        return "GNews"

    def _answer(self, url: str, params: Sequence[tuple[str, str]], fetcher: Fetcher) -> Answer:
        # The service takes its key in the address only; the door keeps it out of every message.
        secret = needed(self._settings, self.name, "key")
        request = Request(
            url=url,
            params=(*params, ("apikey", secret)),
            secrets=(secret,),
            expect=Expect.JSON,
            pause_s=self._pause_s,
            charge=Charge(account="requests", amount=1, limit=self._limit),
        )
        try:
            return fetcher.get(request)
        except LoginNeeded as error:
            if error.values.get("status") == 403:  # noqa: PLR2004  the day's quota; a wrong key is 401
                raise RateLimited("source.rate_limited", host=self._host, until="00:00 UTC") from error
            raise

    def _batch(self, answer: Answer, stream: Stream, number: int) -> Batch[int]:
        body = read_json(answer)
        if not isinstance(body, dict) or not isinstance(body.get("articles"), list):
            raise Unreadable("source.unreadable", host=self._host, why='no "articles"')
        found = body["articles"]
        posts = tuple(post for one in tables(found) if (post := _post(one, stream)) is not None)
        total = count(body, "totalArticles")
        is_last = not found or (total is not None and number * self._page_size >= min(total, _MOST))
        return Batch(posts=posts, seen=len(found), following=None if is_last else number + 1, clock=answer.date)


def _post(article: Json, stream: Stream) -> Post | None:
    link, title = safe_link(written(article, "url") or ""), clean_line(written(article, "title") or "")
    if link is None or not title:
        return None
    name = clean_line(written(table(article, "source"), "name") or "") or host_of(link) or "GNews"
    parts = dict.fromkeys((written(article, "description"), written(article, "content")))
    return Post(
        source="gnews",
        native_id=canonical(link) or link,
        origin="gnews",
        url=link,
        title=title,
        text=clean_text("\n\n".join(part for part in parts if part)),
        author=name,
        place=name,
        published_at=read_date(article.get("publishedAt")),
        language_hint=written(article, "lang"),
        # The text is cut, and what matched may stand behind the cut.
        matched_by=stream.queries,
    )
