"""Queries that are noisy, quiet, new or cut off are told, and every proposed change does what it says."""

import time
from dataclasses import replace
from datetime import date, timedelta
from itertools import takewhile

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from relevance_world import NOW, OURS_TEXTS, THEIR_TEXTS, mark, post, settings, store_of

from listen.brand import Query, Settings
from listen.errors import UsageError
from listen.health import Change, Counts, Health, NoiseTerm, NoisyVoice, QueryHealth, State, Unheard, Voice, health
from listen.health.changes import is_valid, narrowed, quoted
from listen.health.masked import masked
from listen.masking import Mask
from listen.model import Match, Stream
from listen.protocols import Delivery, StreamState
from listen.query.language import parse
from listen.query.matching import Matcher
from listen.testing.memory import MemoryStore
from listen.window import Window, last_days

TODAY = NOW.date()


def noisy_store(chosen: Settings, *, marked: bool = True) -> MemoryStore:
    """Return ten mentions that are ours and seven that are not, the latter marked, and three of the former."""
    store = store_of([post(number, text) for number, text in enumerate([*OURS_TEXTS, *THEIR_TEXTS], 1)], chosen)
    if marked:
        for number in (1, 2, 3):
            mark(store, number, is_ours=True)
        for number in range(11, 18):
            mark(store, number, is_ours=False)
    return store


def looked_at(store: MemoryStore, chosen: Settings, *, days: int = 28, **options: object) -> Health:
    return health(store, chosen, now=NOW, window=last_days(days, today=TODAY), **options)


def only(found: Health) -> QueryHealth:
    assert len(found.queries) == 1
    return found.queries[0]


def test_noise_is_told_with_both_numbers_and_its_lift():
    chosen = settings()

    found = only(looked_at(noisy_store(chosen), chosen))

    assert found.states == (State.NOISY,)
    assert (found.mentions, found.dropped) == (10, 7)
    assert (found.counts.said_ours, found.counts.said_others, found.counts.unknown) == (3, 7, 7)
    worst = found.terms[0]
    assert (worst.words, worst.noise, worst.of_noise, worst.ours + worst.unknown) == ("kernel", 6, 7, 0)
    assert worst.lift > 10
    assert "Luftikus" not in {term.words for term in found.terms}


def test_the_effect_of_a_change_is_what_the_matcher_finds():
    chosen = settings()
    store = noisy_store(chosen)

    found = only(looked_at(store, chosen))

    assert found.changes
    for change in found.changes:
        matcher = Matcher([Query(name="changed", expression=change.expression)])
        others = [store.mention(number) for number in range(11, 18)]
        ours = [store.mention(number) for number in (1, 2, 3)]
        assert change.others == sum(not matcher.match(one.post, one.language) for one in others)
        assert change.ours == sum(not matcher.match(one.post, one.language) for one in ours) == 0
    assert found.changes[0].expression == "luftikus* NOT kernel"


def test_a_change_keeps_what_people_marked_as_ours():
    chosen = settings()
    store = store_of(
        [
            post(number, text)
            for number, text in enumerate([*OURS_TEXTS, *THEIR_TEXTS, "Luftikus duct for the kernel"], 1)
        ],
        chosen,
    )
    for number in range(11, 18):
        mark(store, number, is_ours=False)
    mark(store, 18, is_ours=True)

    found = only(looked_at(store, chosen))

    assert not [change for change in found.changes if "kernel" in change.expression]


@pytest.mark.parametrize(
    "expression",
    ["luftikus*", "luftikus OR luftikuss", '"Luftikus" AND NOT zeppelin', "luftikus OR (lufti NEAR/3 kus)"],
)
def test_every_change_can_be_read_and_keeps_the_rest_of_the_expression(expression):
    chosen = settings(expression=expression)

    found = only(looked_at(noisy_store(chosen), chosen))

    assert found.changes
    for change in found.changes:
        parse(change.expression)


def test_an_alternative_is_put_in_parentheses_before_something_is_excluded():
    assert narrowed("a1 OR b1", "NOT c1") == "(a1 OR b1) NOT c1"
    assert narrowed("a1  b1", "NOT c1") == "a1 b1 NOT c1"


def test_spelling_demand_and_nearness_are_tried_too():
    chosen = settings(expression="flex")
    ours = [f"Flex duct number {number} in the loft, {word}" for number, word in enumerate("abcdefgh")]
    theirs = [f"what a flex, {word} flexes his {word}" for word in ("car", "job", "watch", "muscle", "salary", "phone")]
    store = store_of([post(number, text) for number, text in enumerate([*ours, *theirs], 1)], chosen)
    for number in range(1, 15):
        mark(store, number, is_ours=number <= 8)

    found = only(looked_at(store, chosen))

    by_kind = {change.kind: change for change in found.changes}
    assert by_kind["spelling"].expression == "=Flex"
    assert (by_kind["spelling"].others, by_kind["spelling"].ours) == (6, 0)
    assert by_kind["demand"].expression in {"flex (duct*)", "flex (loft*)", "flex (numb*)"}
    assert by_kind["demand"].others == 6


