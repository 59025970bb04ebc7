"""Podcast Index: episodes whose title or description speaks of the brand, and where in the transcript it is named."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from listen.brand import Query, Settings
from listen.channel import Login, LoginField, Words
from listen.errors import SourceError, Unreadable
from listen.model import Page, Post, Stream
from listen.protocols import Answer, Expect, Fetcher, Request
from listen.query.pushdown import Abilities
from listen.sources.shared.access import base_of, needed
from listen.sources.shared.answers import Json, read_json, tables, written
from listen.sources.shared.searching import search_streams
from listen.sources.shared.transcripts import passages, read_transcript
from listen.sources.shared.walk import Batch, low_mark, walk_down
from listen.text.clean import clean_line, clean_text
from listen.text.dates import read_date
from listen.text.html import links_in, to_text
from listen.text.urls import host_of, safe_link

__all__ = ["PodcastIndex"]

_BASE = "https://api.podcastindex.org/api/1.0"
_ABILITIES = Abilities(source="podcastindex", and_=False, whole_words=False)
_MOST = 1_000
_MOST_TRANSCRIPTS = 10
_OVERLAP = timedelta(days=7)
"""Episodes are crawled days after they are published."""


class PodcastIndex:
    """Podcast episodes with passages of their transcripts; implements `Source` and `Account`."""

    name = "podcastindex"
    title = "Podcast Index"
    is_on_by_default = False
    login = Login(
        fields=(
            LoginField(name="key", about=Words("API key", "API-Schlüssel"), is_secret=False),
            LoginField(name="secret", about=Words("API secret", "API-Secret")),
        ),
        where=Words("Free, for everyone, by mail", "Kostenlos, für alle, per Mail"),
        page="https://api.podcastindex.org",
    )
    blind = (
        Words(
            "what is said in episodes whose title and description do not name the brand",
            "was in Folgen gesagt wird, die die Marke weder im Titel noch in der Beschreibung nennen",
        ),
    )

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._base = base_of(settings, self.name, _BASE)
        self._pause_s = settings.source(self.name).pause_s

    def streams(self, queries: Sequence[Query]) -> Iterable[Stream]:
        """Yield one stream a search."""
        return search_streams(
            queries,
            _ABILITIES,
            name=self.name,
            title=self.title,
            base=self._base,
            usual=_BASE,
            path="/search/byperson",
        )

    def pages(self, stream: Stream, checkpoint: str | None, fetcher: Fetcher, *, since: datetime) -> Iterator[Page]:
        """Ask once, for the most there is; then for the transcripts of a few new episodes."""
        low = low_mark(checkpoint, since=since, overlap=_OVERLAP)

        def ask(_: None) -> Batch[None]:
            params = (("q", stream.term or ""), ("max", str(_MOST)), ("fulltext", ""))
            return _batch(fetcher.get(self._request(stream.address, params)), stream, low, fetcher)

        yield from walk_down(ask, checkpoint, since=since, overlap=_OVERLAP)

    def account(self, fetcher: Fetcher, server: str | None = None) -> str:  # noqa: ARG002 (one server only)
        """Try the key; it has no name."""
        params = (("q", "podcast"), ("max", "1"))
        answer = read_json(fetcher.get(self._request(f"{self._base}/search/byterm", params)))
        if not isinstance(answer, dict):
            raise Unreadable("source.unreadable", host=host_of(self._base) or self._base, why="no object")
        return "Podcast Index"

    def _request(self, url: str, params: tuple[tuple[str, str], ...]) -> Request:
        name, secret = (needed(self._settings, self.name, part) for part in ("key", "secret"))

        def signed(now: datetime) -> Mapping[str, str]:
            date = str(int(now.timestamp()))
            # The service's own scheme; nothing hangs on the strength of SHA-1 here but what it asks for.
            proof = hashlib.sha1(f"{name}{secret}{date}".encode(), usedforsecurity=False).hexdigest()
            return {"X-Auth-Key": name, "X-Auth-Date": date, "Authorization": proof}

        return Request(
            url=url, params=params, signed=signed, secrets=(secret,), expect=Expect.JSON, pause_s=self._pause_s
        )


def _batch(answer: Answer, stream: Stream, low: datetime, fetcher: Fetcher) -> Batch[None]:
    body = read_json(answer)
    if not isinstance(body, dict) or not isinstance(body.get("items"), list):
        raise Unreadable("source.unreadable", host=stream.host, why='no "items"')
    found = body["items"]
    read = [(post, one) for one in tables(found) if (post := _post(one)) is not None]
    read.sort(key=lambda pair: pair[0].published_at.timestamp() if pair[0].published_at else 0.0, reverse=True)
    posts, asked = [], 0
    for post, item in read:
        address = _transcript(item)
        is_new = post.published_at is not None and post.published_at >= low
        if address is None or not is_new or asked == _MOST_TRANSCRIPTS:
            posts.append(post)
            continue
        asked += 1
        said = _said(address, stream.term or "", fetcher)
        posts.append(replace(post, text=clean_text(f"{post.text}\n\n{said}")) if said else post)
    return Batch(posts=tuple(posts), seen=len(found), following=None, clock=answer.date, is_cut=len(found) >= _MOST)


def _transcript(item: Json) -> str | None:
    """Return the address of a transcript, one with times first."""
    offered = [*tables(item.get("transcripts")), {"url": item.get("transcriptUrl"), "type": ""}]
    kinds = ("vtt", "srt", "json", "plain", "html", "")
    addresses = [
        (next(place for place, kind in enumerate(kinds) if kind in (written(one, "type") or "")), link)
        for one in offered
        if (link := safe_link(written(one, "url") or "")) is not None
    ]
    return min(addresses)[1] if addresses else None


def _said(address: str, term: str, fetcher: Fetcher) -> str:
    """Return the passages of a transcript that hold the term; one that cannot be had costs nothing but itself."""
    try:
        answer = fetcher.get(Request(url=address))
    except SourceError:
        return ""
    return passages(read_transcript(answer.body), [term.strip('"')])


def _post(item: Json) -> Post | None:
    number, title = written(item, "id"), written(item, "title")
    if number is None or title is None:
        return None
    html = written(item, "description") or ""
    show, sound = written(item, "feedTitle"), safe_link(written(item, "enclosureUrl") or "")
    return Post(
        source="podcastindex",
        native_id=clean_line(number),
        origin="podcastindex",
        url=safe_link(written(item, "link") or "") or sound,
        title=clean_line(title),
        text=clean_text(to_text(html)),
        author=clean_line(written(item, "feedAuthor") or show or "") or None,
        place=clean_line(show or "") or "Podcast Index",
        published_at=read_date(item.get("datePublished")),
        language_hint=(written(item, "feedLanguage") or "").partition("-")[0].lower() or None,
        links=tuple(dict.fromkeys((*links_in(html), *(() if sound is None else (sound,))))),
        conversation_id=written(item, "feedId"),
    )
