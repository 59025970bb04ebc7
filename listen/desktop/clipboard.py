"""Put a text into the clipboard: by the desktop's own program, else through the terminal (OSC 52)."""

import base64
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from shutil import which
from typing import TextIO

__all__ = ["TERMINAL", "copy", "terminal_sequence"]

TERMINAL = "terminal"
"""What `copy` returns where only the terminal was asked, which may not allow it."""

_MOST_BYTES = 74_000
"""xterm and others take no more of an OSC 52 sequence."""

_WAIT_S = 3


def copy(text: str, environ: Mapping[str, str], stream: TextIO) -> str | None:
    """Put `text` into the clipboard; return by what, None where nothing was there to do it.

    Over SSH the terminal comes first: programs there would fill the clipboard of the other machine.
    """
    is_far = "SSH_CONNECTION" in environ or "SSH_TTY" in environ
    if not is_far:
        for name, command in _programs(environ):
            if _took(command, text):
                return name
    sequence = terminal_sequence(text, environ)
    if sequence is None or not stream.isatty():
        return None
    stream.write(sequence)
    stream.flush()
    return TERMINAL


def _programs(environ: Mapping[str, str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the programs that are there, with the command that each is called by."""
    known: list[tuple[str, ...]] = [("pbcopy",), ("clip.exe",)]
    if environ.get("DISPLAY"):
        known = [("xclip", "-selection", "clipboard"), ("xsel", "--clipboard", "--input"), *known]
    if environ.get("WAYLAND_DISPLAY"):
        known.insert(0, ("wl-copy",))
    for name, *options in known:
        found = which(name, path=environ.get("PATH"))
        if found is not None:
            yield name, (found, *options)


def _took(command: Sequence[str], text: str) -> bool:
    try:
        # These programs stay behind to serve the clipboard; an inherited pipe would keep whoever reads ours waiting.
        done = subprocess.run(  # noqa: S603
            command,
            input=text.encode(),
            check=False,
            timeout=_WAIT_S,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def terminal_sequence(text: str, environ: Mapping[str, str]) -> str | None:
    """Return what asks a terminal to fill its clipboard, through tmux where that runs; None for what is too long.

    The text goes as base64: nothing in it can be taken for a command.
    """
    body = base64.b64encode(text.encode("utf-8", "replace"))
    if len(body) > _MOST_BYTES or environ.get("TERM") == "dumb":
        return None
    sequence = f"\x1b]52;c;{body.decode('ascii')}\x07"
    if environ.get("TMUX"):
        # tmux hands on what stands between these, with every ESC twice; where it is set to listen itself, it does.
        doubled = sequence.replace("\x1b", "\x1b\x1b")
        return f"{sequence}\x1bPtmux;{doubled}\x1b\\"
    return sequence
