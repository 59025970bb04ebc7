"""A pretended service on a real socket, and all the ways in which a connection may die."""

import json
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self
from urllib.parse import parse_qsl, urlsplit

from listen.errors import Gone, SourceError
from listen.protocols import Request

HEADERS = ("Authorization", "Idempotency-Key", "Api-Key", "Api-Username", "User-Api-Key")

STORED = ("dies after", "fails after", "hangs", "garbage", "cut", "empty", "redirects after", "busy after")
"""Faults with which the service has the answer, and the sender does not know."""

LOST = ("dies before", "fails before")
"""Faults with which the service has nothing, and the sender cannot know."""

REFUSED = ("refuses", "too many")
"""Faults with which the service has nothing, and says so."""


class Wire:
    """Serves `make(base)` on loopback; the first posting meets the faults, in order."""

    def __init__(self, make, *faults: str | None):
        self.faults = list(faults)
        self.postings = 0
        self.stopping = threading.Event()
        self.lock = threading.Lock()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                outer.answer(self, None)

            def do_POST(self):
                outer.answer(self, self.rfile.read(int(self.headers["Content-Length"])))

            def log_message(self, *_: object):
                """Stay quiet."""

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_: object):
                """Stay quiet: connections die on purpose here."""

        self.server = Server(("127.0.0.1", 0), Handler)
        self.service = make(f"http://127.0.0.1:{self.server.server_port}")

    def __enter__(self) -> Self:
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(self, *_: object):
        self.stopping.set()
        self.server.shutdown()
        self.server.server_close()

    def answer(self, handler, body):
        parts = urlsplit(handler.path)
        is_route = parts.path == "/" and parts.query.startswith("rest_route=")
        request = Request(
            url=f"{self.service.base}{handler.path if is_route else parts.path}",
            params=() if is_route else tuple(parse_qsl(parts.query)),
            headers={name: handler.headers[name] for name in HEADERS if name in handler.headers},
            body=body,
        )
        fault = None
        if self.service.is_posting(request):
            with self.lock:
                self.postings += 1
                fault = self.faults.pop(0) if self.faults else None
        if fault == "dies before":
            handler.connection.shutdown(socket.SHUT_RDWR)
            return
        if fault == "fails before":
            self.send(handler, 500, b"{}")
            return
        if fault == "refuses":
            self.send(handler, 400, b"{}")
            return
        if fault == "too many":
            self.send(handler, 429, b"{}")
            return
        with self.lock:
            served = self.service(request)
        if fault == "dies after":
            handler.connection.shutdown(socket.SHUT_RDWR)
        elif fault == "hangs":
            self.stopping.wait(20)
        elif fault == "cut":
            self.send(handler, 200, b'{"id": "9', length=4000)
            handler.connection.shutdown(socket.SHUT_RDWR)
        elif fault is None or isinstance(served, SourceError):
            self.say(handler, served)
        else:
            status, said = {
                "fails after": (502, b"<html>Bad gateway</html>"),
                "garbage": (200, bytes(range(256))),
                "empty": (204, b""),
                "redirects after": (302, b""),
                "busy after": (503, b"{}"),
            }[fault]
            self.send(handler, status, said, Location="/elsewhere", Retry_After="1")

    def say(self, handler, served):
        if isinstance(served, SourceError):
            status = served.values.get("status") or (404 if isinstance(served, Gone) else 500)
            self.send(handler, status, json.dumps({"error": served.values.get("code")}).encode())
            return
        self.send(handler, 200, served if isinstance(served, bytes) else json.dumps(served).encode())

    def send(self, handler, status, body, *, length=None, **headers: str):
        handler.send_response(status)
        handler.send_header("Content-Type", "application/json")
        handler.send_header("Content-Length", str(len(body) if length is None else length))
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)
