"""A person says that two mentions tell one story, or that they do not: the mention moves, the counts move with it."""

import json
import sqlite3
from collections.abc import Sequence

from listen.store.connection import writing
from listen.store.rollup import Rollup
from listen.store.saving import mend
from listen.store.stories import members, pack_keys, unpack_keys

__all__ = ["move"]


def move(connection: sqlite3.Connection, number: int, *, beside: int | None, with_story: bool = False) -> int | None:
    """Move a mention into the story of another one, or into a story of its own, in one transaction.

    Mentions that no query matches any more stay where they are.

    Args:
        connection: not inside a transaction.
        number: of the mention that moves.
        beside: number of a mention whose story it tells; None when it tells a story of its own.
        with_story: all mentions of its present story move with it (only together with `beside`).

    Returns:
        The number of the story that it tells now; None, and nothing is changed, when one of the two is not stored.
    """
    with writing(connection):
        old = _story_of(connection, number)
        target = number if beside is None else _story_of(connection, beside)
        if old is None or target is None:
            return None
        told = [one.id for one in members(connection, old)]
        moving = sorted({*told, number}) if with_story and beside is not None else [number]
        staying = sorted(set(told).difference(moving))
        if (beside is not None and target == old) or (beside is None and not staying and old == number):
            return old
        rest = _part(connection, old, moving, staying, target=target)
        rollup = Rollup()
        # A story that nobody tells any more has the number of a mention that tells another one now.
        for story_id in sorted({target, rest} if staying else {target}):
            mend(connection, rollup, story_id)
        rollup.write(connection)
    return target


def _part(
    connection: sqlite3.Connection, old: int, moving: Sequence[int], staying: Sequence[int], *, target: int
) -> int:
    """Give every mention its story's number, and every story that can still be joined a print.

    Returns:
        The number under which those who stay go on: the old one, unless that belongs to a mention that moves.
    """
    rest = old
    is_known = _has_print(connection, old)
    if old in moving:
        _forget_print(connection, old)
        if staying:
            rest = staying[0]
            _tell(connection, staying, rest)
            if is_known:
                _remember(connection, rest)
    _tell(connection, moving, target)
    if is_known and target in moving and not _has_print(connection, target):
        _remember(connection, target)
    return rest


def _tell(connection: sqlite3.Connection, numbers: Sequence[int], story_id: int) -> None:
    connection.execute(
        "UPDATE posts SET story_id = ? WHERE id IN (SELECT value FROM json_each(?))", (story_id, json.dumps(numbers))
    )


def _has_print(connection: sqlite3.Connection, story_id: int) -> bool:
    return connection.execute("SELECT 1 FROM fold_prints WHERE story_id = ?", (story_id,)).fetchone() is not None


def _forget_print(connection: sqlite3.Connection, story_id: int) -> None:
    for (packed,) in connection.execute("SELECT keys FROM fold_prints WHERE story_id = ?", (story_id,)).fetchall():
        connection.executemany(
            "DELETE FROM fold_keys WHERE key = ? AND story_id = ?", [(key, story_id) for key in unpack_keys(packed)]
        )
    connection.execute("DELETE FROM fold_prints WHERE story_id = ?", (story_id,))


def _remember(connection: sqlite3.Connection, story_id: int) -> None:
    from listen.folding import fold_print

    title, text, url, day, saved_on = connection.execute(
        "SELECT title, text, url, day, substr(first_seen_at, 1, 10) FROM posts WHERE id = ?", (story_id,)
    ).fetchone()
    print_ = fold_print(title, text, url)
    if print_ is None:
        return
    connection.execute(
        "INSERT INTO fold_prints (story_id, day, saved_on, keys, signature) VALUES (?, ?, ?, ?, ?)",
        (story_id, day, saved_on, pack_keys(print_.keys), print_.signature),
    )
    connection.executemany(
        "INSERT OR IGNORE INTO fold_keys (key, story_id) VALUES (?, ?)", [(key, story_id) for key in print_.keys]
    )


def _story_of(connection: sqlite3.Connection, number: int) -> int | None:
    row = connection.execute("SELECT story_id FROM posts WHERE id = ?", (number,)).fetchone()
    return None if row is None else int(row[0])
