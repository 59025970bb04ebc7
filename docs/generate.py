"""Write the reference pages that are made from code, or (--check) say which of them are stale.

python docs/generate.py
python docs/generate.py --check
"""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from typer.main import get_command

from listen.cli.running import app
from listen.cli.speaking import translate
from listen.config import SCHEMA_FILE, reference, schema_text, venues_reference
from listen.errors import ExitCode
from listen.export.reference import reference as columns
from listen.render.locales import manners_text
from listen.render.manners import MANNERS_FILE
from listen.store.describing import database_page

ROOT = Path(__file__).resolve().parent.parent

EXIT_CODES = {
    ExitCode.OK: "all is done, also when nothing was new",
    ExitCode.BUG: "a bug of ours, or the output cannot be written",
    ExitCode.USAGE: "something was asked for that does not exist",
    ExitCode.PARTLY: "partly collected; the rest is stored",
    ExitCode.LOGIN: "a login or key is missing",
    ExitCode.CONFIG: "queries.yaml is invalid; nothing was asked or changed",
    ExitCode.LOCKED: "another run holds the lock",
    ExitCode.NOTHING: "nothing could be collected",
    ExitCode.DATABASE: "the database cannot be used; it was left as it was",
    ExitCode.TO_DO: "`listen digest --exit-code`: there is something to do; `listen reply`: the draft rests",
    ExitCode.BELOW: "`listen eval --fail-under`: not good enough; `listen report --verify`: not identical",
    ExitCode.HELD: "somebody else is answering that mention; nothing was changed",
    ExitCode.UNKNOWN: "an answer was sent, and nobody knows yet whether it arrived",
    ExitCode.INTERRUPTED: "interrupted (Ctrl-C); finished pages are kept",
    ExitCode.TERMINATED: "terminated; finished pages are kept",
}


def commands(group: Any, path: tuple[str, ...] = ("listen",)) -> Iterator[tuple[str, Any]]:
    """Yield every command with its full name, groups opened up."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, (*path, name))
        else:
            yield " ".join((*path, name)), command


def commands_page() -> str:
    """Return the page of all commands, from their help texts."""
    parts = ["# Commands\n\nGenerated from the help texts by `python docs/generate.py`.\n"]
    parts.append("| exit code | means |\n|---|---|\n" + "".join(f"| {int(c)} | {t} |\n" for c, t in EXIT_CODES.items()))
    return "\n".join(parts + described(get_command(app)))


def german_commands_page() -> str:
    """Return the page of all commands in German."""
    tree = get_command(app)
    translate(tree, "de")
    parts = [
        "# Befehle\n\nAus den Hilfetexten von `python docs/generate.py`; auf Englisch: [commands.md](commands.md).\n"
    ]
    parts.append(f"{tree.epilog.strip()}\n")
    return "\n".join(parts + described(tree))


def described(tree: Any) -> list[str]:
    """Return a part for each command of a tree, in the language it speaks."""
    parts = []
    for name, command in commands(tree):
        parts.append(f"## {name}\n\n```text\n{command.help.replace(chr(8) + chr(10), '').strip()}\n```\n")
        rows = [
            f"| `{', '.join((*one.opts, *one.secondary_opts))}` | {one.help or ''} |\n"
            for one in command.params
            if getattr(one, "help", None) and one.param_type_name == "option"
        ]
        if rows:
            parts.append("| option | |\n|---|---|\n" + "".join(rows))
    return parts


PAGES: dict[str, Callable[[], str]] = {
    "docs/reference/commands.md": commands_page,
    "docs/reference/befehle.md": german_commands_page,
    "docs/reference/queries-yaml.md": reference,
    "docs/reference/venues-yaml.md": venues_reference,
    "docs/reference/export-columns.md": columns,
    "docs/reference/database.md": database_page,
    f"listen/config/{Path(SCHEMA_FILE).name}": schema_text,
    f"listen/render/{MANNERS_FILE.name}": manners_text,
}


def main() -> int:
    """Write or check; return 1 when something is stale."""
    stale = []
    for name, make in PAGES.items():
        page, text = ROOT / name, make()
        if page.exists() and page.read_text(encoding="utf-8") == text:
            continue
        stale.append(name)
        if "--check" not in sys.argv:
            page.parent.mkdir(parents=True, exist_ok=True)
            page.write_text(text, encoding="utf-8")
    for name in stale:
        print(f"{'stale' if '--check' in sys.argv else 'written'}: {name}")
    return 1 if stale and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
