"""Fetch 1,000 feeds of 50 posts from a loopback web: cold, unchanged, one new post each.

Peers, in the same run: lemon24/reader (10 workers; `pip install reader sgmllib3k` in the same environment, skipped with
a word when missing) and a bare httpx loop over the same addresses for the unchanged case. CPU (user + system) and peak
memory of each client as a whole process, start-up included.

    python benchmarks/bench_fetch.py [FEEDS]
"""

import multiprocessing
import os
import random
import resource
import subprocess
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from hashlib import blake2b
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

HOSTS = 20
POSTS = 50
WORDS = (
    "vent", "duct", "pipe", "noise", "filter", "house", "winter", "summer", "install", "builder", "question", "price",
    "delivery", "flange", "wall", "roof", "attic", "fan", "silencer", "bend", "valve", "heat", "recovery", "damp",
    "measure", "pressure", "drop", "quiet", "loud", "cheap", "good", "bad", "metal", "foil", "plan",
)  # fmt: skip

READER = """
import sys
from reader import make_reader
reader = make_reader(sys.argv[1], feed_root='')
for address in open(sys.argv[2]).read().split():
    reader.add_feed(address, exist_ok=True)
reader.update_feeds(workers=10, scheduled=False)
"""

HTTPX = """
import sys, json, httpx
addresses = open(sys.argv[2]).read().split()
marks = json.load(open(sys.argv[1]))
with httpx.Client() as client:
    for address in addresses:
        assert client.get(address, headers={"If-None-Match": marks[address]}).status_code == 304
"""


def text_of(feed: int, post: int) -> str:
    """Return the text of a post: 300 characters, one in fifty names the brand."""
    chance = random.Random(feed * 1000 + post)  # noqa: S311 - reproducible, not secret
    words = [chance.choice(WORDS) for _ in range(52)]
    if post % POSTS == 7:
        words[10] = "ExampleVent"
    return " ".join(words)


def rss(feed: int, extra: int, start: datetime) -> bytes:
    """Return a feed; `extra` posts have come since the first look."""
    items = "".join(
        f"<item><title>Post {number} of {feed}</title><link>https://blog{feed}.example/{number}</link>"
        f"<guid isPermaLink='false'>{feed}-{number}</guid><description>{text_of(feed, number)}</description>"
        f"<pubDate>{format_datetime(start - timedelta(minutes=20 * (POSTS - number)))}</pubDate></item>"
        for number in range(POSTS + extra - 1, extra - 1, -1)
    )
    return f"<rss version='2.0'><channel><title>Blog {feed}</title>{items}</channel></rss>".encode()


def serve(port: "multiprocessing.Queue[int]", extra: "multiprocessing.sharedctypes.Synchronized[int]") -> None:
    """Answer for ever; bodies are made once per state."""
    start = datetime.now(UTC)
    made: dict[tuple[int, int], tuple[bytes, str]] = {}

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            key = (int(self.path.strip("/")), extra.value)
            if key not in made:
                body = rss(*key, start)
                made[key] = body, f'"{blake2b(body, digest_size=8).hexdigest()}"'
            body, mark = made[key]
            is_known = self.headers.get("If-None-Match") == mark
            head = f"HTTP/1.1 {'304 Not Modified' if is_known else '200 OK'}\r\nETag: {mark}\r\n"
            if not is_known:
                head += f"Content-Type: application/rss+xml\r\nContent-Length: {len(body)}\r\n"
            self.wfile.write(head.encode() + b"\r\n" + (b"" if is_known else body))

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("0.0.0.0", 0), Handler)  # noqa: S104 - loopback addresses of this machine
    server.daemon_threads = True
    port.put(server.server_port)
    server.serve_forever()


def cpu(command: list[str]) -> tuple[float, int]:
    """Run a command; return its CPU seconds and peak memory in MB."""
    # A person's Python keeps what it compiled; some build machines forbid it.
    environ = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environ)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        print(process.stderr.read().decode()[-600:])
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss // 1024


def main() -> None:
    """Measure and print."""
    feeds = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    port_of, extra = multiprocessing.Queue(), multiprocessing.Value("i", 0)
    server = multiprocessing.Process(target=serve, args=(port_of, extra), daemon=True)
    server.start()
    port = port_of.get()
    hosts = [f"127.0.1.{number + 1}" for number in range(HOSTS)]
    addresses = [f"http://{hosts[feed % HOSTS]}:{port}/{feed}" for feed in range(feeds)]
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        (work / "addresses").write_text("\n".join(addresses))
        (work / "queries.yaml").write_text(
            "version: 1\nbrand: {name: ExampleVent}\nqueries: {brand: examplevent*}\n"
            "sources: {hackernews: {enabled: false}, mastodon: {enabled: false}}\n"
            f"http: {{allow_private: {hosts}}}\nfeeds:\n" + "".join(f"  - {address}\n" for address in addresses)
        )
        listen = [sys.executable, "-m", "listen", "--config", f"{work}/queries.yaml", "--db", f"{work}/l.db", "fetch"]
        reader = [sys.executable, "-c", READER, f"{work}/reader.db", f"{work}/addresses"]
        probe = subprocess.run([sys.executable, "-c", "import reader"], capture_output=True, check=False)
        has_reader = probe.returncode == 0
        if not has_reader:
            print("reader is not installed: pip install reader")
        for name in ("cold", "unchanged", "one new post each"):
            if name == "one new post each":
                extra.value = 1
            ours, memory = cpu(listen)
            print(f"{name:18} listen {ours:6.2f} s CPU, {memory} MB", end="")
            if has_reader:
                theirs, _ = cpu(reader)
                print(f" | reader {theirs:6.2f} s | ratio 1/{theirs / ours:.1f}", end="")
            if name == "unchanged":
                bare = bare_httpx(work, addresses)
                print(f" | bare httpx {bare:5.2f} s | {ours / bare:.2f}x", end="")
            print(flush=True)
    server.terminate()


def bare_httpx(work: Path, addresses: list[str]) -> float:
    """Return the CPU of a plain loop that asks with the right validators."""
    import json
    from urllib.request import urlopen

    marks = {address: urlopen(address).headers["ETag"] for address in addresses}  # noqa: S310 - our own loopback web
    (work / "marks.json").write_text(json.dumps(marks))
    used, _ = cpu([sys.executable, "-c", HTTPX, f"{work}/marks.json", f"{work}/addresses"])
    return used


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_NOFILE, (4096, 4096))
    main()
