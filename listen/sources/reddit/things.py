"""A post or comment as Reddit gives it, read with suspicion."""

from datetime import UTC, datetime

from listen.model import Engagement, Post
from listen.sources.shared.answers import Json, count, written
from listen.text.clean import clean_line, clean_text
from listen.text.urls import safe_link

__all__ = ["SITE", "is_gone", "read_thing"]

SITE = "https://www.reddit.com"
_DELETED = frozenset({"[deleted]", "[removed]"})
_LATEST_S = 253_000_000_000


def is_gone(said: Json) -> bool:
    """Return whether it was deleted or removed."""
    text = written(said, "selftext") or written(said, "body")
    return (
        text in _DELETED or (written(said, "author") in _DELETED and not text) or bool(said.get("removed_by_category"))
    )


def read_thing(said: Json, link_title: str | None = None) -> Post | None:
    """Return the post or comment; None when there is nothing to read. In trees, comments do not say their title."""
    name = written(said, "name")
    title = written(said, "title") or written(said, "link_title") or link_title
    if name is None or title is None:
        return None
    author = written(said, "author")
    path = (written(said, "permalink") or "").partition("?")[0]
    linked = None if said.get("is_self") else safe_link(written(said, "url") or "")
    return Post(
        source="reddit",
        native_id=clean_line(name),
        origin="reddit",
        url=safe_link(f"{SITE}{path}"),
        title=clean_line(title),
        text=clean_text(written(said, "selftext") or written(said, "body") or ""),
        author=None if author is None or author in _DELETED else clean_line(author) or None,
        author_url=None if author is None or author in _DELETED else safe_link(f"{SITE}/user/{author}"),
        place=clean_line(f"r/{written(said, 'subreddit') or '?'}"),
        published_at=_time(said.get("created_utc")),
        edited_at=_time(said.get("edited")),
        links=() if linked is None else (linked,),
        engagement=Engagement(score=count(said, "score"), replies=count(said, "num_comments")),
        conversation_id=written(said, "link_id") or clean_line(name),
        reply_to_id=written(said, "parent_id"),
    )


def _time(seconds: object) -> datetime | None:
    """Return seconds since 1970 as a time; `false` is how Reddit says "never"."""
    if isinstance(seconds, bool) or not isinstance(seconds, int | float) or not 0 < seconds < _LATEST_S:
        return None
    return datetime.fromtimestamp(seconds, UTC)
