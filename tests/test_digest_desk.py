"""The digest leaves to others what others deal with, and begins with what the reader holds."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_world import NOW, SETTINGS, ReadingStore, mention, old_runs

from listen.dialogue import Answer, AnswerState, Mute, MuteKind, Reply
from listen.digest import Aside, Reader, Rule, build, dropped
from listen.explaining import place_in
from listen.model import Finding, FindingKind, Label
from listen.muting import Muted
from listen.personal import Me
from listen.story import spread
from listen.window import last_days

TODAY = date(2026, 11, 24)
WINDOW = last_days(2, today=TODAY)
TOKEN = "t" * 32


def question(number, **values):  # noqa: ANN003
    return mention(number, f"Is number {number} loud?", **{"author": f"author {number}", "replies": 0, **values})


def listening(*held):  # noqa: ANN002
    return ReadingStore(held=list(held), past_runs=old_runs())


def digest(store, **options):  # noqa: ANN003
    return build(store, SETTINGS, **{"now": NOW, "window": WINDOW, **options})


def shown(built):
    return [line.mention.id for line in built.lines]


def held_by(store, number):
    """Let somebody hold a mention; return the reader that it would make them."""
    claim = store.desk.claim(number, TOKEN, now=NOW, minutes=30)
    assert claim is not None
    return Reader(held={number: claim})


def rule_of(store, one, reader=Reader(), **options):  # noqa: ANN003, B008 - frozen
    place = place_in(
        store, SETTINGS, one, spread((one,), asked=one.id), window=WINDOW, now=NOW, reader=reader, **options
    )
    return place.rule


class TestAside:
    def test_done_snoozed_and_muted_ones_have_no_line_and_are_counted(self):
        store = listening(*(question(number) for number in range(1, 6)))
        store.desk.finish(1, because=None, today=TODAY)
        store.desk.snooze(2, NOW + timedelta(hours=1), because=None, today=TODAY)
        store.desk.mute(Mute(kind=MuteKind.AUTHOR, value="feed author 3", muted_on=TODAY))

        built = digest(store)

        assert shown(built) == [4, 5]
        assert built.aside == Aside(done=1, snoozed=1, muted=1)
        assert built.totals.mentions == 5
        assert [rule_of(store, store.mention(number)) for number in (1, 2, 3, 4)] == [
            Rule.DONE,
            Rule.SNOOZED,
            Rule.MUTED,
            None,
        ]

    def test_what_others_hold_is_named_by_number_alone(self):
        store = listening(*(question(number) for number in (1, 2, 3)))
        held_by(store, 2)

        built = digest(store)

        assert (shown(built), built.aside.in_progress) == ([1, 3], (2,))
        assert rule_of(store, store.mention(2)) is Rule.CLAIMED
        assert TOKEN not in repr(built)

    def test_what_the_reader_holds_stands_on_top_whatever_its_day_and_worth(self):
        store = listening(question(1), question(2), mention(3, hours=24 * 9))
        reader = held_by(store, 3)

        built = digest(store, reader=reader)

        assert shown(built) == [3, 1, 2]
        assert [line.held_until for line in built.lines] == [NOW + timedelta(minutes=30), None, None]
        assert built.aside == Aside()
        assert rule_of(store, store.mention(3), reader) is None

    def test_a_snooze_and_a_claim_that_are_over_keep_nothing_away(self):
        store = listening(question(1), question(2))
        store.desk.snooze(1, NOW, because=None, today=TODAY)
        store.desk.claim(2, TOKEN, now=NOW - timedelta(minutes=30), minutes=30)

        assert shown(digest(store)) == [1, 2]

    def test_a_copy_that_is_done_closes_the_story(self):
        copy = replace(question(2), story_id=1)
        store = listening(question(1, story_size=2), copy)
        store.desk.finish(2, because=None, today=TODAY)

        assert shown(digest(store)) == []

    def test_held_lines_count_in_minutes_and_limit(self):
        store = listening(*(question(number) for number in range(1, 6)))
        reader = held_by(store, 5)

        assert shown(digest(store, reader=reader, minutes=9)) == [5, 1]
        assert shown(digest(store, reader=reader, limit=2)) == [5, 1]
        assert shown(digest(store, reader=reader, minutes=2)) == [5]

    def test_the_desk_is_asked_for_no_more_than_is_looked_at(self):
        store = listening(*(question(number, hours=1) for number in range(1, 501)))
        asked = []
        ask = store.desk.dealings
        store.desk.dealings = lambda stories, now: asked.append(len(stories)) or ask(stories, now=now)

        digest(store)

        assert max(asked) <= 20
        assert sum(asked) <= 300

    def test_examples_leave_muted_ones_out(self):
        store = listening(mention(1, label=Label.PRAISE, author="a"), mention(2, label=Label.PRAISE, author="b"))
        store.desk.mute(Mute(kind=MuteKind.AUTHOR, value="feed a", muted_on=TODAY))

        assert [one.id for one in digest(store).praise.mentions] == [2]


class TestMuted:
    @pytest.mark.parametrize(
        ("kind", "value", "is_muted"),
        [
            (MuteKind.SITE, "bau.example", True),
            (MuteKind.SITE, "example", True),
            (MuteKind.SITE, "au.example", False),
            (MuteKind.SITE, "forum.bau.example", False),
            (MuteKind.AUTHOR, "feed ada beispiel", True),
            (MuteKind.AUTHOR, "mastodon Ada Beispiel", False),
            (MuteKind.STORY, "1", True),
            (MuteKind.STORY, "11", False),
        ],
    )
    def test_it_is_what_it_names_and_below(self, kind, value, is_muted):
        muted = Muted([Mute(kind=kind, value=value, muted_on=TODAY)])

        assert (muted.of(mention(1, url="https://www.bau.example/a")) is not None) is is_muted

    def test_without_author_and_address_only_the_story_is_muted(self):
        muted = Muted([Mute(kind=MuteKind.AUTHOR, value="feed ", muted_on=TODAY)])

        assert muted.of(mention(1, author=None, url=None)) is None


class TestReader:
    def test_own_units_and_skills_come_first_and_foreign_languages_last(self):
        store = listening(
            question(1, hours=2, queries=("hose",)),
            question(2, hours=1, language="fr"),
            mention(3, "Who knows about Raumakustik, is it loud?", author="c", replies=0, hours=3),
        )
        me = Me(units=("industrie",), languages=("en",), skills=("Akustik", "DN"))

        assert shown(digest(store)) == [2, 1, 3]
        built = digest(store, reader=Reader(me=me))

        assert shown(built) == [3, 1, 2]
        assert "your_skill" in [term.key for term in built.lines[0].reasons]

    def test_what_a_reader_knows_about_can_make_a_line(self):
        plain = mention(1, "ExampleVent: new acoustics in the hall.", likes=30)
        assert shown(digest(listening(plain))) == []

        assert shown(digest(listening(plain), reader=Reader(me=Me(skills=("acoustics",))))) == [1]

    def test_what_is_worth_nothing_is_lifted_by_nobody(self):
        advert = Finding(kind=FindingKind.INTENT, value="advert")
        sold = replace(mention(1, "Buy acoustics of ExampleVent now!"), findings=(advert,), priority=0)

        assert shown(digest(listening(sold), reader=Reader(me=Me(skills=("acoustics",), units=("lueftung",))))) == []

    def test_what_was_answered_well_costs_points(self):
        store = listening(question(1), question(2), question(3))
        for number, key in ((2, "a"), (3, "b")):
            answer = store.desk.begin_answer(
                Answer(mention_id=number, state=AnswerState.RECORDED, key=key * 32, answered_on=TODAY)
            )
            if number == 3:
                thanks = Reply(
                    answer_id=answer,
                    native_id="r",
                    is_asker=True,
                    published_at=NOW,
                    text="x",
                    is_thanks=True,
                    seen_on=TODAY,
                )
                store.desk.keep_replies(answer, [thanks], now=NOW)

        assert shown(digest(store)) == [1]
        points = {number: place_points(store, number) for number in (1, 2, 3)}
        assert points[1] - points[2] == 30
        assert points[2] - points[3] == 15

    @given(
        units=st.lists(st.sampled_from(("lueftung", "industrie")), max_size=2),
        languages=st.lists(st.sampled_from(("de", "en", "fr")), max_size=2),
        skills=st.lists(st.sampled_from(("loud", "number", "x", "roof")), max_size=4),
    )
    def test_the_best_line_is_the_best_of_all_whoever_reads(self, units, languages, skills):
        """What is read by stored priority must not miss what the reader's own terms lift."""
        me = Me(units=tuple(units), languages=tuple(languages), skills=tuple(skills))
        held = [question(number, hours=number % 7, language=("en", "de", "fr")[number % 3]) for number in range(1, 60)]
        held += [mention(number, label=Label.CRITICISM, author=f"b{number}", hours=1) for number in range(60, 90)]
        short = digest(listening(*held), reader=Reader(me=me), limit=2)
        long = digest(listening(*held), reader=Reader(me=me), limit=80)

        assert shown(short) == shown(long)[:2]


