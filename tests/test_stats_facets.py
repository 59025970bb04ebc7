"""Rows by unit, source, language and region: every mention in one of them, the unknown shown as unknown."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from reading_world import NOW, SETTINGS, ReadingStore, mention, old_runs, region, state

from listen.metrics import Change
from listen.model import Label
from listen.protocols import Delivery, Entry, Volume
from listen.stats import Per, stats
from listen.store.opening import open_store
from listen.testing.memory import MemoryStore
from listen.window import last_days

TODAY = date(2026, 11, 24)
WINDOW = last_days(3, today=TODAY)


def world():
    """Return mentions of three sources, three languages and three regions, a story of three among them."""
    nw, by, weak = (
        region("DE-NW", 0.8, "Gütersloh", 3),
        region("DE-BY", 0.7, "Augsburger Bote", -1),
        region("AT", 0.2, "x", -1),
    )
    first = mention(1, "one", language="de", label=Label.NEUTRAL, hours=20)
    return [
        first,
        replace(mention(2, "two", source="mastodon", language="de", label=Label.CRITICISM, hours=19), findings=(nw,)),
        replace(
            mention(3, "three", source="mastodon", language="en", label=Label.CRITICISM, hours=18), findings=(nw, by)
        ),
        replace(mention(4, "four", language=None, label=None, hours=4), findings=(weak,)),
        replace(mention(5, "five", language="en", label=Label.PRAISE, hours=3), findings=(by,)),
        mention(6, "six", source="hackernews", language="nl", label=Label.PRAISE, queries=("hose",), hours=2),
        mention(7, "seven", source="hackernews", language="nl", queries=("Musterflex",), hours=2),
        mention(8, "eight", source="tumblr", language="pl", queries=("Musterflex",), hours=2),
        mention(9, "nine", is_own=True, hours=2),
        replace(mention(10, "ten", hours=2), dropped="namesake"),
    ]


@pytest.fixture(params=["memory", "sqlite"])
def store(request, tmp_path):
    made = MemoryStore() if request.param == "memory" else open_store(tmp_path / "listen.db", now=NOW)
    for one in world():
        entry = Entry(mention=replace(one, id=None, story_id=None))
        made.save([Delivery(state=state("bau.example"), entries=(entry,))], now=NOW)
    for copy in (2, 3):
        made.move(copy, beside=1)
    yield made
    made.close()


def rows(store, per):
    return [
        (row.name, row.mentions, row.stories) for row in stats(store, SETTINGS, window=WINDOW, per=per, now=NOW).rows
    ]


def test_sources_come_loudest_first_and_count_a_story_where_it_began(store):
    assert rows(store, Per.SOURCE) == [("feed", 3, 3), ("mastodon", 2, 0), ("hackernews", 1, 1)]


def test_unknown_language_stands_last_as_unknown(store):
    assert rows(store, Per.LANGUAGE) == [("de", 2, 1), ("en", 2, 1), ("nl", 1, 1), (None, 1, 1)]


def test_regions_say_by_what_and_guesses_stay_unknown(store):
    found = stats(store, SETTINGS, window=WINDOW, per=Per.REGION, now=NOW)

    assert [(row.name, row.mentions, row.by_text, row.by_venue) for row in found.rows] == [
        ("DE-NW", 2, 2, 0),
        ("DE-BY", 1, 0, 1),
        (None, 3, None, None),
    ]


def test_story_that_says_no_place_takes_that_of_its_earliest_copy_that_does(store):
    assert rows(store, Per.REGION) == [("DE-NW", 2, 1), ("DE-BY", 1, 1), (None, 3, 2)]


def test_units_take_their_queries_together(store):
    assert rows(store, Per.UNIT) == [("Lüftung", 5, 3), ("Industrie", 1, 1)]


def test_queries_of_no_unit_have_a_row_without_a_name():
    settings = replace(SETTINGS, queries=(*SETTINGS.queries[1:], replace(SETTINGS.queries[0], unit=None)))
    found = stats(ReadingStore(held=world()), settings, window=WINDOW, per=Per.UNIT)

    assert [(row.name, row.mentions) for row in found.rows] == [("Industrie", 1), (None, 5)]


@pytest.mark.parametrize("per", [Per.SOURCE, Per.LANGUAGE, Per.REGION])
def test_rows_add_up_to_the_total(store, per):
    found = stats(store, SETTINGS, window=WINDOW, per=per, now=NOW)

    assert sum(row.mentions for row in found.rows) == found.total.mentions
    assert sum(row.stories for row in found.rows) == found.total.stories
    assert tuple(map(sum, zip(*(row.labels for row in found.rows), strict=True))) == found.total.labels


@pytest.mark.parametrize("per", list(Per))
def test_copies_have_their_say_in_every_table(store, per):
    found = stats(store, SETTINGS, window=WINDOW, per=per, now=NOW)

    # One story: neutral first, two copies that criticise.
    assert (found.total.reputation.praise, found.total.reputation.criticism) == (2, 1)
    assert sum(row.reputation.criticism for row in found.rows if row.reputation is not None) == 1


def test_where_only_competitors_are_spoken_of_there_is_no_row(store):
    assert "tumblr" not in [name for name, *_ in rows(store, Per.SOURCE)]


def test_share_of_a_source_counts_that_source_alone(store):
    found = stats(store, SETTINGS, window=WINDOW, per=Per.SOURCE, now=NOW)

    assert {row.name: row.share for row in found.rows} == {"feed": 1.0, "mastodon": None, "hackernews": 0.5}


def test_no_query_of_ours_is_no_row_at_all():
    settings = replace(SETTINGS, queries=SETTINGS.queries[2:])

    for per in Per:
        found = stats(ReadingStore(held=world()), settings, window=WINDOW, per=per)
        assert found.total.mentions == 0
        assert all(row.mentions == 0 for row in found.rows)


def volume(label, count, day):
    return Volume(day=day, queries=("brand",), label=label, mentions=count, stories=count)


class TestUsualAndBefore:
    def test_each_day_has_the_usual_of_the_weeks_before_it(self):
        store = ReadingStore(past_runs=old_runs()).with_usual((12, 11, 13, 10, 9, 3, 2), days=60)

        found = stats(store, SETTINGS, window=last_days(9, today=TODAY), now=NOW)

        usuals = {row.since.weekday(): row.usual.count for row in found.rows}
        assert [usuals[weekday] for weekday in (2, 3, 4, 5, 6)] == [13, 10, 9, 3, 2]

    def test_days_before_we_listened_long_enough_have_no_usual(self):
        store = ReadingStore(past_runs=old_runs(days=10)).with_usual(10, days=60)

        found = stats(store, SETTINGS, window=last_days(12, today=TODAY), now=NOW)

        assert [row.usual is not None for row in found.rows] == [False] * 9 + [True] * 3

    def test_a_loud_day_is_told_with_the_stories_behind_it(self):
        store = ReadingStore(held=[mention(1), *(replace(mention(n), story_id=1) for n in range(2, 15))])
        store.past_runs = old_runs()
        store.with_usual(2)

        (spike,) = stats(store, SETTINGS, window=WINDOW, now=NOW).spikes

        assert (spike.day, spike.spike.count, spike.is_running) == (TODAY, 14, True)
        assert spike.spike.usual == pytest.approx(50 / 26)
        assert [(one.first.id, one.mentions) for one in spike.behind.told] == [(1, 14)]

    def test_balance_is_compared_with_as_many_days_before(self):
        before = WINDOW.since - timedelta(days=1)
        store = ReadingStore(
            past_runs=old_runs(),
            background=[
                volume(Label.PRAISE, 40, TODAY),
                volume(Label.CRITICISM, 4, TODAY),
                volume(Label.PRAISE, 10, before),
                volume(Label.CRITICISM, 30, before),
            ],
        )

        found = stats(store, SETTINGS, window=WINDOW, now=NOW).standing

        assert found.before.praise == 10
        assert found.shift.change is Change.BETTER

    def test_what_we_did_not_listen_to_is_not_compared(self):
        before = WINDOW.since - timedelta(days=1)
        store = ReadingStore(
            past_runs=old_runs(days=2),
            background=[volume(Label.PRAISE, 40, TODAY), volume(Label.CRITICISM, 30, before)],
        )

        found = stats(store, SETTINGS, window=WINDOW, now=NOW)

        assert (found.standing.before, found.earlier, found.is_new) == (None, None, True)


def test_what_says_a_region_is_counted_of_ours_alone():
    nw = region("DE-NW", 0.8, "Gütersloh", 3)
    ours, theirs = mention(1, "one"), mention(2, "two", queries=("Musterflex",))
    store = ReadingStore(held=[replace(ours, findings=(nw,)), replace(theirs, findings=(nw,))])

    (row,) = stats(store, SETTINGS, window=WINDOW, per=Per.REGION, now=NOW).rows

    assert (row.name, row.mentions, row.by_text, row.by_venue) == ("DE-NW", 1, 1, 0)
    assert row.share == 0.5
