"""A session on Bluesky: kept and renewed, because logging in anew in each run would use up a day's budget of logins."""

import json
from collections.abc import Sequence

from listen.brand import Settings
from listen.errors import LoginNeeded, QueryRefused, Unreadable
from listen.protocols import Answer, Expect, Fetcher, Request
from listen.sources.shared.access import json_request, key, needed
from listen.sources.shared.answers import read_json, written
from listen.text.urls import host_of

__all__ = ["Session"]

_CHANNEL = "bluesky"
_WORN_OUT = frozenset({"ExpiredToken", "InvalidToken"})


class Session:
    """One account's session; its tokens are kept with the keys.

    Args:
        settings: with the keys of the account.
        base: address of its server.
        pause_s: least seconds between two requests.

    Attributes:
        host: of the server.
    """

    def __init__(self, settings: Settings, base: str, pause_s: float | None) -> None:
        self._settings = settings
        self._base = base
        self._pause_s = pause_s
        self.host = host_of(base) or base

    def at(self, method: str) -> str:
        """Return the address of a method."""
        return f"{self._base}/xrpc/{method}"

    def ask(self, url: str, params: Sequence[tuple[str, str]], fetcher: Fetcher) -> Answer:
        """Ask with the session at hand; renew it once when the service says that it is worn out."""
        token = self._kept("access") or self._renewed(fetcher)
        try:
            return fetcher.get(self._request(url, params, token))
        except (LoginNeeded, QueryRefused) as error:
            if isinstance(error, QueryRefused) and error.values.get("code") not in _WORN_OUT:
                raise
            try:
                token = self._renewed(fetcher)
            except LoginNeeded as further:
                raise (error if isinstance(error, LoginNeeded) else further) from further
        return fetcher.get(self._request(url, params, token))

    def log_in(self, fetcher: Fetcher) -> str:
        """Log in anew and return the handle."""
        return self._log_in(fetcher)[1]

    def token(self) -> str | None:
        """Return the access token at hand; right after `ask` it is good."""
        return self._kept("access")

    def did(self, fetcher: Fetcher) -> str:
        """Return the account's own identifier.

        Raises:
            SourceError: the service could not be asked.
        """
        kept = self._kept("did")
        if kept is not None:
            return kept
        body = read_json(self.ask(self.at("com.atproto.server.getSession"), (), fetcher))
        found = written(body, "did") if isinstance(body, dict) else None
        if found is None or not found.startswith("did:"):
            raise Unreadable("source.unreadable", host=self.host, why='no "did"')
        return found

    def _request(self, url: str, params: Sequence[tuple[str, str]], token: str) -> Request:
        return Request(
            url=url,
            params=tuple(params),
            headers={"Authorization": f"Bearer {token}"},
            expect=Expect.JSON,
            pause_s=self._pause_s,
        )

    def _kept(self, part: str) -> str | None:
        try:
            session = json.loads(key(self._settings, _CHANNEL, "session") or "{}")
        except (ValueError, RecursionError):
            return None
        return written(session, part) if isinstance(session, dict) else None

    def _renewed(self, fetcher: Fetcher) -> str:
        """Return a fresh access token: from the refresh token, else by logging in."""
        refresh = self._kept("refresh")
        if refresh is not None:
            request = Request(
                url=self.at("com.atproto.server.refreshSession"),
                headers={"Authorization": f"Bearer {refresh}"},
                expect=Expect.JSON,
                body=b"",
            )
            try:
                return self._keep(fetcher.get(request))[0]
            except (LoginNeeded, QueryRefused):
                self._settings.keys.keep(_CHANNEL, "session", None)
        return self._log_in(fetcher)[0]

    def _log_in(self, fetcher: Fetcher) -> tuple[str, str]:
        password = needed(self._settings, _CHANNEL, "app_password")
        content = {"identifier": needed(self._settings, _CHANNEL, "handle"), "password": password}
        return self._keep(
            fetcher.get(json_request(self.at("com.atproto.server.createSession"), content, secrets=(password,)))
        )

    def _keep(self, answer: Answer) -> tuple[str, str]:
        """Keep a session and return its access token and handle."""
        body = read_json(answer)
        found = body if isinstance(body, dict) else {}
        access, refresh, did = written(found, "accessJwt"), written(found, "refreshJwt"), written(found, "did")
        if access is None or refresh is None:
            raise Unreadable("source.unreadable", host=self.host, why='no "accessJwt"')
        whose = {} if did is None else {"did": did}
        self._settings.keys.keep(_CHANNEL, "session", json.dumps({"access": access, "refresh": refresh, **whose}))
        return access, written(found, "handle") or did or ""
