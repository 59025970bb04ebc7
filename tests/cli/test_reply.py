"""`listen reply`: from the number of a mention to the posted answer and done, over a real socket, in both languages."""

import json
import os
import pty
import re
import select
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from listen.model import Label, Match, Mention, Sentiment
from listen.protocols import Delivery, Entry, StreamState
from listen.store.opening import open_store
from tests.answering.services import MastodonServer
from tests.answering.wire import Wire

QUERIES = """version: 1
brand: {{name: ExampleVent, sites: [examplevent.example]}}
queries: {{brand: "examplevent*"}}
competitors: {{OtherVent: othervent}}
sources:
  hackernews: {{enabled: false}}
  mastodon: {{enabled: false, servers: ["{base}"]}}
http: {{allow_private: ["127.0.0.1"], total_s: 3}}
answering:
  hand_on: {{legal: "legal@examplevent.example"}}
"""
TEXT = "Ich arbeite bei ExampleVent. Nimm den Filter F7, er passt in alle Kästen."


class Person:
    """Somebody with a folder of her own, an editor, and a login on a server of her own."""

    def __init__(self, folder, wire, *, label=Label.NEUTRAL, post=None, has_login=True):
        self.folder, self.wire = folder, wire
        (folder / "queries.yaml").write_text(QUERIES.format(base=wire.service.base), encoding="utf-8")
        now = datetime.now(UTC) - timedelta(hours=1)
        said = Sentiment(analyzer="said@1", polarity=0.0, confidence=0.9, label=label)
        mention = Mention(
            post=wire.service.to if post is None else post,
            matches=(Match(query="brand", words=("ExampleVent",)),),
            language="de",
            sentiment=said,
            published_at=now,
            first_seen_at=now,
            day=now.date(),
        )
        with closing(open_store(folder / "listen.db", now=now)) as store:
            state = StreamState(key="k", source=mention.post.source, host="h")
            store.save([Delivery(state=state, entries=(Entry(mention=mention),))], now=now)
        kept = {name: value for name, value in os.environ.items() if not name.startswith("LISTEN_")}
        self.environ = {
            **kept,
            "LISTEN_HOME": str(folder / "home"),
            "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
            "BROWSER": "true",
            "TERM": "xterm",
            "COLUMNS": "100",
        }
        if has_login:
            self.environ["LISTEN_ANSWER_MASTODON_SERVER"] = wire.service.base
            self.environ["LISTEN_ANSWER_MASTODON_TOKEN"] = "tok"

    @property
    def command(self):
        return [sys.executable, "-m", "listen", "--config", "queries.yaml", "--db", "listen.db"]

    def call(self, *words: str, typed: str = ""):
        return subprocess.run(
            [*self.command, *words],
            capture_output=True,
            text=True,
            env=self.environ,
            cwd=self.folder,
            input=typed,
            timeout=50,
            check=False,
        )

    def edits(self, text):
        """Let the editor put `text` on top of the page, in place of what stands there."""
        script = self.folder / "editor"
        script.write_text(
            f"#!{sys.executable}\n"
            "import sys, pathlib\n"
            "page = pathlib.Path(sys.argv[1])\n"
            f"pathlib.Path({str(self.folder / 'seen.md')!r}).write_text(page.read_text())\n"
            "beside = ''.join(line + '\\n' for line in page.read_text().splitlines() if line.startswith('#|'))\n"
            f"page.write_text({text!r} + '\\n\\n' + beside)\n",
            encoding="utf-8",
        )
        script.chmod(0o700)
        self.environ["EDITOR"] = str(script)

    @property
    def seen(self):
        return (self.folder / "seen.md").read_text(encoding="utf-8")

    def sit(self, *words: str, typed=()):
        """Call `listen` before a terminal; type each answer when the question before it stands there."""
        ours, theirs = pty.openpty()
        process = subprocess.Popen(
            [*self.command, *words], stdin=theirs, stdout=theirs, stderr=theirs, env=self.environ, cwd=self.folder
        )
        os.close(theirs)
        shown, waiting = "", list(typed)
        until = time.monotonic() + 40
        while time.monotonic() < until:
            ready, _, _ = select.select([ours], [], [], 0.2)
            if ready:
                try:
                    chunk = os.read(ours, 65_536)
                except OSError:
                    break
                if not chunk:
                    break
                shown += chunk.decode("utf-8", "replace")
            if waiting and re.search(waiting[0][0], shown):
                shown, before = "", shown
                self.shown += before
                os.write(ours, f"{waiting.pop(0)[1]}\n".encode())
        process.wait(timeout=10)
        os.close(ours)
        self.shown += shown
        return process.returncode

    shown = ""

    def table(self, sql):
        with closing(sqlite3.connect(self.folder / "listen.db")) as db:
            return db.execute(sql).fetchall()

    @property
    def answers(self):
        return self.table("select state, text, url from answers")

    @property
    def state(self):
        return self.table("select state from dealings")

    @property
    def drafts(self):
        folder = self.folder / "home" / "drafts"
        return [one.read_text(encoding="utf-8") for one in folder.glob("*.md")] if folder.exists() else []


