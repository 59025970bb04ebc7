"""Conversations on Mastodon and servers like it, and answers with a person's own login there.

A post lives on its author's server and is known to others by its `uri`. Its own server knows the conversation best, and
lets everybody read it; the person's own server is where an answer is written, after it has looked the post up there.
Source: docs.joinmastodon.org, methods/statuses and methods/search.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from listen.brand import Settings
from listen.channel import Grant, Login, LoginField, Words
from listen.dialogue import Sent, Thread
from listen.errors import SourceError, Unreadable, Unsent
from listen.model import Post
from listen.protocols import Fetcher
from listen.sources.mastodon.statuses import ask, author_of, is_public, read_status
from listen.sources.shared.access import base_named, json_request, key
from listen.sources.shared.answers import Json, read_json, table, tables, written
from listen.sources.shared.oauth import begin, end
from listen.sources.shared.posting import (
    before_sending,
    own_key,
    own_server,
    post_once,
    print_of,
    same_words,
    web_base,
)
from listen.text.clean import clean_line
from listen.text.urls import host_of, safe_link

__all__ = ["MastodonDialogue"]

_SCOPES = "write:statuses read:search read:statuses read:accounts"
_ID = re.compile(r"[0-9A-Za-z.-]{1,64}")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_MENTIONS = re.compile(r"(?:@[\w.-]{1,100}(?:@[\w.-]{1,100})?[\s,:]*)*")
_LOOKED_AT = 40
_ANSWERABLE = frozenset({"public", "unlisted"})


class MastodonDialogue:
    """The part of `Mastodon` that talks: implements `Threaded` and `Answering`."""

    name = "mastodon"
    longest_answer: int | None = 500
    answer_login = Login(
        fields=(
            LoginField(
                name="server", about=Words("your own server, e.g. social.example", "dein Server"), is_secret=False
            ),
            LoginField(name="token", about=Words("access token", "Zugriffstoken (access token)")),
        ),
        where=Words(
            "On your own server: Preferences, Development, New application, with write:statuses, read:search, "
            "read:statuses and read:accounts and nothing else; or use --browser",
            "Auf deinem eigenen Server: Einstellungen, Entwicklung, Neue Anwendung, mit write:statuses, read:search, "
            "read:statuses und read:accounts und sonst nichts; oder nimm --browser",
        ),
    )

    _settings: Settings
    _servers: Sequence[str]
    _pause_s: float | None

    # conversations
    def thread(self, post: Post, fetcher: Fetcher) -> Thread:
        """Ask the post's own server, else one where we are logged in."""
        failure: SourceError | None = None
        for base, token, is_at_home in self._places(post):
            try:
                number = _number_at_home(post)
                if not is_at_home:
                    number = written(self._looked_up(base, token, post, fetcher), "id")
                if number is not None:
                    return self._context(base, token, number, post, fetcher)
            except SourceError as error:
                failure = failure or error
        raise failure or Unreadable("sending.not_found_there", host=post.origin)

    def _places(self, post: Post) -> Iterator[tuple[str, str | None, bool]]:
        """Yield where to ask: base address, token, and whether the post lives there."""
        home = web_base(post.url or "") or web_base(post.native_id)
        if home is not None:
            yield home, key(self._settings, self.name, "token", home), True
        for server in self._servers:
            if (token := key(self._settings, self.name, "token", server)) is not None:
                yield server, token, False
        if key(self._settings, self.name, "server") and (token := key(self._settings, self.name, "token")):
            yield own_server(self._settings, self.name), token, False

    def _context(self, base: str, token: str | None, number: str, post: Post, fetcher: Fetcher) -> Thread:
        host = host_of(base) or base
        url = f"{base}/api/v1/statuses/{number}/context"
        body = read_json(ask(url, (), fetcher, token=token, pause_s=self._pause_s))
        if not isinstance(body, dict) or not isinstance(body.get("descendants"), list):
            raise Unreadable("source.unreadable", host=host, why='no "descendants"')
        before, after = tables(body.get("ancestors")), tables(body["descendants"])
        # Inside one answer posts are named by numbers of that server; outside, only the uri is the same everywhere.
        names = {written(one, "id"): written(one, "uri") for one in (*before, *after)} | {number: post.native_id}
        return Thread(
            parents=tuple(_read(before, host, names)),
            replies=tuple(_read(after, host, names)),
            is_whole=token is not None or len(after) < _LOOKED_AT,
        )

    # answering
    def answer(self, to: Post, text: str, *, key: str, fetcher: Fetcher) -> Sent:
        """Look the post up on the person's own server, and reply to it there; the same key is the same answer."""
        with before_sending():
            base, token = self._own()
            status = self._looked_up(base, token, to, fetcher)
            visibility = written(status, "visibility")
            if visibility not in _ANSWERABLE:
                raise Unsent("sending.not_public")
        content: dict[str, str] = {
            "status": _addressed(text, status),
            "in_reply_to_id": written(status, "id") or "",
            "visibility": visibility or "public",
        }
        if to.language_hint and _LANGUAGE.fullmatch(to.language_hint):
            content["language"] = to.language_hint
        if warning := written(status, "spoiler_text"):
            # Who hid a post behind a warning wants the answers hidden as well.
            content["spoiler_text"] = warning
        request = json_request(
            f"{base}/api/v1/statuses",
            content,
            headers={"Authorization": f"Bearer {token}", "Idempotency-Key": print_of(key, text).hex()},
        )
        return _sent(read_json(post_once(request, fetcher)), host_of(base) or base)

    def sent(self, to: Post, text: str, *, key: str, fetcher: Fetcher) -> Sent | None:  # noqa: ARG002 (its words tell)
        """Look through the person's latest posts for one that answers `to` with the same words."""
        base, token = self._own()
        number = written(self._looked_up(base, token, to, fetcher), "id")
        me = written(self._me(base, token, fetcher), "id")
        params = (("limit", str(_LOOKED_AT)), ("exclude_reblogs", "true"))
        body = read_json(ask(f"{base}/api/v1/accounts/{me}/statuses", params, fetcher, token=token))
        if not isinstance(body, list):
            raise Unreadable("source.unreadable", host=host_of(base) or base, why="no list")
        for status in tables(body):
            read = read_status(status, host_of(base) or base)
            if read is None or written(status, "in_reply_to_id") != number:
                continue
            if same_words(_bare(_without_warning(read.text, status)), _bare(text)):
                return _sent(status, host_of(base) or base)
        return None

    def answering_as(self, fetcher: Fetcher, server: str | None = None) -> str:
        """Ask the person's own server whose token it is."""
        base = own_server(self._settings, self.name, server)
        token = own_key(self._settings, self.name, "token")
        name = author_of(self._me(base, token, fetcher), host_of(base) or base)
        if name is None:
            raise Unreadable("source.unreadable", host=host_of(base) or base, why="no account")
        return name

    def grant_to_answer(self, fetcher: Fetcher, server: str | None, redirect: str, state: str) -> Grant:
        """Make an app on the person's own server, and name the page where the person agrees to let it answer."""
        base = own_server(self._settings, self.name, server and base_named(server, self._servers))
        return begin(base, fetcher, redirect=redirect, state=state, scopes=_SCOPES)

    def granted_to_answer(
        self, fetcher: Fetcher, server: str | None, redirect: str, grant: Grant, code: str
    ) -> Mapping[str, str]:
        """Turn the code into a token of the person."""
        base = own_server(self._settings, self.name, server and base_named(server, self._servers))
        return {"server": base, "token": end(base, fetcher, redirect=redirect, grant=grant, code=code)}

    def _own(self) -> tuple[str, str]:
        return own_server(self._settings, self.name), own_key(self._settings, self.name, "token")

    def _me(self, base: str, token: str, fetcher: Fetcher) -> Json:
        body = read_json(ask(f"{base}/api/v1/accounts/verify_credentials", (), fetcher, token=token))
        if not isinstance(body, dict) or written(body, "id") is None:
            raise Unreadable("source.unreadable", host=host_of(base) or base, why="no account")
        return body

    def _looked_up(self, base: str, token: str | None, post: Post, fetcher: Fetcher) -> Json:
        """Return a post as a server knows it, fetched from the author's server where it did not.

        Raises:
            Unreadable: it does not know it, and cannot get it.
            SourceError: it could not be asked.
        """
        params = (("q", post.native_id), ("resolve", "true"), ("type", "statuses"), ("limit", "5"))
        body = read_json(ask(f"{base}/api/v2/search", params, fetcher, token=token, pause_s=self._pause_s))
        found = tables(body.get("statuses")) if isinstance(body, dict) else ()
        for status in found:
            names = {written(status, "uri"), written(status, "url")} - {None}
            if written(status, "id") and names & {post.native_id, post.url}:
                return status
        raise Unreadable("sending.not_found_there", host=host_of(base) or base)


