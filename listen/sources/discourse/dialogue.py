"""Conversations in Discourse forums, and answers with a person's own key.

A forum refuses what is too like the person's last post: then it is looked for.
Source: docs.discourse.org, and Discourse itself where that is silent.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from listen.brand import Settings
from listen.channel import Login, LoginField, Words
from listen.dialogue import Sent, Thread
from listen.errors import SourceError, Unreadable, Unsent
from listen.model import Post
from listen.protocols import Expect, Fetcher, Request
from listen.sources.discourse.posts import read_post
from listen.sources.shared.access import json_request, key
from listen.sources.shared.answers import Json, count, flag, read_json, table, tables, written
from listen.sources.shared.posting import before_sending, own_key, post_once, print_of, same_words
from listen.text.clean import clean_line
from listen.text.html import to_text
from listen.text.urls import host_of, safe_link

__all__ = ["DiscourseDialogue"]

_PAGE = re.compile(r"https?://[^/]{1,250}(?:/[^/?#]{1,100}){0,2}/t/(?:[^/?#]{0,300}/)?(\d{1,12})(?:/(\d{1,9}))?")
_IDENTITY = re.compile(r"\S{1,250} (\d{1,12})")
_LAST = 9_999_999
_MORE = 40
_REFUSED_AS_SIMILAR = 422


class DiscourseDialogue:
    """The part of `Discourse` that talks: implements `Threaded` and `Answering`."""

    name = "discourse"
    longest_answer: int | None = 32_000
    answer_login = Login(
        fields=(
            LoginField(name="api_key", about=Words("key", "Schlüssel")),
            LoginField(
                name="username",
                about=Words("your name there; empty for a User API key", "dein Name dort; leer bei einem User-API-Key"),
                is_secret=False,
                is_optional=True,
            ),
        ),
        where=Words(
            "A key of your own: an API key bound to your name, from those who run the forum, or a User API key; the "
            "forum must be one of sources: discourse: bases",
            "Ein eigener Schlüssel: ein API-Key für deinen Namen, von denen, die das Forum betreiben, oder ein "
            "User-API-Key; das Forum muss bei sources: discourse: bases stehen",
        ),
        is_per_server=True,
    )

    _settings: Settings
    _forums: Sequence[str]
    _pause_s: float | None

    # conversations
    def thread(self, post: Post, fetcher: Fetcher) -> Thread:
        """Ask the forum for the topic around the post: what it answers, and all that came after it."""
        forum = self._forum_of(post)
        host = host_of(forum) or forum
        topic_id, number = self._place_of(post, forum, {}, fetcher)
        topic = self._topic(forum, topic_id, number, {}, fetcher)
        stream = table(topic, "post_stream")
        said = list(tables(stream.get("posts")))
        ids = stream.get("stream")
        order = [one for one in ids if isinstance(one, int)] if isinstance(ids, list) else []
        known = {count(one, "id") for one in said}
        at = next((place for place, one in enumerate(said) if count(one, "post_number") == number), None)
        here = count(said[at], "id") if at is not None else None
        later = order[order.index(here) + 1 :] if here in order else []
        missing = [one for one in later if one not in known][:_MORE]
        if missing:
            params = tuple(("post_ids[]", str(one)) for one in missing)
            further = self._read(f"{forum}/t/{topic_id}/posts.json", params, {}, fetcher)
            said += tables(table(further, "post_stream").get("posts"))
        above = {count(item, "post_number"): count(item, "reply_to_post_number") for item in said}
        read = {count(item, "post_number"): read_post(item, topic, forum, host) for item in said}
        named = {shown: one for shown, one in read.items() if shown is not None and one is not None}
        posts = {
            shown: replace(
                one, reply_to_id=named[answered].native_id if answered in named and answered != shown else None
            )
            for shown, one in named.items()
            for answered in (above.get(shown) or 1,)
        }
        return Thread(
            parents=tuple(posts[one] for one in reversed(_above(number, above)) if one in posts),
            replies=tuple(posts[one] for one in sorted(posts) if one > number),
            is_whole=set(later) <= {count(item, "id") for item in said},
        )

    # answering
    def answer(self, to: Post, text: str, *, key: str, fetcher: Fetcher) -> Sent:
        """Post into the topic, as a reply to the post."""
        with before_sending():
            forum = self._forum_of(to)
            headers = self._headers(forum)
            topic_id, number = self._place_of(to, forum, headers, fetcher)
        content: dict[str, object] = {"raw": text, "topic_id": int(topic_id)}
        if number > 1:
            content["reply_to_post_number"] = number
        request = json_request(f"{forum}/posts.json", content, headers=headers)
        try:
            body = read_json(post_once(request, fetcher))
        except Unsent as error:
            if error.values.get("status") == _REFUSED_AS_SIMILAR:
                # Too like the person's last post: perhaps because it is that one.
                found = self._looked_for(to, text, key, fetcher)
                if found is not None:
                    return found
            raise
        said = body if isinstance(body, dict) else {}
        if written(said, "action") == "enqueued" or table(said, "pending_post"):
            return Sent(native_id=f"{host_of(forum)} unseen {print_of(key, text, 8).hex()}", url=to.url)
        return _sent(table(said, "post") or said, forum)

    def _looked_for(self, to: Post, text: str, key: str, fetcher: Fetcher) -> Sent | None:
        try:
            return self.sent(to, text, key=key, fetcher=fetcher)
        except SourceError:
            return None

    def sent(self, to: Post, text: str, *, key: str, fetcher: Fetcher) -> Sent | None:  # noqa: ARG002 (its words tell)
        """Look at the end of the topic for a post of the person's with the same words."""
        forum = self._forum_of(to)
        headers = self._headers(forum)
        topic_id, number = self._place_of(to, forum, headers, fetcher)
        me = self._my_name(forum, headers, fetcher).lower()
        topic = self._topic(forum, topic_id, _LAST, headers, fetcher)
        for said in reversed(tables(table(topic, "post_stream").get("posts"))):
            words = written(said, "raw") or to_text(written(said, "cooked") or "")
            if (
                (written(said, "username") or "").lower() == me
                and (count(said, "reply_to_post_number") or 1) == number
                and not flag(said, "user_deleted")
                and same_words(words, text)
            ):
                return _sent(said, forum)
        return None

    def answering_as(self, fetcher: Fetcher, server: str | None = None) -> str:
        """Ask the forum whose key it is."""
        forum = next((one for one in self._forums if server is None or host_of(one) in {server, host_of(server)}), None)
        if forum is None:
            raise Unreadable("sending.not_found_there", host=server or "?")
        return clean_line(self._my_name(forum, self._headers(forum), fetcher))

    def _my_name(self, forum: str, headers: dict[str, str], fetcher: Fetcher) -> str:
        body = self._read(f"{forum}/session/current.json", (), headers, fetcher)
        name = written(table(body, "current_user"), "username")
        if name is None:
            raise Unreadable("source.unreadable", host=host_of(forum) or forum, why='no "current_user"')
        return name

    def _headers(self, forum: str) -> dict[str, str]:
        secret = own_key(self._settings, self.name, "api_key", forum)
        name = key(self._settings, self.name, "username", forum)
        return {"User-Api-Key": secret} if name is None else {"Api-Key": secret, "Api-Username": name}

    def _forum_of(self, post: Post) -> str:
        host = post.native_id.partition(" ")[0] if _IDENTITY.fullmatch(post.native_id) else host_of(post.url or "")
        forum = next((one for one in self._forums if host_of(one) == host), None)
        if forum is None:
            raise Unreadable("sending.not_found_there", host=host or post.origin)
        return forum

    def _place_of(self, post: Post, forum: str, headers: dict[str, str], fetcher: Fetcher) -> tuple[str, int]:
        """Return the topic and the number of the post in it; asks the forum where its address does not say."""
        page = _PAGE.match(post.url or post.native_id)
        if page is not None and page[2]:
            return page[1], int(page[2])
        found = _IDENTITY.fullmatch(post.native_id)
        if found is None:
            raise Unreadable("sending.not_found_there", host=host_of(forum) or forum)
        body = self._read(f"{forum}/posts/{found[1]}.json", (), headers, fetcher)
        topic_id, number = count(body, "topic_id"), count(body, "post_number")
        if topic_id is None or number is None:
            raise Unreadable("source.unreadable", host=host_of(forum) or forum, why='no "topic_id"')
        return str(topic_id), number

    def _topic(self, forum: str, topic_id: str, number: int, headers: dict[str, str], fetcher: Fetcher) -> Json:
        return self._read(f"{forum}/t/{topic_id}/{number}.json", (("include_raw", "1"),), headers, fetcher)

    def _read(self, url: str, params: tuple[tuple[str, str], ...], headers: dict[str, str], fetcher: Fetcher) -> Json:
        request = Request(url=url, params=params, headers=headers, expect=Expect.JSON, pause_s=self._pause_s)
        body = read_json(fetcher.get(request))
        if not isinstance(body, dict):
            raise Unreadable("source.unreadable", host=host_of(url) or url, why="no object")
        return body


def _above(number: int, above: dict[int | None, int | None]) -> list[int]:
    """Return what a post answers, the nearest first: at the end the topic's first post, which all of them answer."""
    chain: list[int] = []
    at = above.get(number)
    while at is not None and at not in chain and at < number:
        chain.append(at)
        at = above.get(at)
    return chain if number == 1 or 1 in chain else [*chain, 1]


def _sent(said: Json, forum: str) -> Sent:
    host, number, topic_id = host_of(forum) or forum, written(said, "id"), written(said, "topic_id")
    if number is None:
        raise Unreadable("source.unreadable", host=host, why='no "id"')
    place = f"{forum}/t/{written(said, 'topic_slug') or '-'}/{topic_id}/{count(said, 'post_number') or 1}"
    return Sent(native_id=clean_line(f"{host} {number}"), url=None if topic_id is None else safe_link(place))
