"""A mail server that fails is told apart from one that is empty: no letter is passed over."""

import base64
import socket
import threading
from contextlib import contextmanager

import pytest

from listen.errors import AddressRefused, LoginNeeded, Unreachable, Unreadable
from listen.mailbox import Mailroom
from listen.protocols import Request
from listen.testing.door import FakeFetcher
from listen.testing.world import NOW

CAN = {
    "CAPABILITY": "* CAPABILITY IMAP4rev1\r\n",
    "SELECT": "* OK [UIDVALIDITY 7]\r\n",
    "UID SEARCH": "* SEARCH 1 2\r\n",
}


@contextmanager
def server(refuses="", drops=""):
    """Serve one visit; `refuses` and `drops` name commands."""
    listening = socket.create_server(("127.0.0.1", 0))

    def talk():
        peer, _ = listening.accept()
        with peer, peer.makefile("rwb") as wire:
            wire.write(b"* OK ready\r\n")
            wire.flush()
            for line in wire:
                tag, _, rest = line.decode().strip().partition(" ")
                words = rest.upper().replace("EXAMINE", "SELECT").split()
                command = " ".join(words[:2]) if words[0] == "UID" else words[0]
                if command == drops:
                    return
                did = "NO [SERVERBUG] later" if command == refuses else "OK done"
                wire.write(f"{'' if command == refuses else CAN.get(command, '')}{tag} {did}\r\n".encode())
                wire.flush()

    thread = threading.Thread(target=talk, daemon=True)
    thread.start()
    try:
        yield listening.getsockname()[1]
    finally:
        listening.close()
        thread.join(timeout=10)


def ask(port, password="geheim", **params: str):
    proof = base64.b64encode(f"kim:{password}".encode()).decode()
    request = Request(
        url=f"imap://127.0.0.1:{port}/INBOX",
        params=tuple(params.items()),
        headers={"Authorization": f"Basic {proof}"},
        secrets=(password,),
    )
    return Mailroom(FakeFetcher(lambda _: {}), lambda: NOW, timeout_s=5).get(request)


@pytest.mark.enable_socket
class TestFaults:
    def test_what_it_has_is_read(self):
        with server() as port:
            assert b'"key": "2"' in ask(port).body

    @pytest.mark.parametrize("params", [{}, {"keys": "1,2"}])
    def test_a_refused_question_is_no_empty_answer(self, params):
        command = "UID FETCH" if params else "UID SEARCH"
        with server(refuses=command) as port, pytest.raises(Unreadable) as raised:
            ask(port, **params)
        assert "SERVERBUG" in raised.value.message("en")

    @pytest.mark.parametrize("command", ["LOGIN", "UID SEARCH"])
    def test_a_connection_that_breaks_is_no_wrong_password(self, command):
        with server(drops=command) as port, pytest.raises(Unreachable):
            ask(port)

    def test_a_refused_login_wants_a_login(self):
        with server(refuses="LOGIN") as port, pytest.raises(LoginNeeded):
            ask(port)

    def test_a_password_that_the_wire_cannot_carry_is_named(self):
        with server() as port, pytest.raises(LoginNeeded) as raised:
            ask(port, password="schlüssel")
        assert "schlüssel" not in raised.value.message("en")


def test_a_port_that_is_none_is_told():
    with pytest.raises(AddressRefused):
        ask("99999")
