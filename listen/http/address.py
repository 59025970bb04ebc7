"""Where a request goes: an address that was checked once, and the form of it that may be shown."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv6Address
from urllib.parse import quote, urlencode, urljoin, urlsplit

from listen.errors import AddressRefused

__all__ = ["Address", "is_secret_name", "read_address", "redact"]

ADDRESS_LIMIT = 8_000
"""Characters; what is longer is no address but an attack."""

DEFAULT_PORTS = {"http": 80, "https": 443}
_HIGHEST_PORT = 65_535
_NEVER = re.compile("[\x00-\x20\x7f-\xa0\\\\\u2028\u2029\ud800-\udfff]")
_TO_ESCAPE = re.compile(r"[^!#$%&'()*+,\-./0-9:;=?@A-Z\[\]_a-z~|]")
_NAME = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*\.?")
_SECRET_NAME = re.compile(
    r"(?:^|[-_.])(?:key|api_?key|token|secret|auth|authorization|password|passwd|pwd|pass|sig|signature|session|sid|"
    r"jwt|code|credential|cookie)s?(?:$|[-_.])|key$|token$|secret$|password$",
    re.IGNORECASE,
)
# A path segment that is a token rather than words: long, without word breaks, with a digit. Feeds like those of
# Google Alerts carry the user's number there.
_TOKEN = re.compile(r"(?=[^/]*\d)[A-Za-z0-9+=%~]{16,}")
_VALUE = re.compile(r"=[^/;&]*")
_SHOWN_LIMIT = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """An absolute http(s) address that can be asked.

    Attributes:
        scheme: `http` or `https`.
        host: lower-case ASCII; an IPv6 literal without brackets.
        port: 1 … 65535.
        target: path and query, escaped, at least `/`.
    """

    scheme: str
    host: str
    port: int
    target: str

    @property
    def place(self) -> str:
        """Return the host, with the port where it is unusual: what the Host header says."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if DEFAULT_PORTS[self.scheme] == self.port else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        """Return the whole address, secrets included."""
        return f"{self.scheme}://{self.place}{self.target}"

    def follow(self, location: str) -> "Address":
        """Return where a redirect's `location` leads; blanks in it are forgiven, as browsers do.

        Raises:
            AddressRefused: if it leads to no web address.
        """
        text = location.strip(" \t").replace(" ", "%20")
        try:
            joined = urljoin(self.url, text)
        except ValueError:
            raise _refused(location) from None
        return read_address(joined)


def read_address(url: str, params: Iterable[tuple[str, str]] = ()) -> Address:
    """Check `url` and add `params` to its query, encoded once.

    Raises:
        AddressRefused: if it is no absolute http(s) address with a host, has a user in it, or a port that is none.
    """
    if len(url) > ADDRESS_LIMIT or _NEVER.search(url):
        raise _refused(url)
    try:
        parts = urlsplit(url)
        host = parts.hostname
        port = parts.port
    except ValueError:
        # The cause quotes the address, and the address may hold a key.
        raise _refused(url) from None
    is_bracketed = "[" in parts.netloc
    if parts.scheme not in DEFAULT_PORTS or not host or "@" in parts.netloc or is_bracketed != (":" in host):
        raise _refused(url)
    port = DEFAULT_PORTS[parts.scheme] if port is None else port
    if not 1 <= port <= _HIGHEST_PORT:
        raise _refused(url)
    target = parts.path or "/"
    query = parts.query
    if params:
        added = urlencode([(name, value.encode("utf-8", "replace")) for name, value in params], quote_via=quote)
        query = f"{query}&{added}" if query else added
    if query:
        target = f"{target}?{query}"
    if _TO_ESCAPE.search(target):
        target = _TO_ESCAPE.sub(lambda found: quote(found.group(), safe=""), target)
    return Address(scheme=parts.scheme, host=_host(host, url), port=port, target=target)


def _host(host: str, url: str) -> str:
    """Return `host` in the form in which it is looked up."""
    if ":" in host:
        # A zone (`%eth0`) names a network card of this machine.
        if "%" in host:
            raise _refused(url)
        try:
            return IPv6Address(host).compressed
        except ValueError:
            raise _refused(url) from None
    if not host.isascii():
        host = _ascii(host, url)
    if len(host) > 255 or not _NAME.fullmatch(host):  # noqa: PLR2004 (RFC 1035)
        raise _refused(url)
    return host


def _ascii(host: str, url: str) -> str:
    """Return the ASCII form by IDNA 2008 and UTS 46, as browsers do; full-width digits become digits."""
    import idna

    try:
        return idna.encode(host, uts46=True).decode("ascii").lower()
    except UnicodeError:
        pass
    # Digits and dots of other shapes are no domain name for IDNA, yet a resolver may take them for a number.
    raise _refused(url) from None


def is_secret_name(name: str) -> bool:
    """Return whether a parameter or header of that name usually carries a key."""
    return _SECRET_NAME.search(name) is not None


def redact(url: str) -> str:
    """Return `url` as logs and messages may show it: no user, parameter values or tokens in the path; never raises."""
    text = _NEVER.sub("", url[: ADDRESS_LIMIT * 2])
    try:
        parts = urlsplit(text)
    except ValueError:
        return "?"
    place = _VALUE.sub("=…", parts.netloc.rpartition("@")[2])
    path = _TOKEN.sub("…", _VALUE.sub("=…", parts.path))
    names = "&".join(f"{pair.partition('=')[0]}=…" if "=" in pair else "…" for pair in parts.query.split("&") if pair)
    shown = f"{parts.scheme}://{place}{path}" if parts.scheme and place else f"{place}{path}"
    if names:
        shown = f"{shown}?{names}"
    return shown if len(shown) <= _SHOWN_LIMIT else shown[: _SHOWN_LIMIT - 1] + "…"


def _refused(url: str) -> AddressRefused:
    return AddressRefused("source.address_invalid", url=redact(url))
