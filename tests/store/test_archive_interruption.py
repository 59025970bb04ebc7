"""Retention and forgetting, stopped at any instant: the file stays whole, and doing it again takes the rest."""

import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from listen.dialogue import Answer, AnswerState, SideNote
from listen.errors import ExitCode
from listen.keeping import carry_out, forget, plan
from listen.protocols import Filter
from listen.retention import Deed, Sought
from listen.store import connection as connection_module
from listen.store.archive import SqliteArchive
from listen.store.opening import open_store
from listen.store.sqlite import SqliteStore
from listen.store.upkeep import check
from tests.store import kill_keeper
from tests.store.kill_keeper import AHEAD, KEEP
from tests.store.test_archive import LONG, long_mention
from tests.store.test_interruption import POINTS, ROOT, STRACE, environment
from tests.store.world import NOW, STORY, delivery, folded, mention, sentiment

COMMAND = [sys.executable, "-B", str(Path(kill_keeper.__file__))]


def fill(path: Path) -> None:
    store = open_store(path, now=NOW)
    ones = [mention(f"n{number}", f"ExampleVent {number} {LONG}", judged=sentiment()) for number in range(8)]
    bo = [long_mention(f"b{number}") for number in range(8)]
    bo = [replace(one, post=replace(one.post, author="Bo Muster")) for one in bo]
    copies = [folded(mention(f"c{number}", STORY)) for number in range(5)]
    # What is never old enough, and stays.
    young = [replace(mention(f"y{number}"), first_seen_at=AHEAD) for number in range(4)]
    store.save([delivery(*ones, *bo, *copies, *young)], now=NOW)
    for number in (1, 9):
        answer = Answer(mention_id=number, state=AnswerState.RECORDED, key=f"k{number}", answered_on=NOW.date())
        store.desk.begin_answer(answer)
        store.desk.note(SideNote(mention_id=number, text="Notiz", noted_on=NOW.date()))
    store.close()


@contextmanager
def opened(path: Path) -> Iterator[SqliteStore]:
    with closing(open_store(path, now=NOW)) as store:
        yield store


def finish(path: Path) -> None:
    """Do again what was interrupted; then everything is as it would be without an interruption."""
    with opened(path) as store:
        forget(store, store.archive.trace(Sought(author="Bo Muster")), today=AHEAD.date())
        for _ in carry_out(store, plan(store, KEEP, {}, now=AHEAD), today=AHEAD.date()):
            pass
        assert sorted(one.post.native_id for one in store.mentions(Filter())) == ["y0", "y1", "y2", "y3"]
        assert plan(store, KEEP, {}, now=AHEAD).is_empty
        told = store.archive.deletions(99)
        gone = {deed: sum(one.posts for one in told if one.deed is deed) for deed in (Deed.FORGOTTEN, Deed.AGED)}
        assert gone == {Deed.FORGOTTEN: 8, Deed.AGED: 13}
    assert check(path) == ()


def assert_nobody_is_half_gone(path: Path) -> None:
    """Every post that says it was shed was, and every other is as it came."""
    assert check(path) == ()
    with closing(sqlite3.connect(path)) as plain:
        for author, text, shed in plain.execute("SELECT author, text, coalesce(shed, '') FROM posts"):
            assert ("author" in shed) == author.startswith("person-")
            assert len(text) <= 280 or "text" not in shed


def test_killed_at_some_instant_the_file_is_whole_and_the_rest_can_go(tmp_path: Path):
    chance = random.Random(7)
    for seed in range(POINTS):
        path = tmp_path / f"{seed}.db"
        fill(path)
        with subprocess.Popen([*COMMAND, str(path)], stdout=subprocess.PIPE, env=environment(), cwd=ROOT) as keeper:
            assert keeper.stdout is not None
            keeper.stdout.readline()
            time.sleep(chance.random() * 0.1)
            keeper.send_signal(signal.SIGKILL)

        assert_nobody_is_half_gone(path)
        finish(path)


