"""Reddit's tokens: of an application alone for listening, of a person through their application for answering."""

import base64
from collections.abc import Sequence

from listen.brand import Settings
from listen.errors import LoginNeeded
from listen.protocols import Answer, Expect, Fetcher, Request
from listen.sources.shared.access import form_request, key, needed
from listen.sources.shared.answers import read_json, written
from listen.text.urls import host_of

__all__ = ["Access"]

_CHANNEL = "reddit"


class Access:
    """Asks with a token, and gets another one when it has expired.

    Args:
        settings: with the keys.
        tokens: base address of where tokens are given.
        pause_s: least seconds between two requests.
    """

    def __init__(self, settings: Settings, tokens: str, pause_s: float | None) -> None:
        self._settings = settings
        self._tokens = tokens
        self._pause_s = pause_s

    @property
    def is_personal(self) -> bool:
        """Return whether a person is logged in, not only an application."""
        return key(self._settings, _CHANNEL, "username") is not None

    def ask(self, url: str, params: Sequence[tuple[str, str]], fetcher: Fetcher) -> Answer:
        """Ask with the token at hand; get another one once when it has expired."""
        token = key(self._settings, _CHANNEL, "token")
        if token is not None:
            try:
                return fetcher.get(self._request(url, params, token))
            except LoginNeeded as error:
                if key(self._settings, _CHANNEL, "client_secret") is None:
                    raise
                self._settings.keys.keep(_CHANNEL, "token", None)
                try:
                    token = self.renew(fetcher)
                except LoginNeeded as further:
                    raise error from further
        else:
            token = self.renew(fetcher)
        return fetcher.get(self._request(url, params, token))

    def token(self) -> str | None:
        """Return the token at hand; right after `ask` it is good."""
        return key(self._settings, _CHANNEL, "token")

    def renew(self, fetcher: Fetcher) -> str:
        """Get a token, and keep it."""
        identity = needed(self._settings, _CHANNEL, "client_id")
        secret = needed(self._settings, _CHANNEL, "client_secret")
        basic = base64.b64encode(f"{identity}:{secret}".encode()).decode()
        fields = {"grant_type": "client_credentials"}
        secrets: tuple[str, ...] = (secret,)
        if self.is_personal:
            name, password = (needed(self._settings, _CHANNEL, one) for one in ("username", "password"))
            fields = {"grant_type": "password", "username": name, "password": password, "scope": _SCOPES}
            secrets = (secret, password)
        request = form_request(
            f"{self._tokens}/api/v1/access_token",
            fields,
            headers={"Authorization": f"Basic {basic}"},
            secrets=secrets,
        )
        body = read_json(fetcher.get(request))
        token = written(body, "access_token") if isinstance(body, dict) else None
        if token is None:
            # With a wrong secret Reddit answers 200 and an error.
            raise LoginNeeded("source.login_needed", host=host_of(self._tokens) or self._tokens, status=200)
        self._settings.keys.keep(_CHANNEL, "token", token)
        return token

    def _request(self, url: str, params: Sequence[tuple[str, str]], token: str) -> Request:
        headers = {"Authorization": f"bearer {token}"}
        return Request(url=url, params=tuple(params), headers=headers, expect=Expect.JSON, pause_s=self._pause_s)


_SCOPES = "identity read submit history"
