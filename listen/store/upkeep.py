"""Looking after the file: is it whole, a copy of it, and giving back the room it no longer needs."""

import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from listen.errors import MissingDatabase, OutputError, UnwritableDatabase
from listen.store.connection import connect, door, writing
from listen.store.copying import copy_into
from listen.store.opening import look_at

__all__ = ["Finding", "backup", "check", "vacuum"]

_MOST_OF_A_KIND = 10
_SIDE_FILES = ("", "-wal", "-shm", ".lock")

_RECOUNT = """
SELECT day, query_set_id, coalesce(label, 'unscored') AS label, count(*) AS mentions, sum(is_first) AS stories
FROM posts WHERE query_set_id IS NOT NULL AND is_own = 0 AND dropped IS NULL GROUP BY 1, 2, 3
"""
_DAILY = "SELECT day, query_set_id, label, mentions, stories FROM daily"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that is not as it should be: a phrase key and its values."""

    key: str
    values: tuple[tuple[str, object], ...] = ()


def check(path: Path) -> tuple[Finding, ...]:
    """Look at everything that can be wrong with the database; return what is, or nothing.

    Raises:
        StoreError: it cannot even be opened.
    """
    connection = _existing(path)
    with door(path), closing(connection):
        return (*_modes(path), *_contents(connection))


def _demand(path: Path) -> None:
    if look_at(path) is None:
        raise MissingDatabase("store.missing", path=path)


def _existing(path: Path) -> sqlite3.Connection:
    _demand(path)
    with door(path):
        return connect(path)


def _modes(path: Path) -> Iterator[Finding]:
    for ending in _SIDE_FILES:
        file = path.with_name(path.name + ending)
        if file.exists() and stat.S_IMODE(file.stat().st_mode) & 0o077:
            yield Finding(key="store.open_to_others", values=(("path", file),))


def _contents(connection: sqlite3.Connection) -> list[Finding]:
    found: list[Finding] = []
    for look in (_wholeness, _words, _counts):
        try:
            found += look(connection)
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_CORRUPT:
                raise
            # So broken that it cannot be looked at to the end; what comes after would only say the same.
            return [*found, Finding(key="store.not_whole", values=(("why", str(error)),))]
    return found


def _wholeness(connection: sqlite3.Connection) -> Iterator[Finding]:
    for (said,) in connection.execute(f"PRAGMA integrity_check({_MOST_OF_A_KIND})").fetchall():
        if said != "ok":
            yield Finding(key="store.not_whole", values=(("why", said),))
    broken: list[Any] = connection.execute("PRAGMA foreign_key_check").fetchmany(_MOST_OF_A_KIND)
    for table, number, other, _ in broken:
        yield Finding(key="store.dangling", values=(("table", table), ("number", number), ("other", other)))


def _words(connection: sqlite3.Connection) -> Iterator[Finding]:
    try:
        with writing(connection):
            # Rank 1: compare with the posts too, not only the index with itself.
            connection.execute("INSERT INTO post_words (post_words, rank) VALUES ('integrity-check', 1)")
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_CORRUPT:
            raise
        yield Finding(key="store.words_differ")


def _counts(connection: sqlite3.Connection) -> Iterator[Finding]:
    (wrong,) = connection.execute(
        f"SELECT count(DISTINCT day) FROM ("  # noqa: S608 - constant text
        f"SELECT * FROM ({_RECOUNT} EXCEPT {_DAILY}) UNION ALL SELECT * FROM ({_DAILY} EXCEPT {_RECOUNT}))"
    ).fetchone()
    if wrong:
        yield Finding(key="store.counts_differ", values=(("n", wrong),))
    counted, kept = connection.execute(
        "SELECT (SELECT count(*) FROM posts WHERE query_set_id IS NOT NULL),"
        " (SELECT amount FROM totals WHERE name = 'mentions')"
    ).fetchone()
    if counted != kept:
        yield Finding(key="store.total_differs", values=(("counted", counted), ("kept", kept)))


def backup(path: Path, to: Path) -> None:
    """Copy the database, as it is at this moment, to the new file `to`; others may write meanwhile.

    The copy is complete or not there. It is an ordinary database of ours: put it in the place of a lost one.

    Raises:
        OutputError: `to` exists, or cannot be written.
        StoreError: the database cannot be read.
    """
    _demand(path)
    if to.exists() or to.is_symlink():
        raise OutputError("store.backup_exists", path=to)
    try:
        copy_into(path, to)
    except UnwritableDatabase as error:
        # It is the copy that cannot be written: the database was only read.
        cause = error.__cause__
        raise OutputError("store.backup_failed", path=to, why=str(cause)) from cause
    except OSError as error:
        raise OutputError("store.backup_failed", path=to, why=error.strerror) from error


def vacuum(path: Path) -> int:
    """Rewrite the database without the room it no longer needs; return how many bytes the disk got back.

    Raises:
        StoreError: it cannot be rewritten, e.g. because there is no space for a second copy.
    """
    connection = _existing(path)
    with door(path), closing(connection):
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        before = path.stat().st_size
        connection.execute("INSERT INTO post_words (post_words) VALUES ('optimize')")
        connection.execute("VACUUM")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    return before - path.stat().st_size
