"""Numbers per day, week or query: volume, sentiment, share of voice. Reads the roll-up only."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from listen.brand import Settings
from listen.errors import UsageError
from listen.metrics import Part, shares
from listen.model import Label
from listen.protocols import Store, Volume
from listen.selection import select, unit_named
from listen.window import Window

__all__ = ["LABELS", "Per", "Row", "Stats", "stats"]

LABELS: tuple[Label | None, ...] = (Label.PRAISE, Label.CRITICISM, Label.MIXED, Label.NEUTRAL, Label.UNCLEAR, None)
"""In the order in which they are shown; None is *unscored*."""

_LONGEST_DAYS = 3_660


class Per(StrEnum):
    """What one row stands for."""

    DAY = "day"
    WEEK = "week"
    QUERY = "query"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One day, week or query.

    Attributes:
        since: first day of it that lies in the window; None for a query.
        until: day after its last one in the window; None for a query.
        query: name; None for days and weeks.
        mentions: each once per row.
        stories: folded copies counted once.
        labels: mentions by label, in the order of `LABELS`.
        share: our share of voice in it, 0.0 … 1.0; None without competitors, or when nobody was mentioned.
    """

    since: date | None = None
    until: date | None = None
    query: str | None = None
    mentions: int
    stories: int
    labels: tuple[int, ...]
    share: float | None = None

    def count(self, label: Label | None) -> int:
        """Return how many mentions have `label`."""
        return self.labels[LABELS.index(label)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stats:
    """A table of rows, oldest first (queries: most mentions first), and what they add up to.

    `total` counts a mention once, however many queries it matches, so queries may add up to more.
    """

    brand: str
    window: Window
    per: Per
    rows: tuple[Row, ...]
    total: Row
    parts: tuple[Part, ...] = ()
    queries: tuple[str, ...] = ()
    unit: str | None = None


def stats(
    store: Store,
    settings: Settings,
    *,
    window: Window,
    per: Per = Per.DAY,
    queries: tuple[str, ...] = (),
    unit: str | None = None,
) -> Stats:
    """Count the window. Days and weeks (Monday to Sunday) without mentions have a row too.

    Raises:
        UsageError: if a query or unit is unknown, or the window is longer than ten years.
        StoreError: if the database cannot be read.
    """
    chosen = frozenset(query.name for query in select(settings, queries=queries, unit=unit))
    if len(window.days) > _LONGEST_DAYS:
        raise UsageError("stats.window_too_long", days=len(window.days), limit=_LONGEST_DAYS)
    counting = _Counting(settings, chosen)
    volumes = tuple(store.volumes(window.since, window.until))
    return Stats(
        brand=settings.brand.name,
        window=window,
        per=per,
        rows=tuple(_rows(counting, volumes, window, per, chosen)),
        total=counting.row(volumes),
        parts=counting.parts(volumes),
        queries=queries,
        unit=None if unit is None else unit_named(settings, unit).title,
    )


def _rows(
    counting: "_Counting", volumes: tuple[Volume, ...], window: Window, per: Per, chosen: Iterable[str]
) -> Iterable[Row]:
    if per is Per.QUERY:
        rows = [counting.row_of_query(volumes, name) for name in chosen]
        return sorted(rows, key=lambda row: (-row.mentions, row.query or ""))
    start = _day if per is Per.DAY else _monday
    groups: dict[date, list[Volume]] = {start(day): [] for day in window.days}
    for volume in volumes:
        groups[start(volume.day)].append(volume)
    length = timedelta(days=1 if per is Per.DAY else 7)
    return [
        counting.row(found, since=max(first, window.since), until=min(first + length, window.until))
        for first, found in groups.items()
    ]


def _day(day: date) -> date:
    return day


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


class _Counting:
    """Adds volumes up for one choice of queries."""

    def __init__(self, settings: Settings, chosen: frozenset[str]) -> None:
        self._brand = settings.brand.name
        self._chosen = chosen
        self._rivals = {query.name: query.competitor for query in settings.queries if query.competitor is not None}
        self._ours = chosen.difference(self._rivals)

    def row(self, volumes: Iterable[Volume], *, since: date | None = None, until: date | None = None) -> Row:
        found = tuple(volumes)
        parts = self.parts(found)
        share = parts[0].share if parts else None
        return self._row(found, lambda volume: not self._chosen.isdisjoint(volume.queries), since, until, share=share)

    def row_of_query(self, volumes: Iterable[Volume], name: str) -> Row:
        return self._row(volumes, lambda volume: name in volume.queries, None, None, query=name)

    def _row(
        self,
        volumes: Iterable[Volume],
        is_counted: Callable[[Volume], bool],
        since: date | None,
        until: date | None,
        *,
        query: str | None = None,
        share: float | None = None,
    ) -> Row:
        counted = [volume for volume in volumes if is_counted(volume)]
        labels: Counter[Label | None] = Counter()
        for volume in counted:
            labels[volume.label] += volume.mentions
        return Row(
            since=since,
            until=until,
            query=query,
            mentions=labels.total(),
            stories=sum(volume.stories for volume in counted),
            labels=tuple(labels[label] for label in LABELS),
            share=share,
        )

    def parts(self, volumes: Iterable[Volume]) -> tuple[Part, ...]:
        """Return every brand's share of voice, folded stories counted once; ours first."""
        if not self._ours:
            return ()
        ours = 0
        theirs = Counter(dict.fromkeys(self._rivals.values(), 0))
        for volume in volumes:
            ours += volume.stories if not self._ours.isdisjoint(volume.queries) else 0
            for rival in {self._rivals[name] for name in volume.queries if name in self._rivals}:
                theirs[rival] += volume.stories
        return shares(self._brand, ours, theirs)
