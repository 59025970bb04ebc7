"""Help in every language: each command, option and argument has its text, and the library's own words are covered."""

import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from typer.main import get_command

import listen.cli
from listen.cli.running import app
from listen.cli.speaking import agreed, commands, help_keys, translate
from listen.phrases import helps, metavars, say, table
from tests.phrases.pseudo import called

EVERYTHING = [(path, command, list(command.params)) for path, command in commands(get_command(app))]
ENGLISH = {parameter.help for _, _, parameters in EVERYTHING for parameter in parameters if parameter.help}
GERMAN = helps("de")
OF_THE_LIBRARY = {"--help", "epilog"}


def test_every_command_option_and_argument_has_german_help():
    texts = {
        parameter.help: GERMAN[key]
        for path, _, parameters in EVERYTHING
        for parameter in parameters
        for key in help_keys(path, parameter)
        if key in GERMAN
    }

    missing = [path for path, _, _ in EVERYTHING if path not in GERMAN]
    missing += [
        help_keys(path, parameter)[0]
        for path, _, parameters in EVERYTHING
        for parameter in parameters
        if parameter.help not in texts and not any(key in GERMAN for key in help_keys(path, parameter))
    ]
    assert missing == []


def test_no_german_help_is_left_over():
    known = {path for path, _, _ in EVERYTHING} | OF_THE_LIBRARY
    known |= {key for path, _, parameters in EVERYTHING for one in parameters for key in help_keys(path, one)}

    assert sorted(set(GERMAN) - known) == []


def test_each_room_of_help_stands_beside_its_commands():
    rooms = {file.stem for file in Path(listen.cli.__file__).parent.glob("*.py")}
    helped = {file.stem for file in Path(listen.phrases.__file__).parent.glob("de/help/[a-z]*.py")}

    assert helped - {"metavars"} <= rooms


def examples(text: str) -> list[str]:
    """Return the example lines of a help text, without quotes, remarks and names of files: people say those."""
    lines = re.findall(r"^  (listen .*)$", text, re.MULTILINE)
    return [re.sub(r"\".*?\"|\s+\(.*\)$|[<>] \S+$", "", line) for line in lines]


