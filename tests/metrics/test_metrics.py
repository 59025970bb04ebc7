"""Counting must explain itself, stay silent without history, and not shout at small numbers."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listen.metrics import LEAST_HISTORY, Method, lull, share_of_voice, shares, spike, usual

MONDAY = date(2026, 11, 23)


def history(counts, *, before=MONDAY):
    return {before - timedelta(days=len(counts) - number): count for number, count in enumerate(counts)}


def test_six_days_of_history_are_no_usual():
    assert usual(history([10] * 6), [MONDAY]) is None


def test_seven_days_are():
    assert usual(history([10] * 7), [MONDAY]).count == 10


def test_large_numbers_are_compared_with_the_same_weekday():
    four_weeks = history([40, 20, 20, 20, 20, 2, 2] * 4)

    monday = usual(four_weeks, [MONDAY])
    sunday = usual(four_weeks, [MONDAY + timedelta(days=6)])

    assert (monday.count, monday.method) == (40, Method.WEEKDAY)
    assert sunday.count == 2


def test_one_wild_day_in_four_weeks_does_not_move_the_usual():
    calm = [12] * 28
    wild = [*calm[:-7], 900, *calm[-6:]]

    assert usual(history(wild), [MONDAY]).count == 12


def test_small_numbers_have_a_mean_and_not_a_median_of_zero():
    sparse = usual(history([0, 0, 1, 0, 1, 0, 2] * 4), [MONDAY, MONDAY + timedelta(days=1)])

    assert sparse.method is Method.MEAN
    assert 0 < sparse.count < 2


@pytest.mark.parametrize(
    ("count", "daily", "is_spike"),
    [
        pytest.param(4, 0, False, id="four out of nothing are small talk"),
        pytest.param(5, 0, True, id="five out of nothing stand out"),
        pytest.param(5, 1, True, id="five where one is usual"),
        pytest.param(4, 1, False, id="four where one is usual"),
        pytest.param(8, 4, False, id="eight where four are usual may be chance"),
        pytest.param(31, 14, True, id="thirty-one where fourteen are usual"),
        pytest.param(20, 14, False, id="twenty where fourteen are usual"),
        pytest.param(1_400, 1_000, False, id="less than half more is no spike, however sure"),
        pytest.param(1_600, 1_000, True, id="sixteen hundred where a thousand are usual"),
    ],
)
def test_spike_needs_size_distance_and_more_than_chance(count, daily, is_spike):
    found = spike(count, usual(history([daily] * 28), [MONDAY]))

    assert (found is not None) is is_spike


def test_days_that_jump_anyway_need_more_for_a_spike():
    restless = usual(history([5, 45] * 14), [MONDAY])
    steady = usual(history([25] * 28), [MONDAY])

    assert spike(60, steady) is not None
    assert spike(60, restless) is None


def test_spike_carries_both_numbers_and_says_when_they_are_small():
    small = spike(7, usual(history([1] * 28), [MONDAY]))
    large = spike(90, usual(history([30] * 28), [MONDAY]))

    assert (small.count, small.usual, small.times, small.is_small) == (7, 1, 7, True)
    assert (large.usual, large.times, large.is_small) == (30, 3, False)


def test_times_nothing_is_unknown():
    assert spike(9, usual(history([0] * 28), [MONDAY])).times is None


def test_without_a_usual_nothing_is_a_spike_or_a_lull():
    assert spike(10_000, None) is None
    assert lull(0, None) is None


def test_silence_where_twenty_are_usual_is_told():
    assert lull(0, usual(history([20] * 28), [MONDAY])).usual == 20


def test_silence_where_three_are_usual_is_not():
    assert lull(0, usual(history([3] * 28), [MONDAY])) is None


def test_share_of_nothing_is_unknown():
    assert share_of_voice([0, 0], {"Musterflex": [0, 0]}) is None


def test_share_counts_all_named_brands():
    assert share_of_voice([3, 3], {"Musterflex": [6, 0], "OtherVent": [0, 12]}) == 0.25


def test_share_of_series_of_different_length_is_refused():
    with pytest.raises(ValueError, match="same days"):
        share_of_voice([1, 2], {"Musterflex": [1]})


def test_parts_put_ours_first_and_then_the_loudest():
    names = [part.name for part in shares("ExampleVent", 1, {"OtherVent": 2, "Musterflex": 9})]

    assert names == ["ExampleVent", "Musterflex", "OtherVent"]


def test_no_competitors_no_parts():
    assert shares("ExampleVent", 10, {}) == ()


@given(
    ours=st.integers(0, 10**9),
    theirs=st.dictionaries(st.text(min_size=1, max_size=5), st.integers(0, 10**9), min_size=1, max_size=5),
)
def test_parts_add_up_to_one_or_there_are_none(ours, theirs):
    parts = shares("ExampleVent!", ours, theirs)

    assert not parts or sum(part.share for part in parts) == pytest.approx(1)


@given(
    counts=st.lists(st.integers(0, 10**6), min_size=LEAST_HISTORY, max_size=28),
    days=st.integers(1, 40),
    factor=st.floats(0, 1),
)
def test_usual_stays_within_what_was_seen(counts, days, factor):
    found = usual(history(counts), [MONDAY + timedelta(days=number) for number in range(days)])

    assert min(counts) * days <= found.count * (1 + 1e-9)
    assert found.count <= max(counts) * days * (1 + 1e-9)
    assert found.scaled(factor).count <= found.count
