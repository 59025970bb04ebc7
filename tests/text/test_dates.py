"""Dates as strangers write them become moments, or nothing; never an error, never a guess."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listen.text.dates import believable, read_date

TEN = datetime(2026, 11, 23, 10, tzinfo=UTC)
NINE = TEN - timedelta(hours=1)
EIGHT = TEN - timedelta(hours=2)
MIDNIGHT = datetime(2026, 11, 23, tzinfo=UTC)
BERLIN_MIDNIGHT = MIDNIGHT - timedelta(hours=1)

WRITTEN = {
    "Mon, 23 Nov 2026 10:00:00 GMT": TEN,
    "Mon, 23 Nov 2026 10:00:00 +0100": NINE,
    "Mon, 23 Nov 2026 10:00:00 +01:00": NINE,
    "Mon, 23 Nov 2026 10:00:00 +0100 (CET)": NINE,
    "Mon, 23 Nov 2026 05:00:00 EST": TEN,
    "23 Nov 2026 10:00 GMT": TEN,
    "Mon, 23 Nov 26 10:00:00 GMT": TEN,
    "Mon, 23 November 2026 10:00:00 GMT": TEN,
    "Mon, 23 Nov 2026 10:00:00": TEN,
    "Mon, 23 Nov 2026 24:00:00 GMT": MIDNIGHT + timedelta(days=1),
    "Mon, 23 Nov 2026 24:00 CET": MIDNIGHT + timedelta(hours=23),
    "Mon, 23 Nov 2026 10:00:60 GMT": TEN + timedelta(seconds=59),
    "Mon, 23 Nov 2026 10:00:00 CET": NINE,
    "Mon, 23 Nov 2026 10:00:00 MEZ": NINE,
    "Mon, 23 Nov 2026 10:00:00 CEST": EIGHT,
    "Mon, 23 Nov 2026 10:00:00 MESZ": EIGHT,
    "Mon, 23 Nov 2026 10:00:00 BST": NINE,
    "Mon, 23 Nov 2026 10:00:00 UTC+1": NINE,
    "Mon, 23 Nov 2026 10:00:00 XYZ": TEN,
    "2026-11-23T10:00:00Z": TEN,
    "2026-11-23T10:00:00+01:00": NINE,
    "2026-11-23T10:00:00.000+0100": NINE,
    "2026-11-23T10:00:00.123456789Z": TEN.replace(microsecond=123456),
    "2026-11-23T10:00:00": TEN,
    "2026-11-23T10:00Z": TEN,
    "2026-11-23 10:00:00 +0100": NINE,
    "2026-11-23 10:00": TEN,
    "2026-11-23T24:00:00Z": MIDNIGHT + timedelta(days=1),
    "2026-11-23": MIDNIGHT,
    "20261123T100000Z": TEN,
    "20261123": MIDNIGHT,
    "20261123100000": TEN,
    "2026-11": datetime(2026, 11, 1, tzinfo=UTC),
    "2026-327": MIDNIGHT,
    "2026-W48-1": MIDNIGHT,
    "1795428000": TEN,
    "1795428000000": TEN,
    "1795428000.5": TEN.replace(microsecond=500000),
    "Mon Nov 23 10:00:00 2026": TEN,
    "Mon Nov 23 10:00:00 +0100 2026": NINE,
    "November 23, 2026 10:00 AM": TEN,
    "Nov 23, 2026": MIDNIGHT,
    "23-Nov-26 10:00 PM": TEN + timedelta(hours=12),
    "Mo, 23 Nov 2026 10:00:00 +0100": NINE,
    "Mo, 23 Nov 2026 10:00:00": NINE,
    "Montag, 23. November 2026 um 10:00 Uhr": NINE,
    "23. November 2026": BERLIN_MIDNIGHT,
    "23 Dez 2026 10:00": datetime(2026, 12, 23, 9, tzinfo=UTC),
    "3. März 2026 10:00": datetime(2026, 3, 3, 9, tzinfo=UTC),
    "Mi, 1 Juli 2026 10:00 Uhr": datetime(2026, 7, 1, 8, tzinfo=UTC),
    "23.11.2026": BERLIN_MIDNIGHT,
    "23.11.2026 10:00": NINE,
    "23.11.2026, 10:00 Uhr": NINE,
    "23.11.2026 10:00:00 MEZ": NINE,
    "03.04.2026 12:00": datetime(2026, 4, 3, 10, tzinfo=UTC),
    "  Mon, 23 Nov 2026 10:00:00 GMT\n": TEN,
}


@pytest.mark.parametrize(("written", "moment"), WRITTEN.items(), ids=WRITTEN.keys())
def test_date_is_read(written, moment):
    assert read_date(written) == moment


UNREADABLE = [
    "", "yesterday", "0", "-0001-11-30T00:00:00Z", "0000-00-00 00:00:00", "2026-13-01", "2026-02-30T10:00:00Z",
    "Mon, 32 Nov 2026 10:00:00 GMT", "Mon, 23 Foo 2026 10:00:00 GMT", "Mon, 23 Nov 2026 25:00:00 GMT",
    "Mon, 23 Nov 2026 10:99:00 GMT", "99999999999999999999", "9999-12-31T23:59:59-10:00", "0001-01-01T00:00:00+10:00",
    "2026-11-23T10:00:00+99:99", "2026-11-23T10:00:00 +99", "Mon, 23 Nov 2026 10:00:00 +9999", "²026-11-23",
    "23.11.2026 " * 20, None, True, [], {}, b"2026-11-23", float("nan"), float("inf"), -1, 12, 10**400,
]  # fmt: skip


@pytest.mark.parametrize("value", UNREADABLE, ids=lambda value: repr(value)[:40])
def test_what_is_no_date_is_unknown(value):
    assert read_date(value) is None


def test_values_that_are_dates_already_become_utc():
    assert read_date(datetime(2026, 11, 23, 11, tzinfo=timezone(timedelta(hours=1)))) == TEN
    assert read_date(TEN.replace(tzinfo=None)) == TEN
    assert read_date(1795428000) == TEN
    assert read_date(1795428000000.0) == TEN


@given(st.text() | st.integers() | st.floats() | st.datetimes() | st.binary())
def test_nothing_raises(value):
    when = read_date(value)

    assert when is None or when.utcoffset() == timedelta(0)


@given(
    st.from_regex(
        r"[0-9+\-:., TZ]{4,30}|[A-Za-zä]{2,4}, ?[0-9]{1,2}\.? [A-Za-zä]{3,5} [0-9]{2,4} [0-9:]{4,8} ?[A-Z+0-9-]{0,6}",
        fullmatch=True,
    )
)
def test_nothing_that_resembles_a_date_raises(value):
    read_date(value)


@given(st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2040, 1, 1)))  # noqa: DTZ001 - hypothesis wants naive bounds
def test_what_programs_write_is_read_back(naive):
    moment = naive.replace(microsecond=0, tzinfo=UTC)

    assert read_date(moment.isoformat()) == moment
    assert read_date(moment.strftime("%a, %d %b %Y %H:%M:%S +0000")) == moment
    assert read_date(moment.strftime("%Y%m%dT%H%M%SZ")) == moment


def test_only_possible_dates_are_believed():
    assert believable(TEN, now=TEN)
    assert believable(TEN + timedelta(hours=23), now=TEN)
    assert not believable(TEN + timedelta(hours=25), now=TEN)
    assert not believable(datetime(1994, 12, 31, tzinfo=UTC), now=TEN)
    assert not believable(None, now=TEN)
