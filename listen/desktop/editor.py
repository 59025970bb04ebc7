"""The editor of the person: VISUAL, EDITOR, else one that is there."""

import shlex
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from shutil import which

from listen.errors import UsageError

__all__ = ["edit", "editor_of"]

_OTHERS = ("nano", "vim", "vi", "micro", "notepad")


def editor_of(environ: Mapping[str, str]) -> tuple[str, ...]:
    """Return the command that opens an editor, with its own arguments.

    Raises:
        UsageError: there is none.
    """
    for name in ("VISUAL", "EDITOR"):
        said = environ.get(name, "").strip()
        if said:
            try:
                words = shlex.split(said, posix=sys.platform != "win32")
            except ValueError:
                words = [said]
            if words and which(words[0], path=environ.get("PATH")) is not None:
                return tuple(words)
    found = next((one for one in _OTHERS if which(one, path=environ.get("PATH")) is not None), None)
    if found is None:
        raise UsageError("reply.no_editor")
    return (found,)


def edit(file: Path, environ: Mapping[str, str]) -> None:
    """Open `file` and wait until the editor is closed. Nothing of the file is ever part of a command.

    Raises:
        UsageError: there is no editor, or it ended with an error; what it saved is there.
    """
    command = editor_of(environ)
    try:
        program = which(command[0], path=environ.get("PATH")) or command[0]
        words = [program, *command[1:], str(file)]
        done = subprocess.run(words, check=False, env=dict(environ))  # noqa: S603  the person's own editor
    except OSError as error:
        raise UsageError("reply.no_editor") from error
    if done.returncode:
        raise UsageError("reply.editor_failed", name=command[0], code=done.returncode)
