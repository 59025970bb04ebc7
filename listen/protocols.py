"""The seams: what a source, an analyzer, a store and the network door promise to everyone else."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Protocol

from listen.brand import Query
from listen.channel import Charge
from listen.columns import Row
from listen.model import Engagement, FoldPrint, Label, Mention, Page, Sentiment, Stream, Text

__all__ = [
    "Account",
    "Analyzer",
    "Answer",
    "Choosy",
    "Delivery",
    "Entry",
    "Expect",
    "Fetcher",
    "Filter",
    "Identified",
    "Interest",
    "Known",
    "LanguageIdentifier",
    "Order",
    "Rechecking",
    "Request",
    "Run",
    "SaveCounts",
    "Scored",
    "Source",
    "Store",
    "StreamState",
    "Validators",
    "Volume",
]


class Expect(StrEnum):
    """What kind of answer is due; anything else with a 200 is `Blocked` or `Unreadable`."""

    FEED = "feed"
    JSON = "json"
    ANY = "any"


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What a server gave so that it can say "unchanged" next time; kept and sent back verbatim."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One question to the network: a GET, or a POST when it has a body.

    Attributes:
        url: absolute http(s).
        params: added to the query string, encoded once, in order.
        headers: on top of the door's own; never sent to another host than the first.
        validators: make it conditional.
        expect: what kind of answer is due.
        body: what is posted; None for a GET. A POST is sent once: never tried again, never redirected.
        content_type: of the body.
        secrets: what in address or body must appear in no message; keys in headers and parameters are known already.
        pause_s: least seconds between two requests to this host, where the service states a limit; None for the usual.
        charge: what it costs; None when nobody counts.
    """

    url: str
    params: tuple[tuple[str, str], ...] = ()
    headers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    validators: Validators | None = None
    expect: Expect = Expect.ANY
    body: bytes | None = field(default=None, repr=False)
    content_type: str = "application/json"
    secrets: tuple[str, ...] = field(default=(), repr=False)
    pause_s: float | None = None
    charge: Charge | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back; always a success (2xx) or "unchanged" (304), everything else was raised.

    Attributes:
        url: after redirects.
        headers: names in lower case.
        body: decoded bytes; empty when unchanged.
        validators: to be kept once the body was parsed *and* saved; None when the server gave none.
        moved_to: the address after the leading run of permanent redirects; None when there was none.
        date: the server's own clock, aware UTC; None when it did not say.
    """

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    validators: Validators | None = None
    moved_to: str | None = None
    date: datetime | None = None

    @property
    def is_unchanged(self) -> bool:
        """Return True for 304."""
        return self.status == 304  # noqa: PLR2004


class Fetcher(Protocol):
    """The only door to the network. Bounded, polite, safe; may be called from several threads."""

    def get(self, request: Request) -> Answer:
        """Ask and return the answer.

        Raises:
            SourceError: one of its leaves, whatever went wrong.
        """
        ...


class Interest(Protocol):
    """Tells a source what is not worth reading closely."""

    def __call__(self, markup: bytes, address: str) -> bool:
        """Return False only when no post made of `markup` (UTF-8, from `address`) can match any query."""
        ...


class Choosy(Protocol):
    """A source that spares itself work on posts that cannot match; it is told before it is asked."""

    def choose(self, interest: Interest) -> None:
        """Leave out never seen items of which `interest` says that they cannot match."""
        ...


class Source(Protocol):
    """Where posts come from; one class per channel, made with the whole `Settings`: `Class(settings)`.

    A class may say more of itself, with attributes that are all optional:

        title: str                      how people call the channel; its name when missing
        options: tuple[Option, ...]     what may be set for it in queries.yaml
        login: Login                    how one logs in
        blind: tuple[Words, ...]        what it cannot see, said in the coverage

    and do more, with methods that are optional too: `Account`, `Rechecking`, `Choosy`.
    """

    name: str
    is_on_by_default: bool

    def streams(self, queries: Sequence[Query]) -> Iterable[Stream]:
        """Yield what has to be asked for `queries`; a stream that several share appears once.

        Pure: no network, no clock. Only queries that look here are given.
        """
        ...

    def pages(self, stream: Stream, checkpoint: str | None, fetcher: Fetcher, *, since: datetime) -> Iterator[Page]:
        """Ask `stream` and yield its pages.

        Args:
            stream: one that `streams` yielded.
            checkpoint: what the last complete reading left; None on the first run, or when everything in reach has
                to be read again (a query was added).
            fetcher: the door.
            since: aware UTC; without a checkpoint, how far to look back.

        Yields:
            Pages in the service's order; only the last one carries a checkpoint, and only when all went well.

        Raises:
            SourceError: pages that were yielded before it stay valid.
        """
        ...


class Account(Protocol):
    """A source that one can log in to."""

    def account(self, fetcher: Fetcher, server: str | None = None) -> str:
        """Ask the service who we are with the keys at hand; return the account as the service names it.

        Where a service does not say, the return value names what the key is good for. `server` is a base address,
        for channels with many.

        Raises:
            LoginNeeded: the keys are missing, wrong, expired or revoked.
            SourceError: the service could not be asked.
        """
        ...


class Rechecking(Protocol):
    """A source that can tell cheaply what was deleted where it was published."""

    def recheck(self, native_ids: Sequence[str], fetcher: Fetcher) -> Collection[str]:
        """Return those of `native_ids` that are gone at their origin; when in doubt, not.

        Raises:
            SourceError: the service could not be asked.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Identified:
    """A language and how sure we are; `language` is None when it cannot be told."""

    language: str | None
    confidence: float


