"""Which mentions stand behind a figure: found in one reading of the window, whatever is counted.

Mentions are put into cells by everything that a figure may tell apart; of each cell a few are kept, those that are
worth most a person's time. A figure's mentions are then those of its cells. Memory grows with the number of cells, not
with that of mentions.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from heapq import nsmallest
from itertools import zip_longest
from typing import NamedTuple, TypeVar

from listen.columns import Row
from listen.model import Label
from listen.protocols import Filter, Order, Store
from listen.stats.facets import region_in
from listen.window import Window

__all__ = ["CITED", "Cell", "Cited", "Citing", "together"]

CITED = 6
"""So many mentions are named behind one figure; the others are counted."""

_COLUMNS = ("id", "story_id", "priority", "queries", "aspects", "region_hints", "day", "source", "language", "label")


class Cell(NamedTuple):
    """Everything by which figures tell mentions apart."""

    queries: frozenset[str]
    day: str
    source: str
    language: str | None
    label: Label | None


class Cited(NamedTuple):
    """The mentions behind a figure: some of them, and how many further ones."""

    mentions: tuple[int, ...]
    more: int


T = TypeVar("T")

_Entry = tuple[int, int, int]
"""A mention: −priority, number, story; the smallest is worth most."""


class _Kept:
    """How many mentions there are, and the best of them, one a story."""

    __slots__ = ("best", "count")

    def __init__(self) -> None:
        self.count = 0
        self.best: list[_Entry] = []

    def add(self, entry: _Entry) -> None:
        self.count += 1
        best = self.best
        if len(best) == CITED and entry >= best[-1]:
            return
        for place, one in enumerate(best):
            if one[2] == entry[2]:
                if entry < one:
                    best[place] = entry
                    best.sort()
                return
        best.append(entry)
        best.sort()
        del best[CITED:]


_ByValue = dict[tuple[object, str], _Kept]
"""Cells by a region and label or by an aspect, and by the combination of queries."""


class Citing:
    """The cells of a window.

    Args:
        store: read from, once.
        window: the days.
        queries: names of queries, competitors' included; others are left out.
        ours: those of `queries` for which regions and aspects count.
    """

    def __init__(self, store: Store, window: Window, queries: Collection[str], ours: Collection[str]) -> None:
        self._cells: dict[Cell, _Kept] = {}
        self._regions: _ByValue = {}
        self._aspects: _ByValue = {}
        self._ours = frozenset(ours)
        if queries:
            wanted = Filter(queries=tuple(queries), since=window.since, until=window.until, order=Order.OLDEST)
            self._read(store.rows(wanted, _COLUMNS))

    def _read(self, rows: Iterable[Row]) -> None:
        cells: dict[Row, _Kept] = {}
        for row in rows:
            number, story, priority, queries, aspects, hints, *_, label = row
            entry = (-int(priority or 0), int(number or 0), int(story or number or 0))
            key = (queries, *row[6:])
            kept = cells.get(key)
            if kept is None:
                kept = cells[key] = _Kept()
            kept.add(entry)
            names = str(queries or "")
            region = region_in(None if hints is None else str(hints))[0]
            self._regions.setdefault(((region, label), names), _Kept()).add(entry)
            if aspects is not None:
                for aspect in str(aspects).split("\n"):
                    self._aspects.setdefault((aspect, names), _Kept()).add(entry)
        self._cells = {_cell(key): kept for key, kept in cells.items()}

    def behind(self, is_wanted: Callable[[Cell], bool], count: int | None = None) -> Cited:
        """Return the mentions of the wanted cells.

        Args:
            is_wanted: which cells count.
            count: how many mentions or stories the figure has, where it counts otherwise than all mentions there.
        """
        return _cited([kept for cell, kept in self._cells.items() if is_wanted(cell)], count)

    def ours(self, is_wanted: Callable[[Cell], bool], count: int | None = None) -> Cited:
        """Return the mentions of the wanted cells among our own queries."""
        return self.behind(lambda cell: not self._ours.isdisjoint(cell.queries) and is_wanted(cell), count)

    def by_region(self) -> Callable[[tuple[str | None, Label | None]], Cited]:
        """Return the mentions that count for a region and have a label; the unknown region is None."""
        return self._by_value(self._regions)

    def on_aspect(self, aspect: str, label: Label, count: int) -> Cited:
        """Return the mentions that praise or criticise an aspect."""
        wanted = f"{label}:{aspect}"
        return _cited([kept for value, kept in self._of_ours(self._aspects) if value == wanted], count)

    def _of_ours(self, kept: _ByValue) -> Iterator[tuple[object, _Kept]]:
        return ((value, one) for (value, names), one in kept.items() if not self._ours.isdisjoint(names.split("\n")))

    def _by_value(self, kept: _ByValue) -> Callable[[object], Cited]:
        groups: dict[object, list[_Kept]] = {}
        for value, one in self._of_ours(kept):
            groups.setdefault(value, []).append(one)
        return lambda value: _cited(groups.get(value, ()), None)

    def by(self, key: Callable[[Cell], T]) -> Callable[[T], Cited]:
        """Return the mentions of our own queries by what `key` says of their cell; all cells are looked at once."""
        groups: dict[T, list[_Kept]] = {}
        for cell, kept in self._cells.items():
            if not self._ours.isdisjoint(cell.queries):
                groups.setdefault(key(cell), []).append(kept)
        return lambda value: _cited(groups.get(value, ()), None)


def together(some: Iterable[Cited]) -> Cited:
    """Return what stands behind a figure that several others add up to; of each, in turn, the best."""
    found = tuple(some)
    turns = zip_longest(*(one.mentions for one in found))
    mentions = tuple(dict.fromkeys(number for turn in turns for number in turn if number is not None))[:CITED]
    return Cited(mentions=mentions, more=sum(len(one.mentions) + one.more for one in found) - len(mentions))


def _cited(cells: Sequence[_Kept], count: int | None) -> Cited:
    whole = sum(kept.count for kept in cells) if count is None else count
    by_story: dict[int, _Entry] = {}
    for kept in cells:
        for entry in kept.best:
            if entry[2] not in by_story or entry < by_story[entry[2]]:
                by_story[entry[2]] = entry
    found = tuple(number for _, number, _ in nsmallest(min(CITED, max(0, whole)), by_story.values()))
    return Cited(mentions=found, more=max(0, whole - len(found)))


def _cell(key: Row) -> Cell:
    queries, day, source, language, label = key
    return Cell(
        queries=frozenset(str(queries or "").split("\n")),
        day=str(day),
        source=str(source),
        language=None if language is None else str(language),
        label=None if label is None else Label(str(label)),
    )
