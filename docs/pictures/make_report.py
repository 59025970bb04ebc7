"""Make the pictures of the report from the invented quarter: the real page in a real browser.

    python docs/pictures/make_report.py

Writes report-light.png and report-dark.png beside this file; needs Debian's chromium.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "benchmarks" / "invented"))

from month import NOW, make  # noqa: E402 - the folder is not a package

from listen.render.report.outline import outline  # noqa: E402
from listen.render.report.page import report_page  # noqa: E402
from listen.render.report.wording import Wording  # noqa: E402
from listen.report import build, period_of  # noqa: E402
from listen.wiring import settings_at, store_at  # noqa: E402

WIDTH, HEIGHT = 1180, 1560
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
]
LIGHTS = {"light": "1", "dark": "0"}


def main() -> int:
    """Make both pictures."""
    chromium = shutil.which("chromium")
    if chromium is None:
        print("chromium is not installed", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        config, database = make(Path(folder))
        settings = settings_at(config, {})
        store = store_at(database, now=NOW, read_only=True)
        window = period_of(until=NOW.date(), month=True).window
        report = build(store, settings, now=NOW, window=window)
        store.close()
        page = Path(folder) / "report.html"
        page.write_text(report_page(outline(Wording(report=report, lang="en"))), encoding="utf-8")
        for name, scheme in LIGHTS.items():
            picture = HERE / f"report-{name}.png"
            own = [f"--user-data-dir={folder}/{name}", f"--blink-settings=preferredColorScheme={scheme}"]
            size = [f"--window-size={WIDTH},{HEIGHT}", f"--screenshot={picture}"]
            subprocess.run([chromium, *FLAGS, *own, *size, page.as_uri()], check=True, stderr=subprocess.DEVNULL)  # noqa: S603
            print(picture)
    return 0


if __name__ == "__main__":
    sys.exit(main())
