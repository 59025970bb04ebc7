"""Apple Podcasts: episodes whose title or description speaks of the brand, through the iTunes search (no key)."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from listen.brand import Query, Settings
from listen.channel import Option, Words
from listen.errors import Unreadable
from listen.model import Page, Post, Stream
from listen.protocols import Answer, Expect, Fetcher, Request
from listen.query.pushdown import Abilities
from listen.sources.shared.access import base_of
from listen.sources.shared.answers import Json, read_json, tables, written
from listen.sources.shared.searching import searches
from listen.sources.shared.walk import Batch, low_mark, walk_down
from listen.text.clean import clean_line, clean_text
from listen.text.dates import read_date
from listen.text.html import to_text
from listen.text.urls import host_of, safe_link

__all__ = ["ITunes"]

_BASE = "https://itunes.apple.com"
_ABILITIES = Abilities(source="itunes", whole_words=False, max_length=200)
_LIMIT = 200
_PAUSE_S = 3.5
"""About twenty questions a minute are allowed."""

_OVERLAP = timedelta(days=14)
"""The best matches come, in no order of time; episodes are listed days late."""


class ITunes:
    """Podcast episodes; implements `Source`."""

    name = "itunes"
    title = "Apple Podcasts"
    is_on_by_default = False
    options = (
        Option(
            name="countries",
            about=Words("countries whose shops are asked, like de", "Länder, deren Läden gefragt werden, etwa de"),
            is_many=True,
        ),
    )
    blind = (Words("what is said in an episode", "was in einer Folge gesagt wird"),)

    def __init__(self, settings: Settings) -> None:
        chosen = settings.source(self.name)
        self._base = base_of(settings, self.name, _BASE)
        self._countries = tuple(one.upper() for one in chosen.texts("countries")) or (settings.region,)
        self._pause_s = _PAUSE_S if chosen.pause_s is None else chosen.pause_s

    def streams(self, queries: Sequence[Query]) -> Iterable[Stream]:
        """Yield one stream a country and search."""
        start = self.name if self._base == _BASE else f"{self.name} {self._base}"
        for country in self._countries:
            for text, names in searches(queries, _ABILITIES).items():
                yield Stream(
                    source=self.name,
                    key=f"{start} {country} {text}",
                    host=host_of(self._base) or self._base,
                    address=f"{self._base}/search?country={country}",
                    term=text,
                    queries=names,
                    place=f"{self.title} {country}: {text}",
                )

    def pages(self, stream: Stream, checkpoint: str | None, fetcher: Fetcher, *, since: datetime) -> Iterator[Page]:
        """Ask once; there are no further pages."""
        address, _, country = stream.address.partition("?country=")
        low = low_mark(checkpoint, since=since, overlap=_OVERLAP)

        def ask(_: None) -> Batch[None]:
            params = (
                ("term", stream.term or ""),
                ("country", country),
                ("media", "podcast"),
                ("entity", "podcastEpisode"),
                ("limit", str(_LIMIT)),
            )
            request = Request(url=address, params=params, expect=Expect.JSON, pause_s=self._pause_s)
            return _batch(fetcher.get(request), stream, low)

        yield from walk_down(ask, checkpoint, since=since, overlap=_OVERLAP)


def _batch(answer: Answer, stream: Stream, low: datetime) -> Batch[None]:
    body = read_json(answer)
    if not isinstance(body, dict) or not isinstance(body.get("results"), list):
        raise Unreadable("source.unreadable", host=stream.host, why='no "results"')
    found = body["results"]
    posts = [post for one in tables(found) if (post := _post(one)) is not None]
    posts.sort(key=lambda post: post.published_at.timestamp() if post.published_at else 0.0, reverse=True)
    is_all_new = all(post.published_at is None or post.published_at >= low for post in posts)
    return Batch(
        posts=tuple(posts),
        seen=len(found),
        following=None,
        clock=answer.date,
        is_cut=len(found) >= _LIMIT and is_all_new,
    )


def _post(episode: Json) -> Post | None:
    number, title = written(episode, "trackId"), written(episode, "trackName")
    if number is None or title is None:
        return None
    show = written(episode, "collectionName")
    text = to_text(written(episode, "description") or written(episode, "shortDescription") or "")
    sound = safe_link(written(episode, "episodeUrl") or "")
    return Post(
        source="itunes",
        native_id=clean_line(number),
        origin="itunes",
        url=safe_link(written(episode, "trackViewUrl") or "") or sound,
        title=clean_line(title),
        text=clean_text(text),
        author=clean_line(written(episode, "artistName") or show or "") or None,
        author_url=safe_link(written(episode, "artistViewUrl") or ""),
        place=clean_line(show or "") or "Apple Podcasts",
        published_at=read_date(episode.get("releaseDate")),
        links=() if sound is None else (sound,),
        conversation_id=written(episode, "collectionId"),
    )
