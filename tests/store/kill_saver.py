"""Saves pages until it is killed; `test_interruption` looks at what it left.

    python kill_saver.py DATABASE SEED

Each page has a stream of its own whose `brought` says how many mentions it holds: a page is there whole, or not.
"""

import os
import random
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from listen.errors import StoreError
from listen.protocols import Scored
from listen.store.opening import open_store
from tests.store.world import STATE, STORY, delivery, folded, mention, sentiment


def main(path: Path, seed: int) -> None:
    chance = random.Random(seed)
    store = open_store(path, now=datetime.now(UTC))
    first = store.total()
    for page in range(40):
        texts = [chance.choice((STORY, f"ExampleVent {page} {chance.random()}")) for _ in range(12)]
        fresh = [folded(mention(f"{seed}-{page}-{number}", text)) for number, text in enumerate(texts)]
        old = range(4) if page else ()
        edits = [mention(f"{seed}-{page - 1}-{number}", f"edited {seed}", judged=sentiment()) for number in old]
        state = replace(STATE, key=f"{seed}-{page}", brought=len(fresh))
        store.save([delivery(*edits, *fresh, state=state)], now=datetime.now(UTC))
        store.rescore([_scored(number) for number in range(first, first + 5)])
        print(page, flush=True)  # noqa: T201 - tells the test how far it got
    store.close()


def _scored(number: int) -> Scored:
    return Scored(id=number, language="de", language_confidence=1.0, sentiment=sentiment(), priority=1)


if __name__ == "__main__":
    # Nothing is printed of an error: where every write fails, so does that of a message.
    try:
        main(Path(sys.argv[1]), int(sys.argv[2]))
    except StoreError as error:
        os._exit(error.exit_code)
    except OSError:
        os._exit(0)
