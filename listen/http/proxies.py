"""Through which proxy a place is asked: the configured one, the environment's, or none."""

from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address, ip_network
from urllib.parse import unquote, urlsplit

from listen.errors import AddressRefused
from listen.http.address import Address, redact

__all__ = ["Proxies", "Proxy"]

ENVIRONMENT = "env"
_USUAL_PORTS = {"http": 8080, "https": 443}


@dataclass(frozen=True, slots=True, kw_only=True)
class Proxy:
    """An HTTP proxy; `login` is (user, password) or None."""

    url: str
    login: tuple[str, str] | None = None


class Proxies:
    """Chooses the proxy for an address.

    Args:
        setting: address of a proxy, `env`, or None.
        environ: read for `env` only.
    """

    def __init__(self, setting: str | None, environ: Mapping[str, str]) -> None:
        self._by_scheme: dict[str, str] = {}
        self._straight: tuple[str, ...] = ()
        if setting == ENVIRONMENT:
            # HTTP_PROXY in capitals is what a web server sets from a stranger's header; CGI is the one place for it.
            is_cgi = "REQUEST_METHOD" in environ
            for scheme in ("http", "https"):
                upper = "" if scheme == "http" and is_cgi else environ.get(f"{scheme.upper()}_PROXY", "")
                chosen = environ.get(f"{scheme}_proxy") or upper or environ.get("all_proxy") or environ.get("ALL_PROXY")
                if chosen:
                    self._by_scheme[scheme] = chosen
            listed = environ.get("no_proxy") or environ.get("NO_PROXY") or ""
            self._straight = tuple(entry.strip().lower() for entry in listed.split(",") if entry.strip())
        elif setting:
            self._by_scheme = {"http": setting, "https": setting}

    def choose(self, address: Address) -> Proxy | None:
        """Return the proxy for `address`; None goes straight.

        Raises:
            AddressRefused: if the proxy's address is none.
        """
        chosen = self._by_scheme.get(address.scheme)
        if chosen is None or any(_covers(entry, address) for entry in self._straight):
            return None
        return _read(chosen)


def _covers(entry: str, address: Address) -> bool:
    """Return whether an entry of NO_PROXY means `address`: `*`, a name with all below it, `name:port`, a network."""
    if entry == "*":
        return True
    if "/" in entry:
        try:
            return ip_address(address.host) in ip_network(entry, strict=False)
        except ValueError:
            return False
    name, colon, port = entry.rpartition(":")
    if colon and port.isascii() and port.isdigit() and (":" not in name or name.endswith("]")):
        if int(port) != address.port:
            return False
        entry = name
    entry = entry.strip("[]").removeprefix("*").lstrip(".")
    return bool(entry) and (address.host == entry or address.host.endswith(f".{entry}"))


def _read(url: str) -> Proxy:
    text = url if "://" in url else f"http://{url}"
    try:
        parts = urlsplit(text)
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port = None, None
        parts = urlsplit("")
    if parts.scheme not in _USUAL_PORTS or not host or not host.isascii():
        raise AddressRefused("source.proxy_invalid", url=redact(text))
    shown = f"[{host}]" if ":" in host else host
    login = None
    if parts.username is not None:
        login = (unquote(parts.username), unquote(parts.password or ""))
    return Proxy(url=f"{parts.scheme}://{shown}:{port or _USUAL_PORTS[parts.scheme]}", login=login)
