"""What people's judgements teach: the same in any order, nothing that does not help, nothing where nobody judged."""

import math
import random
import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from listen.learning import Residual, learn, retold, tally_of, untold
from listen.learning.fitting import Penalties, Row, _Problem, fitted
from listen.learning.lesson import _rows
from listen.learning.residual import LABELS, logs
from listen.learning.words import homes_of, words_of
from listen.model import Label
from tests.learning.learning_world import SURE_FROM, example, judgements, sentiment


def accuracy(residual: Residual | None, tested) -> float:
    hits = 0
    for one in tested:
        base = one.sentiment.probabilities
        told = base
        if residual is not None:
            told = residual.probabilities(base, one.text, language=one.language, queries=one.queries) or base
        hits += LABELS[told.index(max(told))] is one.verdict
    return hits / len(tested)


@pytest.mark.parametrize("count", [10, 30, 60, 120, 450])
def test_any_order_teaches_the_same_to_the_last_bit(count: int):
    some = judgements(count)
    first = learn(some)
    for seed in range(3):
        mixed = list(some)
        random.Random(seed).shuffle(mixed)

        again = learn(iter(mixed))

        assert again.report == first.report
        assert again.told == first.told
        assert (again.residual is None) == (first.residual is None)
        if first.residual is not None:
            assert again.residual.packed() == first.residual.packed()


def test_a_deleted_judgement_leaves_nothing_behind():
    some = judgements(80)
    odd = example(999, Label.PRAISE, "etwas ganz anderes", (0.9, 0.05, 0.05))

    with_it, without = learn([*some, odd]), learn(some)

    assert learn(some).report == without.report
    assert with_it.report != without.report


def test_judgements_teach_what_the_words_mean():
    tested = judgements(300, seed=7)

    lesson = learn(judgements(200))

    assert lesson.why == "used"
    assert accuracy(None, tested) < 0.62
    assert accuracy(lesson.residual, tested) > accuracy(None, tested) + 0.15
    assert lesson.after.macro_f1 >= lesson.before.macro_f1
    assert lesson.after.log_loss < lesson.before.log_loss
    assert lesson.after.calibration_error < 0.16


def test_what_was_checked_was_not_learned_from():
    """Labels at random cannot be learned: a check on what was learned from would find that they can."""
    chance = random.Random(3)
    noise = [replace(one, verdict=chance.choice(LABELS)) for one in judgements(300, right=0.5)]

    lesson = learn(noise)

    assert lesson.after.accuracy < 0.5


def test_fewer_than_ten_teach_nothing():
    lesson = learn(judgements(9))

    assert (lesson.residual, lesson.why, lesson.judgements) == (None, "few", 9)
    assert lesson.tally.judgements == 9
    assert lesson.tally.right == lesson.tally.before


def test_nothing_said_is_no_tally():
    lesson = learn([])

    assert lesson.tally is None
    assert tally_of(lesson.report) is None


def test_below_fifty_no_word_is_learned():
    lesson = learn(judgements(49, parts=(0.7, 0.2, 0.1), right=0.5))

    assert lesson.residual is None or dict(lesson.residual.words) == {}


def test_errors_alone_teach_nothing():
    some = judgements(400, right=0.7)
    errors = [one for one in some if one.sentiment.label is not one.verdict]

    lesson = learn(errors)

    assert len(errors) > 80
    assert (lesson.residual, lesson.why) == (None, "only_errors")


def test_selected_errors_do_little_harm():
    """Every error corrected, a fifth of what was right confirmed: in truth 70 % were right."""
    chance = random.Random(5)
    some = judgements(600, right=0.7, parts=(0.34, 0.33, 0.33))
    mute = [replace(one, text=f"{one.id} {one.id * 7}") for one in some]
    judged = [one for one in mute if one.sentiment.label is not one.verdict or chance.random() < 0.2]
    tested = [replace(one, text=f"x{one.id}") for one in judgements(400, seed=9, right=0.7, parts=(0.34, 0.33, 0.33))]

    lesson = learn(judged)

    assert accuracy(lesson.residual, tested) >= accuracy(None, tested) - 0.03


def test_what_does_not_help_is_not_used():
    lesson = learn(judgements(200, right=1.0))

    assert lesson.why == "no_gain" or accuracy(lesson.residual, judgements(200, seed=4, right=1.0)) == 1.0


