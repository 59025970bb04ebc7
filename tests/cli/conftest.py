"""A folder with a queries.yaml, a little web with one feed in it, and `listen` as a person calls it."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest


def rss(*texts: str) -> bytes:
    """Return a feed of posts, an hour between each."""
    now = datetime.now(UTC)
    items = "".join(
        f"<item><guid isPermaLink='false'>g{number}</guid><link>https://forum.example/{number}</link>"
        f"<title>Post {number}</title><description>{text}</description>"
        f"<pubDate>{format_datetime(now - timedelta(minutes=10 * number))}</pubDate></item>"
        for number, text in enumerate(texts)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Bauforum</title>{items}</channel></rss>'.encode()


@dataclass
class Web:
    """What the little web answers, by path: status and body."""

    base: str = ""
    answers: dict[str, tuple[int, bytes]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)


@pytest.fixture
def web() -> Iterator[Web]:
    world = Web()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            world.asked.append(self.path)
            status, body = world.answers.get(self.path, (404, b"nothing here"))
            self.send_response(status)
            self.send_header("Content-Type", "application/rss+xml" if status == 200 else "text/plain")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    world.base = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield world
    server.shutdown()
    server.server_close()
    thread.join()


@dataclass
class Ended:
    """How a call of `listen` ended."""

    code: int
    out: str
    err: str


@dataclass
class Desk:
    """A folder to work in."""

    folder: Path
    web: Web
    environ: dict[str, str]

    @property
    def config(self) -> Path:
        return self.folder / "queries.yaml"

    @property
    def database(self) -> Path:
        return self.folder / "data" / "listen.db"

    def write(self, *feeds: str, more: str = "", find: str = "examplevent*") -> None:
        """Write a queries.yaml that asks `feeds` (paths in the little web) and nobody else."""
        listed = "".join(f"  - {self.web.base}{feed}\n" for feed in feeds)
        self.config.write_text(
            "version: 1\nbrand: {name: ExampleVent}\n"
            f"queries:\n  brand: '{find}'\n"
            f"feeds:\n{listed}"
            "sources: {hackernews: {enabled: false}, mastodon: {enabled: false}}\n"
            f"http: {{allow_private: [127.0.0.1]}}\n{more}",
            encoding="utf-8",
        )

    def call(self, *words: str, **environ: str) -> Ended:
        """Call `listen` as a process of its own, its output in pipes."""
        done = subprocess.run(
            [sys.executable, "-m", "listen", "--config", str(self.config), "--db", str(self.database), *words],
            capture_output=True,
            text=True,
            encoding="utf-8",
            env={**self.environ, **environ},
            cwd=self.folder,
            timeout=50,
            stdin=subprocess.DEVNULL,
            check=False,
        )
        return Ended(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def desk(tmp_path: Path, web: Web) -> Desk:
    import os

    return Desk(folder=tmp_path, web=web, environ=dict(os.environ))
