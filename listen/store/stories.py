"""Which story a new mention tells.

A story has the number of the mention by which we met it. Its original is the mention that was published first, which
may come later; who stands for it in lists is said in `listen.store.leading`.
"""

import sqlite3
import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from listen.model import FoldPrint
from listen.store.leading import members

__all__ = [
    "FOLD_DAYS",
    "Folded",
    "Newcomer",
    "drop_old_prints",
    "fold",
    "forget_prints",
    "known_prints",
    "learn_prints",
    "remember",
]

FOLD_DAYS = 14
"""Days of publication between two mentions within which they can tell one story."""

_MOST_CANDIDATES = 100
"""Stories that a mention is compared with: a flood of likenesses may not stall a run."""

_STORIES_A_KEY = 8
"""A key that more stories share tells nothing: it comes from a footer or a series' frame, and would cost the square."""

_PRINTS_A_STORY = 3
"""The one by which we met it, and originals that came later; more would let a story drift."""


@dataclass(slots=True)
class Newcomer:
    """A mention that is about to be stored, and where folding puts it; `at` is when it was published, as stored."""

    id: int
    at: str
    day: date
    queries: frozenset[str]
    side: int
    fold: FoldPrint | None
    story_id: int = 0
    is_first: bool = True


class Folded(NamedTuple):
    """What folding did: how many newcomers joined an older story, and which stored mentions ceased to stand for one."""

    joined: int
    demoted: tuple[int, ...]


@dataclass(slots=True)
class _Candidate:
    """A story that a newcomer may tell too; `newcomer` when it begins in this very save."""

    story_id: int
    day: date
    prints: list[FoldPrint]
    newcomer: Newcomer | None


@dataclass(slots=True)
class _Leader:
    """Who stands for a story; `newcomer` when it is about to be stored."""

    at: str
    id: int
    side: int
    queries: frozenset[str]
    newcomer: Newcomer | None = None

    def hides(self, other: "_Leader") -> bool:
        """Say whether lists for any query may show this one instead of `other`, which was published later."""
        return self.side == other.side and other.queries <= self.queries


@dataclass(slots=True)
class _Standings:
    """Who stands for the stories that are joined in one save: read once, kept right while newcomers join."""

    connection: sqlite3.Connection
    leaders: dict[int, list[_Leader]] = field(default_factory=dict)
    demoted: set[int] = field(default_factory=set)

    def of(self, story: _Candidate) -> list[_Leader]:
        if story.story_id not in self.leaders:
            first = story.newcomer
            self.leaders[story.story_id] = (
                [_Leader(one.at, one.id, one.side, one.queries) for one in members(
                    self.connection, story.story_id, only_first=True
                )]
                if first is None
                else [_Leader(first.at, first.id, first.side, first.queries, first)]
            )  # fmt: skip
        return self.leaders[story.story_id]

    def join(self, one: Newcomer, story: _Candidate) -> bool:
        """Set whether `one` stands for its story, and who no longer does; return whether it is its earliest now."""
        leaders = self.of(story)
        ours = _Leader(one.at, one.id, one.side, one.queries, one)
        earlier = [leader for leader in leaders if (leader.at, leader.id) < (ours.at, ours.id)]
        one.is_first = not any(leader.hides(ours) for leader in earlier)
        if one.is_first:
            hidden = [leader for leader in leaders if leader not in earlier and ours.hides(leader)]
            for leader in hidden:
                leaders.remove(leader)
                if leader.newcomer is None:
                    self.demoted.add(leader.id)
                else:
                    leader.newcomer.is_first = False
            leaders.append(ours)
        return not earlier


def pack_keys(keys: Sequence[int]) -> bytes:
    """Return look-up keys as one value, so that a print can be dropped with its keys."""
    return struct.pack(f"<{len(keys)}q", *keys)


def unpack_keys(packed: bytes) -> tuple[int, ...]:
    """Return what `pack_keys` packed."""
    return struct.unpack(f"<{len(packed) // 8}q", packed)


def fold(connection: sqlite3.Connection, newcomers: Sequence[Newcomer]) -> Folded:
    """Set the story of every newcomer, the earliest published first."""
    candidates = _candidates(connection, newcomers)
    standings = _Standings(connection)
    grown: dict[int, _Candidate] = {}
    joined = 0
    for one in sorted(newcomers, key=lambda newcomer: (newcomer.at, newcomer.id)):
        one.story_id = one.id
        if one.fold is None:
            continue
        # Most keys are nobody else's, and most mentions have no other.
        shared = candidates.keys() & one.fold.keys
        found = _same_story(one, [near for key in shared for near in candidates[key]]) if shared else None
        if found is None:
            for key in shared:
                candidates[key].append(_Candidate(one.id, one.day, [one.fold], one))
            continue
        joined += 1
        one.story_id = found.story_id
        is_original = standings.join(one, found)
        if is_original and found.newcomer is None and _learn(found, one.fold):
            grown[found.story_id] = found
            for key in shared:
                candidates[key].append(found)
    _keep_grown(connection, grown.values())
    return Folded(joined, tuple(sorted(standings.demoted)))


