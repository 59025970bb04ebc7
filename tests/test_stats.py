"""Numbers per day, week and query come from the roll-up alone and leave no day out."""

from datetime import date

import pytest
from reading_world import SETTINGS, ReadingStore, busy_day, mention

from listen.errors import UsageError
from listen.model import Label
from listen.stats import Per, stats
from listen.window import Window, last_days, since_day

TODAY = date(2026, 11, 24)


def test_days_without_mentions_have_a_row():
    found = stats(ReadingStore(held=[mention(1)]), SETTINGS, window=last_days(5, today=TODAY))

    assert [row.mentions for row in found.rows] == [0, 0, 0, 0, 1]


def test_weeks_begin_on_monday_and_are_cut_at_the_window():
    found = stats(busy_day(), SETTINGS, window=since_day(date(2026, 11, 12), today=TODAY), per=Per.WEEK)

    assert [(row.since, row.until) for row in found.rows] == [
        (date(2026, 11, 12), date(2026, 11, 16)),
        (date(2026, 11, 16), date(2026, 11, 23)),
        (date(2026, 11, 23), date(2026, 11, 25)),
    ]


def test_mention_in_two_queries_is_in_both_rows_and_once_in_the_total():
    store = ReadingStore(held=[mention(1, queries=("brand", "hose"))])

    found = stats(store, SETTINGS, window=last_days(2, today=TODAY), per=Per.QUERY)

    assert [(row.name, row.mentions) for row in found.rows] == [("brand", 1), ("hose", 1)]
    assert found.total.mentions == 1


def test_rows_add_up_to_the_total():
    found = stats(busy_day(), SETTINGS, window=last_days(28, today=TODAY))

    assert sum(row.mentions for row in found.rows) == found.total.mentions
    assert sum(found.total.labels) == found.total.mentions


def test_unscored_has_a_column_of_its_own():
    found = stats(ReadingStore(held=[mention(1, label=None)]), SETTINGS, window=last_days(1, today=TODAY))

    assert (found.total.count(None), found.total.count(Label.NEUTRAL)) == (1, 0)


def test_share_of_a_silent_day_is_unknown():
    found = stats(ReadingStore(held=[mention(1)]), SETTINGS, window=last_days(2, today=TODAY))

    assert [row.share for row in found.rows] == [None, 1.0]


def test_competitors_are_counted_only_in_the_share():
    found = stats(busy_day(), SETTINGS, window=last_days(2, today=TODAY), per=Per.QUERY)

    assert {row.name for row in found.rows} == {"brand", "hose"}
    assert [part.name for part in found.parts] == ["ExampleVent", "Musterflex", "OtherVent"]


def test_competitor_can_be_asked_for_by_name():
    found = stats(busy_day(), SETTINGS, window=last_days(2, today=TODAY), queries=("Musterflex",))

    assert found.total.mentions == 32
    assert found.parts == ()


def test_window_of_a_hundred_years_is_refused():
    with pytest.raises(UsageError):
        stats(ReadingStore(), SETTINGS, window=Window(since=date(1926, 1, 1), until=TODAY))
