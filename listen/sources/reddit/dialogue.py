"""Conversations on Reddit, and answers through a person's own application.

Reddit says no with a 200: the errors stand in the body. Whether an answer arrived is seen in the person's own latest
comments. Source: www.reddit.com/dev/api, /api/comment and /comments/article.
"""

import re
from collections.abc import Iterator

from listen.brand import Settings
from listen.channel import Login, LoginField, Words
from listen.dialogue import Sent, Thread
from listen.errors import LoginNeeded, Unreadable, Unsent
from listen.model import Post
from listen.protocols import Fetcher
from listen.sources.reddit.access import Access
from listen.sources.reddit.things import SITE, is_gone, read_thing
from listen.sources.shared.access import form_request
from listen.sources.shared.answers import Json, read_json, table, tables, written
from listen.sources.shared.posting import before_sending, line_breaks, post_once, same_words
from listen.text.urls import host_of, safe_link

__all__ = ["RedditDialogue"]

_PAGE = re.compile(
    r"https?://[^/]{1,200}/(?:r/[^/]{1,50}/)?comments/([a-z0-9]{1,13})(?:/[^/?#]{0,300}/([a-z0-9]{1,13}))?"
)
_ERROR = re.compile(r"[A-Z][A-Z_]{2,60}")
_NAME = re.compile(r"t[13]_[a-z0-9]{1,13}")
_MOST, _DEPTH = 200, 10
_DEEPEST = 200
_LATEST = 50


class RedditDialogue:
    """The part of `Reddit` that talks: implements `Threaded` and `Answering`."""

    name = "reddit"
    longest_answer: int | None = 10_000
    answer_login = Login(
        fields=(
            LoginField(name="client_id", about=Words("client id of your app", "Client-ID deiner App"), is_secret=False),
            LoginField(name="client_secret", about=Words("secret of your app", "Geheimnis deiner App")),
            LoginField(name="username", about=Words("your name on Reddit", "dein Name bei Reddit"), is_secret=False),
            LoginField(name="password", about=Words("your password", "dein Passwort")),
        ),
        where=Words(
            "In the app preferences, an app of the type script that belongs to you; Reddit approves applications "
            "first, and accounts with two factors cannot be used this way",
            "In den App-Einstellungen eine App der Art script, die dir gehört; Reddit genehmigt Anwendungen vorher, "
            "und Konten mit zweitem Faktor gehen so nicht",
        ),
        page="https://www.reddit.com/prefs/apps",
    )

    _settings: Settings
    _base: str
    _access: Access

    # conversations
    def thread(self, post: Post, fetcher: Fetcher) -> Thread:
        """Ask for the tree of comments around a post or comment."""
        link, comment = _place_of(post)
        if link is None:
            raise Unreadable("sending.not_found_there", host=self._host)
        params = [("limit", str(_MOST)), ("depth", str(_DEPTH)), ("sort", "old"), ("raw_json", "1")]
        if comment is not None:
            params += [("comment", comment), ("context", "8")]
        body = read_json(self._access.ask(f"{self._base}/comments/{link}", params, fetcher))
        lists = tables(body)
        if len(lists) != 2:  # noqa: PLR2004 (the post, and the comments)
            raise Unreadable("source.unreadable", host=self._host, why="no two lists")
        first = next((table(one, "data") for one in tables(table(lists[0], "data").get("children"))), {})
        title = written(first, "title")
        said = list(_flat(lists[1]))
        posts = {
            one.native_id: one
            for thing in (first, *(thing for thing in said if thing))
            if not is_gone(thing) and (one := read_thing(thing, title)) is not None
        }
        me = f"t3_{link}" if comment is None else f"t1_{comment}"
        above = {written(thing, "name"): written(thing, "parent_id") for thing in said if thing}
        chain = _chain(me, above)
        return Thread(
            parents=tuple(posts[name] for name in reversed(chain) if name in posts),
            replies=tuple(one for name, one in posts.items() if name != me and me in _chain(name, above)),
            is_whole=all(said),
        )

    # answering
    def answer(self, to: Post, text: str, *, key: str, fetcher: Fetcher) -> Sent:  # noqa: ARG002 (Reddit knows no keys)
        """Comment; Reddit's refusals come with a 200."""
        with before_sending():
            self._my_name(fetcher)
            thing = _thing_of(to)
            if thing is None:
                raise Unreadable("sending.not_found_there", host=self._host)
        fields = {"api_type": "json", "thing_id": thing, "text": line_breaks(text), "raw_json": "1"}
        headers = {"Authorization": f"bearer {self._access.token()}"}
        body = read_json(post_once(form_request(f"{self._base}/api/comment", fields, headers=headers), fetcher))
        told = table(body, "json") if isinstance(body, dict) else {}
        why = _refusal(told)
        if why is not None:
            raise Unsent("sending.refused", host=self._host, why=why)
        for thing_made in tables(table(told, "data").get("things")):
            if (sent := _sent(table(thing_made, "data"), to)) is not None:
                return sent
        raise Unreadable("source.unreadable", host=self._host, why='no "things"')

    def sent(self, to: Post, text: str, *, key: str, fetcher: Fetcher) -> Sent | None:  # noqa: ARG002 (its words tell)
        """Look through the person's latest comments for one under `to` with the same words."""
        me, thing = self._my_name(fetcher), _thing_of(to)
        params = (("limit", str(_LATEST)), ("sort", "new"), ("raw_json", "1"))
        body = read_json(self._access.ask(f"{self._base}/user/{me}/comments", params, fetcher))
        children = table(body, "data").get("children") if isinstance(body, dict) else None
        if not isinstance(children, list):
            raise Unreadable("source.unreadable", host=self._host, why='no "children"')
        for child in tables(children):
            said = table(child, "data")
            if written(said, "parent_id") == thing and same_words(written(said, "body") or "", text):
                return _sent(said, to)
        return None

    def answering_as(self, fetcher: Fetcher, server: str | None = None) -> str:  # noqa: ARG002 (one server only)
        """Ask Reddit whose token it is."""
        return f"u/{self._my_name(fetcher)}"

    def _my_name(self, fetcher: Fetcher) -> str:
        if not self._access.is_personal:
            raise LoginNeeded("sending.not_logged_in", channel=self.name)
        body = read_json(self._access.ask(f"{self._base}/api/v1/me", (("raw_json", "1"),), fetcher))
        name = written(body, "name") if isinstance(body, dict) else None
        if name is None or not re.fullmatch(r"[\w-]{1,40}", name):
            raise LoginNeeded("source.login_needed", host=self._host, status=200)
        return name

    @property
    def _host(self) -> str:
        return host_of(self._base) or self._base