def _learn(story: _Candidate, original: FoldPrint) -> bool:
    """Let a story be known by its original, too; return whether that is news and there is room."""
    if len(story.prints) >= _PRINTS_A_STORY or any(known.signature == original.signature for known in story.prints):
        return False
    story.prints.append(original)
    return True


def _same_story(one: Newcomer, near: Iterable[_Candidate]) -> _Candidate | None:
    """Return the story that `one` tells too: the earliest with the very same words, else the earliest."""
    by_story = {candidate.story_id: candidate for candidate in near}
    if one.fold is None or not by_story:
        return None
    # Late: a copy of something is rare, and what finds it is heavy.
    from listen.folding import EXACT, kinship

    first = None
    for story_id in sorted(by_story)[:_MOST_CANDIDATES]:
        candidate = by_story[story_id]
        if abs((candidate.day - one.day).days) > FOLD_DAYS:
            continue
        ways = {way for known in candidate.prints if (way := kinship(known, one.fold)) is not None}
        if not EXACT.isdisjoint(ways):
            return candidate
        if first is None and ways:
            first = candidate
    return first


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
        story_id: _Candidate(story_id, date.fromisoformat(day), _prints(unpack_keys(packed), signature), None)
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


def _prints(keys: tuple[int, ...], packed: bytes) -> list[FoldPrint]:
    """Return the prints by which a story is known; none where another version of the rule made them."""
    from listen.folding import signatures

    return [FoldPrint(keys=keys, signature=signature) for signature in signatures(packed)]


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
    _keep_keys(connection, [(key, number) for number, _, print_ in kept for key in print_.keys])


def _keep_keys(connection: sqlite3.Connection, keys: Sequence[tuple[int, int]]) -> None:
    """Let stories be looked up by keys, as long as few others have the same."""
    connection.executemany(
        "INSERT OR IGNORE INTO fold_keys (key, story_id) SELECT ?1, ?2"
        " WHERE (SELECT count(*) FROM fold_keys WHERE key = ?1) < ?3",
        [(*key, _STORIES_A_KEY) for key in keys],
    )


def _keep_grown(connection: sqlite3.Connection, stories: Iterable[_Candidate]) -> None:
    """Keep what stories were taught by originals that came later."""
    for story in stories:
        keys = tuple(dict.fromkeys(key for print_ in story.prints for key in print_.keys))
        connection.execute(
            "UPDATE fold_prints SET keys = ?, signature = ? WHERE story_id = ?",
            (pack_keys(keys), b"".join(print_.signature for print_ in story.prints), story.story_id),
        )
        _keep_keys(connection, [(key, story.story_id) for key in keys])


def known_prints(connection: sqlite3.Connection, story_id: int) -> list[FoldPrint]:
    """Return the prints by which a story is known; empty when no new mention can join it any more."""
    row = connection.execute("SELECT keys, signature FROM fold_prints WHERE story_id = ?", (story_id,)).fetchone()
    return [] if row is None else _prints(unpack_keys(row[0]), row[1])


def learn_prints(
    connection: sqlite3.Connection, story_id: int, prints: Sequence[FoldPrint], *, day: str, saved_on: str
) -> None:
    """Let a story be known by `prints`, the first ones of them."""
    kept = prints[:_PRINTS_A_STORY]
    keys = tuple(dict.fromkeys(key for print_ in kept for key in print_.keys))
    connection.execute(
        "INSERT INTO fold_prints (story_id, day, saved_on, keys, signature) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (story_id) DO UPDATE SET keys = excluded.keys, signature = excluded.signature",
        (story_id, day, saved_on, pack_keys(keys), b"".join(print_.signature for print_ in kept)),
    )
    _keep_keys(connection, [(key, story_id) for key in keys])


def forget_prints(connection: sqlite3.Connection, story_id: int) -> None:
    """Forget by what a story is known."""
    row = connection.execute("SELECT keys FROM fold_prints WHERE story_id = ?", (story_id,)).fetchone()
    if row is not None:
        connection.executemany(
            "DELETE FROM fold_keys WHERE key = ? AND story_id = ?", [(key, story_id) for key in unpack_keys(row[0])]
        )
        connection.execute("DELETE FROM fold_prints WHERE story_id = ?", (story_id,))


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
