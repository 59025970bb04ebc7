"""A third language is one file, used by every command; and nothing that people read is written in the code."""

import json
import re
import sqlite3
import sys
from contextlib import closing
from inspect import getsource
from pathlib import Path

import pytest
from typer.main import get_command

import listen.phrases
from listen.cli.running import app
from listen.cli.speaking import commands
from listen.demo import formats, posts, posts_de, posts_en, web
from listen.phrases import add_language, helps, languages, plural_category, say
from listen.phrases.third import BrokenLanguageError, english, read_language
from listen.render.manners import manners_of
from tests.phrases.pseudo import LANG, called, outside, strange, words, write_language

PACKAGE = Path(listen.phrases.__file__).parent.parent


@pytest.fixture
def forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget after the test which languages were added."""
    monkeypatch.setattr(listen.phrases, "_added", {})
    listen.phrases._categories.cache_clear()


def written(path: Path, phrases: object, language: object = "fr") -> Path:
    path.write_text(json.dumps({"language": language, "phrases": phrases}), encoding="utf-8")
    return path


def _speak(patch: pytest.MonkeyPatch, folder: Path) -> None:
    """Let every call speak the invented language in the demo's world."""
    patch.setattr(listen.phrases, "_added", {})
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR"):
        patch.delenv(name, raising=False)
    environ = {
        "LISTEN_PHRASES": str(folder), "LISTEN_LANG": LANG, "COLUMNS": "1000", "LISTEN_HOME": str(folder / "home"),
        "LISTEN_CONFIG": str(folder / "demo" / "queries.yaml"), "LISTEN_DB": str(folder / "demo" / "listen.db"),
    }  # fmt: skip
    for name, value in environ.items():
        patch.setenv(name, value)


def _names_of_tables(path: Path) -> list[str]:
    """Return the names of the tables and columns: the sheet of privacy tells them as they are."""
    with closing(sqlite3.connect(path)) as plain:
        tables = [name for (name,) in plain.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")]
        return [*tables, *(row[1] for name in tables for row in plain.execute(f"PRAGMA table_info('{name}')"))]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, str, set[str]]:
    """The demo, made in the invented language: its folder, what it said, and the words that are data."""
    folder = tmp_path_factory.mktemp("pseudo")
    write_language(folder / f"{LANG}.json")
    with pytest.MonkeyPatch.context() as patch:
        _speak(patch, folder)
        code, out, err = called("demo", "--dir", str(folder / "demo"))
        assert code == 0, err
        parts = [
            *(getsource(module) for module in (formats, posts, posts_de, posts_en, web)),
            *re.findall(r"^[^#]*", (folder / "demo" / "queries.yaml").read_text(encoding="utf-8"), re.MULTILINE),
            *(called(name, "--json")[1] for name in ("sources", "accounts", "status")),
            called("list", "--json", "--limit", "999")[1],
            *_names_of_tables(folder / "demo" / "listen.db"),
            "wal shm",  # how the files beside a database end
            "ok schalldaempfer",  # a sign of doctor; a term as an address has it
            *(file.read_text(encoding="utf-8") for file in PACKAGE.glob("config/venues.yaml")),  # edited by people
            str(manners_of("en")),
            str(folder),
            sys.executable,
        ]
    return folder, out, err, {word for part in parts for word in words(part)}


@pytest.fixture
def demo(world: tuple[Path, str, str, set[str]], monkeypatch: pytest.MonkeyPatch, _own_home: None) -> None:
    """Speak the invented language during a test."""
    _speak(monkeypatch, world[0])
    monkeypatch.chdir(world[0])  # reports are written beside the demo


@pytest.fixture
def data(world: tuple[Path, str, str, set[str]]) -> set[str]:
    """Every word that comes from the demo, the locale or a channel's name."""
    return world[3]


