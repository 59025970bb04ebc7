"""What the list shows and where the cursor stands, whatever happens to it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listen.dialogue import Dealing, State
from listen.inbox.state import Inbox, Row, Standing, Wanted, is_wanted, standing
from listen.model import Label
from tests.store.world import NOW, mention, sentiment

SOON = NOW + timedelta(minutes=10)


def row(number: int, story: int | None = None, **values: object) -> Row:
    return Row(mention=replace(mention(str(number), number=number), story_id=story or number), minutes=4, **values)


def dealing(state: State, story: int = 1, **values: object) -> Dealing:
    return Dealing(story_id=story, mention_id=story, state=state, **values)


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (row(1), (Standing.OPEN, None)),
        (row(1, dealing=dealing(State.OPEN, answers=1)), (Standing.OPEN, None)),
        (row(1, dealing=dealing(State.CLAIMED, until=SOON)), (Standing.IN_PROGRESS, SOON)),
        (row(1, dealing=dealing(State.CLAIMED, until=SOON), mine_until=SOON), (Standing.MINE, SOON)),
        (row(1, dealing=dealing(State.SNOOZED, until=SOON)), (Standing.SNOOZED, SOON)),
        (row(1, dealing=dealing(State.DONE)), (Standing.DONE, None)),
        (row(1, dealing=dealing(State.DONE), is_dismissed=True), (Standing.DISMISSED, None)),
    ],
)
def test_a_row_says_how_it_stands(one: Row, expected: tuple[Standing, object]):
    assert standing(one, NOW) == expected


@pytest.mark.parametrize("state", [State.CLAIMED, State.SNOOZED])
def test_what_has_run_out_falls_back_without_being_read_again(state: State):
    one = row(1, dealing=dealing(state, until=SOON), mine_until=SOON if state is State.CLAIMED else None)

    assert standing(one, SOON) == (Standing.OPEN, None)


def test_after_a_deed_the_next_open_mention_is_selected():
    rows = (row(1), row(2, dealing=dealing(State.DONE, 2)), row(3), row(4, dealing=dealing(State.DONE, 4)))
    inbox = Inbox(rows=rows)

    assert [inbox.moved_to(at).next_open(NOW).at for at in range(4)] == [2, 2, 0, 2]


def test_when_nothing_is_open_any_more_the_selection_stays():
    rows = tuple(row(number, dealing=dealing(State.DONE, number)) for number in (1, 2, 3))

    assert Inbox(rows=rows, at=1).next_open(NOW).at == 1


def test_a_list_read_anew_keeps_the_selected_mention():
    inbox = Inbox(rows=(row(1), row(2), row(3)), at=1)

    assert inbox.reread([row(9), row(3), row(2)], is_whole=True).selected == row(2)
    assert inbox.reread([row(9), row(3)], is_whole=True).at == 1
    assert inbox.reread([], is_whole=True).selected is None


numbers = st.lists(st.integers(1, 12), max_size=14)
step = st.one_of(
    st.tuples(st.just("move"), st.integers(-20, 20)),
    st.tuples(st.just("extend"), numbers),
    st.tuples(st.just("reread"), numbers),
    st.tuples(st.just("update"), numbers),
    st.tuples(st.just("next"), st.none()),
)


@given(st.lists(step, max_size=12))
def test_the_cursor_always_stands_on_a_row_and_no_story_is_told_twice(steps: list[tuple[str, object]]):
    inbox = Inbox()
    for name, value in steps:
        before = inbox
        match name:
            case "move":
                inbox = inbox.moved(value)
            case "extend":
                inbox = inbox.extended((row(one, story=one % 5 + 1) for one in value), is_whole=False)
                assert inbox.rows[: len(before.rows)] == before.rows
                assert inbox.at == before.at
            case "reread":
                inbox = inbox.reread((row(one, story=one % 5 + 1) for one in value), is_whole=True)
                kept = before.selected is not None and inbox.place_of(before.selected.number) is not None
                assert not kept or inbox.selected.number == before.selected.number
            case "update":
                told = {one: dealing(State.DONE, one) for one in value}
                inbox = inbox.updated(told, set(value), {})
                assert [one.number for one in inbox.rows] == [one.number for one in before.rows]
                assert inbox.at == before.at
            case _:
                inbox = inbox.next_open(NOW)
        assert (inbox.selected is None) == (not inbox.rows)
        assert 0 <= inbox.at <= max(0, len(inbox.rows) - 1)
        stories = [one.story for one in inbox.rows]
        assert len(stories) == len(set(stories))


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Wanted(), True),
        (Wanted(queries=("brand",)), True),
        (Wanted(queries=("hose",)), False),
        (Wanted(languages=("de",)), True),
        (Wanted(languages=("en",)), False),
        (Wanted(sources=("feed", "mastodon")), True),
        (Wanted(sources=("mastodon",)), False),
        (Wanted(labels=(Label.PRAISE,)), True),
        (Wanted(labels=(None,)), False),
    ],
)
def test_filters_are_the_same_for_the_lines_of_the_digest(wanted: Wanted, expected: bool):
    assert is_wanted(mention("1", judged=sentiment()), wanted) is expected
