"""Which addresses may be connected to: public ones, and the few private hosts that the configuration names."""

import socket
from collections.abc import Iterable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from listen.errors import AddressRefused
from listen.http.address import DEFAULT_PORTS, Address

__all__ = ["Guard", "is_public", "numeric"]

# `is_global` says True for these, although they are translated to, tunnelled to or stand for something else.
_NEVER_4 = tuple(
    IPv4Network(network)
    for network in (
        "192.0.0.0/24",  # protocol assignments, of which Python takes two for global
        "192.88.99.0/24",  # 6to4 relays
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved
    )
)
_UNICAST_6 = IPv6Network("2000::/3")
_NEVER_6 = tuple(
    IPv6Network(network)
    for network in (
        "2001::/23",  # protocol assignments, Teredo among them
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4: an IPv4 address inside
        "3fff::/20",  # documentation
    )
)


def is_public(address: str) -> bool:
    """Return whether an IP address belongs to the public internet and to nothing else.

    Everything outside 2000::/3 is refused, so mapped, compatible, NAT64, site-local, link-local and unique local
    addresses need no list of their own. What cannot be read is not public.
    """
    try:
        ip = ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, IPv4Address):
        return ip.is_global and not any(ip in network for network in _NEVER_4)
    return _is_public_6(ip)


def _is_public_6(ip: IPv6Address) -> bool:
    if ip.scope_id is not None or ip not in _UNICAST_6:
        return False
    return ip.is_global and not any(ip in network for network in _NEVER_6)


def numeric(host: str) -> str | None:
    """Return the IP address that a resolver reads in `host` (`127.1`, `2130706433`, `0x7f.1`); None for a name."""
    if ":" in host:
        return host
    try:
        return socket.inet_ntoa(socket.inet_aton(host))
    except (OSError, UnicodeError):
        return None


class Guard:
    """Says which hosts may be asked, and to which of their addresses a socket may be opened.

    Args:
        allowed: hosts that may be private, each `host` or `host:port`; as written, so `127.1` is not `127.0.0.1`.
    """

    def __init__(self, allowed: Iterable[str]) -> None:
        self._allowed = frozenset(entry.strip().lower() for entry in allowed)

    def is_allowed(self, host: str, port: int) -> bool:
        """Return whether the configuration lets this host be private."""
        if not self._allowed:
            return False
        shown = f"[{host}]" if ":" in host else host
        return host in self._allowed or shown in self._allowed or f"{shown}:{port}" in self._allowed

    def may_redirect(self, here: Address, there: Address) -> bool:
        """Return whether a redirect may be followed as far as private hosts are concerned.

        A public host never leads into the own network, and a private host named without a port opens its usual ports
        and the one that was asked, not every other service on the machine. Hosts that are not allowed at all pass
        here; `checked` stops them where the socket is opened.
        """
        if not self.is_allowed(there.host, there.port):
            return True
        if not self.is_allowed(here.host, here.port):
            return False
        if (here.host, here.port) == (there.host, there.port):
            return True
        shown = f"[{there.host}]" if ":" in there.host else there.host
        return f"{shown}:{there.port}" in self._allowed or there.port == DEFAULT_PORTS[there.scheme]

    def checked(self, host: str, port: int, addresses: Iterable[str]) -> Sequence[str]:
        """Return those of `addresses` that may be connected to, in their order.

        Raises:
            AddressRefused: if none is left.
        """
        found = tuple(addresses)
        if self.is_allowed(host, port):
            return found
        public = tuple(address for address in found if is_public(address))
        if not public:
            raise AddressRefused("source.address_private", host=host)
        return public

    def check_name(self, host: str, port: int) -> None:
        """Refuse a host whose name alone says that it is private: all we can do where a proxy does the looking up.

        Raises:
            AddressRefused: for private numbers, `localhost` and names of the own network.
        """
        if self.is_allowed(host, port):
            return
        number = numeric(host)
        name = host.rstrip(".")
        is_own = name == "localhost" or name.endswith((".localhost", ".local", ".internal", ".home.arpa"))
        if is_own or (number is not None and not is_public(number)):
            raise AddressRefused("source.address_private", host=host)
