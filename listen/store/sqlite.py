"""The store that keeps mentions in a SQLite file: `listen.protocols.Store`, one method a question or a deed."""

import json
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from listen.columns import Row
from listen.model import Engagement, Label, Mention, Sentiment
from listen.protocols import (
    DayStories,
    Delivery,
    Filter,
    Judgement,
    Known,
    Learned,
    Retold,
    Run,
    SaveCounts,
    Scored,
    StreamState,
    Volume,
)
from listen.store import judging, reading
from listen.store.connection import connect, door, durable, writing
from listen.store.repair import sound_int, sound_text
from listen.store.rows import STREAM_COLUMNS, UNSCORED, run_of, stamp, stream_of, time_of, url_key
from listen.store.understood import SCORE_COLUMNS, sentiment_of

if TYPE_CHECKING:
    from listen.store.archive import SqliteArchive
    from listen.store.desk import SqliteDesk
    from listen.store.notices import SqliteNotices

__all__ = ["SqliteStore"]

_T = TypeVar("_T")

_KNOWN = (
    "SELECT p.native_id, p.id, p.origin, p.fingerprint, p.likes, p.shares, p.replies, p.views, p.score,"
    " coalesce(q.queries, '[]'), p.first_seen_at FROM posts p LEFT JOIN query_sets q ON q.id = p.query_set_id"
    " WHERE p.source = ? AND p.native_id IN (SELECT value FROM json_each(?))"
)