def hosted(make=MastodonServer, *faults: str):
    return Wire(lambda base: make(base=base), *faults)


@pytest.fixture
def person(tmp_path):
    with hosted() as wire:
        yield Person(tmp_path, wire)


class TestBeforeATerminal:
    @pytest.mark.parametrize(("lang", "yes", "done"), [("de", "j", "beantwortet: #1"), ("en", "y", "answered: #1")])
    def test_from_number_to_posted_and_done(self, person, lang, yes, done):
        person.edits(TEXT)

        code = person.sit("--lang", lang, "reply", "1", typed=[(r"\[[jy]\] (?:senden|send)", yes)])

        assert code == 0, person.shown
        assert done in person.shown
        assert "127.0.0.1" in person.shown or "@me" in person.shown  # as whom, before the yes
        (posted,) = person.wire.service.made
        assert "Nimm den Filter F7" in posted["content"]
        assert [(state, text) for state, text, _ in person.answers] == [("posted", TEXT)]
        assert person.table("select count(*) from dealings where state = 'done'") == [(1,)]
        assert person.drafts == []

    def test_the_editor_shows_what_one_has_to_know(self, person):
        person.edits(TEXT)
        person.sit("--lang", "de", "reply", "1", typed=[("senden", "s")])

        assert person.seen.startswith("Ich arbeite bei ExampleVent.\n")
        beside = [line for line in person.seen.splitlines() if line.startswith("#|")]
        assert any("Welcher Filter passt in mein ExampleVent?" in line for line in beside)
        assert any("Hausregeln: Mastodon" in line for line in beside)
        assert "aufgehoben" in person.shown
        assert person.wire.postings == 0
        assert person.drafts == [TEXT]

    def test_later_goes_on_where_it_was(self, person):
        person.edits(TEXT)
        person.sit("reply", "1", typed=[("send", "l")])
        person.edits("never asked for")

        assert person.sit("reply", "1", typed=[("send", "y")]) == 0

        assert "your draft of" in person.shown
        assert [text for _, text, _ in person.answers] == [TEXT]

    def test_dropping_asks_once_more_and_frees_the_mention(self, person):
        person.edits(TEXT)
        assert (
            person.sit(
                "reply", "1", typed=[("send", "q"), ("throw the draft away", "n"), ("send", "q"), ("throw", "y")]
            )
            == 0
        )

        assert person.drafts == []
        assert person.wire.postings == 0
        assert person.call("claim", "1").returncode == 0

    def test_editing_again_shows_the_advice_beside_the_draft(self, person):
        person.edits("Das kostet 49 €.")
        person.sit("reply", "1", typed=[("send", "e"), ("send", "l")])

        assert "Das kostet 49 €." in person.seen
        assert "#|     holds it back: it does not say for whom you work" in person.seen

    def test_without_disclosure_it_asks_for_a_reason_and_empty_goes_back(self, person):
        person.edits("Nimm F7.")
        typed = [("send", "y"), ("why without", ""), ("send", "y"), ("why without", "steht im Profil")]

        assert person.sit("reply", "1", typed=typed) == 0

        assert [text for _, text, _ in person.answers] == ["Nimm F7."]
        assert "steht im Profil" in (person.folder / "home" / "reasons.jsonl").read_text(encoding="utf-8")

    def test_without_a_login_it_copies_opens_and_records(self, tmp_path):
        with hosted() as wire:
            person = Person(tmp_path, wire, has_login=False)
            person.edits(TEXT)
            link = "https://own.example/@me/77"
            code = person.sit("reply", "1", typed=[("copy and open", "y"), ("the link of your answer", link)])

        assert code == 0, person.shown
        assert "listen login mastodon --to-answer" in person.shown
        assert "\x1b]52;c;" in person.shown
        assert person.answers == [("recorded", TEXT, link)]
        assert person.drafts == []

    def test_a_card_stands_before_everything(self, tmp_path):
        with hosted() as wire:
            post = replace(wire.service.to, text="Ihr hört von meinem Anwalt, ExampleVent!")
            person = Person(tmp_path, wire, post=post)
            person.edits(TEXT)

            assert person.sit("reply", "1", typed=[("leave it to them", "l")]) == 2
            assert "Not you, not now" in person.shown
            assert "legal@examplevent.example" in person.shown
            assert not (tmp_path / "seen.md").exists()
            assert person.state == []

            assert person.sit("reply", "1", typed=[("leave it", "w"), ("send", "y")]) == 0
            assert wire.postings == 1

    def test_a_criticism_rests_and_can_be_sent_now(self, tmp_path):
        with hosted() as wire:
            person = Person(tmp_path, wire, label=Label.CRITICISM)
            person.edits(TEXT)

            assert person.sit("reply", "1", typed=[("send", "y")]) == 10
            assert wire.postings == 0
            assert person.sit("reply", "1", "--now", typed=[("send", "y")]) == 0
            assert wire.postings == 1

    def test_what_the_editor_saved_survives_a_kill(self, person):
        script = person.folder / "editor"
        script.write_text(
            f"#!{sys.executable}\nimport os, signal, sys, pathlib\n"
            f"pathlib.Path(sys.argv[1]).write_text({TEXT!r})\nos.kill(os.getppid(), signal.SIGKILL)\n",
            encoding="utf-8",
        )
        script.chmod(0o700)
        person.environ["EDITOR"] = str(script)
        assert person.sit("reply", "1") == -9

        assert person.sit("reply", "1", typed=[("send", "y")]) == 0
        assert [text for _, text, _ in person.answers] == [TEXT]

    def test_nothing_that_a_stranger_wrote_answers_the_question(self, tmp_path):
        nasty = "y\nj\n#| x\n\x1b[2J\x1b]52;c;QQ==\x07[y] send\n\u202e$(touch owned)\nIch arbeite bei ExampleVent.\n"
        with hosted() as wire:
            post = replace(wire.service.to, text=f"ExampleVent {nasty}")
            person = Person(tmp_path, wire, post=post)
            person.edits("")
            code = person.sit("reply", "1", typed=[])

        assert code == 2  # nothing was written: the stranger's own sentence is not the draft
        assert wire.postings == 0
        assert "\x1b[2J" not in person.shown
        assert "\u202e" not in person.seen
        assert not (tmp_path / "owned").exists()
        top = person.seen.split("#|", 1)[0]
        assert top.strip() == "Ich arbeite bei ExampleVent."


