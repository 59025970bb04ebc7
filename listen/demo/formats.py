"""The true wire formats of the services that the little web plays; facts as in docs/sources/."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from hashlib import blake2b
from html import escape

from listen.demo.posts import Place
from listen.demo.written import Written

__all__ = ["atom", "hackernews", "instance", "json_feed", "mastodon", "mastodon_id", "rss", "when"]

_PER_PAGE = 10


def when(post: Written, now: datetime) -> datetime:
    """Return when a post was published, in whole seconds."""
    return (now - timedelta(hours=post.hours_ago)).replace(microsecond=0)


def _digest(post: Written) -> str:
    return blake2b(f"{post.place}{post.author}{post.title}{post.text}".encode(), digest_size=5).hexdigest()


def _number(post: Written) -> int:
    return int(_digest(post)[:7], 16)


def _link(post: Written, place: Place) -> str:
    return f"https://{place.site}/{_digest(post)}/"


def rss(place: Place, posts: Sequence[Written], now: datetime, *, page: int = 1) -> bytes | None:
    """Return RSS 2.0 as WordPress writes it, ten posts a page; None for a page that is not there."""
    some = posts[(page - 1) * _PER_PAGE : page * _PER_PAGE]
    if not some:
        return None
    items = "".join(
        f"<item><title>{escape(post.title or '')}</title><link>{_link(post, place)}</link>"
        f"<dc:creator><![CDATA[{post.author}]]></dc:creator><pubDate>{format_datetime(when(post, now))}</pubDate>"
        f'<guid isPermaLink="false">https://{place.site}/?p={_number(post)}</guid>'
        f"<description><![CDATA[{post.text[:120]} [&#8230;]]]></description>"
        f"<content:encoded><![CDATA[{post.text}\n<p>Der Beitrag <a href='{_link(post, place)}'>"
        f"{escape(post.title or '')}</a> erschien zuerst auf <a href='https://{place.site}'>{escape(place.title)}</a>."
        f"</p>]]></content:encoded>{_replies(post)}</item>"
        for post in some
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:slash="http://purl.org/rss/1.0/modules/slash/"><channel>'
        f"<title>{escape(place.title)}</title><link>https://{place.site}</link><language>{place.language}</language>"
        f"<generator>https://wordpress.org/?v=6.8</generator>{items}</channel></rss>"
    ).encode()


def _replies(post: Written) -> str:
    return "" if post.replies is None else f"<slash:comments>{post.replies}</slash:comments>"


def atom(place: Place, posts: Sequence[Written], now: datetime) -> bytes:
    """Return Atom 1.0."""
    entries = "".join(
        f"<entry><id>tag:{place.site},2026:{_digest(post)}</id><title>{escape(post.title or '')}</title>"
        f'<link rel="alternate" href="{_link(post, place)}"/><author><name>{escape(post.author)}</name></author>'
        f"<published>{when(post, now).isoformat()}</published><updated>{when(post, now).isoformat()}</updated>"
        f'<content type="text">{escape(post.text)}</content></entry>'
        for post in posts
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{place.language}">'
        f"<id>tag:{place.site},2026:feed</id><title>{escape(place.title)}</title>"
        f'<updated>{when(posts[0], now).isoformat()}</updated><link href="https://{place.site}/"/>{entries}</feed>'
    ).encode()


def json_feed(place: Place, posts: Sequence[Written], now: datetime) -> bytes:
    """Return JSON Feed 1.1."""
    return json.dumps(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": place.title,
            "home_page_url": f"https://{place.site}/",
            "language": place.language,
            "items": [
                {
                    "id": _digest(post),
                    "url": _link(post, place),
                    "title": post.title,
                    "content_text": post.text,
                    "date_published": when(post, now).isoformat(),
                    "authors": [{"name": post.author}],
                }
                for post in posts
            ],
        }
    ).encode()


def hackernews(
    posts: Sequence[Written],
    now: datetime,
    *,
    query: str,
    is_prefix: bool,
    after: int,
    before: int,
    page: int,
    per_page: int,
) -> bytes:
    """Return what Algolia's `search_by_date` answers: newest first, all words wanted, hits within the bounds."""
    words = query.replace('"', " ").casefold().split()
    found = [post for post in posts if _holds(post, words, is_prefix=is_prefix)]
    found = [post for post in found if after < when(post, now).timestamp() <= before]
    some = found[page * per_page : (page + 1) * per_page]
    return json.dumps(
        {
            "hits": [_hit(post, posts, now) for post in some],
            "nbHits": len(found),
            "page": page,
            "nbPages": -(-len(found) // per_page),
            "hitsPerPage": per_page,
            "exhaustiveNbHits": False,
            "query": query,
            "processingTimeMS": 3,
        }
    ).encode()


def _holds(post: Written, words: Sequence[str], *, is_prefix: bool) -> bool:
    said = "".join(
        letter if letter.isalnum() else " " for letter in f"{post.title} {post.text} {post.author}".casefold()
    )
    tokens = said.split()
    return all(any(token.startswith(word) if is_prefix else token == word for token in tokens) for word in words)


def _hit(post: Written, posts: Sequence[Written], now: datetime) -> dict[str, object]:
    at = when(post, now).astimezone(UTC)
    hit: dict[str, object] = {
        "objectID": str(_number(post)),
        "author": post.author,
        "created_at": at.isoformat().replace("+00:00", "Z"),
        "created_at_i": int(at.timestamp()),
    }
    # As on the real site, text is HTML: letters that mean something there come as entities.
    html = escape(post.text).replace("'", "&#x27;").replace("/", "&#x2F;")
    if post.is_comment:
        story = next((one for one in posts if one.title == post.title and not one.is_comment), post)
        return hit | {
            "comment_text": html,
            "story_id": _number(story),
            "story_title": post.title,
            "parent_id": _number(story),
            "_tags": ["comment", f"author_{post.author}", f"story_{_number(story)}"],
        }
    return hit | {
        "title": post.title,
        "story_text": html,
        "points": post.likes,
        "num_comments": post.replies,
        "story_id": _number(post),
        "_tags": ["story", f"author_{post.author}", f"story_{_number(post)}"],
    }


def mastodon_id(post: Written, now: datetime) -> int:
    """Return a status id that grows with time, like a snowflake."""
    return (int(when(post, now).timestamp() * 1000) << 16) + _number(post) % 65_536


def mastodon(posts: Sequence[Written], now: datetime, base: str) -> bytes:
    """Return a list of statuses as a tag timeline answers it."""
    return json.dumps([_status(post, now, base) for post in posts]).encode()


def _status(post: Written, now: datetime, base: str) -> dict[str, object]:
    number = str(mastodon_id(post, now))
    tags = [word.strip("#.,!?:") for word in post.text.split() if word.startswith("#")]
    html = escape(post.text)
    for tag in tags:
        html = html.replace(
            f"#{tag}", f'<a href="{base}/tags/{tag}" class="mention hashtag" rel="tag">#<span>{tag}</span></a>'
        )
    return {
        "id": number,
        "uri": f"https://handwerk.example/users/{post.author}/statuses/{number}",
        "url": f"https://handwerk.example/@{post.author}/{number}",
        "created_at": when(post, now).astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "edited_at": None,
        "content": f"<p>{html}</p>",
        "spoiler_text": "",
        "language": post.language or "de",
        "visibility": "public",
        "in_reply_to_id": None,
        "replies_count": post.replies or 0,
        "reblogs_count": 0,
        "favourites_count": post.likes or 0,
        "reblog": None,
        "media_attachments": [],
        "mentions": [],
        "tags": [{"name": tag.lower(), "url": f"{base}/tags/{tag.lower()}"} for tag in tags],
        "account": {
            "id": str(_number(post)),
            "acct": f"{post.author}@handwerk.example",
            "username": post.author,
            "display_name": post.author,
            "url": f"https://handwerk.example/@{post.author}",
            "bot": post.author.endswith("_bot"),
            "locked": False,
            "indexable": True,
        },
    }


def instance() -> bytes:
    """Return the little that `/api/v2/instance` has to say."""
    return json.dumps(
        {"domain": "handwerk.example", "version": "4.5.2", "api_versions": {"mastodon": 7}, "languages": ["de"]}
    ).encode()