COMMANDS: tuple[tuple[str, ...], ...] = (
    ("digest",),
    ("digest", "--days", "10", "--minutes", "9"),
    ("digest", "--format", "markdown"),
    ("digest", "--dropped"),
    ("digest", "--hide", "question"),
    ("digest", "--since", "2001-01-01"),
    ("list",),
    ("list", "--format", "markdown"),
    ("list", "--label", "praise", "--limit", "2"),
    ("list", "--query", "study", "--label", "unclear"),
    ("search", "Luftikus"),
    ("search", "nowhere"),
    ("show", "1"),
    ("show", "9"),
    ("explain", "9"),
    ("explain", "36"),
    ("why", "2"),
    ("why-not", "3"),
    ("story", "16"),
    ("themes",),
    ("themes", "--days", "1"),
    ("stats",),
    *(("stats", "--per", per) for per in ("week", "query", "unit", "source", "language", "region")),
    ("stats", "--format", "markdown"),
    ("check",),
    ("fetch", "--dry-run"),
    ("status",),
    ("sources",),
    ("accounts",),
    ("query", "health"),
    ("query", "test", "brand"),
    ("query", "test", "brand", "-e", "Rohr"),
    ("correct", "1", "--label", "praise", "--because", "luftikus"),
    ("correct", "1", "--right"),
    ("correct", "--list"),
    ("correct", "1", "--undo"),
    ("eval",),
    ("score", "--again"),
    ("doctor",),
    ("db", "check"),
    ("export", "--format", "md"),
    ("phrases", "check", "nowhere"),
    ("claim", "33"),
    ("claim", "33"),
    ("release", "33"),
    ("snooze", "33", "--until", "7d"),
    ("note", "33", "luftikus"),
    ("lesson", "luftikus"),
    ("lesson",),
    ("mute", "--author", "33"),
    ("mute",),
    ("not-ours", "2"),
    ("done", "2"),
    ("me",),
    ("me", "--unit", "trade"),
    ("reply", "34", "--check"),
    ("reply", "34", "--dry-run", "--text", "Luftikus"),
    ("show", "1", "--thread"),
    ("keep", "--dry-run"),
    ("privacy",),
    ("access", "--author", "ductnerd"),
    ("forget", "--author", "nobody", "--dry-run"),
    ("report", "--week", "--out", "bericht"),
    ("notify",),
    ("recheck", "--quoted"),
)
"""What is tried; names that this version lacks are passed over."""

ERRORS: tuple[tuple[str, ...], ...] = (
    ("show", "4711"),
    ("show", "x"),
    ("shw",),
    ("list", "--label", "luftikus"),
    ("list", "--query", "luftikus"),
    ("list", "--source", "luftikus"),
    ("list", "--since", "luftikus"),
    ("list", "--intent", "luftikus"),
    ("list", "--region", "luftikus"),
    ("digest", "--days", "2", "--since", "monday"),
    ("query", "test", "-e", "luftikus AND (rohr"),
    ("correct",),
    ("correct", "1", "--label", "luftikus"),
    ("login", "hackernews"),
    ("login", "luftikus"),
    ("import", "/luftikus"),
    ("export", "--out", "/luftikus/luftikus"),
    ("eval", "--data", "/luftikus"),
    ("add",),
    ("--config", "/luftikus", "check"),
    ("--db", "/luftikus", "list"),
)


KNOWN = {path for path, _ in commands(get_command(app))}
UNTRIED = {"demo", "init", "fetch", "login", "logout", "open", "add", "import", "sources test", "sources sample"}
UNTRIED |= {
    "db backup",
    "db vacuum",
    "feeds find",
    "feeds import",
    "feeds export",
    "phrases export",
    "db path",
    "feed",
    "inbox",
    "paths",
    "schedule",
}
"""What needs a network, a browser, a file or a person at the keys, or prints data only."""


def test_every_command_is_tried_or_passed_over_on_purpose():
    tried = {" ".join(call[:length]) for call in (*COMMANDS, *ERRORS) for length in (1, 2)}

    assert sorted(KNOWN - tried - UNTRIED - {"listen", "feeds"}) == []


@pytest.mark.parametrize("call", [call for call in COMMANDS if call[0] in KNOWN], ids=" ".join)
def test_every_command_speaks_the_third_language_and_nothing_else(call: tuple[str, ...], demo, data: set[str]):
    code, out, err = called(*call)

    assert code in {0, 2, 12}, err
    assert "⟦" in out + err
    assert strange(out, {*data, *call}) == []
    assert strange(err, {*data, *call}) == []


