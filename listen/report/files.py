"""Where a report lies: its pages in one folder, each whole or not at all, and never written over somebody's work."""

from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from listen.errors import OutputError, UsageError
from listen.export import atomic_bytes
from listen.report.record import Record, read_record

__all__ = ["check_free", "folder_for", "prints_in", "read_report", "sha", "write_pages"]

_LARGEST_RECORD = 64 * 1024 * 1024


def sha(body: bytes) -> str:
    """Return the SHA-256 of a page."""
    return sha256(body).hexdigest()


def folder_for(path: Path) -> Path:
    """Return the folder for reports, made if it is missing: the owner's alone, posts are other people's data.

    Raises:
        OutputError: if it cannot be made, or is no folder.
    """
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError("report.no_folder", path=str(path), why=error.strerror or "") from error
    return path


def read_report(path: Path) -> Record:
    """Return the record at `path`.

    Raises:
        UsageError: if there is none, or it is not ours.
    """
    try:
        if path.stat().st_size > _LARGEST_RECORD:
            raise UsageError("report.not_ours", name=path.name)
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError("report.none_there", path=str(path)) from error
    return read_record(text, name=path.name)


def prints_in(folder: Path, names: Mapping[str, str]) -> dict[str, str | None]:
    """Return the SHA-256 of the pages in `folder`; None for those that cannot be read. Names with a path are not."""
    found: dict[str, str | None] = {}
    for name in names:
        found[name] = None
        if Path(name).name == name:
            with suppress(OSError):
                found[name] = sha((folder / name).read_bytes())
    return found


def check_free(folder: Path, stem: str, names: Mapping[str, bytes]) -> Mapping[str, str]:
    """Return the fingerprints of the older pages that may be replaced: those that are ours, as we wrote them.

    Args:
        folder: where the pages go.
        stem: name of the record, without its ending.
        names: of the pages.

    Raises:
        OutputError: if a page of that name was changed by somebody, or is not ours at all.
    """
    record: Record | None = None
    with suppress(UsageError):
        record = read_report(folder / f"{stem}.json")
    if record is None and (folder / f"{stem}.json").exists():
        raise OutputError("report.in_the_way", path=str(folder / f"{stem}.json"))
    earlier: dict[str, str] = {}
    for name in names:
        path = folder / name
        if not path.exists():
            continue
        ours = () if record is None else (record.files.get(name), record.earlier.get(name))
        print_ = prints_in(folder, {name: ""})[name]
        if print_ is None or print_ not in ours:
            raise OutputError("report.in_the_way", path=str(path))
        earlier[name] = print_
    return earlier


def write_pages(folder: Path, record: tuple[str, bytes], pages: Mapping[str, bytes]) -> None:
    """Write the record first and then the pages, each in one step.

    A writing that is broken off leaves pages old or new, never half, and the record knows both.

    Raises:
        OutputError: if something cannot be written.
    """
    for name, body in (record, *pages.items()):
        with atomic_bytes(folder / name) as file:
            file.write(body)
