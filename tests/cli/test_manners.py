"""stdout is data, stderr is words; quiet runs speak only when a person is needed; nothing foreign steers a terminal."""

import json
import subprocess
import sys

import pytest

from tests.cli.conftest import Desk, Web, rss

HEAVY = (
    "httpx",
    "httpcore",
    "textblob",
    "nltk",
    "sqlite_utils",
    "feedparser",
    "pydantic",
    "numpy",
    "lxml",
    "yaml",
    "eld",
)


@pytest.mark.parametrize("words", [("--help",), ("--version",)], ids=" ".join)
def test_help_loads_nothing_heavy(words: tuple[str, ...]):
    code = (
        "import sys\nfrom listen.cli import run\n"
        f"run({list(words)!r})\n"
        f"print('LOADED', [name for name in {HEAVY!r} if name in sys.modules])"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.splitlines()[-1] == "LOADED []"


def test_every_command_has_help_with_an_example_or_is_plain():
    from typer.main import get_command

    from listen.cli.running import app

    def commands(group, path=()):
        for name, command in group.commands.items():
            if hasattr(command, "commands"):
                yield from commands(command, (*path, name))
            else:
                yield " ".join((*path, name)), command

    for name, command in commands(get_command(app)):
        assert command.help, name
        first = command.help.splitlines()[0]
        assert first.endswith("."), name
        for parameter in command.params:
            assert getattr(parameter, "help", None) or parameter.name == "help", f"{name} {parameter.name}"


def test_a_quiet_run_is_silent_twice_then_one_line_then_silent_then_one_for_the_recovery(desk: Desk, web: Web):
    web.answers["/good"] = (200, rss("ExampleVent is great"))
    web.answers["/feed"] = (500, b"oops")
    desk.write("/feed", "/good")

    said = [desk.call("fetch", "--quiet") for _ in range(3)]
    web.answers["/feed"] = (200, rss("ExampleVent is great"))
    recovered = desk.call("fetch", "--quiet", "--again")

    assert [len(one.err.splitlines()) for one in said] == [0, 0, 1]
    assert all(one.out == "" for one in said)
    assert recovered.err.count("\n") == 1
    assert "again" in recovered.err


def test_no_escape_reaches_a_pipe(desk: Desk, web: Web):
    hostile = "ExampleVent &#x1b;[31mred&#x9b;2J \u202egnp.exe \u2066x &#7; awful"
    web.answers["/feed"] = (200, rss(hostile.replace("&#x1b;", "\ufffd").replace("&#7;", "")))
    desk.write("/feed")
    desk.call("fetch")

    for words in (("digest",), ("list",), ("show", "1"), ("search", "awful"), ("status",), ("stats",)):
        ended = desk.call(*words)
        assert ended.code == 0, words
        for stream in (ended.out, ended.err):
            assert "\x1b" not in stream
            assert "\u202e" not in stream
            assert "\x9b" not in stream


@pytest.mark.parametrize(
    "environ",
    [
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"},
        {"COLUMNS": "nonsense"},
        {"COLUMNS": "1"},
        {"TERM": "dumb", "NO_COLOR": "1"},
    ],
    ids=["ascii", "columns", "narrow", "dumb"],
)
def test_odd_surroundings_end_in_a_digest_all_the_same(desk: Desk, web: Web, environ: dict[str, str]):
    web.answers["/feed"] = (200, rss("ExampleVent ist zu laut – enttäuschend, ärgerlich, nie wieder 😡"))
    desk.write("/feed")
    desk.call("fetch")

    ended = desk.call("digest", "--lang", "de", **environ)

    assert ended.code == 0
    assert "Tageslese" in ended.out


@pytest.mark.parametrize("words", [("digest",), ("list",), ("stats",), ("status",), ("show", "1"), ("search", "awful")])
def test_json_is_json(desk: Desk, web: Web, words: tuple[str, ...]):
    web.answers["/feed"] = (200, rss("ExampleVent is awful"))
    desk.write("/feed")
    desk.call("fetch")

    ended = desk.call(*words, "--json")

    assert isinstance(json.loads(ended.out), dict | list)
    assert ended.err == ""


@pytest.mark.parametrize(("given", "heading"), [("de", "Tageslese"), ("en", "Digest")])
def test_the_language_is_asked_for_chosen_or_the_locales(desk: Desk, given: str, heading: str, web: Web):
    web.answers["/feed"] = (200, rss("ExampleVent is awful"))
    desk.write("/feed")
    desk.call("fetch")

    assert heading in desk.call("digest", "--lang", given).out
    assert heading in desk.call("digest", LISTEN_LANG=given).out
    assert heading in desk.call("digest", LC_ALL=f"{given}_XX.UTF-8").out


def test_a_closed_pipe_ends_quietly(desk: Desk, web: Web):
    web.answers["/feed"] = (200, rss(*("ExampleVent is awful " * 40 for _ in range(200))))
    desk.write("/feed")
    desk.call("fetch")

    command = (
        f"{sys.executable} -m listen --config {desk.config} --db {desk.database} export --format jsonl | head -n 1"
    )
    done = subprocess.run(["/bin/bash", "-c", command], capture_output=True, text=True, env=desk.environ, check=False)

    assert len(done.stdout.splitlines()) == 1
    assert done.stderr == ""


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_streams_are_no_bug_and_the_database_does_not_take_their_place(desk: Desk, web: Web, closed: str):
    web.answers["/feed"] = (200, rss("ExampleVent is awful"))
    desk.write("/feed")
    desk.call("fetch")

    command = f"{sys.executable} -m listen --config {desk.config} --db {desk.database} list {closed}"
    done = subprocess.run(["/bin/bash", "-c", command], capture_output=True, text=True, env=desk.environ, check=False)

    assert "Traceback" not in done.stderr
    assert done.returncode == (1 if ">&-" in closed.replace("2>&-", "") else 0)
    assert ("ExampleVent is awful" in done.stdout) is (done.returncode == 0)
    assert desk.call("db", "check").code == 0


def test_a_dry_run_asks_nobody(desk: Desk, web: Web):
    desk.write("/feed")

    ended = desk.call("fetch", "--dry-run")

    assert ended.code == 0
    assert web.asked == []
    assert not desk.database.exists()
    assert "/feed" in ended.out


def test_check_online_stores_nothing(desk: Desk, web: Web):
    web.answers["/feed"] = (200, rss("ExampleVent is awful"))
    desk.write("/feed")

    ended = desk.call("check", "--online")

    assert ended.code == 0
    assert "1 post" in ended.out
    assert not desk.database.exists()


def test_why_not_explains_a_page_that_is_not_stored(desk: Desk, web: Web):
    web.answers["/page"] = (200, b"<html><title>Ducts</title><p>All about OtherVent</p>")
    desk.write("/feed")

    ended = desk.call("why-not", f"{web.base}/page")

    assert ended.code == 0
    assert "brand: does not match" in ended.out


def test_query_test_says_what_is_gained_and_lost(desk: Desk, web: Web):
    web.answers["/feed"] = (200, rss("ExampleVent is awful", "ExampleVent is great"))
    desk.write("/feed")
    desk.call("fetch")

    ended = desk.call("query", "test", "brand", "-e", "awful OR othervent")

    assert "1 of 2" in ended.out
    assert "lost: 1" in ended.out


def test_a_bad_expression_is_shown_with_its_place(desk: Desk):
    desk.write("/feed")

    ended = desk.call("query", "test", "-e", "examplevent AND (loud OR")

    assert ended.code == 5
    assert "examplevent AND (loud OR" in ended.err
    assert "^" in ended.err


def test_export_out_and_csv_on_stdout_hold_the_same(desk: Desk, web: Web):
    web.answers["/feed"] = (200, rss("=1+1 ExampleVent is awful", "ExampleVent is great"))
    desk.write("/feed")
    desk.call("fetch")

    desk.call("export", "--out", "week.csv")
    printed = desk.call("export")

    # Both are read with line breaks of any kind as one.
    assert (desk.folder / "week.csv").read_text(encoding="utf-8") == printed.out
    assert "'=1+1" in printed.out


def test_init_writes_what_check_accepts_and_never_overwrites(desk: Desk):
    first = desk.call("init", "ExampleVent", "--site", "examplevent.example", "--out", str(desk.config))
    text = desk.config.read_text(encoding="utf-8")
    second = desk.call("init", "OtherVent", "--out", str(desk.config))

    assert first.code == 0
    assert desk.call("check").code == 0
    assert second.code == 2
    assert desk.config.read_text(encoding="utf-8") == text


def test_feeds_go_in_and_out_as_opml(desk: Desk):
    desk.write("/feed")
    (desk.folder / "more.opml").write_text(
        '<opml version="2.0"><body><outline text="A" xmlUrl="https://a.example/feed"/></body></opml>', encoding="utf-8"
    )

    added = desk.call("feeds", "import", "more.opml")
    again = desk.call("feeds", "import", "more.opml")
    out = desk.call("feeds", "export").out

    assert (added.code, again.code) == (0, 0)
    assert out.count("https://a.example/feed") == 1


def test_schedule_prints_a_crontab_line_and_units(desk: Desk):
    desk.write("/feed")

    line = desk.call("schedule").out
    units = desk.call("schedule", "--systemd", "--every", "60").out

    assert line.count("\n") == 1
    assert " fetch --quiet " in line
    assert "OnUnitActiveSec=60min" in units


def test_doctor_paths_and_db_commands(desk: Desk, web: Web):
    web.answers["/feed"] = (200, rss("ExampleVent is awful"))
    desk.write("/feed")
    desk.call("fetch")

    assert desk.call("doctor").code == 0
    assert str(desk.database) in desk.call("paths").out
    assert desk.call("db", "check").code == 0
    assert desk.call("db", "backup", "copy.db").code == 0
    assert (desk.folder / "copy.db").exists()
    assert desk.call("db", "vacuum").code == 0
    assert desk.call("score", "--again").code == 0
