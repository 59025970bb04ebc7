"""The network door: what is asked, what comes back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Protocol

from listen.channel import Charge

__all__ = ["Answer", "Expect", "Fetcher", "Request", "Validators"]


class Expect(StrEnum):
    """What kind of answer is due; anything else with a 200 is `Blocked` or `Unreadable`."""

    FEED = "feed"
    JSON = "json"
    ANY = "any"


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What a server gave so that it can say "unchanged" next time; kept and sent back verbatim."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One question to the network: a GET, or a POST when it has a body.

    Attributes:
        url: absolute http(s).
        params: added to the query string, encoded once, in order.
        headers: on top of the door's own; never sent to another host than the first.
        validators: make it conditional.
        expect: what kind of answer is due.
        body: what is posted; None for a GET. A POST is sent once: never tried again, never redirected.
        content_type: of the body.
        secrets: what in address or body must appear in no message; keys in headers and parameters are known already.
        pause_s: least seconds between two requests to this host, where the service states a limit; None for the usual.
        charge: what it costs; None when nobody counts.
        signed: makes headers of the moment at which it goes out (aware UTC), for services that want a dated proof.
    """

    url: str
    params: tuple[tuple[str, str], ...] = ()
    headers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    validators: Validators | None = None
    expect: Expect = Expect.ANY
    body: bytes | None = field(default=None, repr=False)
    content_type: str = "application/json"
    secrets: tuple[str, ...] = field(default=(), repr=False)
    pause_s: float | None = None
    charge: Charge | None = None
    signed: Callable[[datetime], Mapping[str, str]] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back; always a success (2xx) or "unchanged" (304), everything else was raised.

    Attributes:
        url: after redirects.
        headers: names in lower case.
        body: decoded bytes; empty when unchanged.
        validators: to be kept once the body was parsed *and* saved; None when the server gave none.
        moved_to: the address after the leading run of permanent redirects; None when there was none.
        date: the server's own clock, aware UTC; None when it did not say.
    """

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    validators: Validators | None = None
    moved_to: str | None = None
    date: datetime | None = None

    @property
    def is_unchanged(self) -> bool:
        """Return True for 304."""
        return self.status == 304  # noqa: PLR2004


class Fetcher(Protocol):
    """The only door to the network. Bounded, polite, safe; may be called from several threads."""

    def get(self, request: Request) -> Answer:
        """Ask and return the answer.

        Raises:
            SourceError: one of its leaves, whatever went wrong.
        """
        ...
