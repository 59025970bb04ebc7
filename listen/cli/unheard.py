"""A post that somebody misses: where it stands, whether we could have heard it, and what each query says of it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from listen.cli.dealt import reader_of
from listen.cli.session import Session
from listen.errors import UsageError

if TYPE_CHECKING:
    from listen.brand import Query
    from listen.explaining import Place
    from listen.masking import Mask
    from listen.model import Mention, Post
    from listen.query.whynot import Reason
    from listen.store.sqlite import SqliteStore

__all__ = ["Missed", "post_of", "query_reasons"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """What somebody misses.

    Attributes:
        mention: None when it is not stored.
        place: where it stands in today's digest; None when it is not stored.
        is_heard: whether its host is asked by `listen fetch`; None for what is stored.
        told: what is to be said of that.
    """

    post: "Post"
    language: str | None
    mention: "Mention | None" = None
    place: "Place | None" = None
    is_heard: bool | None = None
    told: str = ""


def post_of(session: Session, what: str) -> Missed:
    """Return what is stored under a number or an address; an address that is not stored is asked for once."""
    if session.database.exists():
        with session.store() as store:
            stored = store.mention(int(what)) if _is_number(what) else store.find(what)
            if stored is not None:
                place = _place(session, store, stored)
                told = session.say("command.why_stored", number=stored.id)
                return Missed(post=stored.post, language=stored.language, mention=stored, place=place, told=told)
    if what.isdecimal():
        raise UsageError("command.no_mention", number=what)
    from listen.cli.collect import planned_streams
    from listen.text.urls import host_of
    from listen.trial import post_at
    from listen.wiring import network, understanding

    session.tell(session.say("command.why_asking", url=what))
    with network(session.settings, session.environ) as door:
        post = post_at(what, door)
    host = host_of(what)
    is_heard = any(one.stream.host == host for one in planned_streams(session))
    return Missed(
        post=post,
        language=understanding(session.settings).language(post).language,
        is_heard=is_heard,
        told=session.say("command.why_heard" if is_heard else "command.why_deaf", host=host),
    )


def _is_number(what: str) -> bool:
    return what.isascii() and what.isdigit() and len(what) < 19  # noqa: PLR2004 - SQLite's


def _place(session: Session, store: "SqliteStore", mention: "Mention") -> "Place":
    from listen.explaining import DIGEST_DAYS, place_in
    from listen.story import spread
    from listen.window import day_of, last_days

    told = store.story(mention.story_id) if mention.story_id is not None else ()
    return place_in(
        store,
        session.settings,
        mention,
        spread(told or (mention,), asked=mention.id or 0),
        window=last_days(DIGEST_DAYS, today=day_of(session.now, session.zone)),
        now=session.now,
        reader=reader_of(session, store),
    )


def query_reasons(
    queries: "Iterable[Query]", post: "Post", language: str | None, mask: "Mask"
) -> "list[tuple[str, tuple[str, ...] | None, tuple[Reason, ...]]]":
    """Return for each query its name, the words by which it matches (None when it does not), and why it does not."""
    from listen.query.matching import Matcher, why_not

    found: list[tuple[str, tuple[str, ...] | None, tuple[Reason, ...]]] = []
    for one in queries:
        matches = Matcher([one]).match(post, language)
        if matches:
            found.append((one.name, tuple(map(mask, matches[0].words)), ()))
        else:
            found.append((one.name, None, tuple(_covered(reason, mask) for reason in why_not(post, one, language))))
    return found


def _covered(reason: "Reason", mask: "Mask") -> "Reason":
    """Return a reason whose words of the post name no colleague."""
    values = tuple((name, mask(value) if isinstance(value, str) else value) for name, value in reason.values)
    return replace(reason, values=values)
