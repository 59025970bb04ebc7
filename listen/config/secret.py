"""Keys and tokens: from the environment, or from a file that only its owner can read; never from queries.yaml."""

import re
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import final

from listen.config.loading import KNOWN_SOURCES
from listen.config.reading import read_text
from listen.errors import Complaint, ConfigError

__all__ = ["SECRETS_FILE", "Secrets", "in_environment", "in_file", "secrets", "variable_of"]

SECRETS_FILE = "secrets.env"
"""Its usual name; it lies beside queries.yaml."""

_LINE = re.compile(r"(?:export\s+)?(LISTEN_[A-Z0-9_]+)\s*=\s*(.*)")
_WORTH_HIDING = 6
"""Shorter values would black out ordinary words in logs."""


@final
class Secrets:
    """Secrets by source and name. Never printed: its `repr` shows no values."""

    __slots__ = ("_by_variable",)

    def __init__(self, by_variable: Mapping[str, str]) -> None:
        self._by_variable = dict(by_variable)

    def __repr__(self) -> str:
        return f"Secrets({len(self._by_variable)} hidden)"

    def get(self, source: str, name: str) -> str | None:
        """Return the secret `name` of `source`, e.g. ("mastodon", "token"); None when there is none."""
        return self._by_variable.get(variable_of(source, name))

    def values(self) -> tuple[str, ...]:
        """Return all values that must never appear in a log or message, longest first."""
        worth = {value for value in self._by_variable.values() if len(value) >= _WORTH_HIDING}
        return tuple(sorted(worth, key=lambda value: (-len(value), value)))


def variable_of(source: str, name: str) -> str:
    """Return the variable in which a secret is looked for: `LISTEN_MASTODON_TOKEN`."""
    return re.sub(r"[^A-Z0-9]", "_", f"LISTEN_{source}_{name}".upper())


def secrets(environ: Mapping[str, str], path: Path, *, known_sources: Collection[str] = KNOWN_SOURCES) -> Secrets:
    """Return the secrets in `environ` and in the file `path`; the environment wins, a missing file is no error.

    Args:
        environ: the environment; only variables `LISTEN_<SOURCE>_…` of known sources are taken.
        path: lines `LISTEN_<SOURCE>_<NAME>=value`, `#` for remarks.
        known_sources: names of all sources there are.

    Raises:
        ConfigError: if the file can be read by others, belongs to somebody else, or has other lines.
    """
    return Secrets({**in_file(path), **in_environment(environ, known_sources)})


def in_environment(environ: Mapping[str, str], known_sources: Collection[str]) -> dict[str, str]:
    """Return the secrets in `environ`, by variable."""
    prefixes = tuple(variable_of(source, "") for source in known_sources)
    return {name: value for name, value in environ.items() if name.startswith(prefixes) and value}


def in_file(path: Path) -> dict[str, str]:
    """Return the secrets in the file, by variable; a missing file has none. Raises as `secrets` does."""
    if not path.exists() and not path.is_symlink():
        return {}
    found: dict[str, str] = {}
    wrong: list[Complaint] = []
    for number, raw in enumerate(read_text(path, is_secret=True).split("\n"), start=1):
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        match = _LINE.fullmatch(line)
        if match is None:
            # The line itself is never shown: half of it may be a secret.
            wrong.append(Complaint(line=number, column=1, path="", key="config.secrets_line"))
            continue
        found[match[1]] = _unquoted(match[2])
    if wrong:
        raise ConfigError(str(path), tuple(wrong))
    return found


def _unquoted(value: str) -> str:
    for quote in "\"'":
        if len(value) > 1 and value[0] == value[-1] == quote:
            return value[1:-1]
    return value
