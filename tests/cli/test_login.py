"""One login for all channels: tried at once, kept for the owner only, never shown."""

import json
import os
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from listen.errors import ExitCode

QUERIES = """version: 1
brand: ExampleVent
queries: {{brand: examplevent}}
sources:
  hackernews: {{enabled: false}}
  mastodon: {{enabled: false}}
  bluesky: {{base: "http://127.0.0.1:{port}"}}
http: {{allow_private: ["127.0.0.1"]}}
"""


class Network(BaseHTTPRequestHandler):
    """Logs in with one password, and has nothing to tell."""

    def _answer(self, status, content):
        body = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if sent.get("password") != "right-password":
            self._answer(401, {"error": "AuthenticationRequired"})
            return
        self._answer(200, {"accessJwt": "the-session", "refreshJwt": "more", "handle": "kim.example", "did": "did:1"})

    def do_GET(self):
        is_known = self.headers.get("Authorization") == "Bearer the-session"
        self._answer(*(200, {"posts": []}) if is_known else (401, {"error": "AuthMissing"}))

    def log_message(self, *_: object):
        """Stay quiet."""


@pytest.fixture
def home(tmp_path):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Network)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    (tmp_path / "queries.yaml").write_text(QUERIES.format(port=server.server_port))
    yield tmp_path
    server.shutdown()
    server.server_close()


def listen(home, *words: str, typed="", **environ: str):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LISTEN_")}
    return subprocess.run(
        [sys.executable, "-m", "listen", *words],
        cwd=home,
        input=typed,
        env={**kept, "LISTEN_DB": str(home / "listen.db"), "LISTEN_LANG": "en", **environ},
        capture_output=True,
        text=True,
        check=False,
        timeout=50,
    )


def test_a_login_is_tried_kept_and_used(home):
    before = listen(home, "fetch")
    assert before.returncode == ExitCode.LOGIN
    assert "listen login bluesky" in " ".join(before.stderr.split())

    logged_in = listen(home, "login", "bluesky", typed="kim.example\nright-password\n")
    assert (logged_in.returncode, "kim.example" in logged_in.stderr) == (0, True)
    assert "right-password" not in logged_in.stdout + logged_in.stderr

    assert listen(home, "fetch").returncode == 0
    assert (Path(home / "secrets.env").stat().st_mode & 0o777) == 0o600
    shown = listen(home, "accounts").stdout + listen(home, "sources").stdout + listen(home, "sources", "--json").stdout
    assert "right-password" not in shown
    assert "the-session" not in shown
    database = (home / "listen.db").read_bytes()
    assert b"right-password" not in database
    assert b"the-session" not in database

    assert listen(home, "logout", "bluesky").returncode == 0
    assert listen(home, "fetch").returncode == ExitCode.LOGIN


def test_a_refused_key_is_not_kept(home):
    refused = listen(home, "login", "bluesky", typed="kim.example\nwrong-password\n")

    assert refused.returncode == ExitCode.LOGIN
    assert "wrong-password" not in refused.stdout + refused.stderr
    assert not (home / "secrets.env").exists()


def test_the_environment_does_for_cron(home):
    run = listen(home, "fetch", LISTEN_BLUESKY_HANDLE="kim.example", LISTEN_BLUESKY_APP_PASSWORD="right-password")

    assert run.returncode == 0


def test_what_has_no_login_says_so(home):
    assert listen(home, "login", "hackernews").returncode == ExitCode.USAGE
    assert listen(home, "login", "nowhere").returncode == ExitCode.USAGE


def test_every_channel_is_shown_with_what_to_do(home):
    shown = listen(home, "sources")

    assert "bluesky" in shown.stdout
    assert "listen login bluesky" in shown.stdout
    found = {one["name"]: one["state"] for one in json.loads(listen(home, "sources", "--json").stdout)["sources"]}
    assert found["bluesky"] == "needs_login"
    assert found["hackernews"] == found["reddit"] == "off"


def test_one_channel_can_be_tried(home):
    tried = listen(
        home,
        "sources",
        "test",
        "bluesky",
        LISTEN_BLUESKY_HANDLE="kim.example",
        LISTEN_BLUESKY_APP_PASSWORD="right-password",
    )

    assert tried.returncode == 0
    assert not (home / "listen.db").exists()
