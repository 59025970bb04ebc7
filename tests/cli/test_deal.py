"""Dealing with mentions on the command line: what is said, kept, refused, and by which exit code."""

import json
import sqlite3
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.cli.conftest import Desk, Web, rss

QUESTIONS = [f"Does anybody know whether the ExampleVent hose number {number} fits?" for number in range(4)]


@pytest.fixture
def full(desk: Desk, web: Web) -> Desk:
    web.answers["/feed"] = (200, rss(*QUESTIONS))
    desk.write("/feed")
    assert desk.call("fetch").code == 0
    return desk


def as_json(desk: Desk, *words: str, **environ: str) -> dict:
    done = desk.call(*words, "--json", **environ)
    assert done.code == 0, done.err
    return json.loads(done.out)


def test_a_day_with_mentions(full: Desk):
    other = {"LISTEN_HOME": str(full.folder / "other")}
    taken = as_json(full, "claim", "--next")
    number = str(taken["mention"]["id"])

    first = as_json(full, "digest")
    theirs = as_json(full, "digest", **other)
    refused = full.call("claim", number, **other)
    again = full.call("claim", number)

    assert first["lines"][0]["held_until"] == taken["until"]
    assert theirs["in_progress"] == [int(number)]
    assert number not in {str(line["mention"]["id"]) for line in theirs["lines"]}
    assert (refused.code, again.code, refused.out) == (12, 12, "")
    assert "somebody is answering" in refused.err
    assert "you hold" in again.err
    assert full.call("done", number, **other).code == 12

    done = as_json(full, "done", number, "--url", "https://forum.example/0#a")
    assert (done["deed"], done["answer"]["url"], done["is_new"]) == ("done", "https://forum.example/0#a", True)
    assert as_json(full, "digest")["set_aside"]["done"] == 1
    assert [one["mention"] for one in as_json(full, "done", "--list")["dealings"]] == [int(number)]
    assert as_json(full, "why-not", number)["place"]["rules"][0] == "done"
    assert full.call("done", number, "--undo").code == 0
    assert as_json(full, "digest")["set_aside"]["done"] == 0


def test_what_colleagues_wrote_is_seen_by_who_takes_it(full: Desk):
    full.call("note", "2", "the planner\nsends drawings")
    full.call("done", "2", "--url", "https://forum.example/0#a", "--because", "so")

    shown, taken = full.call("show", "2"), full.call("claim", "2")

    for said in (shown.out, taken.out):
        assert "the planner\n  sends drawings" in said
        assert "https://forum.example/0#a" in said
    assert "Done. Because: so" in shown.out


def test_twice_the_next_is_not_twice_the_same(full: Desk):
    taken = [as_json(full, "claim", "--next")["mention"]["id"] for _ in range(4)]

    assert sorted(taken) == [1, 2, 3, 4]
    left = full.call("claim", "--next")
    assert (left.code, left.out) == (2, "")


@pytest.mark.timeout(100)
def test_four_people_who_ask_for_the_next_one_at_once_get_four(full: Desk):
    with ThreadPoolExecutor(4) as people:
        asked = [
            people.submit(full.call, "claim", "--next", "--json", LISTEN_HOME=str(full.folder / f"home{number}"))
            for number in range(4)
        ]
    done = [one.result() for one in asked]

    assert [one.code for one in done] == [0] * 4, [one.err for one in done]
    assert sorted(json.loads(one.out)["mention"]["id"] for one in done) == [1, 2, 3, 4]


@pytest.mark.parametrize("lang", ["en", "de"])
def test_every_deed_says_what_it_did_and_how_it_is_taken_back(full: Desk, lang: str):
    said = [
        full.call(*words, LISTEN_LANG=lang)
        for words in (
            ("claim", "1"),
            ("release", "1"),
            ("snooze", "1", "--until", "3d", "--because", "wartet"),
            ("done", "2"),
            ("mute", "3", "--site", "--days", "3"),
            ("mute", "--list"),
            ("mute", "--end", "1"),
            ("note", "3", "anrufen"),
            ("note", "3"),
            ("note", "3", "--remove", "1"),
            ("lesson", "Vlies", "--topic", "Rohr", "--mention", "3"),
            ("lesson", "--list"),
            ("lesson", "--remove", "1"),
            ("done", "--list"),
            ("done", "2", "--undo"),
            ("not-ours", "4", "--because", "Zirkus"),
        )
    ]

    assert [one.code for one in said] == [0] * len(said), [one.err for one in said]
    assert all(one.out and not one.err for one in said)
    assert "listen done 1 --undo" in said[2].out
    assert "wartet" in said[2].out


@pytest.mark.parametrize(
    "words",
    [
        ("claim", "1"),
        ("claim", "--next"),
        ("snooze", "1"),
        ("done", "1", "--url", "https://forum.example/0"),
        ("mute", "1", "--site"),
        ("note", "1", "x"),
        ("lesson", "x"),
    ],
)
def test_a_dry_run_leaves_every_table_as_it_was(full: Desk, words: tuple[str, ...]):
    def tables() -> list[list[tuple]]:
        with sqlite3.connect(full.database) as connection:
            names = ("claims", "dealings", "answers", "mutes", "notes", "lessons")
            return [connection.execute(f"SELECT * FROM {name}").fetchall() for name in names]  # noqa: S608

    before = tables()

    done = full.call(*words, "--dry-run")

    assert (done.code, done.err) == (0, "")
    assert tables() == before
    assert as_json(full, *words, "--dry-run")["is_dry_run"] is True


