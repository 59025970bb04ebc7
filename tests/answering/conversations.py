"""Pretended conversations, in the forms of the real services: an article, a question, replies, and what is private."""

from urllib.parse import unquote, urlsplit

from listen.errors import Gone
from listen.model import Post

AT = "2026-11-23T1{}:00:00Z"


def not_found():
    return Gone("source.not_found", host="service", url="https://service.example", is_final=False)


def post(source, native_id, url, **more: object):
    return Post(source=source, native_id=native_id, origin="o", url=url, title=None, text="the question", **more)


def mastodon(request):
    """The context of 111, asked of its own server by everybody."""

    def status(number, text, above, visibility="public"):
        return {
            "id": str(number),
            "uri": f"https://home.example/users/kim/statuses/{number}",
            "url": f"https://home.example/@kim/{number}",
            "in_reply_to_id": above,
            "visibility": visibility,
            "created_at": AT.format(number % 10),
            "content": f"<p>{text}</p>",
            "account": {"acct": "kim", "url": "https://home.example/@kim"},
        }

    if request.url != "https://home.example/api/v1/statuses/111/context" or request.headers:
        return not_found()
    return {
        "ancestors": [status(109, "first", None), status(110, "second", "109")],
        "descendants": [
            status(112, "third", "111"),
            status(113, "secret", "111", "private"),
            status(114, "fourth", "112"),
        ],
    }


MASTODON = post("mastodon", "https://home.example/users/kim/statuses/111", "https://home.example/@kim/111")


def bluesky(request):
    asked = dict(request.params)

    def view(number, text, above=None, **more: object):
        reply = {} if above is None else {"reply": {"root": uri(1), "parent": uri(above)}}
        return {
            "$type": "app.bsky.feed.defs#threadViewPost",
            "post": {
                "uri": uri(number)["uri"],
                "cid": "bafy",
                "author": {"did": "did:plc:kim", "handle": "kim.example", **more},
                "record": {"text": text, "createdAt": AT.format(number), **reply},
                "indexedAt": AT.format(number),
                "replyCount": 1,
            },
        }

    def uri(number):
        return {"uri": f"at://did:plc:kim/app.bsky.feed.post/3k{number}", "cid": "bafy"}

    if not request.url.startswith("https://public.api.bsky.app/xrpc/app.bsky.feed.getPostThread"):
        return not_found()
    assert asked["uri"] == uri(3)["uri"]
    hidden = view(6, "secret", 3, labels=[{"val": "!no-unauthenticated"}])
    replies = [
        {**view(4, "third", 3), "replies": [view(5, "fourth", 4)]},
        hidden,
        {"$type": "app.bsky.feed.defs#blockedPost", "uri": "at://x", "blocked": True},
    ]
    return {
        "thread": {
            **view(3, "question", 2),
            "parent": {**view(2, "second", 1), "parent": view(1, "first")},
            "replies": replies,
        }
    }


BLUESKY = post("bluesky", "at://did:plc:kim/app.bsky.feed.post/3k3", "https://bsky.app/profile/did:plc:kim/post/3k3")


def reddit(request):
    if request.url.endswith("access_token"):
        return {"access_token": "tok"}
    if urlsplit(request.url).path != "/comments/abc":
        return not_found()

    def thing(name, text, above, *below: object, author="kim"):
        inner = {"kind": "Listing", "data": {"children": list(below)}} if below else ""
        said = {"name": name, "id": name[3:], "parent_id": above, "body": text, "author": author, "link_id": "t3_abc"}
        link = f"/r/hvac/comments/abc/x/{name[3:]}/"
        return {"kind": "t1", "data": {**said, "subreddit": "hvac", "permalink": link, "replies": inner}}

    article = {
        "name": "t3_abc",
        "title": "first",
        "selftext": "",
        "author": "ana",
        "subreddit": "hvac",
        "is_self": True,
    }
    fourth = thing("t1_d", "fourth", "t1_c")
    gone = thing("t1_x", "[deleted]", "t1_b", author="[deleted]")
    question = thing("t1_b", "question", "t1_a", thing("t1_c", "third", "t1_b", fourth), gone)
    more = {"kind": "more", "data": {"count": 3, "children": ["x"]}}
    return [
        {"kind": "Listing", "data": {"children": [{"kind": "t3", "data": article}]}},
        {"kind": "Listing", "data": {"children": [thing("t1_a", "second", "t3_abc", question), more]}},
    ]


REDDIT = post("reddit", "t1_b", "https://www.reddit.com/r/hvac/comments/abc/x/b/", conversation_id="t3_abc")


