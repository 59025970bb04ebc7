"""What every desk promises (`listen.protocols.Desk`)."""

import tempfile
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from listen.dialogue import Answer, AnswerState, Lesson, Mute, MuteKind, Reply, Sent, SideNote, State
from listen.protocols import Desk, Store
from listen.store.opening import open_store
from listen.store.upkeep import check
from listen.testing.memory import MemoryStore
from tests.store.world import NOW, STORY, delivery, folded, mention

TODAY = NOW.date()
A, B = "a" * 32, "b" * 32
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def filled(store: Store) -> Desk:
    """Return a desk for four mentions: 1 and 2 alone, 3 with its copy 4."""
    store.save(
        [delivery(mention("1"), mention("2"), folded(mention("3", STORY)), folded(mention("4", STORY, hours_ago=0)))],
        now=NOW,
    )
    assert store.story(3)[1].id == 4
    return store.desk


@pytest.fixture
def desk(store: Store) -> Desk:
    return filled(store)


def answer(number: int = 1, state: AnswerState = AnswerState.SENDING, key: str = A, **others: Any) -> Answer:
    return Answer(mention_id=number, state=state, key=key, answered_on=others.pop("answered_on", TODAY), **others)


def reply(native_id: str = "r", **others: Any) -> Reply:
    values = {"answer_id": 0, "is_asker": True, "published_at": NOW, "text": "Danke", "seen_on": TODAY} | others
    return Reply(native_id=native_id, **values)


def test_one_person_holds_a_mention_until_it_falls_back(desk: Desk):
    mine = desk.claim(1, A, now=NOW, minutes=30)

    assert mine is not None
    assert mine.until == NOW + timedelta(minutes=30)
    assert desk.claim(1, B, now=NOW + timedelta(minutes=29), minutes=30) is None
    assert desk.claim(1, A, now=NOW, minutes=30) is None
    assert desk.held_until(1, now=NOW) == mine.until
    assert desk.dealings([1, 2], now=NOW)[1].state is State.CLAIMED
    assert desk.claim(1, B, now=NOW + timedelta(minutes=30), minutes=30) is not None
    assert not desk.holds(1, A, now=NOW + timedelta(minutes=31))
    assert not desk.release(1, A)
    assert desk.release(1, B)
    assert desk.held_until(1, now=NOW) is None
    assert desk.claim(99, A, now=NOW, minutes=30) is None


def test_what_is_done_or_put_off_is_held_no_more(desk: Desk):
    for number, deal in enumerate((desk.finish, lambda *given, **named: desk.snooze(*given, NOW + DAY, **named)), 1):
        desk.claim(number, A, now=NOW, minutes=30)

        assert deal(number, because="so", today=TODAY)
        assert not desk.holds(number, A, now=NOW)
        assert desk.dealt_on(number) == TODAY
        assert not deal(99, because=None, today=TODAY)
    assert desk.dealings([1], now=NOW)[1].because == "so"


def test_what_was_put_off_comes_back_by_itself(desk: Desk):
    desk.snooze(1, NOW + HOUR, because=None, today=TODAY)

    dealing = desk.dealings([1], now=NOW)[1]

    assert (dealing.state, dealing.until, dealing.dealt_on) == (State.SNOOZED, NOW + HOUR, TODAY)
    assert 1 not in desk.dealings([1], now=NOW + HOUR)


def test_what_is_done_stays_done_until_it_is_put_back(desk: Desk):
    desk.finish(1, because=None, today=TODAY)
    desk.finish(2, because="nichts zu tun", today=TODAY + DAY)

    assert desk.dealings([1], now=NOW + 900 * DAY)[1].state is State.DONE
    assert [one.mention_id for one in desk.undone(9)] == [2, 1]
    assert [one.because for one in desk.undone(1)] == ["nichts zu tun"]
    assert desk.undone(0) == []
    assert desk.reopen(1)
    assert not desk.reopen(1)
    assert desk.dealt_on(1) is None
    assert 1 not in desk.dealings([1], now=NOW)


def test_copies_of_a_story_are_dealt_with_together(desk: Desk):
    desk.finish(4, because=None, today=TODAY)

    assert {number: one.state for number, one in desk.dealings([1, 3, 99], now=NOW).items()} == {3: State.DONE}
    assert desk.dealings([3], now=NOW)[3].mention_id == 4
    desk.claim(3, A, now=NOW, minutes=30)
    assert desk.dealings([3], now=NOW)[3].state is State.CLAIMED
    assert desk.dealings([], now=NOW) == {}


