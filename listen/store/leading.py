"""Who stands for a story in lists and counts.

A mention does (`is_first`) unless one that was published earlier is listed, stands on the same side (`side`), and
matches every query that it matches: so a list or a count for any one query never hides the last of a story.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from listen.store.rollup import Cell, Rollup

__all__ = ["Standing", "apply_standing", "members", "mend", "side", "standing_changes"]

_SIDE = "p.is_own + 2 * (p.dropped IS NOT NULL)"
"""`side` as SQL."""


def side(*, is_own: bool, is_dropped: bool) -> int:
    """Return in which lists a mention stands: ours, theirs, the dropped ones; it hides nothing in another list."""
    return is_own + 2 * is_dropped


@dataclass(frozen=True, slots=True)
class Standing:
    """A listed mention of a story, as far as it matters for who stands for the story."""

    id: int
    at: str
    side: int
    is_first: bool
    queries: frozenset[str]


def members(connection: sqlite3.Connection, story_id: int, *, only_first: bool = False) -> Iterator[Standing]:
    """Yield the listed mentions of a story, the earliest published first."""
    which = "AND p.is_first = 1" if only_first else ""
    columns = f"SELECT p.id, p.published_at, {_SIDE}, p.is_first, q.queries"
    for number, at, where, is_first, queries in connection.execute(
        f"{columns} FROM posts p JOIN query_sets q ON q.id = p.query_set_id"
        f" WHERE p.id = :story AND p.story_id = p.id AND p.query_set_id IS NOT NULL {which}"
        f" UNION ALL {columns} FROM posts p INDEXED BY posts_copied"
        f" JOIN query_sets q ON q.id = p.query_set_id"
        f" WHERE p.story_id = :story AND p.story_id <> p.id AND p.query_set_id IS NOT NULL {which} ORDER BY 2, 1",
        {"story": story_id},
    ).fetchall():
        yield Standing(number, at, where, bool(is_first), frozenset(json.loads(queries)))


def standing_changes(story: Iterable[Standing]) -> list[tuple[int, bool]]:
    """Return which mentions of a story (given earliest first) have the wrong `is_first`, each with the right one."""
    leaders: list[Standing] = []
    changes = []
    for one in story:
        is_first = not any(leader.side == one.side and one.queries <= leader.queries for leader in leaders)
        if is_first:
            leaders.append(one)
        if is_first != one.is_first:
            changes.append((one.id, is_first))
    return changes


def mend(connection: sqlite3.Connection, story_id: int, rollup: Rollup) -> None:
    """Say anew who stands for a story, after its mentions changed; what it does to the counts goes into `rollup`."""
    apply_standing(connection, standing_changes(members(connection, story_id)), rollup)


def apply_standing(connection: sqlite3.Connection, changes: Iterable[tuple[int, bool]], rollup: Rollup) -> None:
    """Write for each mention whether it stands for its story."""
    for number, is_first in changes:
        connection.execute("UPDATE posts SET is_first = ? WHERE id = ?", (is_first, number))
        day, set_id, label, is_counted = connection.execute(
            "SELECT day, query_set_id, label, is_own = 0 AND dropped IS NULL FROM posts WHERE id = ?", (number,)
        ).fetchone()
        if is_counted:
            rollup.lead(Cell(day, set_id, label), 1 if is_first else -1)
