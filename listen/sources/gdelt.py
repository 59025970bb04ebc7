"""GDELT: headlines of the world's news, through its document search (DOC 2.0; no key, one question every six seconds).

It matches whole articles and shows headlines only. Its errors are sentences with a 200, its JSON is not always JSON.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

from listen.brand import Query, Settings
from listen.channel import Words
from listen.errors import QueryRefused, RateLimited, Unreadable
from listen.model import Page, Post, Stream
from listen.protocols import Answer, Expect, Fetcher, Request
from listen.query.pushdown import Abilities
from listen.sources.shared.access import base_of
from listen.sources.shared.answers import Json, tables, written
from listen.sources.shared.searching import searches
from listen.sources.shared.walk import Batch, low_mark, walk_down
from listen.text.clean import clean_line
from listen.text.urls import canonical, host_of, safe_link

__all__ = ["Gdelt"]

_BASE = "https://api.gdeltproject.org/api/v2/doc"
_ABILITIES = Abilities(source="gdelt", phrase=True, min_letters=5)
_MOST = 250
_OVERLAP = timedelta(hours=48)
_PAUSE_S = 6.0
_BAD_ESCAPE = re.compile(r'\\(?!["\\/bfnrt]|u[0-9a-fA-F]{4})')
_REFUSED = re.compile(
    rb"\s*(?:The specified phrase|Queries containing|Parentheses may|One or more of your|Your query was|Timespan is)"
)
_SLOW_DOWN = re.compile(rb"\s*Please limit requests")
_LANGUAGES = MappingProxyType(
    {
        "German": "de",
        "English": "en",
        "French": "fr",
        "Italian": "it",
        "Spanish": "es",
        "Portuguese": "pt",
        "Dutch": "nl",
        "Polish": "pl",
    }
)


class Gdelt:
    """Headlines that GDELT saw; implements `Source`."""

    name = "gdelt"
    title = "GDELT"
    is_on_by_default = False
    blind = (
        Words(
            "the text of articles; brands of fewer than five letters",
            "den Text der Artikel; Marken unter fünf Buchstaben",
        ),
    )

    def __init__(self, settings: Settings) -> None:
        self._base = base_of(settings, self.name, _BASE)
        set_s = settings.source(self.name).pause_s
        self._pause_s = _PAUSE_S if set_s is None else set_s

    def streams(self, queries: Sequence[Query]) -> Iterable[Stream]:
        """Yield one stream a search."""
        for text, names in searches(queries, _ABILITIES).items():
            yield Stream(
                source=self.name,
                key=f"{self.name} {text}" if self._base == _BASE else f"{self.name} {self._base} {text}",
                host=host_of(self._base) or self._base,
                address=f"{self._base}/doc",
                term=text,
                queries=names,
                place=f"GDELT: {text}",
            )

    def pages(self, stream: Stream, checkpoint: str | None, fetcher: Fetcher, *, since: datetime) -> Iterator[Page]:
        """Ask newest first; a full answer is followed by what was seen before its oldest headline."""
        low = low_mark(checkpoint, since=since, overlap=_OVERLAP)

        def ask(until: str | None) -> Batch[str]:
            params = [
                ("query", stream.term or ""),
                ("mode", "artlist"),
                ("format", "json"),
                ("sort", "datedesc"),
                ("maxrecords", str(_MOST)),
                ("startdatetime", f"{low:%Y%m%d%H%M%S}"),
            ]
            if until is not None:
                params.append(("enddatetime", until))
            request = Request(url=stream.address, params=tuple(params), expect=Expect.ANY, pause_s=self._pause_s)
            return _batch(fetcher.get(request), stream, until)

        yield from walk_down(ask, checkpoint, since=since, overlap=_OVERLAP)


def _batch(answer: Answer, stream: Stream, until: str | None) -> Batch[str]:
    body = _read(answer, stream.host)
    found = body.get("articles", [])
    if not isinstance(found, list) or ("articles" not in body and body):
        raise Unreadable("source.unreadable", host=stream.host, why='no "articles"')
    posts = tuple(post for one in tables(found) if (post := _post(one, stream)) is not None)
    oldest = min((post.published_at for post in posts if post.published_at is not None), default=None)
    following = None
    if len(found) >= _MOST and oldest is not None:
        # A second later, because many headlines share one quarter of an hour.
        following = f"{oldest + timedelta(seconds=1):%Y%m%d%H%M%S}"
        if following == until:
            following = f"{oldest:%Y%m%d%H%M%S}"
    return Batch(posts=posts, seen=len(found), following=following, clock=answer.date)


def _read(answer: Answer, host: str) -> Json:
    """Return the answer as an object; its sentences become errors, its bad escapes are repaired."""
    if _REFUSED.match(answer.body):
        why = clean_line(answer.body[:80].decode("utf-8", "replace"))
        raise QueryRefused("source.query_refused", host=host, why=why, status=200, code=None)
    if _SLOW_DOWN.match(answer.body):
        until = None if answer.date is None else answer.date + timedelta(minutes=15)
        raise RateLimited.at(host, until)
    text = answer.body.decode("utf-8", "replace")
    for attempt in (text, _BAD_ESCAPE.sub(r"\\\\", text)):
        try:
            body = json.loads(attempt, strict=False, parse_constant=lambda _: None)
        except (ValueError, RecursionError):
            continue
        if isinstance(body, dict):
            return body
        break
    raise Unreadable("source.unreadable", host=host, why="no JSON")


def _post(article: Json, stream: Stream) -> Post | None:
    link = safe_link(written(article, "url") or "")
    title = clean_line(written(article, "title") or "")
    if link is None or not title:
        return None
    domain = clean_line(written(article, "domain") or "") or host_of(link) or "GDELT"
    return Post(
        source="gdelt",
        native_id=canonical(link) or link,
        origin="gdelt",
        url=link,
        title=title,
        text="",
        author=domain,
        place=domain,
        published_at=_seen(written(article, "seendate")),
        language_hint=_LANGUAGES.get(written(article, "language") or ""),
        matched_by=stream.queries,
    )


def _seen(value: str | None) -> datetime | None:
    """Return when GDELT saw it: `20260902T003000Z`."""
    try:
        return datetime.strptime(value or "", "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        return None
