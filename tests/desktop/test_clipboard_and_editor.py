"""The clipboard by programs or through the terminal, and the person's editor."""

import base64
import io
import os
import stat
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listen.desktop.clipboard import TERMINAL, copy, terminal_sequence
from listen.desktop.editor import edit, editor_of
from listen.errors import UsageError


class Terminal(io.StringIO):
    def isatty(self):
        return True


def program(folder, name, text):
    place = folder / name
    place.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    place.chmod(place.stat().st_mode | stat.S_IXUSR)
    return place


@given(st.text(max_size=2_000))
def test_the_terminal_gets_the_text_and_nothing_else(text):
    text = text.encode("utf-8", "replace").decode()
    sequence = terminal_sequence(text, {"TERM": "xterm"})

    assert sequence.startswith("\x1b]52;c;")
    assert sequence.endswith("\x07")
    body = sequence[len("\x1b]52;c;") : -1]
    assert base64.b64decode(body, validate=True).decode() == text


def test_tmux_hands_it_on():
    sequence = terminal_sequence("ja", {"TERM": "tmux", "TMUX": "socket,1,0"})

    assert sequence == "\x1b]52;c;amE=\x07\x1bPtmux;\x1b\x1b]52;c;amE=\x07\x1b\\"


def test_what_a_terminal_would_not_take_is_not_sent_to_it():
    assert terminal_sequence("x" * 80_000, {}) is None
    assert terminal_sequence("x", {"TERM": "dumb"}) is None
    assert copy("x", {"PATH": ""}, io.StringIO()) is None


def test_a_program_of_the_desktop_comes_first(tmp_path):
    program(tmp_path, "wl-copy", f"cat > {tmp_path}/copied")
    screen = Terminal()

    assert copy("Grüße", {"PATH": f"{tmp_path}:/bin:/usr/bin", "WAYLAND_DISPLAY": "w"}, screen) == "wl-copy"
    assert (tmp_path / "copied").read_text(encoding="utf-8") == "Grüße"
    assert screen.getvalue() == ""


def test_over_ssh_the_terminal_comes_first(tmp_path):
    program(tmp_path, "wl-copy", "exit 0")
    screen = Terminal()
    environ = {"PATH": f"{tmp_path}:/bin", "WAYLAND_DISPLAY": "w", "SSH_CONNECTION": "1"}

    assert copy("ja", environ, screen) == TERMINAL
    assert "amE=" in screen.getvalue()


def test_a_program_that_fails_is_passed_over(tmp_path):
    program(tmp_path, "xclip", "exit 1")
    screen = Terminal()

    assert copy("ja", {"PATH": f"{tmp_path}:/bin", "DISPLAY": ":0"}, screen) == TERMINAL


def test_the_editor_is_the_one_that_the_person_chose(tmp_path):
    program(tmp_path, "one", "exit 0")
    program(tmp_path, "nano", "exit 0")

    assert editor_of({"VISUAL": "one --wait", "EDITOR": "nano", "PATH": str(tmp_path)}) == ("one", "--wait")
    assert editor_of({"EDITOR": "nano", "PATH": str(tmp_path)}) == ("nano",)
    assert editor_of({"EDITOR": "missing", "PATH": str(tmp_path)}) == ("nano",)
    assert editor_of({"EDITOR": "'", "PATH": str(tmp_path)}) == ("nano",)
    with pytest.raises(UsageError):
        editor_of({"PATH": str(tmp_path / "empty")})


def test_no_shell_sees_the_name_of_the_file(tmp_path):
    file = tmp_path / "a; touch b $(touch c).md"
    file.write_text("alt", encoding="utf-8")
    program(
        tmp_path,
        "editor",
        f'{sys.executable} -c "import sys,pathlib; pathlib.Path(sys.argv[1]).write_text(\'neu\')" "$1"',
    )

    edit(file, {**os.environ, "EDITOR": str(tmp_path / "editor"), "VISUAL": ""})

    assert file.read_text(encoding="utf-8") == "neu"
    assert sorted(one.name for one in tmp_path.iterdir()) == [file.name, "editor"]


def test_an_editor_that_fails_is_told(tmp_path):
    program(tmp_path, "editor", "exit 3")

    with pytest.raises(UsageError) as caught:
        edit(tmp_path / "x.md", {**os.environ, "EDITOR": str(tmp_path / "editor"), "VISUAL": ""})

    assert caught.value.values["code"] == 3
