"""What every store promises (`listen.protocols.Store`), asked of each implementation."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from listen.columns import COLUMNS, row_of
from listen.model import Engagement, FindingKind, Label
from listen.protocols import (
    Filter,
    Judgement,
    Learned,
    Order,
    Run,
    SaveCounts,
    Scored,
    Store,
    StreamState,
    Subject,
    Volume,
)
from listen.records import NOT_OURS, OURS
from tests.store.world import NOW, STATE, STORY, delivery, finding, folded, match, mention, sentiment

TODAY = NOW.date()
ALWAYS = (date(2000, 1, 1), date(2100, 1, 1))


def ids(store: Store, wanted: Filter | None = None) -> list[str]:
    return [one.post.native_id for one in store.mentions(wanted or Filter())]


def volumes(store: Store) -> list[tuple[tuple[str, ...], str | None, int, int]]:
    found = [(one.queries, one.label, one.mentions, one.stories) for one in store.volumes(*ALWAYS)]
    return sorted(found, key=str)


def test_a_mention_comes_back_as_it_was_saved(store: Store):
    one = mention("1", judged=sentiment(), queries=("brand", "hose"), likes=3)
    one = replace(one, post=replace(one.post, published_at=one.published_at.replace(microsecond=5)))

    counts = store.save([delivery(one)], now=NOW)

    assert counts == SaveCounts(new=1)
    assert store.mention(1) == replace(one, id=1, story_id=1, story_size=1)
    assert list(store.mentions(Filter())) == [replace(one, id=1, story_id=1)]


def test_unknown_stays_unknown(store: Store):
    one = mention("1", title=None, url=None, language=None, text="")
    one = replace(one, post=replace(one.post, author=None, place=None, published_at=None, tags=(), links=()))

    store.save([delivery(one)], now=NOW)

    assert store.mention(1) == replace(one, id=1, story_id=1, story_size=1)


def test_saving_twice_changes_nothing(store: Store):
    store.save([delivery(mention("1"), mention("2"))], now=NOW)
    before = list(store.mentions(Filter())), volumes(store), store.total()

    counts = store.save([delivery(mention("1"), mention("2"))], now=NOW + timedelta(days=1))

    assert counts == SaveCounts()
    assert (list(store.mentions(Filter())), volumes(store), store.total()) == before


def test_an_edit_keeps_first_seen_and_number_and_is_found_by_its_new_words(store: Store):
    store.save([delivery(mention("1", "ExampleVent pfeift."))], now=NOW)
    later = NOW + timedelta(days=2)
    edit = replace(mention("1", "ExampleVent brummt.", edited_at=later, fingerprint=b"two"), first_seen_at=later)

    counts = store.save([delivery(edit)], now=later)

    assert counts == SaveCounts(changed=1)
    assert store.mention(1) == replace(edit, id=1, first_seen_at=NOW, story_id=1, story_size=1)
    assert [one.id for one in store.search("brummt", Filter())] == [1]
    assert list(store.search("pfeift", Filter())) == []


def test_new_reactions_are_no_change_and_keep_the_time_of_the_last_edit(store: Store):
    store.save([delivery(mention("1", edited_at=NOW))], now=NOW)

    counts = store.save([delivery(mention("1", likes=7))], now=NOW)

    stored = store.mention(1)
    assert stored is not None
    assert (counts, stored.post.engagement, stored.edited_at) == (SaveCounts(), Engagement(likes=7), NOW)


def test_only_the_same_origin_may_change_a_post(store: Store):
    store.save([delivery(mention("1", "ExampleVent ist gut."))], now=NOW)

    counts = store.save([delivery(mention("1", "ExampleVent ist schlecht.", origin="https://evil.example/"))], now=NOW)

    stored = store.mention(1)
    assert stored is not None
    assert (counts, stored.post.text) == (SaveCounts(), "ExampleVent ist gut.")


def test_the_same_native_id_of_another_source_is_another_post(store: Store):
    store.save([delivery(mention("1", source="feed"), mention("1", source="mastodon"))], now=NOW)

    assert store.total() == 2


def test_of_two_versions_in_one_save_the_last_wins_and_counts_once(store: Store):
    counts = store.save([delivery(mention("1", "alt")), delivery(mention("1", "neu"))], now=NOW)

    assert counts == SaveCounts(new=1)
    assert [one.post.text for one in store.mentions(Filter())] == ["neu"]


def test_what_no_query_matches_any_more_leaves_lists_and_counts_but_is_not_lost(store: Store):
    store.save([delivery(mention("1", "ExampleVent"), mention("2", "ExampleVent auch"))], now=NOW)

    counts = store.save([delivery(mention("1", "Nichts mehr", queries=()))], now=NOW)

    assert counts == SaveCounts(changed=1)
    assert ids(store) == ["2"]
    assert ids(store, Filter(order=Order.PRIORITY)) == ["2"]
    assert volumes(store) == [(("brand",), None, 1, 1)]
    assert store.total() == 1
    assert list(store.search("Nichts", Filter())) == []
    kept = store.mention(1)
    assert kept is not None
    assert kept.post.text == "Nichts mehr"
    assert store.known("feed", ["1"])["1"].queries == frozenset()


def test_what_matches_again_is_back(store: Store):
    for queries in (("brand",), (), ("hose",)):
        store.save([delivery(mention("1", queries=queries))], now=NOW)

    assert ids(store, Filter(is_folded=True)) == ["1"]
    assert volumes(store) == [(("hose",), None, 1, 1)]
    assert store.total() == 1


def test_a_new_post_without_matches_is_not_stored(store: Store):
    counts = store.save([delivery(mention("1", queries=()))], now=NOW)

    assert (counts, store.total(), store.mention(1)) == (SaveCounts(), 0, None)


def test_known_tells_what_is_needed_to_see_a_change(store: Store):
    store.save([delivery(mention("1", queries=("hose", "brand"), likes=2))], now=NOW)

    known = store.known("feed", ["1", "2", "'; DROP TABLE posts; --"])

    assert list(known) == ["1"]
    one = known["1"]
    assert (one.id, one.origin, one.fingerprint) == (1, "https://bau.example/feed", b"one")
    assert (one.engagement, one.queries, one.first_seen_at) == (
        Engagement(likes=2),
        frozenset({"brand", "hose"}),
        NOW,
    )


def test_streams_are_remembered_whole(store: Store):
    state = StreamState(
        key="hackernews ExampleVent",
        source="hackernews",
        host="hn.example",
        place="Hacker News",
        checkpoint="42",
        rules="abc",
        moved_to="https://hn.example/new",
        failures=3,
        failing_since=NOW,
        last_success_at=NOW,
        next_allowed_at=NOW + timedelta(hours=1),
        error_key="source.timed_out",
        error_values={"host": "hn.example", "seconds": 30},
        gap_since=NOW,
        gap_until=NOW,
        gap_missed=4,
        gap_seen_at=NOW,
        seen=100,
        brought=7,
    )

    store.save([delivery(state=STATE), delivery(state=state)], now=NOW)
    store.save([delivery(state=replace(STATE, checkpoint="c2"))], now=NOW)

    assert store.streams() == {STATE.key: replace(STATE, checkpoint="c2"), state.key: state}


def test_runs_come_newest_first_and_a_killed_one_has_no_end(store: Store):
    first, second = store.begin_run(NOW), store.begin_run(NOW + timedelta(hours=1))
    ended = Run(id=first, started_at=NOW, ended_at=NOW, streams=5, failed=1, new=2, changed=3)

    store.end_run(ended)

    assert list(store.runs(9)) == [Run(id=second, started_at=NOW + timedelta(hours=1)), ended]
    assert [one.id for one in store.runs(1)] == [second]


LISTED = (
    mention("old", hours_ago=100, priority=50, judged=sentiment(Label.CRITICISM), queries=("brand",)),
    mention("own", hours_ago=50, priority=99, is_own=True, queries=("brand",)),
    mention("toot", hours_ago=30, priority=90, source="mastodon", language="en", queries=("hose",)),
    mention("both", hours_ago=3, priority=50, judged=sentiment(Label.PRAISE), queries=("brand", "hose")),
    mention("rival", hours_ago=2, priority=0, judged=sentiment(Label.NEUTRAL), language=None, queries=("Musterflex",)),
)


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        pytest.param(Filter(), ["rival", "both", "toot", "old"], id="newest first, own posts left out"),
        pytest.param(Filter(order=Order.OLDEST), ["old", "toot", "both", "rival"], id="oldest first"),
        pytest.param(Filter(order=Order.PRIORITY), ["toot", "both", "old", "rival"], id="priority, then newest"),
        pytest.param(Filter(is_own=None, order=Order.PRIORITY), ["own", "toot", "both", "old", "rival"], id="all"),
        pytest.param(Filter(is_own=True), ["own"], id="only own"),
        pytest.param(Filter(is_own=True, order=Order.PRIORITY), ["own"], id="only own, by priority"),
        pytest.param(Filter(queries=("brand", "hose")), ["both", "toot", "old"], id="two queries, each once"),
        pytest.param(Filter(queries=("hose",), order=Order.PRIORITY), ["toot", "both"], id="one query"),
        pytest.param(Filter(queries=("unheard of",)), [], id="unknown query"),
        pytest.param(Filter(sources=("mastodon", "x")), ["toot"], id="source"),
        pytest.param(Filter(sources=("feed",), order=Order.PRIORITY), ["both", "old", "rival"], id="source, priority"),
        pytest.param(Filter(languages=("en",)), ["toot"], id="language"),
        pytest.param(Filter(labels=(Label.PRAISE, Label.CRITICISM)), ["both", "old"], id="labels"),
        pytest.param(Filter(labels=(None,)), ["toot"], id="unscored only"),
        pytest.param(
            Filter(labels=(None, Label.PRAISE), order=Order.PRIORITY), ["toot", "both"], id="unscored and praise"
        ),
        pytest.param(Filter(since=TODAY), ["rival", "both"], id="since a day"),
        pytest.param(Filter(until=TODAY), ["toot", "old"], id="until a day, exclusive"),
        pytest.param(
            Filter(since=TODAY - timedelta(days=3), until=TODAY - timedelta(days=2), order=Order.PRIORITY),
            [],
            id="a day without any",
        ),
        pytest.param(Filter(since=date.min, until=date.max), ["rival", "both", "toot", "old"], id="all days"),
        pytest.param(Filter(limit=2), ["rival", "both"], id="limit"),
        pytest.param(Filter(limit=2, order=Order.PRIORITY), ["toot", "both"], id="limit, priority"),
        pytest.param(Filter(limit=0), [], id="limit nought"),
    ],
)
def test_a_filter_gives_what_it_says_in_its_order(store: Store, wanted: Filter, expected: list[str]):
    store.save([delivery(*LISTED)], now=NOW)

    assert ids(store, wanted) == expected
    assert [row[0] for row in store.rows(wanted, ("native_id",))] == [
        f"{'mastodon' if one == 'toot' else 'feed'}:{one}" for one in expected
    ]


def test_rows_are_what_the_export_makes_of_mentions(store: Store):
    odd = replace(
        mention("odd", url=None, title=None, queries=("a", "b"), judged=sentiment(), edited_at=NOW, likes=4),
        matches=(match("a", "Example\nVent", "leise"), match("b", "leise", "=Rohr")),
    )
    store.save([delivery(*LISTED, odd)], now=NOW)

    rows = list(store.rows(Filter(), COLUMNS))

    assert rows == [row_of(one) for one in store.mentions(Filter())]


@pytest.mark.parametrize(
    ("verdict", "aspects"),
    [
        (None, "praise:noise\npraise:price"),
        ("praise", "praise:noise\npraise:price"),
        ("mixed", "praise:noise\npraise:price"),
        ("criticism", None),
        ("neutral", None),
    ],
)
def test_a_row_names_no_aspect_that_a_person_denied(store: Store, verdict: str | None, aspects: str | None):
    store.save([delivery(mention("a", judged=sentiment(), queries=("brand",)))], now=NOW)
    if verdict is not None:
        said = Judgement(mention_id=1, about=Subject.SENTIMENT, verdict=verdict, told="praise", judged_on=TODAY)
        store.judge(said)

    assert list(store.rows(Filter(), ("label", "aspects"))) == [(verdict or "praise", aspects)]
    assert [row_of(one)[COLUMNS.index("aspects")] for one in store.mentions(Filter())] == [aspects]


def test_copies_join_the_story_that_came_first(store: Store):
    first = folded(mention("a", STORY, title="Neue Anlage von ExampleVent leiser", hours_ago=30, queries=("brand",)))
    copy = folded(mention("b", STORY + ".", title="Neue Anlage von ExampleVent leiser", hours_ago=2))
    other = folded(mention("c", "ExampleVent sucht Leute.", hours_ago=1))

    counts = [store.save([delivery(first)], now=NOW), store.save([delivery(copy, other)], now=NOW)]

    assert counts == [SaveCounts(new=1), SaveCounts(new=2, folded=1)]
    assert ids(store, Filter(is_folded=True)) == ["c", "a"]
    assert ids(store, Filter(is_folded=True, order=Order.PRIORITY)) == ["c", "a"]
    assert [one.story_size for one in store.mentions(Filter(is_folded=True))] == [1, 2]
    assert [one.post.native_id for one in store.story(1)] == ["a", "b"]
    assert store.story(2) == []
    assert sum(one.stories for one in store.volumes(*ALWAYS)) == 2
    assert sum(one.mentions for one in store.volumes(*ALWAYS)) == 3


def test_copies_within_one_save_fold_too(store: Store):
    counts = store.save([delivery(*(folded(mention(name, STORY)) for name in "abc"))], now=NOW)

    assert counts == SaveCounts(new=3, folded=2)
    assert [one.story_id for one in store.mentions(Filter(order=Order.OLDEST))] == [1, 1, 1]


def test_what_lies_more_than_two_weeks_apart_is_not_one_story(store: Store):
    near, far = mention("near", STORY, hours_ago=24 * 14), mention("far", STORY, hours_ago=24 * 30)
    store.save([delivery(folded(mention("a", STORY, hours_ago=0)))], now=NOW)

    counts = store.save([delivery(folded(far), folded(near))], now=NOW)

    assert counts == SaveCounts(new=2, folded=1)


def test_when_the_first_of_a_story_stops_matching_the_next_stands_for_it(store: Store):
    store.save([delivery(*(folded(mention(name, STORY, hours_ago=1)) for name in "abc"))], now=NOW)

    store.save([delivery(mention("a", "Weg", queries=()))], now=NOW)

    assert ids(store, Filter(is_folded=True)) == ["b"]
    assert volumes(store) == [(("brand",), None, 2, 1)]
    second = store.mention(2)
    assert second is not None
    assert (second.story_id, second.story_size) == (1, 2)


def test_no_query_loses_a_story_to_a_copy_that_it_does_not_match(store: Store):
    store.save(
        [
            delivery(
                folded(mention("a", STORY, queries=("brand",))),
                folded(mention("b", STORY, queries=("brand", "hose"))),
                folded(mention("c", STORY, queries=("hose",))),
            )
        ],
        now=NOW,
    )

    assert ids(store, Filter(is_folded=True, queries=("hose",))) == ["b"]
    assert ids(store, Filter(is_folded=True, queries=("brand",), order=Order.PRIORITY)) == ["b", "a"]
    assert {one.story_id for one in store.mentions(Filter())} == {1}


def test_a_press_release_of_our_own_does_not_hide_what_others_make_of_it(store: Store):
    store.save([delivery(folded(mention("ours", STORY, is_own=True)), folded(mention("theirs", STORY)))], now=NOW)

    assert ids(store, Filter(is_folded=True)) == ["theirs"]
    assert volumes(store) == [(("brand",), None, 1, 1)]
    assert store.total() == 2


def test_volumes_are_by_day_combination_and_label_without_own_posts(store: Store):
    store.save([delivery(*LISTED)], now=NOW)

    found = store.volumes(TODAY, TODAY + timedelta(days=1))

    assert list(found) == [
        Volume(day=TODAY, queries=("Musterflex",), label=Label.NEUTRAL, mentions=1, stories=1),
        Volume(day=TODAY, queries=("brand", "hose"), label=Label.PRAISE, mentions=1, stories=1),
    ]


def test_a_changed_judgement_moves_the_counts_and_keeps_the_older_one(store: Store):
    store.save([delivery(mention("1", judged=sentiment(Label.NEUTRAL, "rules@1")), mention("2"))], now=NOW)
    better = sentiment(Label.CRITICISM, "rules@2", -0.7)

    count = store.rescore(
        [
            Scored(id=1, language="en", language_confidence=0.7, sentiment=better, priority=77),
            Scored(id=2, language="nl", language_confidence=0.9, sentiment=None, priority=5),
            Scored(id=99, language=None, language_confidence=None, sentiment=better, priority=1),
        ]
    )

    assert count == 2
    assert list(store.scores(1)) == [better, sentiment(Label.NEUTRAL, "rules@1")]
    assert volumes(store) == [(("brand",), Label.CRITICISM, 1, 1), (("brand",), None, 1, 1)]
    first = store.mention(1)
    assert first is not None
    assert (first.sentiment, first.language, first.language_confidence, first.priority) == (better, "en", 0.7, 77)
    assert ids(store, Filter(order=Order.PRIORITY)) == ["1", "2"]


def test_two_judgements_of_one_mention_at_once_count_it_once(store: Store):
    store.save([delivery(mention("1", judged=sentiment(Label.NEUTRAL)))], now=NOW)
    twice = [sentiment(Label.PRAISE, "rules@2"), sentiment(Label.CRITICISM, "rules@3")]

    store.rescore(Scored(id=1, language="de", language_confidence=1.0, sentiment=one, priority=1) for one in twice)

    assert volumes(store) == [(("brand",), Label.CRITICISM, 1, 1)]
    assert [one.analyzer for one in store.scores(1)] == ["rules@3", "rules@1", "rules@2"]


@pytest.mark.parametrize("is_own", [False, None])
def test_a_long_list_can_be_read_page_by_page(store: Store, is_own: bool | None):
    several = [
        mention(str(n), judged=sentiment() if n % 3 else None, hours_ago=n % 7 * 11, priority=n % 4, is_own=n % 9 == 0)
        for n in range(60)
    ]
    store.save([delivery(*several)], now=NOW)
    whole = Filter(order=Order.PRIORITY, is_own=is_own)

    read: list[int | None] = []
    after = None
    while page := list(store.mentions(replace(whole, after=after, limit=7))):
        read += [one.id for one in page]
        after = (page[-1].priority, page[-1].published_at, page[-1].id or 0)

    assert read == [one.id for one in store.mentions(whole)]


def test_what_nobody_can_judge_any_more_is_unscored(store: Store):
    store.save([delivery(mention("1", judged=sentiment()))], now=NOW)

    store.rescore([Scored(id=1, language=None, language_confidence=None, sentiment=None, priority=1)])

    stored = store.mention(1)
    assert stored is not None
    assert stored.label is None
    assert list(store.scores(1)) == [sentiment()]


def test_mentions_may_be_rescored_while_they_are_read(store: Store):
    store.save([delivery(*(mention(str(n), judged=sentiment(), hours_ago=n % 5) for n in range(2_500)))], now=NOW)
    worse = sentiment(Label.CRITICISM, "rules@2")

    count = store.rescore(
        Scored(id=one.id or 0, language="de", language_confidence=1.0, sentiment=worse, priority=99)
        for one in store.mentions(Filter())
    )

    assert count == 2_500
    assert {one.label for one in store.volumes(*ALWAYS)} == {Label.CRITICISM}


def test_what_is_read_lazily_shows_one_moment(store: Store):
    store.save([delivery(*(mention(str(n)) for n in range(600)))], now=NOW)
    reading = store.mentions(Filter(order=Order.OLDEST))
    next(reading)

    store.save([delivery(*(mention(str(n), queries=()) for n in range(600)))], now=NOW)

    assert sum(1 for _ in reading) == 599
    assert ids(store) == []


@pytest.mark.parametrize(
    "asked",
    [
        "https://bau.example/1",
        "http://bau.example/1/",
        "https://BAU.example:443/1?utm_source=mail#top",
    ],
)
def test_a_mention_is_found_by_any_form_of_its_address(store: Store, asked: str):
    store.save([delivery(mention("0"), mention("1", url="https://bau.example/1?utm_medium=rss"))], now=NOW)

    found = store.find(asked)

    assert found is not None
    assert (found.post.native_id, found.story_size) == ("1", 1)


@pytest.mark.parametrize("asked", ["https://bau.example/2", "nonsense", "", "\ud800", "https://bau.example/1?page=2"])
def test_an_address_that_nobody_has_finds_nothing(store: Store, asked: str):
    store.save([delivery(mention("1"), mention("0", url=None))], now=NOW)

    assert store.find(asked) is None


@pytest.mark.parametrize("number", [0, 2, -1, 2**63, -(2**64)])
def test_a_number_that_nobody_has_finds_nothing(store: Store, number: int):
    store.save([delivery(mention("1"))], now=NOW)

    assert (store.mention(number), list(store.story(number)), list(store.scores(number))) == (None, [], [])


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param("leise", {"a"}, id="one word"),
        pytest.param("LEISE Lüftung", {"a"}, id="case, and words in any order"),
        pytest.param("Lueftung", {"a"}, id="ue for ü"),
        pytest.param("luftung", {"a"}, id="no dots at all"),
        pytest.param("Straße", {"b", "d"}, id="ss for ß"),
        pytest.param("strasse", {"b", "d"}, id="ß for ss"),
        pytest.param("Öl", {"c"}, id="ö for oe"),
        pytest.param("leise laut", set(), id="all words, not any"),
        pytest.param("Rohr-Set", {"b"}, id="a hyphen is no syntax"),
        pytest.param("C++", {"c"}, id="plus signs"),
        pytest.param('"Rohr Set', {"b"}, id="an open quote"),
        pytest.param("title:leise", set(), id="no columns"),
        pytest.param("leise NOT Lüftung", set(), id="no operators"),
        pytest.param("lei*", set(), id="no prefixes"),
        pytest.param("überschrift", {"a", "b", "c", "d"}, id="the title is searched too"),
        pytest.param("", set(), id="nothing"),
        pytest.param('" * ^ ( ) {} -- ;', set(), id="only signs"),
        pytest.param("\0", set(), id="NUL"),
        pytest.param("\ud800 leise", {"a"}, id="half a surrogate"),
        pytest.param("NEAR(leise Lüftung)", set(), id="no NEAR"),
    ],
)
def test_search_finds_literal_words(store: Store, words: str, expected: set[str]):
    texts = {
        "a": "Die Lüftung ist leise.",
        "b": "Das Rohr-Set von der Strasse",
        "c": "Oel für C++",
        "d": "In der Hauptstraße 5, einer Straße",
    }
    store.save([delivery(*(mention(name, text, title="Überschrift") for name, text in texts.items()))], now=NOW)

    found = {one.post.native_id for one in store.search(words, Filter())}

    assert found == expected


def test_search_heeds_the_filter(store: Store):
    store.save([delivery(*LISTED)], now=NOW)

    found = [one.post.native_id for one in store.search("leise", Filter(queries=("hose",), limit=5))]

    assert sorted(found) == ["both", "toot"]


def said(number: int, about: Subject, verdict: str, told: str | None = None) -> Judgement:
    return Judgement(
        mention_id=number, about=about, verdict=verdict, told=told, because="steht da", judged_on=NOW.date()
    )


def test_a_correction_is_in_charge_and_the_original_stays(store: Store):
    store.save([delivery(mention("1", judged=sentiment(Label.PRAISE)))], now=NOW)

    number = store.judge(said(1, Subject.SENTIMENT, "criticism", "praise"))

    found = store.mention(1)
    assert found is not None
    assert (found.label, found.corrected) == (Label.CRITICISM, Label.CRITICISM)
    assert found.sentiment == sentiment(Label.PRAISE)
    assert list(store.scores(1)) == [sentiment(Label.PRAISE)]
    assert [one.label for one in store.volumes(date.min, date.max)] == [Label.CRITICISM]
    assert [(one.id, one.verdict, one.told) for one in store.judgements()] == [(number, "criticism", "praise")]


def test_a_correction_outlives_edits_and_new_scores(store: Store):
    store.save([delivery(mention("1", judged=sentiment(Label.PRAISE)))], now=NOW)
    store.judge(said(1, Subject.SENTIMENT, "mixed"))
    store.judge(said(1, Subject.LANGUAGE, "nl"))
    store.judge(said(1, Subject.RELEVANCE, OURS))

    store.save([delivery(mention("1", "ExampleVent pfeift.", judged=sentiment(), dropped="namesake"))], now=NOW)
    store.rescore(
        [Scored(id=1, language="de", language_confidence=0.9, sentiment=sentiment(), priority=1, dropped="namesake")]
    )

    found = store.mention(1)
    assert found is not None
    assert (found.label, found.language, found.language_confidence, found.is_ours) == (Label.MIXED, "nl", 1.0, True)
    assert found.dropped is None


def test_an_undone_judgement_gives_the_one_before_it_its_place_back(store: Store):
    store.save([delivery(mention("1", judged=sentiment(Label.PRAISE)))], now=NOW)
    store.judge(said(1, Subject.SENTIMENT, "mixed"))
    second = store.judge(said(1, Subject.SENTIMENT, "neutral"))

    labels = []
    for number in (second, 1, 1):
        store.unjudge(number or 0)
        found = store.mention(1)
        labels.append(found and found.label)

    assert labels == [Label.MIXED, Label.PRAISE, Label.PRAISE]
    assert list(store.judgements()) == []
    assert store.judge(said(99, Subject.SENTIMENT, "mixed")) is None


def test_what_is_not_ours_leaves_lists_and_counts_and_can_be_seen_and_brought_back(store: Store):
    store.save([delivery(mention("1", judged=sentiment())), delivery(mention("2", judged=sentiment()))], now=NOW)

    number = store.judge(said(1, Subject.RELEVANCE, NOT_OURS))

    assert [one.id for one in store.mentions(Filter())] == [2]
    assert [(one.id, one.dropped) for one in store.mentions(Filter(is_dropped=True))] == [(1, NOT_OURS)]
    assert {one.id for one in store.mentions(Filter(is_dropped=None, order=Order.PRIORITY))} == {1, 2}
    assert sum(one.mentions for one in store.volumes(date.min, date.max)) == 1

    store.unjudge(number or 0)

    assert {one.id for one in store.mentions(Filter())} == {1, 2}
    assert sum(one.mentions for one in store.volumes(date.min, date.max)) == 2


def test_findings_are_kept_as_they_were_last_found(store: Store):
    buying, german = finding(value="buying"), finding(FindingKind.REGION, "DE-NW")
    store.save([delivery(mention("1", findings=(german, buying, buying)))], now=NOW)

    before = store.mention(1)
    store.save([delivery(mention("1", findings=(buying,)))], now=NOW)
    after = store.mention(1)

    assert before is not None
    assert after is not None
    assert before.findings == (buying, german)
    assert after.findings == (buying,)
    assert [one.id for one in store.mentions(Filter(intents=("buying", "news")))] == [1]
    assert list(store.mentions(Filter(regions=("DE",)))) == []


def test_what_was_learned_is_kept_until_it_is_learned_anew(store: Store):
    first = Learned(about="sentiment", fingerprint="a", weights=b"\x00\xff", report="{}")

    store.learn("sentiment", first)
    store.learn("sentiment", replace(first, fingerprint="b"))

    assert store.learned("sentiment") == replace(first, fingerprint="b")
    assert store.learned("relevance") is None
    store.learn("sentiment", None)
    assert store.learned("sentiment") is None
