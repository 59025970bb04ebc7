"""Making, opening, refusing: what is ours is usable and owner-only, what is not stays as it is."""

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from listen.errors import (
    BusyDatabase,
    DamagedDatabase,
    ExitCode,
    ForeignDatabase,
    MissingDatabase,
    NewerDatabase,
    StoreError,
    UnwritableDatabase,
)
from listen.protocols import Filter
from listen.store import connection as door_module
from listen.store.connection import APPLICATION_ID, SCHEMA_VERSION, connect, door
from listen.store.opening import open_store
from listen.store.upkeep import check
from tests.store.world import NOW, delivery, mention

IS_ROOT = os.geteuid() == 0


def fill(path: Path, count: int = 3) -> None:
    store = open_store(path, now=NOW)
    store.save([delivery(*(mention(str(number)) for number in range(count)))], now=NOW)
    store.close()


@contextmanager
def umask(mask: int) -> Iterator[None]:
    old = os.umask(mask)
    try:
        yield
    finally:
        os.umask(old)


@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077, 0o777], ids=oct)
def test_folders_and_files_are_the_owners_alone_under_any_umask(tmp_path: Path, mask: int):
    path = tmp_path / "new" / "folder" / "listen.db"

    with umask(mask):
        store = open_store(path, now=NOW)
        store.save([delivery(mention("1"))], now=NOW)
        names = sorted(one.name for one in path.parent.iterdir())
        modes = {stat.S_IMODE(one.stat().st_mode) for one in path.parent.iterdir()}
        store.close()

    assert names == ["listen.db", "listen.db-shm", "listen.db-wal"]
    assert modes == {0o600}
    assert {stat.S_IMODE(one.stat().st_mode) for one in (path.parent, path.parent.parent)} == {0o700}


def test_a_folder_that_was_there_keeps_its_mode(tmp_path: Path):
    (tmp_path / "shared").mkdir(mode=0o750)

    fill(tmp_path / "shared" / "listen.db")

    assert stat.S_IMODE((tmp_path / "shared").stat().st_mode) == 0o750


