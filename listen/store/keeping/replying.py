"""What comes back after an answer comes without those who were forgotten, and without names that age has taken."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import replace

from listen.dialogue import Reply
from listen.model import Post
from listen.shedding import pseudonym
from listen.store.keeping.prints import PSEUDONYM, barred, salt_if_any
from listen.store.repair import sound_text

__all__ = ["allowed"]


def allowed(connection: sqlite3.Connection, answer: int, replies: Sequence[Reply]) -> Sequence[Reply] | None:
    """Return the replies that may be kept, as they may be kept; None when there is no such answer."""
    row = connection.execute(
        "SELECT coalesce(a.channel, p.source) FROM answers a JOIN posts p ON p.id = a.post_id WHERE a.id = ?", (answer,)
    ).fetchone()
    if row is None:
        return None
    source = str(row[0])
    refused = barred(connection, [_as_post(source, one) for one in replies])
    kept = [one for one in replies if (source, one.native_id) not in refused]
    key = salt_if_any(connection, PSEUDONYM)
    if key is None or not kept:
        return kept
    known = dict(
        connection.execute(
            "SELECT native_id, author FROM replies"
            " WHERE answer_id = ? AND native_id IN (SELECT value FROM json_each(?))",
            (answer, json.dumps([sound_text(one.native_id) for one in kept])),
        ).fetchall()
    )
    return [_unnamed(one, source, known.get(one.native_id), key) for one in kept]


def _unnamed(reply: Reply, source: str, known: str | None, key: bytes) -> Reply:
    if reply.author is None or known is None or known != pseudonym(key, source, reply.author):
        return reply
    return replace(reply, author=known, author_url=None)


def _as_post(source: str, reply: Reply) -> Post:
    return Post(
        source=source,
        native_id=reply.native_id,
        origin=source,
        url=reply.url,
        title=None,
        text="",
        author=reply.author,
        author_url=reply.author_url,
    )
