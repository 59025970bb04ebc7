"""The conversation around a mention: what it answers, and what came after it."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import cast

from listen.dialogue import Thread
from listen.model import Mention, Post
from listen.protocols import Fetcher, Threaded

__all__ = ["MOST_PARENTS", "MOST_REPLIES", "can_show", "conversation", "depths"]

MOST_PARENTS, MOST_REPLIES = 50, 300
"""Of one conversation; the nearest parents and the first replies are kept."""

_DEEPEST = 8


def can_show(source: object) -> bool:
    """Return whether a channel can show conversations."""
    return hasattr(source, "thread")


def conversation(source: object, mention: Mention, fetcher: Fetcher) -> Thread | None:
    """Return the conversation around a mention, bounded, each post once; None where the channel has none to show.

    Args:
        source: the mention's channel, on or off (`wiring.source_at`).
        mention: the one in the middle; it is not part of the result.
        fetcher: the door.

    Raises:
        SourceError: the service could not be asked, or the post is gone.
    """
    if not can_show(source):
        return None
    found = cast("Threaded", source).thread(mention.post, fetcher)
    known = {mention.post.native_id}
    parents = tuple(_new(found.parents, known))
    last = datetime.max.replace(tzinfo=UTC)
    replies = sorted(_new(found.replies, known), key=lambda one: one.published_at or last)
    return Thread(
        parents=parents[-MOST_PARENTS:],
        replies=tuple(replies[:MOST_REPLIES]),
        is_whole=found.is_whole and len(parents) <= MOST_PARENTS and len(replies) <= MOST_REPLIES,
    )


def depths(thread: Thread) -> tuple[int, ...]:
    """Return for each reply how deep it answers: 0 for an answer to the post itself, or to nobody we know."""
    above = {one.native_id: one.reply_to_id for one in thread.replies}
    found = []
    for reply in thread.replies:
        seen = {reply.native_id}
        at = reply.reply_to_id
        while at is not None and at in above and at not in seen and len(seen) <= _DEEPEST:
            seen.add(at)
            at = above[at]
        found.append(len(seen) - 1)
    return tuple(found)


def _new(posts: Iterable[Post], known: set[str]) -> Iterator[Post]:
    for post in posts:
        if post.native_id not in known:
            known.add(post.native_id)
            yield post
