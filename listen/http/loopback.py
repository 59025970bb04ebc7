"""The end of a login in the browser: a door on this machine alone, open for one answer (RFC 8252 section 7.3)."""

import hmac
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from types import TracebackType
from typing import Self
from urllib.parse import parse_qs, urlsplit

from listen.errors import LoginNeeded, TimedOut

__all__ = ["Loopback"]

_PATH = "/listen"
_STEP_S = 0.5


class Loopback:
    """Waits on 127.0.0.1 for the browser to come back. Use it in a `with`.

    Args:
        page: what the browser shows in the end, as plain text.
        state: what has to come back with the code.
    """

    def __init__(self, page: str, state: str) -> None:
        self._page = page.encode()
        self._state = state
        self._code: str | None = None
        self._refused: str | None = None
        outer = self

        class Handler(BaseHTTPRequestHandler):
            timeout = 10

            def do_GET(self) -> None:
                outer._take(self)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                """Say nothing: the address holds the code."""

        self._server = HTTPServer(("127.0.0.1", 0), Handler)
        self._server.timeout = _STEP_S

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.server_close()

    @property
    def redirect(self) -> str:
        """Return the address to which the service has to send the browser."""
        return f"http://127.0.0.1:{self._server.server_port}{_PATH}"

    def code(self, *, within_s: float, host: str) -> str:
        """Wait for the code.

        Raises:
            LoginNeeded: the person said no.
            TimedOut: nobody came.
        """
        end = time.monotonic() + within_s
        while self._code is None and self._refused is None:
            if time.monotonic() > end:
                raise TimedOut("source.timed_out", host=host, seconds=round(within_s))
            self._server.handle_request()
        if self._code is None:
            raise LoginNeeded("source.login_needed", host=host, status=self._refused)
        return self._code

    def _take(self, request: BaseHTTPRequestHandler) -> None:
        parts = urlsplit(request.path)
        said = {name: values[0] for name, values in parse_qs(parts.query, max_num_fields=20).items()}
        is_ours = parts.path == _PATH and hmac.compare_digest(said.get("state", "").encode(), self._state.encode())
        if is_ours and said.get("code"):
            self._code = said["code"]
        elif is_ours:
            self._refused = "OAuth"
        body = self._page if is_ours else b""
        request.send_response(200 if is_ours else 404)
        request.send_header("Content-Type", "text/plain; charset=utf-8")
        request.send_header("Content-Length", str(len(body)))
        request.send_header("Referrer-Policy", "no-referrer")
        request.send_header("Connection", "close")
        request.end_headers()
        request.wfile.write(body)
