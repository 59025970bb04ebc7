"""Every label can be traced to what made it so; what an older analyzer did not note is unknown, never made up."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_world import NOW, SETTINGS, ReadingStore, busy_day, mention, old_runs, region, sentiment

from listen.brand import Settings
from listen.errors import UsageError
from listen.explaining import Rule, Section, explain
from listen.model import Evidence, Finding, FindingKind, Label, Match, Sentiment, Span
from listen.protocols import Filter, Volume
from listen.records import Judgement, Subject

TODAY = date(2026, 11, 24)


def of(*held, number=1, settings=SETTINGS, **store):  # noqa: ANN002, ANN003
    """Return what is explained of one mention in a store that holds these."""
    return explain(ReadingStore(held=list(held), past_runs=old_runs(), **store), settings, number, now=NOW)


def question(number=1, **values):  # noqa: ANN003
    return mention(number, f"Is number {number} loud?", **{"author": f"author {number}", "replies": 0, **values})


class TestWhatIsKnown:
    def test_a_mention_that_is_not_there_is_refused(self):
        with pytest.raises(UsageError):
            of(mention(1), number=2)

    @pytest.mark.parametrize(
        ("language", "hint", "agrees"),
        [
            ("de", "de", True),
            ("de", "DE_at", True),
            ("de", "en", False),
            ("de", None, None),
            (None, "de", None),
            ("de", "und", None),
            ("de", "\x1b[2J", None),
            ("de", "", None),
        ],
    )
    def test_the_sources_claim_is_compared_not_believed(self, language, hint, agrees):
        one = mention(1, language=language)
        one = replace(one, post=replace(one.post, language_hint=hint))

        heard = of(one).heard

        assert (heard.language, heard.claimed, heard.agrees) == (language, hint, agrees)

    def test_a_match_says_where_and_for_whom(self):
        one = mention(1, "ExampleVent is loud.", title="ExampleVent again")

        (sought,) = of(one).sought

        assert (sought.fields, sought.query.name, sought.unit) == (("title", "text"), "brand", "Lüftung")

    def test_a_query_that_is_gone_from_the_file_is_said_to_be_gone(self):
        assert of(mention(1, queries=("old",))).sought[0].query is None

    def test_targets_are_where_the_words_stand_in_title_and_text(self):
        one = mention(1, "It is loud. ExampleVent, I mean.", title="About ExampleVent")

        found = of(one)

        assert [found.text[start:end] for start, end in found.targets] == ["ExampleVent", "ExampleVent"]

    def test_targets_beyond_the_text_are_left_out(self):
        wild = Match(query="brand", words=("x",), spans=(Span(field="text", start=3, end=9_999),))

        assert of(replace(mention(1), matches=(wild,))).targets == ()

    def test_towards_the_brand_and_overall_are_two_numbers(self):
        both = replace(sentiment(Label.PRAISE), polarity=0.7, overall=-0.4)

        assert (of(replace(mention(1), sentiment=both)).judged.towards, 0.7) == (0.7, 0.7)
        assert of(replace(mention(1), sentiment=both)).judged.overall == -0.4

    def test_an_older_analyzer_leaves_unknown_what_it_did_not_note(self):
        judged = of(mention(1, label=Label.CRITICISM)).judged

        assert (judged.towards, judged.probabilities, judged.untaught, judged.is_turned) == (None, None, None, False)
        assert judged.overall == -0.6

    def test_unscored_is_no_label_and_no_zero(self):
        judged = of(mention(1, label=None)).judged

        assert (judged.label, judged.overall, judged.sentiment) == (None, None, None)

    def test_evidence_that_moved_is_not_shown_as_if_it_stood_there(self):
        stands = Evidence(word="roof", start=22, end=26, weight=0.5)
        moved = replace(stands, start=3, end=7)

        judged = [
            of(replace(mention(1), sentiment=sentiment(Label.PRAISE, 0.8, one))).judged for one in (stands, moved)
        ]

        assert [one.is_placed for one in judged] == [True, False]

    def test_what_was_learned_is_told_with_what_it_turned(self):
        taught = Sentiment(
            analyzer="builtin@1",
            polarity=-0.5,
            confidence=0.6,
            label=Label.CRITICISM,
            probabilities=(0.6, 0.3, 0.1),
            untaught=(0.2, 0.5, 0.3),
        )

        judged = of(replace(mention(1), sentiment=taught)).judged

        assert (judged.untaught, judged.is_turned) == (Label.NEUTRAL, True)

    def test_a_correction_stands_beside_what_was_judged(self):
        one = replace(mention(1, label=Label.PRAISE), corrected=Label.CRITICISM)
        said = [
            Judgement(id=1, mention_id=1, about=Subject.SENTIMENT, verdict="criticism", told="praise", judged_on=TODAY),
            Judgement(id=2, mention_id=7, about=Subject.SENTIMENT, verdict="praise", judged_on=TODAY),
        ]

        found = of(one, judged=said)

        assert (found.judged.label, found.judged.sentiment.label) == (Label.CRITICISM, Label.PRAISE)
        assert [one.id for one in found.judgements] == [1]

    def test_other_analyzers_are_named_apart(self):
        now, older = replace(sentiment(Label.PRAISE), analyzer="builtin@2"), sentiment(Label.NEUTRAL)

        found = of(replace(mention(1), sentiment=now), scored={1: (now, older)})

        assert [one.analyzer for one in found.judged.others] == ["rules@1"]

    def test_regions_come_surest_first(self):
        found = (region("AT", 0.3, "x", -1), region("DE-NW", 0.9, "Gütersloh", 4))

        assert [one.value for one in of(replace(mention(1), findings=found)).regions] == ["DE-NW", "AT"]


class TestPriority:
    def test_terms_add_up_to_what_is_stored_and_shown(self):
        found = of(question(label=Label.CRITICISM, likes=50)).ranked

        assert found.sum == sum(term.points for term in found.terms)
        assert found.stored == found.kept == max(0, min(100, found.sum))
        assert found.today == found.stored + found.age.points
        assert not found.is_stale

    def test_sum_below_zero_is_kept_at_zero(self):
        found = of(mention(1, is_own=True)).ranked

        assert (found.sum < 0, found.kept) == (True, 0)

    def test_points_of_older_rules_are_called_stale(self):
        assert of(replace(question(), priority=11)).ranked.is_stale


class TestPlace:
    def test_a_line_is_named_by_its_number(self):
        found = of(question(1, hours=9), question(2, hours=1))

        assert (found.place.section, found.place.number, found.place.rule) == (Section.LINE, 2, None)

    def test_every_line_of_a_digest_is_explained_as_that_line(self):
        store = busy_day()
        lines = [
            explain(store, SETTINGS, number, now=NOW).place for number in (1047, 1042, 1051, 1039, 1033, 1036, 1029)
        ]

        assert [place.number for place in lines] == [1, 2, 3, 4, 5, 6, 7]

    def test_examples_are_found_in_their_column(self):
        assert explain(busy_day(), SETTINGS, 1044, now=NOW).place.section is Section.PRAISE

    def test_every_mention_of_the_day_has_a_place_and_a_reason(self):
        store = busy_day()

        for one in store.held:
            place = explain(store, SETTINGS, one.id, now=NOW).place
            assert (place.rule is None) is (place.section is Section.LINE)
            assert place.is_counted

    @pytest.mark.parametrize(
        ("one", "rule", "section"),
        [
            pytest.param(mention(1), Rule.POINTS, Section.COUNTED, id="neutral and nothing asked"),
            pytest.param(question(is_own=True), Rule.OWN, Section.NOWHERE, id="our own"),
            pytest.param(replace(question(), dropped="namesake"), Rule.DROPPED, Section.NOWHERE, id="dropped"),
            pytest.param(question(queries=("Musterflex",)), Rule.RIVAL, Section.NOWHERE, id="competitor"),
            pytest.param(question(queries=("old",)), Rule.UNMATCHED, Section.NOWHERE, id="query gone"),
            pytest.param(replace(question(), matches=()), Rule.UNMATCHED, Section.NOWHERE, id="edited away"),
            pytest.param(question(hours=24 * 6), Rule.OUTSIDE, Section.NOWHERE, id="old"),
        ],
    )
    def test_the_rule_that_keeps_it_out_is_named(self, one, rule, section):
        place = of(one).place

        assert (place.rule, place.section) == (rule, section)

    def test_points_are_told_with_what_is_needed(self):
        place = of(mention(1)).place

        assert (place.needed, place.points) == (20, max(0, mention(1).priority - 1))

    def test_copy_points_to_the_one_that_stands_for_it(self):
        copy = replace(question(2, hours=1), story_id=1)

        found = of(question(1, hours=5), copy, number=2)

        assert (found.place.rule, found.place.leader, found.leader) == (Rule.COPY, 1, 1)

    def test_first_one_leads_its_story(self):
        assert of(question(1, hours=5), replace(question(2), story_id=1)).leader is None

    def test_copy_that_matches_more_stands_for_itself(self):
        copy = replace(question(2, hours=1, queries=("brand", "hose")), story_id=1)

        assert of(question(1, hours=5), copy, number=2).leader is None

    def test_fourth_of_one_author_is_explained_by_the_author(self):
        flood = [question(number, author="loud", hours=number) for number in range(1, 7)]

        assert of(*flood, number=6).place.rule is Rule.AUTHOR

    def test_thirteenth_of_many_has_no_room(self):
        many = [question(number, hours=number / 10) for number in range(1, 30)]

        assert of(*many, number=29).place.rule is Rule.ROOM

    def test_hidden_intent_is_named_when_it_keeps_it_out(self):
        advert = Finding(kind=FindingKind.INTENT, value="advert", confidence=0.9)
        settings = replace(SETTINGS, hide=("advert",))

        place = of(replace(mention(1), findings=(advert,)), settings=settings).place

        assert place.rule is Rule.HIDDEN

    def test_an_old_mention_is_placed_in_a_digest_of_its_own_day_too(self):
        found = of(question(hours=24 * 6))

        assert found.place.section is Section.NOWHERE
        assert (found.then.section, found.then.number, found.then.window.since) == (
            Section.LINE,
            1,
            TODAY - timedelta(days=6),
        )

    def test_a_mention_of_today_has_one_place(self):
        assert of(question()).then is None

    def test_story_of_a_spike_is_named_under_it(self):
        copies = [replace(mention(number), story_id=1) for number in range(2, 12)]
        quiet = [
            Volume(day=TODAY - timedelta(days=back), queries=("brand",), label=None, mentions=1, stories=1)
            for back in range(2, 30)
        ]

        place = of(mention(1), *copies, background=quiet).place

        assert (place.section, place.spikes) == (Section.SPIKE, ("brand",))

    def test_no_queries_at_all_are_no_error(self):
        assert of(mention(1), settings=Settings(brand=SETTINGS.brand)).place.rule is Rule.UNMATCHED


@given(
    text=st.text(max_size=60),
    title=st.none() | st.text(max_size=20),
    spans=st.lists(
        st.tuples(st.sampled_from(["text", "title", "tag"]), st.integers(-5, 90), st.integers(-5, 90)), max_size=6
    ),
)
def test_targets_always_lie_in_the_text_in_order(text, title, spans):
    placed = tuple(Span(field=field, start=start, end=end) for field, start, end in spans)
    one = mention(1, text, title=title, word="zzzz")
    found = of(replace(one, matches=(Match(query="brand", words=("x",), spans=placed),)))

    at = 0
    for start, end in found.targets:
        assert at <= start < end <= len(found.text)
        at = end


def test_explaining_reads_little_of_a_large_store():
    many = [question(number, hours=number / 200) for number in range(1, 3_000)]
    store = ReadingStore(held=many, past_runs=old_runs())

    explain(store, SETTINGS, 2_999, now=NOW)

    assert store.handed_out < 1_500
    assert len(list(store.mentions(Filter(limit=5)))) == 5
