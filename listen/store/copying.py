"""A copy of the database in another file, complete or not there."""

import os
from contextlib import closing
from pathlib import Path

from listen.store.connection import connect_to_read, door
from listen.store.files import make_file, sync_folder

__all__ = ["copy_into"]


def copy_into(path: Path, to: Path) -> None:
    """Write a compact copy of the database to `to`, complete or not at all.

    Raises:
        OSError: `to` cannot be made.
        StoreError: SQLite cannot read the one or write the other.
    """
    unfinished = to.with_name(f"{to.name}.{os.urandom(6).hex()}.new")
    make_file(unfinished)
    try:
        with door(path), closing(connect_to_read(path)) as connection:
            # The database is opened read-only all the same; only so may SQLite write the other file.
            connection.execute("PRAGMA query_only = OFF")
            connection.execute("VACUUM INTO ?", (str(unfinished),))
        file = os.open(unfinished, os.O_RDONLY)
        try:
            os.fsync(file)
        finally:
            os.close(file)
        unfinished.replace(to)
        sync_folder(to.parent)
    finally:
        unfinished.unlink(missing_ok=True)
