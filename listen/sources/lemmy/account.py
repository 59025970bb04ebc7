"""A person's account on their own Lemmy server: its session, and which version of the interface is spoken there."""

from collections.abc import Mapping, Sequence

from listen.brand import Settings
from listen.errors import Gone, LoginNeeded, QueryRefused, Unreadable
from listen.protocols import Expect, Fetcher, Request
from listen.sources.shared.access import json_request, key
from listen.sources.shared.answers import Json, read_json, table, written
from listen.sources.shared.posting import own_key, own_server
from listen.text.urls import host_of

__all__ = ["Account", "read"]

_CHANNEL = "lemmy"
_LOGIN = {"v3": "user/login", "v4": "account/auth/login"}
_WHO = {"v3": "site", "v4": "account"}


class Account:
    """One person on their server.

    Args:
        settings: with the person's keys.

    Attributes:
        version: of the interface, `v3` or `v4`; known after `me`.
        token: of the session; known after `me`.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.version = "v3"
        self.token = ""

    @property
    def base(self) -> str:
        """Return the address of the server.

        Raises:
            LoginNeeded: nobody logged in.
        """
        return own_server(self._settings, _CHANNEL)

    @property
    def host(self) -> str:
        """Return the name of the server."""
        return host_of(self.base) or self.base

    def at(self, method: str) -> str:
        """Return the address of a method."""
        return f"{self.base}/api/{self.version}/{method}"

    def headers(self) -> Mapping[str, str]:
        """Return what says who asks."""
        return {"Authorization": f"Bearer {self.token}"}

    def ask(self, method: str, params: Sequence[tuple[str, str]], fetcher: Fetcher) -> Json:
        """Ask as the person, after `me`."""
        return read(self.at(method), params, fetcher, headers=self.headers())

    def me(self, fetcher: Fetcher) -> Json:
        """Return the person as the server knows them; log in where there is no session, or an old one.

        Raises:
            LoginNeeded: name or password are wrong.
            SourceError: the server could not be asked.
        """
        own_key(self._settings, _CHANNEL, "password")
        kept = key(self._settings, _CHANNEL, "session")
        if kept is not None:
            self.token = kept
            try:
                found = self._who(fetcher)
            except (LoginNeeded, QueryRefused):
                found = {}
            if found:
                return found
        self._log_in(fetcher)
        found = self._who(fetcher)
        if not found:
            raise LoginNeeded("source.login_needed", host=self.host, status=200)
        return found

    def _who(self, fetcher: Fetcher) -> Json:
        """Return the person whose session it is; an empty one where it is nobody's. Finds out the version."""
        for version in ("v3", "v4"):
            self.version = version
            try:
                body = self.ask(_WHO[version], (), fetcher)
            except Gone:
                if version == "v4":
                    raise
                continue
            view = table(table(body, "my_user") if version == "v3" else body, "local_user_view")
            return table(view, "person")
        return {}

    def _log_in(self, fetcher: Fetcher) -> None:
        name = own_key(self._settings, _CHANNEL, "username")
        password = own_key(self._settings, _CHANNEL, "password")
        content = {"username_or_email": name, "password": password}
        for version in ("v3", "v4"):
            url = f"{self.base}/api/{version}/{_LOGIN[version]}"
            try:
                body = read_json(fetcher.get(json_request(url, content, secrets=(password,))))
            except Gone:
                if version == "v4":
                    raise
                continue
            except QueryRefused as error:
                # 400 `incorrect_login`, `missing_totp_token`.
                code = error.values.get("code")
                raise LoginNeeded("source.login_needed", host=self.host, status=400, code=code) from error
            token = written(body, "jwt") if isinstance(body, dict) else None
            if token is None:
                raise LoginNeeded("source.login_needed", host=self.host, status=200)
            self.token = token
            self._settings.keys.keep(_CHANNEL, "session", token)
            return


def read(
    url: str, params: Sequence[tuple[str, str]], fetcher: Fetcher, *, headers: Mapping[str, str] | None = None
) -> Json:
    """Ask a Lemmy server and return what it says.

    Raises:
        Unreadable: it is no object.
        SourceError: it could not be asked.
    """
    request = Request(url=url, params=tuple(params), headers=headers or {}, expect=Expect.JSON)
    body = read_json(fetcher.get(request))
    if not isinstance(body, dict):
        raise Unreadable("source.unreadable", host=host_of(url) or url, why="no object")
    return body
