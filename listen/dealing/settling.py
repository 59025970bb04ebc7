"""Taking a mention off the list: put it off, say that it is done, or put it back."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from hashlib import blake2b

from listen.dealing.finding import mention_of, reason_of
from listen.dealing.holding import forget, only_mine
from listen.dealing.value import Dealt, Deed
from listen.dialogue import WATCH_DAYS, Answer, AnswerState, Sent
from listen.errors import UsageError
from listen.protocols import Pocket, Store
from listen.text.urls import LINK_LIMIT, answer_link, same_place

__all__ = ["finish", "reopen", "snooze"]

_ON_ITS_WAY = frozenset({AnswerState.SENDING, AnswerState.UNKNOWN})


def snooze(
    store: Store,
    pocket: Pocket,
    number: int,
    until: datetime,
    *,
    now: datetime,
    because: str | None = None,
    zone: tzinfo = UTC,
    is_dry: bool = False,
) -> Dealt:
    """Put a mention off until a moment (aware UTC); it comes back by itself.

    Raises:
        Held: somebody else holds it.
        UsageError: there is no such mention, or the moment is over.
        OutputError: the pocket cannot be written; it is put off all the same.
    """
    mention = mention_of(store, number)
    if until <= now:
        raise UsageError("deal.until_past")
    only_mine(store, pocket, number, now=now, zone=zone)
    reason = reason_of(because)
    if not is_dry:
        store.desk.snooze(number, until, because=reason, today=now.date())
        forget(pocket, number, now=now)
    return Dealt(deed=Deed.SNOOZED, mention=mention, until=until, because=reason, is_dry=is_dry)


def finish(
    store: Store,
    pocket: Pocket,
    number: int,
    *,
    now: datetime,
    url: str | None = None,
    because: str | None = None,
    zone: tzinfo = UTC,
    is_dry: bool = False,
) -> Dealt:
    """Say that a mention is done; with the link of an answer that a person gave, record it.

    The same link is recorded once. When an answer is on its way of which nobody knows whether it arrived, the link
    settles that. Killed in between, the same call does the rest.

    Raises:
        Held: somebody else holds it.
        UsageError: there is no such mention, or the link is no web address.
        OutputError: the pocket cannot be written; it is done all the same.
    """
    mention = mention_of(store, number)
    link = None if url is None else _link(url)
    only_mine(store, pocket, number, now=now, zone=zone)
    reason = reason_of(because)
    answer, is_new = (None, True) if link is None else _recorded(store, number, link, today=now.date(), is_dry=is_dry)
    if not is_dry:
        store.desk.finish(number, because=reason, today=now.date())
        forget(pocket, number, now=now)
    return Dealt(deed=Deed.DONE, mention=mention, because=reason, answer=answer, is_new=is_new, is_dry=is_dry)


def _link(url: str) -> str:
    link = answer_link(url)
    if link is None:
        raise UsageError("deal.link_too_long" if len(url) >= LINK_LIMIT else "deal.no_link", most=LINK_LIMIT)
    return link


def _recorded(store: Store, number: int, link: str, *, today: date, is_dry: bool) -> tuple[Answer, bool]:
    """Return the answer with this link, and whether it was not known before."""
    given = store.desk.answers_to(number)
    known = next((one for one in given if one.url is not None and same_place(one.url, link)), None)
    if known is not None and known.state not in _ON_ITS_WAY:
        return known, False
    # Made of mention and link, so that two who record the same link at once record one answer.
    key = blake2b(f"{number} {link}".encode(), digest_size=16).hexdigest()
    answer = Answer(
        mention_id=number,
        state=AnswerState.RECORDED,
        key=key,
        url=link,
        answered_on=today,
        watch_until=today + timedelta(days=WATCH_DAYS),
    )
    if is_dry:
        return answer, True
    lost = next((one for one in given if one.state in _ON_ITS_WAY), None)
    if lost is not None and lost.id is not None:
        store.desk.settle_answer(lost.id, AnswerState.RECORDED, Sent(native_id=lost.native_id or link, url=link))
        return store.desk.answer(lost.id) or answer, True
    kept = store.desk.begin_answer(answer)
    return (answer, False) if kept is None else (replace(answer, id=kept), True)


def reopen(store: Store, number: int, *, is_dry: bool = False) -> Dealt:
    """Put a snoozed or done mention back, and forget the links that a person recorded on the day it was done.

    Raises:
        UsageError: there is no such mention, or it is open already.
    """
    mention = mention_of(store, number)
    dealt_on = store.desk.dealt_on(number)
    if dealt_on is None:
        raise UsageError("deal.is_open", number=number)
    recorded = tuple(
        one
        for one in store.desk.answers_to(number)
        if one.state is AnswerState.RECORDED and one.channel is None and one.answered_on == dealt_on
    )
    if not is_dry:
        for one in recorded:
            store.desk.drop_answer(one.id or 0)
        store.desk.reopen(number)
    return Dealt(deed=Deed.REOPENED, mention=mention, taken_back=recorded, is_dry=is_dry)
