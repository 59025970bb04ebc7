"""Holding a mention for a while, alone: claim, and release."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, tzinfo
from secrets import token_hex

from listen.dealing.finding import mention_of
from listen.dealing.value import Dealt, Deed
from listen.dialogue import CLAIM_MINUTES, Claim
from listen.errors import Held, OutputError, UsageError
from listen.protocols import Pocket, Store

__all__ = ["claim", "claim_next", "forget", "only_mine", "release", "yours"]


def yours(store: Store, pocket: Pocket, *, now: datetime) -> dict[int, Claim]:
    """Return what the person holds at `now`, by number of the mention: what the pocket says and the desk confirms."""
    return {
        number: one for number, one in pocket.claims(now=now).items() if store.desk.holds(number, one.token, now=now)
    }


def claim(
    store: Store,
    pocket: Pocket,
    number: int,
    *,
    now: datetime,
    minutes: int = CLAIM_MINUTES,
    zone: tzinfo = UTC,
    is_dry: bool = False,
) -> Claim:
    """Hold a mention for a while, alone.

    Killed between desk and pocket, nobody can release it, and it falls back by itself.

    Args:
        store: read and written.
        pocket: gets the token.
        number: of the mention.
        now: aware UTC.
        minutes: how long.
        zone: in which a refusal says until when.
        is_dry: only say what would be done.

    Raises:
        Held: somebody holds it, perhaps the person herself; the message says until when.
        UsageError: there is no such mention.
        OutputError: the pocket cannot be written; then it is not held.
    """
    mention_of(store, number)
    until = store.desk.held_until(number, now=now)
    if until is not None:
        raise _held(store, pocket, number, until, now=now, zone=zone)
    if is_dry:
        return Claim(mention_id=number, token="", until=now + timedelta(minutes=minutes))
    taken = _taken(store, pocket, number, now=now, minutes=minutes)
    if taken is None:
        # Somebody was faster, in between.
        raise _held(store, pocket, number, store.desk.held_until(number, now=now) or now, now=now, zone=zone)
    return taken


def claim_next(
    store: Store,
    pocket: Pocket,
    numbers: Iterable[int],
    *,
    now: datetime,
    minutes: int = CLAIM_MINUTES,
    is_dry: bool = False,
) -> Claim | None:
    """Hold the first of these mentions that nobody holds; None when all of them are held, or none is left.

    Raises:
        OutputError: the pocket cannot be written; then nothing is held.
    """
    for number in numbers:
        if is_dry and store.desk.held_until(number, now=now) is None:
            return Claim(mention_id=number, token="", until=now + timedelta(minutes=minutes))
        if not is_dry and (taken := _taken(store, pocket, number, now=now, minutes=minutes)) is not None:
            return taken
    return None


def _taken(store: Store, pocket: Pocket, number: int, *, now: datetime, minutes: int) -> Claim | None:
    taken = store.desk.claim(number, token_hex(16), now=now, minutes=minutes)
    if taken is None:
        return None
    try:
        pocket.keep_claim(taken, now=now)
    except OutputError:
        store.desk.release(number, taken.token)
        raise
    return taken


def release(
    store: Store, pocket: Pocket, number: int, *, now: datetime, zone: tzinfo = UTC, is_dry: bool = False
) -> Dealt:
    """Let go of a mention that the person holds.

    Raises:
        Held: somebody else holds it.
        UsageError: there is no such mention, or nobody holds it.
        OutputError: the pocket cannot be written; it is let go all the same.
    """
    mention = mention_of(store, number)
    only_mine(store, pocket, number, now=now, zone=zone)
    mine = yours(store, pocket, now=now).get(number)
    if mine is None:
        raise UsageError("deal.not_yours", number=number)
    if not is_dry:
        store.desk.release(number, mine.token)
        pocket.drop_claim(number, now=now)
    return Dealt(deed=Deed.RELEASED, mention=mention, is_dry=is_dry)


def only_mine(store: Store, pocket: Pocket, number: int, *, now: datetime, zone: tzinfo) -> None:
    """Refuse what somebody else holds."""
    until = store.desk.held_until(number, now=now)
    if until is not None and number not in yours(store, pocket, now=now):
        raise _held(store, pocket, number, until, now=now, zone=zone)


def _held(store: Store, pocket: Pocket, number: int, until: datetime, *, now: datetime, zone: tzinfo) -> Held:
    key = "deal.held_by_you" if number in yours(store, pocket, now=now) else "deal.held"
    return Held(key, number=number, until=f"{until.astimezone(zone):%H:%M}")


def forget(pocket: Pocket, number: int, *, now: datetime) -> None:
    """Forget the token of a claim that has ended."""
    if number in pocket.claims(now=now):
        pocket.drop_claim(number, now=now)
