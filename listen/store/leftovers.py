"""Files beside the database that may still hold what was taken out of it: backups and exports. Named, never touched."""

from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from listen.store.connection import APPLICATION_ID

__all__ = ["drop_samples", "leftovers"]

_EXPORTS = frozenset({".csv", ".jsonl", ".json", ".md", ".html", ".htm", ".xml", ".atom", ".txt"})
_CLOSED = frozenset({".xlsx", ".pdf", ".zip", ".gz"})
_BIGGEST = 64 * 1024 * 1024
_HEADER = b"SQLite format 3\x00"
_APPLICATION_ID = slice(68, 72)
_MOST = 200


def leftovers(database: Path, needles: Collection[str], *, beside: Path | None = None) -> tuple[Path, ...]:
    """Return files in the database's folder, and in `beside`, that may hold what was forgotten, by name.

    Other databases of ours are always named, whatever they are called, and so are files that cannot be looked into;
    exports are, when one of the `needles` (names, addresses) stands in them.
    """
    folders = dict.fromkeys(folder.absolute() for folder in (database.parent, beside) if folder is not None)
    own = {database.name + ending for ending in ("", "-wal", "-shm", "-journal", ".lock")}
    sought = [needle.casefold().encode() for needle in needles if needle]
    found = []
    for folder in folders:
        with suppress(OSError):
            for path in sorted(folder.iterdir())[:_MOST]:
                is_own = path.name in own and folder == database.parent.absolute()
                if not is_own and path.is_file() and (_is_ours(path) or _may_hold(path, sought)):
                    found.append(path)
    return tuple(found)


def _may_hold(path: Path, sought: Collection[bytes]) -> bool:
    if path.suffix.lower() in _CLOSED:
        return True
    if path.suffix.lower() not in _EXPORTS:
        return False
    try:
        if path.stat().st_size > _BIGGEST:
            return True
        text = path.read_bytes().decode("utf-8", "replace").casefold().encode()
    except OSError:
        return True
    return any(needle in text for needle in sought)


def _is_ours(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            head = file.read(_APPLICATION_ID.stop)
    except OSError:
        return False
    return head.startswith(_HEADER) and int.from_bytes(head[_APPLICATION_ID], "big") == APPLICATION_ID


def drop_samples(folder: Path) -> int:
    """Delete the answers that could not be read: they may hold anybody's words, and serve bug reports only."""
    count = 0
    with suppress(OSError):
        for path in folder.glob("*.txt"):
            path.unlink(missing_ok=True)
            count += 1
    return count
