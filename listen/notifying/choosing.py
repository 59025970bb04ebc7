"""What of it goes to whom, and in how many letters: everything once, what was cut off once more."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from hashlib import blake2b

from listen.notice import Target, Told, ToldState, Topic
from listen.notifying.episodes import digest_name, told_day
from listen.notifying.value import Bundle, Episode
from listen.window import Window

__all__ = ["bundles", "digest_window", "over"]

_DIGEST_DAYS = 7
_REMEMBERED = timedelta(days=90)


def bundles(
    target: Target, current: Sequence[Episode], told: Mapping[str, Told], *, mark: str, now: datetime
) -> tuple[Bundle, ...]:
    """Return the letters that are due: one for everything new, and one for each that was cut off on its way.

    Args:
        target: to whom.
        current: everything there is to be told, the digest last.
        told: what is known of this target, by name of the episode.
        mark: of the database, see `Notices.mark`.
        now: aware UTC.
    """
    by_name = {one.name: one for one in current if one.topic in target.topics}
    # What was begun at the same moment went into the same letter.
    begun: defaultdict[datetime, list[str]] = defaultdict(list)
    for one in told.values():
        if one.state is ToldState.SENDING:
            begun[one.at].append(one.episode)
    found = []
    for _, names in sorted(begun.items()):
        still = tuple(by_name[name] for name in by_name if name in names)
        if still:
            found.append(Bundle(key=_key(mark, target, names), target=target, episodes=still, is_repeat=True))
    fresh = tuple(one for one in by_name.values() if _is_due(told.get(one.name), now))
    if fresh:
        names = [one.name for one in fresh]
        found.append(Bundle(key=_key(mark, target, names), target=target, episodes=fresh))
    return tuple(found)


def _is_due(told: Told | None, now: datetime) -> bool:
    if told is None:
        return True
    return told.state is ToldState.SNOOZED and told.until is not None and told.until <= now


def _key(mark: str, target: Target, names: Collection[str]) -> str:
    text = "\n".join((mark, target.name, *sorted(names)))
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def digest_window(told: Iterable[Told], *, today: date) -> Window:
    """Return the days of the digest: yesterday and today, and those since the last one that this target was told of."""
    days = [
        day
        for one in told
        if one.kind is Topic.DIGEST and one.state is not ToldState.SENDING
        and (day := told_day(one.episode)) is not None and day < today
    ]  # fmt: skip
    since = min(max(days, default=today), today - timedelta(days=1))
    return Window(since=max(since, today - timedelta(days=_DIGEST_DAYS - 1)), until=today + timedelta(days=1))


def over(told: Iterable[Told], current: Iterable[Episode], *, today: date, now: datetime) -> tuple[str, ...]:
    """Return the names of episodes that are over and need not be remembered.

    A failure is over once its recovery was told; a letter that was cut off and has nothing in it any more is over, too.
    """
    names = {one.name for one in current}
    gone = []
    for one in told:
        if one.episode in names:
            continue
        is_yesterdays = one.kind is Topic.DIGEST and one.episode != digest_name(today)
        is_cut_off = one.state is ToldState.SENDING and (is_yesterdays or one.kind is not Topic.DIGEST)
        if is_cut_off or now - one.at > _REMEMBERED:
            gone.append(one.episode)
    return tuple(gone)
