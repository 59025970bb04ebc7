"""A server on loopback that answers exactly the bytes a test gives it, and remembers what it was asked."""

import socket
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Self

Script = Callable[["Call"], None]


@dataclass(frozen=True)
class Call:
    """One request and the socket to answer it on."""

    target: str
    headers: Mapping[str, str]
    socket: socket.socket
    stopping: threading.Event
    method: str = "GET"
    body: bytes = b""

    def send(self, data: bytes) -> None:
        self.socket.sendall(data)

    def drip(self, data: bytes, *, every_s: float = 0.02) -> None:
        """Send byte by byte, and go on for ever with the last one."""
        at = 0
        while not self.stopping.wait(every_s):
            self.send(data[at : at + 1] or data[-1:])
            at += 1

    def hang(self) -> None:
        """Say nothing until the test is over."""
        self.stopping.wait(10)


def reply(status: str = "200 OK", body: bytes = b"", **headers: str) -> bytes:
    """Return a whole answer; header names are written with underscores."""
    lines = [f"HTTP/1.1 {status}", *(f"{name.replace('_', '-')}: {value}" for name, value in headers.items())]
    if "Content_Length" not in headers and "Transfer_Encoding" not in headers and not status.startswith("304"):
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


@dataclass
class Loopback:
    """Answers every path with what `pages` says for it; a list gives one answer a request, the last one for ever."""

    pages: Mapping[str, bytes | Script | list[bytes | Script]] = field(default_factory=dict)
    wrap: Callable[[socket.socket], socket.socket] = lambda sock: sock
    asked: list[Call] = field(default_factory=list)
    connections: int = 0
    most_at_once: int = 0

    def __post_init__(self) -> None:
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=50)
        self.port = self.listener.getsockname()[1]
        self.place = f"127.0.0.1:{self.port}"
        self.stopping = threading.Event()
        self._lock = threading.Lock()
        self._now = 0
        self._sockets: list[socket.socket] = []
        self._counts: dict[str, int] = {}

    def url(self, path: str = "/") -> str:
        return f"http://{self.place}{path}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stopping.set()
        with suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        for sock in self._sockets:
            with suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
            sock.close()

    def _accept(self) -> None:
        while not self.stopping.is_set():
            try:
                sock, _ = self.listener.accept()
            except OSError:
                return
            self.connections += 1
            self._sockets.append(sock)
            threading.Thread(target=self._serve, args=(sock,), daemon=True).start()

    def _serve(self, sock: socket.socket) -> None:
        with suppress(OSError):
            sock = self.wrap(sock)
            self._sockets.append(sock)
            unread = b""
            while not self.stopping.is_set():
                while b"\r\n\r\n" not in unread:
                    came = sock.recv(65536)
                    if not came:
                        return
                    unread += came
                head, _, unread = unread.partition(b"\r\n\r\n")
                first, *lines = head.decode("latin-1").split("\r\n")
                method, target, _ = first.split(" ")
                headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
                length = int(headers.get("content-length", "0"))
                while len(unread) < length:
                    unread += sock.recv(65536)
                body, unread = unread[:length], unread[length:]
                self._answer(Call(target, headers, sock, self.stopping, method, body))

    def _answer(self, call: Call) -> None:
        target, sock = call.target, call.socket
        path = target.partition("?")[0]
        with self._lock:
            self.asked.append(call)
            self._now += 1
            self.most_at_once = max(self.most_at_once, self._now)
            count = self._counts[path] = self._counts.get(path, 0) + 1
        page = self.pages.get(path, reply("404 Not Found"))
        if isinstance(page, list):
            page = page[min(count, len(page)) - 1]
        try:
            if callable(page):
                page(call)
            else:
                sock.sendall(page)
        finally:
            with self._lock:
                self._now -= 1


def cut(data: bytes) -> Script:
    """Send this, then hang up."""

    def send_and_close(call: Call) -> None:
        call.send(data)
        call.socket.shutdown(socket.SHUT_RDWR)

    return send_and_close


def slowly(data: bytes, seconds: float) -> Script:
    """Answer after a while."""

    def wait_and_send(call: Call) -> None:
        time.sleep(seconds)
        call.send(data)

    return wait_and_send
