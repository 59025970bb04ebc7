"""`answering:` in queries.yaml: how answers are written, and what is wrong with it, by line."""

import pytest

from listen.config import check
from listen.errors import ConfigError

HEAD = 'version: 1\nbrand: ExampleVent\nqueries: {brand: "examplevent*"}\n'


def answering(text):
    return check(HEAD + text, file="queries.yaml", environ={}).answering


def test_without_it_everything_has_its_default():
    found = answering("")

    assert (dict(found.disclosure), dict(found.hand_on), dict(found.cooling_off)) == ({}, {}, {})
    assert found.second_look_minutes == 10


def test_it_is_read():
    found = answering(
        "answering:\n"
        "  disclosure: {de: 'Ich bin {role} bei {brand}.', en: '{brand} here.'}\n"
        "  hand_on: {press: presse@examplevent.example, safety: '+49 30 1'}\n"
        "  cooling_off: {insult: [blödmann*], heated: []}\n"
        "  second_look_minutes: 0\n"
    )

    assert dict(found.disclosure) == {"de": "Ich bin {role} bei {brand}.", "en": "{brand} here."}
    assert dict(found.hand_on) == {"press": "presse@examplevent.example", "safety": "+49 30 1"}
    assert dict(found.cooling_off) == {"insult": ("blödmann*",), "heated": ()}
    assert found.second_look_minutes == 0


@pytest.mark.parametrize(
    ("text", "line", "key"),
    [
        ("answering: {disclosure: {de: Ich bin dabei.}}\n", 4, "config.no_brand_field"),
        ("answering: {disclosure: {de: 'Ich bin bei {brand}, {name}.'}}\n", 4, "config.unknown_field"),
        ("answering: {disclosure: {de: 'Ich bin bei {brand} }.'}}\n", 4, "config.unknown_field"),
        ("answering: {disclosure: {xx: 'Ich bin bei {brand}.'}}\n", 4, None),
        ("answering:\n  hand_on: {presse: x}\n", 5, "config.unknown_key"),
        ("answering:\n  cooling_off: {insults: []}\n", 5, "config.unknown_key"),
        ("answering:\n  second_look_minutes: -1\n", 5, "config.too_small"),
        ("answering:\n  second_look_minutes: soon\n", 5, "config.expected_number"),
    ],
)
def test_complaints_name_line_and_reason_in_both_languages(text, line, key):
    with pytest.raises(ConfigError) as caught:
        answering(text)

    (complaint,) = caught.value.complaints
    assert complaint.line == line
    assert key is None or complaint.key == key
    assert complaint.message("de") != complaint.message("en")