class SqliteStore:
    """Mentions in one file. Made by `listen.store.opening.open_store`; to be used from one thread.

    What is yielded lazily comes from a connection of its own where this one may write: it shows one moment, whatever
    is saved meanwhile, and is let go when the iteration ends.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path, *, is_read_only: bool) -> None:
        self._connection = connection
        self._path = path
        self._is_read_only = is_read_only

    @property
    def desk(self) -> "SqliteDesk":
        """Return where people deal with these mentions."""
        from listen.store.desk import SqliteDesk

        return SqliteDesk(self._connection, self._path)

    @property
    def archive(self) -> "SqliteArchive":
        """Return where retention, forgetting and giving account happen."""
        from listen.store.archive import SqliteArchive

        return SqliteArchive(self._connection, self._path)

    @property
    def notices(self) -> "SqliteNotices":
        """Return where it is kept who was told of what."""
        from listen.store.notices import SqliteNotices

        return SqliteNotices(self._connection, self._path)

    def begin_run(self, now: datetime) -> int:
        """Note that a run begins; return its id."""
        with door(self._path), writing(self._connection):
            cursor = self._connection.execute(
                "INSERT INTO runs (started_at, streams, failed, new, changed) VALUES (?, 0, 0, 0, 0)", (stamp(now),)
            )
        assert cursor.lastrowid is not None  # noqa: S101 - an INSERT always gives one
        return cursor.lastrowid

    def end_run(self, run: Run) -> None:
        """Note how a run ended, and forget what no later run can fold with."""
        from listen.store.stories import FOLD_DAYS, drop_old_prints

        with door(self._path), writing(self._connection):
            self._connection.execute(
                "UPDATE runs SET ended_at = ?, streams = ?, failed = ?, new = ?, changed = ? WHERE id = ?",
                (
                    None if run.ended_at is None else stamp(run.ended_at),
                    run.streams,
                    run.failed,
                    run.new,
                    run.changed,
                    run.id,
                ),
            )
            last = (run.ended_at or run.started_at).date()
            # A day more: the day of a post is a day of some zone.
            drop_old_prints(self._connection, before=last - timedelta(days=FOLD_DAYS + 1))

    def streams(self) -> Mapping[str, StreamState]:
        """Return what is remembered of every stream, by key."""
        names = ", ".join(STREAM_COLUMNS)
        with door(self._path):
            rows = self._connection.execute(
                f"SELECT {names}, newest_at, posts, days, longest_s"  # noqa: S608 - constant names
                " FROM streams LEFT JOIN pulses ON pulses.stream = streams.key ORDER BY key"
            ).fetchall()
        return {row[0]: stream_of(row) for row in rows}

    def known(self, source: str, native_ids: Collection[str]) -> Mapping[str, Known]:
        """Return those of `native_ids` that are stored, by native id."""
        asked = {sound_text(native_id): native_id for native_id in native_ids}
        with door(self._path):
            rows = self._connection.execute(_KNOWN, (sound_text(source), json.dumps(list(asked)))).fetchall()
            said = judging.verdicts(self._connection, [row[1] for row in rows])
        return {
            asked[native_id]: Known(
                id=number,
                origin=origin,
                fingerprint=fingerprint,
                engagement=Engagement(likes=likes, shares=shares, replies=replies, views=views, score=score),
                queries=frozenset(json.loads(queries)),
                first_seen_at=time_of(seen),
                **judging.known_of(said.get(number)),
            )
            for native_id, number, origin, fingerprint, likes, shares, replies, views, score, queries, seen in rows
        }

    def save(self, deliveries: Sequence[Delivery], *, now: datetime) -> SaveCounts:
        """Save everything in `deliveries`, or nothing."""
        from listen.store.saving import save

        with door(self._path):
            return save(self._connection, deliveries, now=now)

    def rescore(self, rows: Iterable[Scored]) -> int:
        """Add scores, make them the ones in charge; return how many. A thousand in a transaction.

        `rows` may itself read lazily from this store.
        """
        from listen.store.saving import rescore

        with door(self._path):
            return rescore(self._connection, rows)

    def move(self, number: int, *, beside: int | None, with_story: bool = False) -> int | None:
        """Move a mention into the story of another one, or into a story of its own; return the story's number."""
        from listen.store.moving import move

        with door(self._path):
            return move(self._connection, number, beside=beside, with_story=with_story)

    def judge(self, judgement: Judgement) -> int | None:
        """Keep what a person said and put it in charge; return its number, or None when there is no such mention."""
        from listen.store.saving import judge

        with door(self._path), durable(self._connection):
            return judge(self._connection, judgement)

    def unjudge(self, number: int) -> Judgement | None:
        """Forget a judgement and return it, or None when there was none."""
        from listen.store.saving import unjudge

        with door(self._path), durable(self._connection):
            return unjudge(self._connection, number)

    def judgements(self) -> Sequence[Judgement]:
        """Return every judgement, oldest first."""
        with door(self._path):
            return judging.all_of(self._connection)

    def learn(self, about: str, fitted: Learned | None) -> None:
        """Keep what was fitted to the judgements on `about`, in place of what was; None forgets it."""
        with door(self._path):
            judging.learn(self._connection, about, fitted)

    def learned(self, about: str) -> Learned | None:
        """Return what was fitted last; None when nothing was."""
        with door(self._path):
            return judging.learned(self._connection, about)

    def mention(self, number: int) -> Mention | None:
        """Return one mention, with `story_size`."""
        with door(self._path):
            return reading.mention(self._connection, number)

    def find(self, url: str) -> Mention | None:
        """Return the mention with this address (canonical form compared), the first that came, or None."""
        key = url_key(url)
        with door(self._path):
            found = self._connection.execute(
                "SELECT id FROM posts WHERE url_key = ? ORDER BY query_set_id IS NULL, id LIMIT 1", (key,)
            ).fetchone()
        return None if found is None else self.mention(found[0])

    def mentions(self, wanted: Filter) -> Iterator[Mention]:
        """Yield the wanted mentions, lazily, in constant memory."""
        return self._lazily(lambda connection: reading.mentions(connection, wanted))

    def rows(self, wanted: Filter, columns: Sequence[str]) -> Iterator[Row]:
        """Yield the wanted mentions as rows of `columns` (`listen.columns`), lazily, in constant memory."""
        from listen.store.tabular import rows

        return self._lazily(lambda connection: rows(connection, wanted, columns))

    def search(self, words: str, wanted: Filter) -> Iterator[Mention]:
        """Yield mentions whose title or text holds all `words`, best first."""
        from listen.store.searching import search

        return self._lazily(lambda connection: search(connection, words, wanted))

    def _lazily(self, read: Callable[[sqlite3.Connection], Iterator[_T]]) -> Iterator[_T]:
        with door(self._path):
            if self._is_read_only:
                yield from read(self._connection)
                return
            with closing(connect(self._path, read_only=True)) as connection:
                yield from read(connection)

    def story(self, story_id: int) -> Sequence[Mention]:
        """Return all mentions of a story, oldest first."""
        with door(self._path):
            return reading.story(self._connection, story_id)

    def volumes(self, since: date, until: date) -> Sequence[Volume]:
        """Return the roll-up for days in [since, until), oldest day first."""
        with door(self._path):
            rows = self._connection.execute(
                "SELECT d.day, q.queries, d.label, d.mentions, d.stories"
                " FROM daily d JOIN query_sets q ON q.id = d.query_set_id"
                " WHERE d.day >= ? AND d.day < ? AND d.mentions > 0 ORDER BY d.day, d.query_set_id, d.label",
                (since.isoformat(), until.isoformat()),
            ).fetchall()
        # Few days, combinations and labels make many cells.
        days = {day: date.fromisoformat(day) for day in {row[0] for row in rows}}
        combinations = {queries: tuple(json.loads(queries)) for queries in {row[1] for row in rows}}
        labels = {label: None if label == UNSCORED else Label(label) for label in {row[2] for row in rows}}
        return [
            Volume(
                day=days[day],
                queries=combinations[queries],
                label=labels[label],
                mentions=mentions,
                stories=stories,
            )
            for day, queries, label, mentions, stories in rows
        ]

    def day_stories(self, day: date, queries: Collection[str], limit: int) -> DayStories:
        """Return what the mentions of `day` for `queries` tell, at most `limit` stories named."""
        from listen.store.telling import day_stories

        with door(self._path):
            return day_stories(self._connection, day, queries, limit)

    def retold(self, since: date, until: date, *, limit: int | None = None) -> Sequence[Retold]:
        """Return the stories that began in [since, until) and have a copy with another label, or a person's word."""
        from listen.store.telling import retold

        with door(self._path):
            return retold(self._connection, since, until, limit=limit)

    def total(self) -> int:
        """Return how many mentions are stored, own ones included; read from a running total."""
        with door(self._path):
            (amount,) = self._connection.execute("SELECT amount FROM totals WHERE name = 'mentions'").fetchone()
        return int(amount)

    def runs(self, limit: int) -> Sequence[Run]:
        """Return the last runs, newest first."""
        with door(self._path):
            rows = self._connection.execute(
                "SELECT id, started_at, ended_at, streams, failed, new, changed FROM runs ORDER BY id DESC LIMIT ?",
                (max(limit, 0),),
            ).fetchall()
        return [run_of(row) for row in rows]

    def scores(self, number: int) -> Sequence[Sentiment]:
        """Return every analyzer's judgement of one mention, the one in charge first."""
        names = ", ".join(f"s.{name}" for name in SCORE_COLUMNS)
        with door(self._path):
            rows = self._connection.execute(
                f"SELECT {names} FROM scores s JOIN posts p ON p.id = s.post_id WHERE s.post_id = ?"  # noqa: S608 - constant names
                " ORDER BY s.analyzer IS NOT p.analyzer, s.analyzer",
                (sound_int(number),),
            ).fetchall()
        return [sentiment_of(row) for row in rows]

    def close(self) -> None:
        """Close the database."""
        with door(self._path):
            self._connection.close()
