"""A conversation as plain values for JSON."""

from collections.abc import Collection
from typing import Any

from listen.dialogue import Thread
from listen.model import Post

__all__ = ["thread_json"]


def thread_json(thread: Thread, *, ours: Collection[str] = ()) -> dict[str, Any]:
    """Return a conversation; `ours` are native ids of our own answers."""
    return {
        "parents": [_post(one, ours) for one in thread.parents],
        "replies": [_post(one, ours) for one in thread.replies],
        "is_whole": thread.is_whole,
    }


def _post(post: Post, ours: Collection[str]) -> dict[str, Any]:
    return {
        "native_id": post.native_id,
        "url": post.url,
        "title": post.title,
        "text": post.text,
        "author": post.author,
        "place": post.place,
        "published_at": post.published_at,
        "reply_to": post.reply_to_id,
        "is_ours": post.native_id in ours,
    }
