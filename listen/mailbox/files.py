"""Mail in files: an mbox, which grows at its end, and a Maildir, a file a letter."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO

from listen.errors import Gone, Unreachable

__all__ = ["Maildir", "Mbox", "letters_in"]

_LONGEST = 1 << 20
_LONGEST_LINE = 1 << 16
_HEAD = 512
_FROM = b"From "
_AN_HOUR_S = 3600


@dataclass(frozen=True, slots=True)
class Mbox:
    """A file of letters, each behind a line that begins with `From `; numbers are places in the file."""

    path: str

    def letters(self, after: int, since: date | None) -> tuple[str, Sequence[tuple[str, int]]]:
        """Return what stands behind the byte `after`; `since` is not asked, a file knows no dates of its own."""
        del since
        with _opened(self.path) as file:
            validity = blake2b(file.read(_HEAD), digest_size=8).hexdigest()
            file.seek(max(0, after - 1))
            # A file that shrank, or was written anew, is read from its beginning.
            is_known = after > 0 and file.readline(_LONGEST_LINE).startswith(_FROM)
            file.seek(after - 1 if is_known else 0)
            return validity, [(str(start), start + 1) for start, _ in _chunks(file, is_first_known=is_known)]

    def raw(self, keys: Sequence[str]) -> Sequence[tuple[str, bytes]]:
        """Return letters by their place."""
        found = []
        with _opened(self.path) as file:
            for key in keys:
                if not key.isdigit() or len(key) > 15:  # noqa: PLR2004
                    continue
                file.seek(int(key))
                chunk = next(_chunks(file), None)
                if chunk is not None and chunk[0] == int(key):
                    found.append((key, chunk[1]))
        return found


@dataclass(frozen=True, slots=True)
class Maildir:
    """A folder with a file a letter, in `cur` and `new`; numbers are the seconds at which they came."""

    path: str

    def letters(self, after: int, since: date | None) -> tuple[str, Sequence[tuple[str, int]]]:
        """Return what came after, an hour of overlap included: two letters can have one second."""
        low = max(0, after - _AN_HOUR_S)
        if since is not None and not after:
            low = int(datetime(since.year, since.month, since.day, tzinfo=UTC).timestamp())
        found = sorted((came, name) for name, (_, came) in self._files().items() if came >= low)
        return self.path, [(name, came) for came, name in found]

    def raw(self, keys: Sequence[str]) -> Sequence[tuple[str, bytes]]:
        """Return letters by their unique name, wherever they were moved meanwhile."""
        files = self._files()
        found = []
        for key in keys:
            if key not in files:
                continue
            try:
                with files[key][0].open("rb") as file:
                    found.append((key, file.read(_LONGEST)))
            except OSError:  # moved or deleted this moment
                continue
        return found

    def _files(self) -> dict[str, tuple[Path, int]]:
        files = {}
        try:
            for part in ("new", "cur"):
                for entry in os.scandir(Path(self.path) / part):
                    # A comma parts keys; no mail program writes one before the flags.
                    unique = entry.name.partition(":2,")[0].replace(",", "_")
                    if entry.is_file() and not entry.name.startswith("."):
                        files[unique] = (Path(entry.path), int(entry.stat().st_mtime))
        except OSError as error:
            raise _failure(self.path, error) from error
        return files


def letters_in(path: Path) -> Iterator[bytes]:
    """Yield every letter of an mbox file, each cut at a mebibyte, lazily.

    Raises:
        SourceError: it cannot be read.
    """
    with _opened(str(path)) as file:
        for _, raw in _chunks(file):
            yield raw


def _chunks(file: BinaryIO, *, is_first_known: bool = False) -> Iterator[tuple[int, bytes]]:
    """Yield place and text of each letter from where `file` stands; `From ` counts only behind an empty line."""
    start: int | None = None
    parts: list[bytes] = []
    length = 0
    was_empty = True
    is_known = is_first_known
    while True:
        here = file.tell()
        line = file.readline(_LONGEST_LINE)
        is_next = was_empty and line.startswith(_FROM)
        if (is_next or not line) and start is not None:
            if not is_known:
                yield start, b"".join(parts)
            is_known = False
            parts, length = [], 0
        if not line:
            return
        if is_next:
            start = here
        elif start is not None and length < _LONGEST:
            # Lines that begin with "From " were written with a mark in front.
            text = line[1:] if line.lstrip(b">").startswith(_FROM) and line.startswith(b">") else line
            parts.append(text)
            length += len(text)
        was_empty = line in {b"\n", b"\r\n"}


def _opened(path: str) -> BinaryIO:
    try:
        return Path(path).expanduser().open("rb")
    except OSError as error:
        raise _failure(path, error) from error


def _failure(path: str, error: OSError) -> Gone | Unreachable:
    if isinstance(error, FileNotFoundError | NotADirectoryError | IsADirectoryError):
        return Gone("source.mail_file_missing", path=path, is_final=False)
    return Unreachable("source.unreachable", host=path, why=type(error).__name__)
