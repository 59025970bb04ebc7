"""What came back after our answers, for the top of the digest: until the mention is done again, or for a week."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from listen.dialogue import Answer, Reply, State
from listen.model import Mention
from listen.muting import Muted
from listen.protocols import Desk, Store

__all__ = ["ENDED_DAYS", "SHOWN_DAYS", "Returned", "returned"]

SHOWN_DAYS = 7
"""So long a reply that wants somebody is shown."""

ENDED_DAYS = 2
"""So long one is shown that ends the talk: thanks, or "solved"."""

_MOST = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """A mention that was answered, and what came back.

    Attributes:
        answer: ours.
        reply: the last one that came.
        more: how many others came in these days.
        has_ended: it only says thanks, or that the question is solved; nobody is wanted any more.
    """

    mention: Mention
    answer: Answer
    reply: Reply
    more: int = 0
    has_ended: bool = False


def returned(
    store: Store,
    muted: Muted,
    *,
    now: datetime,
    names: Collection[str] = (),
    held: Collection[int] = (),
) -> tuple[Returned, ...]:
    """Return what came back in the last days and still stands: who asked first, what came last on top.

    Args:
        store: read from; the cost grows with the replies of a week.
        muted: what the reader does not want to see.
        now: aware UTC.
        names: queries that count; empty for all.
        held: numbers of the mentions that the reader holds: nobody else is at them.
    """
    today = now.astimezone(UTC).date()
    by_answer: dict[int, list[Reply]] = {}
    for reply in store.desk.replies(today - timedelta(days=SHOWN_DAYS - 1), today + timedelta(days=1)):
        by_answer.setdefault(reply.answer_id, []).append(reply)
    answers = {number: answer for number in by_answer if (answer := store.desk.answer(number)) is not None}
    mentions = {
        number: mention
        for number in dict.fromkeys(answer.mention_id for answer in answers.values())
        if (mention := store.mention(number)) is not None
    }
    states = _states(store.desk, mentions, now=now)
    found: dict[int, Returned] = {}
    for number, answer in answers.items():
        mention = mentions.get(answer.mention_id)
        if mention is None or muted.of(mention) is not None or not _is_meant(mention, names):
            continue
        one = _of(mention, answer, by_answer[number])
        if _still_stands(
            one, states.get(answer.mention_id, State.OPEN), today=today, is_held=answer.mention_id in held
        ):
            known = found.get(answer.mention_id)
            found[answer.mention_id] = one if known is None else _joined(known, one)
    order = sorted(found.values(), key=lambda one: one.reply.published_at, reverse=True)
    return tuple(sorted(order, key=lambda one: (one.has_ended, not one.reply.is_asker)))[:_MOST]


def _states(desk: Desk, mentions: Mapping[int, Mention], *, now: datetime) -> dict[int, State]:
    stories = {number: mention.story_id or number for number, mention in mentions.items()}
    dealings = desk.dealings(tuple(stories.values()), now=now)
    return {number: dealings[story].state for number, story in stories.items() if story in dealings}


def _is_meant(mention: Mention, names: Collection[str]) -> bool:
    return not names or any(match.query in names for match in mention.matches)


def _of(mention: Mention, answer: Answer, replies: Sequence[Reply]) -> Returned:
    last = max(replies, key=lambda one: (one.is_asker, one.published_at))
    return Returned(
        mention=mention, answer=answer, reply=last, more=len(replies) - 1, has_ended=all(map(_ends, replies))
    )


def _joined(one: Returned, other: Returned) -> Returned:
    """Return two answers to one mention as one entry: that of the last reply."""
    last, first = (one, other) if one.reply.published_at >= other.reply.published_at else (other, one)
    return Returned(
        mention=last.mention,
        answer=last.answer,
        reply=last.reply,
        more=last.more + first.more + 1,
        has_ended=last.has_ended and first.has_ended,
    )


def _ends(reply: Reply) -> bool:
    return reply.is_solved or (reply.is_thanks and "?" not in reply.text)


def _still_stands(one: Returned, state: State, *, today: date, is_held: bool) -> bool:
    if one.has_ended:
        return one.reply.seen_on > today - timedelta(days=ENDED_DAYS)
    if state is State.CLAIMED:
        return is_held
    return state is State.OPEN
