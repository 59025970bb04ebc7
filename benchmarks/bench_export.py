"""CSV of many mentions: `listen.export` beside the `sqlite3` tool's CSV mode, on the same table.

Run: python benchmarks/bench_export.py [ROWS]   (default 200000; the claim is about 1000000)
Prints CPU (user + system) of each and how many times the tool's CPU we take; the least of three alternating rounds.
"""

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from listen.columns import COLUMNS, COUNTS, FLAGS, RATIOS, Row
from listen.export import Format, write_rows

_TEXT = "the pipe from ExampleVent is quiet but “expensive” für den Einbau in der Küche; die Lüftung brummt nicht"
_WORDS = tuple(_TEXT.split())
_ROUNDS = 3


def main(arguments: Sequence[str]) -> None:
    """Make the table, run both, print the ratio."""
    if arguments[:1] == ["--child"]:
        _export(Path(arguments[1]), Path(arguments[2]), is_excel=arguments[3] == "excel")
        return
    count = int(arguments[0]) if arguments else 200_000
    if shutil.which("sqlite3") is None:
        sys.exit("the sqlite3 tool is not installed; there is nothing to compare with")
    with tempfile.TemporaryDirectory() as name:
        database, out = Path(name, "mentions.db"), Path(name, "out.csv")
        _fill(database, count)
        ours = [sys.executable, __file__, "--child", str(database), str(out)]
        runs = {
            "sqlite3 -csv": ["sqlite3", "-csv", "-header", str(database), f".once {out}", "select * from rows"],
            "listen export": [*ours, "plain"],
            "listen export --excel": [*ours, "excel"],
        }
        best: dict[str, tuple[float, int]] = {}
        for _ in range(_ROUNDS):
            for title, command in runs.items():
                cpu_s, peak_mb = _measured(command)
                best[title] = (min(cpu_s, best.get(title, (cpu_s, 0))[0]), max(peak_mb, best.get(title, (0, 0))[1]))
    peer = best["sqlite3 -csv"][0]
    print(f"{count:,} rows")
    for title, (cpu_s, peak_mb) in best.items():
        print(f"{title:24} {cpu_s:7.2f} s CPU  {cpu_s / peer:5.2f} x  {peak_mb:4} MB")


def _fill(database: Path, count: int) -> None:
    rng = random.Random(1)  # noqa: S311 - the same table each time, no secret
    types = [
        f"{name} {'integer' if name in COUNTS | FLAGS else 'real' if name in RATIOS else 'text'}" for name in COLUMNS
    ]
    with sqlite3.connect(database) as db:
        db.execute(f"create table rows ({', '.join(types)})")
        db.executemany(f"insert into rows values ({', '.join('?' * len(COLUMNS))})", _rows(rng, count))  # noqa: S608


def _rows(rng: random.Random, count: int) -> Iterator[Row]:
    def text(words: int) -> str:
        return " ".join(rng.choice(_WORDS) for _ in range(words))

    posts = [(text(8), text(rng.randint(5, 80)) + ("\n" + text(10) if rng.random() < 0.3 else "")) for _ in range(2000)]
    for number in range(count):
        title, body = rng.choice(posts)
        day = f"2026-{1 + number % 12:02}-{1 + number % 28:02}"
        address = f"https://blog.example/post/{number}"
        judged: Row = (None,) * 5
        if rng.random() < 0.7:
            judged = ("praise", round(rng.uniform(-1, 1), 3), 0.8, "good\nquiet", "english@1")
        author = "@anna" if number % 50 == 0 else "Anna Example"
        yield (
            *(number, day, f"{day}T07:{number % 60:02}:00Z", 0, f"{day}T08:00:00Z", None),
            *("feed", "Example Blog", address, author, None, title, body, "en", *judged),
            *("brand", "ExampleVent", 0, number, rng.randint(0, 100), 3, None, 1, None, None, f"feed:{address}"),
        )


def _export(database: Path, out: Path, *, is_excel: bool) -> None:
    with sqlite3.connect(database) as db, out.open("w", encoding="utf-8", newline="") as file:
        write_rows(db.execute("select * from rows"), file, Format.CSV, excel=is_excel)


def _measured(command: Sequence[str]) -> tuple[float, int]:
    """Return CPU seconds and peak memory in MB of one whole process."""
    with subprocess.Popen(command) as child:
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        sys.exit(f"{command[0]} ended with {child.returncode}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss // 1024


if __name__ == "__main__":
    main(sys.argv[1:])
