"""What stories say is counted once each, a person's word first, and a spike names the stories that made it."""

from dataclasses import replace
from datetime import date, timedelta

from reading_world import NOW, SETTINGS, ReadingStore, busy_day, mention, old_runs

from listen.digest import build
from listen.figures import behind, opinions, standing
from listen.metrics import Change
from listen.model import Label
from listen.protocols import Retold, Volume
from listen.window import Window, last_days

TODAY = date(2026, 11, 24)
YESTERDAY = TODAY - timedelta(days=1)
WEEK = Window(since=TODAY - timedelta(days=6), until=TODAY + timedelta(days=1))
BEFORE = Window(since=TODAY - timedelta(days=13), until=WEEK.since)


def volume(label, stories, *, day=TODAY, query="brand", mentions=None):
    return Volume(day=day, queries=(query,), label=label, mentions=mentions or stories, stories=stories)


def retold(first, said=None, *, day=TODAY, query="brand", **labels):  # noqa: ANN003
    told = {Label(name): count for name, count in labels.items()}
    return Retold(id=1, day=day, queries=(query,), first=first, labels={first: 1, **told}, said=said)


class TestOpinions:
    def test_forty_copies_are_one_opinion(self):
        found = opinions([volume(Label.CRITICISM, 1, mentions=40), volume(Label.PRAISE, 1)], [], ["brand"])

        assert found == {Label.CRITICISM: 1, Label.PRAISE: 1}

    def test_copies_outvote_a_first_one_that_nobody_could_judge(self):
        found = opinions([volume(None, 3)], [retold(None, criticism=2)], ["brand"])

        assert +found == {None: 2, Label.CRITICISM: 1}

    def test_a_persons_word_decides(self):
        told = retold(Label.CRITICISM, Label.PRAISE, criticism=9)

        assert +opinions([volume(Label.CRITICISM, 1)], [told], ["brand"]) == {Label.PRAISE: 1}

    def test_other_queries_do_not_count(self):
        told = retold(Label.PRAISE, Label.CRITICISM, query="Musterflex")

        found = opinions([volume(Label.PRAISE, 2), volume(Label.PRAISE, 5, query="Musterflex")], [told], ["brand"])

        assert found == {Label.PRAISE: 2}

    def test_no_count_falls_below_zero(self):
        found = opinions([volume(Label.PRAISE, 1)], [retold(Label.NEUTRAL, Label.CRITICISM)], ["brand"])

        assert min(found.values()) >= 0
        assert found.total() == 1


class TestStanding:
    def test_each_period_counts_its_own_days(self):
        volumes = [volume(Label.PRAISE, 40), volume(Label.CRITICISM, 60, day=BEFORE.since)]

        found = standing(WEEK, volumes, [], ["brand"], before=BEFORE)

        assert (found.now.praise, found.now.criticism) == (40, 0)
        assert found.before.criticism == 60
        assert found.shift.change is Change.BETTER

    def test_without_opinions_there_is_none(self):
        assert standing(WEEK, [volume(Label.NEUTRAL, 40)], [], ["brand"]) is None

    def test_a_digest_is_silent_about_fewer_than_five_opinions(self):
        def digest(count):
            store = ReadingStore(past_runs=old_runs(), background=[volume(Label.PRAISE, count)])
            return build(store, SETTINGS, now=NOW, window=last_days(2, today=TODAY))

        assert digest(4).standing is None
        assert digest(5).standing.now.praise == 5

    def test_new_listeners_compare_with_nothing(self):
        store = ReadingStore(
            past_runs=old_runs(days=2),
            background=[volume(Label.PRAISE, 9), volume(Label.CRITICISM, 9, day=BEFORE.since)],
        )

        assert build(store, SETTINGS, now=NOW, window=last_days(2, today=TODAY)).standing.before is None

    def test_a_judgement_on_a_copy_changes_the_next_digest(self):
        store = busy_day()
        plain = build(store, SETTINGS, now=NOW, window=last_days(2, today=TODAY)).standing
        store.background_retold.append(retold(Label.PRAISE, Label.CRITICISM, day=YESTERDAY))

        told = build(store, SETTINGS, now=NOW, window=last_days(2, today=TODAY)).standing

        assert told.now.praise == plain.now.praise - 1
        assert told.now.criticism == plain.now.criticism + 1


class TestBehind:
    def test_the_loudest_story_comes_first_with_its_part(self):
        found = behind(busy_day(), YESTERDAY, ["brand"])

        assert [(one.first.id, one.mentions) for one in found.told] == [(1045, 4), (1047, 3)]
        assert (found.mentions, found.stories, found.rest, found.single) == (32, 27, 25, 25)

    def test_all_parts_add_up(self):
        found = behind(busy_day(), YESTERDAY, ["brand"])

        assert found.rest + sum(one.mentions for one in found.told) == found.mentions

    def test_many_voices_have_no_story(self):
        store = ReadingStore(held=[mention(number, f"Number {number} is loud.") for number in range(1, 9)])

        found = behind(store, TODAY, ["brand"])

        assert (found.mentions, found.stories, found.told) == (8, 8, ())

    def test_a_silent_day_has_nothing_behind_it(self):
        assert behind(ReadingStore(), TODAY, ["brand"]) is None

    def test_a_digest_names_the_stories_of_its_spikes(self):
        copies = [replace(mention(number), story_id=1) for number in range(2, 10)]
        store = ReadingStore(held=[mention(1), *copies, mention(20)], past_runs=old_runs()).with_usual(1)

        (spike,) = build(store, SETTINGS, now=NOW, window=last_days(2, today=TODAY)).spikes

        assert [(one.first.id, one.mentions) for one in spike.behind.told] == [(1, 9)]
        assert spike.behind.rest == 1
