"""Rows by source, language or region: what the roll-up does not hold is counted from the mentions themselves.

Lazily and in memory that grows with the stories of the window, not with their texts.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from listen.model import Finding, FindingKind, Label
from listen.protocols import Filter, Order, Retold, Store, Volume
from listen.regions import region_among
from listen.stats.counting import Counting
from listen.stats.value import Per, Row
from listen.window import Window

__all__ = ["region_in", "rows_of"]

_COLUMNS = {Per.SOURCE: "source", Per.LANGUAGE: "language", Per.REGION: "region_hints"}

_Key = tuple[tuple[str, ...], Label | None]


@dataclass(slots=True)
class _Group:
    """What one row is made of: mentions and stories by their queries and label."""

    mentions: Counter[_Key] = field(default_factory=Counter)
    stories: Counter[_Key] = field(default_factory=Counter)
    retold: list[Retold] = field(default_factory=list)
    by_text: int = 0
    by_venue: int = 0

    def volumes(self, window: Window) -> Iterator[Volume]:
        for queries, label in {**self.mentions, **self.stories}:
            key = (queries, label)
            yield Volume(
                day=window.since,
                queries=queries,
                label=label,
                mentions=self.mentions[key],
                stories=self.stories[key],
            )


def rows_of(
    store: Store,
    counting: Counting,
    *,
    axes: Collection[Per],
    window: Window,
    every: Collection[str],
    retold: Iterable[Retold],
) -> dict[Per, list[Row]]:
    """Return for each axis a row for each source, language or region, most mentions first, the unknown last.

    However many axes there are, the mentions are read twice: all of them, and those that stand for a story.

    Args:
        store: read from.
        counting: whose queries count.
        axes: one or more of the three.
        window: the days.
        every: names of all queries there are.
        retold: stories that began in these days, whose copies have a say.
    """
    needed = counting.needed
    wanted = Filter(
        queries=() if needed.issuperset(every) else tuple(sorted(needed)),
        since=window.since,
        until=window.until,
        order=Order.OLDEST,
    )
    readings = [_Reading(per, counting.chosen) for per in axes]
    if needed and readings:
        _read(store, wanted, readings, {story.id: story for story in retold})
    return {one.per: one.rows(counting, window) for one in readings}


def _read(store: Store, wanted: Filter, readings: Sequence["_Reading"], told: Mapping[int, Retold]) -> None:
    columns = ("id", "story_id", "label", "queries", *(_COLUMNS[one.per] for one in readings))
    for _, story_id, label, queries, *cells in store.rows(wanted, columns):
        key = (_names(queries), _label(label))
        for reading, cell in zip(readings, cells, strict=True):
            reading.take(_number(story_id), cell, key)
    for number, story_id, label, queries, *cells in store.rows(replace(wanted, is_folded=True), columns):
        key = (_names(queries), _label(label))
        story = told.get(_number(number))
        for reading, cell in zip(readings, cells, strict=True):
            reading.take_first(_number(story_id), cell, key, story)


class _Reading:
    """What is counted along one axis."""

    def __init__(self, per: Per, chosen: frozenset[str]) -> None:
        self.per = per
        self._chosen = chosen
        self._groups: defaultdict[str | None, _Group] = defaultdict(_Group)
        self._told_from: dict[int, str] = {}

    def take(self, story_id: int, cell: object, key: _Key) -> None:
        """Count a mention; oldest first, so that the earliest copy whose region is known speaks for its story."""
        if self.per is not Per.REGION:
            self._groups[_text(cell)].mentions[key] += 1
            return
        region, by_text, by_venue = region_in(None if cell is None else str(cell))
        group = self._groups[region]
        group.mentions[key] += 1
        if not self._chosen.isdisjoint(key[0]):
            group.by_text += by_text
            group.by_venue += by_venue
        if region is not None and story_id:
            self._told_from.setdefault(story_id, region)

    def take_first(
        self,
        story_id: int,
        cell: object,
        key: _Key,
        told: Retold | None,
    ) -> None:
        """Count a story where the mention that stands for it is; without a region, where its earliest copy is."""
        name = _text(cell)
        if self.per is Per.REGION:
            name = region_in(name)[0] or self._told_from.get(story_id)
        group = self._groups[name]
        group.stories[key] += 1
        if told is not None:
            group.retold.append(told)

    def rows(self, counting: Counting, window: Window) -> list[Row]:
        """Return the rows, most mentions first, the unknown last."""
        is_region = self.per is Per.REGION
        rows = [
            counting.row(
                group.volumes(window),
                group.retold,
                name=name,
                by_text=group.by_text if is_region and name is not None else None,
                by_venue=group.by_venue if is_region and name is not None else None,
            )
            for name, group in self._groups.items()
        ]
        # A place where only competitors are spoken of has no row: it would stand for nothing of ours.
        heard = [row for row in rows if row.mentions]
        return sorted(heard, key=lambda row: (row.name is None, -row.mentions, row.name or ""))


@lru_cache(maxsize=4_096)
def region_in(hints: str | None) -> tuple[str | None, bool, bool]:
    """Return the region for which a mention with these hints counts, and whether text and venue say so."""
    found = []
    for line in (hints or "").split("\n"):
        value, _, rest = line.partition(" ")
        sure, _, said = rest.partition(" ")
        if value and sure:
            finding = Finding(kind=FindingKind.REGION, value=value, confidence=float(sure))
            found.append((finding, said.split()))
    best = region_among(one for one, _ in found)
    if best is None:
        return None, False, False
    said_by = next(said for one, said in found if one is best)
    return best.value, "text" in said_by, "venue" in said_by


def _text(cell: object) -> str | None:
    return None if cell is None else str(cell)


def _number(cell: object) -> int:
    return cell if isinstance(cell, int) else 0


def _label(cell: object) -> Label | None:
    return None if cell is None else Label(str(cell))


def _names(cell: object) -> tuple[str, ...]:
    return () if cell is None else tuple(str(cell).split("\n"))
