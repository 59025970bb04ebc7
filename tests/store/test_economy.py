"""Reading costs what it shows, not what is stored: no module, no row and no memory more than needed."""

import subprocess
import sys
import tracemalloc
from datetime import timedelta
from pathlib import Path

import pytest

from listen.columns import COLUMNS
from listen.model import Label
from listen.protocols import Filter, Order
from listen.store.opening import open_store
from listen.store.sqlite import SqliteStore
from tests.store.world import NOW, delivery, mention, sentiment

YESTERDAY = NOW.date() - timedelta(days=1)


def test_reading_imports_nothing_that_only_writing_needs(path: Path):
    store = open_store(path, now=NOW)
    store.save([delivery(mention("1", judged=sentiment()))], now=NOW)
    store.close()
    script = (
        "import sys\nfrom pathlib import Path\nfrom datetime import datetime, UTC\n"
        "from listen.protocols import Filter, Order\nfrom listen.store.opening import open_store\n"
        "store = open_store(Path(sys.argv[1]), now=datetime.now(UTC), read_only=True)\n"
        "assert len(list(store.mentions(Filter(order=Order.PRIORITY, is_folded=True)))) == 1\n"
        "store.total(), store.runs(5), store.streams(), store.find('https://bau.example/1')\n"
        "print(*sorted(sys.modules))\n"
    )

    loaded = subprocess.run([sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=True)

    heavy = {"sqlite_utils", "rensa", "listen.folding", "listen.store.saving", "listen.store.migrations", "httpx"}
    assert heavy & set(loaded.stdout.split()) == set()


@pytest.mark.parametrize(
    "wanted",
    [
        Filter(since=YESTERDAY, order=Order.PRIORITY, is_folded=True, limit=20),
        Filter(since=YESTERDAY, order=Order.PRIORITY, is_folded=True, limit=20, queries=("brand",)),
        Filter(since=YESTERDAY, order=Order.PRIORITY, labels=(Label.PRAISE, None), limit=20),
        Filter(since=YESTERDAY, labels=(None,), is_folded=True, limit=20),
        Filter(queries=("hose",), limit=20),
        Filter(order=Order.OLDEST, until=YESTERDAY),
    ],
    ids=repr,
)
def test_no_list_reads_all_posts_or_sorts_them(sqlite_store: SqliteStore, wanted: Filter):
    mentions = (mention(str(number), judged=(None, sentiment())[number % 2]) for number in range(40))
    sqlite_store.save([delivery(*mentions)], now=NOW)

    plans = plans_of(sqlite_store, wanted)

    assert any("posts_by_" in step for step in plans)
    for step in plans:
        assert "TEMP B-TREE" not in step
        assert step.startswith(
            ("SEARCH", "SCAN query_sets", "LIST SUBQUERY", "SCAN json", "SCAN j ", "SCALAR", "COR")
        ) or ("SCAN p USING INDEX posts_by_time" in step), step


def plans_of(store: SqliteStore, wanted: Filter) -> list[str]:
    """Return SQLite's plans for everything that is asked for a list, without what the roll-up and matches say."""
    asked: list[str] = []
    connection = store._connection
    reader = SqliteStore(connection, store._path, is_read_only=True)
    connection.set_trace_callback(asked.append)
    list(reader.mentions(wanted))
    connection.set_trace_callback(None)
    return [
        step
        for sql in asked
        if sql.startswith("SELECT") and " daily " not in sql and " matches " not in sql
        for *_, step in connection.execute(f"EXPLAIN QUERY PLAN {sql}")
    ]


@pytest.mark.parametrize("order", Order)
def test_a_long_list_is_never_in_memory_as_a_whole(sqlite_store: SqliteStore, order: Order):
    for page in range(4):
        mentions = (mention(f"{page}-{number}", f"ExampleVent {number} " * 150) for number in range(500))
        sqlite_store.save([delivery(*mentions)], now=NOW)
    whole_bytes = 2_000 * 150 * len("ExampleVent 999 ")

    tracemalloc.start()
    count = sum(1 for _ in sqlite_store.mentions(Filter(order=order)))
    rows = sum(1 for _ in sqlite_store.rows(Filter(order=order), COLUMNS))
    _, peak_bytes = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert (count, rows) == (2_000, 2_000)
    assert peak_bytes < whole_bytes / 3
