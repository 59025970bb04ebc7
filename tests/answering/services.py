"""Pretended services that take answers, in the forms of the real ones."""

import base64
import json
from dataclasses import replace
from urllib.parse import parse_qs, unquote, urlsplit

from listen.errors import Gone, LoginNeeded, QueryRefused, Unreachable
from listen.model import Post
from listen.sources.bluesky import Bluesky
from listen.sources.discourse import Discourse
from listen.sources.lemmy import Lemmy
from listen.sources.mastodon import Mastodon
from listen.sources.reddit import Reddit
from listen.sources.wordpress import WordPress
from tests.sources.channel_world import Pocket, settings_of

AT = "2026-11-23T10:00:00.000Z"


def refused(status, code=None):
    return QueryRefused("source.query_refused", host="service", why=f"HTTP {status}", status=status, code=code)


def no_login(status=401):
    return LoginNeeded("source.login_needed", host="service", status=status)


def not_found():
    return Gone("source.not_found", host="service", url="https://service.example", is_final=False)


class MastodonServer:
    """The person's own server, which knows the post of another one; keeps idempotency keys as Mastodon does."""

    to = Post(
        source="mastodon",
        native_id="https://home.example/users/kim/statuses/111",
        origin="mastodon.social",
        url="https://home.example/@kim/111",
        title=None,
        text="Welcher Filter passt in mein ExampleVent?",
        author="@kim@home.example",
        language_hint="de",
    )

    def __init__(self, *, base="https://own.example", visibility="public", warning="", author="kim@home.example"):
        self.base = base
        self.visibility, self.warning, self.author = visibility, warning, author
        self.made, self.by_key = [], {}

    def keys(self):
        return Pocket(server=self.base, token="tok")

    def make(self, keys):
        return Mastodon(settings_of("mastodon", base="https://mastodon.social", keys=keys or Pocket()))

    def is_posting(self, request):
        return request.url.endswith("/api/v1/statuses")

    def answers(self):
        return [one["content"] for one in self.made]

    def original(self):
        return {
            "id": "9001",
            "uri": self.to.native_id,
            "url": self.to.url,
            "created_at": AT,
            "content": "<p>Welcher Filter passt?</p>",
            "spoiler_text": self.warning,
            "visibility": self.visibility,
            "account": {"id": "7", "acct": self.author, "url": "https://home.example/@kim"},
        }

    def __call__(self, request):
        path, asked = urlsplit(request.url).path, dict(request.params)
        if request.headers.get("Authorization") != "Bearer tok":
            return no_login()
        if path == "/api/v2/search":
            assert asked["resolve"] == "true"
            return {
                "accounts": [],
                "hashtags": [],
                "statuses": [self.original()] if asked["q"] == self.to.native_id else [],
            }
        if path == "/api/v1/accounts/verify_credentials":
            return {"id": "42", "username": "me", "acct": "me", "url": f"{self.base}/@me"}
        if path == "/api/v1/accounts/42/statuses":
            return list(reversed(self.made))
        if path == "/api/v1/statuses":
            return self.take(request)
        return not_found()

    def take(self, request):
        said = json.loads(request.body)
        if len(said["status"]) > 500:
            return refused(422)
        key = request.headers["Idempotency-Key"]
        if key not in self.by_key:
            number = str(9100 + len(self.made))
            told = said["status"].replace(
                "@kim@home.example",
                '<span class="h-card"><a href="https://home.example/@kim">@<span>kim</span></a></span>',
            )
            paragraphs = "".join(
                f"<p>{one}</p>" for one in told.replace("\n\n", "\0").replace("\n", "<br />").split("\0")
            )
            self.by_key[key] = {
                "id": number,
                "uri": f"{self.base}/users/me/statuses/{number}",
                "url": f"{self.base}/@me/{number}",
                "created_at": AT,
                "content": paragraphs,
                "in_reply_to_id": said["in_reply_to_id"],
                "visibility": said["visibility"],
                "spoiler_text": said.get("spoiler_text", ""),
                "language": said.get("language"),
                "account": {"id": "42", "acct": "me", "url": f"{self.base}/@me"},
            }
            self.made.append(self.by_key[key])
        return self.by_key[key]


