"""Who wins where brands are compared."""

import time

import pytest

from listen.clauses import clauses, verdicts
from tests.clauses.marked import marked


def won(raw: str, language: str) -> bool | None:
    """Return True where our brand wins, False where it loses, None where nothing is decided."""
    text, ours, others = marked(raw)
    cut = clauses(text, language, names=(*ours, *others))
    found = verdicts(text, cut, targets=ours, others=others, language=language)
    return found[0].is_praise if found else None


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("[[Luftikus]] ist besser als {{OtherVent}}", True),
        ("{{OtherVent}} ist viel besser als [[Luftikus]]", False),
        ("[[Luftikus]] ist teurer als {{OtherVent}}", False),
        ("{{OtherVent}} ist lauter als [[Luftikus]]", True),
        ("[[Luftikus]] ist nicht leiser als {{OtherVent}}", False),
        ("Nichts ist besser als [[Luftikus]]", True),
        ("Besser als [[Luftikus]] geht nicht", True),
        ("Ich nehme lieber [[Luftikus]] als {{OtherVent}}", True),
        ("Ich nehme lieber {{OtherVent}} als [[Luftikus]]", False),
        ("Bin von {{OtherVent}} zu [[Luftikus]] gewechselt", True),
        ("Bin von [[Luftikus]] zu {{OtherVent}} gewechselt", False),
        ("Wir sind auf [[Luftikus]] umgestiegen", True),
        ("[[Luftikus]] statt {{OtherVent}}, immer", True),
        ("Das nächste Mal {{OtherVent}} statt [[Luftikus]]", False),
        ("{{OtherVent}} kommt an [[Luftikus]] nicht heran", True),
        ("[[Luftikus]] kann mit {{OtherVent}} nicht mithalten", False),
        ("Hätte ich gleich [[Luftikus]] genommen", True),
        ("Finger weg von [[Luftikus]]", False),
        ("Habe das alte Ding durch [[Luftikus]] ersetzt", True),
        ("[[Luftikus]] wurde durch {{OtherVent}} ersetzt", False),
        ("Lieber keine [[Luftikus]] kaufen", False),
        ("{{OtherVent}} > [[Luftikus]]", False),
        ("[[Luftikus]] >> {{OtherVent}}", True),
        ("[[Luftikus]] ist gut", None),
        ("Ist [[Luftikus]] besser als {{OtherVent}}?", None),
        ("Als [[Luftikus]] kam, war ich im Urlaub", None),
        ("„[[Luftikus]] ist viel schlechter als {{OtherVent}}“", None),
    ],
)
def test_german_comparisons(raw: str, expected: bool | None):
    assert won(raw, "de") is expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("[[Luftikus]] is better than {{OtherVent}}", True),
        ("{{OtherVent}} is far better than [[Luftikus]]", False),
        ("[[Luftikus]] is more expensive than {{OtherVent}}", False),
        ("{{OtherVent}} is louder than [[Luftikus]]", True),
        ("[[Luftikus]] isn't quieter than {{OtherVent}}", False),
        ("Nothing beats [[Luftikus]]", True),
        ("I prefer [[Luftikus]] over {{OtherVent}}", True),
        ("I would choose {{OtherVent}} over [[Luftikus]]", False),
        ("Switched from {{OtherVent}} to [[Luftikus]]", True),
        ("Switched from [[Luftikus]] to {{OtherVent}}", False),
        ("We moved to [[Luftikus]] last year", True),
        ("Replaced it with [[Luftikus]]", True),
        ("I replaced [[Luftikus]] with {{OtherVent}}", False),
        ("Got {{OtherVent}} instead of [[Luftikus]]", False),
        ("Use [[Luftikus]] instead of {{OtherVent}}", True),
        ("Should have bought [[Luftikus]]", True),
        ("I wish I had never bought [[Luftikus]]", False),
        ("{{OtherVent}} can't compete with [[Luftikus]]", True),
        ("[[Luftikus]] can't compete with {{OtherVent}}", False),
        ("Stay away from [[Luftikus]]", False),
        ("[[Luftikus]] is great", None),
        ("Is [[Luftikus]] better than {{OtherVent}}?", None),
        ("More than ten people work at [[Luftikus]]", None),
    ],
)
def test_english_comparisons(raw: str, expected: bool | None):
    assert won(raw, "en") is expected


def test_the_place_is_told():
    text, ours, others = marked("Gut. [[Luftikus]] ist besser als {{OtherVent}}, sagt er")

    (found,) = verdicts(text, clauses(text, "de"), targets=ours, others=others, language="de")

    assert text[found.start : found.end] == "Luftikus ist besser als"


def test_other_languages_decide_nothing():
    text, ours, _ = marked("[[Luftikus]] est mieux que les autres")

    assert verdicts(text, clauses(text, "fr"), targets=ours, language="fr") == ()


@pytest.mark.parametrize("word", ["besser als ", "lieber als statt ", "Luftikus ", "a" * 50_000 + " besser als "])
def test_hostile_sentences_take_no_time(word: str):
    text = (word * 20_000)[:20_000]
    spans = tuple((at, at + 3) for at in range(0, 20_000, 40))
    cut = clauses(text, "de")
    began = time.process_time()

    verdicts(text, cut, targets=spans, others=spans, language="de")

    assert time.process_time() - began < 1.0
