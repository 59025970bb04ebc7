"""A small world for runs: sources that behave as told, analyzers that judge by a word, a store in memory."""

import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from listen.brand import Brand, HttpSettings, Query, Settings
from listen.errors import SourceError
from listen.fetch import Fetching, StreamResult, fetch, plan
from listen.model import Gap, Label, Page, Post, Sentiment, Stream, Text
from listen.protocols import Answer, Fetcher, Identified, Request, Store
from listen.query.matching import Matcher
from listen.understand import Understanding

NOW = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)
BRAND = Query(name="brand", expression="examplevent*")


def post(number: int, text: str = "ExampleVent is loud", **changes: object) -> Post:
    """Return a post that matches the brand's query, an hour older with each number."""
    base = Post(
        source="fake",
        native_id=f"p{number}",
        origin="fake.example",
        url=f"https://fake.example/{number}",
        title=None,
        text=f"{text} ({number})",
        published_at=NOW - timedelta(hours=number),
    )
    return replace(base, **changes)


class NoNetwork:
    """A door that nobody may use."""

    def get(self, request: Request) -> Answer:
        raise AssertionError(request.url)


@dataclass
class FakeSource:
    """A source whose streams hold posts, newest first, in pages of two; it can break after any page."""

    name: str = "fake"
    is_on_by_default: bool = True
    posts: dict[str, list[Post]] = field(default_factory=dict)
    breaks_after: dict[str, tuple[int, Exception]] = field(default_factory=dict)
    gap: Gap | None = None
    gone: tuple[str, ...] = ()
    asked: list[tuple[str, str | None]] = field(default_factory=list)
    page_size: int = 2

    def streams(self, queries: Sequence[Query]) -> Iterable[Stream]:
        names = tuple(query.name for query in queries)
        for host in self.posts:
            yield Stream(
                source=self.name, key=f"{self.name} {host}", host=host, address=f"https://{host}/", queries=names
            )

    def pages(self, stream: Stream, checkpoint: str | None, fetcher: Fetcher, *, since: datetime) -> Iterator[Page]:
        self.asked.append((stream.key, checkpoint))
        held = self.posts[stream.host]
        wanted = [one for one in held if checkpoint is None or one.published_at > datetime.fromisoformat(checkpoint)]
        pages = [wanted[at : at + self.page_size] for at in range(0, len(wanted), self.page_size)] or [[]]
        newest = max((one.published_at for one in held), default=since).isoformat()
        for number, some in enumerate(pages):
            after, error = self.breaks_after.get(stream.host, (-1, SourceError("source.broken")))
            if number == after:
                raise error
            is_last = number == len(pages) - 1
            yield Page(
                posts=tuple(some),
                seen=len(some),
                checkpoint=newest if is_last else None,
                gap=self.gap if is_last else None,
                gone=self.gone if is_last else (),
            )


class WordAnalyzer:
    """Finds criticism in "loud", praise in "quiet"."""

    name = "word@1"
    languages = frozenset({"en"})

    def analyze(self, texts: Sequence[Text]) -> Sequence[Sentiment | None]:
        return [self._one(text.text) for text in texts]

    def _one(self, text: str) -> Sentiment:
        polarity = -0.8 if "loud" in text else 0.8 if "quiet" in text else 0.0
        label = {-0.8: Label.CRITICISM, 0.8: Label.PRAISE}.get(polarity, Label.NEUTRAL)
        return Sentiment(analyzer=self.name, polarity=polarity, confidence=0.9, label=label)


class EverythingEnglish:
    """Takes every text for English, except those with a tulip."""

    name = "english@1"

    def identify(self, texts: Sequence[tuple[str, str | None]]) -> Sequence[Identified]:
        return [Identified(language="nl" if "🌷" in text else "en", confidence=0.9) for text, _ in texts]


def settings(*queries: Query, **changes: object) -> Settings:
    return Settings(
        brand=Brand(name="ExampleVent", sites=("examplevent.example",)),
        queries=queries or (BRAND,),
        http=HttpSettings(lanes=4),
        **changes,
    )


def run(
    source: FakeSource,
    store: Store,
    *,
    chosen: Settings | None = None,
    now: datetime = NOW,
    is_again: bool = False,
    stop: threading.Event | None = None,
) -> list[StreamResult]:
    """Run one fetch and return its results, by stream."""
    chosen = chosen or settings()
    parts = Fetching(
        settings=chosen,
        matcher=Matcher(chosen.queries),
        understanding=Understanding(
            identifier=EverythingEnglish(),
            analyzers={"en": (WordAnalyzer(),)},
            queries={query.name: query for query in chosen.queries},
        ),
        store=store,
        fetcher=NoNetwork(),
        clock=lambda: now,
        stop=stop or threading.Event(),
    )
    planned = plan({source.name: source}, chosen.queries)
    return sorted(fetch(planned, parts, is_again=is_again), key=lambda result: result.stream.key)
