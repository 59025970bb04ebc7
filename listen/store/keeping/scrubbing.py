"""What was deleted must be in none of the files: neither in free room, nor in the log, nor in the word index."""

import sqlite3

from listen.retention import Scrubbed

__all__ = ["scrub"]


def scrub(connection: sqlite3.Connection) -> Scrubbed:
    """Rewrite the file without what was deleted; say what was in the way, which is no failure of the deed.

    The word index keeps deleted words in its older parts until they are merged, and pages that were rewritten may
    still hold the end of what stood there; a file that is written anew has neither.
    """
    try:
        connection.execute("INSERT INTO post_words (post_words) VALUES ('optimize')")
        connection.execute("VACUUM")
        is_busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.OperationalError as error:
        return Scrubbed(is_whole=False, why=str(error))
    return Scrubbed(is_whole=not is_busy, why="somebody is reading" if is_busy else None)
