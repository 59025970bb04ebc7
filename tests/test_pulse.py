"""Silence is an event: noticed when it is out of character, and only then."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from listen.pulse import beaten, silence

NOW = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def after(dates, *, now=NOW):
    return beaten(None, dates, now=now)


def every(step: timedelta, count: int, *, until=NOW):
    return [until - step * number for number in range(count)]


def test_three_days_of_silence_from_five_a_day_are_told():
    pulse = after(every(DAY / 5, 50))

    assert silence(pulse, now=NOW + DAY) is None
    found = silence(pulse, now=NOW + 3 * DAY)
    assert found is not None
    assert found.since == NOW
    assert 4.5 < found.usual < 5.5


def test_a_rare_stream_may_be_quiet_for_long():
    pulse = after(every(3 * DAY, 20))

    assert silence(pulse, now=NOW + 14 * DAY) is None


def test_a_weekend_is_no_silence():
    friday = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)
    hours = [friday - timedelta(days=day, hours=hour) for day in range(28) for hour in range(8)]
    pulse = after([at for at in hours if at.weekday() < 5], now=friday)

    assert silence(pulse, now=datetime(2026, 11, 23, 8, 0, tzinfo=UTC)) is None
    assert silence(pulse, now=datetime(2026, 11, 25, 8, 0, tzinfo=UTC)) is not None


def test_pages_in_any_order_and_twice_count_once():
    dates = every(DAY / 5, 40)
    whole = after(dates)
    assert whole is not None

    again = beaten(whole, dates, now=NOW)

    assert again == whole


def test_a_date_from_the_future_does_not_silence_the_alarm():
    pulse = after([*every(DAY / 5, 50), NOW + 300 * DAY])

    assert pulse is not None
    assert pulse.newest_at == NOW
    assert silence(pulse, now=NOW + 4 * DAY) is not None


@given(st.lists(st.integers(-300 * 86_400, 30 * 365 * 86_400), max_size=30))
def test_any_dates_make_a_sound_pulse(ages):
    pulse = after([NOW - timedelta(seconds=age) for age in ages])

    if pulse is not None:
        assert pulse.newest_at <= NOW
        assert pulse.posts > 0
        assert pulse.days >= 0
        assert pulse.usual >= 0
