"""Intervals agree with what statsmodels and the papers give, and never leave what is possible."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listen.metrics import FEW, Change, Interval, difference, is_few, wilson
from listen.metrics.intervals import change_of


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [
        # statsmodels 0.15, proportion_confint(part, whole, method="wilson"); scipy's binomtest says the same.
        (0, 1, 0.00000000, 0.79345069),
        (1, 1, 0.20654931, 1.00000000),
        (0, 10, 0.00000000, 0.27753280),
        (3, 10, 0.10779127, 0.60322185),
        (8, 12, 0.39062209, 0.86187991),
        (15, 30, 0.33154126, 0.66845874),
        (81, 263, 0.25528852, 0.36620958),
        (999, 1000, 0.99435744, 0.99982345),
        (500, 100000, 0.00458145, 0.00545658),
    ],
)
def test_one_share_is_as_statsmodels_has_it(part, whole, low, high):
    found = wilson(part, whole)

    assert (found.low, found.high) == (pytest.approx(low, abs=1e-8), pytest.approx(high, abs=1e-8))


@pytest.mark.parametrize(
    ("now", "before", "low", "high"),
    [
        # statsmodels 0.15, confint_proportions_2indep(…, method="newcomb", compare="diff"); the first four are the
        # examples a, b, c and d of Newcombe's table II.
        ((56, 70), (48, 80), 0.05243147, 0.33387265),
        ((9, 10), (3, 10), 0.17052272, 0.80901797),
        ((6, 7), (2, 7), 0.05822793, 0.80624964),
        ((5, 56), (0, 29), -0.03813715, 0.19256001),
        ((0, 10), (0, 20), -0.16112516, 0.27753280),
        ((10, 10), (0, 20), 0.67908604, 1.00000000),
        ((10, 10), (0, 10), 0.60750935, 1.00000000),
        ((40, 50), (20, 50), 0.21002137, 0.55173131),
        ((300, 1000), (280, 1000), -0.01976259, 0.05967748),
    ],
)
def test_a_difference_is_as_statsmodels_has_it(now, before, low, high):
    found = difference(now, before)

    assert (found.low, found.high) == (pytest.approx(low, abs=1e-8), pytest.approx(high, abs=1e-8))


def test_of_nothing_everything_is_possible():
    assert wilson(0, 0) == Interval(low=0.0, high=1.0)
    assert difference((0, 0), (3, 4)) == difference((3, 4), (0, 0)) == Interval(low=-1.0, high=1.0)


@pytest.mark.parametrize(("part", "whole"), [(-1, 3), (4, 3), (float("nan"), 3), (1, -1)])
def test_a_part_larger_than_the_whole_is_refused(part, whole):
    with pytest.raises(ValueError, match="part"):
        wilson(part, whole)


@pytest.mark.parametrize(
    ("low", "high", "change"),
    [
        (0.01, 0.2, Change.BETTER),
        (-0.2, -0.01, Change.WORSE),
        (-0.1, 0.1, Change.OPEN),
        (0.0, 0.3, Change.OPEN),
        (-0.3, 0.0, Change.OPEN),
    ],
)
def test_a_change_is_told_only_when_chance_cannot_have_made_it(low, high, change):
    assert change_of(Interval(low=low, high=high)) is change


def test_less_than_thirty_is_few():
    assert (is_few(FEW - 1), is_few(FEW)) == (True, False)


counts = st.integers(0, 10**7)


@given(one=counts, other=counts)
def test_the_share_itself_always_lies_in_its_interval(one, other):
    found = wilson(one, one + other)

    assert 0.0 <= found.low <= found.high <= 1.0
    if one + other:
        assert found.low <= one / (one + other) <= found.high


@given(one=st.integers(0, 1000), other=st.integers(1, 1000), times=st.integers(2, 50))
def test_more_of_the_same_is_surer(one, other, times):
    small, large = wilson(one, one + other), wilson(one * times, (one + other) * times)

    assert large.high - large.low < small.high - small.low


@given(a=counts, b=counts, c=counts, d=counts)
def test_a_difference_turned_round_is_its_own_mirror(a, b, c, d):
    found, mirrored = difference((a, a + b), (c, c + d)), difference((c, c + d), (a, a + b))

    assert -1.0 <= found.low <= found.high <= 1.0
    assert (found.low, found.high) == (pytest.approx(-mirrored.high), pytest.approx(-mirrored.low))
