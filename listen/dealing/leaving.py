"""Leaving authors, sites and stories out of the lists for a while."""

from dataclasses import replace
from datetime import date

from listen.dealing.finding import mention_of, reason_of
from listen.dealing.value import Dealt, Deed
from listen.dialogue import Mute, MuteKind
from listen.errors import UsageError
from listen.muting import mutable, site_of
from listen.protocols import Store
from listen.text.clean import clean_line

__all__ = ["MUTE_DAYS", "mute", "mute_value", "unmute"]

MUTE_DAYS = 30
"""So long something is muted, when nobody says otherwise."""


def mute(
    store: Store,
    number: int,
    kind: MuteKind,
    *,
    today: date,
    until: date | None,
    because: str | None = None,
    is_dry: bool = False,
) -> Dealt:
    """Leave out of the lists the author, the site or the story of a mention, up to a day (UTC, exclusive).

    Raises:
        UsageError: there is no such mention, it has no author or site, or the day is over.
    """
    mention = mention_of(store, number)
    value = mutable(mention, kind)
    if value is None:
        raise UsageError(f"deal.no_{kind.value}", number=number)
    dealt = mute_value(store, kind, value, today=today, until=until, because=because, is_dry=is_dry)
    return replace(dealt, mention=mention)


def mute_value(
    store: Store,
    kind: MuteKind,
    value: str,
    *,
    today: date,
    until: date | None,
    because: str | None = None,
    is_dry: bool = False,
) -> Dealt:
    """Leave something out of the lists that is named directly.

    Args:
        store: written.
        kind: what `value` is.
        value: `SOURCE AUTHOR`; a host or an address; the number of a story.
        today: UTC day.
        until: UTC day on which it ends, exclusive; None never ends.
        because: the reason.
        is_dry: only say what would be done.

    Raises:
        UsageError: the value is none of its kind, or the day is over.
    """
    if until is not None and until <= today:
        raise UsageError("deal.until_past")
    named = _named(kind, clean_line(value))
    if named is None:
        raise UsageError("deal.mute_value", kind=kind.value, value=clean_line(value))
    wanted = Mute(kind=kind, value=named, until=until, because=reason_of(because), muted_on=today)
    number = None if is_dry else store.desk.mute(wanted)
    return Dealt(deed=Deed.MUTED, mute=replace(wanted, id=number), because=wanted.because, is_dry=is_dry)


def _named(kind: MuteKind, value: str) -> str | None:
    match kind:
        case MuteKind.AUTHOR:
            source, _, author = value.partition(" ")
            return value if source and author else None
        case MuteKind.SITE:
            return site_of(value if "://" in value else f"https://{value}")
        case MuteKind.STORY:
            return value if value.isascii() and value.isdigit() and len(value) < 19 else None  # noqa: PLR2004 - SQLite's
    return None


def unmute(store: Store, number: int, *, today: date, is_dry: bool = False) -> Dealt:
    """End a mute by its own number.

    Raises:
        UsageError: there is none with that number.
    """
    found = next((one for one in store.desk.mutes(today=today) if one.id == number), None)
    if found is None or (not is_dry and store.desk.unmute(number) is None):
        raise UsageError("deal.no_mute", number=number)
    return Dealt(deed=Deed.UNMUTED, mute=found, is_dry=is_dry)
