"""People name days in many ways; a digest day is a day in the configured zone, 23 and 25 hours long if need be."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listen.errors import UsageError
from listen.window import Window, day_of, elapsed, last_days, parse_since, since_day

TODAY = date(2026, 11, 24)
"""A Tuesday."""
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        pytest.param("2026-11-20", date(2026, 11, 20), id="ISO"),
        pytest.param("20.11.2026", date(2026, 11, 20), id="German"),
        pytest.param("20. 11. 2026", date(2026, 11, 20), id="German with blanks"),
        pytest.param("20.11.", date(2026, 11, 20), id="German without year"),
        pytest.param("24.12.", date(2025, 12, 24), id="German without year, last year's"),
        pytest.param("today", TODAY, id="today"),
        pytest.param("Heute", TODAY, id="heute"),
        pytest.param("yesterday", date(2026, 11, 23), id="yesterday"),
        pytest.param("gestern", date(2026, 11, 23), id="gestern"),
        pytest.param("vorgestern", date(2026, 11, 22), id="vorgestern"),
        pytest.param("monday", date(2026, 11, 23), id="monday"),
        pytest.param("Montag", date(2026, 11, 23), id="Montag"),
        pytest.param("tuesday", date(2026, 11, 17), id="today's weekday is a week ago"),
        pytest.param("sonnabend", date(2026, 11, 21), id="Sonnabend"),
        pytest.param("7d", date(2026, 11, 17), id="7d"),
        pytest.param("0d", TODAY, id="0d"),
        pytest.param("2w", date(2026, 11, 10), id="2w"),
        pytest.param("3 Tage", date(2026, 11, 21), id="3 Tage"),
        pytest.param("2 weeks", date(2026, 11, 10), id="2 weeks"),
        pytest.param("  MONTAG ", date(2026, 11, 23), id="shouted, with blanks"),
    ],
)
def test_days_are_understood_in_both_languages(text, day):
    assert parse_since(text, today=TODAY) == day


@pytest.mark.parametrize(
    ("text", "key"),
    [
        pytest.param("", "window.since_unknown", id="nothing"),
        pytest.param("soon", "window.since_unknown", id="no day"),
        pytest.param("2026-02-30", "window.since_unknown", id="no such day"),
        pytest.param("31.11.", "window.since_unknown", id="no such day in German"),
        pytest.param("29.2.", "window.since_unknown", id="no leap year"),
        pytest.param("99999d", "window.since_unknown", id="before history"),
        pytest.param("2026-11-25", "window.since_ahead", id="tomorrow"),
        pytest.param("-7d", "window.since_unknown", id="negative"),
    ],
)
def test_what_names_no_past_day_is_refused(text, key):
    with pytest.raises(UsageError) as refused:
        parse_since(text, today=TODAY)

    assert refused.value.key == key


def test_slip_of_the_pen_gets_a_suggestion():
    with pytest.raises(UsageError) as refused:
        parse_since("mondey", today=TODAY)

    assert refused.value.hint("en") == 'did you mean "monday"?'
    assert refused.value.hint("de") == "war „monday“ gemeint?"


@given(text=st.text(max_size=20))
def test_any_text_names_a_day_or_is_refused(text):
    try:
        day = parse_since(text, today=TODAY)
    except UsageError:
        return
    assert day <= TODAY


@given(day=st.dates(min_value=date(1927, 1, 1), max_value=TODAY))
def test_every_past_day_is_understood_as_written(day):
    assert parse_since(day.isoformat(), today=TODAY) == day


def test_two_days_are_yesterday_and_today():
    assert last_days(2, today=TODAY).days == (date(2026, 11, 23), TODAY)


def test_window_since_a_day_ends_with_today():
    assert since_day(date(2026, 11, 20), today=TODAY) == Window(since=date(2026, 11, 20), until=date(2026, 11, 25))


@pytest.mark.parametrize("days", [0, -1, 10**9])
def test_impossible_number_of_days_is_refused(days):
    with pytest.raises(UsageError):
        last_days(days, today=TODAY)


def test_day_begins_at_midnight_of_the_zone():
    assert day_of(datetime(2026, 11, 23, 22, 59, tzinfo=UTC), BERLIN) == date(2026, 11, 23)
    assert day_of(datetime(2026, 11, 23, 23, 0, tzinfo=UTC), BERLIN) == date(2026, 11, 24)


@pytest.mark.parametrize(
    ("day", "hours"),
    [
        pytest.param(date(2026, 3, 29), 23, id="clocks go forward"),
        pytest.param(date(2026, 10, 25), 25, id="clocks go back"),
        pytest.param(date(2026, 11, 24), 24, id="ordinary"),
    ],
)
def test_half_of_a_day_is_half_of_its_own_hours(day, hours):
    midnight = datetime(day.year, day.month, day.day, tzinfo=BERLIN).astimezone(UTC)

    assert elapsed(day, now=midnight, zone=BERLIN) == 0
    assert elapsed(day, now=midnight + timedelta(hours=hours / 2), zone=BERLIN) == pytest.approx(0.5)
    assert elapsed(day, now=midnight + timedelta(hours=hours), zone=BERLIN) == 1


def test_day_ahead_has_not_begun():
    assert elapsed(date(2030, 1, 1), now=datetime(2026, 11, 24, tzinfo=UTC), zone=BERLIN) == 0