class LanguageIdentifier(Protocol):
    """Tells the language of short texts."""

    name: str

    def identify(self, texts: Sequence[tuple[str, str | None]]) -> Sequence[Identified]:
        """Return one answer a (text, hint) pair; the hint is the source's claim or None. Never raises on any text."""
        ...


class Analyzer(Protocol):
    """What a text feels like. `name` carries the version: `german@1`."""

    name: str
    languages: frozenset[str]

    def analyze(self, texts: Sequence[Text]) -> Sequence[Sentiment | None]:
        """Return one answer a text, None where it cannot judge (unscored). Never raises on any text.

        Raises:
            AnalyzerError: if a package it needs is missing.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamState:
    """What is remembered of a stream between runs; one row of `streams`.

    Attributes:
        checkpoint: opaque to everyone but the source; None until the stream was complete once.
        rules: fingerprint of the queries that its posts were matched against.
        moved_to: permanent new address, once confirmed; asked instead of the configured one.
        failures: in a row; 0 when the last reading went well.
        failing_since, last_success_at, next_allowed_at: aware UTC; None when it never happened or does not apply.
        error_key, error_values: the last failure as a phrase; None when the last reading went well.
        gap_since, gap_until, gap_missed, gap_seen_at: the last gap; None when there was none.
        seen, brought: posts seen and mentions brought, since ever.
    """

    key: str
    source: str
    host: str
    place: str | None = None
    checkpoint: str | None = None
    rules: str | None = None
    moved_to: str | None = None
    failures: int = 0
    failing_since: datetime | None = None
    last_success_at: datetime | None = None
    next_allowed_at: datetime | None = None
    error_key: str | None = None
    error_values: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    gap_since: datetime | None = None
    gap_until: datetime | None = None
    gap_missed: int | None = None
    gap_seen_at: datetime | None = None
    seen: int = 0
    brought: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the store already has of a post: enough to tell new, changed and the same apart."""

    id: int
    origin: str
    fingerprint: bytes
    engagement: Engagement
    queries: frozenset[str]
    first_seen_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One mention to be saved: new when `mention.id` is None, else an update that keeps its first-seen time.

    An update may have no matches left (the edit removed the brand); a new one has at least one.
    """

    mention: Mention
    fold: FoldPrint | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One page's worth of work, saved whole or not at all: the mentions and how the stream stands after them."""

    state: StreamState
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveCounts:
    """What a save did."""

    new: int = 0
    changed: int = 0
    folded: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One execution of `fetch`: counts only. `ended_at` is None while it runs, and for one that was killed."""

    id: int
    started_at: datetime
    ended_at: datetime | None = None
    streams: int = 0
    failed: int = 0
    new: int = 0
    changed: int = 0


class Order(StrEnum):
    """How mentions come."""

    NEWEST = "newest"
    OLDEST = "oldest"
    PRIORITY = "priority"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which mentions are wanted; an empty tuple or None means "any".

    Attributes:
        since, until: days of publication in the configured zone; `until` is exclusive.
        labels: with None among them, unscored ones too.
        is_own: False leaves own posts out, True gives only them, None gives both.
        is_folded: True gives only the first of each story (with `story_size` filled).
        limit: at most so many; None for all.
    """

    queries: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    labels: tuple[Label | None, ...] = ()
    since: date | None = None
    until: date | None = None
    is_own: bool | None = False
    is_folded: bool = False
    order: Order = Order.NEWEST
    limit: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume:
    """Mentions of one day, combination of queries and label, own posts left out.

    Keyed by the combination, not by the single query: only so can several queries be added up without counting a
    mention twice that matches two of them.

    Attributes:
        queries: exactly the queries these mentions match, sorted by name.
        label: None for unscored ones.
        stories: how many of them came first in their story; folded copies count once.
    """

    day: date
    queries: tuple[str, ...]
    label: Label | None
    mentions: int
    stories: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """A new judgement of a stored mention (`listen score --again`)."""

    id: int
    language: str | None
    language_confidence: float | None
    sentiment: Sentiment | None
    priority: int


