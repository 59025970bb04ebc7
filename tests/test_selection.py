"""Names of intents and regions are read generously, and refused with a suggestion."""

import pytest

from listen.brand import Settings
from listen.errors import UsageError
from listen.selection import HIDEABLE, INTENTS, intent_named, region_named


@pytest.mark.parametrize(("typed", "meant"), [("question", "question"), ("Job-Ad", "job_ad"), (" how to ", "how_to")])
def test_an_intent_is_found_however_it_is_cut(typed, meant):
    assert intent_named(typed) == meant


@pytest.mark.parametrize(("typed", "suggestion"), [("complain", "complaint"), ("job_adv", "job_ad"), ("zzz", None)])
def test_an_unknown_intent_is_refused(typed, suggestion):
    with pytest.raises(UsageError) as caught:
        intent_named(typed)

    assert caught.value.values.get("suggestion") == suggestion
    assert caught.value.hint() is not None


def test_questions_and_complaints_cannot_be_hidden():
    assert set(HIDEABLE) < set(INTENTS)
    for name in ("question", "complaint", "praise", "buying"):
        with pytest.raises(UsageError):
            intent_named(name, HIDEABLE)


def test_a_region_typed_wrongly_is_suggested():
    with pytest.raises(UsageError) as caught:
        region_named("Deutshland")

    assert caught.value.hint("en") == 'did you mean "DE"?'


def test_every_intent_that_is_found_can_be_asked_for():
    from listen.intents import Intent

    assert tuple(Intent) == INTENTS


def test_what_queries_yaml_can_hide_is_what_the_command_can():
    from typing import get_args

    from listen.config.shape import FileShape

    (literal,) = get_args(FileShape.model_fields["hide"].annotation)
    assert set(get_args(literal)) == set(HIDEABLE)
    assert Settings.__dataclass_fields__["hide"].default == ()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("de", "DE"),
        (" DE-nw", "DE-NW"),
        ("at_9", "AT-9"),
        ("ch-zh", "CH-ZH"),
        ("Deutschland", "DE"),
        ("bayern", "DE-BY"),
        ("Bavaria", "DE-BY"),
    ],
)
def test_a_region_is_found_in_any_case(typed, meant):
    assert region_named(typed) == meant


@pytest.mark.parametrize(
    "typed", ["", "-", "DE-", "D", "XX", "Atlantis", "DE-XX", "DE-NW-1", "DE-NRW!", "ＤＥ", "de\n-nw"]
)
def test_no_region_is_refused(typed):
    with pytest.raises(UsageError) as caught:
        region_named(typed)

    assert "ISO 3166" in (caught.value.hint() or "")
