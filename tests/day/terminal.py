"""A real terminal for tests: tmux where it is there, else a pseudo-terminal with an emulator; read by looking at it."""

import fcntl
import os
import pty
import select
import shutil
import struct
import subprocess
import tempfile
import termios
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Protocol, Self

import pyte

PATIENCE_S = 25
"""So long a test waits for what must appear; only a failing test waits that long."""

_BYTES = {"Enter": "\r", "Escape": "\x1b", "C-s": "\x13", "Space": " ", "Down": "\x1b[B", "Up": "\x1b[A"}


class Terminal(Protocol):
    """A terminal in which one command runs."""

    def screen(self) -> str:
        """Return what stands there now."""
        ...

    def send(self, text: str) -> None:
        """Type, as bytes."""
        ...

    def close(self) -> None:
        """Take it away, with what still runs in it."""
        ...


class Emulated:
    """A pseudo-terminal, its output read by pyte."""

    def __init__(self, command: Sequence[str], environ: Mapping[str, str], folder: Path, size: tuple[int, int]) -> None:
        columns, lines = size
        self._screen = pyte.Screen(columns, lines)
        self._stream = pyte.ByteStream(self._screen)
        self._lock = threading.Lock()
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        self._process = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, env=dict(environ), cwd=folder, start_new_session=True
        )
        os.close(slave)
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        while True:
            try:
                ready, _, _ = select.select([self._master], [], [], 0.2)
                got = os.read(self._master, 65_536) if ready else b" "[:0]
            except (OSError, ValueError):
                return
            if ready and not got:
                return
            with self._lock:
                self._stream.feed(got)

    def screen(self) -> str:
        with self._lock:
            return "\n".join(line.rstrip() for line in self._screen.display)

    def send(self, text: str) -> None:
        os.write(self._master, text.encode())

    def close(self) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        self._reader.join(2)
        os.close(self._master)


class Tmux:
    """A tmux server of its own, seen by nobody."""

    def __init__(self, command: Sequence[str], environ: Mapping[str, str], folder: Path, size: tuple[int, int]) -> None:
        self._folder = tempfile.mkdtemp(prefix="listen-day-")
        self._base = ["tmux", "-S", f"{self._folder}/socket", "-f", "/dev/null"]
        self._environ = {name: value for name, value in environ.items() if name != "TMUX"}
        columns, lines = size
        self._call(
            "new-session", "-d", "-x", str(columns), "-y", str(lines), "-c", str(folder), *command,
            ";", "set-option", "-g", "remain-on-exit", "on", ";", "set-option", "-g", "status", "off",
        )  # fmt: skip

    def _call(self, *words: str) -> str:
        done = subprocess.run(
            [*self._base, *words], env=self._environ, capture_output=True, text=True, check=True, timeout=20
        )
        return done.stdout

    def screen(self) -> str:
        return "\n".join(line.rstrip() for line in self._call("capture-pane", "-p").splitlines())

    def send(self, text: str) -> None:
        self._call("send-keys", "-H", *(f"{one:02x}" for one in text.encode()))

    def close(self) -> None:
        subprocess.run([*self._base, "kill-server"], env=self._environ, capture_output=True, check=False, timeout=20)
        shutil.rmtree(self._folder, ignore_errors=True)


class Person:
    """Somebody before a terminal: looks, waits until something stands there, presses keys; the keys are counted."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
        self.keys = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._terminal.close()

    def sees(self, *texts: str, without: str | None = None) -> str:
        """Wait until all of `texts` stand on the screen; return the screen."""
        return self.waits(
            lambda screen: all(text in screen for text in texts) and (without is None or without not in screen),
            f"{texts} without {without}",
        )

    def waits(self, until: Callable[[str], bool], what: str) -> str:
        """Wait until the screen is as wanted."""
        end = time.monotonic() + PATIENCE_S
        while not until(screen := self._terminal.screen()):
            if time.monotonic() > end:
                message = f"{what} never came; there stands:\n{screen}"
                raise AssertionError(message)
            time.sleep(0.05)
        return screen

    def press(self, *keys: str) -> None:
        """Press keys, each counted."""
        for key in keys:
            self.keys += 1
            self._terminal.send(_BYTES.get(key, key))

    def types(self, text: str) -> None:
        """Type a text; that is what the day is for, and not counted."""
        self._terminal.send(text)


def has_tmux() -> bool:
    """Return whether tmux is there."""
    return shutil.which("tmux") is not None