def test_authors_and_sites_that_bring_noise_are_told_and_can_be_excluded():
    chosen = settings()
    theirs = [
        post(20 + number, f"Luftikus {word} #{number}", author="spam bot", host="spam.example")
        for number, word in enumerate(("alpha", "beta", "gamma", "delta"))
    ]
    store = store_of([*(post(number, text) for number, text in enumerate(OURS_TEXTS, 1)), *theirs], chosen)
    for number in range(11, 15):
        mark(store, number, is_ours=False)

    found = only(looked_at(store, chosen))

    assert {(voice.kind.value, voice.name, voice.noise) for voice in found.voices} == {
        ("author", "spam bot", 4),
        ("site", "spam.example", 4),
    }
    assert {change.expression for change in found.changes} & {
        'luftikus* NOT author:"spam bot"',
        "luftikus* NOT site:spam.example",
    }


def test_without_any_judgement_it_says_that_nothing_is_known():
    chosen = settings()

    found = only(looked_at(noisy_store(chosen, marked=False), chosen))

    assert (found.states, found.terms, found.changes) == ((), (), ())
    assert (found.counts.unknown, found.has_about) == (17, False)


def test_two_of_noise_are_too_few_to_say_what_they_share():
    chosen = settings()
    store = noisy_store(chosen, marked=False)
    for number in (11, 12):
        mark(store, number, is_ours=False)

    found = only(looked_at(store, chosen))

    assert (found.states, found.counts.others, found.terms, found.changes) == ((), 2, (), ())


def test_a_quiet_query_is_told_what_would_have_been_found():
    chosen = settings()
    store = noisy_store(chosen, marked=False)
    asked = replace(
        chosen,
        queries=(
            Query(name="typo", expression="luftikuss"),
            Query(name="ending", expression="luftik"),
            Query(name="phrase", expression='"after duct"'),
            Query(name="exact", expression="=LUFTIKUS"),
            Query(name="field", expression="title:luftikus"),
            Query(name="apart", expression="shower kernel"),
            Query(name="nothing", expression="zzqqxx"),
        ),
    )

    found = {one.query: one for one in looked_at(store, asked).queries}

    def gained(name: str) -> dict[str, int]:
        return {change.expression: change.gained for one in found[name].unheard for change in one.changes}

    assert all(one.states == (State.QUIET,) for one in found.values())
    assert gained("typo") == {"(luftikuss OR Luftikus)": 17}
    assert gained("ending")["luftik*"] == 17
    assert gained("phrase")["(after AND duct)"] == 1
    assert gained("exact") == {"LUFTIKUS": 17}
    assert gained("field") == {"luftikus": 17}
    assert found["apart"].unheard == ()
    assert [(one.words, one.changes) for one in found["nothing"].unheard] == [("zzqqxx", ())]


def test_a_query_that_fell_silent_is_quiet_and_its_weeks_show_it():
    chosen = settings()
    posts = [replace(post(number, "Luftikus pipe"), published_at=NOW - timedelta(days=35)) for number in range(12)]
    store = store_of([*posts, post(99, "Luftikus pipe")], chosen)
    begun = store.begin_run(NOW - timedelta(days=80))
    store._runs = {begun: replace(store._runs[begun]), **{n: r for n, r in store._runs.items() if n != begun}}
    store._runs = dict(enumerate(sorted(store._runs.values(), key=lambda run: run.started_at), 1))

    found = only(looked_at(store, chosen))

    assert (found.mentions, found.before) == (1, 12)
    assert State.QUIET in found.states
    assert sum(found.weeks) == 13
    assert found.weeks[-1] == 1


def test_a_query_whose_finds_all_came_this_week_is_new():
    chosen = settings()
    store = noisy_store(chosen, marked=False)
    old = replace(store._mentions[1], published_at=NOW - timedelta(days=20), first_seen_at=NOW - timedelta(hours=1))
    store._mentions[1] = replace(old, day=old.published_at.date())
    store._mentions = {n: replace(one, first_seen_at=NOW - timedelta(hours=1)) for n, one in store._mentions.items()}

    assert only(looked_at(store, chosen)).states == (State.NEW,)


def test_a_gap_counts_for_the_query_that_is_asked_and_one_of_all_stands_above():
    chosen = settings()
    store = noisy_store(chosen, marked=False)
    for key, names in (("search", ("brand",)), ("feed", ())):
        state = StreamState(
            key=key, source="x", host="x.example", place=key, gap_seen_at=NOW - timedelta(hours=1), gap_missed=40
        )
        store.save([Delivery(state=state)], now=NOW)
        del names
    streams = [
        Stream(source="x", key="search", host="x.example", address="https://x.example/", queries=("brand",)),
        Stream(source="x", key="feed", host="x.example", address="https://x.example/feed"),
    ]

    found = looked_at(store, chosen, streams=streams)

    assert only(found).states == (State.CAPPED,)
    assert [gap.place for gap in only(found).gaps] == ["search"]
    assert [(gap.place, gap.missed) for gap in found.gaps] == [("feed", 40)]


