"""A digest is bounded, has a reason on each line, has an end, and says what it rests on."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from reading_world import NOW, SETTINGS, ZONE, ReadingStore, busy_day, mention, old_runs, state

from listen.brand import Brand, Query, Settings
from listen.digest import Hidden, build, dropped, has_something_to_do
from listen.errors import UsageError
from listen.model import Finding, FindingKind, Label
from listen.protocols import Volume
from listen.window import last_days, since_day

TODAY = date(2026, 11, 24)
YESTERDAY = date(2026, 11, 23)
WINDOW = last_days(2, today=TODAY)


def digest(store, settings=SETTINGS, **options):  # noqa: ANN003
    return build(store, settings, **{"now": NOW, "window": WINDOW, **options})


def listening(*held):  # noqa: ANN002
    """Return a store that has listened for weeks and holds these mentions."""
    return ReadingStore(held=list(held), past_runs=old_runs())


def question(number, **values):  # noqa: ANN003
    return mention(number, f"Is number {number} loud?", **{"author": f"author {number}", "replies": 0, **values})


def shown(built):
    return [line.mention.id for line in built.lines]


class TestLines:
    def test_most_worth_comes_first_and_every_line_has_a_reason(self):
        built = digest(busy_day())

        assert [line.points for line in built.lines] == sorted((line.points for line in built.lines), reverse=True)
        assert all(line.reasons for line in built.lines)

    def test_newer_of_two_equal_ones_comes_first(self):
        built = digest(listening(question(1, hours=3), question(2, hours=2)))

        assert shown(built) == [2, 1]

    def test_older_one_sinks_below_a_slightly_lesser_new_one(self):
        old = mention(1, label=Label.CRITICISM, confidence=0.9, hours=30, author="a")
        new = mention(2, label=Label.CRITICISM, confidence=0.8, hours=1, author="b")

        assert shown(digest(listening(old, new))) == [2, 1]

    def test_plain_neutral_mention_gets_no_line(self):
        assert digest(listening(mention(1))).lines == ()

    def test_own_posts_get_no_line(self):
        assert digest(listening(question(1, is_own=True))).lines == ()

    def test_competitor_alone_gets_no_line(self):
        rival = mention(1, "Is Musterflex loud?", word="Musterflex", queries=("Musterflex",))

        built = digest(listening(rival))

        assert built.lines == ()
        assert built.totals.mentions == 0

    def test_limit_holds_and_the_rest_is_counted(self):
        built = digest(listening(*(question(number) for number in range(1, 21))), limit=12)

        assert (len(built.lines), built.left, built.is_left_exact) == (12, 8, True)

    def test_all_shown_means_nothing_left(self):
        built = digest(listening(*(question(number) for number in range(1, 13))), limit=12)

        assert (len(built.lines), built.left) == (12, 0)

    def test_story_is_one_line_that_knows_its_other_places(self):
        first = question(1, story_size=4)
        copies = [replace(question(number), story_id=1) for number in (2, 3, 4)]

        built = digest(listening(first, *copies))

        assert shown(built) == [1]
        assert built.lines[0].places == 3
        assert (built.totals.mentions, built.totals.stories) == (4, 1)

    def test_nothing_outside_the_window_is_read(self):
        assert digest(listening(question(1, hours=24 * 5))).lines == ()


class TestMinutes:
    def test_lines_fit_into_the_minutes(self):
        built = digest(listening(*(question(number) for number in range(1, 9))), minutes=10)

        assert built.minutes <= 10
        assert (len(built.lines), built.left) == (2, 6)

    def test_one_line_is_given_however_short_the_time(self):
        assert len(digest(listening(question(1), question(2)), minutes=1).lines) == 1

    def test_long_one_is_passed_over_for_a_short_one(self):
        long = mention(1, "Is it loud? " + "word " * 3_000, replies=0, author="a")
        short = question(2, hours=20)

        assert shown(digest(listening(question(3, hours=1), long, short), minutes=9)) == [3, 2]

    def test_answer_takes_longer_than_a_glance(self):
        ask, praise = question(1), mention(2, label=Label.PRAISE, confidence=1, likes=5_000, author="b")
        lines = {line.mention.id: line for line in digest(listening(ask, praise)).lines}

        assert lines[1].minutes > 4 > lines[2].minutes

    @pytest.mark.parametrize("options", [{"minutes": 0}, {"minutes": -5}, {"limit": 0}])
    def test_impossible_bounds_are_refused(self, options):
        with pytest.raises(UsageError):
            digest(listening(), **options)


class TestFlood:
    def test_five_thousand_posts_of_one_author_leave_room_for_the_others(self):
        flood = [question(number, author="loud", hours=1) for number in range(1, 5_001)]
        others = [mention(6_000, label=Label.CRITICISM, confidence=0.5, author="quiet", hours=20)]

        built = digest(listening(*flood, *others))

        assert 6_000 in shown(built)
        loud = [line for line in built.lines if line.mention.post.author == "loud"]
        assert len(loud) == 3
        assert [line.more for line in loud] == [0, 0, 4_997]

    def test_copies_by_nobody_in_particular_are_grouped_by_their_place(self):
        flood = [question(number, author=None, place="spam.example") for number in range(1, 50)]

        assert len(digest(listening(*flood)).lines) == 3

    def test_same_name_in_another_source_is_another_author(self):
        same = [question(number, author="sam", source=source) for number, source in enumerate(("feed", "mastodon"), 1)]

        assert len(digest(listening(*same)).lines) == 2

    def test_no_more_is_read_than_can_matter(self):
        store = listening(*(question(number, hours=1) for number in range(1, 1_001)))
        old = [replace(question(number, hours=40), priority=30) for number in range(3_001, 4_001)]
        store.held.extend(old)
        for label in (Label.PRAISE, Label.CRITICISM):
            store.held.extend(mention(10_000 + number, label=label, author=f"x{number}") for number in range(500))

        built = digest(store)

        assert store.handed_out < 500
        assert len(built.lines) == 12

    def test_reading_is_bounded_however_many_mentions_are_worth_it(self):
        labels = (Label.CRITICISM, Label.PRAISE, None)
        store = listening(
            *(mention(n, label=labels[n % 3], confidence=0.5 + n % 50 / 100, author=f"a{n}") for n in range(3_000))
        )

        digest(store)

        assert store.handed_out < 450


class TestTotals:
    def test_mention_that_matches_two_queries_counts_once(self):
        built = digest(listening(mention(1, queries=("brand", "hose"))))

        assert built.totals.mentions == 1

    def test_unscored_is_counted_apart_from_neutral(self):
        built = digest(listening(mention(1, label=None), mention(2, label=Label.NEUTRAL)))

        assert (built.totals.count(None), built.totals.count(Label.NEUTRAL)) == (1, 1)

    def test_usual_is_for_the_same_days_as_far_as_they_are_over(self):
        built = digest(listening().with_usual(10))

        assert built.totals.usual.count == pytest.approx(10 + 10 * 7 / 24)

    def test_window_that_is_over_is_compared_with_whole_days(self):
        window = replace(WINDOW, until=TODAY)

        assert digest(listening().with_usual(10), window=window).totals.usual.count == 10

    def test_new_listeners_have_no_usual_however_far_posts_reach_back(self):
        store = ReadingStore(past_runs=old_runs(days=2)).with_usual(10)

        built = digest(store)

        assert built.totals.usual is None
        assert built.coverage.is_new
        assert built.spikes == ()

    def test_one_query_can_be_asked_for(self):
        built = digest(listening(question(1), question(2, queries=("hose",))), queries=("hose",))

        assert shown(built) == [2]
        assert built.totals.mentions == 1

    def test_unit_sees_its_own_queries(self):
        built = digest(listening(question(1), question(2, queries=("hose",))), unit="industrie")

        assert (shown(built), built.unit) == ([2], "Industrie")

    @pytest.mark.parametrize("options", [{"queries": ("brnad",)}, {"unit": "industry"}])
    def test_unknown_name_is_refused_with_a_suggestion(self, options):
        with pytest.raises(UsageError) as refused:
            digest(listening(), **options)

        assert "did you mean" in refused.value.hint("en")


class TestSpikes:
    def test_loud_day_is_told_with_both_numbers(self):
        built = digest(busy_day())

        spike = built.spikes[0]
        assert (spike.query, spike.day, spike.spike.count, spike.spike.usual) == ("brand", YESTERDAY, 32, 13)

    def test_running_day_is_compared_with_a_whole_one(self):
        store = listening(*(mention(number) for number in range(1, 9))).with_usual(1)

        spike = digest(store).spikes[0]

        assert (spike.day, spike.is_running, spike.spike.usual) == (TODAY, True, 1)

    def test_silent_day_where_twenty_are_usual_is_told(self):
        assert digest(listening().with_usual(20)).lulls[0].day == YESTERDAY

    def test_running_day_is_never_called_silent(self):
        store = listening().with_usual(20)
        store.background.append(Volume(day=YESTERDAY, queries=("brand",), label=None, mentions=20, stories=20))

        assert digest(store).lulls == ()

    def test_competitors_spike_is_not_our_news(self):
        store = listening().with_usual(2, query="Musterflex")
        store.background.append(Volume(day=YESTERDAY, queries=("Musterflex",), label=None, mentions=90, stories=90))

        assert digest(store).spikes == ()


class TestVoice:
    def test_week_is_counted_even_when_two_days_are_read(self):
        voice = digest(busy_day()).voice

        assert len(voice.window.days) == 7
        assert [part.name for part in voice.parts] == ["ExampleVent", "Musterflex", "OtherVent"]
        assert sum(part.share for part in voice.parts) == pytest.approx(1)

    def test_long_window_is_its_own_measure(self):
        window = since_day(date(2026, 11, 1), today=TODAY)

        assert digest(busy_day(), window=window).voice.window == window

    def test_folded_copies_count_once(self):
        store = listening(mention(1, queries=("Musterflex",)), *(replace(mention(n), story_id=2) for n in (2, 3, 4)))

        assert digest(store).voice.parts[0].share == 0.5

    def test_without_competitors_there_is_no_share(self):
        alone = Settings(brand=Brand(name="ExampleVent"), queries=(Query(name="brand", expression="x"),))

        assert digest(listening(question(1)), alone).voice is None

    def test_nobody_mentioned_is_no_share(self):
        assert digest(listening()).voice is None


class TestBothSides:
    def test_examples_do_not_repeat_lines(self):
        built = digest(busy_day())

        lines = set(shown(built))
        for examples in (built.praise, built.criticism):
            assert lines.isdisjoint(one.id for one in examples.mentions)
            assert set(examples.above) <= lines

    def test_three_examples_by_three_authors(self):
        praise = [mention(n, label=Label.PRAISE, author="fan") for n in (1, 2, 3)]
        others = [mention(n, label=Label.PRAISE, author=f"fan {n}") for n in range(4, 9)]

        built = digest(listening(*praise, *others))

        assert len({one.post.author for one in built.praise.mentions}) == 3
        assert built.praise.total == 8


class TestCoverage:
    def test_failing_stream_is_named_with_since_and_reason(self):
        failing = digest(busy_day()).coverage.failing[0]

        assert failing.place == "bauherren.example/feed"
        assert failing.since == NOW - timedelta(hours=74)
        assert failing.error_key == "source.timed_out"

    def test_rate_limited_stream_says_until_when(self):
        limited = digest(busy_day()).coverage.failing[1]

        assert limited.waits_until == NOW + timedelta(minutes=25)

    def test_stream_that_is_no_longer_configured_is_not_missed(self):
        store = busy_day()
        planned = {key for key, one in store.states.items() if one.error_key is None}

        coverage = digest(store, planned=planned).coverage

        assert (coverage.failing, coverage.streams, coverage.read) == ((), 12, 12)

    def test_gap_is_told_while_it_is_news(self):
        store = busy_day()

        assert len(digest(store).coverage.gaps) == 1
        later = NOW + timedelta(days=4)
        assert digest(store, now=later, window=last_days(2, today=date(2026, 11, 28))).coverage.gaps == ()

    @pytest.mark.parametrize(
        ("hours", "is_old"), [pytest.param(30, False, id="once a day"), pytest.param(72, True, id="three days")]
    )
    def test_old_data_is_called_old(self, hours, is_old):
        store = ReadingStore(past_runs=old_runs(last_hours=hours))

        assert digest(store).coverage.is_old is is_old

    def test_empty_database_says_that_nothing_was_collected(self):
        built = digest(ReadingStore())

        assert built.coverage.last_run is None
        assert not has_something_to_do(built)

    def test_unscored_languages_are_those_without_an_analyzer(self):
        held = [mention(1, label=None, language="nl"), mention(2, label=None, language="en")]

        unscored = digest(listening(*held), analyzed=("en", "de")).coverage.unscored

        assert (unscored.mentions, unscored.languages) == (2, ("nl",))

    def test_stream_that_was_never_complete_is_neither_read_nor_failing(self):
        fresh = replace(state("a.example"), last_success_at=None, checkpoint=None)
        coverage = digest(ReadingStore(states={"x": fresh}, past_runs=old_runs())).coverage

        assert (coverage.waiting, coverage.read, coverage.failing) == (1, 0, ())


def test_there_is_something_to_do_when_there_is_a_line():
    assert has_something_to_do(digest(listening(question(1))))
    assert not has_something_to_do(digest(listening(mention(1))))


@pytest.mark.parametrize(
    ("now", "today"),
    [
        pytest.param(datetime(2026, 3, 29, 12, tzinfo=UTC), date(2026, 3, 29), id="day of 23 hours"),
        pytest.param(datetime(2026, 10, 25, 12, tzinfo=UTC), date(2026, 10, 25), id="day of 25 hours"),
        pytest.param(datetime(2039, 1, 1, tzinfo=UTC), date(2039, 1, 1), id="after 2038"),
        pytest.param(datetime(1971, 1, 1, tzinfo=UTC), date(1971, 1, 1), id="clock reset"),
    ],
)
def test_odd_days_are_days_like_others(now, today):
    store = ReadingStore(held=[mention(1, "Is it loud?", replies=0, hours=1, now=now)])

    built = build(store, SETTINGS, now=now, window=last_days(2, today=today))

    assert shown(built) == [1]
    assert built.today == now.astimezone(ZONE).date()


def test_no_queries_no_mentions():
    built = digest(listening(question(1)), Settings(brand=Brand(name="ExampleVent")))

    assert (built.totals.mentions, built.lines) == (0, ())


def intent(name: str) -> Finding:
    return Finding(kind=FindingKind.INTENT, value=name, confidence=0.9)


def test_hiding_takes_lines_and_examples_and_no_count():
    advert = replace(question(1), findings=(intent("advert"),))
    store = listening(advert, question(2), mention(3, label=Label.PRAISE))
    praised = replace(store.held[2], findings=(intent("advert"), intent("job_ad")))
    store.held[2] = praised

    open_, hidden = digest(store), digest(store, hide=("advert", "job_ad"))

    assert (shown(open_), shown(hidden)) == ([1, 2], [2])
    assert (len(open_.praise.mentions), len(hidden.praise.mentions)) == (1, 0)
    assert hidden.totals == open_.totals
    assert (open_.hidden, hidden.hidden) == (None, Hidden(mentions=2, by_intent=(("advert", 2), ("job_ad", 1))))


def test_what_was_dropped_is_in_no_count_and_told():
    store = listening(question(1), replace(question(2), dropped="namesake_about"))

    built = digest(store)

    assert (built.totals.mentions, shown(built), built.coverage.dropped) == (1, [1], 1)


def test_dropped_mentions_are_listed_by_reason_the_largest_first():
    reasons = ("not_ours", "namesake_about", "namesake_about", "namesake_about")
    held = [replace(question(number), dropped=reason) for number, reason in enumerate(reasons, 1)]

    found = dropped(listening(*held), SETTINGS, now=NOW, window=WINDOW, limit=2)

    assert [(group.reason, group.total, len(group.mentions)) for group in found.groups] == [
        ("namesake_about", 3, 2),
        ("not_ours", 1, 1),
    ]
    assert (found.total, found.is_exact) == (4, True)
