"""Fold ever more mentions through the tables: time a mention, and what the tables grow to.

Run: python benchmarks/bench_folding_scale.py [MENTIONS …]     (10000 100000 1000000 when none is named)

The prints of made-up posts (`bench_folding`, `bench_stories`) go into an empty database in transactions of 200, as a
run saves them; posts themselves are left out, so that what is measured is folding. All fall into one fortnight:
usually older prints are dropped, and the tables stay as small as two weeks are.
"""

import itertools
import resource
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import bench_folding
import bench_stories

from listen.folding import Item, fold_prints
from listen.store.connection import connect, writing
from listen.store.opening import open_store
from listen.store.stories import Newcomer, fold, remember

NOW = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)
PAGE = 200


def posts() -> Iterator[Item]:
    """Yield made-up posts without end: three articles and their like to one of the networks."""
    for seed in itertools.count(1):
        some = [Item(*item) for _, _, item in bench_folding.made(7_500, seed)]
        yield from some
        yield from (item for _, _, item in bench_stories.made(2_500, seed))


def pages_of(connection: sqlite3.Connection, table: str) -> int:
    """Return how many bytes a table has."""
    (size,) = connection.execute("SELECT sum(pgsize) FROM dbstat WHERE name = ?", (table,)).fetchone()
    return int(size or 0)


def measured(mentions: int) -> None:
    """Fold so many mentions and print one line."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "listen.db"
        open_store(path, now=NOW).close()
        connection = connect(path)
        # The stories' posts are left out.
        connection.execute("PRAGMA foreign_keys = OFF")
        made = posts()
        printing = folding = 0.0
        joined = number = 0
        last: list[float] = []
        while number < mentions:
            page = list(itertools.islice(made, PAGE))
            started = time.process_time()
            prints = fold_prints(page)
            printed = time.process_time()
            newcomers = [
                Newcomer(
                    id=number + place,
                    at=f"2026-11-2{place % 4} 07:{number // PAGE % 60:02}:00",
                    day=NOW.date(),
                    queries=frozenset({"brand"}),
                    side=0,
                    fold=one,
                )
                for place, one in enumerate(prints, 1)
            ]
            with writing(connection):
                # No posts, so nobody stands for a stored story: that costs one look-up of an index, and is the same
                # at any size.
                joined += fold(connection, newcomers).joined
                remember(connection, newcomers, saved_on=NOW.date())
            ended = time.process_time()
            printing += printed - started
            folding += ended - printed
            last.append(ended - printed)
            number += len(page)
        tail = last[-max(1, len(last) // 10) :]
        keys, kept = pages_of(connection, "fold_keys"), pages_of(connection, "fold_prints")
        connection.close()
    rate, look_up = number / (printing + folding), folding / number * 1e6
    at_the_end = sum(tail) / len(tail) / PAGE * 1e6
    print(
        f"{number:>9,} mentions: {rate:>7,.0f}/s   a mention: print {printing / number * 1e6:.0f} µs, look up and keep "
        f"{look_up:.0f} µs ({at_the_end:.0f} µs in the last tenth)   joined {joined / number:.0%}\n"
        f"{'':>10}a mention in the tables: prints {kept / number:.0f} B, keys {keys / number:.0f} B   "
        f"memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB"
    )


def main() -> None:
    """Measure each size."""
    for size in map(int, sys.argv[1:] or ("10000", "100000", "1000000")):
        measured(size)


if __name__ == "__main__":
    main()
