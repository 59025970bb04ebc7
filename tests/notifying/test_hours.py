"""Quiet hours by the clock of the zone: over midnight, over days off, and when clocks are changed."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listen.notice import Quiet, Target
from listen.notifying.hours import instant, quiet_until

BERLIN = ZoneInfo("Europe/Berlin")
NIGHT = Quiet(start=time(18), end=time(7, 30))
WORKDAYS = (0, 1, 2, 3, 4)


def berlin(month: int, day: int, hour: int, minute: int = 0, *, fold: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=BERLIN, fold=fold).astimezone(UTC)


def until(target: Target, now: datetime) -> datetime | None:
    return quiet_until(target, now=now, zone=BERLIN)


def test_without_quiet_hours_any_moment_will_do():
    assert until(Target(name="t"), berlin(11, 24, 3)) is None


@pytest.mark.parametrize(
    ("now", "end"),
    [
        (berlin(11, 24, 17, 59), None),
        (berlin(11, 24, 18), berlin(11, 25, 7, 30)),
        (berlin(11, 24, 23, 59), berlin(11, 25, 7, 30)),
        (berlin(11, 25, 0), berlin(11, 25, 7, 30)),
        (berlin(11, 25, 7, 29), berlin(11, 25, 7, 30)),
        (berlin(11, 25, 7, 30), None),
    ],
)
def test_a_night_goes_over_midnight(now: datetime, end: datetime | None):
    assert until(Target(name="t", quiet=NIGHT), now) == end


def test_a_span_within_one_day():
    lunch = Target(name="t", quiet=Quiet(start=time(12), end=time(13)))

    assert until(lunch, berlin(11, 24, 12, 30)) == berlin(11, 24, 13)
    assert until(lunch, berlin(11, 24, 23)) is None


def test_days_off_and_the_night_before_and_after_them_are_one_rest():
    target = Target(name="t", quiet=NIGHT, days=WORKDAYS)

    assert until(target, berlin(11, 27, 18)) == berlin(11, 30, 7, 30)
    assert until(target, berlin(11, 28, 12)) == berlin(11, 30, 7, 30)


def test_when_clocks_are_put_forward_the_night_ends_by_the_clock():
    assert until(Target(name="t", quiet=NIGHT), berlin(3, 28, 22)) == berlin(3, 29, 7, 30)
    # 02:30 does not exist on that day; the clock jumps from 02:00 to 03:00 at 01:00 UTC.
    short = Target(name="t", quiet=Quiet(start=time(22), end=time(2, 30)))
    assert until(short, berlin(3, 28, 23)) == datetime(2026, 3, 29, 1, tzinfo=UTC)


def test_when_clocks_are_put_back_an_hour_that_comes_twice_is_quiet_twice():
    short = Target(name="t", quiet=Quiet(start=time(22), end=time(2, 30)))

    end = berlin(10, 25, 2, 30, fold=1)
    assert until(short, berlin(10, 25, 2, 45, fold=0)) == end
    assert until(short, end) is None


@given(
    st.integers(0, 730 * 24 * 60).map(lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)),
    st.times(),
    st.times(),
    st.sets(st.integers(0, 6), min_size=1),
    st.sampled_from([BERLIN, ZoneInfo("America/New_York"), ZoneInfo("Asia/Kolkata"), ZoneInfo("Australia/Lord_Howe")]),
)
def test_a_rest_has_an_end_and_that_end_is_none(now: datetime, start: time, end: time, days: set[int], zone: ZoneInfo):
    quiet = None if start.replace(microsecond=0) == end.replace(microsecond=0) else Quiet(start=start, end=end)
    target = Target(name="t", quiet=quiet, days=tuple(sorted(days)))

    found = quiet_until(target, now=now, zone=zone)

    if found is not None:
        assert now < found <= now + timedelta(days=9)
        assert quiet_until(target, now=found, zone=zone) is None
        assert quiet_until(target, now=found - timedelta(seconds=1), zone=zone) == found


@given(st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.times().map(lambda one: one.replace(microsecond=0)))
def test_an_instant_shows_its_clock_unless_clocks_jump_over_it(day: date, clock: time):
    first, last = instant(day, clock, BERLIN), instant(day, clock, BERLIN, is_last=True)

    assert first <= last <= first + timedelta(hours=1)
    shown = first.astimezone(BERLIN).replace(tzinfo=None)
    assert shown == datetime.combine(day, clock) or (shown - datetime.combine(day, clock)) <= timedelta(hours=1)