class BlueskyServer:
    """A data server with one account; a record key can be used once."""

    to = Post(
        source="bluesky",
        native_id="at://did:plc:kim/app.bsky.feed.post/3kxyz",
        origin="bluesky",
        url="https://bsky.app/profile/did:plc:kim/post/3kxyz",
        title=None,
        text="Which filter fits my ExampleVent?",
        author="@kim.example",
        language_hint="en",
    )

    def __init__(self, *, base=None, is_locked=False, root=None):
        self.base = base
        self.is_locked, self.root, self.records = is_locked, root, {}

    def keys(self):
        return Pocket(handle="me.example", app_password="right", session='{"access": "good", "refresh": "more"}')

    def make(self, keys):
        return Bluesky(settings_of("bluesky", base=self.base, keys=keys or Pocket()))

    def is_posting(self, request):
        return request.url.endswith("com.atproto.repo.createRecord")

    def answers(self):
        return [one["text"] for one in self.records.values()]

    def __call__(self, request):  # noqa: PLR0911 (one a route)
        method, asked = request.url.rpartition("/xrpc/")[2], dict(request.params)
        if method == "com.atproto.server.createSession":
            return {"did": "did:plc:me", "handle": "me.example", "accessJwt": "good", "refreshJwt": "more"}
        if request.headers.get("Authorization") != "Bearer good":
            return refused(400, "ExpiredToken")
        if method == "com.atproto.server.getSession":
            return {"did": "did:plc:me", "handle": "me.example"}
        if method == "app.bsky.feed.getPosts":
            reply = {} if self.root is None else {"reply": {"root": self.root, "parent": self.root}}
            record = {"$type": "app.bsky.feed.post", "text": "Which?", "createdAt": AT, **reply}
            view = {"uri": self.to.native_id, "cid": "bafykim", "author": {"did": "did:plc:kim"}, "record": record}
            return {"posts": [{**view, "indexedAt": AT, "viewer": {"replyDisabled": self.is_locked}}]}
        if method == "com.atproto.repo.createRecord":
            said = json.loads(request.body)
            if said["repo"] != "did:plc:me":
                return refused(400, "InvalidRequest")
            if said["rkey"] in self.records:
                return Unreachable("source.server_failed", host="bsky.social", status=500)
            self.records[said["rkey"]] = said["record"]
            return self.reference(said["rkey"])
        if method == "com.atproto.repo.getRecord":
            if asked["rkey"] not in self.records:
                return refused(400, "RecordNotFound")
            return {**self.reference(asked["rkey"]), "value": self.records[asked["rkey"]]}
        return refused(501)

    def reference(self, rkey):
        return {"uri": f"at://did:plc:me/app.bsky.feed.post/{rkey}", "cid": "bafyme"}


class RedditServer:
    """Says no with a 200."""

    to = Post(
        source="reddit",
        native_id="t3_abc",
        origin="reddit",
        url="https://www.reddit.com/r/hvac/comments/abc/which_filter/",
        title="Which filter?",
        text="",
        author="kim",
        conversation_id="t3_abc",
    )

    def __init__(self, *, base=None, errors=()):
        self.base = base
        self.errors, self.made = list(errors), []

    def keys(self):
        return Pocket(client_id="app", client_secret="s3cret", username="me", password="pass", token="tok")

    def make(self, keys):
        return Reddit(settings_of("reddit", base=self.base, keys=keys or Pocket()))

    def is_posting(self, request):
        return request.url.endswith("/api/comment")

    def answers(self):
        return [one["body"] for one in self.made]

    def __call__(self, request):  # noqa: PLR0911 (one a route)
        path = urlsplit(request.url).path
        if path == "/api/v1/access_token":
            return {"access_token": "tok", "token_type": "bearer", "expires_in": 86400, "scope": "*"}
        if request.headers.get("Authorization") != "bearer tok":
            return no_login()
        if path == "/api/v1/me":
            return {"name": "me", "id": "u1"}
        if path == "/api/comment":
            said = {name: values[0] for name, values in parse_qs(request.body.decode()).items()}
            assert said["api_type"] == "json"
            if self.errors:
                return {"json": {"errors": self.errors}}
            name = f"t1_c{len(self.made)}"
            one = {
                "id": name[3:],
                "name": name,
                "author": "me",
                "body": said["text"],
                "parent_id": said["thing_id"],
                "link_id": "t3_abc",
                "permalink": f"/r/hvac/comments/abc/which_filter/{name[3:]}/",
            }
            self.made.append(one)
            return {"json": {"errors": [], "data": {"things": [{"kind": "t1", "data": one}]}}}
        if path == "/user/me/comments":
            return {
                "kind": "Listing",
                "data": {"after": None, "children": [{"kind": "t1", "data": one} for one in self.made[::-1]]},
            }
        return not_found()