def _read(statuses: Sequence[Json], host: str, names: Mapping[str | None, str | None]) -> Iterator[Post]:
    for status in statuses:
        post = read_status(status, host) if is_public(status) else None
        if post is not None:
            yield replace(post, reply_to_id=names.get(post.reply_to_id, post.reply_to_id))


def _number_at_home(post: Post) -> str | None:
    """Return the number that a post has on its own server: the end of its address; None when it shows none."""
    for address in (post.url or "", post.native_id):
        end_of_it = address.partition("?")[0].rstrip("/").rpartition("/")[2]
        if web_base(address) and any(letter.isdigit() for letter in end_of_it) and _ID.fullmatch(end_of_it):
            return end_of_it
    return None


def _addressed(text: str, status: Json) -> str:
    """Return the text with who is answered named first: nobody is told of an answer that does not name them."""
    name = written(table(status, "account"), "acct")
    if name is None or re.search(rf"@{re.escape(name.partition('@')[0])}\b", text, re.IGNORECASE):
        return text
    return f"@{clean_line(name)} {text}"


def _bare(text: str) -> str:
    """Return a text without the names it begins with: services shorten them."""
    return _MENTIONS.sub("", text.lstrip(), count=1)


def _without_warning(text: str, status: Json) -> str:
    warning = clean_line(written(status, "spoiler_text") or "")
    return text.removeprefix(warning).lstrip() if warning else text


def _sent(status: object, host: str) -> Sent:
    said = status if isinstance(status, dict) else {}
    native_id = written(said, "uri") or written(said, "url")
    if native_id is None:
        raise Unreadable("source.unreadable", host=host, why='no "uri"')
    return Sent(native_id=clean_line(native_id), url=safe_link(written(said, "url") or native_id))
