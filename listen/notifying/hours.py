"""When a target is not told anything: quiet hours and other days, by the clock of the zone, also when it is changed."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from listen.notice import Target

__all__ = ["DIGEST_FROM", "instant", "quiet_until"]

DIGEST_FROM = time(6)
"""Before that no digest goes out, quiet hours or not: a day's digest at five past midnight would be empty."""

_LOOKED_AHEAD_DAYS = 8


def instant(day: date, clock: time, zone: ZoneInfo, *, is_last: bool = False) -> datetime:
    """Return when clocks in `zone` show `clock` on `day`, aware UTC.

    Of two such moments (clocks are put back) the first, or the last one. Where clocks jump over it, the moment of the
    jump.
    """
    wall = datetime.combine(day, clock)
    first, last = (wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    if _wall(first, zone) == wall:
        return last if is_last and _wall(last, zone) == wall else first
    # A clock that jumps is before it and behind it, never on it: look for the jump between the two.
    before, behind = min(first, last) - timedelta(seconds=1), max(first, last)
    while behind - before > timedelta(seconds=1):
        middle = before + (behind - before) // 2
        before, behind = (before, middle) if _wall(middle, zone) >= wall else (middle, behind)
    return behind.replace(microsecond=0)


def _wall(when: datetime, zone: ZoneInfo) -> datetime:
    return when.astimezone(zone).replace(tzinfo=None)


def quiet_until(target: Target, *, now: datetime, zone: ZoneInfo) -> datetime | None:
    """Return until when the target is not told anything, aware UTC; None when it may be told now."""
    until = None
    moment = now
    # The end of one span may lie in the next: quiet hours that end on a day off.
    for _ in range(2 * _LOOKED_AHEAD_DAYS):
        ends = [end for start, end in _spans(target, moment, zone) if start <= moment < end]
        if not ends:
            return until
        moment = until = max(ends)
    return until


def _spans(target: Target, moment: datetime, zone: ZoneInfo) -> Iterator[tuple[datetime, datetime]]:
    today = moment.astimezone(zone).date()
    for number in (-1, 0):
        day = today + timedelta(days=number)
        if target.quiet is not None:
            is_over_midnight = target.quiet.end <= target.quiet.start
            last = day + timedelta(days=1) if is_over_midnight else day
            yield (
                instant(day, target.quiet.start, zone),
                instant(last, target.quiet.end, zone, is_last=True),
            )
        if day.weekday() not in target.days:
            yield instant(day, time(), zone), instant(day + timedelta(days=1), time(), zone)
