"""Whether a mention is about us: nothing is dropped without reason, and the same judgements give the same answers."""

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from relevance_world import (
    ABOUT,
    OURS_TEXTS,
    THEIR_TEXTS,
    case,
    judged_profile,
    mark,
    mention_of,
    post,
    settings,
    store_of,
)

from listen.brand import Competitor, Query
from listen.model import FindingKind
from listen.profiling import profile
from listen.protocols import Judgement, Subject
from listen.relevance import Case, Profile, stem, words_of
from listen.relevance.meaning import meanings_of

KERNEL = "The new Luftikus kernel does not boot on my board, firmware is fine."


def german(about: str | None):
    return settings(about=about, expression="flex*")


def told(profile: Profile, text: str, chosen, *, language: str | None = "en"):
    return profile.judge(case(text, chosen, language=language))


@pytest.mark.parametrize("text", [*OURS_TEXTS, *THEIR_TEXTS, "Mr Luftikus sang in the circus."])
def test_without_about_and_judgements_nothing_is_said_or_dropped(text):
    chosen = settings()

    answer = told(Profile.of(chosen), text, chosen)

    assert (answer.finding, answer.dropped) == (None, None)


@pytest.mark.parametrize("text", OURS_TEXTS)
def test_an_about_drops_nothing_that_is_ours(text):
    chosen = settings(about=ABOUT)

    assert told(Profile.of(chosen), text, chosen).dropped is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("The circus Luftikus pitched its tent behind the school.", "namesake_about"),
        ("Two circuses merge, and Luftikus brings the elephants.", None),
        ("Mr Luftikus was elected chairman. Luftikus thanked everyone.", "namesake_person"),
        ("Walter Luftikus wrote three novels.", "namesake_person"),
        ("Dr. Luftikus moved to another town", "namesake_person"),
        ("Mr Luftikus sold me the duct.", None),
        ("Mr Luftikus GmbH is a shop.", None),
        ("Mr Luftikus never called back about my order.", None),
        ("Mr Luftikus says #Luftikus is great.", None),
        ("A duct in the circus tent: Luftikus holds.", None),
    ],
)
def test_what_the_about_rules_out_is_dropped_unless_something_speaks_for_us(text, reason):
    chosen = settings(about=ABOUT)

    assert told(Profile.of(chosen), text, chosen).dropped == reason


def test_the_evidence_stands_where_it_says():
    chosen = settings(about=ABOUT)
    text = "The circus Luftikus pitched its tent."

    finding = told(Profile.of(chosen), text, chosen).finding

    assert (finding.kind, finding.value) == (FindingKind.RELEVANCE, "namesake")
    assert finding.confidence >= 0.9
    assert [(one.word, text[one.start : one.end]) for one in finding.evidence] == [("circus", "circus")]
    assert finding.evidence[0].weight < 0


@pytest.mark.parametrize("language", ["de", "fr", None])
def test_an_about_says_nothing_of_texts_in_another_language(language):
    chosen = settings(about=ABOUT)

    assert told(Profile.of(chosen), "Mr Luftikus circus", chosen, language=language).dropped is None


@pytest.mark.parametrize(
    ("about", "ours", "others"),
    [
        ("Rohre für die Lüftung, nicht der Winkelschleifer.", {"rohr", "lueftung"}, {"winkelschleif"}),
        ("Flexible Rohre; kein Fitnessstudio und keine Versicherung.", {"rohr"}, {"fitnessstudio", "versicherung"}),
        ("Not the browser but the ventilation pipe.", {"ventilatio", "pip"}, {"brows"}),
        ("Not the browser, the ventilation pipe.", {"ventilatio", "pip"}, {"brows"}),
        ("Pipes (not water pipes).", set(), {"water"}),
        ("Anything but not the flexing of arms", set(), {"flexing", "arm"}),
        ("Pipes; not the surname, and not for water or gas.", {"pip"}, {"water", "gas"}),
        ("Not the browser or the welding, and pipes", {"pip"}, {"brows", "welding"}),
        ("Flex ist nicht der Winkelschleifer", set(), {"winkelschleif"}),
        ("Es geht nicht um Sport, sondern um Rohre", {"rohr"}, {"sport"}),
        ("Products, where the brand is not named beside them", {"brand"}, set()),
        ("Builders who do not know us yet", {"build", "know"}, set()),
        ("Was nicht dicht ist", {"dicht"}, set()),
        ("not", set(), set()),
        ("nicht nicht kein", set(), set()),
    ],
)
def test_an_about_is_read_up_to_the_end_of_its_negation(about, ours, others):
    chosen = german(about)

    meaning = meanings_of(chosen)["brand"]

    assert {word for word, kind in meaning.ours.items() if kind == "about"} >= ours
    assert meaning.others == others


def test_the_file_of_the_house_rules_nothing_out_by_accident():
    from pathlib import Path

    from listen.wiring import settings_at

    real = settings_at(Path(__file__).parents[1] / "queries.yaml", {})

    assert {name: meaning.others for name, meaning in meanings_of(real).items() if meaning.others} == {}