def test_what_only_the_service_sees_is_counted_and_left_aside():
    chosen = settings()
    store = noisy_store(chosen)
    store._mentions[1] = replace(store._mentions[1], matches=(Match(query="brand", is_by_provider=True),))

    found = only(looked_at(store, chosen))

    assert (found.counts.unseen, found.counts.read) == (1, 16)


def test_an_unknown_query_is_an_error_and_an_empty_database_is_none():
    chosen = settings()

    assert only(looked_at(MemoryStore(), chosen)).states == (State.QUIET,)
    with pytest.raises(UsageError):
        looked_at(MemoryStore(), chosen, queries=("brnad",))


@given(st.text(max_size=60))
def test_any_words_can_be_quoted(words: str):
    operand = quoted(words)

    if any(letter.isalnum() for letter in words):
        assert is_valid(f"luftikus NOT {operand}") or not is_valid(f'luftikus NOT "{words}"')


@pytest.mark.parametrize(
    "words", ["AND", "not", "oder", "NEAR/5", "C++", 'say "hi"', "site:x", "/a/", "-x", "two words"]
)
def test_words_that_mean_something_bare_are_quoted(words):
    assert is_valid(f"luftikus NOT {quoted(words)}")


def test_hostile_texts_and_many_mentions_take_no_time():
    chosen = settings()
    texts = ["Luftikus " + "a" * 100_000, "Luftikus " + "😡" * 50_000, 'Luftikus "NOT" (OR) AND: # >- ' * 2_000]
    store = store_of([post(number, texts[number % 3]) for number in range(150)], chosen)
    for number in range(1, 100):
        mark(store, number, is_ours=number % 2 == 0)
    begun = time.process_time()

    looked_at(store, chosen)

    assert time.process_time() - begun < 10


@pytest.mark.parametrize("lang", ["en", "de"])
@pytest.mark.parametrize("width", [20, 40, 80, 160])
@pytest.mark.parametrize(
    "expression",
    [
        'luftikus* OR "luft i kus" OR luftikuss OR lufticus OR "die luftikusse" OR lufdikus*',
        "luftikus* OR link:a-very-long-host-name.with-many-labels.and-no-blank-in-it.example.com/shop/ducts/luftikus",
        'luftikus* OR /Luft\\s*"ikus"\\\\x{1,3}[a-z]{20}[0-9]{30}[a-f]{10}(one|two|three|four)?(five|six|seven)?/',
    ],
)
def test_the_printed_expression_can_be_pasted(expression, lang, width):
    from zoneinfo import ZoneInfo

    from listen.render.screen import Screen
    from listen.render.terminal.health import health_lines

    chosen = settings(expression=expression)
    found = looked_at(noisy_store(chosen), chosen)
    screen = Screen(now=NOW, zone=ZoneInfo("Europe/Berlin"), width=width, lang=lang)

    lines = [line.plain for line in health_lines(found, screen)]

    pasted = []
    for start in [number for number, line in enumerate(lines) if line.strip().startswith("find: ")]:
        block = [lines[start], *takewhile(lambda line: line.startswith("      "), lines[start + 1 :])]
        pasted.append(yaml.safe_load("\n".join(block))["find"])
    assert [parse(one) for one in pasted] == [parse(change.expression) for change in only(found).changes]
    assert all(len(line) <= width for line in lines)


def test_no_name_of_a_colleague_and_no_proposal_that_says_one():

    term = NoiseTerm(words="Sabine Müller", noise=5, of_noise=9, ours=0, of_ours=9, unknown=0, of_unknown=0, lift=3.0)
    voice = NoisyVoice(kind=Voice.AUTHOR, name="@sabine_mueller", noise=5, ours=0, unknown=0)
    named = Change(kind="exclude", words="Sabine Müller", expression='vent NOT "Sabine Müller"')
    hidden = Change(kind="exclude", words="job", expression='vent NOT (job OR "Sabine Müllers")')
    kept = Change(kind="exclude", words="job", expression="vent NOT job")
    query = QueryHealth(
        query="brand",
        expression="vent",
        states=(State.NOISY,),
        mentions=9,
        dropped=0,
        before=None,
        weeks=(9,),
        counts=Counts(),
        terms=(term,),
        voices=(voice,),
        changes=(named, hidden, kept),
        unheard=(Unheard(words="vent", changes=(hidden, kept)),),
    )
    window = Window(since=date(2026, 11, 1), until=date(2026, 11, 29))

    made = masked(Health(window=window, queries=(query,)), Mask(["Sabine Müller"], "[X]"))

    (one,) = made.queries
    assert (one.terms[0].words, one.voices[0].name) == ("[X]", "@[X]")
    assert one.changes == one.unheard[0].changes == (kept,)
