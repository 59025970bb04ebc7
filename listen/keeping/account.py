"""Giving account (Art. 15 GDPR): what is held about a person, where it is from, and how long it will stay."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from listen.brand import Keep
from listen.dialogue import Answer, Mute, Reply, SideNote
from listen.model import Mention, Sentiment
from listen.protocols import Judgement, Store
from listen.retention import Holding, Sought, Trace

__all__ = ["Account", "HeldPost", "account"]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldPost:
    """A post, and what hangs on it.

    Attributes:
        scores: how analyzers judged it, the one in charge first.
        judgements: what people said of how it is understood.
        answers: ours, each with what came back after it.
        hidden_on, shortened_on, goes_on: days when the author becomes a pseudonym, the text is cut, the post goes; None
            when that is over or never comes.
    """

    mention: Mention
    holding: Holding
    scores: tuple[Sentiment, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    notes: tuple[SideNote, ...] = ()
    answers: tuple[tuple[Answer, tuple[Reply, ...]], ...] = ()
    hidden_on: date | None = None
    shortened_on: date | None = None
    goes_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What is held about a person.

    Attributes:
        asked: as asked for.
        posts: theirs.
        replies: what they wrote back after answers of ours.
        mutes: lists leave them out for a while.
        trace: the numbers, those of what only names them included.
    """

    asked: str
    posts: tuple[HeldPost, ...]
    replies: tuple[Reply, ...]
    mutes: tuple[Mute, ...]
    trace: Trace


def account(
    store: Store, author: str, keep: Keep, ceilings: Mapping[str, int], *, source: str | None = None, today: date
) -> Account:
    """Return everything that is held about an author.

    Args:
        store: where everything is.
        author: a name, or the address of the author's page.
        keep: how long things are kept.
        ceilings: days that the terms of single sources allow.
        source: only there; None for every one.
        today: UTC day.
    """
    trace = store.archive.trace(Sought(author=author, source=source))
    holdings = {one.number: one for one in store.archive.holdings(trace.posts)}
    said: dict[int, list[Judgement]] = {}
    for judgement in store.judgements() if trace.posts else ():
        said.setdefault(judgement.mention_id, []).append(judgement)
    posts = []
    for number in trace.posts:
        mention = store.mention(number)
        if mention is not None:
            ceiling = ceilings.get(mention.post.source)
            judgements = tuple(said.get(number, ()))
            held = _held(store, mention, holdings[number], judgements=judgements, keep=keep, ceiling=ceiling)
            posts.append(held)
    mutes = tuple(one for one in store.desk.mutes(today=today) if one.id in trace.mutes) if trace.mutes else ()
    return Account(
        asked=author, posts=tuple(posts), replies=tuple(store.archive.replies(trace.replies)), mutes=mutes, trace=trace
    )


def _held(
    store: Store,
    mention: Mention,
    holding: Holding,
    *,
    judgements: tuple[Judgement, ...],
    keep: Keep,
    ceiling: int | None,
) -> HeldPost:
    number, desk = holding.number, store.desk
    goes_on = _day(holding, keep.mentions_of(mention.post.source, ceiling))
    hidden_on = None if holding.is_author_hidden else _day(holding, keep.authors)
    shortened_on = None if holding.is_text_shortened else _day(holding, keep.texts)
    return HeldPost(
        mention=mention,
        holding=holding,
        scores=tuple(store.scores(number)),
        judgements=judgements,
        notes=tuple(desk.notes(number)),
        answers=tuple((one, tuple(desk.replies_to(one.id or 0))) for one in desk.answers_to(number)),
        hidden_on=_before(hidden_on, goes_on),
        shortened_on=_before(shortened_on, goes_on),
        goes_on=goes_on,
    )


def _day(holding: Holding, days: int | None) -> date | None:
    return None if days is None else holding.first_seen_at.date() + timedelta(days=days)


def _before(day: date | None, end: date | None) -> date | None:
    """Return a day, unless the post will be gone by then."""
    return None if day is None or (end is not None and end <= day) else day
