"""Count a window: from the roll-up, but for sources, languages and regions, which it does not hold."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from listen.brand import Settings
from listen.errors import UsageError
from listen.figures import NEW_UNTIL, RUNS_REMEMBERED, behind, listening_since, standing
from listen.metrics import HISTORY_DAYS, LEAST_SPIKE, Usual, days_between, spike, usual
from listen.protocols import Retold, Store, Volume
from listen.selection import select, unit_named
from listen.stats.counting import Counting
from listen.stats.facets import rows_of
from listen.stats.value import DaySpike, Per, Row, Stats
from listen.window import Window, elapsed

__all__ = ["Groups", "facets", "stats"]

_LONGEST_DAYS = 3_660
_SPIKES_TOLD = 5


def stats(
    store: Store,
    settings: Settings,
    *,
    window: Window,
    per: Per = Per.DAY,
    queries: tuple[str, ...] = (),
    unit: str | None = None,
    now: datetime | None = None,
) -> Stats:
    """Count the window. Days and weeks (Monday to Sunday) without mentions have a row too.

    Args:
        store: read from.
        settings: for whom.
        window: days in the configured zone.
        per: what a row stands for.
        queries: names to restrict to; empty for all of ours.
        unit: name to restrict to.
        now: aware UTC, so that a day which is not over is known; None takes all days for whole.

    Raises:
        UsageError: if a query or unit is unknown, or the window is longer than ten years.
        StoreError: if the database cannot be read.
    """
    chosen = select(settings, queries=queries, unit=unit)
    if len(window.days) > _LONGEST_DAYS:
        raise UsageError("stats.window_too_long", days=len(window.days), limit=_LONGEST_DAYS)
    counting = Counting(settings, frozenset(query.name for query in chosen))
    earlier = Window(since=window.since - (window.until - window.since), until=window.since)
    first = min(earlier.since, window.since - timedelta(days=HISTORY_DAYS))
    volumes = tuple(store.volumes(first, window.until))
    retold = tuple(store.retold(earlier.since, window.until))
    inside = tuple(volume for volume in volumes if volume.day >= window.since)
    retold_inside = tuple(story for story in retold if story.day >= window.since)
    runs = store.runs(RUNS_REMEMBERED)
    began = listening_since(runs)
    zone = ZoneInfo(settings.timezone)
    usuals = _Usuals(volumes, counting, settings.region, None if began is None else began.astimezone(zone).date())
    has_before = began is None or began.astimezone(zone).date() <= window.since
    before = counting.parts(one for one in volumes if earlier.since <= one.day < earlier.until) if has_before else ()
    rows: Iterable[Row]
    if per in {Per.DAY, Per.WEEK}:
        rows = _spans(counting, inside, retold_inside, window, usuals if per is Per.DAY else None)
    elif per in {Per.QUERY, Per.UNIT}:
        groups = _queries(settings, counting) if per is Per.QUERY else _units(settings, counting)
        rows = _ranked(
            counting.row(inside, retold_inside, names=names, name=name, has_share=False) for name, names in groups
        )
    else:
        every = [query.name for query in settings.queries]
        rows = rows_of(store, counting, axes=(per,), window=window, every=every, retold=retold_inside)[per]
    return Stats(
        brand=settings.brand.name,
        window=window,
        per=per,
        rows=tuple(rows),
        total=counting.row(inside, retold_inside),
        parts=counting.parts(inside),
        earlier=before[0] if before else None,
        standing=standing(window, volumes, retold, counting.chosen, before=earlier if has_before else None),
        spikes=tuple(_spikes(store, counting, inside, usuals, window, now=now, zone=zone)),
        queries=queries,
        unit=None if unit is None else unit_named(settings, unit).title,
        is_new=not runs or (began is not None and now is not None and now - began < NEW_UNTIL),
    )


def facets(
    store: Store, settings: Settings, *, window: Window, axes: Collection[Per], unit: str | None = None
) -> Mapping[Per, Sequence[Row]]:
    """Return the rows of `stats` along several axes, made in one reading of the window.

    Args:
        store: read from.
        settings: for whom.
        window: days in the configured zone.
        axes: sources, languages, regions.
        unit: name to restrict to.

    Raises:
        UsageError: if the unit is unknown.
        StoreError: if the database cannot be read.
    """
    chosen = select(settings, queries=(), unit=unit)
    counting = Counting(settings, frozenset(query.name for query in chosen))
    every = [query.name for query in settings.queries]
    retold = store.retold(window.since, window.until)
    return rows_of(store, counting, axes=axes, window=window, every=every, retold=retold)


class Groups:
    """Rows of a window for any group of the chosen queries, from the roll-up.

    Args:
        store: read from.
        settings: for whom.
        window: days in the configured zone.
        unit: name to restrict to.
    """

    def __init__(self, store: Store, settings: Settings, window: Window, *, unit: str | None = None) -> None:
        chosen = select(settings, queries=(), unit=unit)
        self._counting = Counting(settings, frozenset(query.name for query in chosen))
        self._volumes = tuple(store.volumes(window.since, window.until))
        self._retold = tuple(store.retold(window.since, window.until))

    def row(self, names: Collection[str]) -> Row:
        """Return the row of the queries `names` together; a mention of several of them counts once."""
        return self._counting.row(self._volumes, self._retold, names=names, has_share=False)


class _Usuals:
    """What is usual for each day, made of the four weeks before it."""

    def __init__(
        self, volumes: Iterable[Volume], counting: Counting, country: str, listening_since: date | None
    ) -> None:
        self._by_day: Counter[date] = Counter()
        found = set()
        for volume in volumes:
            found.add(volume.day)
            if not counting.chosen.isdisjoint(volume.queries):
                self._by_day[volume.day] += volume.mentions
        self._first = min(found, default=None)
        self._from = None if listening_since is None else listening_since + NEW_UNTIL
        self._country = country

    def of(self, day: date) -> Usual | None:
        """Return the usual of one day; None in the first week of listening, and before it."""
        if self._first is None or (self._from is not None and day < self._from):
            return None
        since = max(self._first, day - timedelta(days=HISTORY_DAYS))
        return usual({one: self._by_day[one] for one in days_between(since, day)}, [day], country=self._country)

    def count(self, day: date) -> int:
        """Return how many mentions the day has."""
        return self._by_day[day]


def _spans(
    counting: Counting,
    volumes: Iterable[Volume],
    retold: Sequence[Retold],
    window: Window,
    usuals: _Usuals | None,
) -> Iterator[Row]:
    start = _monday if usuals is None else _day
    length = timedelta(days=7 if usuals is None else 1)
    groups: dict[date, list[Volume]] = {start(day): [] for day in window.days}
    stories: dict[date, list[Retold]] = {start(day): [] for day in window.days}
    for volume in volumes:
        groups[start(volume.day)].append(volume)
    for story in retold:
        stories[start(story.day)].append(story)
    for first, found in groups.items():
        yield counting.row(
            found,
            stories[first],
            since=max(first, window.since),
            until=min(first + length, window.until),
            usual=None if usuals is None else usuals.of(first),
        )


def _day(day: date) -> date:
    return day


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _queries(settings: Settings, counting: Counting) -> Iterator[tuple[str | None, list[str]]]:
    for query in settings.queries:
        if query.name in counting.chosen:
            yield query.name, [query.name]


def _units(settings: Settings, counting: Counting) -> Iterator[tuple[str | None, list[str]]]:
    """Yield each unit's title with its chosen queries; None for those that belong to everyone."""
    for unit, title in [*((one.name, one.title) for one in settings.units), (None, None)]:
        names = [query.name for query in settings.queries if query.unit == unit and query.name in counting.chosen]
        if names:
            yield title, names


def _ranked(rows: Iterable[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: (row.name is None, -row.mentions, row.name or ""))


def _spikes(
    store: Store,
    counting: Counting,
    volumes: Iterable[Volume],
    usuals: _Usuals,
    window: Window,
    *,
    now: datetime | None,
    zone: ZoneInfo,
) -> Iterator[DaySpike]:
    """Yield the days that stand out most, with the stories behind them; strongest first."""
    loud = {volume.day for volume in volumes if usuals.count(volume.day) >= LEAST_SPIKE}
    found = [
        (day, one)
        for day in window.days
        if day in loud and (one := spike(usuals.count(day), usuals.of(day))) is not None
    ]
    found.sort(key=lambda one: (-(one[1].count - one[1].usual), one[0]))
    for day, one in found[:_SPIKES_TOLD]:
        yield DaySpike(
            day=day,
            spike=one,
            behind=behind(store, day, sorted(counting.chosen)),
            is_running=now is not None and elapsed(day, now=now, zone=zone) < 1,
        )