@pytest.mark.parametrize("call", ERRORS, ids=" ".join)
def test_every_failure_is_told_in_the_third_language(call: tuple[str, ...], demo, data: set[str]):
    code, out, err = called(*call)

    assert code != 0
    assert out == ""
    assert "⟦" in err
    assert strange(err, {*data, *call}) == []


def test_the_demo_itself_speaks_it(world):
    _, out, err, data = world
    told = "\n".join(line for line in out.splitlines() if "queries.yaml --db" not in line)

    assert strange(told, data) == []
    assert strange(err, data) == []


def test_help_of_every_command_is_in_it(demo):
    for path, _ in commands(get_command(app)):
        _, out, _ = called(*([] if path == "listen" else path.split()), "--help")
        left = outside(re.sub(r"^  [a-z][a-z-]* +⟦.*$", "", out, flags=re.MULTILINE))  # short texts are cut
        left = re.sub(r"(?<!\S)--?[a-z-]+|<[^>]*>|\[[^\]]*x[<>][^\]]*\]", "", left)  # options, choices, ranges

        assert set(words(left)) <= {"listen", *words(path), "terminal", "day", "newest", "csv", "de"}, path


def test_what_the_file_lacks_is_english(tmp_path: Path, forgotten, monkeypatch):
    monkeypatch.setenv("LISTEN_PHRASES", str(written(tmp_path / "fr.json", {"command.browser_done": "Fini."})))

    code, _, err = called("--lang", "fr", "show")

    assert languages() == ("en", "de", "fr")
    assert say("command.browser_done", "fr") == "Fini."
    assert say("command.browser_done", "fr-CA") == "Fini."
    assert say("command.asking", "fr") == say("command.asking", "en")
    assert code == 2
    assert "Missing argument" in err


@pytest.mark.parametrize("place", ["file", "folder", "home"])
def test_the_file_is_found(place: str, tmp_path: Path, forgotten, monkeypatch):
    home = tmp_path / "listen" / "phrases"
    home.mkdir(parents=True)
    file = written(home / "fr.json", {"usage.usage": "Utilisation :", "help.show": "Montrer une mention."})
    monkeypatch.delenv("LISTEN_PHRASES", raising=False)
    if place == "home":
        monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    else:
        monkeypatch.setenv("LISTEN_PHRASES", str(file if place == "file" else home))

    code, out, _ = called("--lang", "fr", "show", "--help")

    assert code == 0
    assert out.startswith("Utilisation : listen show ")
    assert "Montrer une mention." in out


def test_plural_forms_beyond_two(forgotten):
    phrases = {
        "render.places.one": "+{n} miejsce",
        "render.places.few": "+{n} miejsca",
        "render.places.many": "+{n} miejsc",
    }
    add_language("pl", phrases)

    said = [say("render.places", "pl", n=n) for n in (1, 2, 5, 22, 112)]

    assert said == ["+1 miejsce", "+2 miejsca", "+5 miejsc", "+22 miejsca", "+112 miejsc"]
    assert plural_category(2, "ar") == "other"  # nobody added it: English counts


def test_french_counts_nothing_as_one(forgotten):
    add_language("fr", {"render.places.one": "+{n} lieu", "render.places.other": "+{n} lieux"})

    assert say("render.places", "fr", n=0) == "+0 lieu"


@pytest.mark.parametrize(
    ("phrases", "flaw"),
    [
        ({"command.cannot_read": "{path} {wyh}"}, "wrong_field"),
        ({"command.cannot_read": "{path} {why.__class__}"}, "wrong_field"),
        ({"command.cannot_read": "{path} {why[0]}"}, "wrong_field"),
        ({"command.cannot_read": "{path} {why!r}"}, "wrong_field"),
        ({"command.cannot_read": "{path} {why:>99999999}"}, "wrong_field"),
        ({"command.cannot_read": "{path} {}"}, "wrong_field"),
        ({"command.cannot_read": "{path} {why:{why}}"}, "wrong_field"),
        ({"command.cannot_read": "{path}"}, "lacks_field"),
        ({"command.cannot_read": "{path} {why"}, "braces"),
        ({"command.cannot_read": "{path} {why} \x1b[2J"}, "control"),
        ({"command.cannot_read": "{path} {why} \u202e"}, "control"),
        ({"command.cannot_read": 7}, "no_text"),
        ({"command.cannot_read": {"text": ["x"]}}, "no_text"),
        ({"render.places.few": "+{m}"}, "wrong_field"),
    ],
)
def test_a_sentence_with_wrong_fields_is_refused(phrases: dict[str, object], flaw: str, tmp_path: Path):
    with pytest.raises(BrokenLanguageError) as broken:
        read_language(written(tmp_path / "fr.json", phrases), english())

    assert [one.name for one in broken.value.flaws] == [flaw]


