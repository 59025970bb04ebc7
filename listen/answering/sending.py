"""Send an answer exactly once, whatever dies on the way.

    kept (SENDING) ─▶ sent ─▶ POSTED                    the service said so
                        ├──▶ dropped                    the service certainly has not got it
                        └──▶ looked for ─▶ POSTED       the service has it
                                        └▶ UNKNOWN      look again: `settle`

The answer is in the database before a byte of it goes out, so that a process which is killed leaves a trace; what is
on its way is never sent again before somebody has looked.
"""

import secrets
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from listen.dialogue import Answer, AnswerState, Sending, Sent
from listen.errors import OutcomeUnknown, SourceError, Unsent, UsageError
from listen.model import Mention
from listen.protocols import Answering, Desk, Fetcher, Outbox

__all__ = ["PATIENCE", "key_for", "send", "settle", "unsettled"]

PATIENCE = timedelta(minutes=2)
"""So long after it was sent, an answer that is nowhere to be seen may still arrive."""

_ON_ITS_WAY = frozenset({AnswerState.SENDING, AnswerState.UNKNOWN})


def key_for(desk: Desk, outbox: Outbox, number: int) -> str:
    """Return the key for an answer to a mention: that of an earlier try, or a new one drawn by lot."""
    arrived = {one.key for one in desk.answers_to(number) if one.state not in _ON_ITS_WAY}
    tried = (one.key for one in outbox.sendings(number) if one.key not in arrived)
    return next(tried, None) or secrets.token_hex(16)


def unsettled(desk: Desk, number: int) -> Answer | None:
    """Return the answer to a mention of which nobody knows whether it arrived; None when there is none."""
    return next((one for one in desk.answers_to(number) if one.state in _ON_ITS_WAY), None)


def send(
    desk: Desk,
    source: Answering,
    mention: Mention,
    text: str,
    *,
    key: str,
    now: datetime,
    fetcher: Fetcher,
    outbox: Outbox,
    channel: str | None = None,
) -> Answer:
    """Post `text` as an answer to `mention`, once; return it as POSTED.

    Args:
        desk: keeps the answer before anything goes out.
        source: the channel, with the person's own login.
        mention: a stored one.
        text: what is said in public.
        key: from `key_for`.
        now: aware UTC.
        fetcher: the door.
        outbox: the person's own; keeps key and moment.
        channel: name of the channel; that of the mention's post when None.

    Raises:
        Unsent: the service has not got it; nothing is kept but the key, and it may be sent again.
        OutcomeUnknown: it is on its way already, or nobody knows whether it arrived; `settle` looks.
        UsageError: there is no such mention.
        StoreError, OutputError: it could not be kept; nothing was sent.
    """
    number = mention.id or 0
    if unsettled(desk, number) is not None:
        raise OutcomeUnknown("sending.on_its_way", number=number)
    outbox.keep_sending(number, Sending(key=key, at=now))
    answer = Answer(
        mention_id=number,
        state=AnswerState.SENDING,
        key=key,
        channel=channel or mention.post.source,
        text=text,
        answered_on=now.astimezone(UTC).date(),
    )
    kept = desk.begin_answer(answer)
    if kept is None:
        busy = unsettled(desk, number)
        if busy is None or busy.key != key:
            outbox.drop_sending(number, key)
        if busy is not None:
            raise OutcomeUnknown("sending.on_its_way", number=number)
        if any(one.key == key for one in desk.answers_to(number)):
            raise UsageError("sending.sent_already", number=number)
        raise UsageError("command.no_mention", number=number)
    answer = replace(answer, id=kept)
    try:
        sent = source.answer(mention.post, text, key=key, fetcher=fetcher)
    except Unsent:
        desk.drop_answer(kept)
        raise
    except SourceError as error:
        found = _looked_for(desk, source, answer, mention, fetcher)
        if isinstance(found, Sent):
            return _posted(desk, answer, found, outbox)
        desk.settle_answer(kept, AnswerState.UNKNOWN)
        raise OutcomeUnknown.because("sending.unknown", error, number=number) from error
    return _posted(desk, answer, sent, outbox)


def settle(
    desk: Desk,
    source: Answering,
    answer: Answer,
    mention: Mention,
    *,
    now: datetime,
    fetcher: Fetcher,
    outbox: Outbox,
    patience: timedelta = PATIENCE,
) -> Answer | None:
    """Look whether an answer arrived: return it as POSTED, or None when it did not and may be written again.

    An answer that is settled already is returned as it is.

    Args:
        desk: where it is kept.
        source: the channel, with the login that sent it.
        answer: in state SENDING (its process died) or UNKNOWN.
        mention: what it answers.
        now: aware UTC.
        fetcher: the door.
        outbox: the person's own; knows when it was sent. What somebody else sent counts as lost only a day later.
        patience: so long after it was sent it may still arrive.

    Raises:
        OutcomeUnknown: the service could not be asked, or it is too early to call it lost.
    """
    if answer.id is None or answer.state not in _ON_ITS_WAY:
        return answer
    found = _looked_for(desk, source, answer, mention, fetcher)
    if isinstance(found, Sent):
        return _posted(desk, answer, found, outbox)
    if found is not None:
        raise OutcomeUnknown.because("sending.not_askable", found, number=answer.mention_id) from found
    lost_at = _sent_at(answer, outbox) + patience
    if now < lost_at:
        minutes = -(-int((lost_at - now).total_seconds()) // 60)
        raise OutcomeUnknown("sending.too_early", number=answer.mention_id, n=max(1, minutes))
    desk.drop_answer(answer.id)
    return None


def _looked_for(
    desk: Desk, source: Answering, answer: Answer, mention: Mention, fetcher: Fetcher
) -> Sent | SourceError | None:
    """Return what the service has; None when it has nothing, the error when it could not be asked."""
    try:
        found = source.sent(mention.post, answer.text or "", key=answer.key, fetcher=fetcher)
    except SourceError as error:
        return error
    # The same words may have been said before: what is another answer's is not this one's.
    others = {one.native_id for one in desk.answers_to(answer.mention_id) if one.id != answer.id}
    return None if found is None or found.native_id in others else found


def _posted(desk: Desk, answer: Answer, sent: Sent, outbox: Outbox) -> Answer:
    desk.settle_answer(answer.id or 0, AnswerState.POSTED, sent)
    outbox.drop_sending(answer.mention_id, answer.key)
    return replace(answer, state=AnswerState.POSTED, native_id=sent.native_id, url=sent.url)


def _sent_at(answer: Answer, outbox: Outbox) -> datetime:
    """Return when an answer was sent, at the latest."""
    for kept in outbox.sendings(answer.mention_id):
        if kept.key == answer.key:
            return kept.at
    return datetime.combine(answer.answered_on + timedelta(days=2), time(), UTC)