def test_german_compounds_share_their_parts():
    chosen = german("Unsere Lüftungsrohre für das Haus, nicht der Winkelschleifer.")

    for text in ("Flex als Rohr im Keller", "Flex Abluftrohr verlegt", "Die Lüftung von Flex"):
        answer = told(Profile.of(chosen), text, chosen, language="de")
        assert (answer.finding.value, answer.dropped) == ("ours", None), text


def test_a_mention_of_a_competitor_alone_is_never_judged():
    chosen = settings(about=ABOUT, competitors=(Competitor(name="OtherVent", expression="othervent"),))
    rival = Query(name="OtherVent", expression="othervent", competitor="OtherVent")
    text = "The circus OtherVent is in town."
    places = {"OtherVent": ((11, 20),)}

    answer = Profile.of(settings(about=ABOUT, competitors=chosen.competitors)).judge(
        Case(text=text, language="en", places=places)
    )

    assert rival.competitor is not None
    assert (answer.finding, answer.dropped) == (None, None)


def test_a_query_of_which_nothing_is_known_keeps_a_mention():
    chosen = settings(about=ABOUT)
    two = settings(about=ABOUT, languages=("en",))
    both = (*two.queries, Query(name="topic", expression="tent"))
    from dataclasses import replace

    two = replace(two, queries=both)
    text = "The circus Luftikus pitched its tent."

    assert told(Profile.of(chosen), text, chosen).dropped == "namesake_about"
    assert told(Profile.of(two), text, two).dropped is None


def test_a_link_to_our_own_site_keeps_a_mention():
    chosen = settings(about=ABOUT)
    text = "The circus Luftikus pitched its tent."
    from dataclasses import replace

    linked = replace(case(text, chosen), links=("https://shop.luftikus.example/duct",))

    assert Profile.of(chosen).judge(linked).dropped is None


def test_what_people_marked_is_learned():
    chosen = settings()

    known = judged_profile(chosen, OURS_TEXTS[:6], THEIR_TEXTS[:6])

    assert told(known, KERNEL, chosen).dropped == "namesake_learned"
    assert all(told(known, text, chosen).dropped is None for text in OURS_TEXTS[6:])
    assert known.checked["brand"].is_used
    assert known.checked["brand"].after > known.checked["brand"].before


def test_a_complaint_in_unusual_words_is_never_dropped():
    chosen = settings()
    known = judged_profile(chosen, OURS_TEXTS[:6], THEIR_TEXTS[:6])

    for text in (
        "Luftikus: quelle catastrophe, zut alors!",
        "LUFTIKUS RIPPED MY CEILING DOWN",
        "whoever invented luftikus should be fed to crocodiles",
        "Luftikus 🤬🤬🤬",
        "Luftikus",
    ):
        assert told(known, text, chosen).dropped is None, text


def test_only_errors_marked_are_weighed_against_what_is_usual():
    chosen = settings()

    alone = judged_profile(chosen, (), THEIR_TEXTS[:5])
    beside = judged_profile(chosen, (), THEIR_TEXTS[:5], background=OURS_TEXTS)

    assert told(alone, KERNEL, chosen).dropped is None
    assert told(beside, KERNEL, chosen).dropped == "namesake_learned"
    assert all(told(beside, text, chosen).dropped is None for text in OURS_TEXTS)


def test_few_judgements_teach_nothing():
    chosen = settings()

    known = judged_profile(chosen, OURS_TEXTS[:2], THEIR_TEXTS[:2])

    assert not known.checked["brand"].is_used
    assert told(known, KERNEL, chosen).dropped is None


def test_judgements_that_contradict_each_other_teach_nothing():
    chosen = settings()
    texts = [*OURS_TEXTS, *THEIR_TEXTS]
    judged = [(case(text, chosen), is_ours) for text in texts for is_ours in (True, False)]

    known = Profile.of(chosen, judged)

    assert all(told(known, text, chosen).dropped is None for text in texts)


@given(st.randoms(use_true_random=False))
def test_the_order_of_judgements_is_of_no_account(chance: random.Random):
    chosen = settings(about=ABOUT)
    judged = [(case(text, chosen), True) for text in OURS_TEXTS[:6]]
    judged += [(case(text, chosen), False) for text in THEIR_TEXTS[:6]]
    background = [case(text, chosen) for text in OURS_TEXTS[6:]]
    expected = Profile.of(chosen, judged, background)
    chance.shuffle(judged)
    chance.shuffle(background)

    actual = Profile.of(chosen, judged, background)

    texts = [*OURS_TEXTS, *THEIR_TEXTS, KERNEL]
    assert [told(actual, text, chosen) for text in texts] == [told(expected, text, chosen) for text in texts]
    assert actual.checked == expected.checked


@given(st.text(max_size=400), st.sampled_from(["de", "en", "xx", None]))
def test_no_text_raises_and_evidence_stands_in_it(text: str, language: str | None):
    chosen = settings(about=ABOUT)
    text = f"Mr Luftikus {text} kernel circus"
    known = judged_profile(chosen, OURS_TEXTS[:4], THEIR_TEXTS[:4])

    answer = known.judge(Case(text=text, language=language, places={"brand": ((3, 11), (0, 10_000), (5, 5))}))

    for one in answer.finding.evidence if answer.finding else ():
        assert one.start == -1 or text[one.start : one.end] == one.word
        assert -1 <= one.weight <= 1


