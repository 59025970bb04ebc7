"""`listen story` and `listen themes` as a person calls them."""

import json

from tests.cli.conftest import Desk, Web, rss

LEAK = "The new duct of ExampleVent is leaking at the sleeve number {}, the whole cellar is wet and nobody answers"


def fetched(desk: Desk, web: Web, *texts: str) -> Desk:
    body = rss(*texts).replace(b"Post 0", b"A cellar under water").replace(b"Post 1", b"Nobody answers")
    web.answers["/feed"] = (200, body)
    desk.write("/feed", more="units: {air: {title: Air}}\n")
    assert desk.call("fetch").code == 0
    return desk


def test_a_story_is_shown_with_what_made_each_copy_one(desk: Desk, web: Web):
    text = (
        LEAK.format("nine") + ". The dealer knows nothing and the maker has not called back for three weeks now, sadly"
    )

    done = fetched(desk, web, text, text).call("story", "1")

    assert done.code == 0
    assert "told 2 times" in done.out
    assert "the same text, under another headline" in done.out
    assert "unknown: no source says how many saw it" in done.out
    assert "\x1b" not in done.out


def test_a_story_as_json_has_the_original_first(desk: Desk, web: Web):
    text = (
        LEAK.format("nine") + ". The dealer knows nothing and the maker has not called back for three weeks now, sadly"
    )

    done = fetched(desk, web, text, text).call("story", "1", "--json")

    found = json.loads(done.out)
    assert found["schema"] == "listen.story/1"
    assert [one["mention"]["id"] for one in found["tellings"]] == [2, 1]
    assert found["original"] == 2
    assert found["tellings"][1]["share"] == 1.0


def test_a_story_that_is_not_there_is_a_wrong_use(desk: Desk, web: Web):
    done = fetched(desk, web, LEAK.format(1)).call("story", "99", "--lang", "de")

    assert done.code == 2
    assert "es gibt keine Erwähnung mit der Nummer 99" in done.err
    assert done.out == ""


def test_themes_count_what_is_said_and_say_what_they_rest_on(desk: Desk, web: Web):
    some = [
        f"ExampleVent {text} today, honestly {n}" for n, text in enumerate(["leaking sleeve", "leaking sleeves"] * 3)
    ]

    done = fetched(desk, web, *some).call("themes", "--lang", "en")

    assert done.code == 0
    assert "leaking sleeve" in done.out
    assert "nothing to compare with yet" in done.out
    assert "6 voices" in done.out


def test_themes_as_json(desk: Desk, web: Web):
    some = [
        f"ExampleVent {text} today, honestly {n}" for n, text in enumerate(["leaking sleeve", "leaking sleeves"] * 3)
    ]

    found = json.loads(fetched(desk, web, *some).call("themes", "--days", "3", "--json").out)

    assert found["schema"] == "listen.themes/1"
    assert found["themes"][0]["voices"] == 6
    assert found["themes"][0]["usual"] is None


def test_themes_of_nothing_say_so_and_a_wrong_unit_is_a_wrong_use(desk: Desk, web: Web):
    fetched(desk, web, "nothing of ours")

    assert "No theme" in desk.call("themes", "--lang", "en").out
    assert desk.call("themes", "--unit", "watr").code == 2
    assert desk.call("themes", "--days", "2", "--since", "monday").code == 2
