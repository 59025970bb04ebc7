"""Of what people were told, in the SQLite file: `listen.protocols.notices.Notices`."""

import sqlite3
from collections.abc import Collection, Sequence
from datetime import datetime
from hashlib import blake2b
from pathlib import Path
from secrets import token_bytes

from listen.notice import Told, ToldState, Topic
from listen.store.connection import door, durable, writing
from listen.store.repair import sound_text
from listen.store.rows import stamp, time_of

__all__ = ["SqliteNotices"]

_SALT = "mark"
_KINDS = {Topic.DIGEST: "digest", Topic.SPIKES: "spike", Topic.SOURCES: "source"}
_TOPICS = {kind: topic for topic, kind in _KINDS.items()}
_PUT = (
    "INSERT INTO told (episode, target, kind, state, at, until) VALUES (?, ?, ?, ?, ?, ?)"
    " ON CONFLICT (episode, target) DO UPDATE SET kind = excluded.kind, state = excluded.state, at = excluded.at,"
    " until = excluded.until"
)


class SqliteNotices:
    """Of what people were told; made by `SqliteStore.notices`, to be used from its thread."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path

    def mark(self) -> str:
        """Return the letters and digits by which this database is known outside."""
        with door(self._path):
            salt = self._salt()
            if salt is None:
                with durable(self._connection), writing(self._connection):
                    self._connection.execute(
                        "INSERT OR IGNORE INTO salts (name, salt) VALUES (?, ?)", (_SALT, token_bytes(16))
                    )
                salt = self._salt()
        return blake2b(salt or b"", digest_size=8, person=b"listen mark").hexdigest()

    def _salt(self) -> bytes | None:
        row = self._connection.execute("SELECT salt FROM salts WHERE name = ?", (_SALT,)).fetchone()
        return None if row is None else bytes(row[0])

    def told(self, target: str | None = None) -> Sequence[Told]:
        """Return what is known of one target, or of all, the earliest first."""
        with door(self._path):
            rows = self._connection.execute(
                "SELECT episode, target, kind, state, at, until FROM told"
                " WHERE ?1 IS NULL OR target = ?1 ORDER BY at, target, episode",
                (None if target is None else sound_text(target),),
            ).fetchall()
        return [
            Told(
                episode=episode,
                target=name,
                kind=_TOPICS[kind],
                state=ToldState(state),
                at=time_of(at),
                until=None if until is None else time_of(until),
            )
            for episode, name, kind, state, at, until in rows
        ]

    def begin(self, episodes: Collection[tuple[str, Topic]], target: str, *, now: datetime) -> None:
        """Note that these go out just now, all or none."""
        with door(self._path), durable(self._connection), writing(self._connection):
            for episode, kind in episodes:
                row = (episode, sound_text(target), _KINDS[kind], ToldState.SENDING.value, stamp(now), None)
                self._connection.execute(_PUT, row)

    def settle(self, episodes: Collection[str], target: str, *, now: datetime) -> None:
        """Note that these were told."""
        with door(self._path), durable(self._connection), writing(self._connection):
            self._connection.executemany(
                "UPDATE told SET state = 'told', at = ? WHERE episode = ? AND target = ? AND state = 'sending'",
                [(stamp(now), episode, sound_text(target)) for episode in episodes],
            )

    def withdraw(self, episodes: Collection[str], target: str) -> None:
        """Forget of these that they go out."""
        with door(self._path), durable(self._connection), writing(self._connection):
            self._connection.executemany(
                "DELETE FROM told WHERE episode = ? AND target = ? AND state = 'sending'",
                [(episode, sound_text(target)) for episode in episodes],
            )

    def put(
        self, episode: str, kind: Topic, target: str, state: ToldState, *, now: datetime, until: datetime | None
    ) -> None:
        """Note what a person said of an episode."""
        row = (
            episode,
            sound_text(target),
            _KINDS[kind],
            state.value,
            stamp(now),
            None if until is None else stamp(until),
        )
        with door(self._path), durable(self._connection), writing(self._connection):
            self._connection.execute(_PUT, row)

    def forget(self, episodes: Collection[str], target: str) -> None:
        """Forget episodes that are over."""
        with door(self._path), writing(self._connection):
            self._connection.executemany(
                "DELETE FROM told WHERE episode = ? AND target = ?",
                [(episode, sound_text(target)) for episode in episodes],
            )
