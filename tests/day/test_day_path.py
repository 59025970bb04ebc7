"""A person's day, in a real terminal and both languages: digest, inbox, read, answer, yes, posted, done, counted."""

import json
import os
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from listen.dialogue import AnswerState, State
from listen.model import Mention
from listen.protocols import Filter, Order
from listen.store.opening import open_store
from tests.answering.services import MastodonServer
from tests.answering.wire import Wire
from tests.day.terminal import Emulated, Person, Tmux, has_tmux

pytestmark = pytest.mark.timeout(120)

SENTENCE = {
    "de": "Die Kennlinien stehen im Planerheft, Seite 12.",
    "en": "The curves are in the planning book, page 12.",
}
WORDS = {
    "de": {"inbox": "Posteingang", "worth": "Heute deine Zeit wert", "asks": "Senden?", "done": "veröffentlicht",
           "aside": "1 erledigt", "disclosure": "Ich arbeite bei Luftikus.", "yes": "y"},
    "en": {"inbox": "Inbox", "worth": "Worth your time today", "asks": "Send it?", "done": "is posted",
           "aside": "1 done", "disclosure": "Ich arbeite bei Luftikus.", "yes": "y"},
}  # fmt: skip
FEWER_THAN = 10


class Home:
    """The demo's database, and a person who is logged in to a server of her own."""

    def __init__(self, folder: Path, wire: Wire, lang: str) -> None:
        self.folder, self.lang = folder, lang
        kept = {name: value for name, value in os.environ.items() if not name.startswith("LISTEN_")}
        self.environ = {
            **kept,
            "LISTEN_CONFIG": str(folder / "demo" / "queries.yaml"),
            "LISTEN_DB": str(folder / "demo" / "listen.db"),
            "LISTEN_HOME": str(folder / "home"),
            "LISTEN_LANG": lang,
            "LISTEN_ANSWER_MASTODON_SERVER": wire.service.base,
            "LISTEN_ANSWER_MASTODON_TOKEN": "tok",
            "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
            "TERM": "xterm-256color",
            "LC_ALL": "C.UTF-8",
        }
        self.call("demo", "--dir", str(folder / "demo"))

    @property
    def command(self) -> list[str]:
        return [sys.executable, "-m", "listen"]

    def call(self, *words: str) -> str:
        done = subprocess.run(
            [*self.command, *words],
            env=self.environ,
            cwd=self.folder,
            capture_output=True,
            text=True,
            timeout=50,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def store(self):
        return closing(open_store(self.folder / "demo" / "listen.db", now=datetime.now(UTC)))

    def asks_for_curves(self) -> Mention:
        """Return the question of the demo that is answered."""
        with self.store() as store:
            found = store.mentions(Filter(order=Order.PRIORITY, sources=("mastodon",)))
            return next(one for one in found if "Bachelorarbeit" in one.post.text)

    def sits(self, kind: type[Emulated] | type[Tmux], *words: str) -> Person:
        return Person(kind([*self.command, *words], self.environ, self.folder, (100, 30)))


@pytest.mark.parametrize(("lang", "kind"), [("de", Emulated), ("en", Tmux if has_tmux() else Emulated)])
def test_from_the_digest_to_an_answered_mention(lang: str, kind: type[Emulated] | type[Tmux], tmp_path: Path):
    words = WORDS[lang]
    with Wire(lambda base: MastodonServer(base=base)) as wire:
        home = Home(tmp_path, wire, lang)
        asked = home.asks_for_curves()
        wire.service.to = replace(asked.post, author="@kim@home.example")
        number = f"#{asked.id}"
        assert number in home.call("digest")

        with home.sits(kind, "digest", "--open") as person:
            person.sees(words["inbox"], words["worth"], number)
            place = _place(home, asked)
            person.press(*["j"] * place)
            person.press("Enter")
            person.sees("Bachelorarbeit", "Druckverlust", without=words["worth"])
            person.press("r")
            person.sees(words["disclosure"], "^S")
            person.types(SENTENCE[lang])
            person.sees(SENTENCE[lang])
            person.press("C-s")
            person.sees("Mastodon", words["asks"])
            assert wire.service.answers() == []
            person.press(words["yes"])
            person.sees(number, words["done"])
            person.press("q")
            keys = person.keys

        assert keys < FEWER_THAN
        (sent,) = wire.service.made
        assert SENTENCE[lang] in sent["content"]
        assert words["disclosure"] in sent["content"]
        with home.store() as store:
            (answer,) = store.desk.answers_to(asked.id)
            dealing = store.desk.dealings({asked.story_id}, now=datetime.now(UTC))[asked.story_id]
        assert (answer.state, answer.url) == (AnswerState.POSTED, sent["url"])
        assert (dealing.state, dealing.answers) == (State.DONE, 1)
        after = json.loads(home.call("digest", "--json"))
        assert asked.id not in [one["mention"]["id"] for one in after["lines"]]
        assert words["aside"] in home.call("digest")


def _place(home: Home, asked: Mention) -> int:
    """Return on which line of the digest the mention stands, counted from 0."""
    told = json.loads(home.call("digest", "--json"))
    return [one["mention"]["id"] for one in told["lines"]].index(asked.id)


def test_a_terminal_that_cannot_be_drawn_on_is_told_what_to_do(tmp_path: Path):
    with Wire(lambda base: MastodonServer(base=base)) as wire:
        home = Home(tmp_path, wire, "en")
        piped = subprocess.run(
            [*home.command, "inbox"],
            env=home.environ,
            capture_output=True,
            text=True,
            timeout=50,
            check=False,
            stdin=subprocess.DEVNULL,
        )
        plain = subprocess.run(
            [*home.command, "inbox", "--plain"],
            env=home.environ,
            capture_output=True,
            text=True,
            input="1\nd\nq\n",
            timeout=50,
            check=False,
        )
    home.environ["TERM"] = "dumb"
    with home.sits(Emulated, "inbox") as person:
        person.sees("--plain")

    assert (piped.returncode, piped.stdout) == (2, "")
    assert "listen inbox --plain" in piped.stderr
    assert plain.returncode == 0
    assert "is done. (z takes it back)" in plain.stdout
    assert "\x1b" not in plain.stdout


def test_no_colour_and_a_narrow_terminal_say_the_same_in_words(tmp_path: Path):
    with Wire(lambda base: MastodonServer(base=base)) as wire:
        home = Home(tmp_path, wire, "en")
    home.environ["NO_COLOR"] = "1"
    with Person(Emulated([*home.command, "inbox"], home.environ, tmp_path, (80, 24))) as person:
        screen = person.sees("Worth your time today", "criticism")
        person.press("c")
        person.sees("yours until")
        person.press("?")
        person.sees("Move")
        person.press("Escape")
        person.sees("criticism")
        person.press("q")

    assert all(len(line) <= 80 for line in screen.splitlines())
