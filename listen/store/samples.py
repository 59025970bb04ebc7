"""Answers that could not be read, in files beside the database: for a bug report, without keys and mail addresses."""

import os
import re
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from pathlib import Path

from listen.model import Stream
from listen.text.clean import clean_line

__all__ = ["Sample", "Samples"]

_LONGEST = 64 * 1024
_MOST = 50
_OLDEST_S = 30 * 24 * 3600
_LEAST_SECRET = 4
_LONGEST_SECRET = 8 * 1024
_MAIL = re.compile(rb"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_TOKEN = re.compile(
    rb"""(?i)((?:access|refresh|id)?_?(?:token|jwt|secret|password|api_?key|session(?:_?id)?|csrf[\w-]{0,20})["']?\s{0,3}[:=]\s{0,3}["']?)[^\s"'&<>,}]{6,2000}"""
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One of them: where it lies, and its text with two lines on top that say which stream it was, and why."""

    path: Path
    text: str


@dataclass(frozen=True, slots=True)
class Samples:
    """Samples in a folder that only its owner can read; implements `listen.fetch.Samples`.

    Args:
        folder: made when the first one comes.
        secrets: gives the keys in use; they are cut out wherever they stand.
    """

    folder: Path
    secrets: Callable[[], Collection[str]]

    def keep(self, stream: Stream, body: bytes, *, why: str, now: datetime) -> None:
        """Keep the newest of `stream`, cut at 64 KiB. Never raises: a sample is no reason to fail."""
        with suppress(OSError):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            path = self.folder / f"{stream.source}-{blake2b(stream.key.encode(), digest_size=6).hexdigest()}.txt"
            head = f"# {clean_line(stream.key)}, {now:%Y-%m-%d %H:%M} UTC\n# {clean_line(why)}\n".encode()
            temporary = path.with_suffix(".new")
            flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
            with os.fdopen(os.open(temporary, flags, 0o600), "wb") as file:
                # A secret must not survive in part at the cut.
                file.write(self._without_secrets(head + body[: _LONGEST + _LONGEST_SECRET])[:_LONGEST])
            temporary.replace(path)
            for old in self._newest_first()[_MOST:]:
                old.unlink(missing_ok=True)

    def of(self, source: str) -> Iterator[Sample]:
        """Yield the samples of a source, newest first."""
        for path in self._newest_first():
            if path.name.rpartition("-")[0] == source:
                with suppress(OSError):
                    yield Sample(path=path, text=path.read_bytes().decode("utf-8", "replace"))

    def drop_old(self, now: datetime) -> None:
        """Delete samples that are older than 30 days: they hold other people's words, and bugs are reported by then."""
        for path in self._newest_first():
            with suppress(OSError):
                if now.timestamp() - path.stat().st_mtime > _OLDEST_S:
                    path.unlink(missing_ok=True)

    def _newest_first(self) -> list[Path]:
        try:
            return sorted(self.folder.glob("*.txt"), key=lambda path: path.stat().st_mtime, reverse=True)
        except OSError:
            return []

    def _without_secrets(self, text: bytes) -> bytes:
        for secret in sorted(self.secrets(), key=len, reverse=True):
            if len(secret) >= _LEAST_SECRET:
                text = text.replace(secret.encode(), b"[cut out]")
        text = _TOKEN.sub(rb"\1[cut out]", text)
        return _MAIL.sub(b"[mail address]", text)
