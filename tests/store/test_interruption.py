"""Killed at any instant: the file is as before a page or as after it, whole, and the next run goes on."""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from listen.errors import ExitCode
from listen.store.opening import open_store
from listen.store.upkeep import check
from tests.store import kill_saver
from tests.store.world import NOW

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-B", str(Path(kill_saver.__file__))]
STRACE = shutil.which("strace")
POINTS = 60 if os.environ.get("LISTEN_SLOW_TESTS") else 6
"""How many instants are tried; before a release the long way."""


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT)}


def assert_only_whole_pages(path: Path) -> None:
    """Every stream is there with exactly the mentions that it says it brought."""
    if not path.exists():
        return
    assert check(path) == ()
    with closing(sqlite3.connect(path)) as plain:
        brought = dict(plain.execute("SELECT key, brought FROM streams"))
        posts = [native_id for (native_id,) in plain.execute("SELECT native_id FROM posts")]
    pages = [native_id.rpartition("-")[0] for native_id in posts]
    assert {page: pages.count(page) for page in set(pages)} == brought


def test_a_run_that_is_killed_at_some_instant_leaves_only_whole_pages(path: Path):
    chance = random.Random(5)
    for seed in range(POINTS):
        with subprocess.Popen(
            [*COMMAND, str(path), str(seed)], stdout=subprocess.PIPE, env=environment(), cwd=ROOT
        ) as saver:
            assert saver.stdout is not None
            saver.stdout.readline()
            time.sleep(chance.random() * 0.25)
            saver.send_signal(signal.SIGKILL)

        assert_only_whole_pages(path)
    assert path.exists()


@pytest.mark.skipif(STRACE is None, reason="needs strace")
@pytest.mark.parametrize(
    "fault", ["signal=SIGKILL", "error=ENOSPC", "error=EIO"], ids=["killed", "disk full", "disk broken"]
)
def test_at_any_write_the_file_stays_whole_and_the_next_run_goes_on(tmp_path: Path, fault: str):
    calls = "pwrite64,write,fsync,fdatasync,ftruncate,link,linkat,unlink,unlinkat"
    chance = random.Random(fault)
    for seed in range(POINTS):
        path = tmp_path / f"{seed}" / "listen.db"
        when = f"{chance.randrange(1, 700)}" + ("" if fault.startswith("signal") else "+")
        done = subprocess.run(
            [
                *(str(STRACE), "-f", "-qq", "-o", "/dev/null"),
                *("-e", f"trace={calls}", "-e", f"inject={calls}:{fault}:when={when}"),
                *(*COMMAND, str(path), str(seed)),
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
        assert_only_whole_pages(path)
        open_store(path, now=NOW).close()
        assert_only_whole_pages(path)
