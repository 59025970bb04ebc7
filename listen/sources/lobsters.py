"""Lobsters: the newest stories, and those that link to the brand's sites (JSON that the site offers; no key).

The site asks not to be scraped and has no search for programs: what it lists is read slowly, and matched here.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from listen.brand import Query, Settings
from listen.channel import Words
from listen.errors import Gone, Unreadable
from listen.model import Engagement, Page, Post, Stream
from listen.protocols import Answer, Expect, Fetcher, Request
from listen.sources.shared.access import base_of
from listen.sources.shared.answers import Json, count, read_json, tables, written
from listen.sources.shared.searching import our_names
from listen.sources.shared.walk import Batch, walk_down
from listen.text.clean import clean_line, clean_text
from listen.text.dates import read_date
from listen.text.html import to_text
from listen.text.urls import host_of, safe_link

__all__ = ["Lobsters"]

_BASE = "https://lobste.rs"
_OVERLAP = timedelta(hours=2)
_PAUSE_S = 6.0
_MOST_PAGES = 6


class Lobsters:
    """Stories on Lobsters; implements `Source`."""

    name = "lobsters"
    title = "Lobsters"
    is_on_by_default = False
    blind = (Words("comments; its comments.rss can be added as a feed", "Kommentare; comments.rss geht als Feed"),)

    def __init__(self, settings: Settings) -> None:
        self._base = base_of(settings, self.name, _BASE)
        self._host = host_of(self._base) or self._base
        self._sites = settings.brand.sites
        pause_s = settings.source(self.name).pause_s
        self._pause_s = _PAUSE_S if pause_s is None else pause_s

    def streams(self, queries: Sequence[Query]) -> Iterable[Stream]:
        """Yield the newest stories, read whole, and one stream a site of the brand."""
        yield self._stream("newest", f"{self._base}/newest", self.title)
        names = our_names(queries)
        for site in self._sites:
            yield self._stream(
                f"links to {site}", f"{self._base}/domains/{site}", f"{self.title}: {site}", term=site, names=names
            )

    def _stream(
        self, what: str, address: str, place: str, *, term: str | None = None, names: tuple[str, ...] = ()
    ) -> Stream:
        start = self.name if self._base == _BASE else f"{self.name} {self._base}"
        return Stream(
            source=self.name,
            key=f"{start} {what}",
            host=self._host,
            address=address,
            term=term,
            queries=names,
            place=place,
        )

    def pages(self, stream: Stream, checkpoint: str | None, fetcher: Fetcher, *, since: datetime) -> Iterator[Page]:
        """Ask newest first, down to the newest story known."""

        def ask(page: int | None) -> Batch[int]:
            number = page or 1
            url = f"{stream.address}.json" if number == 1 else f"{stream.address}/page/{number}.json"
            request = Request(url=url, expect=Expect.JSON, pause_s=self._pause_s)
            try:
                answer = fetcher.get(request)
            except Gone:
                # A site that nobody linked to yet, or the end.
                return Batch(posts=(), seen=0, following=None, clock=None)
            return _batch(answer, stream, number)

        yield from walk_down(ask, checkpoint, since=since, overlap=_OVERLAP, most_pages=_MOST_PAGES)


def _batch(answer: Answer, stream: Stream, number: int) -> Batch[int]:
    found = read_json(answer)
    if not isinstance(found, list):
        raise Unreadable("source.unreadable", host=stream.host, why="no list")
    posts = tuple(post for one in tables(found) if (post := _post(one, stream)) is not None)
    return Batch(posts=posts, seen=len(found), following=number + 1 if found else None, clock=answer.date)


def _post(story: Json, stream: Stream) -> Post | None:
    number, title = written(story, "short_id"), written(story, "title")
    if number is None or title is None:
        return None
    user = story.get("submitter_user")
    name = written(user, "username") if isinstance(user, dict) else written(story, "submitter_user")
    linked = safe_link(written(story, "url") or "")
    tags = story.get("tags")
    text = written(story, "description_plain") or to_text(written(story, "description") or "")
    return Post(
        source="lobsters",
        native_id=clean_line(number),
        origin=stream.host,
        url=safe_link(written(story, "comments_url") or written(story, "short_id_url") or ""),
        title=clean_line(title),
        text=clean_text(text),
        author=None if name is None else clean_line(name) or None,
        author_url=None if name is None else safe_link(f"https://{stream.host}/~{name}"),
        place="Lobsters",
        published_at=read_date(story.get("created_at")),
        tags=tuple(clean_line(one) for one in tags if isinstance(one, str)) if isinstance(tags, list) else (),
        links=() if linked is None else (linked,),
        engagement=Engagement(score=count(story, "score"), replies=count(story, "comment_count")),
        conversation_id=clean_line(number),
        # A link to the brand's site is about the brand, whatever the heading says.
        matched_by=stream.queries,
    )
