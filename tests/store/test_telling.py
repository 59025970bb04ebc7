"""What stories a day tells, and as what each is told: the same in every store, own and dropped ones left out."""

import random
from dataclasses import replace
from datetime import timedelta

import pytest

from listen.model import FoldPrint, Label
from listen.protocols import DayStories, Judgement, Store, StoryPart, Subject
from listen.store.opening import open_store
from listen.testing.memory import MemoryStore
from tests.store.world import NOW, STORY, delivery, folded, mention, sentiment

TODAY = NOW.date()
TOMORROW = TODAY + timedelta(days=1)
WEEK = (TODAY - timedelta(days=7), TOMORROW)


def told(number, label=Label.NEUTRAL, text=STORY, **values):  # noqa: ANN003
    """Return a copy of the story, published `number` minutes after the first."""
    judged = None if label is None else sentiment(label)
    one = mention(str(number), text, judged=judged, title=None, url=None, **values)
    at = one.published_at + timedelta(minutes=number)
    return folded(replace(one, published_at=at, post=replace(one.post, published_at=at)))


def save(store: Store, *entries) -> None:  # noqa: ANN002
    for one in entries:
        store.save([delivery(one)], now=NOW)


def test_a_day_is_told_by_its_loudest_stories(store: Store):
    save(store, told(1), told(2), told(3), told(4, text="ExampleVent pfeift im Keller."))

    found = store.day_stories(TODAY, ["brand"], 3)

    assert found == DayStories(
        mentions=4,
        stories=2,
        loudest=(StoryPart(story_id=1, mentions=3), StoryPart(story_id=4, mentions=1)),
    )


def test_other_days_other_queries_own_and_dropped_ones_are_not_counted(store: Store):
    save(
        store,
        told(1),
        told(2, hours_ago=30),
        told(3, queries=("hose",)),
        told(4, is_own=True),
        told(5, dropped="namesake"),
    )

    assert store.day_stories(TODAY, ["brand"], 3).mentions == 1
    assert store.day_stories(TODAY, ["brand", "hose"], 3).mentions == 2
    assert store.day_stories(TODAY, [], 3) == DayStories()
    assert store.day_stories(TODAY, ["nobody's"], 3) == DayStories()


def test_no_more_stories_are_named_than_asked_for(store: Store):
    save(store, *(told(number, text=f"ExampleVent Nummer {number} pfeift.") for number in range(1, 6)))

    assert len(store.day_stories(TODAY, ["brand"], 2).loudest) == 2
    assert store.day_stories(TODAY, ["brand"], 0).loudest == ()


def test_a_story_whose_copies_agree_is_not_retold(store: Store):
    save(store, told(1, Label.PRAISE), told(2, Label.PRAISE), told(3, Label.CRITICISM, text="ExampleVent pfeift."))

    assert list(store.retold(*WEEK)) == []


def test_a_story_whose_copies_differ_carries_every_label(store: Store):
    save(store, told(1, Label.UNCLEAR), told(2, Label.PRAISE), told(3, Label.PRAISE), told(4, None))

    (found,) = store.retold(*WEEK)

    assert (found.id, found.day, found.queries, found.first, found.said) == (1, TODAY, ("brand",), Label.UNCLEAR, None)
    assert dict(found.labels) == {Label.UNCLEAR: 1, Label.PRAISE: 2, None: 1}


def test_a_persons_word_on_a_copy_counts_for_the_story(store: Store):
    save(store, told(1, Label.NEUTRAL), told(2, Label.NEUTRAL))
    for verdict in ("praise", "criticism"):
        store.judge(Judgement(mention_id=2, about=Subject.SENTIMENT, verdict=verdict, judged_on=TODAY))

    (found,) = store.retold(*WEEK)

    assert found.said is Label.CRITICISM


def test_an_original_that_came_late_stands_for_its_story(store: Store):
    save(store, told(9, Label.NEUTRAL), told(1, Label.PRAISE))

    (found,) = store.retold(*WEEK)

    assert (found.id, found.first) == (2, Label.PRAISE)
    assert dict(found.labels) == {Label.PRAISE: 1, Label.NEUTRAL: 1}


def test_stories_that_began_on_other_days_are_left_out(store: Store):
    save(store, told(1, Label.PRAISE, hours_ago=24 * 9), told(2, Label.NEUTRAL))

    assert list(store.retold(*WEEK)) == []
    assert len(store.retold(TODAY - timedelta(days=10), TODAY - timedelta(days=7))) == 1


def test_what_cannot_be_far_away_does_not_break_it(store: Store):
    from datetime import date

    assert list(store.retold(date.min, date.max)) == []


@pytest.mark.parametrize("seed", range(4))
def test_both_stores_tell_the_same_of_any_mentions(tmp_path, seed):
    chance = random.Random(seed)
    stores = [MemoryStore(), open_store(tmp_path / "listen.db", now=NOW)]
    entries = []
    for number in range(60):
        kind = chance.randrange(8)
        one = mention(
            str(number),
            f"ExampleVent {kind}",
            queries=tuple(chance.sample(("brand", "hose", "OtherVent"), chance.randint(1, 2))),
            judged=None if chance.random() < 0.2 else sentiment(chance.choice(list(Label))),
            hours_ago=chance.randrange(24 * 6),
            is_own=chance.random() < 0.1,
            dropped="namesake" if chance.random() < 0.1 else None,
            url=None,
        )
        entries.append(replace(folded(one), fold=FoldPrint(keys=(kind,), signature=folded(one).fold.signature)))

    answers = []
    for store in stores:
        save(store, *entries)
        for number in (3, 17, 17, 40):
            verdict = ("praise", "mixed")[number % 2]
            store.judge(Judgement(mention_id=number, about=Subject.SENTIMENT, verdict=verdict, judged_on=TODAY))
        days = [store.day_stories(TODAY - timedelta(days=back), ["brand", "hose"], 5) for back in range(7)]
        told_again = [
            (one.id, one.day, one.queries, one.first, dict(one.labels), one.said) for one in store.retold(*WEEK)
        ]
        answers.append((days, told_again))
        store.close()

    assert answers[0] == answers[1]
    assert answers[0][1]