@pytest.mark.skipif(STRACE is None, reason="needs strace")
@pytest.mark.parametrize(
    "fault", ["signal=SIGKILL", "error=ENOSPC", "error=EIO"], ids=["killed", "disk full", "disk broken"]
)
def test_at_any_write_the_file_is_whole_and_the_rest_can_go(tmp_path: Path, fault: str):
    calls = "pwrite64,write,fsync,fdatasync,ftruncate"
    chance = random.Random(fault)
    for seed in range(POINTS):
        path = tmp_path / f"{seed}" / "listen.db"
        path.parent.mkdir()
        fill(path)
        when = f"{chance.randrange(1, 400)}" + ("" if fault.startswith("signal") else "+")
        done = subprocess.run(
            [
                *(str(STRACE), "-f", "-qq", "-o", "/dev/null"),
                *("-e", f"trace={calls}", "-e", f"inject={calls}:{fault}:when={when}"),
                *(*COMMAND, str(path)),
            ],
            capture_output=True,
            text=True,
            env=environment(),
            cwd=ROOT,
            check=False,
        )
        if "ptrace" in done.stderr:
            pytest.skip("may not trace here")

        assert done.returncode in (0, ExitCode.DATABASE, -signal.SIGKILL), (when, done.stderr)
        assert_nobody_is_half_gone(path)
        finish(path)


class Interrupted(Exception):  # noqa: N818
    """Stands for whatever ends a run."""


class Failing:
    """A connection that fails at one statement that writes."""

    def __init__(self, connection: sqlite3.Connection, at: int) -> None:
        self._connection = connection
        self._left = at
        self.has_failed = False

    def _count(self, sql: str) -> None:
        if sql.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE", "COMMIT")):
            self._left -= 1
            if self._left == 0:
                self.has_failed = True
                raise Interrupted

    def execute(self, sql: str, *values: object) -> sqlite3.Cursor:
        self._count(sql)
        return self._connection.execute(sql, *values)

    def executemany(self, sql: str, *values: object) -> sqlite3.Cursor:
        self._count(sql)
        return self._connection.executemany(sql, *values)

    @property
    def in_transaction(self) -> bool:
        return self._connection.in_transaction


def content(path: Path) -> list[str]:
    """Return everything in the database but what is drawn by lot."""
    with closing(sqlite3.connect(path)) as plain:
        tables = [
            name for (name,) in plain.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        ]
        told = [
            f"{table} {sorted(map(repr, plain.execute(f'SELECT * FROM {table}')))}"  # noqa: S608 - names of the schema
            for table in tables
            if not table.startswith(("sqlite", "post_words")) and table != "salts"
        ]
        words = plain.execute("SELECT rowid FROM post_words WHERE post_words MATCH 'examplevent' ORDER BY 1")
        return [*told, repr(words.fetchall())]


@pytest.mark.parametrize("deed", [Deed.AUTHOR_HIDDEN, Deed.TEXT_SHORTENED, Deed.AGED])
def test_an_error_at_any_statement_leaves_everything_as_it_was(tmp_path: Path, deed: Deed):
    path = tmp_path / "listen.db"
    fill(path)
    before = content(path)
    before_in_time = AHEAD - timedelta(days=5)
    tried = 0
    with closing(connection_module.connect(path)) as real:
        while True:
            tried += 1
            failing = Failing(real, tried)
            archive = SqliteArchive(failing, path)  # type: ignore[arg-type]  # it does what is asked of one
            try:
                archive.age(deed, "feed", before_in_time, today=NOW.date(), limit=5)
            except Interrupted:
                assert content(path) == before
            else:
                break
    assert not failing.has_failed
    assert tried > 3
    assert content(path) != before
    assert check(path) == ()


def test_the_log_does_not_grow_with_the_number_of_batches(tmp_path: Path):
    path = tmp_path / "listen.db"
    with opened(path) as store:
        for page in range(10):
            ones = [mention(f"{page}-{number}", f"ExampleVent {number} {LONG * 3}") for number in range(200)]
            store.save([delivery(*ones)], now=NOW)
        largest = 0
        for _ in carry_out(store, plan(store, KEEP, {}, now=AHEAD), today=AHEAD.date(), batch=100):
            largest = max(largest, path.with_name("listen.db-wal").stat().st_size)
        store.archive.scrub()

        assert largest < 40 * 1024 * 1024
        assert path.with_name("listen.db-wal").stat().st_size == 0