class LemmyServer:
    """The person's own server, of either version of the interface."""

    to = Post(
        source="lemmy",
        native_id="https://feddit.example/comment/77",
        origin="lemmy.world",
        url="https://feddit.example/comment/77",
        title="Filter",
        text="Which one?",
        author="@kim@feddit.example",
        place="HVAC",
    )

    def __init__(self, *, base="https://own.example", version="v3", is_locked=False):
        self.base = base
        self.version, self.is_locked, self.made, self.logins = version, is_locked, [], 0

    def keys(self):
        return Pocket(server=self.base, username="me", password="pass", session="jwt")

    def make(self, keys):
        return Lemmy(settings_of("lemmy", keys=keys or Pocket()))

    def is_posting(self, request):
        return request.url.endswith("/comment") and request.body is not None

    def answers(self):
        return [one["content"] for one in self.made]

    def __call__(self, request):  # noqa: PLR0911 (one a route)
        path, asked = urlsplit(request.url).path, dict(request.params)
        if not path.startswith(f"/api/{self.version}/"):
            return not_found()
        method = path.removeprefix(f"/api/{self.version}/")
        if method in {"user/login", "account/auth/login"}:
            self.logins += 1
            return {"jwt": "jwt"} if json.loads(request.body)["password"] == "pass" else refused(400, "incorrect_login")
        is_in = request.headers.get("Authorization") == "Bearer jwt"
        me = {"local_user_view": {"person": {"id": 5, "name": "me", "local": True}}}
        if method == "site":
            return {"site_view": {}, "my_user": me if is_in else None}
        if not is_in:
            return no_login()
        if method == "account":
            return me
        post = {"id": 30, "name": "Filter", "ap_id": "https://feddit.example/post/3", "locked": self.is_locked}
        comment = {"id": 31, "post_id": 30, "content": "Which one?", "path": "0.31", "ap_id": self.to.native_id}
        if method == "resolve_object":
            if asked["q"] != self.to.native_id:
                return refused(400, "couldnt_find_object")
            view = {"comment": comment, "post": post, "creator": {"id": 9, "name": "kim"}}
            return {"comment": view} if self.version == "v3" else {"resolve": {"type_": "comment", **view}}
        if method == "comment":
            said = json.loads(request.body)
            number = 40 + len(self.made)
            above = f"0.{said['parent_id']}" if "parent_id" in said else "0"
            one = {"id": number, "post_id": said["post_id"], "content": said["content"], "path": f"{above}.{number}"}
            self.made.append({**one, "ap_id": f"{self.base}/comment/{number}", "deleted": False})
            return {"comment_view": self.view(self.made[-1]), "recipient_ids": []}
        if method == "comment/list":
            return {"comments" if self.version == "v3" else "items": [self.view(one) for one in self.made[::-1]]}
        return not_found()

    def view(self, one):
        return {"comment": one, "creator": {"id": 5, "name": "me"}, "post": {"id": 30, "name": "Filter"}, "counts": {}}


