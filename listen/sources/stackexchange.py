"""Stack Exchange: questions and answers of the sites named, through its search for excerpts (API 2.3; key optional).

A service that counts inside its answers: how much of the day's quota is left, and how long to leave a method alone.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta

from listen.brand import Query, Settings
from listen.channel import Login, LoginField, Option, Words
from listen.dialogue import Thread
from listen.errors import QueryRefused, RateLimited, SourceError, Unreadable
from listen.model import Engagement, Page, Post, Stream
from listen.protocols import Answer, Expect, Fetcher, Request
from listen.query.pushdown import Abilities
from listen.sources.shared.access import base_of, key
from listen.sources.shared.answers import Json, count, flag, read_json, table, tables, written
from listen.sources.shared.searching import searches
from listen.sources.shared.walk import Batch, low_mark, walk_down
from listen.text.clean import clean_line, clean_text
from listen.text.html import to_text
from listen.text.urls import host_of, safe_link

__all__ = ["StackExchange"]

_IDENTITY = re.compile(r"([a-z0-9.-]{1,60}) ([qa])(\d{1,12})")
_BASE = "https://api.stackexchange.com/2.3"
_SITES = ("diy", "engineering")
_ABILITIES = Abilities(source="stackexchange", phrase=True)
_PAGE_SIZE = 100
_OVERLAP = timedelta(hours=1)
_PAUSE_S = 2.0
_NO_QUOTA = timedelta(hours=12)
_THROTTLED = 502
_LATEST_S = 253_000_000_000


class StackExchange:
    """Questions and answers; implements `Source` and `Threaded`."""

    name = "stackexchange"
    title = "Stack Exchange"
    is_on_by_default = False
    options = (
        Option(
            name="sites",
            about=Words("names of its sites, e.g. diy, engineering", "Namen ihrer Seiten, z. B. diy, engineering"),
            is_many=True,
        ),
    )
    login = Login(
        fields=(LoginField(name="key", about=Words("application key", "Anwendungsschlüssel")),),
        where=Words(
            "A key lifts the quota from 300 to 10,000 requests a day",
            "Ein Schlüssel hebt das Kontingent von 300 auf 10.000 Anfragen am Tag",
        ),
        is_required=False,
        page="https://stackapps.com/apps/oauth/register",
    )
    blind = (Words("comments", "Kommentare"),)

    def __init__(self, settings: Settings) -> None:
        chosen = settings.source(self.name)
        self._base = base_of(settings, self.name, _BASE)
        self._host = host_of(self._base) or self._base
        self._sites = chosen.texts("sites") or _SITES
        self._key = key(settings, self.name, "key")
        self._pause_s = _PAUSE_S if chosen.pause_s is None else chosen.pause_s

    def streams(self, queries: Sequence[Query]) -> Iterable[Stream]:
        """Yield one stream a site and search."""
        served = searches(queries, _ABILITIES)
        prefix = self.name if self._base == _BASE else f"{self.name} {self._base}"
        for site in self._sites:
            for text, names in served.items():
                yield Stream(
                    source=self.name,
                    key=f"{prefix} {site} {text}",
                    host=self._host,
                    address=f"{self._base}/search/excerpts?site={site}",
                    term=text,
                    queries=names,
                    place=f"Stack Exchange {site}: {text}",
                )

    def pages(self, stream: Stream, checkpoint: str | None, fetcher: Fetcher, *, since: datetime) -> Iterator[Page]:
        """Ask newest first, down to an hour before the newest one known."""
        low = low_mark(checkpoint, since=since, overlap=_OVERLAP)
        address, _, site = stream.address.partition("?site=")

        def ask(page: int | None) -> Batch[int]:
            number = page or 1
            params = [
                ("site", site),
                ("q", stream.term or ""),
                ("sort", "creation"),
                ("order", "desc"),
                ("fromdate", str(int(low.timestamp()))),
                ("pagesize", str(_PAGE_SIZE)),
                ("page", str(number)),
            ]
            if self._key is not None:
                params.append(("key", self._key))
            request = Request(url=address, params=tuple(params), expect=Expect.JSON, pause_s=self._pause_s)
            return _batch(fetcher.get(request), site, stream.host, number)

        yield from walk_down(ask, checkpoint, since=since, overlap=_OVERLAP)

    def thread(self, post: Post, fetcher: Fetcher) -> Thread:
        """Ask for the answers to a question, or for the question and the comments of an answer."""
        found = _IDENTITY.fullmatch(post.native_id)
        if found is None:
            raise Unreadable("sending.not_found_there", host=self._host)
        site, kind, number = found[1], found[2], found[3]
        if kind == "q":
            answers = self._told(f"questions/{number}/answers", site, "", fetcher)
            return Thread(replies=answers.posts, is_whole=answers.following is None)
        comments = self._told(f"answers/{number}/comments", site, post.native_id, fetcher)
        question = self._told(f"answers/{number}/questions", site, "", fetcher)
        return Thread(parents=question.posts[:1], replies=comments.posts, is_whole=comments.following is None)

    def _told(self, path: str, site: str, above: str, fetcher: Fetcher) -> Batch[int]:
        """Return what stands under a question or answer, oldest first; `above` is what comments belong to."""
        params = [("site", site), ("filter", "withbody"), ("sort", "creation"), ("order", "asc")]
        params += [("pagesize", str(_PAGE_SIZE)), *(() if self._key is None else (("key", self._key),))]
        request = Request(url=f"{self._base}/{path}", params=tuple(params), expect=Expect.JSON, pause_s=self._pause_s)
        answer = fetcher.get(request)
        if not above:
            return _batch(answer, site, self._host, 1)
        body = read_json(answer)
        if not isinstance(body, dict) or not isinstance(body.get("items"), list):
            raise Unreadable("source.unreadable", host=self._host, why='no "items"')
        said = (_comment(one, site, above) for one in tables(body["items"]))
        posts = tuple(one for one in said if one is not None)
        return Batch(posts=posts, seen=len(posts), following=2 if flag(body, "has_more") else None, clock=answer.date)


def _comment(item: Json, site: str, above: str) -> Post | None:
    number, text, seconds = written(item, "comment_id"), written(item, "body"), count(item, "creation_date")
    if number is None or text is None:
        return None
    owner = table(item, "owner")
    name = written(owner, "display_name")
    return Post(
        source="stackexchange",
        native_id=clean_line(f"{site} c{number}"),
        origin="stackexchange",
        url=safe_link(written(item, "link") or ""),
        title=None,
        text=clean_text(to_text(text)),
        author=None if name is None else clean_line(to_text(name)) or None,
        author_url=safe_link(written(owner, "link") or ""),
        place=_home(site),
        published_at=datetime.fromtimestamp(seconds, UTC) if seconds is not None and 0 < seconds < _LATEST_S else None,
        reply_to_id=above,
    )


def _batch(answer: Answer, site: str, host: str, number: int) -> Batch[int]:
    body = read_json(answer)
    if isinstance(body, dict) and written(body, "error_name") is not None:
        raise _refusal(body, host, answer.date)
    if not isinstance(body, dict) or not isinstance(body.get("items"), list):
        raise Unreadable("source.unreadable", host=host, why='no "items"')
    found = body["items"]
    posts = tuple(post for one in tables(found) if (post := _post(one, site)) is not None)
    has_more = flag(body, "has_more") is True and bool(found)
    backoff_s, left = count(body, "backoff"), count(body, "quota_remaining")
    stop = None
    if backoff_s or left == 0:
        # To go on now would be answered with a lock-out of hours.
        stop = _wait(host, answer.date, timedelta(seconds=min(backoff_s, 86_400)) if backoff_s else _NO_QUOTA)
    following = number + 1 if has_more else None
    return Batch(posts=posts, seen=len(found), following=following, clock=answer.date, stop=stop)


def _refusal(body: Json, host: str, now: datetime | None) -> SourceError:
    if count(body, "error_id") == _THROTTLED:
        return _wait(host, now, _NO_QUOTA)
    why = clean_line(written(body, "error_name") or "")
    return QueryRefused("source.query_refused", host=host, why=why, status=400, code=why)


def _wait(host: str, now: datetime | None, span: timedelta) -> RateLimited:
    until = None if now is None else now + span
    return RateLimited.at(host, until)


def _post(item: Json, site: str) -> Post | None:
    question, answer = written(item, "question_id"), written(item, "answer_id")
    text, title = written(item, "body") or written(item, "excerpt"), written(item, "title")
    if question is None or text is None:
        return None
    seconds = count(item, "creation_date")
    home = f"https://{_home(site)}"
    is_answer = answer is not None
    owner = table(item, "owner")
    name = written(owner, "display_name")
    return Post(
        source="stackexchange",
        native_id=clean_line(f"{site} {'a' if is_answer else 'q'}{answer or question}"),
        origin="stackexchange",
        url=safe_link(f"{home}/a/{answer}" if is_answer else f"{home}/q/{question}"),
        title=None if title is None else clean_line(to_text(title)) or None,
        text=clean_text(to_text(text)),
        author=None if name is None else clean_line(to_text(name)) or None,
        author_url=safe_link(written(owner, "link") or ""),
        place=_home(site),
        published_at=datetime.fromtimestamp(seconds, UTC) if seconds is not None and 0 < seconds < _LATEST_S else None,
        tags=tuple(clean_line(tag) for tag in item.get("tags") or () if isinstance(tag, str) and tag)
        if isinstance(item.get("tags"), list)
        else (),
        engagement=Engagement(score=count(item, "score"), replies=count(item, "answer_count")),
        conversation_id=clean_line(f"{site} q{question}"),
        reply_to_id=clean_line(f"{site} q{question}") if is_answer else None,
    )


_OWN_NAMES = frozenset({"stackoverflow", "serverfault", "superuser", "askubuntu"})


def _home(site: str) -> str:
    if "." in site:
        return site
    return f"{site}.com" if site in _OWN_NAMES else f"{site}.stackexchange.com"
