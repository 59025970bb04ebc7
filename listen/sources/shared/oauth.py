"""Login in the browser on servers that let every program register itself (Mastodon: methods/apps, methods/oauth)."""

from urllib.parse import urlencode

from listen.channel import Grant
from listen.errors import LoginNeeded, QueryRefused, Unreadable
from listen.protocols import Fetcher
from listen.sources.shared.access import form_request
from listen.sources.shared.answers import read_json, written
from listen.text.urls import host_of

__all__ = ["begin", "end"]

_NAMES = ("client_id", "client_secret")


def begin(base: str, fetcher: Fetcher, *, redirect: str, state: str, scopes: str) -> Grant:
    """Register on the server, and return the page where the person agrees.

    Raises:
        SourceError: the server could not be asked, or answers something else.
    """
    fields = {"client_name": "listen", "redirect_uris": redirect, "scopes": scopes}
    made = read_json(fetcher.get(form_request(f"{base}/api/v1/apps", fields)))
    memory = {name: value for name in _NAMES if isinstance(made, dict) and (value := written(made, name))}
    if len(memory) != len(_NAMES):
        raise Unreadable("source.unreadable", host=host_of(base) or base, why="no client_id")
    asked = {
        "response_type": "code",
        "client_id": memory["client_id"],
        "redirect_uri": redirect,
        "scope": scopes,
        "state": state,
    }
    return Grant(url=f"{base}/oauth/authorize?{urlencode(asked)}", state=state, memory=memory)


def end(base: str, fetcher: Fetcher, *, redirect: str, grant: Grant, code: str) -> str:
    """Return the person's token for the code that the browser brought back.

    Raises:
        LoginNeeded: the server refuses the code.
        SourceError: the server could not be asked, or answers something else.
    """
    fields = {"grant_type": "authorization_code", "code": code, "redirect_uri": redirect, **grant.memory}
    secrets = (code, grant.memory["client_secret"])
    try:
        given = read_json(fetcher.get(form_request(f"{base}/oauth/token", fields, secrets=secrets)))
    except QueryRefused as error:
        raise LoginNeeded("source.login_needed", host=host_of(base) or base, status=400) from error
    token = written(given, "access_token") if isinstance(given, dict) else None
    if token is None:
        raise Unreadable("source.unreadable", host=host_of(base) or base, why="no access_token")
    return token
