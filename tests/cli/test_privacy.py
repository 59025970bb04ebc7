"""Keep, forget, access, recheck, privacy as a person calls them, in both languages; and whose names are covered."""

import csv
import io
import json
import os
import pty
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import Desk, Web, rss
from tests.cli.test_correct import Here

POSTS = tuple(f"ExampleVent pfeift laut, sagt Nummer {number}" for number in range(20))


@pytest.fixture
def here(tmp_path: Path, web: Web) -> Here:
    here = Here(folder=tmp_path, web=web, environ=dict(os.environ))
    web.answers["/feed"] = (200, rss(*POSTS, "ExampleVent hilft: Frau Müller und Sabine Müller sind nett"))
    here.write("/feed", more="colleagues: [Sabine Müller]\n")
    assert here.call("fetch", "--quiet").code == 0
    with changing(here) as tables:
        tables.execute("UPDATE posts SET author = 'Ada Beispiel' WHERE id <= 2")
    return here


def changing(here: Desk) -> closing[sqlite3.Connection]:
    return closing(sqlite3.connect(here.database, isolation_level=None))


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LISTEN_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "home"


def make_old(here: Desk, count: int) -> None:
    with changing(here) as tables:
        tables.execute("UPDATE posts SET first_seen_at = '2020-01-01 00:00:00' WHERE id <= ?", (count,))


@pytest.mark.parametrize(("lang", "said"), [("en", "1 post was over its time"), ("de", "1 Beitrag war über der Zeit")])
def test_keep_takes_what_is_over_its_time(here: Here, lang: str, said: str):
    make_old(here, 1)
    before = here.database.read_bytes()

    tried = here.call("--lang", lang, "keep", "--dry-run")
    assert tried.code == 0
    assert here.database.read_bytes() == before
    done = here.call("--lang", lang, "keep")

    assert (done.code, said in done.out) == (0, True)
    assert here.call("keep").out == ""
    told = json.loads(here.call("keep", "--log", "--json").out)
    assert [(one["deed"], one["posts"]) for one in told["deletions"]] == [("aged", 1)]
    assert "feed" in here.call("--lang", lang, "keep", "--log").out


def test_more_than_a_tenth_at_once_wants_a_yes(here: Here):
    make_old(here, 3)

    refused = here.call("keep")
    assert (refused.code, "clock" in refused.err) == (2, True)
    assert json.loads(here.call("keep", "--dry-run", "--json").out)["taken"] == []
    done = json.loads(here.call("keep", "--yes", "--json").out)

    assert (done["taken"], done["is_scrubbed"]) == ([{"deed": "aged", "source": "feed", "posts": 3}], True)
    assert here.call("db", "check").code == 0


def test_forget_asks_takes_and_keeps_away(here: Here, home: Path):
    (home / "drafts").mkdir(parents=True)
    from listen.config.personal import Personal

    draft = Personal(home, here.database).draft_place(1)
    draft.write_text("Hallo Ada", encoding="utf-8")
    (here.folder / "export.csv").write_text("Ada Beispiel", encoding="utf-8")

    assert here.call("forget").code == 2
    assert here.call("forget", "--author", "Ada", "--number", "3").code == 2
    tried = here.call("forget", "--author", "ada beispiel", "--dry-run")
    assert ("(1, 2)" in tried.out, draft.exists()) == (True, True)
    unasked = here.call("forget", "--author", "ada beispiel")
    assert (unasked.code, "--yes" in unasked.err) == (2, True)
    done = here.call("forget", "--author", "ada beispiel", "--yes")

    assert done.code == 0
    assert str(here.folder / "export.csv") in done.out
    assert not draft.exists()
    assert here.call("fetch", "--again", "--quiet").code == 0
    assert "Nummer 0" not in here.call("list", "--limit", "50").out
    again = json.loads(here.call("forget", "--author", "ada beispiel", "--yes", "--json").out)
    assert (again["forgotten"], again["found"]["posts"]) == (0, [])
    assert b"Ada Beispiel" not in here.database.read_bytes()
    refused = here.call("add", "--text", "ExampleVent pfeift", "--author", "Ada Beispiel")
    assert (refused.code, "forgotten" in refused.err) == (2, True)


@pytest.mark.parametrize(("lang", "said"), [("en", "deleted on"), ("de", "gelöscht am")])
def test_access_tells_everything(here: Here, lang: str, said: str):
    told = here.call("--lang", lang, "access", "--author", "Ada Beispiel")
    made = json.loads(here.call("access", "--author", "Ada Beispiel", "--json").out)

    assert told.code == 0
    assert all(part in told.out for part in ("Nummer 0", "Nummer 1", said))
    assert [post["mention"]["id"] for post in made["posts"]] == [1, 2]
    assert here.call("access", "--author", "Nobody").code == 0


def test_recheck_says_where_a_source_cannot_tell(here: Here):
    checked = json.loads(here.call("recheck", "1", "--json").out)

    assert (checked["unknown"], checked["gone"]) == ([1], [])
    assert here.call("recheck", "--quoted").code == 0


