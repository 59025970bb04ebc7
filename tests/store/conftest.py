"""Every store that there is, fresh for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from listen.protocols import Store
from listen.store.opening import open_store
from listen.store.sqlite import SqliteStore
from listen.testing.memory import MemoryStore
from tests.store.world import NOW


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "listen.db"


@pytest.fixture
def sqlite_store(path: Path) -> Iterator[SqliteStore]:
    store = open_store(path, now=NOW)
    yield store
    store.close()


@pytest.fixture(params=["sqlite", "memory"])
def store(request: pytest.FixtureRequest) -> Iterator[Store]:
    if request.param == "memory":
        yield MemoryStore()
    else:
        yield request.getfixturevalue("sqlite_store")
