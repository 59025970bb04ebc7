"""A process that deals with mentions as fast as it can; started by test_claim_races.py.

python -m tests.store.claimer claim DATABASE HOME SEED    says `ready`, waits for a line, claims all it can get
python -m tests.store.claimer deal DATABASE HOME SEED     says `ready`, then deals at random until it is killed
"""

import random
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from listen import dealing
from listen.config.personal import Personal
from listen.dialogue import MuteKind
from listen.errors import Held, UsageError
from listen.store.opening import open_store


def claim_all(database: Path, home: Path, seed: int) -> None:
    store, pocket, lot = open_store(database, now=datetime.now(UTC)), Personal(home, database), random.Random(seed)
    numbers = list(range(1, store.total() + 1))
    lot.shuffle(numbers)
    print("ready", flush=True)  # noqa: T201 - tells the test that it may go on
    sys.stdin.readline()
    for number in numbers:
        try:
            taken = dealing.claim(store, pocket, number, now=datetime.now(UTC))
        except Held:
            continue
        print(taken.mention_id, flush=True)  # noqa: T201 - tells the test what it got


def deal_for_ever(database: Path, home: Path, seed: int) -> None:
    store, pocket, lot = open_store(database, now=datetime.now(UTC)), Personal(home, database), random.Random(seed)
    total = store.total()
    print("ready", flush=True)  # noqa: T201 - tells the test that it may go on
    while True:
        number, now = lot.randint(1, total), datetime.now(UTC)
        deeds = (
            lambda n, t: dealing.claim(store, pocket, n, now=t),
            lambda n, t: dealing.release(store, pocket, n, now=t),
            lambda n, t: dealing.snooze(store, pocket, n, t + timedelta(seconds=1), now=t),
            lambda n, t: dealing.finish(store, pocket, n, now=t, url=f"https://forum.example/{n}"),
            lambda n, _: dealing.reopen(store, n),
            lambda n, t: dealing.mute(store, n, MuteKind.STORY, today=t.date(), until=None),
            lambda n, t: dealing.note(store, n, "x", today=t.date()),
        )
        try:
            lot.choice(deeds)(number, now)
        except (Held, UsageError):
            continue


if __name__ == "__main__":
    what, where, whose, drawn = sys.argv[1:]
    {"claim": claim_all, "deal": deal_for_ever}[what](Path(where), Path(whose), int(drawn))
