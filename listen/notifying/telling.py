"""Tell people what there is to be told: each target once of each episode, and one target's trouble is nobody else's.

Before a letter goes out it is noted that it does (`SENDING`), afterwards that it went (`TOLD`). Killed between the two,
the next run sends it once more, under the same name; so it may come twice, and is never lost.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from listen.brand import Settings
from listen.digest import Digest, has_something_to_do
from listen.errors import DeliveryUnknown, Undelivered, UsageError
from listen.notice import Letter, Target, Told, ToldState, Topic
from listen.notifying import episodes as found
from listen.notifying.choosing import bundles, digest_window, over
from listen.notifying.hours import DIGEST_FROM, instant, quiet_until
from listen.notifying.value import Bundle, Delivered, Episode
from listen.protocols import Courier, Notices, Store, StreamState
from listen.window import Window, day_of

__all__ = ["Telling", "acknowledge", "notify", "snooze"]


@dataclass(frozen=True, kw_only=True)
class Telling:
    """What telling needs.

    Attributes:
        planned: keys of the streams that are still asked; what is not asked any more is not missed.
        digest_of: builds a target's digest of some days.
        write: puts a bundle into words.
        courier: who carries letters to a target.
        topics: of what people are told this time.
        is_digest_asked: the digest was asked for by name, and waits for no hour.
    """

    store: Store
    notices: Notices
    settings: Settings
    planned: Collection[str]
    digest_of: Callable[[Target, Window], Digest]
    write: Callable[[Bundle], Letter]
    courier: Callable[[Target], Courier]
    topics: Collection[Topic] = tuple(Topic)
    is_digest_asked: bool = False


def notify(parts: Telling, targets: Sequence[Target], *, now: datetime, is_trial: bool = False) -> Iterator[Delivered]:
    """Tell every target what is due, and yield what each letter came to; nothing is yielded where nothing is due.

    Args:
        parts: what telling needs.
        targets: to whom, in order.
        now: aware UTC.
        is_trial: write the letters, those of quiet hours, too; send and note nothing.

    Raises:
        StoreError: the database cannot be used.
    """
    mark = parts.notices.mark()
    states = {key: state for key, state in parts.store.streams().items() if key in parts.planned}
    for target in targets:
        waits_until = quiet_until(target, now=now, zone=ZoneInfo(parts.settings.timezone))
        if waits_until is not None:
            yield Delivered(target=target, waits_until=waits_until)
            if not is_trial:
                continue
        known = {one.episode: one for one in parts.notices.told(target.name)}
        current, digest = _current(parts, target, states, known, now, is_early=is_trial or parts.is_digest_asked)
        for bundle in bundles(target, current, known, mark=mark, now=now):
            has_digest = any(one.digest_day is not None for one in bundle.episodes)
            with_digest = replace(bundle, digest=digest) if has_digest else bundle
            yield _trial(parts, with_digest) if is_trial else _sent(parts, with_digest, now)
        if not is_trial:
            asked = [one for one in parts.notices.told(target.name) if one.kind in parts.topics]
            today = day_of(now, ZoneInfo(parts.settings.timezone))
            if gone := over(asked, current, today=today, now=now):
                parts.notices.forget(gone, target.name)


def _current(
    parts: Telling,
    target: Target,
    states: Mapping[str, StreamState],
    known: Mapping[str, Told],
    now: datetime,
    *,
    is_early: bool = False,
) -> tuple[list[Episode], Digest | None]:
    """Return everything that there is to be told to a target at this moment, the digest last; early before its hour."""
    current: list[Episode] = []
    topics = set(target.topics).intersection(parts.topics)
    if Topic.SPIKES in topics:
        current += found.spikes(parts.store, parts.settings, now=now, unit=target.unit, known=known)
    if Topic.SOURCES in topics:
        current += [*found.sources(states, now=now), *found.mended(states, known.values())]
    digest = None
    if Topic.DIGEST in topics:
        zone = ZoneInfo(parts.settings.timezone)
        today = day_of(now, zone)
        name = found.digest_name(today)
        is_told = name in known and known[name].state is not ToldState.SENDING
        is_time = is_early or now >= instant(today, DIGEST_FROM, zone)
        if is_time and not is_told:
            digest = parts.digest_of(target, digest_window(known.values(), today=today))
            if has_something_to_do(digest):
                current.append(Episode(name=name, topic=Topic.DIGEST, digest_day=today))
    return current, digest


def _trial(parts: Telling, bundle: Bundle) -> Delivered:
    return Delivered(target=bundle.target, bundle=bundle, letter=parts.write(bundle))


def _sent(parts: Telling, bundle: Bundle, now: datetime) -> Delivered:
    target, names = bundle.target, [one.name for one in bundle.episodes]
    letter = None
    try:
        courier = parts.courier(target)
        letter = parts.write(bundle)
        if not bundle.is_repeat:
            parts.notices.begin([(one.name, one.topic) for one in bundle.episodes], target.name, now=now)
        refused = courier.deliver(letter, target)
    except DeliveryUnknown as error:
        return Delivered(target=target, bundle=bundle, letter=letter, error=error)
    except Undelivered as error:
        # Of what was cut off once nobody knows whether it arrived: it keeps its name until it certainly did.
        if not bundle.is_repeat:
            parts.notices.withdraw(names, target.name)
        return Delivered(target=target, bundle=bundle, letter=letter, error=error)
    parts.notices.settle(names, target.name, now=now)
    if mends := [one.mends for one in bundle.episodes if one.mends is not None]:
        parts.notices.forget(mends, target.name)
    return Delivered(target=target, bundle=bundle, letter=letter, is_sent=True, refused=refused)


def acknowledge(parts: Telling, name: str, targets: Sequence[Target], *, now: datetime) -> tuple[str, ...]:
    """Note that somebody takes care of an episode: these targets are not told of it again. Return their names.

    Raises:
        UsageError: there is no such episode.
    """
    return _said(parts, name, targets, ToldState.ACKNOWLEDGED, now=now, until=None)


def snooze(parts: Telling, name: str, targets: Sequence[Target], *, now: datetime, until: datetime) -> tuple[str, ...]:
    """Note that these targets are told of an episode again at `until`, when it still lasts. Return their names.

    Raises:
        UsageError: there is no such episode.
    """
    return _said(parts, name, targets, ToldState.SNOOZED, now=now, until=until)


def _said(
    parts: Telling, name: str, targets: Sequence[Target], state: ToldState, *, now: datetime, until: datetime | None
) -> tuple[str, ...]:
    states = {key: one for key, one in parts.store.streams().items() if key in parts.planned}
    done = []
    for target in targets:
        known = {one.episode: one for one in parts.notices.told(target.name)}
        current, _ = _current(parts, target, states, known, now)
        topics = {one.name: one.topic for one in current} | {one.episode: one.kind for one in known.values()}
        if name in topics:
            parts.notices.put(name, topics[name], target.name, state, now=now, until=until)
            done.append(target.name)
    if not done:
        raise UsageError("notify.unknown_episode", name=name)
    return tuple(done)
