"""A file that is either there whole or not at all; the one before it survives every failure."""

import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, TextIO

from listen.errors import OutputError

__all__ = ["atomic_bytes", "atomic_file"]


@contextmanager
def atomic_file(path: Path) -> Iterator[TextIO]:
    """Open a text file (UTF-8, line ends as written) that takes the place of `path` when the block ends well.

    A new file is the owner's alone (0600): posts are other people's data. An older file's mode is kept.

    Raises:
        OutputError: if the folder is missing, or `path` is a folder, a link, a pipe or a device, or nothing can be
            written there. What stood at `path` before is untouched then, and after any other error in the block.
    """
    with _temporary(path) as handle, os.fdopen(os.dup(handle), "w", encoding="utf-8", newline="") as out:
        yield out


@contextmanager
def atomic_bytes(path: Path) -> Iterator[BinaryIO]:
    """Open a file for bytes that takes the place of `path` when the block ends well; else as `atomic_file`."""
    with _temporary(path) as handle, os.fdopen(os.dup(handle), "wb") as out:
        yield out


@contextmanager
def _temporary(path: Path) -> Iterator[int]:
    """Yield an open temporary file beside `path` that takes its place when the block ends well."""
    try:
        mode = _mode_of(path)
        temporary = path.with_name(f".{path.name[:100]}.{secrets.token_hex(6)}.tmp")
        # Exclusive, so that in a shared folder nobody can have put a link there before us.
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), 0o600)
    except (OSError, ValueError) as error:
        raise _failed(path, error) from error
    try:
        try:
            yield handle
            os.fsync(handle)
        finally:
            os.close(handle)
        if mode is not None:
            temporary.chmod(mode)
        temporary.replace(path)
        _settle(path.parent)
    except OSError as error:
        raise _failed(path, error) from error
    finally:
        with suppress(OSError):
            temporary.unlink()


def _mode_of(path: Path) -> int | None:
    """Return the mode of the file at `path`, None when there is none."""
    try:
        about = path.lstat()
    except FileNotFoundError:
        return None
    if stat.S_ISLNK(about.st_mode):
        raise OutputError("export.link", path=str(path))
    if stat.S_ISDIR(about.st_mode):
        raise OutputError("export.folder", path=str(path))
    if not stat.S_ISREG(about.st_mode):
        raise OutputError("export.no_plain_file", path=str(path))
    return stat.S_IMODE(about.st_mode)


def _settle(folder: Path) -> None:
    """Have the new name itself written to the disk, where the system lets us."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _failed(path: Path, error: OSError | ValueError) -> OutputError:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return OutputError("export.no_folder", path=str(path), folder=str(path.parent))
    why = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return OutputError("export.unwritable", path=str(path), why=why)
