"""Look at every query: what it brought, how much of it is about us, what was missed, and what would help."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from listen.brand import Query, Settings
from listen.digest import GapSeen
from listen.digest.coverage import RUNS_REMEMBERED
from listen.health.changes import changes
from listen.health.reading import Noise, Sorted, sort
from listen.health.silence import Shelf, unheard
from listen.health.value import Health, QueryHealth, State, Unheard
from listen.model import Mention, Stream
from listen.protocols import Filter, Store, StreamState, Volume
from listen.query.language import parse
from listen.query.tree import terms as terms_of
from listen.relevance import stem
from listen.selection import select
from listen.window import Window

__all__ = ["DEFAULT_DAYS", "health"]

DEFAULT_DAYS = 28
_READ_AT_MOST = 2_000
_DROPPED_AT_MOST = 1_000
_SHELF = 2_000
_NEW_FOR = timedelta(days=7)
_WEEK = 7
_LEAST_BEFORE = 8
_QUIET_PART = 0.25
_NOISY_PART = 0.2
_LEAST_NOISE = 5


def health(
    store: Store,
    settings: Settings,
    *,
    now: datetime,
    window: Window,
    queries: tuple[str, ...] = (),
    streams: Collection[Stream] = (),
) -> Health:
    """Return how the queries do. Reads only, at most a few thousand mentions a query.

    Args:
        store: read from.
        settings: the queries.
        now: aware UTC.
        window: days in the configured zone.
        queries: names; empty for all of ours.
        streams: what is asked today, to know whose a gap is.

    Raises:
        UsageError: if a query is unknown.
        StoreError: if the database cannot be read.
    """
    chosen = select(settings, queries=queries)
    length = len(window.days)
    volumes = store.volumes(window.since - timedelta(days=length), window.until)
    runs = store.runs(RUNS_REMEMBERED)
    first_run = runs[-1].started_at if runs else now
    first_day = first_run.astimezone(ZoneInfo(settings.timezone)).date() if len(runs) < RUNS_REMEMBERED else date.min
    looked = _Looking(store, now=now, window=window, volumes=volumes, first_day=first_day)
    gaps = _gaps(store.streams(), streams, since=now - timedelta(days=length))
    found = [looked.at(query, gaps.get(query.name, ())) for query in chosen]
    return Health(window=window, queries=tuple(found), gaps=gaps.get(None, ()), stored=looked.stored)


def _gaps(
    states: Mapping[str, StreamState], streams: Iterable[Stream], *, since: datetime
) -> dict[str | None, tuple[GapSeen, ...]]:
    """Return the gaps by query; None for those of streams that are read for all."""
    found: dict[str | None, tuple[GapSeen, ...]] = {}
    for stream in streams:
        state = states.get(stream.key)
        if state is None or state.gap_seen_at is None or state.gap_seen_at < since:
            continue
        gap = GapSeen(
            source=state.source,
            place=state.place or state.key,
            since=state.gap_since,
            until=state.gap_until,
            missed=state.gap_missed,
        )
        for name in stream.queries or (None,):
            found[name] = (*found.get(name, ()), gap)
    return found


class _Looking:
    """The few bounded reads, and what they say of one query after the other."""

    def __init__(
        self, store: Store, *, now: datetime, window: Window, volumes: Iterable[Volume], first_day: date
    ) -> None:
        self._store = store
        self._now = now
        self._window = window
        self._volumes = tuple(volumes)
        self._first_day = first_day
        self._shelf: Shelf | None = None

    @property
    def stored(self) -> int:
        """Return in how many mentions words were looked for; 0 when no query was quiet."""
        return 0 if self._shelf is None else len(self._shelf.mentions)

    def at(self, query: Query, gaps: tuple[GapSeen, ...]) -> QueryHealth:
        """Return how one query does."""
        mentions = self._mentions(query, is_dropped=False, limit=_READ_AT_MOST)
        dropped = self._mentions(query, is_dropped=True, limit=_DROPPED_AT_MOST)
        is_all = len(mentions) < _READ_AT_MOST and len(dropped) < _DROPPED_AT_MOST
        found = sort([*mentions, *dropped], query.name, is_all=is_all)
        count, before, weeks = self._volume(query.name)
        states = self._states(found, [*mentions, *dropped], count=count, before=before, has_gaps=bool(gaps))
        noise = Noise(found, names=_names(query))
        terms, voices = noise.terms(), noise.voices()
        return QueryHealth(
            query=query.name,
            expression=query.expression,
            states=states,
            mentions=count,
            dropped=len(dropped),
            before=before,
            weeks=weeks,
            counts=found.counts,
            terms=terms,
            voices=voices,
            changes=changes(query, found, noise, terms, voices),
            gaps=gaps,
            unheard=self._unheard(query) if State.QUIET in states else (),
            has_about=bool(query.about),
        )

    def _mentions(self, query: Query, *, is_dropped: bool, limit: int) -> list[Mention]:
        window = self._window
        wanted = Filter(
            queries=(query.name,), since=window.since, until=window.until, is_dropped=is_dropped, limit=limit
        )
        return list(self._store.mentions(wanted))

    def _volume(self, name: str) -> tuple[int, int | None, tuple[int, ...]]:
        """Return mentions in the window, in as many days before it, and week by week."""
        window = self._window
        length = len(window.days)
        start = window.since - timedelta(days=length)
        by_day = {volume.day: 0 for volume in self._volumes}
        for volume in self._volumes:
            by_day[volume.day] += volume.mentions if name in volume.queries else 0
        count = sum(number for day, number in by_day.items() if window.since <= day < window.until)
        before = sum(number for day, number in by_day.items() if start <= day < window.since)
        weeks = [0] * max(1, 2 * length // _WEEK)
        for day, number in by_day.items():
            back = (window.until - day).days - 1
            if back // _WEEK < len(weeks):
                weeks[-1 - back // _WEEK] += number
        return count, before if self._first_day <= start else None, tuple(weeks)

    def _states(
        self, found: Sorted, mentions: list[Mention], *, count: int, before: int | None, has_gaps: bool
    ) -> tuple[State, ...]:
        counts = found.counts
        is_fallen = before is not None and before >= _LEAST_BEFORE and count <= _QUIET_PART * before
        is_noisy = counts.noise >= _LEAST_NOISE and counts.noise >= _NOISY_PART * counts.read
        states = (
            (State.NEW, self._is_new(mentions)),
            (State.NOISY, is_noisy),
            (State.QUIET, not mentions or is_fallen),
            (State.CAPPED, has_gaps),
        )
        return tuple(state for state, holds in states if holds)

    def _is_new(self, mentions: list[Mention]) -> bool:
        """Say whether everything came at once, lately: posts older than the week that we saw only in it."""
        since = self._now - _NEW_FOR
        if not mentions or any(mention.first_seen_at < since for mention in mentions):
            return False
        return any(mention.published_at < since for mention in mentions)

    def _unheard(self, query: Query) -> tuple[Unheard, ...]:
        if self._shelf is None:
            self._shelf = Shelf.of(list(self._store.mentions(Filter(limit=_SHELF))))
        return unheard(query, self._shelf)


def _names(query: Query) -> frozenset[str]:
    """Return the stems of the expression's own words: they stand in all of its mentions."""
    return frozenset(stem(word) for term in terms_of(parse(query.expression)) for word in term.written.split())
