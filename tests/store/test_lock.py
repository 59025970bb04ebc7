"""One run at a time, and no lock survives its holder."""

import os
import signal
import stat
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from listen.errors import ExitCode, LockHeld, UnwritableDatabase
from listen.store.lock import RunLock
from tests.store.world import NOW

BERLIN = ZoneInfo("Europe/Berlin")


def test_the_second_is_told_who_holds_it_and_since_when(path: Path):
    first, second = RunLock(path, zone=BERLIN), RunLock(path, zone=BERLIN)
    first.acquire(now=NOW)

    with pytest.raises(LockHeld) as refused:
        second.acquire(now=NOW + timedelta(minutes=5))

    first.release()
    assert refused.value.exit_code is ExitCode.LOCKED
    assert refused.value.message("en") == (f"another listen fetch has been running since 07:00 (process {os.getpid()})")
    assert refused.value.message("de") == f"ein anderes listen fetch läuft seit 07:00 (Prozess {os.getpid()})"
    assert refused.value.hint("en") == "wait for it, or run: listen fetch --wait 60"


def test_a_holder_of_another_day_is_named_with_the_day(path: Path):
    first = RunLock(path)
    first.acquire(now=NOW - timedelta(days=2))

    with pytest.raises(LockHeld, match="since 2026-11-22 06:00"):
        RunLock(path).acquire(now=NOW)

    first.release()


def test_what_was_released_can_be_had_again(path: Path):
    first, second = RunLock(path), RunLock(path)
    first.acquire(now=NOW)
    first.release()
    first.release()

    second.acquire(now=NOW)

    second.release()


def test_the_lock_file_is_the_owners_alone_and_no_link_is_followed(tmp_path: Path):
    path = tmp_path / "new" / "listen.db"
    lock = RunLock(path)
    lock.acquire(now=NOW)
    lock.release()
    (tmp_path / "other.db.lock").symlink_to(tmp_path / "victim")

    with pytest.raises(UnwritableDatabase):
        RunLock(tmp_path / "other.db").acquire(now=NOW)

    assert stat.S_IMODE((tmp_path / "new" / "listen.db.lock").stat().st_mode) == 0o600
    assert not (tmp_path / "victim").exists()


@pytest.mark.parametrize(
    "note", [b"", b"\xff\xfe", b"[]", b'{"pid": "x"}', b'{"pid": 1, "since": "soon"}', b"9" * 5000]
)
def test_a_note_that_cannot_be_read_is_no_reason_to_fail(path: Path, note: bytes):
    first = RunLock(path)
    first.acquire(now=NOW)
    path.with_name("listen.db.lock").write_bytes(note)

    with pytest.raises(LockHeld) as refused:
        RunLock(path).acquire(now=NOW)

    first.release()
    assert (refused.value.message("en"), refused.value.hint("en")) == (
        "another listen fetch is running",
        "wait for it, or run: listen fetch --wait 60",
    )


def test_a_killed_holder_leaves_no_lock_and_who_waits_gets_it(path: Path):
    script = (
        "import sys, time\nfrom datetime import datetime, UTC\nfrom pathlib import Path\n"
        "from listen.store.lock import RunLock\n"
        "lock = RunLock(Path(sys.argv[1]))\nlock.acquire(now=datetime.now(UTC))\n"
        "print('held', flush=True)\ntime.sleep(60)\n"
    )
    with subprocess.Popen([sys.executable, "-c", script, str(path)], stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        with pytest.raises(LockHeld):
            RunLock(path).acquire(0.2, now=NOW)
        holder.send_signal(signal.SIGKILL)

        mine = RunLock(path)
        mine.acquire(20, now=NOW)

        mine.release()
