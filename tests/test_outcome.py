"""What came of answering, in plain numbers that add up."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from listen.brand import Query, Unit
from listen.dialogue import Answer, AnswerState, Reply
from listen.model import Evidence, Finding, FindingKind, Label, Match, Opinion
from listen.outcome import Outcome, Response, Wait, outcomes, response
from listen.protocols import Delivery, Entry, Judgement, StreamState, Subject
from listen.store.opening import open_store
from listen.testing.memory import MemoryStore
from tests.fetch_world import settings
from tests.store.world import NOW, mention, sentiment

DAY = timedelta(days=1)
TODAY = NOW.date()
SINCE, UNTIL = TODAY - 30 * DAY, TODAY + DAY
CONFIG = settings(
    Query(name="brand", expression="examplevent*"),
    Query(name="pipes", expression="pipe*", unit="ducts"),
    Query(name="rival", expression="other*", competitor="OtherVent"),
    units=(Unit(name="ducts", title="Rohre"),),
)


@pytest.fixture(params=["memory", "sqlite"])
def store(request, tmp_path):
    held = MemoryStore() if request.param == "memory" else open_store(tmp_path / "listen.db", now=NOW)
    yield held
    held.close()


def asks(value="question"):
    evidence = (Evidence(word="?", start=0, end=1, weight=1.0),)
    return (Finding(kind=FindingKind.INTENT, value=value, confidence=0.9, evidence=evidence),)


def opinion(*aspects: str):
    return Opinion(label=Label.CRITICISM, start=0, end=3, polarity=-0.5, confidence=0.8, aspects=aspects)


def heard(store, *some: object):
    state = StreamState(key="k", source="feed", host="h")
    store.save([Delivery(state=state, entries=tuple(Entry(mention=one) for one in some))], now=NOW)


def said(name, *, days_ago=0, queries=("brand",), polarity=None, aspects=(), findings=(), **more: object):
    judged = (
        None
        if polarity is None
        else replace(sentiment(polarity=polarity), opinions=(opinion(*aspects),) if aspects else ())
    )
    made = mention(name, f"text {name}", judged=judged, findings=findings, **more)
    at = NOW - days_ago * DAY
    return replace(
        made,
        matches=tuple(Match(query=query, words=("x",)) for query in queries),
        published_at=at,
        day=at.date(),
        post=replace(made.post, published_at=at),
    )


def answered(store, number, *, days_ago=0, state=AnswerState.POSTED, key=""):
    made = Answer(
        mention_id=number, state=AnswerState.SENDING, key=f"{number}{days_ago}{key}", answered_on=TODAY - days_ago * DAY
    )
    answer = store.desk.begin_answer(made)
    if state is not AnswerState.SENDING:
        store.desk.settle_answer(answer, state)
    return answer


def back(store, answer, text="x", *, name="r", hours=0, is_asker=True, **more: object):
    reply = Reply(
        answer_id=answer,
        native_id=name,
        is_asker=is_asker,
        published_at=NOW + timedelta(hours=hours),
        text=text,
        seen_on=TODAY,
        **more,
    )
    store.desk.keep_replies(answer, [reply], now=NOW)


def test_per_topic_who_came_back_and_how_the_tone_changed(store):
    heard(
        store,
        said("1", polarity=-0.8, aspects=("noise", "price")),
        said("2", polarity=-0.2, aspects=("noise",)),
        said("3", polarity=0.4, aspects=("noise",)),
    )
    first, second = answered(store, 1), answered(store, 2)
    answered(store, 3)
    back(store, first, name="a", polarity=-0.6, label=Label.CRITICISM)
    back(store, first, name="b", hours=2, polarity=0.6, label=Label.PRAISE, is_thanks=True, is_solved=True)
    back(store, second, name="c", is_asker=False, polarity=-1.0, label=Label.CRITICISM)

    noise, price = outcomes(store, CONFIG, SINCE, UNTIL)

    assert noise == Outcome(
        topic="noise",
        answers=3,
        came_back=2,
        thanked=1,
        solved=1,
        compared=1,
        before=-0.8,
        after=0.6,
        mentions=(1, 2, 3),
    )
    assert (price.topic, price.answers, price.compared) == ("price", 1, 1)


def test_without_aspects_the_unit_is_the_topic_else_the_query(store):
    heard(store, said("1", queries=("pipes",)), said("2"))
    answered(store, 1)
    answered(store, 2)

    assert sorted(one.topic for one in outcomes(store, CONFIG, SINCE, UNTIL)) == ["Rohre", "brand"]


def test_what_is_on_its_way_and_other_days_do_not_count(store):
    heard(store, said("1"), said("2"), said("3"))
    answered(store, 1, state=AnswerState.SENDING)
    answered(store, 2, state=AnswerState.UNKNOWN)
    answered(store, 3, days_ago=40)

    assert outcomes(store, CONFIG, SINCE, UNTIL) == ()


def test_two_answers_to_one_mention_are_one(store):
    heard(store, said("1"))
    answered(store, 1, days_ago=2)
    answered(store, 1, days_ago=1)

    (one,) = outcomes(store, CONFIG, SINCE, UNTIL)

    assert (one.answers, one.mentions) == (1, (1,))


def test_what_a_person_said_of_the_tone_counts(store):
    heard(store, said("1", polarity=0.8))
    back(store, answered(store, 1), polarity=0.5)
    store.judge(Judgement(mention_id=1, about=Subject.SENTIMENT, verdict="criticism", judged_on=TODAY))

    (one,) = outcomes(store, CONFIG, SINCE, UNTIL)

    assert (one.before, one.after) == (-0.5, 0.5)


def test_unknown_stays_unknown(store):
    heard(store, said("1"))
    back(store, answered(store, 1), polarity=None)

    (one,) = outcomes(store, CONFIG, SINCE, UNTIL)

    assert (one.compared, one.before, one.after) == (0, None, None)


def test_who_wanted_an_answer_and_who_got_one(store):
    heard(
        store,
        said("1", findings=asks(), priority=5),
        said("2", findings=asks("complaint"), priority=50),
        said("3", findings=asks("buying")),
        said("4", findings=asks("news")),
        said("5", findings=asks(), queries=("rival",)),
        said("6", findings=asks(), days_ago=60),
        said("7", findings=asks(), is_own=True),
    )
    answered(store, 3)

    found = response(store, CONFIG, SINCE, UNTIL)

    assert (found.wanted, found.answered, found.mentions) == (3, 1, (2, 1))


def test_how_long_they_waited_in_days(store):
    heard(store, *[said(f"{number}", days_ago=10) for number in range(1, 6)], said("6", days_ago=40))
    for number, days in ((1, 10), (2, 9), (3, 8), (4, 7), (5, 1), (6, 0)):
        answered(store, number, days_ago=days)

    found = response(store, CONFIG, SINCE, UNTIL)

    assert dict(found.waits) == {Wait.SAME_DAY: 1, Wait.NEXT_DAY: 1, Wait.FEW_DAYS: 2, Wait.LONGER: 1}


def test_an_answer_given_after_these_days_still_counts_for_them(store):
    heard(store, said("1", days_ago=10, findings=asks()))
    answered(store, 1)

    found = response(store, CONFIG, TODAY - 12 * DAY, TODAY - 8 * DAY)

    assert (found.wanted, found.answered, found.waits[Wait.LONGER]) == (1, 1, 1)


def test_nothing_is_nothing(store):
    assert outcomes(store, CONFIG, SINCE, UNTIL) == ()
    assert (
        response(store, settings(Query(name="r", expression="x", competitor="R")), date(2026, 1, 1), UNTIL)
        == Response()
    )
