"""A report says what the digest and the statistics say, and every figure names mentions that it counts."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from reading_world import SETTINGS
from report_world import NOW, TEAM, WEEK, built, filled, posts

from listen.digest import build as build_digest
from listen.errors import UsageError
from listen.model import Label
from listen.outcome import Outcome, Response
from listen.regions import region_of
from listen.report import Measure, Section, build, period_of
from listen.stats import LABELS, Per, stats
from listen.store.opening import open_store
from listen.window import Window

ROWS = {
    Section.CHANNELS: Per.SOURCE,
    Section.LANGUAGES: Per.LANGUAGE,
    Section.REGIONS: Per.REGION,
    Section.UNITS: Per.UNIT,
}


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    made = filled(open_store(tmp_path_factory.mktemp("db") / "listen.db", now=NOW))
    yield made
    made.close()


@pytest.fixture(scope="module")
def report(store):
    return built(store)


def value(report, section, what, *, of="", day=None):
    found = report.figure(section, what, of=of, day=day)
    assert found is not None, (section, what, of, day)
    return found.value


def test_the_total_is_that_of_digest_and_statistics(store, report):
    digest = build_digest(store, SETTINGS, now=NOW, window=WEEK)
    counted = stats(store, SETTINGS, window=WEEK, now=NOW)

    assert value(report, Section.VOLUME, "mentions") == digest.totals.mentions == counted.total.mentions > 10
    assert value(report, Section.VOLUME, "stories") == digest.totals.stories == counted.total.stories
    assert value(report, Section.VOLUME, "usual") == digest.totals.usual.count
    assert [value(report, Section.VOLUME, "mentions", day=row.since) for row in counted.rows] == [
        row.mentions for row in counted.rows
    ]


def test_opinions_and_shares_are_those_of_digest_and_statistics(store, report):
    digest = build_digest(store, SETTINGS, now=NOW, window=WEEK)
    counted = stats(store, SETTINGS, window=WEEK, now=NOW)

    for label in LABELS:
        name = "unscored" if label is None else label.value
        assert value(report, Section.OPINION, name) == counted.total.count(label) == digest.totals.count(label)
    balance = report.figure(Section.OPINION, "balance")
    assert (balance.value, balance.low) == (digest.standing.now.balance, counted.standing.now.interval.low)
    for part in counted.parts:
        assert value(report, Section.VOICE, "share", of=part.name) == part.share
        assert value(report, Section.VOICE, "stories", of=part.name) == part.count
    assert counted.parts == digest.voice.parts


@pytest.mark.parametrize("section", ROWS)
def test_rows_are_those_of_the_statistics(store, report, section):
    rows = stats(store, SETTINGS, window=WEEK, per=ROWS[section], now=NOW).rows

    assert [(one.of, one.value) for one in report.within(section) if one.what == "mentions" and one.day is None] == [
        (row.name, row.mentions) for row in rows
    ]
    assert [one.value for one in report.within(section) if one.what == "stories"] == [row.stories for row in rows]
    assert [one.value for one in report.within(section) if one.what == "criticism"] == [
        row.count(Label.CRITICISM) for row in rows
    ]


def test_what_stands_behind_a_figure_is_what_it_counts(report):
    cited = report.cited

    for one in report.figures:
        assert set(one.mentions) <= set(cited), one
        if one.measure in {Measure.MENTIONS, Measure.STORIES}:
            assert len(one.mentions) + one.more in {0, one.value}, one
        for number in one.mentions:
            mention = cited[number]
            assert WEEK.since <= mention.day < WEEK.until
            if one.day is not None:
                assert mention.day == one.day
            if one.section is Section.CHANNELS:
                assert mention.post.source == one.of
            if one.section is Section.LANGUAGES:
                assert mention.language == one.of
            if one.section is Section.REGIONS:
                found = region_of(mention)
                assert (None if found is None else found.value) == one.of
            if one.section not in {Section.ASPECTS, Section.THEMES} and one.what in {"praise", "criticism"}:
                assert mention.label == one.what


def test_behind_a_brand_stand_mentions_of_it(report):
    theirs = report.figure(Section.VOICE, "stories", of="OtherVent")

    assert theirs.mentions
    assert all(match.query == "OtherVent" for number in theirs.mentions for match in report.cited[number].matches)


def test_nobody_of_few_is_cited_twice_and_a_story_once(report):
    for one in report.figures:
        assert len(one.mentions) == len(set(one.mentions)) <= 6
        stories = [report.cited[number].story_id for number in one.mentions]
        assert len(stories) == len(set(stories))


def test_an_aspect_is_counted_on_its_side(report):
    assert value(report, Section.ASPECTS, "praise", of="noise") == 1
    assert value(report, Section.ASPECTS, "criticism", of="noise") == 0


def test_a_unit_has_a_report_of_its_own(store):
    found = build(store, SETTINGS, now=NOW, window=WEEK, unit="industrie")

    assert found.unit == "Industrie"
    assert value(found, Section.VOLUME, "mentions") == 0
    assert found.figure(Section.OPINION, "balance") is None


def test_an_empty_window_has_no_invented_figures(tmp_path):
    store = filled(open_store(tmp_path / "listen.db", now=NOW), mentions=[])

    found = built(store)
    store.close()

    assert value(found, Section.VOLUME, "mentions") == 0
    assert not found.within(Section.VOICE)
    assert found.figure(Section.OPINION, "balance") is None
    assert value(found, Section.VOLUME, "usual") is None
    assert not found.cited.keys() - {1}


@pytest.mark.parametrize("people", [None, 1, 4])
def test_answers_of_fewer_than_five_people_are_never_counted(store, people, monkeypatch):
    for name in ("response", "outcomes"):
        monkeypatch.setattr(f"listen.report.building.{name}", lambda *_: pytest.fail("asked all the same"))
    few = replace(TEAM, team=replace(TEAM.team, people=people))

    found = built(store, few)

    assert not found.answers.is_shown
    assert found.within(Section.ANSWERS) + found.within(Section.OUTCOMES) == ()


def test_answers_of_five_people_are(store, monkeypatch):
    monkeypatch.setattr(
        "listen.report.building.response",
        lambda *_: Response(wanted=4, answered=3, waits={"same_day": 2, "longer": 1}, mentions=(1,)),
    )
    monkeypatch.setattr(
        "listen.report.building.outcomes", lambda *_: (Outcome(topic="noise", answers=3, before=-0.5, mentions=(1, 2)),)
    )

    found = built(store, replace(TEAM, team=replace(TEAM.team, people=5)))

    assert value(found, Section.ANSWERS, "share answered") == 0.75
    assert found.figure(Section.ANSWERS, "not answered").mentions == (1,)
    assert [value(found, Section.ANSWERS, wait) for wait in ("same_day", "next_day", "longer")] == [2, 0, 1]
    assert value(found, Section.OUTCOMES, "tone before", of="noise") == -0.5
    assert value(found, Section.OUTCOMES, "tone after", of="noise") is None


def test_the_same_again_is_the_same(store, report):
    assert built(store) == report


def test_posts_of_others_count_for_nobody_here(report):
    ours = [one for one in posts() if "OtherVent" not in {match.query for match in one.matches}]
    inside = [one for one in ours if WEEK.since <= one.day < WEEK.until]

    assert value(report, Section.VOLUME, "mentions") == len(inside)


@pytest.mark.parametrize(
    ("wanted", "since", "until", "name"),
    [
        ({}, date(2026, 11, 23), date(2026, 11, 30), "2026-W48"),
        ({"week": True}, date(2026, 11, 23), date(2026, 11, 30), "2026-W48"),
        ({"month": True}, date(2026, 10, 1), date(2026, 11, 1), "2026-10"),
        ({"days": 10}, date(2026, 11, 20), date(2026, 11, 30), "2026-11-20--2026-11-29"),
        ({"days": 1}, date(2026, 11, 29), date(2026, 11, 30), "2026-11-29"),
    ],
)
def test_a_period_is_over_before_its_report(wanted, since, until, name):
    found = period_of(until=date(2026, 11, 30), **wanted)

    assert (found.window, found.name) == (Window(since=since, until=until), name)


def test_a_month_is_over_on_the_first_of_the_next():
    assert period_of(until=date(2026, 12, 1), month=True).name == "2026-11"
    assert period_of(until=date(2026, 12, 31), month=True).name == "2026-11"


def test_weeks_are_named_by_the_year_that_they_belong_to():
    assert period_of(until=date(2027, 1, 4)).name == "2026-W53"


def test_the_name_of_a_unit_cannot_leave_the_folder():
    period = period_of(until=date(2026, 11, 30))

    assert period.stem("../Lüftung & Co") == "report-2026-W48-l-ftung-co"
    assert period.stem("/") == "report-2026-W48-unit"


@pytest.mark.parametrize("wanted", [{"week": True, "month": True}, {"days": 0}, {"days": 367}])
def test_what_is_no_period_is_refused(wanted):
    with pytest.raises(UsageError):
        period_of(until=date(2026, 11, 30), **wanted)


def test_before_the_first_day_there_is_no_period():
    with pytest.raises(UsageError):
        period_of(until=date.min + timedelta(days=1), week=True)
