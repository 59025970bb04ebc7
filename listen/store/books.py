"""What was spent at services that count requests or bill for posts: written down before the question goes out."""

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

from listen.store.connection import connect, door, writing

__all__ = ["SqliteBooks"]


class SqliteBooks:
    """The books, in the database; implements `listen.meter.Books`. May be used from several threads.

    Each entry is a transaction of its own on a connection of its own: what a killed run has spent stays spent.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()

    def spend(self, account: str, period: str, amount: int, *, limit: int) -> bool:
        """Write down `amount`, unless that would pass `limit`; return whether it was written.

        Raises:
            StoreError: the database cannot be written.
        """
        with self._lock, door(self._path), closing(connect(self._path)) as connection, writing(connection):
            if _spent(connection, account, period) + amount > limit:
                return False
            connection.execute(
                "INSERT INTO books (account, period, spent) VALUES (?, ?, ?)"
                " ON CONFLICT (account, period) DO UPDATE SET spent = spent + excluded.spent",
                (account, period, amount),
            )
            return True

    def give_back(self, account: str, period: str, amount: int) -> None:
        """Take `amount` off again; never below zero.

        Raises:
            StoreError: the database cannot be written.
        """
        if not amount:
            return
        with self._lock, door(self._path), closing(connect(self._path)) as connection, writing(connection):
            connection.execute(
                "UPDATE books SET spent = max(0, spent - ?) WHERE account = ? AND period = ?",
                (amount, account, period),
            )

    def spent(self, account: str, period: str) -> int:
        """Return what was spent so far."""
        with door(self._path), closing(connect(self._path, read_only=True)) as connection:
            return _spent(connection, account, period)


def _spent(connection: sqlite3.Connection, account: str, period: str) -> int:
    row = connection.execute("SELECT spent FROM books WHERE account = ? AND period = ?", (account, period)).fetchone()
    return 0 if row is None else int(row[0])
