"""VADER behind our seam: English only, honest about a missing package, calm on any text."""

import sys

import pytest

from listen.analyzers.vader import Vader
from listen.errors import AnalyzerError
from listen.model import Label, Text


def test_it_judges_english_and_nothing_else():
    pytest.importorskip("vaderSentiment")

    good, bad, german = Vader().analyze(
        [
            Text(text="I love it, great duct!", language="en"),
            Text(text="Terrible, it is broken.", language="en"),
            Text(text="Furchtbar laut.", language="de"),
        ]
    )

    assert good is not None
    assert bad is not None
    assert (good.label, bad.label, german) == (Label.PRAISE, Label.CRITICISM, None)
    assert good.polarity > 0 > bad.polarity


def test_a_missing_package_is_told(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "vaderSentiment.vaderSentiment", None)

    with pytest.raises(AnalyzerError) as caught:
        Vader().analyze([Text(text="good", language="en")])

    assert caught.value.values["package"] == "vaderSentiment"


@pytest.mark.parametrize("text", ["", "\ud800", "😀" * 50_000, "a" * 100_000, "!?" * 50_000, "не " * 20_000])
def test_no_text_makes_it_raise(text: str):
    pytest.importorskip("vaderSentiment")

    (answer,) = Vader().analyze([Text(text=text, language="en")])

    assert answer is not None
    assert -1 <= answer.polarity <= 1
