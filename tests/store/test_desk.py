"""What every desk promises (`listen.protocols.Desk`)."""

from datetime import timedelta

from listen.dialogue import Answer, AnswerState, Reply, Sent, State
from listen.store.sqlite import SqliteStore
from tests.store.world import NOW, delivery, mention

TODAY = NOW.date()
A, B = "a" * 32, "b" * 32


def filled(store: SqliteStore) -> SqliteStore:
    store.save([delivery(mention("1"), mention("2"))], now=NOW)
    return store


def test_one_person_holds_a_mention_until_it_falls_back(sqlite_store: SqliteStore):
    desk = filled(sqlite_store).desk

    mine = desk.claim(1, A, now=NOW, minutes=30)

    assert mine is not None
    assert mine.until == NOW + timedelta(minutes=30)
    assert desk.claim(1, B, now=NOW + timedelta(minutes=29), minutes=30) is None
    assert desk.dealings([1, 2], now=NOW)[1].state is State.CLAIMED
    assert desk.claim(1, B, now=NOW + timedelta(minutes=30), minutes=30) is not None
    assert not desk.holds(1, A, now=NOW + timedelta(minutes=31))
    assert not desk.release(1, A)
    assert desk.release(1, B)
    assert desk.claim(99, A, now=NOW, minutes=30) is None


def test_an_answer_is_on_its_way_once(sqlite_store: SqliteStore):
    desk = filled(sqlite_store).desk
    answer = Answer(mention_id=1, state=AnswerState.SENDING, key=A, channel="mastodon", text="Hallo", answered_on=TODAY)

    number = desk.begin_answer(answer)

    assert number is not None
    other = Answer(mention_id=1, state=AnswerState.SENDING, key=B, answered_on=TODAY)
    assert desk.begin_answer(other) is None
    desk.settle_answer(number, AnswerState.POSTED, Sent(native_id="n", url="https://x.example/1"))
    (kept,) = desk.answers_to(1)
    assert (kept.state, kept.url, kept.watch_until) == (
        AnswerState.POSTED,
        "https://x.example/1",
        TODAY + timedelta(days=14),
    )
    assert desk.watched(today=TODAY) == [kept]
    reply = Reply(
        answer_id=number, native_id="r", is_asker=True, published_at=NOW, text="Danke", is_thanks=True, seen_on=TODAY
    )
    assert desk.keep_replies(number, [reply], now=NOW) == 1
    assert desk.keep_replies(number, [reply], now=NOW) == 0
    assert desk.dealings([1], now=NOW)[1].replies == 1