class Store(Protocol):
    """Where it is kept. Every method is one short transaction or a plain read."""

    # collecting
    def begin_run(self, now: datetime) -> int:
        """Note that a run begins; return its id."""
        ...

    def end_run(self, run: Run) -> None:
        """Note how a run ended."""
        ...

    def streams(self) -> Mapping[str, StreamState]:
        """Return what is remembered of every stream, by key."""
        ...

    def known(self, source: str, native_ids: Collection[str]) -> Mapping[str, Known]:
        """Return those of `native_ids` that are stored, by native id."""
        ...

    def save(self, deliveries: Sequence[Delivery], *, now: datetime) -> SaveCounts:
        """Save mentions, matches, scores, folding, roll-ups, full text and stream states in ONE transaction."""
        ...

    def rescore(self, rows: Iterable[Scored]) -> int:
        """Add scores, make them the ones in charge, keep older analyzers' rows; return how many."""
        ...

    # reading
    def mention(self, number: int) -> Mention | None:
        """Return one mention, with `story_size`."""
        ...

    def find(self, url: str) -> Mention | None:
        """Return the mention with this address (canonical form compared), or None."""
        ...

    def mentions(self, wanted: Filter) -> Iterator[Mention]:
        """Yield the wanted mentions, lazily, in constant memory."""
        ...

    def rows(self, wanted: Filter, columns: Sequence[str]) -> Iterator[Row]:
        """Yield the wanted mentions as plain tuples of `listen.columns`, lazily, in constant memory."""
        ...

    def search(self, words: str, wanted: Filter) -> Iterator[Mention]:
        """Yield mentions whose title or text holds all `words` (literals, never FTS syntax), best first."""
        ...

    def story(self, story_id: int) -> Sequence[Mention]:
        """Return all mentions of a story, oldest first."""
        ...

    def volumes(self, since: date, until: date) -> Sequence[Volume]:
        """Return the roll-up for days in [since, until), oldest day first; days without mentions are absent."""
        ...

    def total(self) -> int:
        """Return how many mentions are stored."""
        ...

    def runs(self, limit: int) -> Sequence[Run]:
        """Return the last runs, newest first."""
        ...

    def scores(self, number: int) -> Sequence[Sentiment]:
        """Return every analyzer's judgement of one mention, the one in charge first."""
        ...

    def close(self) -> None:
        """Close the database."""
        ...
