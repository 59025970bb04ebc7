"""The seams: what a source, an analyzer, a store and the network door promise to everyone else."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Protocol

from listen.brand import Query
from listen.channel import Charge, Grant
from listen.columns import Row
from listen.model import Evidence, Mention, Page, Probabilities, Sentiment, Stream, Text
from listen.records import (
    DayStories,
    Delivery,
    Entry,
    Filter,
    Judgement,
    Known,
    Learned,
    Order,
    Retold,
    Run,
    SaveCounts,
    Scored,
    StoryPart,
    StreamState,
    Subject,
    Volume,
)

__all__ = [
    "Account",
    "Analyzer",
    "Answer",
    "Choosy",
    "DayStories",
    "Delivery",
    "Entry",
    "Expect",
    "Fetcher",
    "Filter",
    "Granting",
    "Identified",
    "Interest",
    "Judgement",
    "Known",
    "LanguageIdentifier",
    "Learned",
    "Order",
    "Rechecking",
    "Request",
    "Retold",
    "Run",
    "SaveCounts",
    "Scored",
    "Scorer",
    "Source",
    "Store",
    "StoryPart",
    "StreamState",
    "Subject",
    "Sure",
    "TargetScorer",
    "Taught",
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
        signed: makes headers of the moment at which it goes out (aware UTC), for services that want a dated proof.
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
    signed: Callable[[datetime], Mapping[str, str]] | None = None


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


class Granting(Protocol):
    """A source to which one can log in with the browser, instead of copying a key."""

    def grant(self, fetcher: Fetcher, server: str | None, redirect: str, state: str) -> Grant:
        """Begin: return the page to open; the service then sends the browser to `redirect`.

        Raises:
            SourceError: the service could not be asked, or does not know how.
        """
        ...

    def granted(
        self, fetcher: Fetcher, server: str | None, redirect: str, grant: Grant, code: str
    ) -> Mapping[str, str]:
        """End: return the keys to be kept, by the names of the login's fields, for the `code` that came back.

        Raises:
            LoginNeeded: the person or the service refused.
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


class Scorer(Protocol):
    """Tells how likely a text is criticism, neutral or praise, without asking of whom. `name` carries the version."""

    name: str
    languages: frozenset[str]

    def probabilities(self, texts: Sequence[str], language: str) -> Sequence[tuple[float, float, float]]:
        """Return (criticism, neutral, praise) a text, each summing to 1, as often right as they say; in batches.

        Never raises on any text.

        Raises:
            AnalyzerError: if a package or a table it needs is missing or damaged.
        """
        ...

    def evidence(self, text: str, language: str) -> tuple[Evidence, ...]:
        """Return the words that weighed most, heaviest first, at most ten."""
        ...

    def sure_from(self, language: str) -> float:
        """Return the probability below which a label of a whole text is *unclear*.

        Raises:
            AnalyzerError: if a package or a table it needs is missing or damaged.
        """
        ...


class TargetScorer(Protocol):
    """Tells how likely a text criticises or praises its targets; trained on texts with such labels."""

    name: str
    languages: frozenset[str]

    def towards(self, texts: Sequence[Text]) -> Sequence[tuple[float, float, float] | None]:
        """Return (criticism, neutral, praise) a text, None for one without targets or in another language.

        Never raises on any text.

        Raises:
            AnalyzerError: if a package or a table it needs is missing or damaged.
        """
        ...


class Sure(Protocol):
    """An analyzer that says from which confidence on it gives a label instead of *unclear*; optional."""

    def sure_from(self, language: str) -> float:
        """Return that confidence, 0.0 … 1.0.

        Raises:
            AnalyzerError: if a package or a table it needs is missing or damaged.
        """
        ...


class Taught(Protocol):
    """What people's judgements taught, applied to what an analyzer says (`listen.learning`)."""

    def probabilities(
        self, base: Probabilities, text: str, *, language: str | None, queries: Collection[str]
    ) -> Probabilities | None:
        """Return `base` with what was learned; None where nothing was learned of such a mention."""
        ...


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
        """Add scores, make them the ones in charge, keep older analyzers' rows; return how many.

        What people said of a mention stays in charge of it.
        """
        ...

    def move(self, number: int, *, beside: int | None, with_story: bool = False) -> int | None:
        """Move a mention into the story of another one, or (`beside` None) into a story of its own.

        Args:
            number: of the mention.
            beside: number of a mention whose story it tells.
            with_story: all mentions of its present story move with it; only together with `beside`.

        Returns:
            The number of the story that it tells now; None, and nothing is changed, when one of the two is not stored.
        """
        ...

    # learning
    def judge(self, judgement: Judgement) -> int | None:
        """Keep what a person said and put it in charge; return its number, or None when there is no such mention.

        The analyzers' own scores stay as they are. A judgement on a story is only kept, not carried out.
        """
        ...

    def unjudge(self, number: int) -> Judgement | None:
        """Forget a judgement and return it, or None when there was none; what was said before it is in charge again.

        Where nothing is left, the label is the analyzer's again; language and relevance want to be worked out anew
        (`rescore`).
        """
        ...

    def judgements(self) -> Sequence[Judgement]:
        """Return every judgement, oldest first."""
        ...

    def learn(self, about: str, fitted: Learned | None) -> None:
        """Keep what was fitted to the judgements on `about`, in place of what was; None forgets it."""
        ...

    def learned(self, about: str) -> Learned | None:
        """Return what was fitted last; None when nothing was."""
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

    def day_stories(self, day: date, queries: Collection[str], limit: int) -> DayStories:
        """Return what the mentions of `day` for `queries` tell, at most `limit` stories named.

        Its cost grows with the mentions of that day, and with nothing else.
        """
        ...

    def retold(self, since: date, until: date, *, limit: int | None = None) -> Sequence[Retold]:
        """Return the stories that began in [since, until) and have a copy with another label, or a person's word.

        Those of which all mentions have one label and nobody said anything are left out: for them, as for stories
        without copies, the roll-up says all there is. Its cost grows with the copies of these days, of which at most
        `limit` with each label are looked at, those of the latest days.
        """
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
