"""Connections: one a place, kept while they may be used again, each behind the guard."""

import contextlib
import socket
import ssl
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

import httpcore

from listen.errors import SourceError, TooBig, Unreachable
from listen.http.address import DEFAULT_PORTS, Address
from listen.http.guard import Guard
from listen.http.patience import Budget, Patience
from listen.http.politeness import Host
from listen.http.proxies import Proxies
from listen.http.question import HeaderList, Question
from listen.http.reading import read_body, read_head, size
from listen.http.wire import Resolve, Sockets, Wire

__all__ = ["Line", "Reply", "Switchboard", "system_trust"]

HEADERS_LIMIT = 128
IDLE_HOSTS = 64
"""Hosts whose connections stay open; a thousand feeds must not take a thousand descriptors."""

KEPT_S = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One server's answer to one question, before anybody asked what it means.

    Attributes:
        headers: names in lower case; repeated ones joined by a comma.
        body: decoded; of anything but a success only the beginning, or nothing.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One place's connection, and the wire that knows which request pays for it."""

    wire: Wire
    connection: httpcore.HTTPConnection | httpcore.HTTPProxy

    @property
    def has_ended(self) -> bool:
        """Return whether the server closed it, or it was idle for too long; a proxy's pool looks after itself."""
        return isinstance(self.connection, httpcore.HTTPConnection) and self.connection.has_expired()

    def close(self) -> None:
        """Hang up."""
        # Closing what is broken already may complain.
        with contextlib.suppress(OSError, RuntimeError):
            self.connection.close()


def system_trust() -> ssl.SSLContext:
    """Return the trust for https: the machine's own store, where companies keep theirs, and Mozilla's list."""
    import certifi

    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


