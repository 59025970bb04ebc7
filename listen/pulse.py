"""Silence as an event: how often a stream usually brings something, and when it has been quiet for too long."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from listen.records import Pulse

__all__ = ["Silence", "beaten", "silence"]

_HALF_LIFE_DAYS = 14.0
"""Habits change: what is two weeks older counts half."""

_DAY_S = 86_400.0
_MISSED_AT_LEAST = 10.0
"""Posts that should have come. A source of five a day is reported after two to three days; by chance alone (Poisson)
that happens once in twenty thousand times."""

_HEARD_AT_LEAST = 8.0
_LONGER_THAN_EVER = 1.5
"""Times its longest silence so far: a trade paper's weekend is no failure."""

_AT_LEAST = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """A stream that should have brought something: quiet since when, and its usual number of posts a day."""

    since: datetime
    usual: float


def beaten(pulse: Pulse | None, dates: Iterable[datetime | None], *, now: datetime) -> Pulse | None:
    """Return the pulse after posts with these publication dates; dates ahead of `now` and older ones do not count."""
    newest_at = None if pulse is None else pulse.newest_at
    fresh = sorted({at for at in dates if at is not None and at <= now and (newest_at is None or at > newest_at)})
    if pulse is None:
        if len(fresh) < 2:  # noqa: PLR2004
            return None
        pulse, fresh = Pulse(newest_at=fresh[0], posts=0.0, days=0.0, longest_s=0.0), fresh[1:]
    if not fresh:
        return pulse
    steps = [(later - earlier).total_seconds() for earlier, later in pairwise((pulse.newest_at, *fresh))]
    days = sum(steps) / _DAY_S
    fading = 0.5 ** (days / _HALF_LIFE_DAYS)
    return Pulse(
        newest_at=fresh[-1],
        posts=pulse.posts * fading + len(fresh),
        days=pulse.days * fading + days,
        longest_s=max(pulse.longest_s, *steps),
    )


def silence(pulse: Pulse | None, *, now: datetime) -> Silence | None:
    """Return for how long the stream has been too quiet; None when it is not."""
    if pulse is None or pulse.posts < _HEARD_AT_LEAST:
        return None
    quiet = now - pulse.newest_at
    is_long = quiet >= _AT_LEAST and quiet.total_seconds() > pulse.longest_s * _LONGER_THAN_EVER
    if not is_long or pulse.usual * quiet.total_seconds() / _DAY_S < _MISSED_AT_LEAST:
        return None
    return Silence(since=pulse.newest_at, usual=pulse.usual)
