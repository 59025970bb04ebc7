"""`listen report`: pages in a folder, never over somebody's work, and the proof that they still hold."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from report_world import filled, posts

from listen.store.opening import open_store

KINDS = {"html", "md", "csv", "xlsx", "json"}


@pytest.fixture
def filled_desk(desk):
    """Return a desk whose database holds some weeks of posts up to now."""
    desk.write("/feed", more="team: {people: 3}\n")
    now = datetime.now(UTC)
    desk.database.parent.mkdir(mode=0o700)
    filled(open_store(desk.database, now=now), mentions=posts(now)).close()
    return desk


def pages(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_all_pages_are_written_and_told(filled_desk):
    ended = filled_desk.call("report", "--days", "7", "--out", "reports")

    folder = filled_desk.folder / "reports"
    assert (ended.code, ended.out) == (0, "")
    assert {path.suffix[1:] for path in folder.iterdir()} == KINDS
    assert len(ended.err.splitlines()) == len(KINDS)
    assert all(path.stat().st_mode & 0o777 == 0o600 for path in folder.iterdir())
    assert folder.stat().st_mode & 0o077 == 0


def test_german_pages_speak_german(filled_desk):
    ended = filled_desk.call("--lang", "de", "report", "--days", "7", "--out", "reports", "--format", "html,md")

    found = pages(filled_desk.folder / "reports")
    assert ended.err.startswith("geschrieben: ")
    assert {name.rpartition(".")[2] for name in found} == {"html", "md", "json"}
    page = next(body for name, body in found.items() if name.endswith(".html")).decode()
    assert '<html lang="de">' in page
    assert "Wie viel gesagt wurde" in page


def test_it_may_be_written_again_but_not_over_what_somebody_changed(filled_desk):
    words = ("report", "--days", "7", "--out", "reports", "--format", "md")
    filled_desk.call(*words)
    assert filled_desk.call(*words).code == 0
    (page,) = (filled_desk.folder / "reports").glob("*.md")
    page.write_text("mine")

    refused = filled_desk.call(*words)

    assert refused.code == 1
    assert "stays" in refused.err
    assert "--force" in refused.err
    assert page.read_text() == "mine"
    assert filled_desk.call(*words, "--force").code == 0
    assert page.read_text() != "mine"


def test_verify_says_identical_or_what_differs(filled_desk):
    words = ("report", "--days", "7", "--out", "reports")
    filled_desk.call(*words)
    same = filled_desk.call(*words, "--verify")
    record = json.loads(next((filled_desk.folder / "reports").glob("*.json")).read_text())
    number = record["figures"][0]["mentions"][0]
    filled_desk.call("correct", str(number), "--label", "mixed")

    other = filled_desk.call(*words, "--verify")
    as_json = json.loads(filled_desk.call(*words, "--verify", "--json").out)

    assert same.code == 0
    assert same.out.startswith("Identical: ")
    assert other.code == 11
    assert other.out.startswith("Different: ")
    assert "people corrected or confirmed since: 1" in other.out
    assert as_json["is_identical"] is False
    assert {one["name"] for one in as_json["differences"]} >= {"mixed"}


def test_verify_without_a_report_is_one_line(filled_desk):
    ended = filled_desk.call("report", "--out", "reports", "--verify")

    assert ended.code == 2
    assert "there is no report at" in ended.err


def test_json_alone_writes_nothing(filled_desk):
    ended = filled_desk.call("report", "--days", "7", "--json")

    said = json.loads(ended.out)
    assert (ended.code, ended.err) == (0, "")
    assert said["schema"] == "listen.report/1"
    assert len(said["figures"]) > 50
    assert sorted(path.name for path in filled_desk.folder.iterdir()) == ["data", "queries.yaml"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("report",), "--out"),
        (("report", "--week", "--month", "--out", "x"), "one of them"),
        (("report", "--out", "x", "--format", "pdf"), "pdf"),
        (("report", "--days", "400", "--out", "x"), "366"),
        (("report", "--out", "x", "--unit", "nobody"), "nobody"),
        (("report", "--out", "x", "--until", "whenever"), "whenever"),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_made(filled_desk, words, said):
    ended = filled_desk.call(*words)

    assert ended.code == 2
    assert said in ended.err
    assert not (filled_desk.folder / "x").exists()


def test_a_file_where_the_folder_should_be_is_told(filled_desk):
    (filled_desk.folder / "reports").touch()

    ended = filled_desk.call("report", "--out", "reports")

    assert ended.code == 1
    assert "reports is no folder" in ended.err
