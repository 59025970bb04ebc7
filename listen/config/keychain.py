"""What people logged in with: the environment, the system's keyring, or a file that only its owner can read.

The environment wins, so that cron and tests can say what they want. What is kept goes to the keyring when there is one
that works, else into the file beside queries.yaml. Nothing here is ever printed.
"""

import os
import tempfile
from collections.abc import Collection, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Protocol, cast, final

from listen.config.secret import in_environment, in_file, variable_of

__all__ = ["KeyChain", "Keyring", "system_keyring"]

_SERVICE = "listen"


class Keyring(Protocol):
    """The part of the `keyring` package that we use."""

    def get_password(self, service: str, name: str) -> str | None:
        """Return a secret; None when there is none."""
        ...

    def set_password(self, service: str, name: str, value: str) -> None:
        """Keep a secret."""
        ...

    def delete_password(self, service: str, name: str) -> None:
        """Forget a secret."""
        ...


def system_keyring() -> Keyring | None:
    """Return the system's keyring; None where the package is missing or nothing safe stands behind it."""
    try:
        import keyring
        from keyring.backends.fail import Keyring as Nothing

        backend = keyring.get_keyring()
        is_safe = not isinstance(backend, Nothing) and backend.priority >= 1
    except Exception:  # noqa: BLE001  a desktop's key store may fail in any way; the file serves then
        return None
    return cast("Keyring", backend) if is_safe else None


@final
class KeyChain:
    """Secrets by channel and name; implements `listen.brand.Keys`. Its `repr` shows no values.

    Args:
        environ: the environment.
        path: the owner-only file; need not exist.
        channels: names of all channels there are.
        keyring: the system's; None uses the file alone.
        purpose: what the keys are for, when it is not listening; keeps them apart from all others.

    Raises:
        ConfigError: the file can be read by others, belongs to somebody else, or cannot be understood.
    """

    def __init__(
        self,
        environ: Mapping[str, str],
        path: Path,
        *,
        channels: Collection[str],
        keyring: Keyring | None = None,
        purpose: str | None = None,
    ) -> None:
        self._path = path
        self._keyring = keyring
        self._purpose = purpose
        self._service = _SERVICE if purpose is None else f"{_SERVICE}-{purpose}"
        self._environment = in_environment(environ, [self._named(channel) for channel in channels])
        self._file = in_file(path)
        self._given: set[str] = set()

    def __repr__(self) -> str:
        return "KeyChain(hidden)"

    def get(self, channel: str, name: str) -> str | None:
        """Return a secret; None when there is none."""
        variable = self.variable(channel, name)
        found = self._environment.get(variable) or self._file.get(variable)
        if found is None and self._keyring is not None:
            with suppress(Exception):
                found = self._keyring.get_password(self._service, variable)
        if found:
            self._given.add(found)
        return found or None

    def given(self) -> frozenset[str]:
        """Return every value that may stand in an answer or a message by mistake."""
        return frozenset({*self._environment.values(), *self._file.values(), *self._given} - {""})

    def keep(self, channel: str, name: str, value: str | None) -> None:
        """Keep a secret for the next run; None forgets it."""
        variable = self.variable(channel, name)
        if self._keyring is not None and self._in_keyring(variable, value):
            if self._file.pop(variable, None) is not None:
                self._write()
            return
        if value is None:
            self._file.pop(variable, None)
        else:
            self._file[variable] = value
        with suppress(OSError):
            self._write()

    def place(self, channel: str, name: str) -> str | None:
        """Return where a secret is kept: `environment`, `file` or `keyring`; None when there is none."""
        variable = self.variable(channel, name)
        if variable in self._environment:
            return "environment"
        if variable in self._file:
            return "file"
        return "keyring" if self.get(channel, name) else None

    def variable(self, channel: str, name: str) -> str:
        """Return the environment variable that serves as well."""
        return variable_of(self._named(channel), name)

    def _named(self, channel: str) -> str:
        return channel if self._purpose is None else f"{self._purpose}_{channel}"

    def _in_keyring(self, variable: str, value: str | None) -> bool:
        keyring = cast("Keyring", self._keyring)
        try:
            if value is not None:
                keyring.set_password(self._service, variable, value)
            elif keyring.get_password(self._service, variable) is not None:
                keyring.delete_password(self._service, variable)
        except Exception:  # noqa: BLE001  locked, cancelled, gone: the file serves
            return False
        return True

    def _write(self) -> None:
        """Replace the file as a whole, readable by its owner only from its first byte on."""
        if not self._file and not self._path.exists():
            return
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(dir=self._path.parent, prefix=".secrets-")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write("# written by listen login; keep it to yourself\n")
                for variable, value in sorted(self._file.items()):
                    file.write(f"{variable}={_quoted(value)}\n")
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(self._path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise


def _quoted(value: str) -> str:
    one_line = " ".join(value.split("\n"))
    return f"'{one_line}'" if one_line[:1] in {"'", '"'} or one_line != one_line.strip() else one_line
