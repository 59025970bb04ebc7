"""The conversation around a mention: what it answers, and what came after it."""

from typing import cast

from listen.dialogue import Thread
from listen.model import Mention
from listen.protocols import Fetcher, Threaded

__all__ = ["can_show", "conversation"]


def can_show(source: object) -> bool:
    """Return whether a channel can show conversations."""
    return hasattr(source, "thread")


def conversation(source: object, mention: Mention, fetcher: Fetcher) -> Thread | None:
    """Return the conversation around a mention, its posts clean and bounded; None where the channel has none to show.

    Raises:
        SourceError: the service could not be asked, or the post is gone.
    """
    if not can_show(source):
        return None
    return cast("Threaded", source).thread(mention.post, fetcher)
