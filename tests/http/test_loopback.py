"""The end of a login in the browser: one answer, from whoever knows the state."""

import threading
import urllib.error
import urllib.request

import pytest

from listen.errors import LoginNeeded, TimedOut
from listen.http.loopback import Loopback


def visit(address):
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, ""


@pytest.fixture
def waiting():
    with Loopback("Fertig.", "right-state") as back:
        yield back


def answered(back, *paths: str):
    """Visit these one after the other, in a thread, while the code is waited for."""
    seen = []
    base = back.redirect.removesuffix("/listen")
    thread = threading.Thread(target=lambda: seen.extend(visit(base + path) for path in paths))
    thread.start()
    try:
        return back.code(within_s=5, host="social.example"), seen
    finally:
        thread.join()


@pytest.mark.enable_socket
class TestLoopback:
    def test_it_listens_on_this_machine_only(self, waiting):
        assert waiting.redirect.startswith("http://127.0.0.1:")

    def test_the_code_comes_back_and_the_person_sees_that_it_is_done(self, waiting):
        code, seen = answered(waiting, "/listen?code=abc&state=right-state")

        assert code == "abc"
        assert seen == [(200, "Fertig.")]

    def test_somebody_elses_answer_is_not_taken(self, waiting):
        code, seen = answered(
            waiting, "/listen?code=evil&state=wrong", "/other?code=evil&state=right-state", "/favicon.ico",
            "/listen?code=abc&state=right-state",
        )  # fmt: skip

        assert code == "abc"
        assert [status for status, _ in seen] == [404, 404, 404, 200]

    def test_a_no_is_a_no(self, waiting):
        with pytest.raises(LoginNeeded):
            answered(waiting, "/listen?error=access_denied&state=right-state")

    def test_nobody_waits_for_ever(self, waiting):
        with pytest.raises(TimedOut):
            waiting.code(within_s=0.1, host="social.example")
