"""Connections to the database file: the same settings on every one, and no foreign error beyond this door."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from listen.errors import BusyDatabase, DamagedDatabase, StoreError, UnwritableDatabase

__all__ = ["APPLICATION_ID", "BUSY_S", "SCHEMA_VERSION", "connect", "connect_to_read", "door", "durable", "writing"]

APPLICATION_ID = 0x4C53544E
"""`LSTN`, in the file's header: by it we know our own files."""

SCHEMA_VERSION = 4
"""How many steps `listen.store.migrations` knows; stands here so that readers need not import them."""

BUSY_S = 15.0
"""How long a statement waits for another program's lock."""

_SETTINGS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
    # A power cut may take the last transactions, never the file. What it takes is asked for again, because the
    # checkpoint of the stream goes with it; a synced disk for every page would buy nothing.
    "PRAGMA synchronous = NORMAL",
    "PRAGMA cache_size = -16000",
    # A page of the file that several transactions change is copied from the log once: 16 MB of log instead of 4.
    "PRAGMA wal_autocheckpoint = 4000",
    # The file may have come by mail: nothing in its schema may call functions with side effects.
    "PRAGMA trusted_schema = OFF",
)


def connect(path: Path, *, read_only: bool = False, is_immutable: bool = False) -> sqlite3.Connection:
    """Return a connection with our settings, without implicit transactions; the file must exist.

    It has read the first page when it comes back, so what cannot be opened is refused here and not later.

    Args:
        path: the database file.
        read_only: refuse every change.
        is_immutable: promise that nobody changes the file meanwhile; the only way to read in a folder where SQLite
            may not put its side files.
    """
    uri = (
        path.absolute().as_uri() + ("?mode=ro" if read_only else "?mode=rw") + ("&immutable=1" if is_immutable else "")
    )
    connection = sqlite3.connect(uri, uri=True, timeout=BUSY_S, isolation_level=None)
    try:
        for setting in _SETTINGS:
            connection.execute(setting)
        connection.execute("PRAGMA query_only = ON" if read_only else "PRAGMA journal_mode = WAL")
    except BaseException:
        connection.close()
        raise
    return connection


def connect_to_read(path: Path) -> sqlite3.Connection:
    """Return a connection that reads, also where SQLite may not put its side files."""
    try:
        connection = connect(path, read_only=True)
    except sqlite3.OperationalError as error:
        is_alone = not path.with_name(f"{path.name}-wal").exists()
        is_refused = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_CANTOPEN and not os.access(path.parent, os.W_OK)
        if is_alone and is_refused:
            return connect(path, read_only=True, is_immutable=True)
        raise
    return connection


@contextmanager
def writing(connection: sqlite3.Connection) -> Iterator[None]:
    """Make one transaction of what follows: all of it stays, or none.

    IMMEDIATE, so that the wait for another writer comes before the first look and not, fatally, after it. That is
    why this is not the `atomic()` of sqlite-utils, which begins deferred.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        # SQLite may have rolled back by itself, e.g. on a full disk.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@contextmanager
def durable(connection: sqlite3.Connection) -> Iterator[None]:
    """Let no power cut take what is written meanwhile: what a person says has no second source."""
    connection.execute("PRAGMA synchronous = FULL")
    try:
        yield
    finally:
        connection.execute("PRAGMA synchronous = NORMAL")


@contextmanager
def door(path: Path) -> Iterator[None]:
    """Turn what SQLite says of the world into a `StoreError`; what it says of our SQL stays a bug."""
    try:
        yield
    except sqlite3.Error as error:
        ours = _translated(error, path)
        if ours is None:
            raise
        raise ours from error


# The low byte of a code is its kind; the rest says more.
_KINDS: dict[int, tuple[type[StoreError], str]] = {
    sqlite3.SQLITE_BUSY: (BusyDatabase, "store.busy"),
    sqlite3.SQLITE_LOCKED: (BusyDatabase, "store.busy"),
    sqlite3.SQLITE_PROTOCOL: (BusyDatabase, "store.busy"),
    sqlite3.SQLITE_CORRUPT: (DamagedDatabase, "store.damaged"),
    sqlite3.SQLITE_NOTADB: (DamagedDatabase, "store.damaged"),
    sqlite3.SQLITE_FORMAT: (DamagedDatabase, "store.damaged"),
    sqlite3.SQLITE_FULL: (UnwritableDatabase, "store.full"),
    sqlite3.SQLITE_READONLY: (UnwritableDatabase, "store.read_only"),
    sqlite3.SQLITE_PERM: (UnwritableDatabase, "store.read_only"),
    sqlite3.SQLITE_CANTOPEN: (UnwritableDatabase, "store.read_only"),
    sqlite3.SQLITE_IOERR: (UnwritableDatabase, "store.broken_disk"),
}


def _translated(error: sqlite3.Error, path: Path) -> StoreError | None:
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        # What the Python module itself complains of has no code.
        return DamagedDatabase("store.damaged", path=path) if "decode to UTF-8" in str(error) else None
    leaf, key = _KINDS.get(code & 0xFF, (None, ""))
    return None if leaf is None else leaf(key, path=path, seconds=round(BUSY_S), why=str(error))
