"""Real receivers on this machine: a mail server with TLS and logins, and a web server for chats."""

import asyncio
import json
import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A throwaway certificate for localhost, with its key in the same file."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("there is no openssl to make a certificate with")
    folder = tmp_path_factory.mktemp("certificate")
    files = ["-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem")]
    kind = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
    names = "subjectAltName=DNS:localhost,IP:127.0.0.1"
    subprocess.run(
        [openssl, *kind, "-subj", "/CN=localhost", "-addext", names, *files], check=True, capture_output=True
    )
    return folder / "cert.pem"


@dataclass
class Postbox:
    """What the mail server took, and how it behaves."""

    port: int = 0
    taken: list[bytes] = field(default_factory=list)
    logins: list[tuple[bytes, bytes]] = field(default_factory=list)
    from_: list[str] = field(default_factory=list)
    to: list[list[str]] = field(default_factory=list)
    refuses: set[str] = field(default_factory=set)
    answer: str = "250 taken"
    dies_after_data: bool = False
    on_data: Callable[[], object] | None = None

    def mail(self, number: int = -1) -> EmailMessage:
        """Return what was taken, parsed back."""
        parsed = message_from_bytes(self.taken[number], policy=default)
        assert isinstance(parsed, EmailMessage)
        return parsed

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Any) -> str:  # noqa: N802
        if address in self.refuses:
            return f"550 5.1.1 <{address}> unknown"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.taken.append(envelope.original_content or b"")
        self.from_.append(envelope.mail_from or "")
        self.to.append(list(envelope.rcpt_tos))
        if self.on_data is not None:
            await asyncio.get_running_loop().run_in_executor(None, self.on_data)
        if self.dies_after_data:
            server.transport.abort()
        return self.answer


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


Opening = Callable[..., Postbox]


@pytest.fixture
def postbox(certificate: Path) -> Iterator[Opening]:
    """Opens mail servers: `postbox(tls=True)`, `postbox(login="secret")`."""
    controllers = []

    def opened(*, starttls: bool = False, tls: bool = False, password: str | None = None) -> Postbox:
        box = Postbox()
        context = None
        if starttls or tls:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate, certificate.with_name("key.pem"))

        def check(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
            assert isinstance(data, LoginPassword)
            box.logins.append((data.login, data.password))
            return AuthResult(success=password is not None and data.password == password.encode(), handled=False)

        controller = Controller(
            box,
            hostname="127.0.0.1",
            port=_free_port(),
            ssl_context=context if tls else None,
            tls_context=context if starttls else None,
            require_starttls=starttls,
            authenticator=check if password is not None else None,
            auth_required=password is not None and starttls,
            auth_require_tls=password is not None and starttls,
        )
        controller.start()
        box.port = controller.port
        controllers.append(controller)
        return box

    yield opened
    for controller in controllers:
        controller.stop(no_assert=True)


@dataclass
class Receiver:
    """A web server that takes what a chat would: paths, headers and JSON bodies, as they came."""

    port: int = 0
    status: int = 200
    location: str | None = None
    paths: list[str] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    def said(self, number: int = -1) -> Any:
        """Return a body, parsed back."""
        return json.loads(self.bodies[number])


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """One receiver on this machine."""
    world = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            world.paths.append(self.path)
            world.headers.append(dict(self.headers))
            world.bodies.append(self.rfile.read(int(self.headers.get("Content-Length", 0))))
            self.send_response(world.status)
            if world.location is not None:
                self.send_header("Location", world.location)
            answer = b"ok" if "/hooks/" in self.path or "/services/" in self.path else b"{}"
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        do_GET = do_PUT = do_POST  # noqa: N815 - http.server's names

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    world.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield world
    server.shutdown()
    server.server_close()
    thread.join()