def test_a_mute_takes_the_place_of_an_earlier_one(desk: Desk):
    site = Mute(kind=MuteKind.SITE, value="bau.example", until=TODAY + DAY, because="laut", muted_on=TODAY)
    number = desk.mute(site)
    story = desk.mute(Mute(kind=MuteKind.STORY, value="3", muted_on=TODAY))

    assert desk.mute(replace(site, until=TODAY + 2 * DAY)) == number
    assert [one.id for one in desk.mutes(today=TODAY)] == [number, story]
    assert [one.id for one in desk.mutes(today=TODAY + 2 * DAY)] == [story]
    assert desk.unmute(number) == replace(site, id=number, until=TODAY + 2 * DAY)
    assert desk.unmute(number) is None
    assert desk.mute(site) not in {number, story}


def test_notes_stand_on_their_mention(desk: Desk):
    one = SideNote(mention_id=1, text="Chef weiß\nBescheid", noted_on=TODAY)
    number = desk.note(one)
    assert number is not None
    desk.note(replace(one, mention_id=2))
    desk.note(replace(one, text="zwei"))

    assert [note.text for note in desk.notes(1)] == [one.text, "zwei"]
    assert desk.unnote(number) == replace(one, id=number)
    assert desk.unnote(number) is None
    assert [note.text for note in desk.notes(1)] == ["zwei"]
    assert desk.note(replace(one, mention_id=99)) is None


def test_lessons_are_kept_with_and_without_a_mention(desk: Desk):
    one = Lesson(text="Vlies erklären", topic="noise", mention_id=1, learned_on=TODAY)
    number = desk.add_lesson(one)
    assert number is not None
    desk.add_lesson(Lesson(text="später", learned_on=TODAY + DAY))

    assert desk.lessons(TODAY, TODAY + DAY) == [replace(one, id=number)]
    assert [each.text for each in desk.lessons(date.min, date.max)] == ["Vlies erklären", "später"]
    assert desk.add_lesson(replace(one, mention_id=99)) is None
    assert desk.remove_lesson(number) == replace(one, id=number)
    assert desk.remove_lesson(number) is None


def test_an_answer_is_on_its_way_once(desk: Desk):
    number = desk.begin_answer(answer(channel="mastodon", text="Hallo"))

    assert number is not None
    assert desk.begin_answer(answer(key=B)) is None
    desk.settle_answer(number, AnswerState.UNKNOWN)
    assert desk.begin_answer(answer(key=B)) is None
    desk.settle_answer(number, AnswerState.POSTED, Sent(native_id="n", url="https://x.example/1"))
    (kept,) = desk.answers_to(1)
    assert (kept.state, kept.url, kept.watch_until) == (AnswerState.POSTED, "https://x.example/1", TODAY + 14 * DAY)
    assert desk.answer(number) == kept
    assert desk.watched(today=TODAY) == [kept]
    assert desk.watched(today=TODAY + 14 * DAY) == []
    assert desk.begin_answer(answer(key=A)) is None
    assert desk.begin_answer(answer(key=B)) is not None
    assert desk.begin_answer(answer(99, key="c" * 32)) is None


def test_an_answer_that_never_went_out_is_forgotten(desk: Desk):
    number = desk.begin_answer(answer())
    assert number is not None

    desk.drop_answer(number)
    desk.settle_answer(number, AnswerState.POSTED)

    assert desk.answer(number) is None
    assert desk.begin_answer(answer()) not in {None, number}


def test_answers_come_by_day_and_the_longest_unseen_first(desk: Desk):
    recorded = {"state": AnswerState.RECORDED, "watch_until": TODAY + 14 * DAY}
    first = desk.begin_answer(answer(1, key=A, answered_on=TODAY - DAY, **recorded))
    second = desk.begin_answer(answer(2, key=B, **recorded))
    third = desk.begin_answer(answer(3, key="c" * 32, **recorded))
    assert first is not None
    assert second is not None
    desk.keep_replies(first, [], now=NOW + HOUR)
    desk.keep_replies(second, [], now=NOW)

    assert [one.id for one in desk.answers(date.min, date.max)] == [third, second, first]
    assert [one.id for one in desk.answers(TODAY, TODAY + DAY)] == [third, second]
    assert [one.id for one in desk.watched(today=TODAY)] == [third, second, first]


