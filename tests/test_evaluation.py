"""Figures that anybody can check by hand, and files of labelled texts as people have them."""

import io
import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listen.evaluating import against_file
from listen.evaluation import BadRow, Counted, Labelled, Part, label_named, rows_of
from listen.model import Label, Sentiment, Text

C, N, P, M, U = Label.CRITICISM, Label.NEUTRAL, Label.PRAISE, Label.MIXED, Label.UNCLEAR


def told(label: Label, confidence: float = 0.8, polarity: float | None = None) -> Sentiment:
    usual = {C: -0.6, P: 0.6}.get(label, 0.0)
    return Sentiment(
        analyzer="a@1", polarity=usual if polarity is None else polarity, confidence=confidence, label=label
    )


def counted(*pairs: tuple[Label, Sentiment | None]):
    found = Counted()
    for truth, answer in pairs:
        found.add(truth, answer)
    return found.figures()


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    # From scipy.stats.binomtest(k, n).proportion_ci(method="wilson").
    [(8, 10, 0.490162, 0.943318), (0, 10, 0.0, 0.277533), (10, 10, 0.722467, 1.0), (50, 100, 0.403832, 0.596168)],
)
def test_intervals_are_those_of_the_book(hits: int, of: int, low: float, high: float):
    assert Part(hits=hits, of=of).interval == pytest.approx((low, high), abs=1e-6)


@given(st.integers(0, 500), st.integers(0, 500))
def test_an_interval_holds_its_share(hits: int, more: int):
    low, high = Part(hits=hits, of=hits + more).interval

    assert 0 <= low <= high <= 1
    if hits + more:
        assert low <= hits / (hits + more) <= high


def test_figures_add_up_by_hand():
    found = counted(
        (C, told(C)), (C, told(N)), (C, told(U, 0.3, -0.3)), (N, told(N)), (P, told(P)), (P, None), (M, told(M))
    )

    criticism, neutral, praise, mixed = found.labels
    assert found.answers == 7
    assert (found.accuracy.hits, found.covered.hits, found.accuracy_covered.hits, found.accuracy_covered.of) == (
        4,
        5,
        4,
        5,
    )
    assert (criticism.precision.hits, criticism.precision.of, criticism.recall.of) == (1, 1, 3)
    assert criticism.f1 == pytest.approx(0.5)
    assert neutral.f1 == pytest.approx(2 / 3)
    assert praise.f1 == pytest.approx(2 / 3)
    assert mixed.label is M
    assert found.macro_f1 == pytest.approx((0.5 + 2 / 3 + 2 / 3) / 3)
    # Forced, the unclear complaint is one, and the unscored praise is neutral.
    assert (found.forced.hits, found.forced.of) == (4, 6)
    assert found.confusion[P, None] == 1
    assert found.is_small


def test_calibration_is_the_distance_of_confidence_and_truth():
    sure = counted(*((P, told(P, 0.9)) for _ in range(9)), (N, told(P, 0.9)))
    vain = counted((P, told(P, 0.95)), (N, told(P, 0.95)))

    assert sure.calibration_error == pytest.approx(0.0)
    assert vain.calibration_error == pytest.approx(0.45)
    assert [(one.low, one.right.hits, one.right.of) for one in vain.bins] == [(0.9, 1, 2)]


def test_nothing_counted_is_unknown_and_not_zero():
    found = counted()

    assert (found.macro_f1, found.accuracy.share, found.calibration_error, found.forced_macro_f1) == (None,) * 4


answers = st.builds(told, st.sampled_from(Label), st.floats(0, 1), st.floats(-1, 1)) | st.none()


@given(st.lists(st.tuples(st.sampled_from([C, N, P, M]), answers), max_size=40))
def test_whatever_is_counted_the_sums_agree(pairs):
    found = counted(*pairs)

    assert found.answers == len(pairs) == sum(found.confusion.values())
    assert sum(one.recall.of for one in found.labels) == len(pairs)
    assert found.accuracy_covered.of == found.covered.hits
    assert found.forced.of == sum(truth is not M for truth, _ in pairs)
    for value in (found.macro_f1, found.forced_macro_f1, found.calibration_error):
        assert value is None or 0 <= value <= 1


