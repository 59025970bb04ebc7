"""The usual knows weekdays, holidays and the first weeks, and its spread keeps chance from being called news."""

import random
from datetime import date, timedelta
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listen.metrics import Method, lull, spike, usual
from listen.metrics.holidays import easter, is_holiday

MONDAY = date(2026, 11, 23)


def history(counts, *, before=MONDAY):
    return {before - timedelta(days=len(counts) - number): count for number, count in enumerate(counts)}


@pytest.mark.parametrize(
    ("year", "month", "day"),
    # Published tables of Easter Sundays, the earliest and the latest of the century among them.
    [
        (1961, 4, 2),
        (2000, 4, 23),
        (2008, 3, 23),
        (2019, 4, 21),
        (2024, 3, 31),
        (2026, 4, 5),
        (2038, 4, 25),
        (2285, 3, 22),
    ],
)
def test_easter_is_where_the_calendar_has_it(year, month, day):
    assert easter(year) == date(year, month, day)


@pytest.mark.parametrize(
    ("day", "country", "is_one"),
    [
        (date(2026, 5, 1), "DE", True),
        (date(2026, 5, 14), "DE", True),
        (date(2026, 5, 25), "DE", True),
        (date(2026, 10, 3), "DE", True),
        (date(2026, 10, 3), "AT", False),
        (date(2026, 10, 26), "AT", True),
        (date(2026, 6, 4), "AT", True),
        (date(2026, 8, 1), "CH", True),
        (date(2026, 12, 25), "FR", False),
        (date(2026, 12, 25), None, False),
        (date(2026, 11, 23), "DE", False),
    ],
)
def test_holidays_are_those_of_the_whole_country(day, country, is_one):
    assert is_holiday(day, country) is is_one


@given(year=st.integers(1583, 9000))
def test_easter_is_a_sunday_in_spring(year):
    found = easter(year)

    assert found.weekday() == 6
    assert date(year, 3, 22) <= found <= date(year, 4, 25)


def test_a_holiday_is_compared_with_sundays():
    whit_monday = date(2026, 5, 25)
    weeks = history([40, 40, 40, 40, 40, 6, 4] * 4, before=whit_monday)

    at_home, elsewhere = (usual(weeks, [whit_monday], country=country) for country in ("DE", None))

    assert (at_home.count, at_home.holidays) == (4, (whit_monday,))
    assert elsewhere.count == 40
    assert lull(3, at_home) is None
    assert lull(3, elsewhere) is not None


def test_a_holiday_in_the_weeks_before_does_not_lower_its_weekday():
    after = date(2026, 6, 1)
    counts = history([40, 40, 40, 40, 40, 6, 4] * 3 + [4, 40, 40, 40, 40, 6, 4], before=after)

    assert usual(counts, [after], country="DE").same_days == 3
    assert usual(counts, [after], country="DE").count == 40


def test_in_the_second_week_workdays_stand_in_for_a_weekday():
    ten_days = history([20, 2, 2, 20, 20, 20, 20, 20, 2, 2])

    monday, saturday = (usual(ten_days, [MONDAY + timedelta(days=days)]) for days in (0, 5))

    assert (monday.count, monday.same_days) == (20, 6)
    assert (saturday.count, saturday.same_days) == (2, 4)


def test_restless_days_have_a_wider_spread():
    steady, restless = usual(history([10] * 28), [MONDAY]), usual(history([2, 18, 5, 15] * 7), [MONDAY])

    assert restless.spread > 1.5 * steady.spread


def test_one_wild_day_hides_no_other():
    wild = [10] * 28
    wild[12] = 900

    assert spike(31, usual(history(wild), [MONDAY])) is not None


def test_several_days_differ_less_than_each_alone():
    weeks = history([10] * 28)
    one, seven = usual(weeks, [MONDAY]), usual(weeks, [MONDAY + timedelta(days=days) for days in range(7)])

    assert seven.count == 70
    assert one.spread < seven.spread < 7 * one.spread


@pytest.mark.parametrize("mean", [0.5, 2, 5, 14, 60])
def test_chance_alone_seldom_makes_a_spike(mean):
    """Fewer than ten a year for one query, whatever its size; see docs/decisions/numbers.md."""
    chance = random.Random(17)
    week = (1.25, 1.2, 1.2, 1.15, 1.0, 0.6, 0.6)
    days = [MONDAY + timedelta(days=number) for number in range(28 + 1_000)]
    counts = [_poisson(chance, mean * week[day.weekday()]) for day in days]

    alarms = 0
    for place in range(28, len(days)):
        before = dict(zip(days[place - 28 : place], counts[place - 28 : place], strict=True))
        alarms += spike(counts[place], usual(before, [days[place]])) is not None

    assert alarms / 1_000 * 365 < 10


def _poisson(chance, mean):
    """Return a number that chance makes of `mean` a day: gaps between events, until the day is over."""
    count, at = 0, chance.expovariate(mean)
    while at < 1:
        count, at = count + 1, at + chance.expovariate(mean)
    return count


@given(counts=st.lists(st.integers(0, 10**6), min_size=7, max_size=28), days=st.integers(0, 20))
def test_spread_is_never_less_than_chance(counts, days):
    found = usual(history(counts), [MONDAY + timedelta(days=number) for number in range(days)])

    assert found.spread**2 >= found.count * (1 - 1e-9)
    assert found.method is (Method.WEEKDAY if fmean(counts) >= 5 else Method.MEAN)
