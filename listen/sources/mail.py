"""Mail: alert mails, newsletters and lists from a folder, over IMAP or in files; read-only.

An alert mail (Google Alerts, Talkwalker) is taken apart: each article that it names is a post. Any other letter is
one post. Addresses of people are not kept.
"""

import base64
import itertools
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from listen.brand import Query, Settings
from listen.channel import Login, LoginField, Option, Words
from listen.errors import LoginNeeded, Unreadable
from listen.mailbox.letters import read_letter
from listen.model import Page, Stream
from listen.protocols import Expect, Fetcher, Request
from listen.sources.shared.access import needed
from listen.sources.shared.answers import Json, count, mark, marked, read_json, tables, written
from listen.sources.shared.letters import posts_of
from listen.text.clean import clean_line

__all__ = ["Mail"]

_PER_PAGE = 20
_MOST_PAGES = 25
"""Of a mailbox; what stands in files is read to its end."""


class Mail:
    """Letters in folders; implements `Source` and `Account`."""

    name = "mail"
    title = "Mail"
    is_on_by_default = False
    options = (
        Option(name="host", about=Words("IMAP server, like imap.example.com", "IMAP-Server, etwa imap.example.com")),
        Option(
            name="security",
            about=Words("tls (usual) or starttls", "tls (üblich) oder starttls"),
        ),
        Option(name="folders", about=Words("folders to read; else INBOX", "Ordner; sonst INBOX"), is_many=True),
        Option(
            name="files", about=Words("mbox files and Maildir folders", "mbox-Dateien und Maildir-Ordner"), is_many=True
        ),
        Option(
            name="senders",
            about=Words(
                "addresses' domains that count, like google.com; else all of them",
                "Domains von Absendern, die zählen, etwa google.com; sonst alle",
            ),
            is_many=True,
        ),
    )
    login = Login(
        fields=(
            LoginField(name="user", about=Words("user name", "Benutzername"), is_secret=False),
            LoginField(name="password", about=Words("password or app password", "Passwort oder App-Passwort")),
        ),
        where=Words(
            "A mailbox of its own for alerts is best; where the provider has app passwords, make one",
            "Am besten ein eigenes Postfach für Benachrichtigungen; wo es App-Passwörter gibt, eines anlegen",
        ),
        is_required=False,
        needed_with="host",
    )
    blind = (Words("attachments and pictures", "Anhänge und Bilder"),)

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        chosen = settings.source(self.name)
        self._server = chosen.text("host").rstrip("/")
        self._scheme = "imap" if chosen.text("security").lower() == "starttls" else "imaps"
        self._folders = chosen.texts("folders") or ("INBOX",)
        self._files = chosen.texts("files")
        self._senders = tuple(one.lower().rpartition("@")[2] for one in chosen.texts("senders"))

    def streams(self, queries: Sequence[Query]) -> Iterable[Stream]:  # noqa: ARG002 (read whole)
        """Yield one stream a folder and file, read whole, for all queries alike."""
        if self._server:
            for folder in self._folders:
                yield Stream(
                    source=self.name,
                    key=f"{self.name} {self._server} {clean_line(folder)}",
                    host=self._server,
                    address=f"{self._scheme}://{self._server}/{quote(folder, safe='')}",
                    place=clean_line(folder),
                )
        for file in self._files:
            path = Path(file).expanduser()
            scheme = "maildir" if (path / "cur").is_dir() else "mbox"
            yield Stream(
                source=self.name,
                key=f"{self.name} {clean_line(str(path))}",
                host="files",
                address=f"{scheme}://{quote(str(path.absolute()))}",
                place=clean_line(path.name),
            )

    def pages(self, stream: Stream, checkpoint: str | None, fetcher: Fetcher, *, since: datetime) -> Iterator[Page]:
        """Ask what came after the last letter known, then for the letters, oldest first."""
        known = marked(checkpoint)
        last, validity = count(known, "last") or 0, written(known, "validity")
        valid, letters, broken = self._came(stream, last, since, fetcher)
        if last and valid != validity:
            # The numbers began anew; what is known already is recognized by what it says.
            last = 0
            valid, letters, broken = self._came(stream, last, since, fetcher)
        last_page = _MOST_PAGES - 1 if stream.address.startswith("imap") else None
        for page in itertools.count():
            some = letters[page * _PER_PAGE : (page + 1) * _PER_PAGE]
            last = max([last, *(number for _, number in some)])
            has_ended = len(letters) <= (page + 1) * _PER_PAGE or page == last_page
            raws = self._raw(stream, [key_ for key_, _ in some], fetcher) if some else []
            read = [
                posts_of(letter, self.name, stream.host, self._senders) for raw in raws if (letter := read_letter(raw))
            ]
            yield Page(
                posts=tuple(post for posts in read for post in posts),
                seen=len(raws) + broken,
                skipped=len(raws) - len(read) + broken,
                # What a cap leaves for the next run is not lost: it goes on from here.
                checkpoint=mark(last=last, validity=valid) if has_ended else None,
            )
            if has_ended:
                return
            broken = 0

    def account(self, fetcher: Fetcher, server: str | None = None) -> str:  # noqa: ARG002 (one server only)
        """Open the first folder."""
        if not self._server:
            raise LoginNeeded("source.mail_no_host")
        stream = next(iter(self.streams(())))
        fetcher.get(self._request(stream, (("after", str(2**32 - 2)),)))
        return needed(self._settings, self.name, "user")

    def _came(
        self, stream: Stream, after: int, since: datetime, fetcher: Fetcher
    ) -> tuple[str, list[tuple[str, int]], int]:
        params = [("after", str(after))]
        if not after:
            params.append(("since", f"{since:%Y-%m-%d}"))
        body = read_json(fetcher.get(self._request(stream, params)))
        if not isinstance(body, dict) or not isinstance(body.get("letters"), list):
            raise Unreadable("source.unreadable", host=stream.host, why='no "letters"')
        letters = [
            (name, number)
            for one in tables(body["letters"])
            if (name := written(one, "key")) is not None and (number := count(one, "number")) is not None
        ]
        return written(body, "validity") or "", letters, len(body["letters"]) - len(letters)

    def _raw(self, stream: Stream, keys: Sequence[str], fetcher: Fetcher) -> list[bytes]:
        body = read_json(fetcher.get(self._request(stream, [("keys", ",".join(keys))])))
        if not isinstance(body, dict) or not isinstance(body.get("letters"), list):
            raise Unreadable("source.unreadable", host=stream.host, why='no "letters"')
        return [_bytes(one) if isinstance(one, dict) else b"" for one in body["letters"]]

    def _request(self, stream: Stream, params: Sequence[tuple[str, str]]) -> Request:
        headers: dict[str, str] = {}
        secrets: tuple[str, ...] = ()
        if stream.address.startswith("imap"):
            user, password = (needed(self._settings, self.name, part) for part in ("user", "password"))
            proof = base64.b64encode(f"{user}:{password}".encode()).decode()
            headers, secrets = {"Authorization": f"Basic {proof}"}, (password,)
        return Request(url=stream.address, params=tuple(params), headers=headers, secrets=secrets, expect=Expect.JSON)


def _bytes(letter: Json) -> bytes:
    raw = letter.get("raw")
    return raw.encode("latin-1", "replace") if isinstance(raw, str) else b""
