"""Reputation is four counts, one subtraction and an interval: nothing that a reader could not do on paper."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listen.metrics import Change, opinion_of_story, reputation, shift
from listen.model import Label

P, C, M, N, U = Label.PRAISE, Label.CRITICISM, Label.MIXED, Label.NEUTRAL, Label.UNCLEAR


@pytest.mark.parametrize(
    ("stories", "balance"),
    [
        pytest.param({P: 8, C: 4}, 4 / 12, id="praise less criticism over both"),
        pytest.param({P: 8, C: 4, N: 500, U: 9, None: 3}, 4 / 12, id="stories without an opinion change nothing"),
        pytest.param({P: 3, C: 1, M: 2}, 2 / 8, id="a mixed story is one of each"),
        pytest.param({M: 5}, 0.0, id="only mixed ones balance"),
        pytest.param({P: 1}, 1.0, id="all praise"),
        pytest.param({C: 7}, -1.0, id="all criticism"),
    ],
)
def test_balance_is_as_written_down(stories, balance):
    assert reputation(stories).balance == pytest.approx(balance)


@pytest.mark.parametrize("stories", [{}, {N: 10, U: 2, None: 5}, {P: 0, C: 0}])
def test_no_opinion_is_no_balance_and_not_zero(stories):
    assert reputation(stories) is None


def test_small_numbers_say_that_they_are_small_and_how_wide_chance_is():
    few, many = reputation({P: 8, C: 4}), reputation({P: 800, C: 400})

    assert (few.is_small, many.is_small) == (True, False)
    assert (few.interval.low, few.interval.high) == (
        pytest.approx(2 * 0.39062209 - 1),
        pytest.approx(2 * 0.86187991 - 1),
    )
    assert many.interval.high - many.interval.low < 0.12


def test_one_story_that_praises_does_not_make_a_good_name():
    found = reputation({P: 1})

    assert found.balance == 1.0
    assert found.interval.low < -0.5


@pytest.mark.parametrize(
    ("now", "before", "change"),
    [
        pytest.param({P: 40, C: 10}, {P: 20, C: 30}, Change.BETTER, id="much more praise in many stories"),
        pytest.param({P: 20, C: 30}, {P: 40, C: 10}, Change.WORSE, id="much less"),
        pytest.param({P: 4, C: 1}, {P: 2, C: 3}, Change.OPEN, id="the same shares in a handful"),
        pytest.param({P: 400, C: 100}, {P: 398, C: 102}, Change.OPEN, id="hardly different"),
    ],
)
def test_better_and_worse_need_more_than_chance(now, before, change):
    assert shift(reputation(now), reputation(before)).change is change


def test_without_a_before_nothing_is_compared():
    assert shift(reputation({P: 3}), None) is None


labels = st.dictionaries(st.sampled_from([P, C, M, N, U, None]), st.integers(0, 10**5))


@given(stories=labels)
def test_balance_lies_in_its_interval(stories):
    found = reputation(stories)

    assert found is None or -1 <= found.interval.low <= found.balance <= found.interval.high <= 1


@given(stories=labels)
def test_praise_and_criticism_exchanged_turn_the_balance(stories):
    turned = {**stories, P: stories.get(C, 0), C: stories.get(P, 0)}
    one, other = reputation(stories), reputation(turned)

    if one is not None:
        assert other.balance == pytest.approx(-one.balance)
        assert other.interval.low == pytest.approx(-one.interval.high)


@given(now=labels, before=labels)
def test_nothing_is_better_than_itself(now, before):
    one, other = reputation(now), reputation(before)

    if one is not None:
        assert shift(one, one).change is Change.OPEN
    if one is not None and other is not None:
        there, back = shift(one, other), shift(other, one)
        assert there.interval.low <= there.by + 1e-9
        assert there.by <= there.interval.high + 1e-9
        assert {there.change, back.change} in ({Change.OPEN}, {Change.BETTER, Change.WORSE})


@pytest.mark.parametrize(
    ("first", "told", "said", "label"),
    [
        pytest.param(N, {N: 1}, None, N, id="one mention"),
        pytest.param(N, {N: 1, C: 2}, None, C, id="the most frequent one"),
        pytest.param(P, {P: 1, C: 1}, None, P, id="even: the first one's"),
        pytest.param(N, {N: 1, P: 2, C: 2}, None, M, id="even praise and criticism: mixed"),
        pytest.param(U, {U: 5, C: 1}, None, C, id="one that could be judged against five that could not"),
        pytest.param(None, {None: 3, U: 1}, None, None, id="nobody could judge: the first one's own"),
        pytest.param(U, {U: 2, None: 2}, None, U, id="unclear stays unclear"),
        pytest.param(P, {P: 40}, C, C, id="a person's word against forty copies"),
    ],
)
def test_story_has_one_label(first, told, said, label):
    assert opinion_of_story(first, told, said=said) is label
