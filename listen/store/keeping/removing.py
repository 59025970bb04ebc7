"""Posts go, with everything that hangs on them: words, counts, stories are right again in the same transaction."""

import json
import sqlite3
from collections import Counter
from collections.abc import Collection
from datetime import date

from listen.retention import Deed
from listen.store.leading import members, mend
from listen.store.moving import learn
from listen.store.rollup import Cell, Rollup
from listen.store.stories import forget_prints, known_prints

__all__ = ["audit", "blank", "remove"]

_LISTED = "IN (SELECT value FROM json_each(?))"


def remove(connection: sqlite3.Connection, numbers: Collection[int], deed: Deed, *, today: date) -> int:
    """Delete posts inside the caller's transaction and count them in the audit; return how many there were."""
    rows = connection.execute(
        "SELECT id, source, day, query_set_id, label, is_own, is_first, dropped, story_id, title, text"  # noqa: S608 - constant text
        f" FROM posts WHERE id {_LISTED} ORDER BY id",
        (json.dumps(list(numbers)),),
    ).fetchall()
    if not rows:
        return 0
    rollup = Rollup()
    for _, _, day, set_id, label, is_own, is_first, dropped, *_ in rows:
        if set_id is not None:
            rollup.count(-1)
            if not is_own and dropped is None:
                rollup.remove(Cell(day, set_id, label), is_first=bool(is_first))
    # The index keeps no texts of its own: to forget a post's words it has to be told them once more.
    connection.executemany(
        "INSERT INTO post_words (post_words, rowid, title, text) VALUES ('delete', ?, ?, ?)",
        [(row[0], row[9], row[10]) for row in rows],
    )
    going = {row[0] for row in rows}
    stories = {row[8] for row in rows}
    kept = {story: _part(connection, story, going) for story in sorted(stories)}
    _leave_unlisted(connection, going)
    going_json = json.dumps(sorted(going))
    connection.execute(f"DELETE FROM posts WHERE id {_LISTED}", (going_json,))  # noqa: S608 - constant text
    connection.execute(
        f"DELETE FROM mutes WHERE kind = 'story' AND CAST(value AS INTEGER) {_LISTED}",  # noqa: S608 - constant text
        (going_json,),
    )
    for (rest, is_known), staying in kept.values():
        if rest is not None:
            if is_known:
                learn(connection, rest, staying[:3])
            mend(connection, rest, rollup)
    rollup.write(connection)
    for source, posts in sorted(Counter(row[1] for row in rows).items()):
        audit(connection, deed, source, posts, today=today)
    return len(rows)


def _part(
    connection: sqlite3.Connection, story: int, going: Collection[int]
) -> tuple[tuple[int | None, bool], list[int]]:
    """Give those who stay in a story its new number; return it, whether copies may still join, and who they are.

    What the story was known by is forgotten: it may have been made of a text that goes.
    """
    is_known = bool(known_prints(connection, story))
    forget_prints(connection, story)
    staying = sorted(one.id for one in members(connection, story) if one.id not in going)
    if not staying:
        return (None, False), []
    rest = story if story not in going else staying[0]
    if rest != story:
        connection.execute(
            f"UPDATE posts SET story_id = ? WHERE id {_LISTED}",  # noqa: S608 - constant text
            (rest, json.dumps(staying)),
        )
    return (rest, is_known), staying


def _leave_unlisted(connection: sqlite3.Connection, going: Collection[int]) -> None:
    """Give posts that no query matches any more a story of their own where they told one that goes."""
    connection.execute(
        f"UPDATE posts SET story_id = id WHERE query_set_id IS NULL AND story_id <> id AND story_id {_LISTED}",  # noqa: S608 - constant text
        (json.dumps(sorted(going)),),
    )


def blank(connection: sqlite3.Connection, number: int, source: str, *, today: date) -> None:
    """Take away what was worked out of a text that was deleted at its origin; its row stays, empty."""
    connection.execute("DELETE FROM scores WHERE post_id = ?", (number,))
    connection.execute("DELETE FROM findings WHERE post_id = ?", (number,))
    audit(connection, Deed.GONE, source, 1, today=today)


def audit(connection: sqlite3.Connection, deed: Deed, source: str | None, posts: int, *, today: date) -> None:
    """Count what was taken away, inside the caller's transaction: one row a day, deed and source."""
    if not posts:
        return
    cursor = connection.execute(
        "UPDATE deletions SET posts = posts + ? WHERE deleted_on = ? AND deed = ? AND source IS ?",
        (posts, today.isoformat(), deed.value, source),
    )
    if not cursor.rowcount:
        connection.execute(
            "INSERT INTO deletions (deleted_on, deed, source, posts) VALUES (?, ?, ?, ?)",
            (today.isoformat(), deed.value, source, posts),
        )
