"""Storing mentions, beside bare `sqlite3.executemany` of the very same rows into the very same tables.

    python benchmarks/bench_store.py [MENTIONS]

The bar: at least half the rows per second of executemany. CPU seconds (user and system) of this process count.
"""

import random
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

from synthetic import NOW, STATE, entries

from listen.protocols import Delivery
from listen.store.connection import connect
from listen.store.opening import open_store

BATCH = 200
"""Mentions in a transaction: what `fetch` saves at once."""

TABLES = {"posts": 0, "matches": 0, "scores": 0, "fold_prints": 0, "fold_keys": 1}
"""Tables with the place of the mention's number in their rows: by it they are put into transactions."""

ONCE = ("query_sets", "daily")

Rows = dict[str, list[tuple[object, ...]]]


def ours(path: Path, deliveries: list[Delivery]) -> float:
    """Save through the store; return CPU seconds."""
    store = open_store(path, now=NOW)
    begun = time.process_time()
    for delivery in deliveries:
        store.save([delivery], now=NOW)
    spent = time.process_time() - begun
    store.close()
    return spent


def rows_of(path: Path, batch: int) -> tuple[Rows, list[Rows]]:
    """Return every row that `ours` has written: those that are few, and the others by transaction."""
    connection = connect(path, read_only=True)
    once = {table: connection.execute(f"SELECT * FROM {table}").fetchall() for table in ONCE}  # noqa: S608
    batches: dict[int, Rows] = defaultdict(lambda: defaultdict(list))
    for table, place in TABLES.items():
        for row in connection.execute(f"SELECT * FROM {table}"):  # noqa: S608
            batches[(row[place] - 1) // batch][table].append(row)
    for number, *words in connection.execute("SELECT id, title, text FROM posts"):
        batches[(number - 1) // batch]["post_words (rowid, title, text)"].append((number, *words))
    connection.close()
    return once, [batches[number] for number in sorted(batches)]


def bare(path: Path, once: Rows, batches: list[Rows]) -> float:
    """Write the same rows with executemany; return CPU seconds."""
    open_store(path, now=NOW).close()
    connection = connect(path)
    begun = time.process_time()
    for batch in (once, *batches):
        connection.execute("BEGIN")
        for table, rows in batch.items():
            connection.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)  # noqa: S608
        connection.execute("COMMIT")
    spent = time.process_time() - begun
    connection.close()
    return spent


def main(count: int) -> None:
    """Print rows per CPU second of both, and the ratio."""
    made = list(entries(count, random.Random(7)))  # noqa: S311 - not for secrets
    deliveries = [Delivery(state=STATE, entries=tuple(made[at : at + BATCH])) for at in range(0, count, BATCH)]
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        in_pages = ours(base / "ours.db", deliveries)
        at_once = ours(base / "once.db", [Delivery(state=STATE, entries=tuple(made))])
        size_mb = (base / "ours.db").stat().st_size / 1e6
        paged = bare(base / "paged.db", *rows_of(base / "ours.db", BATCH))
        whole = bare(base / "whole.db", *rows_of(base / "ours.db", count))
        total = sum(len(rows) for part in rows_of(base / "ours.db", count)[1] for rows in part.values())
    print(f"{count:,} mentions = {total:,} rows, {size_mb:.0f} MB")
    for title, spent, peer in (
        (f"{BATCH} mentions a transaction", in_pages, paged),
        ("all in one transaction", at_once, whole),
    ):
        print(f"{title}: listen {spent:.2f} s CPU ({count / spent:,.0f} mentions/s),", end=" ")
        print(f"executemany {peer:.2f} s ({count / peer:,.0f}/s); rows per second {peer / spent:.2f} of executemany's")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
