"""Telling people, as cron calls it: real processes, a real mail server, a real receiver of webhooks."""

import json
import os
import signal
import subprocess
import sys
from html import escape
from pathlib import Path
from typing import Any

import pytest

from listen.errors import ExitCode
from tests.cli.conftest import Desk, rss
from tests.receivers import Opening, Receiver, certificate, postbox, receiver

__all__ = ["certificate", "postbox", "receiver"]

ASKED = "Ist das Rohr von ExampleVent dicht? Weiß das jemand?"
HOSTILE = "Ist ExampleVent gut? <script>alert(1)</script> @here <!channel> *fett* https://evil.example"
WRITTEN = escape(escape(HOSTILE))
"""As it stands in a feed whose author wrote about markup."""
SECRET = "correct-horse-battery"


def with_targets(desk: Desk, targets: str, smtp: str = "") -> None:
    desk.write("/feed", more=f"notify:\n{targets}{smtp}")


def mail_server(port: int, more: str = "security: none") -> str:
    return f"smtp: {{host: 127.0.0.1, port: {port}, from: listen@examplevent.example, {more}}}\n"


@pytest.fixture
def told(desk: Desk) -> Desk:
    """A desk with one question in its database, and a feed that may fail."""
    desk.web.answers["/feed"] = (200, rss(ASKED, WRITTEN))
    desk.write("/feed")
    assert desk.call("fetch", "--quiet").code == 0
    return desk


def test_the_digest_comes_by_mail_once_over_a_protected_line(told: Desk, postbox: Opening, certificate: Path):
    server = postbox(starttls=True, password=SECRET)
    with_targets(
        told,
        "  team: {mail: [a@x.example, b@x.example], language: de}\n",
        mail_server(server.port, f"user: listen, authority: '{certificate}'"),
    )

    first = told.call("notify", "--digest", LISTEN_SMTP_PASSWORD=SECRET)
    second = told.call("notify", "--digest", LISTEN_SMTP_PASSWORD=SECRET)

    for ended in (first, second):
        assert (ended.code, ended.out, ended.err) == (0, "", "")
    assert len(server.taken) == 1
    mail = server.mail()
    assert mail["Subject"] == "ExampleVent: 2 Erwähnungen verdienen Zeit"
    text, page = (part.get_content() for part in mail.iter_parts())
    assert ASKED in text
    assert "https://forum.example/0" in text
    assert "&lt;script&gt;" in page
    assert "<script" not in page


def test_a_chat_gets_words_only(told: Desk, receiver: Receiver):
    with_targets(told, "  chat: {chat: LISTEN_CHAT_TEAM}\n")

    ended = told.call("notify", "--digest", LISTEN_CHAT_TEAM=f"mmost://127.0.0.1:{receiver.port}/{'t' * 26}")

    assert (ended.code, ended.out, ended.err) == (0, "", "")
    text = receiver.said()["text"]
    assert "https://forum.example/1" in text
    assert not {"@", "<", "*", "`"} & set(text)
    assert "https://evil" not in text


def test_one_that_fails_holds_up_nobody_and_shows_no_secret(told: Desk, postbox: Opening, receiver: Receiver):
    receiver.status = 403
    server = postbox()
    with_targets(
        told,
        "  chat: {chat: LISTEN_CHAT_TEAM}\n  team: {mail: a@x.example}\n",
        mail_server(server.port),
    )
    secret = f"mmost://127.0.0.1:{receiver.port}/{'t' * 26}"

    ended = told.call("--debug", "notify", "--digest", LISTEN_CHAT_TEAM=secret)

    assert ended.code == ExitCode.PARTLY
    assert "chat: the service does not take it (answers 403)" in ended.err
    assert "t" * 26 not in ended.out + ended.err
    assert len(server.taken) == 1


def test_a_missing_secret_is_exit_4_and_says_what_to_set(told: Desk):
    with_targets(told, "  chat: {chat: LISTEN_CHAT_TEAM}\n")

    ended = told.call("notify", "--digest")

    assert ended.code == ExitCode.LOGIN
    assert "set LISTEN_CHAT_TEAM" in ended.err
    assert "LISTEN_CHAT_TEAM is not set" in told.call("notify", "--list").out


def test_a_secret_may_lie_in_the_owners_file(told: Desk, receiver: Receiver):
    with_targets(told, "  chat: {chat: LISTEN_CHAT_TEAM}\n")
    secrets = told.folder / "secrets.env"
    secrets.write_text(f"LISTEN_CHAT_TEAM=json://127.0.0.1:{receiver.port}/x\n", encoding="utf-8")
    secrets.chmod(0o600)

    assert told.call("notify", "--digest").code == 0
    assert len(receiver.bodies) == 1


def test_nobody_reached_is_exit_7_and_the_next_run_tries_again(told: Desk, postbox: Opening):
    server = postbox()
    server.refuses = {"a@x.example"}
    with_targets(told, "  team: {mail: a@x.example}\n", mail_server(server.port))

    ended = told.call("notify", "--digest")
    server.refuses = set()

    assert ended.code == ExitCode.NOTHING
    assert "@" not in ended.err
    assert told.call("notify", "--digest").code == 0
    assert len(server.taken) == 1


@pytest.mark.parametrize("words", [(), ("--to", "nobody"), ("--ack", "spike-x"), ("--snooze", "x"), ("--until", "3d")])
def test_what_does_not_exist_is_refused(told: Desk, words: tuple[str, ...]):
    if words:
        with_targets(told, "  team: {chat: LISTEN_CHAT_TEAM}\n")

    assert told.call("notify", *words).code == ExitCode.USAGE