@pytest.mark.parametrize(
    ("raw", "flaw"),
    [
        (b"", "no_json"),
        (b"\xff\xfe", "no_json"),
        (b"[" * 100_000, "no_json"),
        (b"[]", "no_phrases"),
        (b'{"language": "fr"}', "no_phrases"),
        (b'{"phrases": {}}', "no_language"),
        (b'{"language": "../x", "phrases": {}}', "no_language"),
        (b'{"language": "de", "phrases": {}}', "has_it"),
        (b'{"language": "fr", "phrases": {"a.b": "x", "a.b": "y"}}', "twice"),
        (b" " * (4 * 1024 * 1024 + 1), "too_big"),
    ],
)
def test_a_file_of_another_kind_is_refused(raw: bytes, flaw: str, tmp_path: Path):
    path = tmp_path / "fr.json"
    path.write_bytes(raw)

    with pytest.raises(BrokenLanguageError) as broken:
        read_language(path, english())

    assert broken.value.flaws[0].name == flaw


def test_a_broken_file_is_told_in_one_line_and_shown_whole_by_check(tmp_path: Path, forgotten, monkeypatch):
    path = written(tmp_path / "fr.json", {"command.asking": "{x}", "command.no_link": "", "command.bug": "{y}"})
    monkeypatch.setenv("LISTEN_PHRASES", str(path))
    monkeypatch.setenv("LISTEN_LANG", "fr")

    code, _, err = called("list")
    checked, _, flaws = called("phrases", "check", str(path))

    assert (code, checked) == (2, 2)
    assert err.splitlines()[0].endswith("command.asking: has a field that the English sentence lacks: {x}")
    assert [line.split(": ")[1] for line in flaws.splitlines()] == ["command.asking", "command.bug"]


def test_a_language_that_nobody_speaks_is_refused_only_when_it_is_asked_for(forgotten, monkeypatch):
    monkeypatch.setenv("LISTEN_LANG", "kl")
    monkeypatch.delenv("LISTEN_PHRASES", raising=False)

    assert called("--version")[0] == 0
    code, _, err = called("--lang", "kl", "--version")

    assert code == 2
    assert '"kl" is spoken by nobody here; there are: en, de' in err


def test_export_gives_every_sentence_with_the_german_beside_and_keeps_what_is_there(
    tmp_path: Path, forgotten, monkeypatch
):
    had = {"command.asking": "demande", "render.places.many": "+{n} lieux", "help.show": "Montrer."}
    monkeypatch.setenv("LISTEN_PHRASES", str(written(tmp_path / "fr.json", had)))

    _, out, _ = called("--lang", "de", "phrases", "export", "fr")

    phrases = json.loads(out)["phrases"]
    assert set(english()) <= set(phrases)
    assert phrases["command.asking"] == {"en": "asking", "de": "frage", "text": "demande"}
    assert phrases["render.places.many"] == {"text": "+{n} lieux"}
    assert phrases["help.show"]["de"] == helps("de")["show"]
    assert phrases["help.show"]["text"] == "Montrer."
    assert phrases["metavar.FILE"] == {"en": "FILE", "de": "DATEI", "text": ""}
    assert sum(key.startswith("words.") for key in phrases) > 20


def test_export_then_check_is_whole(tmp_path: Path, forgotten):
    write_language(tmp_path / "qps.json")

    code, out, err = called("--lang", "en", "phrases", "check", str(tmp_path / "qps.json"))

    assert (code, err) == (0, "")
    assert re.fullmatch(r".*: all [\d,]+ sentences\n", out)


@pytest.mark.parametrize("name", ["de", "en", "francais", "f", "../x", "fr-CA"])
def test_export_wants_the_name_of_a_new_language(name: str):
    assert called("--lang", "en", "phrases", "export", name)[0] == 2