@pytest.mark.parametrize(("path", "command"), [(path, command) for path, command, _ in EVERYTHING], ids=str)
def test_german_help_keeps_examples_options_and_exit_codes(path: str, command):
    english, german = command.help.replace("\b\n", ""), GERMAN[path]

    assert examples(german) == examples(english)
    assert sorted(re.findall(r"--[a-z-]+", german)) == sorted(re.findall(r"--[a-z-]+", english))
    codes = [re.findall(r"\b\d+\b", part) for text in (english, german) for part in re.findall(r"Exit.*", text)]
    assert codes[: len(codes) // 2] == codes[len(codes) // 2 :]
    assert german.rstrip().splitlines()[0].endswith(".")


def test_every_placeholder_is_said_in_german_or_the_same_on_purpose():
    words = metavars("de")
    used = {
        word
        for _, _, parameters in EVERYTHING
        for parameter in parameters
        for word in re.findall(r"[A-Z]+", parameter.metavar or "")
    }

    assert sorted(used - set(words)) == []


def test_german_help_is_german_from_top_to_bottom():
    tree = get_command(app)
    translate(tree, "de")

    for path, command in commands(tree):
        assert not [p.name for p in command.params if p.help in ENGLISH - set(GERMAN.values())], path


def test_help_of_a_command_stands_as_it_is_written():
    code, out, err = called("--lang", "de", "digest", "--help")

    assert (code, err) == (0, "")
    assert out.startswith("Aufruf: listen digest [OPTIONEN]\n\n  Ausgeben, was heute zu lesen")
    assert "\n  Beispiele:\n    listen digest\n    listen digest --unit ventilation --minutes 10\n" in out
    assert "\nOptionen:\n" in out
    assert "[Vorgabe: 12; ab 1]" in " ".join(out.split())
    assert "Diese Hilfe zeigen." in out


def test_help_of_all_ends_with_the_exit_codes():
    _, out, _ = called("--help", "--lang", "de")

    assert re.search(r"\nBefehle:\n  [a-z-]+ +[A-ZÄÖÜ]", out)
    assert "Exit-Codes: 0 erledigt" in out
    assert "Exit codes" not in out


PROVOKED = {
    "possible_options": ("digest", "--minutez", "3"),
    "no_such_option": ("-z",),
    "did_you_mean": ("shw", "3"),
    "no_such_command": ("qqqqqq",),
    "missing_argument": ("show",),
    "not_one_of": ("digest", "--format", "xx"),
    "integer": ("digest", "--minutes", "x"),
    "integer_size": ("digest", "--minutes", "9" * 5000),
    "number": ("fetch", "--wait", "x"),
    "at_least": ("digest", "--minutes", "0"),
    "at_most": ("schedule", "--every", "9999"),
    "extra_arguments": ("digest", "extra", "word"),
    "takes_no_value": ("digest", "--json=3"),
    "needs_value": ("digest", "--since"),
}


@pytest.mark.parametrize(("name", "words"), PROVOKED.items(), ids=list(PROVOKED))
def test_what_the_library_refuses_is_said_in_german(name: str, words: tuple[str, ...]):
    code, out, err = called("--lang", "de", *words)

    assert (code, out) == (2, "")
    said = err.splitlines()
    if len(said) > 1:  # what the parser refuses has no context: the library tells nothing of the command then
        assert said[0].startswith("Aufruf: listen")
        assert said[1].startswith("Hilfe zeigt „listen")
    fixed = max(re.split(r"\{\w+\}", table("de", "usage")[name]), key=len)
    assert fixed.strip() in " ".join(said)
    assert said[-1].startswith("Fehler: ")
    assert not re.search(r"\b(the|should|such|value|argument|option)\b", err)


def test_a_group_alone_shows_its_commands_in_german():
    code, out, err = called("--lang", "de", "db")

    assert (code, out) == (2, "")
    assert "Befehle:" in err
    assert "Alles ansehen, was mit der Datenbank" in err


def test_english_says_what_the_library_says():
    code, _, err = called("--lang", "en", "digest", "--minutes", "x")

    assert code == 2
    assert "Try 'listen digest -h' for help.\n\nError: Invalid value for '--minutes': Input should be" in err


def test_an_ended_input_is_told_in_german(monkeypatch):
    def ended(*_: object) -> None:
        raise typer.Abort

    monkeypatch.setattr("listen.wiring.settings_at", ended)

    code, _, err = called("--lang", "de", "check")

    assert code == 1
    assert err.splitlines()[-1] == "Abgebrochen!"


@pytest.mark.parametrize(("lang", "typed", "is_agreed"), [
    ("de", "j\n", True), ("de", "Ja\n", True), ("de", "yes\n", True), ("de", "nein\n", False), ("de", "\n", False),
    ("en", "y\n", True), ("en", "j\n", False),
])  # fmt: skip
def test_yes_is_said_in_the_language_spoken(lang: str, typed: str, is_agreed: bool, monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))

    assert agreed("?", lang) is is_agreed
    assert capsys.readouterr().err == ("? [j/N]: " if lang == "de" else "? [y/N]: ")


def test_silence_is_not_yes(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(""))

    with pytest.raises(typer.Abort):
        agreed("?", "de")


def test_the_completion_is_installed_in_german(monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION", "1")

    code, out, _ = called("--lang", "de", "--install-completion", "bash")

    if code == 0 and out:  # where the shell cannot be told, the library wants its name
        assert "Vervollständigung für bash steht jetzt in" in out
        assert say("usage.completion_when", "de") in out


@pytest.mark.parametrize("name", sorted(table("en", "usage")))
def test_every_sentence_of_the_library_is_recognised_by_its_own_pattern(name: str):
    from listen.cli.speaking import reworded

    fields = re.findall(r"\{(\w+)\}", table("en", "usage")[name])
    values = {field: f"'{field.upper()}'" for field in fields}

    assert reworded(say(f"usage.{name}", "en", **values), "de") == say(f"usage.{name}", "de", **values)


def test_english_help_loads_no_other_language_and_no_locale_data():
    code = (
        "import sys\nfrom listen.cli import run\n"
        "run(['--lang', 'en', 'digest', '--help'])\n"
        "print('LOADED', [name for name in sys.modules if name.startswith(('listen.phrases.de', 'babel'))])"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.splitlines()[-1] == "LOADED []"


@pytest.mark.parametrize(("lang", "said"), [("de", "Ausgeben, was heute"), ("en", "Print what to read")])
def test_the_shell_completes_with_help_in_the_language_spoken(lang: str, said: str):
    environ = {
        **os.environ, "LISTEN_LANG": lang, "_LISTEN_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": "listen dig",
    }  # fmt: skip

    done = subprocess.run(
        [sys.executable, "-m", "listen"], capture_output=True, text=True, env=environ, check=False, timeout=50
    )

    assert said in done.stdout