def test_what_came_back_is_kept_once(desk: Desk):
    number = desk.begin_answer(answer(state=AnswerState.RECORDED))
    assert number is not None
    late = reply("late", published_at=NOW + HOUR)

    assert desk.keep_replies(number, [late, reply()], now=NOW) == 2
    assert desk.keep_replies(number, [reply(text="Danke!", is_thanks=True, seen_on=TODAY + DAY)], now=NOW) == 0
    assert desk.keep_replies(99, [reply()], now=NOW) == 0
    assert [(one.native_id, one.text, one.is_thanks) for one in desk.replies_to(number)] == [
        ("r", "Danke!", True),
        ("late", "Danke", False),
    ]
    assert [one.native_id for one in desk.replies(TODAY, TODAY + DAY)] == ["late", "r"]
    dealing = desk.dealings([1], now=NOW)[1]
    assert (dealing.state, dealing.answers, dealing.replies, dealing.thanks) == (State.OPEN, 1, 2, 1)
    desk.drop_answer(number)
    assert desk.replies_to(number) == []


NUMBERS = st.integers(1, 5)
TOKENS = st.sampled_from((A, B))
MOMENTS = st.integers(0, 3).map(lambda hours: NOW + hours * HOUR)
DAYS = st.integers(0, 2).map(lambda days: TODAY + days * DAY)
REASONS = st.sampled_from((None, "so"))
KEYS = st.sampled_from(tuple(letter * 32 for letter in "abcdef"))
STATES = st.sampled_from(AnswerState)


def called(name: str, *given: Any, **named: Any) -> Any:
    """Draw a call of a method of the desk."""
    return st.tuples(st.just(name), st.tuples(*given), st.fixed_dictionaries(named))


step = st.one_of(
    called("claim", NUMBERS, TOKENS, now=MOMENTS, minutes=st.just(30)),
    called("release", NUMBERS, TOKENS),
    called("snooze", NUMBERS, MOMENTS, because=REASONS, today=DAYS),
    called("finish", NUMBERS, because=REASONS, today=DAYS),
    called("reopen", NUMBERS),
    called(
        "mute",
        st.builds(
            Mute,
            kind=st.sampled_from(MuteKind),
            value=st.sampled_from(("x", "y")),
            until=st.none() | DAYS,
            because=REASONS,
            muted_on=DAYS,
        ),
    ),
    called("unmute", NUMBERS),
    called("note", st.builds(SideNote, mention_id=NUMBERS, text=st.just("n"), noted_on=DAYS)),
    called("unnote", NUMBERS),
    called(
        "add_lesson",
        st.builds(Lesson, text=st.just("l"), topic=REASONS, mention_id=st.none() | NUMBERS, learned_on=DAYS),
    ),
    called("remove_lesson", NUMBERS),
    called("begin_answer", st.builds(answer, NUMBERS, STATES, KEYS, answered_on=DAYS, watch_until=st.none() | DAYS)),
    called("settle_answer", NUMBERS, STATES, st.none() | st.just(Sent(native_id="n", url="https://x.example/"))),
    called("drop_answer", NUMBERS),
    called(
        "keep_replies",
        NUMBERS,
        st.lists(
            st.builds(
                reply,
                st.sampled_from(("r", "s")),
                is_asker=st.booleans(),
                published_at=MOMENTS,
                text=st.sampled_from(("Danke", "Nein")),
                is_thanks=st.booleans(),
                seen_on=DAYS,
            ),
            max_size=3,
        ),
        now=MOMENTS,
    ),
)
Call = tuple[str, tuple[Any, ...], dict[str, Any]]


def told(desk: Desk) -> list[object]:
    """Return what a desk says to everything that can be asked."""
    moments = [NOW + hours * HOUR for hours in range(5)]
    days = [TODAY + count * DAY for count in range(4)]
    numbers = range(1, 7)
    each: tuple[Any, ...] = (desk.dealt_on, desk.notes, desk.answer, desk.answers_to, desk.replies_to)
    return [
        [dict(desk.dealings(numbers, now=moment)) for moment in moments],
        [desk.held_until(number, now=moment) for number in numbers for moment in moments],
        [desk.holds(number, A, now=moment) for number in numbers for moment in moments],
        [list(desk.mutes(today=day)) for day in days],
        [list(desk.watched(today=day)) for day in days],
        [ask(number) for ask in each for number in numbers],
        *(list(desk.lessons(since, until)) for since in days for until in days),
        *(list(desk.answers(since, until)) for since in days for until in days),
        *(list(desk.replies(since, until)) for since in days for until in days),
        *(list(desk.undone(limit)) for limit in (0, 1, 9)),
    ]


@settings(max_examples=80)
@given(steps=st.lists(step, min_size=1, max_size=12))
def test_the_file_says_what_plain_dictionaries_say(steps: list[Call]):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "listen.db"
        store = open_store(path, now=NOW)
        one, other = filled(store), filled(MemoryStore())
        for name, given_, named in steps:
            assert getattr(one, name)(*given_, **named) == getattr(other, name)(*given_, **named), name
            assert told(one) == told(other), name
        store.close()
        assert check(path) == ()