def _refusal(told: Json) -> str | None:
    """Return the name of the error for which Reddit took nothing; None when it names none."""
    errors = told.get("errors")
    first = errors[0] if isinstance(errors, list) and errors and not table(told, "data") else None
    name = first[0] if isinstance(first, list) and first else None
    return name if isinstance(name, str) and _ERROR.fullmatch(name) else None


def _flat(listing: Json) -> Iterator[Json]:
    """Yield every comment of a tree, parents first; an empty one for comments that Reddit left out."""
    waiting = [(one, 1) for one in reversed(tables(table(listing, "data").get("children")))]
    while waiting:
        thing, depth = waiting.pop()
        said = table(thing, "data")
        yield {} if written(thing, "kind") == "more" or depth > _DEEPEST else said
        below = tables(table(table(said, "replies"), "data").get("children"))
        waiting += [(one, depth + 1) for one in reversed(below if depth <= _DEEPEST else ())]


def _chain(name: str, above: dict[str | None, str | None]) -> list[str]:
    """Return what a comment answers, and what that answers, up to the post; a circle has an end, too."""
    chain: list[str] = []
    at = above.get(name)
    while at is not None and at not in chain:
        chain.append(at)
        at = above.get(at)
    return chain


def _place_of(post: Post) -> tuple[str | None, str | None]:
    """Return the numbers of the post and of the comment; None where it is not known, or no comment."""
    if _NAME.fullmatch(post.native_id):
        if post.native_id.startswith("t3_"):
            return post.native_id[3:], None
        if post.conversation_id is not None and _NAME.fullmatch(post.conversation_id):
            return post.conversation_id[3:], post.native_id[3:]
    page = _PAGE.match(post.url or post.native_id)
    return (None, None) if page is None else (page[1], page[2])


def _thing_of(post: Post) -> str | None:
    if _NAME.fullmatch(post.native_id):
        return post.native_id
    link, comment = _place_of(post)
    return f"t1_{comment}" if comment is not None else None if link is None else f"t3_{link}"


def _sent(said: Json, to: Post) -> Sent | None:
    name = written(said, "name") or written(said, "id")
    if name is None or not _NAME.fullmatch(name):
        return None
    path = (written(said, "permalink") or "").partition("?")[0]
    link, _ = _place_of(to)
    return Sent(native_id=name, url=safe_link(f"{SITE}{path or f'/comments/{link}/_/{name[3:]}'}"))