class WordPressServer:
    """A site that takes no comment twice, and may hide new ones until somebody approves."""

    to = Post(
        source="wordpress",
        native_id="blog.example comment 8",
        origin="blog.example",
        url="https://blog.example/filters/#comment-8",
        title=None,
        text="Which one?",
        author="Kim",
        conversation_id="blog.example post 3",
    )

    def __init__(self, *, base="https://blog.example", holds=False, has_speaking_addresses=True):
        self.base, self.host = base, urlsplit(base).hostname
        self.to = replace(
            self.to, native_id=f"{self.host} comment 8", origin=self.host, conversation_id=f"{self.host} post 3"
        )
        self.holds, self.has_speaking_addresses, self.made = holds, has_speaking_addresses, []

    def keys(self):
        return Pocket(**{f"username@{self.host}": "me", f"app_password@{self.host}": "abcd efgh"})

    def make(self, keys):
        return WordPress(settings_of("wordpress", base=self.base, keys=keys or Pocket()))

    def is_posting(self, request):
        return "/comments" in request.url and request.body is not None

    def answers(self):
        return [one["text"] for one in self.made]

    def __call__(self, request):  # noqa: PLR0911 (one a route)
        parts, asked = urlsplit(request.url), dict(request.params)
        route = parts.path.partition("/wp-json/wp/v2/")[2]
        if not self.has_speaking_addresses:
            if route:
                return b"<!DOCTYPE html><html><body>Not here</body></html>"
            route = unquote(parts.query.partition("rest_route=/wp/v2/")[2])
        if route == "comments" and request.body is None:
            assert asked["post"] == "3"
            return [] if self.holds else [one["said"] for one in self.made[::-1]]
        basic = base64.b64encode(b"me:abcd efgh").decode()
        if request.headers.get("Authorization") != f"Basic {basic}":
            return no_login()
        if route == "users/me":
            return {"id": 6, "name": "Me"}
        if route == "comments":
            said = json.loads(request.body)
            if any(one["text"] == said["content"] for one in self.made):
                return refused(409)
            number = 20 + len(self.made)
            told = said["content"].replace('"', "&#8220;").replace("\n\n", "</p>\n<p>")
            one = {
                "id": number,
                "post": said["post"],
                "parent": said.get("parent", 0),
                "author": 6,
                "author_name": "Me",
                "date_gmt": "2026-11-23T10:00:00",
                "content": {"rendered": f"<p>{told}</p>\n"},
                "link": f"{self.base}/filters/#comment-{number}",
                "status": "hold" if self.holds else "approved",
            }
            self.made.append({"text": said["content"], "said": one})
            return one
        return not_found()


class DiscourseServer:
    """A forum that refuses what is too like the last post, and may queue what is new."""

    to = Post(
        source="discourse",
        native_id="forum.example 501",
        origin="forum.example",
        url="https://forum.example/t/which-filter/50/4",
        title="Which filter?",
        text="Which one?",
        author="kim",
        conversation_id="50",
    )

    def __init__(self, *, base="https://forum.example", queues=False, is_user_key=False):
        self.base, self.host = base, urlsplit(base).hostname
        self.to = replace(self.to, native_id=f"{self.host} 501", origin=self.host)
        self.queues, self.is_user_key, self.made = queues, is_user_key, []

    def keys(self):
        name = {} if self.is_user_key else {f"username@{self.host}": "me"}
        return Pocket(**{f"api_key@{self.host}": "key"}, **name)

    def make(self, keys):
        return Discourse(settings_of("discourse", base=self.base, keys=keys or Pocket()))

    def is_posting(self, request):
        return request.url.endswith("/posts.json") and request.body is not None

    def answers(self):
        return [one["raw"] for one in self.made]

    def __call__(self, request):  # noqa: PLR0911 (one a route)
        path = urlsplit(request.url).path
        name = "User-Api-Key" if self.is_user_key else "Api-Key"
        if request.headers.get(name) != "key":
            return no_login(403)
        if path == "/session/current.json":
            return {"current_user": {"id": 3, "username": "Me"}}
        if path == "/posts.json":
            said = json.loads(request.body)
            if any(one["raw"] == said["raw"] for one in self.made):
                return refused(422)
            if self.queues:
                return {"success": True, "action": "enqueued", "pending_post": {"id": 1, "raw": said["raw"]}}
            number = len(self.made)
            self.made.append(
                {
                    "id": 600 + number,
                    "username": "Me",
                    "raw": said["raw"],
                    "cooked": f"<p>{said['raw']}</p>",
                    "topic_id": said["topic_id"],
                    "topic_slug": "which-filter",
                    "post_number": 10 + number,
                    "reply_to_post_number": said.get("reply_to_post_number"),
                    "created_at": AT,
                }
            )
            return self.made[-1]
        if path.startswith("/t/50/"):
            return {"id": 50, "title": "Which filter?", "post_stream": {"posts": self.made, "stream": [501]}}
        return not_found()
