"""Ask every stream, keep what is new, lose nothing.

    streams ─▶ lanes (threads) ─▶ pages ─▶ match ─▶ decide ─▶ understand ─▶ save (one transaction a batch of pages)

A page is saved with the state of its stream after it, so a run that is killed at any instant repeats pages and never
skips one.
"""

import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from listen.brand import Query, Settings
from listen.decide import Verdict, decide, fingerprint, is_own, when
from listen.errors import LoginNeeded, SourceError
from listen.lanes import Arrival, Asked, ask
from listen.model import Gap, Mention, Post, Stream
from listen.protocols import Delivery, Fetcher, Run, Source, Store, StreamState
from listen.query.matching import Matcher
from listen.recheck import rechecks
from listen.standing import after_failure, after_page, first_state, is_due
from listen.understand import LazyLanguage, Understanding
from listen.watching import Returns, watches

__all__ = ["Fetching", "Outcome", "Planned", "RunSummary", "Samples", "StreamResult", "fetch", "plan", "summary"]

_BATCH_MENTIONS = 200
_BATCH_PAGES = 64
_LONGEST_WAIT_S = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A stream that would be asked, and for how many queries."""

    source: Source
    stream: Stream


def plan(
    sources: Mapping[str, Source],
    queries: Sequence[Query],
    *,
    only_queries: frozenset[str] = frozenset(),
    only_sources: frozenset[str] = frozenset(),
) -> tuple[Planned, ...]:
    """Return every stream that has to be asked, each once, in order of sources and queries. Asks nobody.

    Args:
        sources: those that are on, by name.
        queries: all saved ones.
        only_queries, only_sources: names to restrict to; empty for all. Streams that are read whole, for all queries
            alike, stay in whatever queries are named.
    """
    planned: dict[str, Planned] = {}
    for name, source in sources.items():
        if only_sources and name not in only_sources:
            continue
        looking_here = [
            query
            for query in queries
            if (not query.sources or name in query.sources) and (not only_queries or query.name in only_queries)
        ]
        for stream in source.streams(looking_here):
            planned.setdefault(stream.key, Planned(source=source, stream=stream))
    return tuple(planned.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Numbers of one stream in one run."""

    seen: int = 0
    new: int = 0
    changed: int = 0
    skipped: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamResult:
    """What one stream came to.

    Attributes:
        before, after: the stream's state.
        error: why it failed; None when it went well or was not asked.
        is_asked: False when it was not due yet.
        is_first: it was never complete before.
        gap: what the service had and did not give, in this run.
    """

    stream: Stream
    outcome: Outcome
    before: StreamState
    after: StreamState
    error: SourceError | None = None
    is_asked: bool = True
    is_first: bool = False
    gap: Gap | None = None

    @property
    def has_failed(self) -> bool:
        """Return True when nothing complete came; a stream that waits out an earlier failure counts too."""
        return self.error is not None or (not self.is_asked and self.after.error_key is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSummary:
    """What a run came to, over all its streams."""

    streams: int
    failed: int
    logins_needed: int
    seen: int
    new: int
    changed: int
    skipped: int


def summary(results: Sequence[StreamResult]) -> RunSummary:
    """Add up `results`."""
    failed = [result for result in results if result.has_failed]
    return RunSummary(
        streams=len(results),
        failed=len(failed),
        logins_needed=sum(isinstance(result.error, LoginNeeded) for result in failed),
        seen=sum(result.outcome.seen for result in results),
        new=sum(result.outcome.new for result in results),
        changed=sum(result.outcome.changed for result in results),
        skipped=sum(result.outcome.skipped for result in results),
    )


class Samples(Protocol):
    """Keeps answers that could not be read, for a report."""

    def keep(self, stream: Stream, body: bytes, *, why: str, now: datetime) -> None:
        """Keep the newest of `stream`, without secrets. Never raises."""
        ...


@dataclass(slots=True, kw_only=True)
class Fetching:
    """The live parts of a run, put together by `listen.wiring`.

    Attributes:
        clock: aware UTC now.
        samples: where answers go that could not be read; None to forget them.
        stop: set from outside to end the run after the pages at hand.
    """

    settings: Settings
    matcher: Matcher
    understanding: Understanding
    store: Store
    fetcher: Fetcher
    clock: Callable[[], datetime]
    samples: Samples | None = None
    stop: threading.Event = field(default_factory=threading.Event)


@dataclass(slots=True)
class _Reading:
    """A stream while it is read: its state so far and its numbers."""

    stream: Stream
    before: StreamState
    state: StreamState
    outcome: Outcome = field(default_factory=Outcome)
    gap: Gap | None = None


@dataclass(slots=True)
class _Pages:
    """Pages that wait to be saved together."""

    pages: list[tuple[StreamState, tuple[Mention, ...]]] = field(default_factory=list)
    ended: list[StreamResult] = field(default_factory=list)
    mentions: int = 0
    begun: float = 0.0
    fresh: set[tuple[str, str]] = field(default_factory=set)

    def count_new(self, mentions: Sequence[Mention]) -> int:
        """Return how many are new; what two streams bring at once is new once."""
        new = {(one.post.source, one.post.native_id) for one in mentions if one.id is None} - self.fresh
        self.fresh |= new
        return len(new)

    def add(self, state: StreamState, mentions: tuple[Mention, ...]) -> None:
        if not self.pages:
            self.begun = time.monotonic()
        self.pages.append((state, mentions))
        self.mentions += len(mentions)

    @property
    def is_full(self) -> bool:
        return (
            self.mentions >= _BATCH_MENTIONS
            or len(self.pages) >= _BATCH_PAGES
            or time.monotonic() - self.begun > _LONGEST_WAIT_S
        )


def fetch(planned: Sequence[Planned], parts: Fetching, *, is_again: bool = False) -> Iterator[StreamResult]:
    """Ask the planned streams and save what is new; yield one result a stream, once it is saved.

    Args:
        planned: from `plan`.
        parts: the live parts.
        is_again: forget the checkpoints and the waiting times: read everything in reach once more.

    Raises:
        StoreError: the run ends; what was saved stays.
    """
    run = _FetchRun(planned, parts, is_again=is_again)
    return run.results()


class _FetchRun:
    """One execution of `fetch`."""

    def __init__(self, planned: Sequence[Planned], parts: Fetching, *, is_again: bool) -> None:
        self._parts = parts
        self._zone = ZoneInfo(parts.settings.timezone)
        self._now = parts.clock()
        self._is_again = is_again
        self._states = parts.store.streams()
        self._readings: dict[str, _Reading] = {}
        for one in planned:
            before = self._states.get(one.stream.key) or first_state(one.stream)
            fresh = replace(before, host=one.stream.host, place=one.stream.place or before.place)
            self._readings[one.stream.key] = _Reading(one.stream, before, fresh)
        self._planned = planned
        self._waiting = _Pages()
        self._returns = Returns(parts.store, parts.understanding, parts.settings.brand)

    def results(self) -> Iterator[StreamResult]:
        parts = self._parts
        run = Run(id=parts.store.begin_run(self._now), started_at=self._now)
        done: list[StreamResult] = []
        try:
            for result in self._all():
                done.append(result)
                yield result
        finally:
            total = summary(done)
            parts.store.end_run(
                replace(
                    run,
                    ended_at=parts.clock(),
                    streams=total.streams,
                    failed=total.failed,
                    new=total.new,
                    changed=total.changed,
                )
            )

    def _all(self) -> Iterator[StreamResult]:
        wanted: list[Asked] = []
        for one in self._planned:
            state = self._readings[one.stream.key].state
            if self._is_again or is_due(state, self._now):
                wanted.append(Asked(source=one.source, stream=one.stream, checkpoint=self._checkpoint(state)))
            else:
                yield self._result(one.stream.key, is_asked=False)
        wanted += self._rechecks()
        for source in {id(asked.source): asked.source for asked in wanted}.values():
            if (choose := getattr(source, "choose", None)) is not None:  # listen.protocols.Choosy
                choose(self._parts.matcher.glance)
        arrivals = ask(
            wanted,
            self._parts.fetcher,
            since=self._now - timedelta(days=self._parts.settings.first_run_days),
            lanes=self._parts.settings.http.lanes,
            stop=self._parts.stop,
        )
        for arrival in arrivals:
            if arrival is not None:
                self._take(arrival)
            if arrival is None or self._waiting.is_full:
                yield from self._save()
        yield from self._save()

    def _rechecks(self) -> list[Asked]:
        """Return what has to be checked at its origin, and the threads of our answers, ready to be asked."""
        asked = [(one.source, one.stream) for one in self._planned]
        checks = list(rechecks(asked, self._parts.store, self._states, now=self._now))
        checks += watches(asked, self._returns, self._states, now=self._now)
        for one in checks:
            before = self._states.get(one.stream.key) or first_state(one.stream)
            self._readings[one.stream.key] = _Reading(one.stream, before, before)
        return checks

    def _checkpoint(self, state: StreamState) -> str | None:
        """Return where to go on; None reads everything in reach again, because a query came or changed."""
        if self._is_again or state.rules != self._parts.matcher.rules:
            return None
        return state.checkpoint

    def _take(self, arrival: Arrival) -> None:
        """Turn one arrival into waiting mentions and the stream's next state; asks the store, saves nothing."""
        reading = self._readings[arrival.stream.key]
        now = self._parts.clock()
        if arrival.page is None:
            if arrival.error is not None:
                reading.state = after_failure(reading.state, arrival.error, now=now)
                self._waiting.add(reading.state, ())
                if arrival.error.sample is not None and self._parts.samples is not None:
                    self._parts.samples.keep(arrival.stream, arrival.error.sample, why=arrival.error.message(), now=now)
            self._waiting.ended.append(self._result(arrival.stream.key, error=arrival.error))
            return
        page = arrival.page
        if arrival.stream.key in self._returns.by_stream:
            mentions: tuple[Mention, ...] = ()
            new = self._returns.take(arrival.stream, page, now=now)
        else:
            mentions = self._mentions(page.posts, now) if page.posts else ()
            mentions += self._erased(page.gone, arrival.stream) if page.gone else ()
            new = self._waiting.count_new(mentions)
        outcome = reading.outcome
        reading.outcome = Outcome(
            seen=outcome.seen + page.seen,
            new=outcome.new + new,
            changed=outcome.changed + sum(mention.id is not None for mention in mentions),
            skipped=outcome.skipped + page.skipped,
        )
        reading.gap = page.gap or reading.gap
        reading.state = after_page(reading.state, page, rules=self._parts.matcher.rules, brought=new, now=now)
        self._waiting.add(reading.state, mentions)

    def _mentions(self, posts: Sequence[Post], now: datetime) -> tuple[Mention, ...]:
        """Return what has to be saved of a page's posts: the new ones that match, and the changed ones."""
        parts = self._parts
        known = parts.store.known(posts[0].source, [post.native_id for post in posts])
        mentions = []
        for post in posts:
            have = known.get(post.native_id)
            language = LazyLanguage(post, parts.understanding, None if have is None else have.corrected_language)
            matches = parts.matcher.match(post, language)
            if have is None and not matches:
                continue
            print_of_post = fingerprint(post)
            verdict = decide(post, have, print_of_post, [match.query for match in matches])
            if verdict in (Verdict.SAME, Verdict.FOREIGN):
                continue
            dating = when(post, now=now if have is None else have.first_seen_at, zone=self._zone)
            mentions.append(
                Mention(
                    id=None if have is None else have.id,
                    post=post,
                    matches=matches,
                    language=language.told,
                    language_confidence=language.confidence,
                    corrected=None if have is None else have.corrected,
                    corrected_language=None if have is None else have.corrected_language,
                    is_own=is_own(post, parts.settings.brand),
                    is_date_guessed=dating.is_guessed,
                    published_at=dating.at,
                    first_seen_at=now if have is None else have.first_seen_at,
                    day=dating.day,
                    edited_at=now if have is not None and have.fingerprint != print_of_post else None,
                    fingerprint=print_of_post,
                )
            )
        return tuple(mentions)

    def _erased(self, gone: Sequence[str], stream: Stream) -> tuple[Mention, ...]:
        """Return empty shells for what was deleted at its origin: no words, no author, no match; nobody sees it again.

        Only who vouched for a post may take it back.
        """
        known = self._parts.store.known(stream.source, gone)
        shells = []
        for native_id, have in known.items():
            if have.origin not in {stream.host, stream.source, stream.address}:
                continue
            post = Post(source=stream.source, native_id=native_id, origin=have.origin, url=None, title=None, text="")
            print_of_post = fingerprint(post)
            if have.fingerprint == print_of_post:
                continue
            dating = when(post, now=have.first_seen_at, zone=self._zone)
            shells.append(
                Mention(
                    id=have.id,
                    post=post,
                    matches=(),
                    is_date_guessed=True,
                    published_at=dating.at,
                    first_seen_at=have.first_seen_at,
                    day=dating.day,
                    edited_at=self._parts.clock(),
                    fingerprint=print_of_post,
                )
            )
        return tuple(shells)

    def _save(self) -> Iterator[StreamResult]:
        waiting, self._waiting = self._waiting, _Pages()
        if waiting.pages:
            entries = iter(self._parts.understanding.entries([one for _, page in waiting.pages for one in page]))
            deliveries = [
                Delivery(state=state, entries=tuple(next(entries) for _ in mentions))
                for state, mentions in waiting.pages
            ]
            self._parts.store.save(deliveries, now=self._parts.clock())
        yield from waiting.ended

    def _result(self, key: str, *, error: SourceError | None = None, is_asked: bool = True) -> StreamResult:
        reading = self._readings[key]
        return StreamResult(
            stream=reading.stream,
            outcome=reading.outcome,
            before=reading.before,
            after=reading.state,
            error=error,
            is_asked=is_asked,
            is_first=reading.before.checkpoint is None,
            gap=reading.gap,
        )
