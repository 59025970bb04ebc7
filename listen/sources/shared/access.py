"""What sources share about keys, addresses and requests."""

import json
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from urllib.parse import urlencode

from listen.brand import Settings
from listen.errors import LoginNeeded
from listen.protocols import Expect, Request
from listen.text.urls import host_of

__all__ = ["base_named", "base_of", "form_request", "json_request", "key", "key_name", "needed"]


def base_of(settings: Settings, channel: str, default: str) -> str:
    """Return the base address to ask, without a slash at the end."""
    bases = settings.source(channel).bases
    return (bases[0] if bases else default).rstrip("/")


def base_named(server: str | None, known: Sequence[str]) -> str:
    """Return the base address that a person means by a server's name or address; the first known one for None."""
    host = None if server is None else host_of(server) or server
    return next((one for one in known if host is None or host_of(one) == host), f"https://{host}")


def key_name(name: str, server: str | None = None) -> str:
    """Return the name under which a key is kept; `server` is a base address, for channels with many."""
    return name if server is None else f"{name}@{host_of(server) or server}"


def key(settings: Settings, channel: str, name: str, server: str | None = None) -> str | None:
    """Return a key; None when nobody logged in."""
    return settings.keys.get(channel, key_name(name, server))


def needed(settings: Settings, channel: str, name: str, server: str | None = None) -> str:
    """Return a key that the channel cannot do without.

    Raises:
        LoginNeeded: nobody logged in; the hint names the command.
    """
    found = key(settings, channel, name, server)
    if found is None:
        raise LoginNeeded("source.not_logged_in", channel=channel)
    return found


def json_request(
    url: str, content: object, *, headers: Mapping[str, str] = MappingProxyType({}), secrets: tuple[str, ...] = ()
) -> Request:
    """Return a request that posts `content` as JSON and wants JSON."""
    return Request(url=url, headers=headers, body=json.dumps(content).encode(), expect=Expect.JSON, secrets=secrets)


def form_request(
    url: str,
    fields: Mapping[str, str],
    *,
    headers: Mapping[str, str] = MappingProxyType({}),
    secrets: tuple[str, ...] = (),
) -> Request:
    """Return a request that posts `fields` as a form and wants JSON."""
    return Request(
        url=url,
        headers=headers,
        body=urlencode(fields).encode(),
        content_type="application/x-www-form-urlencoded",
        expect=Expect.JSON,
        secrets=secrets,
    )
