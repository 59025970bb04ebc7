"""Every end that a command can come to, as the shell sees it."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.conftest import Desk, Web, rss

GOOD = (200, rss("ExampleVent is awful, the worst duct ever", "ExampleVent is great, I love it"))


def test_0_when_all_went_well_and_when_nothing_was_new(desk: Desk, web: Web):
    web.answers["/feed"] = GOOD
    desk.write("/feed")

    first = desk.call("fetch")
    second = desk.call("fetch")

    assert (first.code, second.code) == (0, 0)
    assert "2 new mentions" in first.err
    assert "Nothing new" in second.err
    assert first.out == ""


def test_1_for_a_full_disk_behind_stdout(desk: Desk, web: Web):
    web.answers["/feed"] = GOOD
    desk.write("/feed")
    desk.call("fetch")

    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-m", "listen", "--config", desk.config, "--db", desk.database, "digest"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            env=desk.environ,
        )

    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "cannot be written" in done.stderr


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(("fetch", "--quer", "x"), id="unknown option"),
        pytest.param(("digset",), id="unknown command"),
        pytest.param(("digest", "--query", "brnd"), id="unknown query"),
        pytest.param(("fetch", "--source", "mastodn"), id="unknown source"),
        pytest.param(("show", "4711"), id="unknown mention"),
        pytest.param(("list", "--label", "angry"), id="unknown label"),
        pytest.param(("digest", "--since", "someday"), id="no day"),
        pytest.param(("digest", "--days", "2", "--since", "monday"), id="two beginnings"),
        pytest.param(("query", "test"), id="nothing to test"),
    ],
)
def test_2_for_what_does_not_exist(desk: Desk, web: Web, words: tuple[str, ...]):
    web.answers["/feed"] = GOOD
    desk.write("/feed")
    desk.call("fetch")

    ended = desk.call(*words)

    assert ended.code == 2
    assert "Traceback" not in ended.err
    assert ended.err


def test_3_when_some_of_it_failed_and_the_rest_is_stored(desk: Desk, web: Web):
    web.answers["/feed"] = GOOD
    desk.write("/feed", "/missing")

    ended = desk.call("fetch")

    assert ended.code == 3
    assert "2 new mentions" in ended.err
    assert "404" in ended.err


def test_4_when_only_a_login_is_missing(desk: Desk, web: Web):
    web.answers["/feed"] = (401, b"who are you")
    desk.write("/feed")

    ended = desk.call("fetch")

    assert ended.code == 4


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("version: 1\nbrnd: x\n", "queries.yaml:2:1", id="unknown key"),
        pytest.param("", "queries.yaml", id="empty"),
        pytest.param("{", "queries.yaml", id="no yaml"),
        pytest.param("version: 1\nbrand: {name: E}\nqueries: {a: 'x AND'}\n", "queries.yaml:3", id="bad expression"),
    ],
)
def test_5_for_an_invalid_configuration_before_anyone_is_asked(desk: Desk, web: Web, text: str, said: str):
    desk.config.write_text(text, encoding="utf-8")

    ended = desk.call("fetch")

    assert ended.code == 5
    assert said in ended.err
    assert web.asked == []
    assert not desk.database.exists()


def test_5_for_a_missing_configuration(desk: Desk):
    ended = desk.call("digest")

    assert ended.code == 5
    assert "Traceback" not in ended.err


def test_6_while_another_run_holds_the_lock(desk: Desk, web: Web):
    from datetime import UTC, datetime

    from listen.store.lock import RunLock

    web.answers["/feed"] = GOOD
    desk.write("/feed")
    lock = RunLock(desk.database)
    lock.acquire(0, now=datetime.now(UTC))

    ended = desk.call("fetch")
    lock.release()

    assert ended.code == 6
    assert str(os.getpid()) in ended.err
    assert desk.call("fetch").code == 0


def test_7_when_nothing_could_be_collected(desk: Desk, web: Web):
    desk.write("/missing")

    ended = desk.call("fetch")

    assert ended.code == 7
    assert "Nothing could be collected" in ended.err


@pytest.mark.parametrize("content", [b"not a database at all", b""], ids=["foreign", "empty"])
def test_8_for_a_file_that_is_not_ours_and_it_stays_as_it_is(desk: Desk, web: Web, content: bytes):
    web.answers["/feed"] = GOOD
    desk.write("/feed")
    desk.database.parent.mkdir()
    desk.database.write_bytes(content)

    ended = desk.call("fetch")

    assert ended.code == 8
    assert desk.database.read_bytes() == content


def test_8_for_a_newer_database(desk: Desk, web: Web):
    web.answers["/feed"] = GOOD
    desk.write("/feed")
    desk.call("fetch")
    with sqlite3.connect(desk.database) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()

    ended = desk.call("digest")

    assert ended.code == 8
    assert "newer" in ended.err


def test_10_when_there_is_something_to_do(desk: Desk, web: Web):
    web.answers["/feed"] = GOOD
    desk.write("/feed")
    desk.call("fetch")

    assert desk.call("digest", "--exit-code").code == 10
    assert desk.call("digest").code == 0


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)], ids=["ctrl-c", "term"])
def test_130_and_143_when_stopped_and_what_came_is_kept(desk: Desk, number: int, code: int):
    # A server that accepts and never answers.
    import socket

    with socket.create_server(("127.0.0.1", 0)) as silent:
        desk.web.base = f"http://127.0.0.1:{silent.getsockname()[1]}"
        desk.write("/feed")
        running = subprocess.Popen(
            [sys.executable, "-m", "listen", "--config", desk.config, "--db", desk.database, "fetch"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=desk.environ,
        )
        silent.settimeout(30)
        connection, _ = silent.accept()
        time.sleep(0.2)
        running.send_signal(number)
        _, err = running.communicate(timeout=20)
        connection.close()

    assert running.returncode == code
    assert "Traceback" not in err
