"""Conversations on Lemmy, and answers with a person's own login on their own server.

A post lives on its author's server and is known to others by its `ap_id`; numbers belong to one server only. Its own
server knows the conversation best. Source: lemmy-js-client, 0.19 (v3) and 1.0 (v4).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from listen.brand import Settings
from listen.channel import Login, LoginField, Words
from listen.dialogue import Sent, Thread
from listen.errors import Gone, SourceError, Unreadable, Unsent
from listen.model import Post
from listen.protocols import Fetcher
from listen.sources.lemmy.account import Account, read
from listen.sources.lemmy.views import read_view
from listen.sources.shared.access import json_request
from listen.sources.shared.answers import Json, flag, read_json, table, tables, written
from listen.sources.shared.posting import before_sending, line_breaks, post_once, same_words, web_base
from listen.text.clean import clean_line
from listen.text.urls import host_of, safe_link

__all__ = ["LemmyDialogue"]

_HOME = re.compile(r"https?://[^/?#\s@]{1,250}/(post|comment)/(\d{1,12})(?:/(\d{1,12}))?")
_MOST, _DEPTH, _LATEST = 50, 20, 50


class LemmyDialogue:
    """The part of `Lemmy` that talks: implements `Threaded` and `Answering`."""

    name = "lemmy"
    longest_answer: int | None = 10_000
    answer_login = Login(
        fields=(
            LoginField(name="server", about=Words("your own server, e.g. feddit.org", "dein Server"), is_secret=False),
            LoginField(name="username", about=Words("your name there", "dein Name dort"), is_secret=False),
            LoginField(name="password", about=Words("your password", "dein Passwort")),
        ),
        where=Words(
            "An account on any Lemmy server; Lemmy has no keys for programs, so it is the password itself",
            "Ein Konto auf irgendeinem Lemmy-Server; Lemmy hat keine Schlüssel für Programme, nur das Passwort selbst",
        ),
    )

    _settings: Settings

    # conversations
    def thread(self, post: Post, fetcher: Fetcher) -> Thread:
        """Ask the post's own server, without a login."""
        home = _HOME.match(post.native_id) or _HOME.match(post.url or "")
        base = None if home is None else web_base(home.group())
        if home is None or base is None:
            raise Unreadable("sending.not_found_there", host=post.origin)
        kind, number = ("comment", home[3]) if home[3] else (home[1], home[2])
        try:
            return _Conversation(f"{base}/api/v3", "v3", fetcher).around(kind, number)
        except Gone:
            return _Conversation(f"{base}/api/v4", "v4", fetcher).around(kind, number)

    # answering
    def answer(self, to: Post, text: str, *, key: str, fetcher: Fetcher) -> Sent:  # noqa: ARG002 (Lemmy knows no keys)
        """Look the post up on the person's own server, and comment there."""
        account = Account(self._settings)
        with before_sending():
            account.me(fetcher)
            post_id, parent_id, is_locked = self._looked_up(account, to, fetcher)
            if is_locked:
                raise Unsent("sending.locked", place=to.place or account.host)
        content: dict[str, object] = {"content": line_breaks(text), "post_id": post_id}
        if parent_id is not None:
            content["parent_id"] = parent_id
        request = json_request(account.at("comment"), content, headers=account.headers())
        body = read_json(post_once(request, fetcher))
        return _sent(table(table(body, "comment_view"), "comment") if isinstance(body, dict) else {}, account.host)

    def sent(self, to: Post, text: str, *, key: str, fetcher: Fetcher) -> Sent | None:  # noqa: ARG002 (its words tell)
        """Look through the latest comments under the post for one of the person's with the same words."""
        account = Account(self._settings)
        me = written(account.me(fetcher), "id")
        post_id, parent_id, _ = self._looked_up(account, to, fetcher)
        params = [("post_id", str(post_id)), ("limit", str(_LATEST))]
        params += [("sort", "New"), ("type_", "All")] if account.version == "v3" else [("sort", "new")]
        if parent_id is not None:
            params += [("parent_id", str(parent_id)), ("max_depth", "1")]
        above = "0" if parent_id is None else str(parent_id)
        for view in _views(account.ask("comment/list", params, fetcher)):
            said = table(view, "comment")
            path = (written(said, "path") or "").split(".")
            if (
                written(table(view, "creator"), "id") == me
                and path[-2:-1] == [above]
                and not flag(said, "deleted")
                and same_words(written(said, "content") or "", text)
            ):
                return _sent(said, account.host)
        return None

    def answering_as(self, fetcher: Fetcher, server: str | None = None) -> str:  # noqa: ARG002 (its key names it)
        """Log in, and return the name with its server."""
        account = Account(self._settings)
        return clean_line(f"@{written(account.me(fetcher), 'name') or '?'}@{account.host}")

    def _looked_up(self, account: Account, to: Post, fetcher: Fetcher) -> tuple[int, int | None, bool]:
        """Return the numbers of a post and of the comment as the person's server knows them, and whether it is closed.

        Raises:
            Unreadable: it does not know it, and cannot get it.
        """
        try:
            body = account.ask("resolve_object", (("q", to.native_id),), fetcher)
        except SourceError as error:
            if error.values.get("status") == 400:  # noqa: PLR2004 (`couldnt_find_object`)
                raise Unreadable("sending.not_found_there", host=account.host) from error
            raise
        inner = (body, table(body, "comment"), table(body, "post"), table(body, "resolve"))
        for view in inner:
            comment, post = table(view, "comment"), table(view, "post")
            number, post_number = _number(comment, "id"), _number(comment, "post_id")
            if number is not None and post_number is not None and "content" in comment:
                return post_number, number, bool(flag(post, "locked"))
            if (number := _number(post, "id")) is not None and "ap_id" in post and not comment:
                return number, None, bool(flag(post, "locked"))
        raise Unreadable("sending.not_found_there", host=account.host)