def test_a_source_that_fails_is_told_acknowledged_and_told_when_it_works_again(told: Desk, receiver: Receiver):
    address = {"LISTEN_CHAT_TEAM": f"json://127.0.0.1:{receiver.port}/x"}
    with_targets(told, "  team: {chat: LISTEN_CHAT_TEAM, what: sources}\n")
    works, told.web.answers["/feed"] = told.web.answers["/feed"], (500, b"no")
    for _ in range(3):
        told.call("fetch", "--quiet")
        assert told.call("notify", **address).code == 0

    assert len(receiver.bodies) == 1
    listed = json.loads(told.call("notify", "--list", "--json", **address).out)
    ((episode,),) = [target["told"] for target in listed["targets"]]
    assert (episode["state"], episode["about"]) == ("told", "sources")
    said = told.call("--lang", "de", "notify", "--ack", episode["episode"], **address)
    assert (said.code, said.out) == (0, "")
    assert "bestätigt" in told.call("--lang", "de", "notify", "--list", **address).out
    later = told.call("notify", "--snooze", episode["episode"], "--until", "3d", **address)
    assert later.code == 0
    told.web.answers["/feed"] = works
    _allow_at_once(told)
    told.call("fetch", "--quiet")
    assert told.call("notify", **address).code == 0
    assert "works again" in receiver.said()["message"]


def _allow_at_once(desk: Desk) -> None:
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(desk.database)) as plain, plain:
        plain.execute("UPDATE streams SET next_allowed_at = NULL")


def test_a_trial_prints_the_letter_and_sends_nothing(told: Desk, receiver: Receiver):
    with_targets(told, "  team: {chat: LISTEN_CHAT_TEAM, quiet: '00:00-23:59'}\n")
    address = {"LISTEN_CHAT_TEAM": f"json://127.0.0.1:{receiver.port}/x"}

    shown = told.call("notify", "--dry-run", **address)
    data: dict[str, Any] = json.loads(told.call("notify", "--dry-run", "--json", **address).out)

    assert "Ist das Rohr von ExampleVent dicht?" in shown.out
    assert [letter["is_sent"] for letter in data["letters"]] == [False]
    assert receiver.bodies == []


def test_killed_while_the_server_takes_it_it_comes_again_by_the_same_name(told: Desk, postbox: Opening):
    server = postbox()
    with_targets(told, "  team: {mail: a@x.example}\n", mail_server(server.port))
    words = [sys.executable, "-m", "listen", "--config", str(told.config), "--db", str(told.database), "notify"]
    with subprocess.Popen([*words, "--digest"], cwd=told.folder, env=dict(os.environ)) as process:
        server.on_data = lambda: os.kill(process.pid, signal.SIGKILL)
        assert process.wait(timeout=30) == -signal.SIGKILL
    server.on_data = None

    for _ in range(3):
        assert told.call("notify", "--digest").code == 0

    assert len(server.taken) == 2
    assert server.mail(0)["Message-ID"] == server.mail(1)["Message-ID"]
    assert told.call("db", "check").code == 0


def test_two_at_once_do_not_take_each_others_letters_for_lost_ones(told: Desk, postbox: Opening):
    server = postbox()
    with_targets(told, "  team: {mail: a@x.example}\n", mail_server(server.port))
    seen: list[int] = []
    server.on_data = lambda: seen.append(told.call("notify", "--digest").code)

    assert told.call("notify", "--digest").code == 0
    assert seen == [ExitCode.LOCKED]
    assert len(server.taken) == 1


class TestHandedOut:
    def test_a_page_needs_nothing_but_itself(self, told: Desk):
        page = told.folder / "digest.html"

        assert told.call("--lang", "de", "digest", "--html", "--out", str(page)).code == 0

        text = page.read_text(encoding="utf-8")
        assert '<html lang="de">' in text
        assert "default-src 'none'" in text
        assert ASKED in text.replace("<mark>", "").replace("</mark>", "")
        assert told.call("digest", "--format", "html").out.startswith("<!DOCTYPE html>")

    def test_a_feed_is_written_again_only_when_it_says_something_else(self, told: Desk):
        feed = told.folder / "listen.xml"
        assert told.call("feed", "--out", str(feed)).code == 0
        before = feed.stat()

        assert told.call("feed", "--out", str(feed)).code == 0
        assert feed.stat().st_ino == before.st_ino
        assert told.call("digest", "--atom", "--days", "7", "-o", str(feed)).code == 0
        assert feed.stat().st_ino == before.st_ino

        told.web.answers["/feed"] = (200, rss(ASKED, WRITTEN, "Wo gibt es ExampleVent Rohre? Suche Händler."))
        told.call("fetch", "--quiet")
        assert told.call("feed", "--out", str(feed)).code == 0
        assert feed.stat().st_ino != before.st_ino

    def test_once_drawn_the_mark_needs_no_writing(self, told: Desk):
        first = told.call("feed").out
        before = told.database.read_bytes()

        assert told.call("feed").out == first
        assert told.database.read_bytes() == before

    def test_our_own_feed_source_reads_it(self, told: Desk):
        feed = told.folder / "listen.xml"
        told.call("feed", "--out", str(feed))
        told.web.answers["/out.xml"] = (200, feed.read_bytes())
        told.write("/out.xml")
        other = ["--db", str(told.folder / "other.db")]

        assert told.call("fetch", "--quiet", *other).code == 0

        listed = json.loads(told.call("list", "--json", *other).out)["mentions"]
        assert {one["url"] for one in listed} == {"https://forum.example/0", "https://forum.example/1"}
        assert any("alert(1)" in one["text"] for one in listed)
