"""What tests against real servers share: a free port, waiting for it, and the true door."""

import socket
import time
from datetime import UTC, datetime, timedelta

from listen.brand import HttpSettings
from listen.http import Door

NOW = datetime.now(UTC).replace(microsecond=0)
SINCE = NOW - timedelta(days=30)


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


def is_up(port, *, within_s=20.0):
    """Wait until somebody answers at `port`."""
    end = time.monotonic() + within_s
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return True
    return False


def door():
    return Door(HttpSettings(allow_private=("127.0.0.1", "localhost"), pause_s=0), version="0", environ={})


def read(source, queries, checkpoints=None):
    """Read all streams; return posts, and the checkpoints by stream."""
    posts, marks = [], {}
    with door() as fetcher:
        for stream in source.streams(queries):
            pages = list(source.pages(stream, (checkpoints or {}).get(stream.key), fetcher, since=SINCE))
            posts += [post for page in pages for post in page.posts]
            marks[stream.key] = pages[-1].checkpoint
    return posts, marks