class _Conversation:
    """A conversation on the server where it is at home."""

    def __init__(self, api: str, version: str, fetcher: Fetcher) -> None:
        self._api = api
        self._version = version
        self._fetcher = fetcher
        self._host = host_of(api) or api

    def around(self, kind: str, number: str) -> Thread:
        """Return what a post or comment answers, and what came after it."""
        body = read(f"{self._api}/{kind}", (("id", number),), self._fetcher)
        view = table(body, f"{kind}_view")
        first = read_view({**view, "comment": None}, table(view, "post"), self._host)
        path = (written(table(view, "comment"), "path") or "0").split(".")
        params = [("limit", str(_MOST)), ("max_depth", str(_DEPTH))]
        params += [("sort", "Old"), ("type_", "All")] if self._version == "v3" else [("sort", "old")]
        if kind == "comment":
            params.append(("parent_id", path[1] if len(path) > 1 else number))
        else:
            params.append(("post_id", number))
        views = tuple(_views(read(f"{self._api}/comment/list", params, self._fetcher)))
        posts = dict(self._comments(views))
        above = [] if first is None else [first]
        names = {one: post.native_id for one, (_, post) in posts.items()}
        names["0"] = "" if first is None else first.native_id
        told = {
            one: replace(post, reply_to_id=names.get(steps[-2] if len(steps) > 1 else "0") or None)
            for one, (steps, post) in posts.items()
        }
        if kind == "post":
            return Thread(replies=tuple(told.values()), is_whole=len(views) < _MOST)
        return Thread(
            parents=(*above, *(told[one] for one in path[1:-1] if one in told)),
            replies=tuple(post for one, post in told.items() if number in posts[one][0][:-1]),
            is_whole=len(views) < _MOST,
        )

    def _comments(self, views: tuple[Json, ...]) -> Iterator[tuple[str, tuple[list[str], Post]]]:
        """Yield number, way from the top and post of every comment that is still there."""
        for view in views:
            said = table(view, "comment")
            number, path = written(said, "id"), (written(said, "path") or "").split(".")
            post = read_view(view, said, self._host)
            if number is not None and post is not None and not flag(said, "deleted") and not flag(said, "removed"):
                yield number, (path, post)


def _views(body: Json) -> tuple[Json, ...]:
    return tables(body.get("comments")) or tables(body.get("items"))


def _number(holder: Mapping[str, object], name: str) -> int | None:
    value = holder.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 2**53 else None


def _sent(said: Json, host: str) -> Sent:
    native_id = written(said, "ap_id")
    if native_id is None:
        raise Unreadable("source.unreadable", host=host, why='no "ap_id"')
    return Sent(native_id=clean_line(native_id), url=safe_link(native_id))
