"""How long a report of a month takes, and how much memory, in a database of a million mentions.

    python benchmarks/bench_report.py [MENTIONS]

Counts CPU seconds of building and of each form; the peak of memory is that of the whole process.
"""

import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar

from synthetic import NOW, QUERIES, build

from listen.brand import Brand, Competitor, Query, Settings
from listen.render.report.figures_csv import figures_csv
from listen.render.report.markdown import report_markdown
from listen.render.report.outline import outline
from listen.render.report.page import report_page
from listen.render.report.wording import Wording
from listen.render.report.workbook import report_workbook
from listen.report import build as build_report
from listen.store.opening import open_store
from listen.window import Window

Made = TypeVar("Made")

RIVAL = QUERIES[-1]
SETTINGS = Settings(
    brand=Brand(name="ExampleVent"),
    queries=tuple(Query(name=name, expression=name, competitor=name if name == RIVAL else None) for name in QUERIES),
    competitors=(Competitor(name=RIVAL, expression=RIVAL),),
)
MONTH = Window(since=date(2026, 10, 23), until=date(2026, 11, 23))


def spent(name: str, deed: Callable[[], Made]) -> Made:
    """Do it, say how many seconds of CPU it took, and return what came of it."""
    begun = time.process_time()
    found = deed()
    print(f"{name:12}{time.process_time() - begun:9.2f} s")
    return found


def main(count: int) -> None:
    """Print what a month of `count` mentions over sixty days costs."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "listen.db"
        build(path, count)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        store = open_store(path, now=NOW, read_only=True)
        report = spent("build", lambda: build_report(store, SETTINGS, now=NOW, window=MONTH))
        said = outline(Wording(report=report, lang="en"))
        spent("html", lambda: report_page(said))
        spent("markdown", lambda: report_markdown(said))
        spent("csv", lambda: figures_csv(report))
        spent("xlsx", lambda: report_workbook(said))
        after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        store.close()
        print(f"{len(report.figures)} figures, {len(report.cited)} mentions cited")
        print(f"peak of memory {before // 1024} → {after // 1024} MB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