def test_nothing_changes_where_nobody_judged():
    residual = learn(judgements(200)).residual
    base = (0.2, 0.5, 0.3)

    assert residual.probabilities(base, "Rohr pfeift", language="de", queries=["brand"]) != base
    assert residual.probabilities(base, "Rohr pfeift", language="de", queries=["hose"]) is None
    assert residual.probabilities(base, "Rohr pfeift", language="en", queries=["brand"]) is None
    assert residual.probabilities(base, "Rohr pfeift", language="de", queries=[]) is None


def test_a_few_judgements_of_another_query_do_not_open_it():
    some = judgements(200)
    few = [replace(one, id=one.id + 1_000, queries=("hose",)) for one in judgements(4, seed=2)]

    residual = learn([*some, *few]).residual

    assert residual.probabilities((0.2, 0.5, 0.3), "pfeift", language="de", queries=["hose"]) is None


def test_mixed_is_taught_as_both_and_counts_in_the_tally():
    some = [replace(one, verdict=Label.MIXED) if one.id % 9 == 0 else one for one in judgements(120)]

    lesson = learn(some)

    assert lesson.judgements == 120
    assert lesson.tally.judgements == 50


def test_copies_of_one_story_never_check_each_other():
    """A hundred copies of ten texts, each with a label of its own: only by their own copies could they be guessed."""
    chance = random.Random(8)
    labels = [chance.choice(LABELS) for _ in range(10)]
    copies = [
        example(number, labels[number % 10], f"wort{number % 10} satz{number % 10}", (0.3, 0.4, 0.3), story=number % 10)
        for number in range(100)
    ]

    lesson = learn(copies)

    assert lesson.residual is None or lesson.after.accuracy < 0.7


def test_the_tally_is_about_the_last_fifty():
    lesson = learn(judgements(120))

    tally = tally_of(lesson.report)

    assert tally == lesson.tally
    assert tally.judgements == 50
    assert tally.is_used
    assert tally.right > tally.before


@pytest.mark.parametrize(
    "report",
    [
        "",
        "null",
        "{}",
        '{"tally": 3}',
        '{"tally": {"judgements": 50, "right": 51, "before": 1, "is_used": true}}',
        "[" * 9_999,
    ],
)
def test_a_damaged_report_is_no_tally(report: str):
    assert tally_of(report) is None


def test_what_is_kept_reads_back_as_it_was():
    residual = learn(judgements(200)).residual

    assert Residual.unpacked(residual.packed()) == residual


@given(st.binary(max_size=200))
def test_foreign_bytes_are_refused_or_sound(packed: bytes):
    for raw in (packed, b"listen residual 1\n" + packed):
        try:
            residual = Residual.unpacked(raw)
        except ValueError:
            continue
        assert all(math.isfinite(value) for three in residual.words.values() for value in three)


@given(st.integers(0, 400), st.integers(0, 255))
def test_a_damaged_byte_is_refused_or_sound(at: int, byte: int):
    packed = bytearray(Residual(homes={"de brand": (0.1, 0.2, 0.3)}, words={5: (1.0, 2.0, 3.0)}).packed())
    packed[at % len(packed)] = byte

    try:
        residual = Residual.unpacked(bytes(packed))
    except ValueError:
        return
    told = residual.probabilities((0.2, 0.5, 0.3), "pfeift", language="de", queries=["brand"])
    assert told is None or abs(sum(told) - 1) < 1e-9


three = st.tuples(*[st.floats(0.001, 1)] * 3).map(lambda some: tuple(one / sum(some) for one in some))


@given(three, three, st.floats(0.3, 0.9))
def test_told_and_untold_again_is_the_first_word(base, learned, sure_from: float):
    first = sentiment(base, sure_from=sure_from)

    told = retold(first, learned, sure_from=sure_from)
    back = untold(told, sure_from=sure_from)

    assert told.untaught == base
    assert told.probabilities == learned
    assert back.label is first.label
    assert back.probabilities == base
    assert back.untaught is None
    assert abs(back.confidence - first.confidence) < 1e-5
    assert told.label is (LABELS[learned.index(max(learned))] if told.confidence >= sure_from else Label.UNCLEAR)


def test_mixed_and_what_has_no_probabilities_stay_as_they_are():
    mixed = replace(sentiment((0.5, 0.1, 0.4)), label=Label.MIXED)
    bare = replace(sentiment((0.5, 0.1, 0.4)), probabilities=None)

    assert retold(mixed, (0.1, 0.1, 0.8), sure_from=SURE_FROM) == mixed
    assert retold(bare, (0.1, 0.1, 0.8), sure_from=SURE_FROM) == bare
    assert retold(bare, None, sure_from=SURE_FROM) == bare