class Switchboard:
    """Keeps what is known of every host, and its connections.

    Args:
        guard: which addresses may be connected to.
        proxies: which way to go.
        patience: the run's.
        pause_s: between two requests to a public host; hosts that may be private are the company's own and have none.
        resolve: looks names up.
        trust: makes the trust for https; called once, when first needed, because it is slow.
        now: aware UTC.
    """

    def __init__(
        self,
        *,
        guard: Guard,
        proxies: Proxies,
        patience: Patience,
        pause_s: float,
        resolve: Resolve,
        trust: Callable[[], ssl.SSLContext],
        now: Callable[[], datetime],
    ) -> None:
        self._guard = guard
        self._proxies = proxies
        self._patience = patience
        self._pause_s = pause_s
        self._resolve = resolve
        self._make_trust = trust
        self._now = now
        self._trust: ssl.SSLContext | None = None
        self._hosts: dict[str, Host[Line]] = {}
        self._idle: OrderedDict[str, Host[Line]] = OrderedDict()
        self._sockets: Sockets = {}
        self._lock = threading.Lock()

    @contextlib.contextmanager
    def turn(self, address: Address, budget: Budget, pause_s: float | None = None) -> Iterator[Host[Line]]:
        """Wait for the turn at the host of `address` and hold it inside the block.

        Args:
            address: whose host is meant.
            budget: pays for the wait.
            pause_s: least seconds since the request before, where the service states its own limit.

        Raises:
            SourceError: if the run is stopped or over, or the budget is used up.
        """
        is_own = self._guard.is_allowed(address.host, address.port)
        # Two services on two ports of one machine of ours have nothing to do with each other; a stranger is one
        # stranger, whatever the port.
        key = f"{address.host} {address.port}" if is_own else address.host
        host = self._hosts.get(key)
        if host is None:
            with self._lock:
                pause_s = 0.0 if is_own else self._pause_s
                host = self._hosts.setdefault(
                    key, Host(address.place, pause_s=pause_s, patience=self._patience, now=self._now)
                )
        host.take_turn(budget, pause_s=pause_s)
        try:
            yield host
        finally:
            host.give_turn()
            self._keep(key, host)

    def exchange(self, host: Host[Line], question: Question, own: HeaderList, *, budget: Budget, limit: int) -> Reply:
        """Ask one question; only for who has the host's turn. `own` are the door's headers.

        Raises:
            SourceError: whatever went wrong on the way.
        """
        place = question.address.place
        try:
            response = self._response(host, question, own, budget)
            try:
                return _read(response, limit, place)
            finally:
                response.close()
        except SourceError:
            raise
        except httpcore.ProxyError as error:
            raise self._told(Unreachable("source.proxy_failed", host=place), budget) from error
        except httpcore.LocalProtocolError:
            # The cause quotes what we wanted to send, keys included.
            raise Unreachable("source.broken", host=place, why="HTTP") from None
        except (httpcore.ProtocolError, httpcore.UnsupportedProtocol) as error:
            # h11 hints at a status that a server would answer; 431 is "more headers than I keep".
            if getattr(error.__cause__, "error_status_hint", None) == 431:  # noqa: PLR2004
                raise TooBig("source.too_many_headers", host=place, limit=HEADERS_LIMIT) from error
            raise self._told(Unreachable("source.broken", host=place, why="HTTP"), budget) from error
        except (httpcore.NetworkError, httpcore.TimeoutException, OSError, UnicodeError) as error:
            raise self._told(Unreachable("source.broken", host=place, why="TCP"), budget) from error

    def stop(self) -> None:
        """Wake everyone who reads from a socket; closing is left to those who own them."""
        for sock in list(self._sockets.values()):
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Hang up everywhere."""
        self.stop()
        with self._lock:
            hosts = list(self._hosts.values())
            self._idle.clear()
        for host in hosts:
            host.hang_up_if_idle()

    def _told(self, error: SourceError, budget: Budget) -> SourceError:
        """Return `error`, or that the run was stopped: a socket shut down under a reader looks like a broken one."""
        return budget.used_up() if self._patience.is_stopped else error

    def _keep(self, key: str, host: Host[Line]) -> None:
        """Leave the connections of `host` open, and hang up where nobody asked for the longest time."""
        with self._lock:
            self._idle[key] = host
            self._idle.move_to_end(key)
            oldest = self._idle.popitem(last=False)[1] if len(self._idle) > IDLE_HOSTS else None
        if oldest is not None:
            oldest.hang_up_if_idle()

    def _response(self, host: Host[Line], question: Question, own: HeaderList, budget: Budget) -> httpcore.Response:
        """Send the question and wait for the headers of the answer."""
        address = question.address
        url = httpcore.URL(
            scheme=address.scheme.encode(),
            host=address.host.encode(),
            port=None if address.port == DEFAULT_PORTS[address.scheme] else address.port,
            target=address.target.encode(),
        )
        headers = ((b"Host", address.place.encode()), *own, *question.common, *question.own)
        request = httpcore.Request(question.method, url, headers=headers, content=question.body)
        key = (address.scheme, address.port)
        line = host.lines.get(key)
        if line is not None:
            line.wire.budget = budget
            # A connection may end just as we use it. Then it is not known whether a POST arrived: it gets a fresh one.
            if question.body is None and not line.has_ended:
                try:
                    return line.connection.handle_request(request)
                except (httpcore.ProtocolError, httpcore.NetworkError, httpcore.ConnectionNotAvailable):
                    # The server closed it just now, or left something behind in it: no fault of this request.
                    self._patience.check(budget.host)
            line.close()
            del host.lines[key]
        line = self._open(address)
        line.wire.budget = budget
        response = line.connection.handle_request(request)
        host.lines[key] = line
        return response

    def _open(self, address: Address) -> Line:
        """Return a connection that is made with its first question.

        Raises:
            AddressRefused: if the proxy's address is none, or what it is to look up is private by its name.
        """
        is_own = self._guard.is_allowed(address.host, address.port)
        proxy = None if is_own else self._proxies.choose(address)
        trust = self._trusted() if address.scheme == "https" else None
        if proxy is None:
            wire = Wire(guard=self._guard, resolve=self._resolve, sockets=self._sockets)
            origin = httpcore.Origin(address.scheme.encode(), address.host.encode(), address.port)
            straight = httpcore.HTTPConnection(origin, ssl_context=trust, keepalive_expiry=KEPT_S, network_backend=wire)
            return Line(wire=wire, connection=straight)
        self._guard.check_name(address.host, address.port)
        wire = Wire(guard=None, resolve=self._resolve, sockets=self._sockets)
        pool = httpcore.HTTPProxy(
            proxy.url,
            proxy_auth=proxy.login,
            ssl_context=trust,
            proxy_ssl_context=self._trusted() if proxy.url.startswith("https") else None,
            max_connections=1,
            keepalive_expiry=KEPT_S,
            network_backend=wire,
        )
        return Line(wire=wire, connection=pool)

    def _trusted(self) -> ssl.SSLContext:
        with self._lock:
            if self._trust is None:
                self._trust = self._make_trust()
            return self._trust


def _read(response: httpcore.Response, limit: int, place: str) -> Reply:
    if len(response.headers) > HEADERS_LIMIT:
        raise TooBig("source.too_many_headers", host=place, limit=HEADERS_LIMIT)
    headers = _headers(response.headers)
    chunks = response.iter_stream()
    encoding = headers.get("content-encoding", "")
    status = response.status
    if not 200 <= status < 300:  # noqa: PLR2004
        return Reply(status=status, headers=headers, body=read_head(_forgiving(chunks), encoding=encoding))
    announced = headers.get("content-length", "")
    if announced.isascii() and announced.isdigit() and int(announced[:20]) > limit:
        raise TooBig("source.too_big", host=place, limit=size(limit))
    return Reply(status=status, headers=headers, body=read_body(chunks, encoding=encoding, limit=limit, host=place))


def _headers(pairs: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    headers: dict[str, str] = {}
    for raw_name, raw_value in pairs:
        name, value = raw_name.decode("latin-1").lower(), raw_value.decode("latin-1")
        headers[name] = f"{headers[name]}, {value}" if name in headers else value
    return headers


def _forgiving(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield until something breaks: the status has said what matters, its page may be as broken as it likes."""
    with contextlib.suppress(SourceError, httpcore.ProtocolError, httpcore.NetworkError):
        yield from chunks
