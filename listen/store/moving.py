"""A person says that two mentions tell one story, or that they do not: the mention moves, the counts move with it."""

import json
import sqlite3
from collections.abc import Sequence

from listen.model import FoldPrint
from listen.store.connection import writing
from listen.store.leading import members, mend
from listen.store.repair import sound_int
from listen.store.rollup import Rollup
from listen.store.stories import forget_prints, known_prints, learn_prints

__all__ = ["learn", "move", "regroup"]


def move(connection: sqlite3.Connection, number: int, *, beside: int | None, with_story: bool = False) -> int | None:
    """Move a mention into the story of another one, or into a story of its own, in one transaction; see `regroup`."""
    with writing(connection):
        rollup = Rollup()
        story_id = regroup(connection, number, beside=beside, with_story=with_story, rollup=rollup)
        rollup.write(connection)
    return story_id


def regroup(
    connection: sqlite3.Connection, number: int, *, beside: int | None, with_story: bool, rollup: Rollup
) -> int | None:
    """Move a mention into the story of another one, or into a story of its own, inside the caller's transaction.

    New copies follow: a story is known by the mentions that people put into it, too. Mentions that no query matches
    any more stay where they are.

    Args:
        connection: inside a transaction.
        number: of the mention that moves.
        beside: number of a mention whose story it tells; None when it tells a story of its own.
        with_story: all mentions of its present story move with it (only together with `beside`).
        rollup: takes what it does to the counts; the caller writes it.

    Returns:
        The number of the story that it tells now; None, and nothing is changed, when one of the two is not stored.
    """
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
    for story_id in {target, rest}:
        mend(connection, story_id, rollup)
    return target


def _part(
    connection: sqlite3.Connection, old: int, moving: Sequence[int], staying: Sequence[int], *, target: int
) -> int:
    """Give every mention its story's number, and every story the prints of those that tell it.

    Returns:
        The number under which those who stay go on: the old one, unless that belongs to a mention that moves.
    """
    is_known = bool(known_prints(connection, old))
    rest = old
    if old in moving:
        forget_prints(connection, old)
        if staying:
            rest = min(staying)
            _tell(connection, staying, rest)
            if is_known:
                learn(connection, rest, [rest])
    _tell(connection, moving, target)
    if is_known or known_prints(connection, target):
        learn(connection, target, moving)
    return rest


def _tell(connection: sqlite3.Connection, numbers: Sequence[int], story_id: int) -> None:
    connection.execute(
        "UPDATE posts SET story_id = ? WHERE id IN (SELECT value FROM json_each(?))", (story_id, json.dumps(numbers))
    )


def learn(connection: sqlite3.Connection, story_id: int, numbers: Sequence[int]) -> None:
    """Let a story be known by the mentions with these numbers, too, the first ones of them."""
    known = known_prints(connection, story_id)
    prints = [*known, *(print_ for print_ in _prints(connection, numbers[:3]) if print_ not in known)]
    day, saved_on = connection.execute(
        "SELECT day, substr(first_seen_at, 1, 10) FROM posts WHERE id = ?", (story_id,)
    ).fetchone()
    learn_prints(connection, story_id, prints, day=day, saved_on=saved_on)


def _prints(connection: sqlite3.Connection, numbers: Sequence[int]) -> list[FoldPrint]:
    from listen.folding import Item, fold_prints

    rows = connection.execute(
        "SELECT title, text, url, author, links, native_id, language FROM posts"
        " WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id",
        (json.dumps(numbers),),
    ).fetchall()
    return fold_prints(
        [
            Item(title, text, url, author, json.loads(links) or None, native_id, language)
            for title, text, url, author, links, native_id, language in rows
        ]
    )


def _story_of(connection: sqlite3.Connection, number: int) -> int | None:
    row = connection.execute("SELECT story_id FROM posts WHERE id = ?", (sound_int(number),)).fetchone()
    return None if row is None else int(row[0])
