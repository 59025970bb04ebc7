"""Looking after the file: what is wrong is found, a backup is a database, room is given back."""

import os
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from listen.errors import DamagedDatabase, ForeignDatabase, MissingDatabase, OutputError
from listen.phrases import say
from listen.protocols import Filter
from listen.store.opening import open_store
from listen.store.upkeep import backup, check, vacuum
from tests.store.world import NOW, delivery, mention


@pytest.fixture
def filled(path: Path) -> Path:
    store = open_store(path, now=NOW)
    store.save([delivery(*(mention(str(number), f"ExampleVent {number} " * 50) for number in range(300)))], now=NOW)
    store.close()
    return path


def change(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def test_a_whole_database_has_nothing_wrong(filled: Path):
    assert check(filled) == ()


@pytest.mark.parametrize(
    ("damage", "key"),
    [
        ("UPDATE posts SET text = 'other' WHERE id = 5", "store.words_differ"),
        ("UPDATE daily SET mentions = mentions + 1", "store.counts_differ"),
        ("UPDATE daily SET stories = 0", "store.counts_differ"),
        ("DELETE FROM daily", "store.counts_differ"),
        ("UPDATE totals SET amount = 299", "store.total_differs"),
        (
            "INSERT INTO scores VALUES (999, 'x@1', 0, NULL, 0, 'praise', '[]', NULL, NULL, NULL, '[]')",
            "store.dangling",
        ),
        ("UPDATE posts SET label = 'praise' WHERE id = 7", "store.counts_differ"),
    ],
)
def test_what_is_wrong_is_found(filled: Path, damage: str, key: str):
    change(filled, damage)

    findings = check(filled)

    assert [one.key for one in findings] == [key]
    for lang in ("en", "de"):
        assert say(findings[0].key, lang, **dict(findings[0].values))
        assert say(f"{findings[0].key}.hint", lang, **dict(findings[0].values))


def test_pages_that_are_broken_are_found(filled: Path):
    with closing(sqlite3.connect(filled)) as connection:
        (root,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'posts_by_address'").fetchone()
    with filled.open("r+b") as file:
        file.seek((root - 1) * 4096)
        file.write(b"\xff" * 4096)

    assert {one.key for one in check(filled)} == {"store.not_whole"}


def test_files_that_others_may_read_are_found(filled: Path):
    filled.chmod(0o644)

    found, *_ = check(filled)

    assert (found.key, dict(found.values)) == ("store.open_to_others", {"path": filled})


@pytest.mark.parametrize("look", [check, vacuum, lambda path: backup(path, path.with_name("copy.db"))])
def test_what_is_no_database_of_ours_is_refused(path: Path, look: Callable[[Path], object]):
    with pytest.raises(MissingDatabase):
        look(path)
    path.write_text("notes")
    with pytest.raises(ForeignDatabase):
        look(path)


def test_a_backup_made_during_a_save_is_put_in_the_place_of_the_lost_file(filled: Path, tmp_path: Path):
    copy = tmp_path / "copy.db"
    writer = open_store(filled, now=NOW)
    writer._connection.execute("BEGIN IMMEDIATE")
    writer._connection.execute("DELETE FROM matches")

    backup(filled, copy)

    writer._connection.execute("ROLLBACK")
    expected = list(writer.mentions(Filter()))
    writer.close()
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    filled.unlink()
    copy.rename(filled)
    restored = open_store(filled, now=NOW)
    assert list(restored.mentions(Filter())) == expected
    assert restored.save([delivery(mention("new"))], now=NOW).new == 1
    assert len(list(restored.search("299", Filter()))) == 1
    restored.close()
    assert check(filled) == ()


def test_a_backup_overwrites_nothing(filled: Path, tmp_path: Path):
    (tmp_path / "copy.db").write_text("precious")

    for to in (tmp_path / "copy.db", filled):
        with pytest.raises(OutputError):
            backup(filled, to)

    assert (tmp_path / "copy.db").read_text() == "precious"
    assert check(filled) == ()


def test_a_backup_that_cannot_be_written_leaves_nothing_behind(filled: Path, tmp_path: Path):
    with pytest.raises(OutputError):
        backup(filled, tmp_path / "no folder" / "copy.db")

    assert [one.name for one in tmp_path.iterdir()] == ["listen.db"]


def test_a_backup_of_a_damaged_database_blames_the_database(filled: Path, tmp_path: Path):
    with filled.open("r+b") as file:
        file.seek(4096 * 3)
        file.write(os.urandom(4096 * 20))

    with pytest.raises(DamagedDatabase):
        backup(filled, tmp_path / "copy.db")

    assert [one.name for one in tmp_path.iterdir() if one.name.startswith("copy")] == []


def test_vacuum_gives_back_room_and_keeps_everything(filled: Path):
    change(filled, "CREATE TABLE ballast (x)", "INSERT INTO ballast VALUES (zeroblob(2000000))", "DROP TABLE ballast")
    before = filled.stat().st_size

    freed = vacuum(filled)

    assert freed > 1_900_000
    assert filled.stat().st_size == before - freed
    assert check(filled) == ()