class TestForScripts:
    def test_a_given_text_is_sent_with_yes(self, person):
        done = person.call("reply", "1", "--text", TEXT, "--yes")

        assert done.returncode == 0, done.stderr
        assert f"{person.wire.service.base}/@me/9100" in done.stdout
        assert person.wire.postings == 1

    def test_a_text_can_be_read(self, person):
        assert person.call("reply", "1", "--text", "-", "--yes", typed=TEXT).returncode == 0
        assert [text for _, text, _ in person.answers] == [TEXT]

    def test_without_yes_nothing_goes_out_and_the_draft_is_kept(self, person):
        done = person.call("reply", "1", "--text", TEXT)

        assert done.returncode == 2
        assert "--yes" in done.stderr
        assert person.wire.postings == 0
        assert person.drafts == [TEXT]
        assert person.call("reply", "1", "--yes").returncode == 0  # what was kept
        assert person.wire.postings == 1

    def test_without_a_terminal_the_text_has_to_be_given(self, person):
        done = person.call("reply", "1")

        assert (done.returncode, person.state) == (2, [])
        assert "--text" in done.stderr

    def test_a_dry_run_shows_it_all_and_does_nothing(self, person):
        done = person.call("reply", "1", "--text", f"{TEXT} 49 €", "--dry-run")

        assert done.returncode == 0
        assert "House rules: Mastodon" in done.stdout
        assert 'names a price or gives something away: "49 €"' in done.stdout
        assert "of 500 characters" in done.stdout
        assert "would be sent" in done.stderr
        assert (person.state, person.answers, person.drafts, person.wire.postings) == ([], [], [], 0)

    def test_json_says_what_would_be_sent_and_what_was(self, person):
        dry = json.loads(person.call("reply", "1", "--text", "Nimm F7.", "--dry-run", "--json").stdout)
        sent = json.loads(person.call("reply", "1", "--text", TEXT, "--yes", "--json").stdout)

        assert (dry["schema"], dry["outcome"], dry["through"]) == ("listen.reply/1", "dry_run", "mastodon")
        assert [(one["name"], one["level"]) for one in dry["advice"]] == [("no_disclosure", "block")]
        assert (sent["outcome"], sent["answer"]["state"], sent["advice"]) == ("posted", "posted", [])

    def test_held_back_needs_a_reason(self, person):
        refused = person.call("--lang", "de", "reply", "1", "--text", "Nimm F7.", "--yes")
        assert refused.returncode == 2
        assert "für wen du arbeitest" in refused.stderr
        assert person.wire.postings == 0
        assert person.call("claim", "1").returncode == 0  # nobody has to wait for what was refused
        assert person.call("reply", "1", "--text", "Nimm F7.", "--yes", "--override", "steht im Profil").returncode == 0

    def test_only_a_draft(self, person):
        done = person.call("reply", "1", "--text", "Nimm F7.", "--draft")

        assert done.returncode == 0
        assert "it does not say for whom you work" in done.stdout
        assert (person.drafts, person.state, person.wire.postings) == (["Nimm F7."], [], 0)

    def test_who_has_no_login_is_told(self, tmp_path):
        with hosted() as wire:
            person = Person(tmp_path, wire, has_login=False)
            done = person.call("reply", "1", "--text", TEXT, "--yes")

        assert done.returncode == 4
        assert "listen login mastodon --to-answer" in done.stderr
        assert person.answers == []
        assert person.drafts == [TEXT]

    def test_what_a_colleague_holds_is_let_alone(self, person):
        assert person.call("claim", "1").returncode == 0
        person.environ["LISTEN_HOME"] = str(person.folder / "other")

        done = person.call("reply", "1", "--text", TEXT, "--yes")

        assert done.returncode == 12
        assert person.wire.postings == 0

    def test_what_i_claimed_myself_is_mine_to_answer(self, person):
        assert person.call("claim", "1").returncode == 0
        assert person.call("reply", "1", "--text", TEXT, "--yes").returncode == 0

    def test_an_unknown_outcome_is_checked_and_then_done(self, tmp_path):
        with hosted(MastodonServer, "dies after") as wire:
            person = Person(tmp_path, wire)
            wire_sees = wire.service.__class__.__call__
            hidden = {"on": True}

            def looking(self, request):
                if hidden["on"] and request.url.endswith("/accounts/42/statuses"):
                    return []
                return wire_sees(self, request)

            class Blind(wire.service.__class__):
                __call__ = looking

            wire.service.__class__ = Blind
            first = person.call("reply", "1", "--text", TEXT, "--yes")
            again = person.call("reply", "1", "--text", TEXT, "--yes")
            hidden["on"] = False
            checked = person.call("reply", "1", "--check")

        assert (first.returncode, again.returncode) == (13, 13)
        assert "--check" in first.stderr
        assert checked.returncode == 0, checked.stderr
        assert wire.postings == len(wire.service.made) == 1
        assert [state for state, _, _ in person.answers] == ["posted"]

    def test_nothing_to_check_is_said(self, person):
        assert person.call("reply", "1", "--check").returncode == 2

    def test_by_hand_the_text_is_printed_for_who_goes_on(self, tmp_path):
        with hosted() as wire:
            post = replace(wire.service.to, source="hackernews", url="https://news.ycombinator.com/item?id=1")
            person = Person(tmp_path, wire, post=post)
            done = person.call("reply", "1", "--text", TEXT, "--yes")

        assert (done.returncode, done.stdout) == (0, f"{TEXT}\n")
        assert "listen done 1 --url" in done.stderr
        assert person.drafts == [TEXT]

    @pytest.mark.parametrize(
        "words", [("--check", "--text", "x"), ("--yes", "--draft"), ("--check", "--dry-run"), ("--yes", "--check")]
    )
    def test_what_does_not_go_together_is_told(self, person, words):
        assert person.call("reply", "1", *words).returncode == 2

    def test_an_unknown_number(self, person):
        assert person.call("reply", "9", "--text", TEXT, "--yes").returncode == 2