@pytest.mark.parametrize(("lang", "word"), [("en", "works council"), ("de", "Betriebsrat")])
def test_privacy_prints_the_sheet_in_every_form(here: Here, lang: str, word: str):
    shown = here.call("--lang", lang, "privacy")
    page = here.folder / "sheet.html"

    assert (shown.code, word in shown.out, str(here.database) in shown.out.replace("\n  ", "")) == (0, True, True)
    assert here.call("--lang", lang, "privacy", "--format", "html", "--out", str(page)).code == 0
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert here.call("--lang", lang, "privacy", "--format", "markdown").out.startswith("# ")
    assert json.loads(here.call("privacy", "--json").out)["masked_colleagues"] == 1


@pytest.mark.parametrize(("lang", "word"), [("en", "[colleague]"), ("de", "[Kollegin/Kollege]")])
@pytest.mark.parametrize(
    "words",
    [
        ("digest", "--limit", "50"),
        ("digest", "--limit", "50", "--format", "markdown"),
        ("digest", "--limit", "50", "--json"),
        ("list", "--json"),
        ("search", "nett", "--json"),
        ("show", "21"),
        ("story", "21"),
        ("themes", "--json"),
        ("query", "test", "brand", "--json"),
        ("query", "health", "--json"),
        ("explain", "21"),
        ("explain", "21", "--json"),
        ("why", "21"),
        ("why-not", "21", "--json"),
        ("claim", "21", "--dry-run"),
        ("claim", "21", "--dry-run", "--json"),
        ("reply", "21", "--dry-run", "--text", "Ich arbeite bei ExampleVent. Welches Modell ist es?"),
        ("export",),
        ("export", "--format", "jsonl"),
    ],
    ids=" ".join,
)
def test_the_names_of_colleagues_are_covered(here: Here, lang: str, word: str, words: tuple[str, ...]):
    shown = here.call("--lang", lang, *words)

    assert shown.code == 0, shown.err
    assert "Müller" not in shown.out
    if words[0] not in {"digest", "story", "themes", "query", "why-not"}:
        assert word in shown.out


@pytest.mark.parametrize(("lang", "word"), [("en", "[colleague]"), ("de", "[Kollegin/Kollege]")])
def test_the_names_are_covered_in_the_inbox_and_among_what_was_done(
    here: Here, lang: str, word: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(sys, "stdin", io.StringIO("/nett\n1\nq\n"))
    shown = here.call("--lang", lang, "inbox", "--plain", "--all")
    with changing(here) as tables:
        tables.execute("UPDATE posts SET title = 'Über Sabine Müller' WHERE id = 21")
    assert here.call("done", "21", "--because", "erledigt").code == 0
    listed = here.call("--lang", lang, "done", "--list")

    assert (shown.code, listed.code) == (0, 0)
    assert "Müller" not in shown.out + listed.out
    assert word in shown.out
    assert word in listed.out


def test_who_muted_a_colleague_is_not_told_the_name_in_the_list(here: Here):
    with changing(here) as tables:
        tables.execute("UPDATE posts SET author = 'Sabine Müller' WHERE id = 21")
    assert here.call("mute", "21", "--author").code == 0

    told = here.call("why-not", "21").out + here.call("mute", "--list").out
    assert "Müller" not in told
    assert "mute --end 1" in told


@pytest.mark.parametrize(
    "words",
    [
        ("explain", "21"),
        ("why", "21"),
        ("why-not", "21"),
        ("claim", "21"),
        ("done", "--list"),
        ("inbox", "--plain"),
        ("reply", "21", "--text", "x", "--dry-run"),
    ],
    ids=" ".join,
)
def test_the_names_leave_the_screen_of_no_command(here: Here, words: tuple[str, ...]):
    refused = here.call(*words, "--unmasked")

    assert (refused.code, "Müller" in refused.out) == (2, False)


def test_the_names_are_shown_on_a_terminal_only(here: Here):
    refused = here.call("show", "21", "--unmasked")
    rows = list(csv.DictReader(io.StringIO(here.call("export", "--unmasked").out)))

    assert refused.code == 2
    assert any("Sabine Müller" in row["text"] for row in rows)


def in_a_terminal(here: Here, answer: str, *words: str) -> str:
    """Call `listen` in a terminal where somebody types `answer`; return what stands on the screen."""
    mine, theirs = pty.openpty()
    command = [sys.executable, "-m", "listen", "--config", str(here.config), "--db", str(here.database), *words]
    environ = {**os.environ, "TERM": "xterm", "NO_COLOR": "1", "PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=environ, cwd=here.folder):
        os.close(theirs)
        os.write(mine, f"{answer}\n".encode())
        shown = b""
        while True:
            try:
                read = os.read(mine, 4096)
            except OSError:
                break
            if not read:
                break
            shown += read
    os.close(mine)
    return shown.decode()


@pytest.mark.parametrize(("lang", "no", "yes"), [("en", "n", "yes"), ("de", "", "j")])
def test_a_person_at_a_terminal_is_asked(here: Here, lang: str, no: str, yes: str):
    refused = in_a_terminal(here, no, "--lang", lang, "forget", "--number", "3")
    assert ("[y/N]" if lang == "en" else "[j/N]") in refused
    assert here.call("show", "3").code == 0

    in_a_terminal(here, yes, "--lang", lang, "forget", "--number", "3")
    assert here.call("show", "3").code == 2


def test_who_has_to_answer_sees_the_names(here: Here):
    assert "Sabine Müller" in in_a_terminal(here, "", "show", "21", "--unmasked")