@pytest.mark.parametrize(
    "words",
    [
        ("claim",),
        ("claim", "1", "--next"),
        ("claim", "99"),
        ("claim", "99999999999999999999"),
        ("release", "1"),
        ("snooze", "1", "--until", "yesterday"),
        ("snooze", "1", "--until", "nonsense"),
        ("done",),
        ("done", "1", "--url", "javascript:alert(1)"),
        ("done", "1", "--undo"),
        ("done", "1", "--undo", "--because", "x"),
        ("done", "1", "--list"),
        ("mute", "1"),
        ("mute", "1", "--site", "--story"),
        ("mute", "1", "--site", "--until", "3d", "--days", "3"),
        ("mute", "--end", "7"),
        ("mute", "--list", "--end", "7"),
        ("note", "99"),
        ("note", "1", ""),
        ("note", "1", "x", "--remove", "1"),
        ("note", "1", "--remove", "1"),
        ("lesson",),
        ("lesson", "x", "--list"),
        ("lesson", "x", "--mention", "99"),
        ("lesson", "--remove", "1"),
        ("me", "--unit", "nobody"),
        ("me", "--language", "klingon"),
        ("why-not", "99"),
    ],
)
def test_what_makes_no_sense_is_usage(full: Desk, words: tuple[str, ...]):
    done = full.call(*words)

    assert (done.code, done.out) == (2, ""), done.err
    assert done.err.startswith("listen: ")
    assert "\n  " in done.err.rstrip("\n") or words[1:2] == ("--list",) or "--list" in words or "--undo" in words


@pytest.mark.parametrize(
    "words", [("claim", "1"), ("claim", "--next"), ("done", "1"), ("snooze", "1"), ("mute", "--list"), ("lesson", "x")]
)
def test_without_a_database_nothing_is_made(desk: Desk, words: tuple[str, ...]):
    desk.write("/feed")

    done = desk.call(*words)

    assert (done.code, done.out) == (8, "")
    assert "listen fetch" in done.err
    assert not desk.database.exists()


def test_a_folder_that_cannot_keep_the_token_holds_nothing(full: Desk):
    home = full.folder / "home"
    home.write_text("no folder")

    done = full.call("claim", "1", LISTEN_HOME=str(home))

    assert (done.code, done.out) == (1, "")
    assert "LISTEN_HOME" in done.err
    with sqlite3.connect(full.database) as connection:
        assert connection.execute("SELECT count(*) FROM claims").fetchone() == (0,)


class TestMe:
    def test_it_is_shown_kept_and_forgotten(self, full: Desk):
        said = as_json(full, "me", "--language", "EN", "--language", "de", "--skill", "hose, roof", "--minutes", "9")
        kept = as_json(full, "me", "--role", "engineer")

        assert (said["languages"], said["skills"], said["minutes"]) == (["en", "de"], ["hose", "roof"], 9)
        assert kept == {**said, "role": "engineer"}
        assert as_json(full, "me", "--clear")["skills"] == []
        assert as_json(full, "me")["minutes"] is None

    def test_it_stays_out_of_the_database_and_in_a_private_folder(self, full: Desk):
        home = full.folder / "home"
        full.call("me", "--skill", "Quetschverbinder", "--role", "Sonderling", LISTEN_HOME=str(home))
        full.call("digest", LISTEN_HOME=str(home))

        assert oct((home / "me.json").stat().st_mode)[-3:] == "600"
        assert oct(home.stat().st_mode)[-3:] == "700"
        for file in full.database.parent.iterdir():
            assert b"Quetschverbinder" not in file.read_bytes()
            assert b"Sonderling" not in file.read_bytes()

    def test_its_minutes_are_those_of_the_digest_and_all_shows_the_rest(self, desk: Desk, web: Web):
        web.answers["/feed"] = (200, rss(*QUESTIONS[:3]))
        desk.write("/feed")
        desk.call("fetch")
        desk.call("me", "--minutes", "5")

        short, whole, told = as_json(desk, "digest"), as_json(desk, "digest", "--all"), desk.call("digest")

        assert (len(short["lines"]), short["minutes"]["given"]) == (1, 5)
        assert (len(whole["lines"]), whole["minutes"]["given"]) == (3, None)
        assert as_json(desk, "digest", "--minutes", "9")["minutes"]["given"] == 9
        assert "2 more are worth your time: listen digest --all" in told.out
        assert "budget" in {one["rule"] for one in as_json(desk, "digest", "--dropped")["reasons"]}

    def test_its_terms_are_explained(self, full: Desk):
        full.call("me", "--skill", "hose", "--language", "de")

        explained = as_json(full, "explain", "1")
        told = full.call("why", "1")

        keys = {one["key"] for one in explained["priority"]["besides"]}
        assert keys == {"your_skill", "foreign_language"}
        assert "you know about hose" in told.out
        assert explained["priority"]["stored"] != explained["priority"]["today"]
