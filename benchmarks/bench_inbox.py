"""How long a person waits for the inbox: from Enter to the frame, and to the first mentions.

    python benchmarks/bench_inbox.py [MENTIONS]

The bar: the first mentions stand there within 1 s with 100,000 mentions. `listen inbox` runs as a process of its own in
a pseudo-terminal of 120 × 40; wall clock, the best of several rounds, and the
processor time, for machines that do other things meanwhile. Then what single steps cost inside, so that one
sees where the time goes.
"""

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Mapping
from pathlib import Path

from synthetic import NOW, build

from listen.inbox.reading import Pages
from listen.inbox.state import Wanted
from listen.store.opening import open_store
from listen.window import last_days
from listen.wiring import settings_at

ROUNDS = 5
LONGEST_S = 60
CONFIG = """version: 1
brand: {name: ExampleVent}
queries: {brand: "examplevent*", hoses: "hose*", recovery units: "unit*"}
competitors: {Musterflex: musterflex, OtherVent: othervent}
sources: {hackernews: {enabled: false}, mastodon: {enabled: false}}
"""


def opened(environ: Mapping[str, str], *marks: bytes) -> list[float]:
    """Return after how many seconds each of `marks` came out of `listen inbox`, and the processor time it took."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "listen", "inbox"],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        env=dict(environ),
        start_new_session=True,
    )
    os.close(slave)
    seen, came = b"", [float("nan")] * len(marks)
    while time.perf_counter() - began < LONGEST_S and any(one != one for one in came):  # noqa: PLR0124 - NaN
        if select.select([master], [], [], 0.01)[0]:
            try:
                seen += os.read(master, 65_536)
            except OSError:
                break
        for place, mark in enumerate(marks):
            if came[place] != came[place] and mark in seen:
                came[place] = time.perf_counter() - began
    process.kill()
    _, _, used = os.wait4(process.pid, 0)
    os.close(master)
    return [*came, used.ru_utime + used.ru_stime]


def main() -> None:
    """Measure and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        build(folder / "listen.db", count)
        (folder / "queries.yaml").write_text(CONFIG, encoding="utf-8")
        environ = {
            **os.environ,
            "LISTEN_CONFIG": str(folder / "queries.yaml"),
            "LISTEN_DB": str(folder / "listen.db"),
            "LISTEN_HOME": str(folder / "home"),
            "LISTEN_LANG": "en",
            "TERM": "xterm-256color",
        }
        rounds = [opened(environ, b"quit", b"#") for _ in range(ROUNDS)]
        frame, rows, cpu = (min(one[place] for one in rounds) for place in range(3))
        print(f"{count:,} mentions: frame after {frame:.2f} s, first mentions after {rows:.2f} s")
        print(f"processor time up to then: {cpu:.2f} s")
        _inside(folder)


def _inside(folder: Path) -> None:
    settings = settings_at(folder / "queries.yaml", {})
    store = open_store(folder / "listen.db", now=NOW)
    pages = Pages(store, settings, Wanted(), window=last_days(30, today=NOW.date()))
    began = time.perf_counter()
    rows = pages.more(now=NOW)
    first = time.perf_counter()
    pages.more(now=NOW)
    second = time.perf_counter()
    store.close()
    print(
        f"inside: first page ({len(rows)} rows) {1000 * (first - began):.0f} ms, next {1000 * (second - first):.0f} ms"
    )


if __name__ == "__main__":
    main()