def test_the_header_says_whose_file_it_is(path: Path):
    fill(path)

    with closing(sqlite3.connect(path)) as plain:
        said = [plain.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")]
        mode = plain.execute("PRAGMA journal_mode").fetchone()[0]

    assert (said, mode) == ([APPLICATION_ID, SCHEMA_VERSION], "wal")
    assert APPLICATION_ID.to_bytes(4, "big") == b"LSTN"


@pytest.mark.parametrize("read_only", [False, True])
def test_every_connection_has_the_settings(path: Path, read_only: bool):
    fill(path)

    with closing(connect(path, read_only=read_only)) as connection:
        found = {
            name: connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("foreign_keys", "secure_delete", "synchronous", "trusted_schema", "journal_mode")
        }
        waits_ms = connection.execute("PRAGMA busy_timeout").fetchone()[0]
        writes = connection.execute("PRAGMA query_only").fetchone()[0]

    assert found == {
        "foreign_keys": 1,
        "secure_delete": 1,
        "synchronous": 1,
        "trusted_schema": 0,
        "journal_mode": "wal",
    }
    assert waits_ms >= 10_000
    assert writes == int(read_only)


def empty(path: Path) -> None:
    path.touch()


def text(path: Path) -> None:
    path.write_text("queries:\n  brand: ExampleVent\n" * 50)


def short(path: Path) -> None:
    path.write_bytes(b"ab")


def foreign(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE bookmarks (url)")
        other.commit()


def newer(path: Path) -> None:
    fill(path)
    with closing(sqlite3.connect(path)) as other:
        other.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")


def nought(path: Path) -> None:
    fill(path)
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA user_version = 0")


def cut_in_half(path: Path) -> None:
    fill(path, 200)
    os.truncate(path, path.stat().st_size // 2)


def cut_in_header(path: Path) -> None:
    fill(path)
    os.truncate(path, 60)


def scribbled(path: Path) -> None:
    fill(path)
    body = bytearray(path.read_bytes())
    body[100:4096] = b"\xff" * 3996
    path.write_bytes(body)


def folder(path: Path) -> None:
    path.mkdir()


def pipe(path: Path) -> None:
    os.mkfifo(path)


def loop(path: Path) -> None:
    path.symlink_to(path)


@pytest.mark.parametrize("read_only", [False, True], ids=["to write", "to read"])
@pytest.mark.parametrize(
    ("make", "leaf", "key"),
    [
        (empty, ForeignDatabase, "store.empty"),
        (text, ForeignDatabase, "store.foreign"),
        (short, ForeignDatabase, "store.foreign"),
        (foreign, ForeignDatabase, "store.foreign"),
        (newer, NewerDatabase, "store.newer"),
        (nought, DamagedDatabase, "store.damaged"),
        (cut_in_half, DamagedDatabase, "store.cut"),
        (cut_in_header, DamagedDatabase, "store.cut"),
        (scribbled, DamagedDatabase, "store.damaged"),
        (folder, ForeignDatabase, "store.is_folder"),
        (pipe, ForeignDatabase, "store.no_file"),
        (loop, UnwritableDatabase, "store.unreadable"),
    ],
)
def test_what_cannot_be_used_is_refused_and_left_untouched(
    path: Path, make: Callable[[Path], None], leaf: type[StoreError], key: str, read_only: bool
):
    make(path)
    before = path.read_bytes() if path.is_file() else None

    with pytest.raises(StoreError) as refused:
        open_store(path, now=NOW, read_only=read_only)

    assert (type(refused.value), refused.value.key) == (leaf, key)
    assert refused.value.exit_code is ExitCode.DATABASE
    assert (path.read_bytes() if path.is_file() else None) == before
    for lang in ("en", "de"):
        assert str(path) in refused.value.message(lang)
        assert refused.value.hint(lang)


def test_reading_what_is_not_there_says_so_and_makes_nothing(path: Path):
    with pytest.raises(MissingDatabase):
        open_store(path, now=NOW, read_only=True)

    assert list(path.parent.iterdir()) == []


def test_a_path_below_a_file_cannot_be_made(tmp_path: Path):
    (tmp_path / "file").touch()

    with pytest.raises(UnwritableDatabase):
        open_store(tmp_path / "file" / "listen.db", now=NOW)


def test_odd_names_are_only_names(tmp_path: Path):
    path = tmp_path / "50% ü? #1 & mode=ro.db"

    fill(path)

    assert [one.name for one in tmp_path.iterdir()] == [path.name]


def test_a_link_to_the_database_is_followed(tmp_path: Path, path: Path):
    fill(path)
    (tmp_path / "link.db").symlink_to(path)

    store = open_store(tmp_path / "link.db", now=NOW)

    assert store.total() == 3
    store.close()


def test_two_that_make_it_at_once_use_one_file(path: Path):
    problems: list[BaseException] = []

    def run(name: str) -> None:
        try:
            store = open_store(path, now=NOW)
            store.save([delivery(mention(name))], now=NOW)
            store.close()
        except BaseException as error:  # noqa: BLE001 - carried to the test's own thread
            problems.append(error)

    threads = [threading.Thread(target=run, args=(str(number),)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert problems == []
    store = open_store(path, now=NOW, read_only=True)
    assert store.total() == 4
    store.close()
    assert [one.name for one in path.parent.iterdir() if not one.name.startswith("listen.db-")] == ["listen.db"]


def test_reading_works_while_another_writes_and_never_writes_itself(path: Path):
    fill(path)
    writer = connect(path)
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("DELETE FROM matches")

    store = open_store(path, now=NOW, read_only=True)

    assert len(list(store.mentions(Filter()))) == 3
    assert store.total() == 3
    with pytest.raises(UnwritableDatabase):
        store.save([delivery(mention("9"))], now=NOW)
    store.close()
    writer.execute("ROLLBACK")
    writer.close()


def test_a_lock_that_is_held_too_long_is_said(path: Path, monkeypatch: pytest.MonkeyPatch):
    fill(path)
    monkeypatch.setattr(door_module, "BUSY_S", 0.1)
    other = sqlite3.connect(path)
    other.execute("BEGIN IMMEDIATE")
    store = open_store(path, now=NOW)

    with pytest.raises(BusyDatabase) as refused:
        store.save([delivery(mention("9"))], now=NOW)

    other.close()
    store.close()
    assert "locked" in refused.value.message("en")


def test_a_full_disk_is_said_and_leaves_nothing_half_written(path: Path):
    store = open_store(path, now=NOW)
    store.save([delivery(mention("0"))], now=NOW)
    pages = store._connection.execute("PRAGMA page_count").fetchone()[0]
    store._connection.execute(f"PRAGMA max_page_count = {pages + 5}")

    with pytest.raises(UnwritableDatabase) as refused:
        store.save([delivery(*(mention(str(number), "ExampleVent " * 900) for number in range(9)))], now=NOW)

    assert refused.value.key == "store.full"
    assert store.total() == 1
    store._connection.execute("PRAGMA max_page_count = 100000")
    assert store.save([delivery(mention("1"))], now=NOW).new == 1
    store.close()
    assert check(path) == ()


def test_bugs_are_not_called_a_broken_database(path: Path):
    fill(path)

    with pytest.raises(sqlite3.OperationalError), door(path), closing(connect(path)) as connection:
        connection.execute("SELECT nothing FROM nowhere")


@pytest.mark.skipif(not IS_ROOT, reason="needs the right to mount")
@pytest.mark.parametrize("is_open_elsewhere", [False, True])
def test_a_read_only_disk_can_be_read_and_says_that_it_cannot_be_written(tmp_path: Path, is_open_elsewhere: bool):
    place = tmp_path / "place"
    fill(place / "listen.db")
    writer = connect(place / "listen.db") if is_open_elsewhere else None
    if writer is not None:
        writer.execute("SELECT count(*) FROM posts").fetchone()
    script = (
        "import sys\nfrom pathlib import Path\nfrom datetime import datetime, UTC\n"
        "from listen.errors import StoreError\nfrom listen.store.opening import open_store\n"
        "path, now = Path(sys.argv[1]), datetime.now(UTC)\n"
        "print(open_store(path, now=now, read_only=True).total())\n"
        "try: open_store(path, now=now)\nexcept StoreError as error: print(error.key)\n"
    )
    mounted = f'mount --bind "{place}" "{place}" && mount -o remount,ro,bind "{place}" && exec "$@"'
    done = subprocess.run(
        [
            shutil.which("unshare") or "unshare",
            "-m",
            "sh",
            "-c",
            mounted,
            "sh",
            sys.executable,
            "-c",
            script,
            str(place / "listen.db"),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    if writer is not None:
        writer.close()
    if "unshare" in done.stderr or "mount:" in done.stderr:
        pytest.skip("may not mount here")

    assert (done.stdout.split(), done.stderr) == (["3", "store.read_only"], "")
