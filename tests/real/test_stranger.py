"""A stranger's source comes with `pip install`, and is asked like any other: the page's example, as a real package."""

import json
import os
import re
import subprocess
import sys
import threading
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

PAGE = Path(__file__).resolve().parents[2] / "docs" / "howto" / "new-source.md"
NOTES = {"notes": [{"id": "7", "text": "ExampleVent is loud", "by": "Kim", "at": "2026-11-20T10:00:00Z"}]}
pytestmark = pytest.mark.enable_socket


@pytest.fixture(scope="module")
def board():
    """Serve the bulletin board of the page; yield its port and what was asked."""
    asked = []

    class Board(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            body = json.dumps(NOTES).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object):
            """Stay quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Board)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port, asked
    server.shutdown()
    server.server_close()


def wheel(folder):
    """Build the package of the page: its code, and the entry point as it says."""
    page = PAGE.read_text(encoding="utf-8")
    code = re.findall(r"```python\n(.*?)```", page, re.DOTALL)[0]
    entry = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)[0]
    name, place = re.search(r'^(\w+) = "(.+)"$', entry, re.MULTILINE).groups()
    path = folder / "listen_board-1.0-py3-none-any.whl"
    info = "listen_board-1.0.dist-info"
    files = {
        "listen_board.py": code,
        f"{info}/METADATA": "Metadata-Version: 2.1\nName: listen-board\nVersion: 1.0\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{info}/entry_points.txt": f"[listen.sources]\n{name} = {place}\n",
    }
    with zipfile.ZipFile(path, "w") as archive:
        for file, content in files.items():
            archive.writestr(file, content)
        archive.writestr(f"{info}/RECORD", "".join(f"{file},,\n" for file in (*files, f"{info}/RECORD")))
    return path


def test_a_package_that_was_installed_is_asked(board, tmp_path):
    port, asked = board
    installed = tmp_path / "site"
    pip = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-index", "--target", str(installed)]
    subprocess.run([*pip, str(wheel(tmp_path))], check=True)
    (tmp_path / "queries.yaml").write_text(
        "version: 1\nbrand: {name: ExampleVent}\nqueries: {brand: examplevent}\nfirst_run_days: 3650\n"
        f"sources:\n  hackernews: {{enabled: false}}\n  mastodon: {{enabled: false}}\n"
        f"  board: {{servers: ['http://127.0.0.1:{port}']}}\nhttp: {{allow_private: [127.0.0.1]}}\n"
    )

    def call(*words: str):
        command = [sys.executable, "-m", "listen", "--config", "queries.yaml", "--db", "l.db", *words]
        done = subprocess.run(
            command,
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": f"{installed}{os.pathsep}{PAGE.parents[2]}"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    states = {one["name"]: one for one in json.loads(call("sources", "--json"))["sources"]}
    call("fetch")
    call("fetch")

    assert (states["board"]["state"], states["board"]["is_built_in"]) == ("ready", False)
    assert len(asked) == 2
    assert "ExampleVent is loud" in call("list")
    assert call("export", "--format", "jsonl").count("\n") == 1
