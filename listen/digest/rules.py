"""What keeps a mention from a line of the digest: every rule, with what is needed to say it in a sentence."""

from collections.abc import Iterator
from enum import StrEnum

from listen.brand import Settings
from listen.dialogue import Dealing, Mute, State
from listen.digest.choosing import WORTH, author_of
from listen.digest.value import Digest
from listen.model import FindingKind, Mention

__all__ = ["Rule", "against", "standing_rule"]


class Rule(StrEnum):
    """What keeps a mention from a line of the digest."""

    OUTSIDE = "outside"
    """Its day is not among those that the digest is about."""
    DROPPED = "dropped"
    OWN = "own"
    UNMATCHED = "unmatched"
    """No query that is configured matches it."""
    RIVAL = "rival"
    """Only a competitor's query matches it."""
    RETURNED = "returned"
    """Somebody came back after our answer: it stands above the lines."""
    COPY = "copy"
    """Another mention stands for its story."""
    MUTED = "muted"
    """Its author, site or story is left out for a while."""
    CLAIMED = "claimed"
    """Somebody else is answering it."""
    DONE = "done"
    SNOOZED = "snoozed"
    HIDDEN = "hidden"
    """Its intent is one that was asked to be hidden."""
    POINTS = "points"
    """Worth fewer points than a line needs."""
    AUTHOR = "author"
    """Its author has as many lines as one author may have."""
    BUDGET = "budget"
    """It takes longer than the minutes that are left."""
    ROOM = "room"
    """Others are worth more, and the digest is full."""


def standing_rule(mute: Mute | None, dealing: Dealing | None) -> Rule | None:
    """Return what people did that keeps a mention from a line; None when it is open to whoever reads."""
    if mute is not None:
        return Rule.MUTED
    match None if dealing is None else dealing.state:
        case State.CLAIMED:
            return Rule.CLAIMED
        case State.DONE:
            return Rule.DONE
        case State.SNOOZED:
            return Rule.SNOOZED
        case _:
            return None


def against(
    mention: Mention,
    settings: Settings,
    digest: Digest,
    *,
    points: int,
    leader: int | None = None,
    mute: Mute | None = None,
    dealing: Dealing | None = None,
) -> Iterator[Rule]:
    """Yield what keeps a mention without a line from one, the first reason first; always at least one.

    Args:
        mention: has no line in `digest`.
        settings: whose queries are configured.
        digest: what was built.
        points: what it is worth to who reads.
        leader: number of the mention that stands for its story; None when it does itself.
        mute: by which it is muted.
        dealing: how its story stands.
    """
    rules = [
        *_never(mention, settings),
        *_now(mention, digest, leader=leader, mute=mute, dealing=dealing),
        *([Rule.POINTS] if points < WORTH else []),
    ]
    if rules:
        yield from rules
    elif any(line.more and author_of(line.mention.post) == author_of(mention.post) for line in digest.lines):
        yield Rule.AUTHOR
    else:
        yield Rule.BUDGET if digest.budget is not None and len(digest.lines) < digest.limit else Rule.ROOM


def _now(
    mention: Mention, digest: Digest, *, leader: int | None, mute: Mute | None, dealing: Dealing | None
) -> Iterator[Rule]:
    """Yield what keeps it out of this digest, whatever it is worth."""
    if any(one.mention.id == mention.id and not one.has_ended for one in digest.returning):
        yield Rule.RETURNED
    if not digest.window.since <= mention.day < digest.window.until:
        yield Rule.OUTSIDE
    if leader is not None:
        yield Rule.COPY
    if (dealt := standing_rule(mute, dealing)) is not None:
        yield dealt
    if any(one.value in digest.hide for one in mention.found(FindingKind.INTENT)):
        yield Rule.HIDDEN


def _never(mention: Mention, settings: Settings) -> Iterator[Rule]:
    """Yield what keeps it out of every digest, whatever its days."""
    known = {query.name: query for query in settings.queries}
    matched = [known[match.query] for match in mention.matches if match.query in known]
    if mention.dropped is not None:
        yield Rule.DROPPED
    if mention.is_own:
        yield Rule.OWN
    if not matched:
        yield Rule.UNMATCHED
    elif all(query.competitor is not None for query in matched):
        yield Rule.RIVAL
