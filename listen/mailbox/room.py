"""The fetcher that also opens mail folders; every other address goes on to the door."""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from urllib.parse import unquote, urlsplit

from listen.errors import AddressRefused, Gone
from listen.mailbox.files import Maildir, Mbox
from listen.mailbox.imap import ImapFolder
from listen.protocols import Answer, Fetcher, Request

__all__ = ["Mailroom"]

_SCHEMES = frozenset({"imap", "imaps", "mbox", "maildir"})


class Folder(Protocol):
    """One folder, opened for one question."""

    def letters(self, after: int, since: date | None) -> tuple[str, Sequence[tuple[str, int]]]:
        """Return the folder's validity (another one: the numbers began anew), and key and number of what came after.

        `since` leaves out what is older; a day, as folders know no more.
        """
        ...

    def raw(self, keys: Sequence[str]) -> Sequence[tuple[str, bytes]]:
        """Return letters by key, each cut at a mebibyte; one that is gone is left out."""
        ...


@dataclass(frozen=True, slots=True)
class Mailroom:
    """A `Fetcher` that also opens mail folders.

    Args:
        fetcher: the door, for everything else.
        clock: aware UTC now.
        timeout_s: for each step of the talk with a server.
    """

    fetcher: Fetcher
    clock: Callable[[], datetime]
    timeout_s: float = 30.0

    def get(self, request: Request) -> Answer:
        """Ask a folder, or the door.

        Raises:
            SourceError: one of its leaves.
        """
        scheme = request.url.partition(":")[0].lower()
        if scheme not in _SCHEMES:
            return self.fetcher.get(request)
        asked = dict(request.params)
        folder = self._folder(request, scheme)
        content: dict[str, object]
        if "keys" in asked:
            found = folder.raw([key for key in asked["keys"].split(",") if key])
            content = {"letters": [{"key": key, "raw": raw.decode("latin-1")} for key, raw in found]}
        else:
            since = date.fromisoformat(asked["since"]) if "since" in asked else None
            validity, letters = folder.letters(int(asked.get("after", "0")), since)
            content = {
                "validity": validity,
                "letters": [{"key": key, "number": number} for key, number in letters],
            }
        return Answer(url=request.url, status=200, headers={}, body=json.dumps(content).encode(), date=self.clock())

    def _folder(self, request: Request, scheme: str) -> Folder:
        parts = urlsplit(request.url)
        path = unquote(parts.path)
        if scheme == "mbox":
            return Mbox(path)
        if scheme == "maildir":
            return Maildir(path)
        if not parts.hostname:
            raise Gone("source.folder_missing", host="", folder=path, is_final=False)
        try:
            port = parts.port
        except ValueError as error:
            raise AddressRefused("source.address_invalid", url=f"{scheme}://{parts.hostname}") from error
        user, password = _basic(request.headers.get("Authorization", ""))
        is_tls = scheme == "imaps"
        return ImapFolder(
            host=parts.hostname,
            port=port or (993 if is_tls else 143),
            is_tls=is_tls,
            user=user,
            password=password,
            name=path.removeprefix("/") or "INBOX",
            timeout_s=self.timeout_s,
        )


def _basic(header: str) -> tuple[str, str]:
    try:
        said = base64.b64decode(header.removeprefix("Basic ")).decode()
    except (binascii.Error, UnicodeDecodeError):
        said = ""
    user, _, password = said.partition(":")
    return user, password
