"""Apple's App Store: reviews of the apps named, one country at a time (undocumented feed; no key)."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from listen.brand import Query, Settings
from listen.channel import Option, Words
from listen.errors import Unreadable
from listen.model import Engagement, Page, Post, Stream
from listen.protocols import Answer, Expect, Fetcher, Request
from listen.sources.shared.access import base_of
from listen.sources.shared.answers import Json, count, read_json, table, tables, written
from listen.sources.shared.searching import our_names
from listen.sources.shared.walk import Batch, walk_down
from listen.text.clean import clean_line, clean_text
from listen.text.dates import read_date
from listen.text.urls import host_of, safe_link

__all__ = ["AppStore"]

_BASE = "https://itunes.apple.com"
_LAST_PAGE = 10
_OVERLAP = timedelta(days=2)
_PAUSE_S = 2.0


class AppStore:
    """Reviews of apps; implements `Source`."""

    name = "appstore"
    title = "App Store"
    is_on_by_default = False
    options = (
        Option(name="apps", about=Words("numbers of the apps", "Nummern der Apps"), is_many=True),
        Option(
            name="countries",
            about=Words("countries whose reviews are read, like de", "Länder, deren Bewertungen gelesen werden"),
            is_many=True,
        ),
    )
    blind = (
        Words(
            "reviews without a text, and those after the newest 500", "Sterne ohne Text und alles nach den neuesten 500"
        ),
    )

    def __init__(self, settings: Settings) -> None:
        chosen = settings.source(self.name)
        self._base = base_of(settings, self.name, _BASE)
        self._apps = chosen.texts("apps")
        self._countries = tuple(one.lower() for one in chosen.texts("countries")) or (settings.region.lower(),)
        self._pause_s = _PAUSE_S if chosen.pause_s is None else chosen.pause_s

    def streams(self, queries: Sequence[Query]) -> Iterable[Stream]:
        """Yield one stream an app and country; its reviews concern every query that looks here."""
        names = our_names(queries)
        start = self.name if self._base == _BASE else f"{self.name} {self._base}"
        for app in self._apps:
            for country in self._countries:
                yield Stream(
                    source=self.name,
                    key=f"{start} {clean_line(app)} {country}",
                    host=host_of(self._base) or self._base,
                    address=f"{self._base}/{country}/rss/customerreviews",
                    term=clean_line(app),
                    queries=names,
                    place=f"{self.title} {country}: {clean_line(app)}",
                )

    def pages(self, stream: Stream, checkpoint: str | None, fetcher: Fetcher, *, since: datetime) -> Iterator[Page]:
        """Ask newest first; ten pages are all there is."""

        def ask(page: int | None) -> Batch[int]:
            number = page or 1
            url = f"{stream.address}/page={number}/id={stream.term}/sortby=mostrecent/json"
            return _batch(fetcher.get(Request(url=url, expect=Expect.JSON, pause_s=self._pause_s)), stream, number)

        yield from walk_down(ask, checkpoint, since=since, overlap=_OVERLAP, most_pages=_LAST_PAGE)


def _batch(answer: Answer, stream: Stream, number: int) -> Batch[int]:
    body = read_json(answer)
    if not isinstance(body, dict) or not isinstance(body.get("feed"), dict):
        raise Unreadable("source.unreadable", host=stream.host, why='no "feed"')
    entries = body["feed"].get("entry", [])
    # One review alone comes without the list around it.
    found = [entries] if isinstance(entries, dict) else entries if isinstance(entries, list) else []
    # The first entry can be the app itself, which has no stars.
    reviews = [one for one in found if not (isinstance(one, dict) and "im:rating" not in one and "im:name" in one)]
    posts = tuple(post for one in tables(reviews) if (post := _post(one, stream)) is not None)
    return Batch(posts=posts, seen=len(reviews), following=number + 1 if reviews else None, clock=answer.date)


def _label(holder: Json, name: str) -> str | None:
    return written(table(holder, name), "label")


def _post(entry: Json, stream: Stream) -> Post | None:
    number = _label(entry, "id")
    title, text = _label(entry, "title"), _label(entry, "content")
    if number is None or (title is None and text is None):
        return None
    author = table(entry, "author")
    name = _label(author, "name")
    country = stream.place.partition(":")[0].rpartition(" ")[2] if stream.place else ""
    return Post(
        source="appstore",
        native_id=clean_line(f"{country} {number}"),
        origin="appstore",
        url=safe_link(written(table(table(entry, "link"), "attributes"), "href") or "")
        or safe_link(f"https://apps.apple.com/{country}/app/id{stream.term}"),
        title=None if title is None else clean_line(title) or None,
        text=clean_text(text or ""),
        author=None if name is None else clean_line(name) or None,
        author_url=safe_link(_label(author, "uri") or ""),
        place=f"App Store {country}",
        published_at=read_date(_label(entry, "updated")),
        engagement=Engagement(
            score=count({"n": _label(entry, "im:rating")}, "n"), likes=count({"n": _label(entry, "im:voteSum")}, "n")
        ),
        conversation_id=stream.term,
        # The app is the brand's, whatever a review says.
        matched_by=stream.queries,
    )
