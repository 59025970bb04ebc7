"""A thousand feeds and twenty services in one run: every host is asked by one at a time, and a tired one left alone."""

import json
import os
import subprocess
import sys
import threading
import time
from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import accumulate, pairwise

import pytest

FEED_HOSTS = [f"127.0.1.{number}" for number in range(1, 101)]
LEMMY_HOSTS = [f"127.0.2.{number}" for number in range(1, 11)]
PEERTUBE_HOSTS = [f"127.0.3.{number}" for number in range(1, 11)]
FEEDS = 1000
TIRED = LEMMY_HOSTS[0]
STATED_S = 0.3
NOW = datetime.now(UTC)
pytestmark = [
    pytest.mark.enable_socket,
    pytest.mark.timeout(180),
    pytest.mark.skipif(sys.platform != "linux", reason="127.0.0.0/8 is one machine on Linux only"),
]


def feed(path):
    at = format_datetime(NOW - timedelta(hours=1))
    return (
        f"<rss version='2.0'><channel><title>Feed {path}</title><item><guid isPermaLink='false'>{path}</guid>"
        f"<link>https://a.example{path}</link><title>ExampleVent {path}</title><pubDate>{at}</pubDate></item>"
        "</channel></rss>"
    ).encode()


def lemmy(host):
    post = {
        "id": 1,
        "name": f"ExampleVent at {host}",
        "body": "loud",
        "ap_id": f"https://{host}/post/1",
        "published": NOW.isoformat(),
    }
    view = {"post": post, "creator": {"name": "kim"}, "community": {"title": "House"}, "counts": {}}
    return json.dumps({"posts": [view], "comments": []}).encode()


@pytest.fixture
def web():
    """Serve all of them; yield port, and what was asked: host, path, begin and end."""
    asked, lock = [], threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            began = time.monotonic()
            host = self.headers["Host"].partition(":")[0]
            status, kind, body = 200, "application/json", b""
            if host in FEED_HOSTS:
                kind, body = "application/rss+xml", feed(self.path)
            elif host == TIRED:
                status, body = 429, b"{}"
            elif host in LEMMY_HOSTS:
                body = lemmy(host) if "page=1" in self.path else b'{"posts": [], "comments": []}'
            else:
                body = b'{"total": 0, "data": []}'
            time.sleep(0.002)
            self.send_response(status)
            self.send_header("Content-Type", kind)
            if status == 429:
                self.send_header("Retry-After", "3600")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            with lock:
                asked.append((host, self.path, began, time.monotonic()))
            self.wfile.write(body)

        def log_message(self, *_: object):
            """Stay quiet."""

    server = ThreadingHTTPServer(("0.0.0.0", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port, asked
    server.shutdown()
    server.server_close()


def test_a_thousand_feeds_and_twenty_services(web, tmp_path):
    port, asked = web
    hosts = [*FEED_HOSTS, *LEMMY_HOSTS, *PEERTUBE_HOSTS]
    feeds = "".join(f"  - http://{FEED_HOSTS[n % len(FEED_HOSTS)]}:{port}/{n}\n" for n in range(FEEDS))
    servers = {name: [f"http://{host}:{port}" for host in some]
               for name, some in (("lemmy", LEMMY_HOSTS), ("peertube", PEERTUBE_HOSTS))}  # fmt: skip
    (tmp_path / "queries.yaml").write_text(
        "version: 1\nbrand: {name: ExampleVent}\nqueries: {brand: 'examplevent OR \"example vent\"'}\n"
        "sources:\n  hackernews: {enabled: false}\n  mastodon: {enabled: false}\n"
        f"  lemmy: {{pause_s: {STATED_S}, servers: {servers['lemmy']}}}\n"
        f"  peertube: {{servers: {servers['peertube']}}}\n"
        f"http: {{allow_private: {hosts}}}\nfeeds:\n{feeds}"
    )

    def fetch():
        command = [sys.executable, "-m", "listen", "--config", "queries.yaml", "--db", "l.db", "fetch", "--json"]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, env=os.environ, check=False)
        return done.returncode, json.loads(done.stdout)

    first, summary = fetch()
    in_the_first = list(asked)
    asked.clear()
    second, _ = fetch()

    assert (first, second) == (3, 3)  # one of the services asks us to wait, and that is told
    assert summary["summary"]["new"] == FEEDS + len(LEMMY_HOSTS) - 1
    assert Counter(host for host, *_ in in_the_first)[TIRED] == 1
    assert not [one for one in asked if one[0] == TIRED]
    visits = defaultdict(list)
    for host, _, began, ended in in_the_first:
        visits[host].append((began, ended))
    for host, times in visits.items():
        ordered = sorted(times)
        assert all(after[0] >= before[1] for before, after in pairwise(ordered)), host
        if host in LEMMY_HOSTS:
            assert all(after[0] - before[0] >= STATED_S * 0.95 for before, after in pairwise(ordered)), host
    # Hosts do not wait for each other: some were asked while others were.
    changes = sorted([(began, 1) for _, _, began, _ in in_the_first] + [(ended, -1) for *_, ended in in_the_first])
    assert max(accumulate(step for _, step in changes)) > 1
    first_of = {host: min(times)[0] for host, times in visits.items()}
    last_of = {host: max(times)[1] for host, times in visits.items()}
    paused = [host for host in LEMMY_HOSTS if host != TIRED]
    assert min(last_of[host] for host in paused) > max(first_of[host] for host in paused[:4])
    assert Counter(path for host, path, *_ in in_the_first if host in FEED_HOSTS).most_common(1)[0][1] == 1
