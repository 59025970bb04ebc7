"""The socket: every step within the request's budget, every connection to an address that the guard has seen."""

import contextlib
import errno
import select
import socket
import ssl
import threading
from collections.abc import Callable, Iterable, MutableMapping, Sequence
from typing import Any

import httpcore

from listen.errors import SourceError, TimedOut, Unreachable
from listen.http.guard import Guard, numeric
from listen.http.patience import Budget

__all__ = ["Resolve", "Sockets", "Wire", "look_up", "system_resolve"]

CONNECT_S = 10.0
READ_S = 20.0
ADDRESSES_TRIED = 4
"""Of one host; a name with a hundred dead addresses must not eat the whole budget."""

Resolve = Callable[[str, int], Sequence[str]]
"""Looks a name up: IP addresses in order of preference; raises OSError when there are none."""

Sockets = MutableMapping[int, socket.socket]
"""Every open socket of a door, so that stopping can wake those who read from them."""


def system_resolve(host: str, port: int) -> Sequence[str]:
    """Ask the operating system's resolver."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


def look_up(host: str, port: int, *, resolve: Resolve, budget: Budget) -> Sequence[str]:
    """Return the addresses of `host`; a resolver that hangs is left behind in its own thread.

    Raises:
        Unreachable: if the name is unknown.
        TimedOut: if the budget runs out first.
    """
    number = numeric(host)
    if number is not None:
        return (number,)
    found: list[Sequence[str] | Exception] = []
    done = threading.Event()

    def ask() -> None:
        try:
            found.append(resolve(host, port))
        except Exception as error:  # noqa: BLE001 (a thread's error has nowhere else to go; it is raised below)
            found.append(error)
        done.set()

    threading.Thread(target=ask, name=f"look-up {host}", daemon=True).start()
    while not done.wait(budget.left(0.25)):
        pass
    outcome = found[0]
    if isinstance(outcome, (OSError, UnicodeError)) or not outcome:
        raise Unreachable("source.name_unknown", host=host)
    if isinstance(outcome, Exception):
        raise outcome
    return outcome


class Wire(httpcore.NetworkBackend):
    """Opens the connections to one place.

    Attributes:
        budget: of the request that is in flight; set before each, there is only one at a time.

    Args:
        guard: None for a proxy, which the operator chose.
        resolve: how names are looked up.
        sockets: where open sockets are noted.
    """

    budget: Budget

    def __init__(self, *, guard: Guard | None, resolve: Resolve, sockets: Sockets) -> None:
        self._guard = guard
        self._resolve = resolve
        self._sockets = sockets

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002 (the budget decides)
        local_address: str | None = None,  # noqa: ARG002 (never set)
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,  # noqa: ARG002 (never set)
    ) -> httpcore.NetworkStream:
        """Look up, check, and connect to the very address that was checked.

        Raises:
            SourceError: a leaf that says what stood in the way.
        """
        addresses = look_up(host, port, resolve=self._resolve, budget=self.budget)
        if self._guard is not None:
            addresses = self._guard.checked(host, port, addresses)
        failure: SourceError | None = None
        for address in addresses[:ADDRESSES_TRIED]:
            try:
                return Stream(self._connected(address, port, host), self)
            except Unreachable as error:
                failure = error
            except TimedOut as error:
                # The budget may be fine and only this address dead.
                self.budget.left(CONNECT_S)
                failure = error
        raise failure or Unreachable("source.name_unknown", host=host)

    def _connected(self, address: str, port: int, host: str) -> socket.socket:
        sock: socket.socket | None = None
        try:
            sock = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM)
            self._sockets[id(sock)] = sock
            sock.settimeout(self.budget.left(CONNECT_S))
            sock.connect((address, port))
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        except BaseException as error:
            if sock is not None:
                self.forget(sock)
            if isinstance(error, TimeoutError):
                raise TimedOut("source.timed_out", host=host, seconds=f"{CONNECT_S:g}") from error
            if isinstance(error, OSError):
                raise _no_connection(error, host) from error
            raise
        return sock

    def forget(self, sock: socket.socket) -> None:
        """Close a socket and strike it from the list."""
        self._sockets.pop(id(sock), None)
        with contextlib.suppress(OSError):
            sock.close()

    def replace(self, old: socket.socket, new: socket.socket) -> None:
        """Note that TLS took a socket over."""
        self._sockets.pop(id(old), None)
        self._sockets[id(new)] = new


class Stream(httpcore.NetworkStream):
    """One open connection whose every step is paid from the budget of the request in flight."""

    def __init__(self, sock: socket.socket, wire: Wire) -> None:
        self._socket = sock
        self._wire = wire

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002 (the budget decides)
        """Return what came, b"" at the end."""
        budget = self._wire.budget
        try:
            self._socket.settimeout(budget.left(READ_S))
            return self._socket.recv(max_bytes)
        except TimeoutError as error:
            raise _too_slow(budget) from error
        except OSError as error:
            raise httpcore.ReadError(type(error).__name__) from error

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002 (the budget decides)
        """Send all of `buffer`."""
        budget = self._wire.budget
        budget.has_spoken = True
        try:
            while buffer:
                self._socket.settimeout(budget.left(READ_S))
                buffer = buffer[self._socket.send(buffer) :]
        except TimeoutError as error:
            raise _too_slow(budget) from error
        except OSError as error:
            raise httpcore.WriteError(type(error).__name__) from error

    def close(self) -> None:
        """Close it."""
        self._wire.forget(self._socket)

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002 (the budget decides)
    ) -> httpcore.NetworkStream:
        """Return the same connection under TLS, the server's certificate checked.

        Raises:
            Unreachable: if there is no trust or no TLS.
            TimedOut: if the handshake outlasts the budget.
        """
        host = server_hostname or self._wire.budget.host
        try:
            self._socket.settimeout(self._wire.budget.left(CONNECT_S))
            secured = ssl_context.wrap_socket(self._socket, server_hostname=server_hostname)
        except BaseException as error:
            self.close()
            if isinstance(error, TimeoutError):
                raise _too_slow(self._wire.budget) from error
            if isinstance(error, ssl.SSLCertVerificationError):
                raise Unreachable("source.certificate_refused", host=host) from error
            if isinstance(error, (OSError, ValueError)):
                raise Unreachable("source.tls_failed", host=host) from error
            raise
        self._wire.replace(self._socket, secured)
        return Stream(secured, self._wire)

    def get_extra_info(self, info: str) -> Any:
        """Return whether there is something to read (`is_readable`), or the TLS object; None for anything else."""
        if info == "is_readable":
            return _is_readable(self._socket)
        if info == "ssl_object" and isinstance(self._socket, ssl.SSLSocket):
            return self._socket
        return None


def _is_readable(sock: socket.socket) -> bool:
    """Return whether a read would not block; on an idle connection that means it was closed."""
    try:
        if hasattr(select, "poll"):
            poll = select.poll()
            poll.register(sock, select.POLLIN)
            return bool(poll.poll(0))
        return bool(select.select([sock], [], [], 0)[0])
    except (OSError, ValueError):
        return True


def _too_slow(budget: Budget) -> SourceError:
    try:
        budget.left(READ_S)
    except SourceError as error:
        return error
    return TimedOut("source.timed_out", host=budget.host, seconds=f"{READ_S:g}")


def _no_connection(error: OSError, host: str) -> Unreachable:
    if error.errno == errno.ECONNREFUSED:
        return Unreachable("source.not_listening", host=host)
    name = errno.errorcode.get(error.errno or 0, type(error).__name__)
    return Unreachable("source.unreachable", host=host, why=name)
