"""From a path to text: the one place where queries.yaml is opened, and where anything that is no such file is told."""

import os
import stat
from pathlib import Path

from listen.errors import Complaint, ConfigError

__all__ = ["MAX_BYTES", "read_text"]

MAX_BYTES = 1024 * 1024
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_UTF8_MARK = b"\xef\xbb\xbf"


def read_text(path: Path, *, is_secret: bool = False) -> str:
    r"""Return the text of the file `path`, line breaks as `\n`, without a byte order mark.

    Args:
        path: where it is.
        is_secret: refuse a file that others can read or that is not ours.

    Raises:
        ConfigError: if there is no such file, or it is a folder, pipe or device, unreadable, too big, or no UTF-8 text.
            Never waits: a pipe without a writer is told, not opened for ever.
    """
    body = _read_bytes(path, is_secret=is_secret)
    if body.startswith(_UTF16):
        raise _refused(path, "config.utf16")
    try:
        text = body.removeprefix(_UTF8_MARK).decode("utf-8")
    except UnicodeDecodeError as error:
        line = body.count(b"\n", 0, error.start) + 1
        raise _refused(path, "config.not_utf8", line=line) from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _read_bytes(path: Path, *, is_secret: bool) -> bytes:
    try:
        # Without O_NONBLOCK opening a pipe waits for a writer.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except FileNotFoundError as error:
        raise _refused(path, "config.no_file") from error
    except (OSError, ValueError) as error:
        key = "config.folder" if path.is_dir() else "config.unreadable"
        raise _refused(path, key, why=_reason(error)) from error
    try:
        # Asked of the open file, not of the name: nobody can exchange it in between.
        about = os.fstat(handle)
        if stat.S_ISDIR(about.st_mode):
            raise _refused(path, "config.folder")
        if not stat.S_ISREG(about.st_mode):
            raise _refused(path, "config.no_plain_file")
        if is_secret and os.name == "posix":
            _keep_secret(path, about)
        with os.fdopen(handle, "rb", closefd=False) as file:
            body = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise _refused(path, "config.unreadable", why=_reason(error)) from error
    finally:
        os.close(handle)
    if len(body) > MAX_BYTES:
        raise _refused(path, "config.too_big", limit="1 MB")
    return body


def _keep_secret(path: Path, about: os.stat_result) -> None:
    if about.st_uid not in {os.geteuid(), 0}:
        raise _refused(path, "config.secrets_foreign")
    if about.st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise _refused(path, "config.secrets_open", file=str(path))


def _reason(error: OSError | ValueError) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def _refused(path: Path, key: str, *, line: int | None = None, **values: str) -> ConfigError:
    complaint = Complaint(line=line, column=None, path="", key=key, values=tuple(values.items()))
    return ConfigError(str(path), (complaint,))
