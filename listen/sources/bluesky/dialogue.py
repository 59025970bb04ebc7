"""Conversations on Bluesky, and answers with a person's own app password.

An answer's record has a key that is made from the answer itself: a second try can only meet the first one, and whether
it arrived is one look-up. Source: docs.bsky.app, lexicons com.atproto.repo.createRecord and app.bsky.feed.post.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

from listen.brand import Settings
from listen.channel import Login, LoginField, Words
from listen.dialogue import Sent, Thread
from listen.errors import LoginNeeded, QueryRefused, Unreadable, Unsent
from listen.model import Post
from listen.protocols import Answer, Expect, Fetcher, Request
from listen.sources.bluesky.session import Session
from listen.sources.bluesky.views import read_post
from listen.sources.shared.access import json_request, key
from listen.sources.shared.answers import Json, count, flag, read_json, table, tables, written
from listen.sources.shared.posting import before_sending, post_once, print_of
from listen.text.dates import read_date
from listen.text.urls import safe_link

__all__ = ["BlueskyDialogue", "record_key"]

_USUAL = "https://bsky.social"
_PUBLIC = "https://public.api.bsky.app"
"""Gives conversations to everybody, without a login."""

_COLLECTION = "app.bsky.feed.post"
_DEPTH, _HEIGHT = 10, 30
_DEEPEST = 200
_SORTABLE = "234567abcdefghijklmnopqrstuvwxyz"
_PAGE = re.compile(r"https?://[^/]{1,200}/profile/([^/?#\s]{3,300})/post/([A-Za-z0-9._~-]{1,100})")
_LINK = re.compile(r"https?://[^\s<>\"'`]{1,1000}")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_FIRST_MOMENT = 1_704_067_200_000_000
"""2024-01-01 in microseconds: where the moments begin that our record keys pretend to."""

_A_YEAR = 31_536_000_000_000


def record_key(key: str, text: str) -> str:
    """Return the record key of an answer: 13 letters as the network wants them, the same for the same key and text."""
    lot = int.from_bytes(print_of(key, text, 12), "big")
    moment, clock = _FIRST_MOMENT + lot % _A_YEAR, (lot >> 80) % 1024
    number = moment << 10 | clock
    return "".join(_SORTABLE[number >> shift & 31] for shift in range(60, -1, -5))


class BlueskyDialogue:
    """The part of `Bluesky` that talks: implements `Threaded` and `Answering`."""

    name = "bluesky"
    longest_answer: int | None = 300
    answer_login = Login(
        fields=(
            LoginField(
                name="handle",
                about=Words("your handle, e.g. you.bsky.social", "dein Handle, z. B. du.bsky.social"),
                is_secret=False,
            ),
            LoginField(name="app_password", about=Words("app password", "App-Passwort")),
            LoginField(
                name="server",
                about=Words("your own server, empty for bsky.social", "eigener Server, leer für bsky.social"),
                is_secret=False,
                is_optional=True,
            ),
        ),
        where=Words(
            "Make an app password under Settings, Privacy and security; never use the main password",
            "App-Passwort anlegen unter Einstellungen, Datenschutz und Sicherheit; nie das Hauptpasswort nehmen",
        ),
        page="https://bsky.app/settings/app-passwords",
    )

    _settings: Settings
    _base: str
    _session: Session

    # conversations
    def thread(self, post: Post, fetcher: Fetcher) -> Thread:
        """Ask for the conversation, in both directions."""
        params = (("uri", _uri_of(post)), ("depth", str(_DEPTH)), ("parentHeight", str(_HEIGHT)))
        body = read_json(self._read("app.bsky.feed.getPostThread", params, fetcher))
        at = table(body, "thread") if isinstance(body, dict) else {}
        if not table(at, "post"):
            raise Unreadable("sending.not_found_there", host=self._session.host)
        parents: list[Post] = []
        above = table(at, "parent")
        while above and len(parents) < _HEIGHT:
            parents += _read(above)
            above = table(above, "parent")
        views = list(_below(at))
        replies = [post for view in views for post in _read(view)]
        replies.sort(key=lambda one: one.published_at or datetime.max.replace(tzinfo=UTC))
        told = count(table(at, "post"), "replyCount") or 0
        return Thread(
            parents=tuple(reversed(parents)),
            replies=tuple(replies),
            is_whole=len(replies) == len(views) and told <= len(tables(at.get("replies"))),
        )

    def _read(self, method: str, params: tuple[tuple[str, str], ...], fetcher: Fetcher) -> Answer:
        """Ask with our session, or as everybody where there is none."""
        is_logged_in = key(self._settings, self.name, "app_password") or key(self._settings, self.name, "session")
        if is_logged_in or self._base != _USUAL:
            return self._session.ask(self._session.at(method), params, fetcher)
        return fetcher.get(Request(url=f"{_PUBLIC}/xrpc/{method}", params=params, expect=Expect.JSON))

    # answering
    def answer(self, to: Post, text: str, *, key: str, fetcher: Fetcher) -> Sent:
        """Write a record with a key made of this answer: the same one cannot be written twice."""
        with before_sending():
            view, moment = self._view(_uri_of(to), fetcher)
            if flag(table(view, "viewer"), "replyDisabled"):
                raise Unsent("sending.locked", place="Bluesky")
            me, token = self._session.did(fetcher), self._session.token() or ""
            parent = _reference(view)
            root = _reference(table(table(table(view, "record"), "reply"), "root")) or parent
            if parent is None or root is None:
                raise Unreadable("source.unreadable", host=self._session.host, why='no "cid"')
        record: Json = {
            "$type": _COLLECTION,
            "text": text,
            "createdAt": moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z"),
            "reply": {"root": root, "parent": parent},
        }
        if facets := _facets(text):
            record["facets"] = facets
        if to.language_hint and _LANGUAGE.fullmatch(to.language_hint):
            record["langs"] = [to.language_hint]
        content = {"repo": me, "collection": _COLLECTION, "rkey": record_key(key, text), "record": record}
        url = self._session.at("com.atproto.repo.createRecord")
        request = json_request(url, content, headers={"Authorization": f"Bearer {token}"})
        return self._sent(read_json(post_once(request, fetcher)))

    def sent(self, to: Post, text: str, *, key: str, fetcher: Fetcher) -> Sent | None:  # noqa: ARG002 (the key tells)
        """Look whether our record is there."""
        params = (
            ("repo", self._session.did(fetcher)),
            ("collection", _COLLECTION),
            ("rkey", record_key(key, text)),
        )
        try:
            answer = self._session.ask(self._session.at("com.atproto.repo.getRecord"), params, fetcher)
        except QueryRefused as error:
            # Servers before 2024 say InvalidRequest for what is not there.
            if error.values.get("code") in {"RecordNotFound", "InvalidRequest"}:
                return None
            raise
        return self._sent(read_json(answer))

    def answering_as(self, fetcher: Fetcher, server: str | None = None) -> str:  # noqa: ARG002 (its key names it)
        """Log in and return the handle."""
        if key(self._settings, self.name, "app_password") is None:
            raise LoginNeeded("sending.not_logged_in", channel=self.name)
        return self._session.log_in(fetcher)

    def _view(self, uri: str, fetcher: Fetcher) -> tuple[Json, datetime]:
        """Return a post as the network has it now, and what the time is there."""
        if key(self._settings, self.name, "app_password") is None and self._session.token() is None:
            raise LoginNeeded("sending.not_logged_in", channel=self.name)
        url = self._session.at("app.bsky.feed.getPosts")
        answer = self._session.ask(url, (("uris", uri),), fetcher)
        body = read_json(answer)
        found = tables(body.get("posts")) if isinstance(body, dict) else ()
        moment = None if not found else answer.date or read_date(found[0].get("indexedAt"))
        if moment is None:
            raise Unreadable("sending.not_found_there", host=self._session.host)
        return found[0], moment

    def _sent(self, body: object) -> Sent:
        uri = written(body, "uri") if isinstance(body, dict) else None
        parts = (uri or "").removeprefix("at://").split("/")
        if uri is None or len(parts) != 3:  # noqa: PLR2004 (at://who/what/which)
            raise Unreadable("source.unreadable", host=self._session.host, why='no "uri"')
        return Sent(native_id=uri, url=safe_link(f"https://bsky.app/profile/{parts[0]}/post/{parts[2]}"))


def _uri_of(post: Post) -> str:
    """Return the at-uri of a post; made from its page where a person gave only that."""
    if post.native_id.startswith("at://"):
        return post.native_id
    page = _PAGE.match(post.url or post.native_id)
    return post.native_id if page is None else f"at://{page[1]}/{_COLLECTION}/{page[2]}"


def _below(at: Json) -> Iterator[Json]:
    """Yield every answer below a post, whatever its depth; no deeper than a hostile answer may make us go."""
    waiting = [(one, 1) for one in reversed(tables(at.get("replies")))]
    while waiting:
        view, depth = waiting.pop()
        yield view
        if depth < _DEEPEST:
            waiting += [(one, depth + 1) for one in reversed(tables(view.get("replies")))]


def _read(view: Json) -> list[Post]:
    """Return the post of a view: none for what is gone, blocked, or not meant for people without a login."""
    said = table(view, "post")
    labels = (*tables(said.get("labels")), *tables(table(said, "author").get("labels")))
    if any(written(label, "val") == "!no-unauthenticated" for label in labels):
        return []
    post = read_post(said)
    return [] if post is None else [post]


def _reference(view: Json) -> dict[str, str] | None:
    uri, cid = written(view, "uri"), written(view, "cid")
    return None if uri is None or cid is None else {"uri": uri, "cid": cid}


def _facets(text: str) -> list[Json]:
    """Return where the links stand: places count the bytes of UTF-8."""
    facets = []
    for found in _LINK.finditer(text):
        address = found.group().rstrip(".,;:!?)]}»”’")
        start = len(text[: found.start()].encode())
        link = {"$type": "app.bsky.richtext.facet#link", "uri": address}
        facets.append({"index": {"byteStart": start, "byteEnd": start + len(address.encode())}, "features": [link]})
    return facets
