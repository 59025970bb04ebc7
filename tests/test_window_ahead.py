"""Words for moments ahead: tomorrow, montag, 3d, 1.12. 14:00."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listen.errors import UsageError
from listen.window import parse_until

ZONE = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)
"""A Tuesday, seven in Berlin."""


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("tomorrow", "2026-11-25 07:00"),
        ("Morgen", "2026-11-25 07:00"),
        ("übermorgen", "2026-11-26 07:00"),
        ("monday", "2026-11-30 07:00"),
        ("Dienstag", "2026-12-01 07:00"),
        ("mi", "2026-11-25 07:00"),
        ("next week", "2026-11-30 07:00"),
        ("nächste  Woche", "2026-11-30 07:00"),
        ("3d", "2026-11-27 07:00"),
        ("2 Wochen", "2026-12-08 07:00"),
        ("4h", "2026-11-24 11:00"),
        ("1 Stunde", "2026-11-24 08:00"),
        ("2026-12-01", "2026-12-01 07:00"),
        ("1.12.", "2026-12-01 07:00"),
        ("01.12.2027", "2027-12-01 07:00"),
        ("3.1.", "2027-01-03 07:00"),
        ("29.2.", None),
        ("14:30", "2026-11-24 14:30"),
        ("6:00", "2026-11-25 06:00"),
        ("um 14:30 Uhr", "2026-11-24 14:30"),
        ("today 18:00", "2026-11-24 18:00"),
        ("morgen um 14:30", "2026-11-25 14:30"),
        ("monday at 9:15", "2026-11-30 09:15"),
        ("1.12. 14:00", "2026-12-01 14:00"),
        ("2026-12-01, 14:00", "2026-12-01 14:00"),
        ("today", None),
        ("heute 6:59", None),
        ("yesterday", None),
        ("2026-11-24", None),
        ("2020-01-01", None),
        ("0h", None),
        ("25:00", None),
        ("99999d", None),
        ("2026-13-01", None),
        ("", None),
        ("soon", None),
    ],
)
def test_words_for_what_is_ahead(text: str, there: str | None):
    if there is None:
        with pytest.raises(UsageError):
            parse_until(text, now=NOW, zone=ZONE)
        return
    found = parse_until(text, now=NOW, zone=ZONE)

    assert found == datetime.strptime(there, "%Y-%m-%d %H:%M").replace(tzinfo=ZONE)
    assert found.tzinfo is UTC


def test_near_misses_are_suggested():
    with pytest.raises(UsageError) as refused:
        parse_until("tomorow", now=NOW, zone=ZONE)

    assert "tomorrow" in (refused.value.hint("en") or "")


@pytest.mark.parametrize("text", ["yesterday", "gestern", "vorgestern", "Yesterday 14:00", "2020-01-01"])
def test_what_is_over_is_said_to_be_over(text: str):
    with pytest.raises(UsageError) as refused:
        parse_until(text, now=NOW, zone=ZONE)

    assert refused.value.key == "window.until_past"


def test_seven_in_the_morning_is_seven_by_the_clock_also_when_the_clocks_change():
    before = datetime(2026, 10, 24, 12, 0, tzinfo=UTC)

    assert parse_until("tomorrow", now=before, zone=ZONE) == datetime(2026, 10, 25, 6, 0, tzinfo=UTC)
    assert parse_until("sunday", now=datetime(2026, 3, 28, 12, 0, tzinfo=UTC), zone=ZONE).hour == 5


@given(st.text(max_size=20) | st.from_regex(r"\d{1,4}[.: -]?\d{1,4}\.?(d|h|w| Uhr)?", fullmatch=True), st.datetimes())
def test_what_is_understood_is_ahead_and_all_else_is_refused(text: str, now: datetime):
    moment = now.replace(year=2000 + now.year % 60, tzinfo=UTC)
    try:
        found = parse_until(text, now=moment, zone=ZONE)
    except UsageError:
        return
    assert found > moment
