"""Which story a new mention tells, and which of its mentions stands for it.

A mention stands for its story (`is_first`) unless an earlier one does that is listed, is as own or foreign as it is,
and matches every query that it matches: so a list or a count for any one query never hides the last of a story.
"""

import json
import sqlite3
import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from listen.model import FoldPrint

__all__ = ["FOLD_DAYS", "Newcomer", "Standing", "drop_old_prints", "fold", "members", "remember", "standing_changes"]

FOLD_DAYS = 14
"""Days of publication between two mentions within which they can tell one story."""

_MOST_CANDIDATES = 100
"""Stories that a mention is compared with: a flood of likenesses may not stall a run."""


@dataclass(slots=True)
class Newcomer:
    """A mention that is about to be stored, and where folding puts it."""

    id: int
    day: date
    queries: frozenset[str]
    is_own: bool
    fold: FoldPrint | None
    story_id: int = 0
    is_first: bool = True


@dataclass(frozen=True, slots=True)
class Standing:
    """A listed mention of a story, as far as it matters for who stands for the story."""

    id: int
    is_own: bool
    is_first: bool
    queries: frozenset[str]


@dataclass(slots=True)
class _Candidate:
    story_id: int
    day: date
    print: FoldPrint


def pack_keys(keys: Sequence[int]) -> bytes:
    """Return look-up keys as one value, so that a print can be dropped with its keys."""
    return struct.pack(f"<{len(keys)}q", *keys)


def unpack_keys(packed: bytes) -> tuple[int, ...]:
    """Return what `pack_keys` packed."""
    return struct.unpack(f"<{len(packed) // 8}q", packed)


def fold(connection: sqlite3.Connection, newcomers: Sequence[Newcomer]) -> int:
    """Set the story of every newcomer, oldest id first; return how many joined an older story."""
    candidates = _candidates(connection, newcomers)
    standing: dict[int, list[tuple[bool, frozenset[str]]]] = {}
    joined = 0
    for one in newcomers:
        found = None if one.fold is None else _same_story(one.day, one.fold, candidates)
        if found is None:
            one.story_id = one.id
            standing[one.id] = [(one.is_own, one.queries)]
            if one.fold is not None:
                candidate = _Candidate(one.id, one.day, one.fold)
                for key in one.fold.keys:
                    candidates.setdefault(key, []).append(candidate)
            continue
        joined += 1
        one.story_id = found
        if found not in standing:
            standing[found] = [
                (member.is_own, member.queries) for member in members(connection, found, only_first=True)
            ]
        one.is_first = not any(own == one.is_own and one.queries <= queries for own, queries in standing[found])
        if one.is_first:
            standing[found].append((one.is_own, one.queries))
    return joined


def _same_story(day: date, fold_print: FoldPrint, candidates: dict[int, list[_Candidate]]) -> int | None:
    """Return the earliest story that `one` tells too."""
    near = {found.story_id: found for key in fold_print.keys if key in candidates for found in candidates[key]}
    if not near:
        return None
    # Late: a copy of something is rare, and what finds it is heavy.
    from listen.folding import is_same_story

    for story_id in sorted(near)[:_MOST_CANDIDATES]:
        candidate = near[story_id]
        if abs((candidate.day - day).days) <= FOLD_DAYS and is_same_story(candidate.print, fold_print):
            return story_id
    return None


def _candidates(connection: sqlite3.Connection, newcomers: Iterable[Newcomer]) -> dict[int, list[_Candidate]]:
    """Return the stored stories that share a key with a newcomer, by key."""
    keys = {key for one in newcomers if one.fold is not None for key in one.fold.keys}
    found: dict[int, list[_Candidate]] = {}
    if not keys:
        return found
    # Integers as text: a JSON number beyond 2^53 is safe in SQLite, and str() of a list of integers is JSON.
    shared = connection.execute(
        "SELECT k.key, k.story_id FROM json_each(?) j CROSS JOIN fold_keys k ON k.key = j.value", (str(list(keys)),)
    ).fetchall()
    stories = {
        story_id: _Candidate(
            story_id, date.fromisoformat(day), FoldPrint(keys=unpack_keys(packed), signature=signature)
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
        sorted((key, number) for number, _, print_ in kept for key in print_.keys),
    )


def members(connection: sqlite3.Connection, story_id: int, *, only_first: bool = False) -> Iterator[Standing]:
    """Yield the listed mentions of a story, oldest first."""
    which = "AND p.is_first = 1" if only_first else ""
    for number, is_own, is_first, queries in connection.execute(
        f"SELECT p.id, p.is_own, p.is_first, q.queries FROM posts p JOIN query_sets q ON q.id = p.query_set_id"  # noqa: S608 - constant text
        f" WHERE p.id = :story AND p.query_set_id IS NOT NULL {which}"
        f" UNION ALL SELECT p.id, p.is_own, p.is_first, q.queries FROM posts p INDEXED BY posts_copied"
        f" JOIN query_sets q ON q.id = p.query_set_id"
        f" WHERE p.story_id = :story AND p.story_id <> p.id AND p.query_set_id IS NOT NULL {which} ORDER BY 1",
        {"story": story_id},
    ).fetchall():
        yield Standing(number, bool(is_own), bool(is_first), frozenset(json.loads(queries)))


def standing_changes(story: Iterable[Standing]) -> list[tuple[int, bool]]:
    """Return which mentions of a story (given oldest first) have the wrong `is_first`, each with the right one."""
    leaders: list[Standing] = []
    changes = []
    for one in story:
        is_first = not any(leader.is_own == one.is_own and one.queries <= leader.queries for leader in leaders)
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
