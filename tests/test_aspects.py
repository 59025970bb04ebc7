"""What opinions are about."""

import time

import pytest

from listen.aspects import SHIPPED, Aspects, merged, shipped
from listen.phrases import say

ASPECTS = Aspects(shipped())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Viel zu laut, vor allem die Strömungsgeräusche", ["noise"]),
        ("Die Lieferung kam spät und war teuer", ["delivery", "price"]),
        ("Kundendienst super", ["service"]),
        ("Einbau ging schnell", ["assembly"]),
        ("Stinkt nach Weichmacher", ["smell"]),
        ("UNDICHT", ["tightness"]),
        ("Ueberteuert", ["price"]),
        ("The manual is missing", ["documentation"]),
        ("Out of stock everywhere", ["availability"]),
        ("They refunded me under warranty", ["warranty"]),
        ("Recycelt und nachhaltig", ["sustainability"]),
        ("Hallo zusammen", []),
        ("", []),
    ],
)
def test_aspects_are_named(text: str, expected: list[str]):
    assert sorted(ASPECTS.named(text)) == sorted(expected)


def test_the_most_named_comes_first():
    assert ASPECTS.named("Preis ok, aber laut, so laut, der Lärm")[0] == "noise"


def test_places_are_told():
    text = "Der Lärm ist arg"

    (found,) = ASPECTS.find(text)

    assert text[found.start : found.end] == "Lärm"


def test_every_shipped_aspect_has_words_and_a_name_in_both_languages():
    assert set(shipped()) == set(SHIPPED)
    assert all(say(f"aspect.{name}", lang) for name in SHIPPED for lang in ("de", "en"))


def test_a_unit_adds_replaces_and_drops():
    lists, complaints = merged({"noise": ["schnurrt"], "price": ["only", "tarif"], "smell": [], "taste": ["lecker"]})

    assert complaints == ()
    assert lists["noise"][-1] == "schnurrt"
    assert lists["price"] == ("tarif",)
    assert "smell" not in lists
    assert Aspects(lists).named("lecker und schnurrt") == ("taste", "noise")


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ({"": ["x"]}, "aspect.name_invalid"),
        ({"a\nb" * 20: ["x"]}, "aspect.name_invalid"),
        ({"noise": ["*"]}, "aspect.word_invalid"),
        ({"noise": ["la*ut"]}, "aspect.word_invalid"),
        ({"noise": ["a" * 61]}, "aspect.word_invalid"),
        ({"noise": ["*laut sehr"]}, "aspect.word_invalid"),
        ({"noise": ["w"] * 501}, "aspect.too_many"),
    ],
)
def test_what_cannot_be_looked_up_is_said(written: dict[str, list[str]], key: str):
    lists, complaints = merged(written)

    assert [one.key for one in complaints] == [key]
    assert lists["noise"] == shipped()["noise"]
    assert say(key, "de", aspect="x", word="y") != say(key, "en", aspect="x", word="y")


@pytest.mark.parametrize("text", ["preis " * 20_000, "a" * 100_000, "ä" * 100_000, "luftluft" * 10_000, "😀" * 50_000])
def test_hostile_texts_take_no_time(text: str):
    began = time.process_time()

    ASPECTS.named(text)

    assert time.process_time() - began < 1.0
