"""Lets posts age and be forgotten until it is killed; `test_archive_interruption` looks at what it left.

python kill_keeper.py DATABASE
"""

import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from listen.brand import Keep
from listen.errors import StoreError
from listen.keeping import carry_out, forget, plan
from listen.retention import Sought
from listen.store.opening import open_store
from tests.store.world import NOW

AHEAD = NOW + timedelta(days=100)
KEEP = Keep(authors=10, texts=20, mentions=30, answers=40)


def main(path: Path) -> None:
    store = open_store(path, now=datetime.now(UTC))
    forget(store, store.archive.trace(Sought(author="Bo Muster")), today=AHEAD.date(), batch=3)
    print("forgotten", flush=True)  # noqa: T201 - tells the test how far it got
    for keep in (Keep(authors=10, texts=20, mentions=None, answers=40), KEEP):
        for _ in carry_out(store, plan(store, keep, {}, now=AHEAD), today=AHEAD.date(), batch=3):
            print("step", flush=True)  # noqa: T201
    store.archive.scrub()
    store.close()


if __name__ == "__main__":
    # Nothing is printed of an error: where every write fails, so does that of a message.
    try:
        main(Path(sys.argv[1]))
    except StoreError as error:
        os._exit(error.exit_code)
    except OSError:
        os._exit(0)