def read(data: bytes) -> tuple[list[Labelled], list[BadRow]]:
    rows = list(rows_of(io.BytesIO(data)))
    return [one for one in rows if isinstance(one, Labelled)], [one for one in rows if isinstance(one, BadRow)]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(b"negative\tzu laut\npositive\tleise\n", [(C, "zu laut"), (P, "leise")], id="tabs"),
        pytest.param(b"\xef\xbb\xbfneutral\tda\r\npositive\tleise", [(N, "da"), (P, "leise")], id="mark and CRLF"),
        pytest.param(b'label,text\nKritik,"zu, laut"\nlob,leise\n', [(C, "zu, laut"), (P, "leise")], id="commas"),
        pytest.param(b"Text;Einstufung\nzu laut;negativ\n", [(C, "zu laut")], id="German spreadsheet"),
        pytest.param(b"zu laut\tnegative\n", [(C, "zu laut")], id="text first"),
        pytest.param(b"\n\nid\tsentiment\ttweet\n7\tPositive\tleise\n", [(P, "leise")], id="more columns"),
        pytest.param(b'label,text\npositive,"two\nlines"\n', [(P, "two\nlines")], id="line break in a cell"),
        pytest.param(b"mixed\tgut, aber laut\n", [(M, "gut, aber laut")], id="mixed"),
        pytest.param(b"", [], id="empty"),
    ],
)
def test_files_are_read_as_people_have_them(data: bytes, expected):
    good, bad = read(data)

    assert [(one.label, one.text) for one in good] == expected
    assert bad == []


def test_targets_and_languages_are_read():
    targets, bad = read(b"negative\t0\t8\tLuftikus is loud\npositive\t5\t99\tx\nneutral\tx\t2\tLuftikus\n")
    languages, _ = read(b"label\ttext\tlanguage\nneutral\tda\tDE\nneutral\tda\t??\n")

    assert [(one.target, one.text) for one in targets] == [((0, 8), "Luftikus is loud")]
    assert [(one.line, one.why) for one in bad] == [(2, "no_target"), (3, "no_target")]
    assert [one.language for one in languages] == ["de", None]


def test_bad_rows_are_told_with_their_lines_and_good_ones_are_kept():
    data = b"negative\tgut lesbar\nseltsam\tx\nneutral\nneutral\t \nposi\0tive\tx\n"
    data += b"positive\tschlu\xdf\npositive\tM\xfcll\n"

    good, bad = read(data)

    assert [one.text for one in good] == ["gut lesbar", "schluß", "Müll"]
    assert sorted((one.line, one.why) for one in bad) == [
        (2, "no_label"),
        (3, "cells_missing"),
        (4, "no_text"),
        (5, "binary"),
        (6, "no_utf8"),
    ]


def test_a_line_without_end_is_skipped_and_not_held():
    data = b"negative\tkurz\npositive\t" + b"x" * 30_000_000 + b"\nneutral\tauch kurz\n"
    started = time.process_time()

    good, bad = read(data)

    assert [one.text for one in good] == ["kurz", "auch kurz"]
    assert [(one.line, one.why) for one in bad] == [(2, "too_long")]
    assert time.process_time() - started < 5


def test_a_quotation_mark_that_never_closes_costs_rows_but_no_run():
    data = b'label,text\nnegative,"offen\n' + b"positive,leise\n" * 20_000

    good, bad = read(data)

    assert len(good) + len(bad) > 1_000


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_told(data: bytes):
    for one in rows_of(io.BytesIO(data)):
        assert one.line >= 0


@pytest.mark.parametrize("word", ["", "0", "1", "sehr gut", "neg ative"])
def test_a_word_that_is_no_label_is_none(word: str):
    assert label_named(word) is None


class Parrot:
    """Says praise of everything that it can read."""

    name = "parrot@1"
    languages = frozenset({"de"})

    def analyze(self, texts):
        assert all(isinstance(one, Text) for one in texts)
        return [told(P, 0.9) for _ in texts]


def test_a_file_is_held_against_analyzers_and_the_most_frequent_label():
    rows = [Labelled(line=number, label=P if number % 4 == 0 else C, text="x") for number in range(1, 601)]
    foreign = [replace(rows[0], language="fr"), BadRow(line=7, why="no_label")]

    found = against_file([*rows, *foreign], {"parrot@1": Parrot()}, language="de")

    figures = found.analyzers["parrot@1"]
    assert found.rows == 601
    assert figures.accuracy.hits == 150
    assert figures.confusion[C, None] == 1
    assert found.majority.forced.hits == 451
    assert found.skipped == {"no_label": 1}
    assert found.languages == ("de", "fr")