def place_points(store, number):
    one = store.mention(number)
    return place_in(store, SETTINGS, one, spread((one,), asked=number), window=WINDOW, now=NOW).points


class TestDropped:
    def test_everything_without_a_line_is_listed_once_with_its_rule(self):
        advert = Finding(kind=FindingKind.INTENT, value="advert")
        store = listening(
            *(question(number) for number in range(1, 7)),
            mention(7),
            replace(mention(8), dropped="namesake_about"),
            mention(9, is_own=True),
            replace(question(10), findings=(advert, Finding(kind=FindingKind.INTENT, value="question"))),
        )
        store.desk.finish(1, because=None, today=TODAY)
        store.desk.snooze(2, NOW + timedelta(hours=1), because=None, today=TODAY)
        store.desk.mute(Mute(kind=MuteKind.AUTHOR, value="feed author 3", muted_on=TODAY))
        held_by(store, 4)

        found = dropped(store, SETTINGS, now=NOW, window=WINDOW, limit=5, lines=1, hide=("advert",))

        assert {group.rule: [one.id for one in group.mentions] for group in found.groups} == {
            Rule.DROPPED: [8],
            Rule.OWN: [9],
            Rule.MUTED: [3],
            Rule.CLAIMED: [4],
            Rule.DONE: [1],
            Rule.SNOOZED: [2],
            Rule.HIDDEN: [10],
            Rule.POINTS: [7],
            Rule.ROOM: [6],
        }
        assert (found.lines, found.total, found.is_exact) == (1, 9, True)

    def test_where_everything_has_a_line_nothing_is_listed(self):
        found = dropped(listening(question(1)), SETTINGS, now=NOW, window=WINDOW, limit=5)

        assert (found.groups, found.lines) == ((), 1)

    def test_the_same_rule_as_why_not_says(self):
        store = listening(*(question(number) for number in range(1, 9)), mention(9))
        store.desk.finish(2, because="so", today=TODAY)
        reader = Reader(me=Me(minutes=10))

        found = dropped(store, SETTINGS, now=NOW, window=WINDOW, limit=9, minutes=10, reader=reader)

        for group in found.groups:
            for one in group.mentions:
                assert rule_of(store, one, reader) is group.rule
        assert Rule.BUDGET in {group.rule for group in found.groups}
