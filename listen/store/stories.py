"""Which story a new mention tells, and which of its mentions stands for it.

A mention stands for its story (`is_first`) unless an earlier one does that is listed, stands on the same side (`side`),
and matches every query that it matches: so a list or a count for any one query never hides the last of a story.
"""

import json
import sqlite3
import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from listen.model import FoldPrint

__all__ = [
    "FOLD_DAYS",
    "Newcomer",
    "Standing",
    "drop_old_prints",
    "fold",
    "members",
    "remember",
    "side",
    "standing_changes",
]

FOLD_DAYS = 14
"""Days of publication between two mentions within which they can tell one story."""

_SIDE = "p.is_own + 2 * (p.dropped IS NOT NULL)"
"""`side` as SQL."""

_MOST_CANDIDATES = 100
"""Stories that a mention is compared with: a flood of likenesses may not stall a run."""


def side(*, is_own: bool, is_dropped: bool) -> int:
    """Return in which lists a mention stands: ours, theirs, the dropped ones; it hides nothing in another list."""
    return is_own + 2 * is_dropped


@dataclass(slots=True)
class Newcomer:
    """A mention that is about to be stored, and where folding puts it."""

    id: int
    day: date
    queries: frozenset[str]
    side: int
    fold: FoldPrint | None
    story_id: int = 0
    is_first: bool = True


@dataclass(frozen=True, slots=True)
class Standing:
    """A listed mention of a story, as far as it matters for who stands for the story."""

    id: int
    side: int
    is_first: bool
    queries: frozenset[str]


@dataclass(slots=True)
class _Candidate:
    """A story that a newcomer may tell too; `newcomer` when it begins in this very save."""

    story_id: int
    day: date
    print: FoldPrint
    newcomer: Newcomer | None


def pack_keys(keys: Sequence[int]) -> bytes:
    """Return look-up keys as one value, so that a print can be dropped with its keys."""
    return struct.pack(f"<{len(keys)}q", *keys)


def unpack_keys(packed: bytes) -> tuple[int, ...]:
    """Return what `pack_keys` packed."""
    return struct.unpack(f"<{len(packed) // 8}q", packed)


def fold(connection: sqlite3.Connection, newcomers: Sequence[Newcomer]) -> int:
    """Set the story of every newcomer, oldest id first; return how many joined an older story."""
    candidates = _candidates(connection, newcomers)
    standing: dict[int, list[tuple[int, frozenset[str]]]] = {}
    joined = 0
    for one in newcomers:
        one.story_id = one.id
        if one.fold is None:
            continue
        # Most keys are nobody else's, and most mentions have no other.
        shared = candidates.keys() & one.fold.keys
        found = _same_story(one, [near for key in shared for near in candidates[key]]) if shared else None
        if found is None:
            for key in shared:
                candidates[key].append(_Candidate(one.id, one.day, one.fold, one))
            continue
        joined += 1
        one.story_id = found.story_id
        if found.story_id not in standing:
            standing[found.story_id] = _standing(connection, found)
        leaders = standing[found.story_id]
        one.is_first = not any(where == one.side and one.queries <= queries for where, queries in leaders)
        if one.is_first:
            leaders.append((one.side, one.queries))
    return joined


def _same_story(one: Newcomer, near: Iterable[_Candidate]) -> _Candidate | None:
    """Return the earliest story that `one` tells too."""
    by_story = {candidate.story_id: candidate for candidate in near}
    if one.fold is None or not by_story:
        return None
    # Late: a copy of something is rare, and what finds it is heavy.
    from listen.folding import is_same_story

    for story_id in sorted(by_story)[:_MOST_CANDIDATES]:
        candidate = by_story[story_id]
        if abs((candidate.day - one.day).days) <= FOLD_DAYS and is_same_story(candidate.print, one.fold):
            return candidate
    return None


def _standing(connection: sqlite3.Connection, story: _Candidate) -> list[tuple[int, frozenset[str]]]:
    """Return who stands for a story: on which side and for which queries."""
    if story.newcomer is not None:
        return [(story.newcomer.side, story.newcomer.queries)]
    return [(member.side, member.queries) for member in members(connection, story.story_id, only_first=True)]


