"""Mail: alert mails, newsletters and lists from a folder, over IMAP or in files; read-only.

An alert mail (Google Alerts, Talkwalker) is taken apart: each article that it names is a post. Any other letter is
one post. Addresses of people are not kept.
"""

import base64
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from html import unescape
from itertools import islice
from pathlib import Path
from urllib.parse import quote

from listen.brand import Query, Settings
from listen.channel import Login, LoginField, Option, Words
from listen.errors import LoginNeeded, Unreadable
from listen.mailbox.letters import Letter, read_letter
from listen.model import Page, Post, Stream
from listen.protocols import Expect, Fetcher, Request
from listen.sources.shared.access import needed
from listen.sources.shared.answers import Json, count, mark, marked, read_json, tables, written
from listen.text.clean import clean_line, clean_text
from listen.text.html import to_text
from listen.text.urls import canonical, host_of, safe_link, unwrapped

__all__ = ["Mail", "posts_of"]

_PER_PAGE = 20
_MOST_PAGES = 25
_MOST_ITEMS = 200
_ANCHOR = re.compile(r"<a\s([^<>]{1,4000})>", re.IGNORECASE)
_CLOSED = re.compile("</a", re.IGNORECASE)
_HREF = re.compile(r"""\bhref\s{0,3}=\s{0,3}(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_LONGEST_WORDS = 2_000
_LEAST_WORDS = 15
"""Letters of a link's words from which it is a headline."""

_ALERTS = ("google.com", "talkwalker.com")


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
        for page in range(_MOST_PAGES):
            some = letters[page * _PER_PAGE : (page + 1) * _PER_PAGE]
            last = max([last, *(number for _, number in some)])
            has_ended = len(letters) <= (page + 1) * _PER_PAGE or page == _MOST_PAGES - 1
            raws = self._raw(stream, [key_ for key_, _ in some], fetcher) if some else []
            read = [posts_of(letter, stream.host, self._senders) for raw in raws if (letter := read_letter(raw))]
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


def posts_of(letter: Letter, origin: str, senders: Sequence[str] = ()) -> tuple[Post, ...]:
    """Return what a letter says as posts: the articles of an alert, or the letter itself; nothing from other senders.

    Args:
        letter: as read.
        origin: who vouches for it: the server, or the file.
        senders: domains that count; empty for all.
    """
    if senders and not any(_is_from(letter.domain, one) for one in senders):
        return ()
    articles = tuple(_articles(letter, origin)) if any(_is_from(letter.domain, one) for one in _ALERTS) else ()
    if articles:
        return articles
    return (
        Post(
            source="mail",
            native_id=clean_line(letter.identity),
            origin=origin,
            url=None,
            title=letter.subject,
            text=letter.text,
            author=letter.sender,
            place=letter.group or letter.sender or letter.domain or None,
            published_at=letter.sent_at,
            links=_links(letter),
        ),
    )


def _is_from(domain: str, wanted: str) -> bool:
    return domain == wanted or domain.endswith(f".{wanted}")


def _anchors(letter: Letter) -> Iterator[tuple[str, str, int]]:
    """Yield address (unwrapped), words and end of each link in the HTML."""
    starts = list(islice(_ANCHOR.finditer(letter.html), _MOST_ITEMS))
    for place, found in enumerate(starts):
        # Its words end where it ends, or where the next one begins: each letter is looked at once.
        stop = starts[place + 1].start() if place + 1 < len(starts) else len(letter.html)
        closed = _CLOSED.search(letter.html, found.end(), stop)
        end = stop if closed is None else closed.start()
        words = letter.html[found.end() : end]
        href = _HREF.search(found.group(1))
        link = None if href is None else safe_link(unwrapped(unescape(href.group(1) or href.group(2) or "")))
        if link is not None:
            yield link, clean_line(to_text(words[:_LONGEST_WORDS])), end


def _links(letter: Letter) -> tuple[str, ...]:
    return tuple(dict.fromkeys(link for link, _, _ in _anchors(letter)))[:50]


def _articles(letter: Letter, origin: str) -> Iterator[Post]:
    """Yield the articles that an alert names: links with words, to anywhere but the alerts' own sites."""
    anchors = [
        (link, words, end)
        for link, words, end in _anchors(letter)
        if len(words) >= _LEAST_WORDS and not any(_is_from(host_of(link) or "", one) for one in _ALERTS)
    ]
    seen: set[str] = set()
    for place, (link, words, end) in enumerate(anchors):
        identity = canonical(link) or link
        if identity in seen:
            continue
        seen.add(identity)
        stop = anchors[place + 1][2] if place + 1 < len(anchors) else len(letter.html)
        said = to_text(letter.html[end:stop]).replace(anchors[place + 1][1] if place + 1 < len(anchors) else "\0", "")
        yield Post(
            source="mail",
            native_id=identity,
            origin=origin,
            url=link,
            title=words,
            text=clean_text(said, limit=2_000),
            place=host_of(link),
            published_at=letter.sent_at,
            links=(link,),
        )
