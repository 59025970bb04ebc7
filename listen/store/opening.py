"""A path becomes a store: made when it is missing, brought up to date when it is old, refused when it is not ours.

Whatever is refused is left as it was, byte by byte.
"""

import os
import sqlite3
import stat
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from listen.errors import (
    DamagedDatabase,
    ForeignDatabase,
    MissingDatabase,
    NewerDatabase,
    UnwritableDatabase,
)
from listen.store.connection import APPLICATION_ID, SCHEMA_VERSION, connect, connect_to_read, door, writing
from listen.store.copying import copy_into
from listen.store.files import make_file, make_folder, sync_folder
from listen.store.repair import sound_time
from listen.store.sqlite import SqliteStore

__all__ = ["look_at", "open_store"]

_MAGIC = b"SQLite format 3\0"
_HEADER_BYTES = 100


def open_store(path: Path, *, now: datetime, read_only: bool = False) -> SqliteStore:
    """Open the database at `path`.

    Args:
        path: the file; with `read_only` it must exist, else it and its folder are made.
        now: aware UTC; names the backup that is made before an old file is brought up to date.
        read_only: change nothing. Works while another program writes, and where nothing may be written. Only an
            older file is brought up to date all the same: it could not be read otherwise.

    Raises:
        StoreError: one of its leaves; the file was left as it was.
    """
    if look_at(path) is None:
        if read_only:
            raise MissingDatabase("store.missing", path=path)
        _make(path)
    with door(path):
        if _is_old(path):
            _bring_up_to_date(path, now)
        return _reader(path) if read_only else _writer(path)


@dataclass(frozen=True, slots=True)
class _Header:
    """What the first bytes of a SQLite file say."""

    page_bytes: int
    pages: int
    application_id: int

    @classmethod
    def read(cls, head: bytes) -> "_Header":
        page_bytes = int.from_bytes(head[16:18], "big")
        return cls(
            page_bytes=65_536 if page_bytes == 1 else page_bytes,
            pages=int.from_bytes(head[28:32], "big"),
            application_id=int.from_bytes(head[68:72], "big"),
        )


def look_at(path: Path) -> os.stat_result | None:
    """Return the status of the file at `path`, which is a database of ours; None when there is nothing.

    Only reads the first hundred bytes: SQLite itself might write to a file merely by opening it.

    Raises:
        StoreError: there is something else.
    """
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise UnwritableDatabase("store.unreadable", path=path, why=error.strerror) from error
    if stat.S_ISDIR(status.st_mode):
        raise ForeignDatabase("store.is_folder", path=path)
    if not stat.S_ISREG(status.st_mode):
        raise ForeignDatabase("store.no_file", path=path)
    try:
        with path.open("rb") as file:
            head = file.read(_HEADER_BYTES)
    except OSError as error:
        raise UnwritableDatabase("store.unreadable", path=path, why=error.strerror) from error
    _judge(path, head, status.st_size)
    return status


def _judge(path: Path, head: bytes, size_bytes: int) -> None:
    if not head:
        raise ForeignDatabase("store.empty", path=path)
    if not head.startswith(_MAGIC[: len(head)]):
        raise ForeignDatabase("store.foreign", path=path)
    if len(head) < _HEADER_BYTES:
        raise DamagedDatabase("store.cut", path=path)
    header = _Header.read(head)
    if header.application_id != APPLICATION_ID:
        raise ForeignDatabase("store.foreign", path=path)
    # With a log beside it the file may rightly be shorter than its first page says: the rest is in the log.
    wal = _beside(path, "-wal")
    if size_bytes < header.page_bytes * header.pages and not (wal.exists() and wal.stat().st_size):
        raise DamagedDatabase("store.cut", path=path)


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)


def _make(path: Path) -> None:
    """Make an empty database under another name and then, complete, give it its own: it is never seen half made."""
    try:
        make_folder(path.parent)
        unfinished = _beside(path, f".{os.urandom(6).hex()}.new")
        make_file(unfinished)
    except OSError as error:
        raise UnwritableDatabase("store.cannot_make", path=path, why=error.strerror) from error
    try:
        with door(path), closing(connect(unfinished)) as connection:
            # Without a log: what is committed is in the file itself. Closing a file with a log copies it there, and
            # says nothing when that fails.
            connection.execute("PRAGMA journal_mode = DELETE")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            with writing(connection):
                _migrate(connection)
        # Of two runs that make it at once, one is first; the other uses what it made.
        try:
            path.hardlink_to(unfinished)
        except FileExistsError:
            return
        sync_folder(path.parent)
    except OSError as error:
        raise UnwritableDatabase("store.cannot_make", path=path, why=error.strerror) from error
    finally:
        for ending in ("", "-wal", "-shm", "-journal"):
            _beside(unfinished, ending).unlink(missing_ok=True)


def _migrate(connection: sqlite3.Connection) -> None:
    """Run the pending steps, inside the caller's transaction."""
    # Late: it costs more than all the reading of a digest.
    from sqlite_utils import Database

    from listen.store.migrations import migrate

    migrate(Database(connection, execute_plugins=False))


def _version(connection: sqlite3.Connection) -> int:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def _is_old(path: Path) -> bool:
    """Say whether the file has to be brought up to date; it is only read for that.

    Raises:
        NewerDatabase: it was written by a newer listen.
    """
    with closing(connect_to_read(path)) as connection:
        version = _version(connection)
    if version > SCHEMA_VERSION:
        raise NewerDatabase("store.newer", path=path, version=version, known=SCHEMA_VERSION)
    if version < 1:
        raise DamagedDatabase("store.damaged", path=path)
    return version < SCHEMA_VERSION


def _bring_up_to_date(path: Path, now: datetime) -> None:
    _demand_writable(path)
    with closing(connect(path)) as connection, writing(connection):
        # Nobody else writes from here on: the backup is exactly what is about to change. Another run may have been
        # faster, then nothing is left to do.
        version = _version(connection)
        if version < SCHEMA_VERSION:
            try:
                copy_into(path, _backup_place(path, version, now))
            except OSError as error:
                raise UnwritableDatabase("store.no_backup", path=path, why=error.strerror) from error
            _migrate(connection)


def _backup_place(path: Path, version: int, now: datetime) -> Path:
    return _beside(path, f".version-{version}-{sound_time(now):%Y%m%dT%H%M%S}.backup")


def _demand_writable(path: Path) -> None:
    if not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        raise UnwritableDatabase("store.read_only", path=path)


def _writer(path: Path) -> SqliteStore:
    _demand_writable(path)
    return SqliteStore(connect(path), path, is_read_only=False)


def _reader(path: Path) -> SqliteStore:
    return SqliteStore(connect_to_read(path), path, is_read_only=True)
