"""What a transaction does to the daily counts: gathered while it runs, written once, in it."""

import sqlite3
from collections import defaultdict
from typing import NamedTuple

from listen.store.rows import UNSCORED

__all__ = ["Cell", "Rollup"]

_ADD = (
    "INSERT INTO daily (day, query_set_id, label, mentions, stories) VALUES (?, ?, ?, ?, ?)"
    " ON CONFLICT (day, query_set_id, label) DO UPDATE"
    " SET mentions = mentions + excluded.mentions, stories = stories + excluded.stories"
)
_DROP = "DELETE FROM daily WHERE day = ? AND query_set_id = ? AND label = ? AND mentions = 0"


class Cell(NamedTuple):
    """One place in the roll-up; `label` is None for unscored mentions."""

    day: str
    query_set_id: int
    label: str | None


class Rollup:
    """The sum of what a transaction adds to each cell and takes from it.

    Sums and not triggers: a page of fifty mentions touches a handful of cells, and a trigger would write each of
    them fifty times.
    """

    def __init__(self) -> None:
        self._mentions: defaultdict[Cell, int] = defaultdict(int)
        self._stories: defaultdict[Cell, int] = defaultdict(int)
        self._total = 0

    def add(self, cell: Cell | None, *, is_first: bool) -> None:
        """Count a mention in `cell`; None is counted nowhere."""
        if cell is not None:
            self._mentions[cell] += 1
            self._stories[cell] += is_first

    def remove(self, cell: Cell | None, *, is_first: bool) -> None:
        """Take a mention out of `cell`."""
        if cell is not None:
            self._mentions[cell] -= 1
            self._stories[cell] -= is_first

    def lead(self, cell: Cell, change: int) -> None:
        """Note that a mention in `cell` came to stand for its story (+1), or ceased to (−1)."""
        self._stories[cell] += change

    def count(self, change: int) -> None:
        """Note how many more mentions are listed, own ones included."""
        self._total += change

    def write(self, connection: sqlite3.Connection) -> None:
        """Write the sums, inside the caller's transaction."""
        touched = {
            Cell(cell.day, cell.query_set_id, cell.label or UNSCORED): (self._mentions[cell], self._stories[cell])
            for cell in {*self._mentions, *self._stories}
        }
        sums = [(cell, mentions, stories) for cell, (mentions, stories) in touched.items() if mentions or stories]
        connection.executemany(_ADD, [(*cell, mentions, stories) for cell, mentions, stories in sums])
        connection.executemany(_DROP, [cell for cell, mentions, _ in sums if mentions < 0])
        if self._total:
            connection.execute("UPDATE totals SET amount = amount + ? WHERE name = 'mentions'", (self._total,))
