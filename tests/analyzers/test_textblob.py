"""What the TextBlob analyzer promises: English only, words with their places, no text that breaks or stalls it."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listen.analyzers.textblob import TextBlobAnalyzer
from listen.errors import AnalyzerError
from listen.model import Label, Sentiment, Text
from listen.protocols import Analyzer

ANALYZER: Analyzer = TextBlobAnalyzer()


def judged(text: str) -> Sentiment:
    answer = ANALYZER.analyze([Text(text=text, language="en")])[0]
    assert answer is not None
    return answer


@pytest.mark.parametrize(
    ("text", "label"),
    [
        pytest.param("The ExampleVent pipe is great and very quiet.", Label.PRAISE, id="praise"),
        pytest.param("Horrible noise, terrible support.", Label.CRITICISM, id="criticism"),
        pytest.param("The new pipe isn't good.", Label.CRITICISM, id="n't negates"),
        pytest.param("The new pipe isn’t good.", Label.CRITICISM, id="n’t negates"),
        pytest.param("Excellent pipes, horrible support.", Label.MIXED, id="both, strongly"),
        pytest.param("ExampleVent opens a plant in Rome.", Label.UNCLEAR, id="no word it knows is not neutral"),
        pytest.param("", Label.UNCLEAR, id="empty"),
    ],
)
def test_label(text: str, label: Label) -> None:
    assert judged(text).label == label


def test_evidence_is_what_stands_in_the_text() -> None:
    text = "Good start. But it is NOT very good, and it isn't quiet: terrible :("

    words = [(one.word, one.weight < 0) for one in judged(text).evidence]

    assert ("terrible", True) in words
    assert ("NOT very good", True) in words
    assert ("Good", False) in words
    assert (":(", True) in words


@pytest.mark.parametrize("text", ["İİ good", "ıſẞ good İ bad", "goods good", "not\n\ngood"])
def test_offsets_survive_letters_that_change_their_length(text: str) -> None:
    for one in judged(text).evidence:
        assert text[one.start : one.end] == one.word
    assert "good" in {one.word[-4:] for one in judged(text).evidence}


def test_evidence_is_a_whole_word() -> None:
    evidence = judged("goods are good").evidence

    assert [(one.word, one.start) for one in evidence] == [("good", 10)]


def test_other_languages_are_not_judged() -> None:
    answers = ANALYZER.analyze([Text(text="sehr gut", language="de"), Text(text="very good", language=None)])

    assert answers[0] is None
    assert answers[1] is not None


def test_name_carries_the_version_of_the_package() -> None:
    from importlib.metadata import version

    assert ANALYZER.name == f"textblob@1+{version('textblob')}"


@given(st.text(max_size=200) | st.text(alphabet="not good!?.:)(-'’n t bad\n", max_size=200))
def test_no_text_breaks_it_and_evidence_always_fits(text: str) -> None:
    answer = judged(text)

    assert -1.0 <= answer.polarity <= 1.0
    assert 0.0 <= answer.confidence <= 1.0
    assert len(answer.evidence) <= 10
    assert all(text[one.start : one.end] == one.word and one.word for one in answer.evidence)


@pytest.mark.timeout(10)
@pytest.mark.parametrize(
    "text",
    [
        pytest.param("!" * 20_000, id="one sign"),
        pytest.param("?!" * 10_000, id="two signs"),
        pytest.param(". " * 10_000, id="dots"),
        pytest.param("good bad " * 2_200, id="words"),
        pytest.param("good " * 2_000 + "goodx" * 2_000, id="nearly words"),
        pytest.param("not " * 5_000, id="negations"),
        pytest.param("don't" * 4_000, id="short negations"),
        pytest.param("\ud800 good \udfff", id="surrogates"),
        pytest.param("😀" * 20_000, id="emoji"),
    ],
)
def test_hostile_text_is_judged_in_bounded_time(text: str) -> None:
    assert judged(text).confidence <= 1.0


def test_textblob_is_loaded_with_the_first_text_only() -> None:
    code = (
        "import sys; from listen.analyzers.textblob import TextBlobAnalyzer; a = TextBlobAnalyzer();"
        "assert not {'textblob', 'nltk'} & set(sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_missing_package_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "textblob.en", None)

    with pytest.raises(AnalyzerError) as failure:
        TextBlobAnalyzer().analyze([Text(text="good")])

    assert "textblob" in failure.value.message("de")
    assert "pip install textblob" in (failure.value.hint("en") or "")
