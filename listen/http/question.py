"""What is sent: a request read once, its headers, and what of it no other host may see."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, quote

from listen.errors import AddressRefused, LoginNeeded
from listen.http.address import DEFAULT_PORTS, Address, is_secret_name, read_address
from listen.http.waiting import http_date
from listen.protocols import Expect, Request, Validators

__all__ = ["HeaderList", "Question", "read_request", "well_formed"]

HeaderList = tuple[tuple[bytes, bytes], ...]

_ACCEPT = {
    Expect.FEED: b"application/atom+xml, application/rss+xml, application/feed+json, "
    b"application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5",
    Expect.JSON: b"application/json, */*;q=0.1",
    Expect.ANY: b"*/*",
}
# The door's own business: a source cannot ask for an encoding that nobody decodes, or split the message.
_RESERVED = frozenset(
    {
        "host",
        "accept-encoding",
        "connection",
        "content-length",
        "content-type",
        "transfer-encoding",
        "te",
        "upgrade",
        "user-agent",
    }
)
_HARMLESS = frozenset({"accept", "accept-language", "accept-charset", "cache-control", "pragma", "a-im"})
_HEADER_NAME = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,100}")
_HEADER_VALUE = re.compile(r"[\x21-\x7e\x80-\xff](?:[\t\x20-\x7e\x80-\xff]{0,8000}[\x21-\x7e\x80-\xff])?|")
_ETAG = re.compile(r'(?:W/)?"[\x21\x23-\x7e\x80-\xff]{0,250}"')
_DATE_LIMIT = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A request on its way.

    Attributes:
        address: where it goes now.
        common: headers for any host.
        own: headers that only the first host may see.
        secrets: values of keys in own headers and in the query.
        is_conditional: the server may say "unchanged".
        body: what is posted; None for a GET.
    """

    address: Address
    common: HeaderList
    own: HeaderList
    secrets: frozenset[str]
    is_conditional: bool
    body: bytes | None = None

    @property
    def method(self) -> bytes:
        """Return GET or POST."""
        return b"GET" if self.body is None else b"POST"

    def redirected(self, location: str) -> "Question":
        """Return the question for the place a redirect leads to, without anything that place must not see.

        Raises:
            AddressRefused: if it may not be followed.
        """
        here = self.address
        there = here.follow(location)
        if here.scheme == "https" and there.scheme != "https":
            raise _refused(here)
        if _is_same_server(here, there):
            return replace(self, address=there)
        there = _without(there, self.secrets)
        if any(secret in there.target or quote(secret, safe="") in there.target for secret in self.secrets):
            raise _refused(here)
        return replace(self, address=there, own=(), secrets=frozenset())


def read_request(request: Request) -> Question:
    """Check and encode everything once.

    Raises:
        AddressRefused: if the address cannot be asked.
        LoginNeeded: if a header holds characters that cannot be sent; in practice a damaged key.
    """
    address = read_address(request.url, request.params)
    common: list[tuple[bytes, bytes]] = []
    own: list[tuple[bytes, bytes]] = []
    secrets = set()
    has_accept = False
    for name, value in request.headers.items():
        lower = name.lower()
        if lower in _RESERVED:
            continue
        if not _HEADER_NAME.fullmatch(name) or not _HEADER_VALUE.fullmatch(value):
            raise LoginNeeded("source.key_unusable", host=address.place)
        pair = (name.encode("ascii"), value.encode("latin-1"))
        if lower in _HARMLESS:
            has_accept |= lower == "accept"
            common.append(pair)
        else:
            own.append(pair)
            secrets.update({value, value.rpartition(" ")[2]} - {""})
    if not has_accept:
        common.append((b"Accept", _ACCEPT[request.expect]))
    conditions = _conditions(request.validators)
    secrets |= _secrets(request.params) | (set(request.secrets) - {""})
    if request.body is not None:
        common.append((b"Content-Type", request.content_type.encode("ascii", "replace")))
        common.append((b"Content-Length", str(len(request.body)).encode()))
    if "=" in request.url:
        secrets |= _secrets(parse_qsl(address.target.partition("?")[2]))
    return Question(
        address=address,
        common=(*common, *conditions),
        own=tuple(own),
        secrets=frozenset(secrets),
        is_conditional=bool(conditions),
        body=request.body,
    )


def _conditions(validators: Validators | None) -> HeaderList:
    """Return the conditional headers; what an older version stored badly is left out."""
    if validators is None:
        return ()
    good = well_formed(etag=validators.etag, last_modified=validators.last_modified)
    pairs = []
    if good.etag is not None:
        pairs.append((b"If-None-Match", good.etag.encode("latin-1")))
    if good.last_modified is not None:
        pairs.append((b"If-Modified-Since", good.last_modified.encode("latin-1")))
    return tuple(pairs)


def well_formed(*, etag: str | None, last_modified: str | None) -> Validators:
    """Return the validators as given, each None unless it is short and what RFC 9110 calls one."""
    if etag is not None and not _ETAG.fullmatch(etag):
        etag = None
    if last_modified is not None and (
        len(last_modified) > _DATE_LIMIT
        or not last_modified.isascii()
        or http_date(last_modified) is None
        or not last_modified.isprintable()
    ):
        last_modified = None
    return Validators(etag=etag, last_modified=last_modified)


def _secrets(pairs: Iterable[tuple[str, str]]) -> set[str]:
    return {value for name, value in pairs if value and is_secret_name(name)}


def _is_same_server(here: Address, there: Address) -> bool:
    """Return whether own headers may go along: the same place, or the same host's usual step from http to https."""
    if here.host != there.host:
        return False
    is_upgrade = here.port == DEFAULT_PORTS["http"] and there.port == DEFAULT_PORTS["https"]
    return (here.scheme, here.port) == (there.scheme, there.port) or is_upgrade


def _without(address: Address, secrets: frozenset[str]) -> Address:
    """Return `address` without the parameters that a server copied from our query and that hold a key."""
    path, mark, query = address.target.partition("?")
    if not mark or not secrets:
        return address
    kept = [pair for pair in query.split("&") if not {value for _, value in parse_qsl(pair)} & secrets]
    return replace(address, target=f"{path}?{'&'.join(kept)}" if kept else path)


def _refused(here: Address) -> AddressRefused:
    return AddressRefused("source.redirect_refused", host=here.place)