def lemmy(request, version="v3"):
    path, asked = urlsplit(request.url).path, dict(request.params)
    api = f"/api/{version}/"
    if not path.startswith(api) or request.headers:
        return not_found()
    about = {"id": 9, "name": "first", "body": "first", "ap_id": "https://home.example/post/9"}

    def view(number, text, way, **more: object):
        said = {
            "id": number,
            "content": text,
            "path": way,
            "post_id": 9,
            "ap_id": f"https://home.example/comment/{number}",
        }
        return {
            "comment": {**said, "published": AT.format(number % 10), **more},
            "post": about,
            "creator": {"id": 1, "name": "kim", "actor_id": "https://home.example/u/kim"},
            "community": {"title": "HVAC"},
            "counts": {},
        }

    if path == f"{api}comment":
        return {"comment_view": view(77, "question", "0.76.77")}
    if asked.get("parent_id") != "76":
        return not_found()
    views = [
        view(76, "second", "0.76"),
        view(77, "question", "0.76.77"),
        view(78, "third", "0.76.77.78"),
        view(79, "fourth", "0.76.77.78.79"),
        view(80, "secret", "0.76.77.80", deleted=True),
        view(81, "elsewhere", "0.76.81"),
    ]
    return {"comments" if version == "v3" else "items": views}


LEMMY = post("lemmy", "https://home.example/comment/77", "https://home.example/comment/77")


def wordpress(request, *, has_speaking_addresses=True):
    parts, asked = urlsplit(request.url), dict(request.params)
    route = parts.path.partition("/wp-json/wp/v2/")[2]
    if not has_speaking_addresses:
        if route:
            return b"<!DOCTYPE html><html><body>Not here</body></html>"
        route = unquote(parts.query.partition("rest_route=/wp/v2/")[2])

    def comment(number, text, parent):
        return {
            "id": number,
            "post": 3,
            "parent": parent,
            "author_name": "Kim",
            "date_gmt": AT.format(number)[:-1],
            "content": {"rendered": f"<p>{text}</p>"},
            "link": f"https://blog.example/a/#comment-{number}",
        }

    if route == "posts/3":
        return {
            "id": 3,
            "title": {"rendered": "first"},
            "content": {"rendered": "<p>first</p>"},
            "link": "https://blog.example/a/",
        }
    if route == "comments" and asked["post"] == "3":
        others = [comment(1, "second", 0), comment(2, "question", 1), comment(5, "elsewhere", 0)]
        return [*others, comment(3, "third", 2), comment(4, "fourth", 3)]
    return not_found()


WORDPRESS = post(
    "wordpress", "blog.example comment 2", "https://blog.example/a/#comment-2", conversation_id="blog.example post 3"
)


def discourse(request):
    path = urlsplit(request.url).path

    def said(number, text, above=None):
        return {
            "id": 500 + number,
            "username": "kim",
            "cooked": f"<p>{text}</p>",
            "created_at": AT.format(number),
            "topic_id": 50,
            "post_number": number,
            "reply_to_post_number": above,
        }

    if path == "/t/50/3.json":
        posts = [said(1, "first"), said(2, "second", 1), said(3, "question", 2), said(4, "third", 3)]
        return {
            "id": 50,
            "title": "Filter",
            "slug": "filter",
            "post_stream": {"posts": posts, "stream": [501, 502, 503, 504, 505]},
        }
    if path == "/t/50/posts.json":
        if dict(request.params) != {"post_ids[]": "505"}:
            return not_found()
        return {"post_stream": {"posts": [said(5, "fourth")]}}
    return not_found()


DISCOURSE = post("discourse", "forum.example 503", "https://forum.example/t/filter/50/3", conversation_id="50")


def hackernews(request):
    """The whole discussion of story 1, as the search's own service gives it."""

    def item(number, text, above, *below: object):
        told = {"id": number, "parent_id": above, "story_id": 1, "author": "kim", "created_at": AT.format(number)}
        return {**told, "type": "comment", "text": text, "title": None, "children": list(below)}

    if not request.url.endswith("/items/1"):
        return not_found()
    fourth = item(5, "fourth", 4)
    question = item(3, "question", 2, item(4, "third", 3, fourth), item(6, None, 3))
    story = item(1, None, None, item(2, "second", 1, question), item(7, "elsewhere", 1))
    return {**story, "title": "first", "type": "story", "url": "https://demo.example/"}


HACKERNEWS = post("hackernews", "3", "https://news.ycombinator.com/item?id=3", conversation_id="1")


def github(request):
    if not request.url.endswith("/repos/kim/vents/issues/7/comments"):
        return not_found()

    def comment(number, text):
        address = f"https://github.com/kim/vents/issues/7#issuecomment-{number}"
        by = {"login": "ana", "html_url": "https://github.com/ana", "type": "User"}
        return {"node_id": f"IC_{number}", "html_url": address, "body": text, "user": by, "created_at": AT.format(1)}

    return [comment(1, "third"), comment(2, "fourth")]


GITHUB = post("github", "I_7", "https://github.com/kim/vents/issues/7")


def stackexchange(request):
    path = urlsplit(request.url).path.removeprefix("/2.3/")
    by = {"display_name": "Ana", "link": "https://diy.stackexchange.com/users/1/ana"}
    if path == "answers/8/questions":
        return {"items": [{"question_id": 5, "title": "first", "body": "<p>first</p>", "owner": by}], "has_more": False}
    if path == "answers/8/comments":
        said = [{"comment_id": number, "body": text, "owner": by} for number, text in ((1, "third"), (2, "fourth"))]
        return {"items": said, "has_more": False}
    return not_found()


STACKEXCHANGE = post("stackexchange", "diy a8", "https://diy.stackexchange.com/a/8")
