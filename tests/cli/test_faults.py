"""Killed, run twice at once, read while it writes: nothing is lost, nothing is counted twice."""

import csv
import io
import random
import signal
import subprocess
import sys
import time

from tests.cli.conftest import Desk, Web, rss

FEEDS = 12


def command(desk: Desk, *words: str) -> list[str]:
    return [sys.executable, "-m", "listen", "--config", str(desk.config), "--db", str(desk.database), *words]


def content(desk: Desk) -> set[tuple[str, str]]:
    """Return what the mentions say; not when they were seen, nor under which number."""
    rows = csv.DictReader(io.StringIO(desk.call("export").out))
    return {(row["native_id"], row["text"]) for row in rows}


def fill(web: Web, desk: Desk) -> None:
    for feed in range(FEEDS):
        web.answers[f"/{feed}"] = (
            200,
            rss(*(f"ExampleVent is loud, said {feed} for the {n}. time" for n in range(40))),
        )
    desk.write(*(f"/{feed}" for feed in range(FEEDS)))


def test_killed_at_any_moment_the_next_run_heals(desk: Desk, web: Web):
    fill(web, desk)
    chance = random.Random(7)

    for _ in range(6):
        running = subprocess.Popen(command(desk, "fetch"), stderr=subprocess.DEVNULL, env=desk.environ)
        time.sleep(0.4 + chance.random() * 1.2)
        running.send_signal(signal.SIGKILL)
        running.wait()
    last = desk.call("fetch")

    assert last.code == 0
    assert len(content(desk)) == FEEDS * 40
    assert desk.call("db", "check").code == 0
    assert desk.call("fetch").err.count("Nothing new") == 1


def test_three_at_once_are_one(desk: Desk, web: Web):
    fill(web, desk)

    running = [
        subprocess.Popen(command(desk, "fetch"), stderr=subprocess.PIPE, text=True, env=desk.environ) for _ in range(3)
    ]
    ended = [(one.communicate(timeout=50)[1], one.returncode) for one in running]

    assert sorted({code for _, code in ended}) in ([0], [0, 6])
    assert not any("Traceback" in said for said, _ in ended)
    assert len(content(desk)) == FEEDS * 40


def test_reading_works_while_a_run_writes(desk: Desk, web: Web):
    fill(web, desk)
    desk.call("fetch")

    running = subprocess.Popen(command(desk, "fetch", "--again"), stderr=subprocess.DEVNULL, env=desk.environ)
    read = [desk.call("digest").code for _ in range(3)]
    running.wait(timeout=50)

    assert read == [0, 0, 0]
    assert running.returncode == 0
