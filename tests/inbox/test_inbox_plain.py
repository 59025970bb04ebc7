"""The plain mode: lines in, lines out, the same letters."""

import pytest
from inbox_world import World

from listen.inbox.plain import Plain
from listen.inbox.state import Wanted
from listen.model import Label
from tests.store.world import NOW, mention, sentiment


@pytest.fixture
def world() -> World:
    made = World(screen={})
    made.many(12)
    made.lines = [4, 2]
    return made


def talk(world: World, *typed: str, wanted: Wanted = Wanted(), **changes: object) -> list[str]:  # noqa: B008
    """Return every line that is told while these are typed; then the input ends."""
    told: list[str] = []
    lines = list(typed)
    Plain(world.house(**changes), wanted, ask=lambda _: f"{lines.pop(0)}\n" if lines else None, tell=told.append).run()
    return told


def test_it_begins_with_numbered_lines_the_digest_first(world: World):
    told = talk(world)

    assert told[0].startswith("Posteingang von ExampleVent.")
    assert told[1].startswith("1. nicht bewertet: ExampleVent Nummer 4 pfeift. #4,")
    assert told[2].startswith("2. ")
    assert len([line for line in told if line[:1].isdigit()]) == 10


def test_nothing_is_drawn_and_nothing_moves_the_cursor(world: World):
    told = talk(world, "", "?", "2", "c", "t", "f", "j", "k", "G")

    assert not [letter for line in told for letter in line if letter in "▌│─█░▇\x1b\r\t" or ord(letter) < 32]


def test_the_same_deeds_by_the_same_letters(world: World):
    talk(
        world,
        "c",
        "s 3d",
        "2",
        "d https://forum.example/9",
        "x",
        "m story 7",
        "n fragt nach",
        "l crit",
        "L Bogen weiter",
    )

    desk = world.store.desk
    stories = {story: one.state.value for story, one in desk.dealings(range(1, 13), now=NOW).items()}
    assert stories[4] == "snoozed"
    assert stories[2] == "done"
    assert desk.answers_to(2)[0].url == "https://forum.example/9"
    assert world.store.mention(1).dropped is not None
    assert [one.value for one in desk.mutes(today=NOW.date())] == ["3"]
    assert [one.text for one in desk.notes(5)] == ["fragt nach"]
    assert world.store.mention(5).label is Label.CRITICISM


def test_what_was_done_can_be_taken_back(world: World):
    told = talk(world, "d", "z", "z")

    assert not world.store.desk.dealings({4}, now=NOW)
    assert told[-3].startswith("Zurückgenommen")
    assert told[-2] == "Es gibt nichts zurückzunehmen."


def test_a_mention_by_its_place_or_its_number(world: World):
    assert [line for line in talk(world, "3") if line == "ExampleVent Nummer 1 pfeift."]
    assert [line for line in talk(world, "#9") if line == "ExampleVent Nummer 9 pfeift."]
    assert "Welche? Tippe zuerst ihre Nummer." in talk(world, "999", "#999")


def test_search_and_filters(world: World):
    world.save(mention("en", "ExampleVent is quiet.", language="en", judged=sentiment(Label.PRAISE)))

    assert talk(world, "/ Nummer 7")[-2].startswith("1. nicht bewertet: ")
    assert "#13" in talk(world, "f language=en label=praise")[-2]
    assert talk(world, "f color=blue")[-2].startswith("Schreib f unit=")
    assert "pilots" in " ".join(talk(world, "f audience=pilots"))


def test_an_unknown_letter_is_said_and_nothing_is_done(world: World):
    told = talk(world, "w", "m", "l x", "n", "s neulich", "1e5", "𝟗", "-1")

    assert not world.store.desk.dealings(range(1, 13), now=NOW)
    assert "„w“ ist hier keine Taste; ? nennt sie." in told


def test_an_answer_line_by_line(world: World):
    told = talk(world, "r", "Ich arbeite bei ExampleVent.", "Bogen weiter.", ".", "j")

    assert world.sent == [(4, "Ich arbeite bei ExampleVent.\nBogen weiter.", None)]
    assert "Gesendet." in told


def test_without_a_yes_nothing_goes_out(world: World):
    for last in (("",), ("n",), ("x",), ()):
        talk(world, "r", "Ich arbeite bei ExampleVent.", ".", *last)
        world.store.desk.release(4, world.pocket.held.pop(4).token)

    assert world.sent == []


def test_without_disclosure_nothing_goes_out(world: World):
    told = talk(world, "r", "Bogen weiter.", ".", "j")

    assert world.sent == []
    assert "Hält das Senden auf: Sag, für wen du arbeitest." in told


def test_the_card_is_told_instead(world: World):
    world.pen = {"card": ("Nicht du, nicht jetzt.", "Presse: presse@examplevent.example")}

    assert "Nicht du, nicht jetzt." in talk(world, "r", "j")
    assert world.sent == []


def test_who_is_through_is_told_so():
    assert "Nichts ist offen. Du bist durch." in talk(World(), "c", "d", "r", "")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ExampleVent schickt keine E-Mail.", "keine E-Mail. #1,"),
        ("Hilft ExampleVent?", "Hilft ExampleVent? #1,"),
        ("ExampleVent pfeift", "ExampleVent pfeift. #1,"),
        ("ExampleVent " + "pfeifen " * 40, " pfeifen… #1,"),
        ("ExampleVent " + "pfeift. " * 40, " pfeift… #1,"),
    ],
)
def test_each_line_has_one_sentence_with_one_mark_at_its_end(text: str, said: str):
    world = World(screen={})
    world.save(mention("1", text, title=None))

    (line,) = [line for line in talk(world) if line.startswith("1. ")]
    assert said in line
    assert ".." not in line