def test_the_doubt_of_an_analyzer_stays():
    doubtful = replace(sentiment((0.1, 0.1, 0.8)), confidence=0.3, label=Label.UNCLEAR)

    assert retold(doubtful, (0.05, 0.05, 0.9), sure_from=SURE_FROM).label is Label.UNCLEAR


@pytest.mark.parametrize(
    "text",
    [
        "a" * 100_000,
        "!" * 100_000,
        "😡" * 50_000,
        "http://" * 20_000,
        "@" * 100_000,
        "\u0301" * 50_000,
        " ".join(map(str, range(50_000))),
        "\ud800 kaputt \x00",
        "",
    ],
    ids=["one letter", "signs", "emoji", "addresses", "at", "marks", "numbers", "surrogate", "empty"],
)
def test_any_text_is_cheap(text: str):
    started = time.process_time()
    words = words_of(text, "de")
    assert time.process_time() - started < 0.5

    assert len(words) <= 300
    assert words == tuple(sorted(words))
    lesson = learn([*judgements(30), example(99, Label.PRAISE, text, (0.2, 0.3, 0.5))])
    assert lesson.judgements in {30, 31}


@given(st.text(max_size=60), st.sampled_from(["de", "en", None]))
def test_words_are_the_same_each_time_and_each_languages_own(text: str, language: str | None):
    assert words_of(text, language) == words_of(text, language)
    assert homes_of(language, ["b", "a", "a"]) == tuple(f"{language or '?'} {name}" for name in "ab")
    if words_of(text, "de"):
        assert words_of(text, "de") != words_of(text, "en")


row = st.builds(
    Row,
    base=three.map(logs),
    target=st.sampled_from([(1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0), (0.5, 0.0, 0.5)]),
    weight=st.floats(0.1, 3),
    words=st.sets(st.integers(0, 6)).map(lambda some: tuple(sorted(some))),
    homes=st.sampled_from([("a",), ("a", "b"), ()]),
)


@settings(max_examples=15, deadline=None)
@given(st.lists(row, min_size=6, max_size=14), st.integers(0, 10_000))
def test_the_gradient_is_the_slope_of_the_loss(rows: list[Row], seed: int):
    problem = _Problem(rows, Penalties(scale=2.0, homes=1.0, words=0.5))
    chance = random.Random(seed)
    at = [chance.uniform(-0.5, 0.5) for _ in range(problem.size)]
    _, gradient = problem.look(at)
    for place in chance.sample(range(problem.size), min(6, problem.size)):
        up, down = list(at), list(at)
        up[place] += 1e-5
        down[place] -= 1e-5

        slope = (problem.look(up)[0] - problem.look(down)[0]) / 2e-5

        assert abs(slope - gradient[place]) < 1e-3 * (1 + abs(slope))


@pytest.mark.parametrize("seed", range(4))
def test_fitting_ends_where_the_loss_is_lowest(seed: int):
    penalties = Penalties(scale=5.0, homes=1.0, words=1.0)
    rows = _rows(judgements(80, seed=seed), 1.0, 0.5)

    residual = fitted(rows, penalties)

    problem = _Problem(rows, penalties)
    at = [residual.words[word][which] for which in range(3) for word in problem.words]
    at += [residual.homes[home][which] for which in range(3) for home in problem.homes]
    loss, gradient = problem.look([*at, residual.scale])
    start, first = problem.look([0.0] * problem.size)
    assert loss < start
    assert math.hypot(*gradient) < 0.1 * math.hypot(*first)


def test_learning_from_thousands_takes_seconds():
    some = judgements(2_500)
    started = time.process_time()

    learn(some)

    # On a shared core; alone it takes a quarter of that.
    assert time.process_time() - started < 20


@settings(max_examples=15, deadline=None)
@given(
    st.lists(
        st.builds(
            example,
            st.integers(1, 40),
            st.sampled_from([*LABELS, Label.MIXED]),
            st.text(max_size=30),
            three,
        ),
        max_size=40,
    )
)
def test_nothing_that_people_say_breaks_it(some):
    lesson = learn(some)

    for told in lesson.told.values():
        assert abs(sum(told) - 1) < 1e-9
    assert tally_of(lesson.report) == lesson.tally
