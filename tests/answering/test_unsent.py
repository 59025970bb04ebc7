"""Which failures of a POST mean that nothing went out: the whole table, and what the door says of itself."""

import socket
import ssl
import threading
from contextlib import suppress

import pytest

from listen.brand import HttpSettings
from listen.errors import (
    AddressRefused,
    Blocked,
    Gone,
    LoginNeeded,
    QueryRefused,
    RateLimited,
    SourceError,
    TimedOut,
    TooBig,
    Unreachable,
    Unreadable,
    Unsent,
)
from listen.http import Door, Surroundings
from listen.http.verdict import failure
from listen.protocols import Expect, Request
from listen.sources.shared.posting import certainly_unsent, post_once
from listen.testing.door import FakeFetcher
from listen.testing.world import NOW

SURE = [
    *range(400, 408),
    *range(410, 419),
    421,
    422,
    423,
    424,
    425,
    426,
    428,
    429,
    431,
    451,
]
OPEN = [301, 302, 303, 307, 308, 408, 409, 500, 501, 502, 503, 504, 507, 520, 524, 599]


def answered(status: int, headers: dict[str, str] | None = None) -> SourceError:
    return failure(status, headers or {}, b"{}", host="h", url="https://h/", secrets=frozenset({"key"}), now=NOW)


@pytest.mark.parametrize("status", SURE)
def test_a_refusal_means_that_nothing_was_taken(status: int):
    assert certainly_unsent(answered(status))


@pytest.mark.parametrize("status", OPEN)
def test_anything_else_leaves_it_open(status: int):
    assert not certainly_unsent(answered(status))


def test_busy_with_a_date_is_a_server_error_all_the_same():
    assert not certainly_unsent(answered(503, {"retry-after": "5"}))
    assert certainly_unsent(answered(429, {"retry-after": "5"}))
    assert certainly_unsent(answered(403, {"retry-after": "5"}))


@pytest.mark.parametrize(
    ("error", "is_sure"),
    [
        (LoginNeeded("source.not_logged_in", channel="x"), True),
        (RateLimited("source.budget_used", account="x", until="y"), True),
        (Unreachable("source.proxy_failed", host="h"), True),
        (Gone("source.gone", host="h", url="u", is_final=True), True),
        (Blocked("source.blocked", host="h", status=403), True),
        (Blocked("source.blocked", host="h"), False),
        (AddressRefused("source.redirect_refused", host="h"), False),
        (TimedOut("source.timed_out", host="h", seconds="30"), False),
        (TimedOut("source.run_over", host="h"), False),
        (Unreachable("source.stopped", host="h"), False),
        (Unreachable("source.broken", host="h", why="TCP"), False),
        (Unreachable("source.unreachable", host="h", why="ENETDOWN"), False),
        (Unreadable("source.unreadable", host="h", why="no JSON"), False),
        (TooBig("source.too_big", host="h", limit="1"), False),
        (QueryRefused("source.query_refused", host="h", why="HTTP 409", status=409), False),
    ],
    ids=lambda one: one.key if isinstance(one, SourceError) else str(one),
)
def test_the_table(error: SourceError, is_sure: bool):
    assert certainly_unsent(error) is is_sure
    error.is_unsaid = True
    assert certainly_unsent(error)


def posted(url: str) -> Request:
    return Request(url=url, body=b"{}", expect=Expect.JSON)


def failed(url: str, **world: object) -> SourceError:
    settings = HttpSettings(allow_private=("127.0.0.1", "nowhere.example"), total_s=0.5)
    with Door(settings, version="0", surroundings=Surroundings(**world)) as door, pytest.raises(SourceError) as raised:
        door.get(posted(url))
    return raised.value


class Peer:
    """Accepts one connection and does something with it."""

    def __init__(self, deed):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.place = f"127.0.0.1:{self.listener.getsockname()[1]}"
        self.came = b""
        self._deed = deed

    def __enter__(self):
        threading.Thread(target=self._serve, daemon=True).start()
        return self

    def __exit__(self, *_: object):
        self.listener.close()

    def _serve(self):
        with suppress(OSError):
            sock, _ = self.listener.accept()
            with sock:
                self._deed(self, sock)


def hang_up(peer, sock):
    """Say nothing, having read nothing."""


def read_and_hang_up(peer, sock):
    peer.came = sock.recv(65536)


def test_the_door_knows_that_nothing_went_out():
    def unknown(_host, _port):
        raise OSError

    listener = socket.create_server(("127.0.0.1", 0))
    free = listener.getsockname()[1]
    listener.close()

    for error in (
        failed(f"http://127.0.0.1:{free}/"),
        failed("http://nowhere.example/", resolve=unknown),
        failed("http://10.0.0.1/"),
        failed("ftp://nowhere.example/"),
    ):
        assert error.is_unsaid, error.key
        assert certainly_unsent(error)


def test_no_tls_means_that_nothing_went_out():
    with Peer(read_and_hang_up) as peer:
        error = failed(f"https://{peer.place}/", trust=ssl.create_default_context)

    assert error.key == "source.tls_failed"
    assert certainly_unsent(error)


@pytest.mark.parametrize("deed", [hang_up, read_and_hang_up])
def test_once_something_was_said_it_is_open(deed):
    with Peer(deed) as peer:
        error = failed(f"http://{peer.place}/")

    assert not error.is_unsaid
    assert not certainly_unsent(error)


def test_a_post_is_made_once_and_told_apart():
    fetcher = FakeFetcher(lambda _: answered(500))
    with pytest.raises(Unreachable):
        post_once(posted("https://h/"), fetcher)
    assert len(fetcher.asked) == 1

    login = answered(401)
    with pytest.raises(Unsent) as raised:
        post_once(posted("https://h/"), FakeFetcher(lambda _: login))
    assert raised.value.exit_code == login.exit_code == 4
    assert login.message("de") in raised.value.message("de")