HOSTILE = {
    "one letter": "a" * 100_000,
    "capitals": "Luftikus" * 12_500,
    "blanks": " " * 100_000,
    "signs": "!?" * 50_000,
    "emoji": "😡" * 100_000,
    "marks": "Luftikus e" + "\u0301" * 100_000,
    "digits": "12345 " * 16_000,
    "scripts": "Луфтикус ルフティクス لوفتيكس Luftikus " * 2_500,
    "surrogates": "Luftikus \ud800" * 9_000,
    "names": "Mr Luftikus " * 8_000,
    "other signs": "#Luftikus@Luftikus_" * 5_000,
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("language", ["de", "en", None])
def test_hostile_texts_take_no_time(name, language):
    chosen = settings(about=ABOUT)
    known = judged_profile(chosen, OURS_TEXTS[:6], THEIR_TEXTS[:6])
    text = HOSTILE[name]
    at = list(range(0, len(text) - 8, 9))[:100]
    places = {"brand": tuple((start, start + 8) for start in at)}
    begun = time.process_time()

    known.judge(Case(text=text, language=language, places=places, author=text, host=text[:300]))

    assert time.process_time() - begun < 0.5


def test_hostile_abouts_and_judgements_take_no_time():
    begun = time.process_time()
    for text in HOSTILE.values():
        chosen = settings(about=text)
        Profile.of(chosen, [(Case(text=text, language="en", places={"brand": ((0, 8),)}), False)] * 20)

    assert time.process_time() - begun < 20


@pytest.mark.parametrize(
    ("one", "other"),
    [("Rohre", "Rohr"), ("Rohren", "rohr"), ("pipes", "Pipe"), ("browsers", "browser"), ("Lüftung", "LUEFTUNG")],
)
def test_forms_of_a_word_have_one_stem(one, other):
    assert stem(one) == stem(other)


@given(st.text(max_size=300))
def test_words_stand_where_they_say(text: str):
    assert all(text[word.start : word.end] == word.written for word in words_of(text))


def test_what_is_in_the_store_becomes_a_profile_and_undoing_forgets_it():
    chosen = settings()
    store = store_of([post(number, text) for number, text in enumerate([*OURS_TEXTS, *THEIR_TEXTS], 1)], chosen)
    for number in range(11, 16):
        mark(store, number, is_ours=False)

    assert told(profile(store, chosen), KERNEL, chosen).dropped == "namesake_learned"
    for judgement in store.judgements()[:3]:
        store.unjudge(judgement.id)
    assert told(profile(store, chosen), KERNEL, chosen).dropped is None


def test_the_last_word_counts_and_a_corrected_label_means_ours():
    chosen = settings()
    store = store_of([post(number, text) for number, text in enumerate([*OURS_TEXTS, *THEIR_TEXTS], 1)], chosen)
    for number in range(11, 16):
        mark(store, number, is_ours=False)
        mark(store, number, is_ours=True)
    store.judge(
        Judgement(
            mention_id=16, about=Subject.SENTIMENT, verdict="praise", judged_on=mention_of(post(1, "x"), chosen).day
        )
    )

    checked = profile(store, chosen).checked["brand"]

    assert (checked.judged, checked.is_used) == (6, False)


def test_understanding_drops_and_says_why_but_never_what_is_our_own():
    from dataclasses import replace

    from listen.analyzers.language import Eld
    from listen.understand import Understanding

    chosen = settings(about=ABOUT)
    parts = Understanding(
        identifier=Eld(("de", "en"), ()),
        analyzers={},
        queries={query.name: query for query in chosen.queries},
        relevance=Profile.of(chosen),
    )
    theirs = mention_of(post(1, "The circus Luftikus pitched its tent behind the school yesterday."), chosen)

    strange, own = parts.judge([theirs, replace(theirs, is_own=True)])

    assert strange.dropped == "namesake_about"
    assert [one.value for one in strange.found(FindingKind.RELEVANCE)] == ["namesake"]
    assert (own.dropped, own.found(FindingKind.RELEVANCE)) == (None, ())


def test_invented_namesakes_are_dropped_and_nothing_of_ours():
    """The measurement of docs/explanation/relevance.md, with floors a little below its figures."""
    import sys
    from pathlib import Path

    sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))
    try:
        import eval_relevance as measured
    finally:
        sys.path.pop(0)

    ours = dropped = wrong = others = 0
    for name in measured.BRANDS:
        for judged in (0, 25):
            tally = measured.measure(name, judged, measured.HALVES, has_about=True, shows_wrong=False)
            ours, others = ours + tally.ours, others + tally.others
            dropped, wrong = dropped + tally.dropped, wrong + tally.dropped_wrongly

    assert wrong <= 0.002 * ours
    assert dropped - wrong >= 0.1 * others
