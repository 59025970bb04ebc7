"""Conversations under posts of WordPress sites, and comments with a person's own application password.

A site takes no comment twice: the second one is refused as a duplicate, which says that the first one is there, even
when it waits for approval and nobody can see it. Source: developer.wordpress.org, REST API, comments.
"""

import base64
import re
from collections.abc import Mapping, Sequence

from listen.brand import Settings
from listen.channel import Login, LoginField, Words
from listen.dialogue import Sent, Thread
from listen.errors import Blocked, Gone, QueryRefused, SourceError, Unreadable
from listen.model import Post
from listen.protocols import Expect, Fetcher, Request
from listen.sources.shared.access import json_request
from listen.sources.shared.answers import Json, count, read_json, table, tables, written
from listen.sources.shared.posting import before_sending, own_key, post_once, print_of, same_words
from listen.sources.wordpress.items import read_item
from listen.text.clean import clean_line
from listen.text.html import to_text
from listen.text.urls import host_of, safe_link

__all__ = ["WordPressDialogue"]

_IDENTITY = re.compile(r"(\S{1,250}) (post|comment) (\d{1,12})")
_COMMENT_LINK = re.compile(r"#comment-(\d{1,12})$")
_MOST = 100
_DUPLICATE = 409


class WordPressDialogue:
    """The part of `WordPress` that talks: implements `Threaded` and `Answering`."""

    name = "wordpress"
    longest_answer: int | None = 65_000
    answer_login = Login(
        fields=(
            LoginField(name="username", about=Words("your name on that site", "dein Name dort"), is_secret=False),
            LoginField(name="app_password", about=Words("application password", "Anwendungspasswort")),
        ),
        where=Words(
            "On the site, under your profile: Application passwords; the site must be one of sources: wordpress: bases",
            "Auf der Seite, in deinem Profil: Anwendungspasswörter; sie muss bei sources: wordpress: bases stehen",
        ),
        is_per_server=True,
    )

    _settings: Settings
    _sites: Sequence[str]
    _pause_s: float | None

    # conversations
    def thread(self, post: Post, fetcher: Fetcher) -> Thread:
        """Ask the site for the comments under the post."""
        site, kind, number = self._place_of(post)
        under = number if kind == "post" else _number_in(post.conversation_id)
        if under is None:
            raise Unreadable("sending.not_found_there", host=host_of(site) or site)
        host = host_of(site) or site
        params = (("post", under), ("per_page", str(_MOST)), ("order", "asc"), ("orderby", "date_gmt"))
        body, headers = self._ask_site(site, "comments", params, fetcher)
        if not isinstance(body, list):
            raise Unreadable("source.unreadable", host=host, why="no list")
        said = [one for item in tables(body) if (one := read_item(item, host)) is not None]
        comments = {one.native_id: one for one in said}
        me = f"{host} {kind} {number}"
        is_whole = (count({"pages": headers.get("x-wp-totalpages")}, "pages") or 1) <= 1
        if kind == "post":
            return Thread(replies=tuple(said), is_whole=is_whole)
        above = _above(me, comments)
        first, _ = self._ask_site(site, f"posts/{under}", (), fetcher)
        article = read_item(first, host) if isinstance(first, dict) else None
        return Thread(
            parents=(*(() if article is None else (article,)), *(comments[one] for one in reversed(above))),
            replies=tuple(one for one in said if me in _above(one.native_id, comments)),
            is_whole=is_whole,
        )

    # answering
    def answer(self, to: Post, text: str, *, key: str, fetcher: Fetcher) -> Sent:
        """Comment under the post; a duplicate means that it is there already."""
        with before_sending():
            site, post_id, parent, headers = self._mine(to)
            route = self._route(site, headers, fetcher)
        content: dict[str, object] = {"post": int(post_id), "content": text}
        if parent is not None:
            content["parent"] = int(parent)
        try:
            body = read_json(post_once(json_request(f"{route}comments", content, headers=headers), fetcher))
        except QueryRefused as error:
            if error.values.get("status") != _DUPLICATE:
                raise
            unseen = Sent(native_id=f"{host_of(site)} unseen {print_of(key, text, 8).hex()}", url=to.url)
            return self.sent(to, text, key=key, fetcher=fetcher) or unseen
        return _sent(body if isinstance(body, dict) else {}, site)

    def sent(self, to: Post, text: str, *, key: str, fetcher: Fetcher) -> Sent | None:  # noqa: ARG002 (its words tell)
        """Look through the newest comments under the post; what waits for approval is seen by nobody."""
        site, post_id, parent, headers = self._mine(to)
        route = self._route(site, headers, fetcher)
        me = written(self._me(route, headers, fetcher), "id")
        params = (("post", post_id), ("per_page", str(_MOST)), ("order", "desc"), ("orderby", "date_gmt"))
        request = Request(url=f"{route}comments", params=params, headers=headers, expect=Expect.JSON)
        body = read_json(fetcher.get(request))
        if not isinstance(body, list):
            raise Unreadable("source.unreadable", host=host_of(site) or site, why="no list")
        for said in tables(body):
            words = to_text(written(table(said, "content"), "rendered") or "")
            is_there = (written(said, "parent") or "0") == (parent or "0") and written(said, "author") == me
            if is_there and same_words(words, text):
                return _sent(said, site)
        return None

    def answering_as(self, fetcher: Fetcher, server: str | None = None) -> str:
        """Ask the site whose password it is."""
        site = next((one for one in self._sites if server is None or host_of(one) in {server, host_of(server)}), None)
        if site is None:
            raise Unreadable("sending.not_found_there", host=server or "?")
        headers = self._headers(site)
        return clean_line(written(self._me(self._route(site, headers, fetcher), headers, fetcher), "name") or "?")

    def _mine(self, to: Post) -> tuple[str, str, str | None, dict[str, str]]:
        """Return site, number of the post, number of the comment answered, and who we are."""
        site, kind, number = self._place_of(to)
        under = number if kind == "post" else _number_in(to.conversation_id)
        if under is None:
            raise Unreadable("sending.not_found_there", host=host_of(site) or site)
        return site, under, number if kind == "comment" else None, self._headers(site)

    def _headers(self, site: str) -> dict[str, str]:
        name = own_key(self._settings, self.name, "username", site)
        password = own_key(self._settings, self.name, "app_password", site)
        return {"Authorization": f"Basic {base64.b64encode(f'{name}:{password}'.encode()).decode()}"}

    def _me(self, route: str, headers: dict[str, str], fetcher: Fetcher) -> Json:
        body = read_json(fetcher.get(Request(url=f"{route}users/me", headers=headers, expect=Expect.JSON)))
        if not isinstance(body, dict) or written(body, "id") is None:
            raise Unreadable("source.unreadable", host=host_of(route) or route, why='no "id"')
        return body

    def _route(self, site: str, headers: dict[str, str], fetcher: Fetcher) -> str:
        """Return where the site's interface answers, with speaking addresses or without.

        Raises:
            SourceError: it does not, or does not know us.
        """
        speaking, plain = f"{site}/wp-json/wp/v2/", f"{site}/?rest_route=/wp/v2/"
        try:
            self._me(speaking, headers, fetcher)
        except (Gone, Blocked, Unreadable):
            self._me(plain, headers, fetcher)
            return plain
        return speaking

    def _ask_site(
        self, site: str, route: str, params: tuple[tuple[str, str], ...], fetcher: Fetcher
    ) -> tuple[object, Mapping[str, str]]:
        """Return what a site says and the headers of it, with speaking addresses or without."""
        failure: SourceError | None = None
        for begin in (f"{site}/wp-json/wp/v2/", f"{site}/?rest_route=/wp/v2/"):
            try:
                request = Request(url=f"{begin}{route}", params=params, expect=Expect.JSON, pause_s=self._pause_s)
                answer = fetcher.get(request)
                return read_json(answer), answer.headers
            except (Gone, Blocked, Unreadable) as error:
                failure = failure or error
        assert failure is not None  # noqa: S101 (the loop ends otherwise only by returning)
        raise failure

    def _place_of(self, post: Post) -> tuple[str, str, str]:
        """Return the site, whether it is a post or a comment, and its number there."""
        found = _IDENTITY.fullmatch(post.native_id)
        host = found[1] if found else host_of(post.url or post.native_id)
        site = next((one for one in self._sites if host_of(one) == host), None)
        link = _COMMENT_LINK.search(post.url or "")
        if site is None or (found is None and link is None):
            raise Unreadable("sending.not_found_there", host=host or post.origin)
        return (site, found[2], found[3]) if found else (site, "comment", link[1] if link else "")


def _number_in(identity: str | None) -> str | None:
    found = _IDENTITY.fullmatch(identity or "")
    return None if found is None else found[3]


def _above(name: str, comments: dict[str, Post]) -> list[str]:
    """Return the comments that a comment answers, the nearest first; a circle has an end, too."""
    chain: list[str] = []
    at = comments[name].reply_to_id if name in comments else None
    while at is not None and at in comments and at not in chain:
        chain.append(at)
        at = comments[at].reply_to_id
    return chain


def _sent(said: Json, site: str) -> Sent:
    host, number = host_of(site) or site, written(said, "id")
    if number is None:
        raise Unreadable("source.unreadable", host=host, why='no "id"')
    return Sent(native_id=clean_line(f"{host} comment {number}"), url=safe_link(written(said, "link") or ""))
