"""Which mentions a person may confirm: errors alone make a model worse, so what is right has to be said, too."""

from collections.abc import Iterable
from datetime import date
from zlib import crc32

from listen.model import Label, Mention
from listen.protocols import Judgement, Subject

__all__ = ["ASKED_AMONG", "to_confirm"]

ASKED_AMONG = 60
"""The newest so many stories, whatever they are worth: what is asked shall stand for all, not for the loudest."""

_ASKED = 2
_SURE = 0.7


def to_confirm(mentions: Iterable[Mention], said: Iterable[Judgement], *, today: date) -> tuple[Mention, ...]:
    """Return at most two mentions of which listen is sure and nobody has said anything; the same all day long.

    Args:
        mentions: candidates.
        said: every judgement there is.
        today: another day, another choice.
    """
    judged = {one.mention_id for one in said if one.about is Subject.SENTIMENT}
    sure = [
        one
        for one in mentions
        if one.sentiment is not None
        and one.sentiment.confidence >= _SURE
        and one.sentiment.label not in {Label.UNCLEAR, Label.MIXED}
        and one.id not in judged
    ]
    return tuple(sorted(sure, key=lambda one: (crc32(f"{today} {one.id}".encode()), one.id or 0))[:_ASKED])