def _candidates(connection: sqlite3.Connection, newcomers: Iterable[Newcomer]) -> dict[int, list[_Candidate]]:
    """Return the stored stories by those keys that a newcomer shares with a story or with another newcomer."""
    keys: set[int] = set()
    found: dict[int, list[_Candidate]] = {}
    for one in newcomers:
        if one.fold is not None:
            found.update((key, []) for key in keys.intersection(one.fold.keys))
            keys.update(one.fold.keys)
    if not keys:
        return found
    # The text of a list of integers is JSON, and SQLite reads all 64 bits of them.
    shared = connection.execute(
        "SELECT k.key, k.story_id FROM json_each(?) j CROSS JOIN fold_keys k ON k.key = j.value", (str(list(keys)),)
    ).fetchall()
    stories = {
        story_id: _Candidate(
            story_id, date.fromisoformat(day), FoldPrint(keys=unpack_keys(packed), signature=signature), None
        )
        for story_id, day, packed, signature in connection.execute(
            "SELECT f.story_id, f.day, f.keys, f.signature FROM json_each(?) j"
            " CROSS JOIN fold_prints f ON f.story_id = j.value",
            (str(list({story_id for _, story_id in shared})),),
        )
    }
    for key, story_id in shared:
        if story_id in stories:
            found.setdefault(key, []).append(stories[story_id])
    return found


def remember(connection: sqlite3.Connection, newcomers: Iterable[Newcomer], *, saved_on: date) -> None:
    """Keep the prints of the stories that `newcomers`, now stored, have begun."""
    kept = [(one.id, one.day, one.fold) for one in newcomers if one.story_id == one.id and one.fold is not None]
    connection.executemany(
        "INSERT INTO fold_prints (story_id, day, saved_on, keys, signature) VALUES (?, ?, ?, ?, ?)",
        [
            (number, day.isoformat(), saved_on.isoformat(), pack_keys(print_.keys), print_.signature)
            for number, day, print_ in kept
        ],
    )
    connection.executemany(
        "INSERT OR IGNORE INTO fold_keys (key, story_id) VALUES (?, ?)",
        [(key, number) for number, _, print_ in kept for key in print_.keys],
    )


def members(connection: sqlite3.Connection, story_id: int, *, only_first: bool = False) -> Iterator[Standing]:
    """Yield the listed mentions of a story, oldest first."""
    which = "AND p.is_first = 1" if only_first else ""
    for number, where, is_first, queries in connection.execute(
        f"SELECT p.id, {_SIDE}, p.is_first, q.queries FROM posts p JOIN query_sets q ON q.id = p.query_set_id"  # noqa: S608 - constant text
        f" WHERE p.id = :story AND p.query_set_id IS NOT NULL {which}"
        f" UNION ALL SELECT p.id, {_SIDE}, p.is_first, q.queries FROM posts p INDEXED BY posts_copied"
        f" JOIN query_sets q ON q.id = p.query_set_id"
        f" WHERE p.story_id = :story AND p.story_id <> p.id AND p.query_set_id IS NOT NULL {which} ORDER BY 1",
        {"story": story_id},
    ).fetchall():
        yield Standing(number, where, bool(is_first), frozenset(json.loads(queries)))


def standing_changes(story: Iterable[Standing]) -> list[tuple[int, bool]]:
    """Return which mentions of a story (given oldest first) have the wrong `is_first`, each with the right one."""
    leaders: list[Standing] = []
    changes = []
    for one in story:
        is_first = not any(leader.side == one.side and one.queries <= leader.queries for leader in leaders)
        if is_first:
            leaders.append(one)
        if is_first != one.is_first:
            changes.append((one.id, is_first))
    return changes


def drop_old_prints(connection: sqlite3.Connection, *, before: date) -> None:
    """Forget the prints of stories that no new mention can join any more: published and saved before that day."""
    old = connection.execute(
        "SELECT story_id, keys FROM fold_prints WHERE saved_on < ? AND day < ?", (before.isoformat(),) * 2
    ).fetchall()
    connection.executemany(
        "DELETE FROM fold_keys WHERE key = ? AND story_id = ?",
        [(key, story_id) for story_id, packed in old for key in unpack_keys(packed)],
    )
    connection.executemany("DELETE FROM fold_prints WHERE story_id = ?", [(story_id,) for story_id, _ in old])
