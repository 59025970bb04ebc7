"""What came back after our answers, as plain values for JSON."""

from typing import Any

from listen.digest import Returned

__all__ = ["returned_json"]


def returned_json(one: Returned) -> dict[str, Any]:
    """Return one mention that was answered, and the last that came back."""
    reply = one.reply
    return {
        "mention": one.mention.id,
        "answer": {"url": one.answer.url, "answered_on": one.answer.answered_on},
        "reply": {
            "url": reply.url,
            "text": reply.text,
            "author": reply.author,
            "published_at": reply.published_at,
            "is_asker": reply.is_asker,
            "label": "unscored" if reply.label is None else reply.label.value,
            "polarity": reply.polarity,
            "is_thanks": reply.is_thanks,
            "is_solved": reply.is_solved,
        },
        "more": one.more,
        "has_ended": one.has_ended,
    }
