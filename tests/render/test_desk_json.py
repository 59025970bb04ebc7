"""What people did with mentions as JSON: every key is documented, and no token is ever printed."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from desk_screens import ANSWER, AUTHOR, LESSON, NOTE, TODAY
from reading_world import NOW, mention
from test_render_json import REFERENCE, keys_in

from listen.dealing import Dealt, Deed
from listen.dialogue import Claim, Dealing, State
from listen.render import json_dealt as shapes
from listen.render.json import dumps

CLAIM = Claim(mention_id=1, token="t" * 32, until=NOW + timedelta(minutes=30))
DEALT = Dealt(
    deed=Deed.DONE, mention=mention(1), answer=ANSWER, taken_back=(ANSWER,), mute=AUTHOR, note=NOTE, lesson=LESSON
)
DEALING = Dealing(story_id=1, mention_id=1, state=State.DONE, because="so", dealt_on=TODAY)
VALUES = {
    "claim": shapes.claim_json(CLAIM, mention(1)),
    "dealt": shapes.dealt_json(DEALT),
    "dealings": shapes.dealings_json([DEALING]),
    "mutes": shapes.mutes_json([AUTHOR]),
    "notes": shapes.notes_json([NOTE]),
    "lessons": shapes.lessons_json([LESSON]),
}


@pytest.mark.parametrize("name", VALUES)
def test_it_has_a_schema_and_documented_keys(name):
    read = json.loads(dumps(VALUES[name]))
    reference = REFERENCE.read_text(encoding="utf-8")

    assert read["schema"] == f"listen.{name}/1"
    assert f"`listen.{name}/1`" in reference
    assert {key for key in keys_in(read) if f"`{key}`" not in reference} == set()


def test_neither_tokens_nor_keys_of_answers_are_printed():
    printed = "".join(dumps(value) for value in VALUES.values())

    assert CLAIM.token not in printed
    assert ANSWER.key not in printed


def test_what_is_unknown_is_null():
    bare = json.loads(dumps(shapes.dealt_json(replace(DEALT, mention=None, answer=None, mute=None))))

    assert (bare["mention"], bare["answer"], bare["mute"]) == (None, None, None)
