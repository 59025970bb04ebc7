"""Everything is said in every language, with the same fields; and nothing is said that is not there."""

import ast
import string
from importlib import import_module
from pathlib import Path

import pytest

import listen.errors
import listen.phrases
from listen.phrases import LANGUAGES, say

FOLDER = Path(listen.phrases.__file__).parent
PACKAGE = FOLDER.parent
ROOMS = sorted(file.stem for file in (FOLDER / "en").glob("*.py") if file.stem != "__init__")
SAYS = {"say", "Complaint", *(name for name in listen.errors.__all__ if name.endswith("Error") or name[0].isupper())}


def table(lang: str, room: str) -> dict[str, str]:
    return import_module(f"listen.phrases.{lang}.{room}").PHRASES


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_language_has_every_room(lang: str):
    assert sorted(file.stem for file in (FOLDER / lang).glob("*.py") if file.stem != "__init__") == ROOMS


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_phrase_exists_with_the_same_fields(room: str, lang: str):
    english, other = table("en", room), table(lang, room)

    assert set(other) == set(english)
    for key, text in english.items():
        # A singular may say "one" instead of the number.
        assert fields(other[key]) - {"n"} == fields(text) - {"n"}, key
        assert other[key].strip(), key


@pytest.mark.parametrize("room", ROOMS)
def test_german_is_not_english(room: str):
    german, english = table("de", room), table("en", room)
    long = [key for key, text in english.items() if len(text) > 30]

    assert not [key for key in long if german[key] == english[key]]


def literal_keys() -> set[str]:
    """Return the phrase keys that stand in the code as they are."""
    found = set()
    for file in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args or not isinstance(node.args[0], ast.Constant):
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            value = node.args[0].value
            if name in SAYS and isinstance(value, str) and "." in value and " " not in value:
                found.add(value)
    return found


def test_every_key_in_the_code_can_be_said():
    keys = literal_keys()

    unsaid = [
        key
        for key in keys
        if not any(
            f"{name}{ending}" in table("en", room)
            for room, _, name in [key.partition(".")]
            if room in ROOMS
            for ending in ("", ".one", ".other")
        )
    ]
    assert len(keys) > 60
    assert not unsaid


def test_an_unknown_language_is_english_and_an_unknown_key_is_a_bug():
    assert say("command.db_whole", "fr", path="x") == say("command.db_whole", "en", path="x")
    assert say("command.no_such_thing", "de", default=None) is None
    with pytest.raises(KeyError):
        say("command.no_such_thing", "de")
