"""One run at a time: an advisory lock beside the database that the kernel lets go when its holder dies."""

import fcntl
import json
import os
import time
from datetime import UTC, datetime, tzinfo
from pathlib import Path

from listen.errors import LockHeld, UnwritableDatabase
from listen.store.files import OWNER_ONLY_FILE, make_folder

__all__ = ["RunLock"]

_LOOK_AGAIN_S = 0.1
_NOTE_LIMIT = 200


class RunLock:
    """The right to run `listen fetch` on one database.

    Args:
        path: the database; the lock is the file `NAME.lock` beside it, which stays there.
        zone: in which the holder's start is said.
    """

    def __init__(self, path: Path, *, zone: tzinfo = UTC) -> None:
        self._path = path.with_name(f"{path.name}.lock")
        self._zone = zone
        self._file: int | None = None

    def acquire(self, wait_s: float = 0.0, *, now: datetime) -> None:
        """Take the lock; the caller's number and `now` are noted for whoever is refused.

        Args:
            wait_s: how long to wait for another holder.
            now: aware UTC.

        Raises:
            LockHeld: another run has it, and still had it when the waiting was over.
            UnwritableDatabase: the lock file cannot be made.
        """
        file = self._open()
        try:
            self._wait(file, wait_s, now)
            os.ftruncate(file, 0)
            os.pwrite(file, json.dumps({"pid": os.getpid(), "since": now.astimezone(UTC).isoformat()}).encode(), 0)
        except OSError as error:
            os.close(file)
            raise UnwritableDatabase("store.cannot_lock", path=self._path, why=error.strerror) from error
        except BaseException:
            os.close(file)
            raise
        self._file = file

    def release(self) -> None:
        """Let the lock go; nothing happens when it is not held."""
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def _open(self) -> int:
        try:
            make_folder(self._path.parent)
            file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK, OWNER_ONLY_FILE)
        except OSError as error:
            raise UnwritableDatabase("store.cannot_lock", path=self._path, why=error.strerror) from error
        return file

    def _wait(self, file: int, wait_s: float, now: datetime) -> None:
        until = time.monotonic() + wait_s
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() >= until:
                    raise self._held(file, now) from None
                time.sleep(_LOOK_AGAIN_S)
            else:
                return

    def _held(self, file: int, now: datetime) -> LockHeld:
        try:
            note = json.loads(os.pread(file, _NOTE_LIMIT, 0))
            pid, since = int(note["pid"]), datetime.fromisoformat(note["since"]).astimezone(self._zone)
        except (ValueError, KeyError, TypeError, OverflowError):
            # It has the lock and has not written its note yet, or somebody wrote into the file.
            return LockHeld("store.lock_held_unknown", hint="store.lock_held.hint")
        is_today = since.date() == now.astimezone(self._zone).date()
        return LockHeld("store.lock_held", since=since.strftime("%H:%M" if is_today else "%Y-%m-%d %H:%M"), pid=pid)
