"""Doors for tests: patient for a third of a second, and no real waiting."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from loopback import Loopback

from listen.brand import HttpSettings
from listen.http import Door, Surroundings

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


@dataclass
class Waits:
    """Remembers how long somebody wanted to wait, and does not wait."""

    seconds: list[float] = field(default_factory=list)

    def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)


@pytest.fixture
def waits() -> Waits:
    return Waits()


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a fresh `key` and a `cert` for web.example and 127.0.0.1."""
    folder = tmp_path_factory.mktemp("tls")
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("there is no openssl to make a certificate with")
    names = "subjectAltName=DNS:web.example,IP:127.0.0.1"
    kind = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
    files = ["-keyout", str(folder / "key"), "-out", str(folder / "cert")]
    subprocess.run(
        [openssl, *kind, "-subj", "/CN=web.example", "-addext", names, *files], check=True, capture_output=True
    )
    return folder


@pytest.fixture
def serve() -> Iterator[Callable[..., Loopback]]:
    """Start a loopback server that is gone when the test is over."""
    with ExitStack() as stack:
        yield lambda pages=None, **options: stack.enter_context(Loopback(pages or {}, **options))


@pytest.fixture
def door(waits: Waits) -> Iterator[Callable[..., Door]]:
    """Make a door that may ask the given servers; it never really waits."""
    with ExitStack() as stack:

        def make(*servers: Loopback, until: float | None = None, environ: dict[str, str] | None = None,
                 world: Surroundings | None = None, **settings: object) -> Door:  # fmt: skip
            chosen = HttpSettings(
                allow_private=(*(server.place for server in servers), *settings.pop("allow_private", ())),
                **{"total_s": 3.0, **settings},
            )
            around = world or Surroundings(sleep=waits)
            around = replace(around, now=lambda: NOW, chance=lambda: 0.5)
            return stack.enter_context(
                Door(chosen, version="1.0", environ=environ or {}, until=until, surroundings=around)
            )

        yield make
