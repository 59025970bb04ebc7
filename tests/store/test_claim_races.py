"""Many at once and kills at any moment: no mention is held twice, none for ever, and the file stays whole."""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from listen import dealing
from listen.config.personal import Personal
from listen.store.opening import open_store
from listen.store.upkeep import check
from listen.testing.memory_desk import MemoryPocket
from tests.store.world import NOW, delivery, mention

ROOT = Path(__file__).parents[2]
PEOPLE, MENTIONS = 20, 100
KILLS = 40 if os.environ.get("LISTEN_SLOW_TESTS") else 6


def database(path: Path, mentions: int) -> Path:
    store = open_store(path, now=NOW)
    store.save([delivery(*(mention(str(number)) for number in range(mentions)))], now=NOW)
    store.close()
    return path


def started(what: str, path: Path, home: Path, seed: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.store.claimer", what, str(path), str(home), str(seed)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        cwd=ROOT,
    )


def ready(process: subprocess.Popen[str]) -> None:
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n", process.stderr and process.stderr.read()


@pytest.mark.timeout(120)
@pytest.mark.parametrize("homes", [1, PEOPLE])
def test_twenty_processes_claim_a_hundred_mentions_and_none_twice(tmp_path: Path, homes: int):
    path = database(tmp_path / "listen.db", MENTIONS)
    people = [started("claim", path, tmp_path / f"home{number % homes}", number) for number in range(PEOPLE)]
    for one in people:
        ready(one)

    for one in people:
        assert one.stdin is not None
        one.stdin.write("go\n")
        one.stdin.flush()
    said = [one.communicate(timeout=100) for one in people]

    assert [one.returncode for one in people] == [0] * PEOPLE, said
    taken = Counter(int(number) for out, _ in said for number in out.split())
    assert taken == Counter(range(1, MENTIONS + 1))
    with sqlite3.connect(path) as connection:
        tokens = dict(connection.execute("SELECT post_id, token FROM claims").fetchall())
    kept = {}
    for number in range(homes):
        kept |= Personal(tmp_path / f"home{number}", path).claims(now=datetime.now(UTC))
    assert {number: one.token for number, one in kept.items()} == tokens
    assert len(set(tokens.values())) == MENTIONS
    assert check(path) == ()


@pytest.mark.timeout(120)
def test_killed_at_any_moment_nothing_is_held_for_longer_than_half_an_hour(tmp_path: Path):
    path, home = database(tmp_path / "listen.db", 6), tmp_path / "home"
    lot = random.Random(20261129)
    for seed in range(KILLS):
        one = started("deal", path, home, seed)
        ready(one)
        time.sleep(lot.random() / 4)
        one.send_signal(signal.SIGKILL)
        one.communicate(timeout=30)
        assert one.returncode == -signal.SIGKILL
        for file in home.glob("*.json"):
            json.loads(file.read_text(encoding="utf-8"))
    now = datetime.now(UTC)
    half_an_hour = timedelta(minutes=30)

    assert check(path) == ()
    store = open_store(path, now=now)
    until = [store.desk.held_until(number, now=now) for number in range(1, 7)]
    assert all(one <= now + half_an_hour for one in until if one is not None)
    assert dealing.yours(store, Personal(home, path), now=now + half_an_hour) == {}
    for number in range(1, 7):
        assert dealing.claim(store, MemoryPocket(), number, now=now + half_an_hour)
        assert len(store.desk.answers_to(number)) <= 1
    store.close()
