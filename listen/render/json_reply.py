"""An answer being written, as JSON; the shape stands in docs/reference/json.md."""

from collections.abc import Sequence
from datetime import datetime

from listen.dialogue import Answer
from listen.drafting.advice import Advice
from listen.drafting.checks import length_of
from listen.render.json_dealt import answer_json
from listen.render.json_figures import Json
from listen.replying import Prepared

__all__ = ["reply_json"]


def reply_json(
    prepared: Prepared,
    text: str,
    advice: Sequence[Advice],
    *,
    outcome: str,
    through: str | None,
    rests_until: datetime | None = None,
    answer: Answer | None = None,
) -> Json:
    """Return what was, or would be, answered.

    Args:
        prepared: what is answered.
        text: the draft, clean.
        advice: on it.
        outcome: `posted`, `recorded`, `by_hand`, `draft`, `dry_run`, `lost` or `handed_on`.
        through: the channel; None where the person posts it by hand.
        rests_until: aware UTC; None when it does not rest.
        answer: what was kept; None before.
    """
    venue, card = prepared.venue, prepared.card
    return {
        "schema": "listen.reply/1",
        "mention": prepared.number,
        "outcome": outcome,
        "through": through,
        "page": prepared.mention.post.url,
        "text": text,
        "length": length_of(text, prepared.case),
        "longest": prepared.longest,
        "rests_until": rests_until,
        "advice": [_advice(one) for one in advice],
        "venue": {
            "name": venue.name,
            "title": venue.title,
            "companies": venue.companies.value,
            "links": venue.links.value,
            "is_name_required": venue.is_name_required,
            "note": dict(venue.notes),
        },
        "card": None
        if card is None
        else {
            "reasons": [{"kind": one.heat.value, "words": list(one.words)} for one in card.reasons],
            "hand_on": [{"desk": desk.value, "contact": card.contacts.get(desk)} for desk in card.desks],
        },
        "earlier": [{"shared": list(one.shared), "answer": answer_json(one.answer)} for one in prepared.earlier],
        "answer": None if answer is None else answer_json(answer),
    }


def _advice(advice: Advice) -> Json:
    start, end = advice.span or (None, None)
    return {
        "name": advice.name,
        "level": advice.level.value,
        "start": start,
        "end": end,
        "values": dict(advice.values),
    }
