"""A person's own login to answer: tried at once, kept with the person, apart from the login for listening."""

import json
import os
import subprocess
import sys

import pytest
from services import BlueskyServer, MastodonServer, WordPressServer
from wire import Wire

from listen.errors import ExitCode

QUERIES = """version: 1
brand: ExampleVent
queries: {{brand: examplevent}}
sources:
  hackernews: {{enabled: false}}
  mastodon: {{enabled: false, servers: ["{base}"]}}
  bluesky: {{base: "{base}"}}
  wordpress: {{base: "{base}"}}
http: {{allow_private: ["127.0.0.1"]}}
"""


class Person:
    def __init__(self, folder, base):
        self.folder = folder
        (folder / "queries.yaml").write_text(QUERIES.format(base=base))

    def call(self, *words: str, typed: str = "", **environ: str):
        kept = {name: value for name, value in os.environ.items() if not name.startswith("LISTEN_")}
        surroundings = {
            **kept,
            "LISTEN_HOME": str(self.folder / "home"),
            "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
            **environ,
        }
        return subprocess.run(
            [sys.executable, "-m", "listen", "--config", "queries.yaml", "--db", "listen.db", *words],
            capture_output=True,
            text=True,
            env=surroundings,
            cwd=self.folder,
            input=typed,
            timeout=50,
            check=False,
        )

    @property
    def secrets(self):
        return self.folder / "home" / "secrets.env"


@pytest.fixture
def person(tmp_path):
    with Wire(lambda base: MastodonServer(base=base)) as wire:
        yield Person(tmp_path, wire.service.base)


def test_the_keys_are_tried_and_stay_with_the_person(person):
    done = person.call("login", "mastodon", "--to-answer", "--server", "127.0.0.1", typed="tok\n")

    # A name is a name; only an address says that the server speaks http.
    assert done.returncode == 0
    assert person.secrets.stat().st_mode & 0o777 == 0o600
    assert not (person.folder / "secrets.env").exists()


def test_the_service_says_who_answers(person, tmp_path):
    base = (tmp_path / "queries.yaml").read_text().split('"')[1]

    done = person.call("login", "mastodon", "--to-answer", typed=f"{base}\ntok\n")

    assert done.returncode == 0, done.stderr
    assert "@me@127.0.0.1" in done.stderr
    assert "LISTEN_ANSWER_MASTODON_TOKEN=tok" in person.secrets.read_text()


def test_a_refused_key_is_not_kept(person, tmp_path):
    base = (tmp_path / "queries.yaml").read_text().split('"')[1]

    done = person.call("login", "mastodon", "--to-answer", typed=f"{base}\nwrong\n")

    assert done.returncode == ExitCode.LOGIN
    assert not person.secrets.exists()
    assert "wrong" not in done.stderr


def test_accounts_tell_both_apart_and_never_a_key(person, tmp_path):
    base = (tmp_path / "queries.yaml").read_text().split('"')[1]
    person.call("login", "mastodon", "--to-answer", typed=f"{base}\ntok\n")

    told = person.call("accounts", "--json")
    shown = person.call("accounts", "--lang", "de")

    own = [one for one in json.loads(told.stdout)["keys"] if one["is_to_answer"]]
    assert {"source": "mastodon", "name": "token", "kept_in": "file"}.items() <= own[1].items()
    assert own[1]["variable"] == "LISTEN_ANSWER_MASTODON_TOKEN"
    assert "Deine eigenen, um zu antworten:" in shown.stdout
    assert "tok\n" not in told.stdout + shown.stdout
    # A login to answer is none to listen.
    listening = [one for one in json.loads(told.stdout)["keys"] if not one["is_to_answer"]]
    assert all(one["kept_in"] is None for one in listening)


def test_logging_out_forgets_the_own_keys_alone(person, tmp_path):
    base = (tmp_path / "queries.yaml").read_text().split('"')[1]
    person.call("login", "mastodon", "--to-answer", typed=f"{base}\ntok\n")
    (tmp_path / "secrets.env").write_text("LISTEN_MASTODON_TOKEN_127_0_0_1=other\n")
    (tmp_path / "secrets.env").chmod(0o600)

    done = person.call("logout", "mastodon", "--to-answer")

    assert done.returncode == 0
    assert "tok" not in person.secrets.read_text()
    assert "other" in (tmp_path / "secrets.env").read_text()


def test_channels_without_answers_say_what_to_do_instead(person):
    done = person.call("login", "hackernews", "--to-answer")

    assert done.returncode == ExitCode.USAGE
    assert "listen done NUMBER --url LINK" in done.stderr


def test_bluesky_keeps_a_session_of_its_own(tmp_path):
    with Wire(lambda base: BlueskyServer(base=base)) as wire:
        person = Person(tmp_path, wire.service.base)
        done = person.call("login", "bluesky", "--to-answer", typed="me.example\nright\n\n")

    assert done.returncode == 0, done.stderr
    assert "as me.example" in done.stderr
    assert "LISTEN_ANSWER_BLUESKY_SESSION" in person.secrets.read_text()


def test_sites_have_keys_of_their_own(tmp_path):
    with Wire(lambda base: WordPressServer(base=base)) as wire:
        person = Person(tmp_path, wire.service.base)
        done = person.call("login", "wordpress", "--to-answer", typed="me\nabcd efgh\n")

    assert done.returncode == 0, done.stderr
    assert "LISTEN_ANSWER_WORDPRESS_APP_PASSWORD_127_0_0_1=abcd efgh" in person.secrets.read_text()
