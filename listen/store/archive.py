"""The archive in the SQLite file: `listen.protocols.Archive`, one method a question or a deed."""

import json
import sqlite3
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from listen.dialogue import Reply
from listen.model import Post
from listen.retention import Aged, Deed, Deletion, Holding, Scrubbed, Sought, Trace, Voucher
from listen.store.connection import door, durable, writing
from listen.store.describing import columns
from listen.store.desk_rows import REPLY_COLUMNS, reply_of
from listen.store.keeping import ageing, prints
from listen.store.keeping.removing import remove
from listen.store.keeping.scrubbing import scrub
from listen.store.keeping.tracing import trace
from listen.store.rows import time_of

__all__ = ["SqliteArchive"]

_LISTED = "IN (SELECT value FROM json_each(?))"


class SqliteArchive:
    """What is kept for how long, in its file; made by `SqliteStore.archive`, to be used from its thread."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path

    def sources(self) -> Mapping[str, int]:
        """Return how many posts of each source are stored."""
        with door(self._path):
            return dict(
                self._connection.execute(
                    "SELECT source, count(*) FROM posts GROUP BY source ORDER BY source"
                ).fetchall()
            )

    def overdue(self, deed: Deed, source: str, before: datetime) -> int:
        """Return how many posts of `source`, first seen before that moment, `age` would look at."""
        with door(self._path):
            return ageing.overdue(self._connection, deed, source, before)

    def age(self, deed: Deed, source: str, before: datetime, *, today: date, limit: int) -> Aged:
        """Carry out one deed on at most `limit` posts, the longest known first."""
        with door(self._path), durable(self._connection), writing(self._connection):
            return ageing.age(self._connection, deed, source, before, today=today, limit=limit)

    def overdue_answers(self, before: date) -> int:
        """Return how many rows `age_answers` would delete."""
        with door(self._path):
            return ageing.overdue_answers(self._connection, before)

    def age_answers(self, before: date, *, today: date, limit: int) -> Aged:
        """Delete answers (with what came back), notes, ended mutes and the like from before that day."""
        with door(self._path), durable(self._connection), writing(self._connection):
            return ageing.age_answers(self._connection, before, today=today, limit=limit)

    def age_replies(self, before: date, *, limit: int) -> Aged:
        """Let pseudonyms take the place of those who wrote back before that day."""
        with door(self._path), durable(self._connection), writing(self._connection):
            return ageing.age_replies(self._connection, before, limit=limit)

    def trace(self, sought: Sought) -> Trace:
        """Return what is held of what was sought, pseudonymised posts of an author included."""
        with door(self._path):
            return trace(self._connection, sought)

    def holdings(self, numbers: Collection[int]) -> Sequence[Holding]:
        """Return what retention did to these posts, in order of their numbers."""
        with door(self._path):
            rows = self._connection.execute(
                f"SELECT id, first_seen_at, coalesce(shed, '') FROM posts WHERE id {_LISTED} ORDER BY id",  # noqa: S608 - constant text
                (json.dumps(sorted(numbers)),),
            ).fetchall()
        return [
            Holding(
                number=number,
                first_seen_at=time_of(seen),
                is_author_hidden=ageing.AUTHOR in shed,
                is_text_shortened=ageing.TEXT in shed,
            )
            for number, seen, shed in rows
        ]

    def replies(self, numbers: Collection[int]) -> Sequence[Reply]:
        """Return what came back after answers, by number, in order of their numbers."""
        with door(self._path):
            found = self._connection.execute(
                f"SELECT {', '.join(REPLY_COLUMNS)} FROM replies WHERE id {_LISTED} ORDER BY id",  # noqa: S608 - constant text
                (json.dumps(sorted(numbers)),),
            ).fetchall()
        return [reply_of(row) for row in found]

    def bar(self, vouchers: Sequence[Voucher], *, today: date) -> None:
        """Let nothing of these come back, by whatever way."""
        with door(self._path), durable(self._connection), writing(self._connection):
            prints.bar(self._connection, vouchers, today=today)

    def barred(self, posts: Sequence[Post]) -> frozenset[tuple[str, str]]:
        """Return (source, native id) of those that must not come back."""
        with door(self._path):
            return prints.barred(self._connection, posts)

    def drop(self, numbers: Collection[int], deed: Deed, *, today: date) -> int:
        """Delete posts with everything that hangs on them; return how many there were."""
        with door(self._path), durable(self._connection), writing(self._connection):
            return remove(self._connection, numbers, deed, today=today)

    def drop_words(self, trace: Trace) -> int:
        """Delete the replies and mutes of a trace; return how many there were."""
        count = 0
        with door(self._path), durable(self._connection), writing(self._connection):
            for table, numbers in (("replies", trace.replies), ("mutes", trace.mutes)):
                count += self._connection.execute(
                    f"DELETE FROM {table} WHERE id {_LISTED}",  # noqa: S608 - constant text
                    (json.dumps(numbers),),
                ).rowcount
        return count

    def scrub(self) -> Scrubbed:
        """Take what was deleted out of the files, too."""
        with door(self._path):
            return scrub(self._connection)

    def deletions(self, limit: int) -> Sequence[Deletion]:
        """Return what was taken away, the latest first."""
        with door(self._path):
            rows = self._connection.execute(
                "SELECT deleted_on, deed, source, posts FROM deletions ORDER BY deleted_on DESC, id DESC LIMIT ?",
                (max(0, limit),),
            ).fetchall()
        return [
            Deletion(deleted_on=date.fromisoformat(day), deed=Deed(deed), source=source, posts=posts)
            for day, deed, source, posts in rows
        ]

    def schema(self) -> Mapping[str, Mapping[str, str]]:
        """Return every column of every table with what the schema says of it; "" where it says nothing."""
        with door(self._path):
            return columns(self._connection)

    def counts(self) -> Mapping[str, int]:
        """Return how many rows each table has."""
        with door(self._path):
            return {
                table: int(self._connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608 - names of the schema
                for table in columns(self._connection)
            }
