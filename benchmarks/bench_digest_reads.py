"""What a digest asks of the store, on 10,000 mentions and on 1,000,000.

    python benchmarks/bench_digest_reads.py [MENTIONS]

The bar: `listen digest` takes at most 1.5 times as long on a million. Each round opens the file anew; CPU
milliseconds (user and system) of the best of several rounds, so that both sizes are measured warm.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from synthetic import NOW, QUERIES, build

from listen.model import Label, Mention
from listen.protocols import Filter, Order, Store
from listen.store.connection import connect
from listen.store.opening import open_store

ROUNDS = 7
TODAY = NOW.date()


def _best(
    store: Store, *, days: int, queries: tuple[str, ...] = (), labels: tuple[Label | None, ...] = ()
) -> list[Mention]:
    wanted = Filter(
        queries=queries,
        labels=labels,
        since=TODAY - timedelta(days=days),
        until=TODAY,
        is_folded=True,
        order=Order.PRIORITY,
        limit=40,
    )
    return list(store.mentions(wanted))


def _newest_unscored(store: Store) -> list[Mention]:
    return list(store.mentions(Filter(labels=(None,), since=TODAY - timedelta(days=1), is_folded=True, limit=40)))


def _desk(store: Store) -> None:
    """Ask how the stories of 240 mentions stand, twenty at a time, as a digest does."""
    best = _best(store, days=1)
    for _ in range(12):
        store.desk.dealings([one.story_id or 0 for one in best[:20]], now=NOW)
    store.desk.mutes(today=TODAY)


QUESTIONS: dict[str, Callable[[Store], object]] = {
    "open the file": lambda _: None,
    "how many": lambda store: (store.total(), store.runs(10), store.streams()),
    "volumes of 60 days": lambda store: store.volumes(TODAY - timedelta(days=60), TODAY),
    "best of yesterday": lambda store: _best(store, days=1),
    "best praise, best criticism": lambda store: [
        _best(store, days=1, labels=(label,)) for label in (Label.PRAISE, Label.CRITICISM)
    ],
    "best of 7 days": lambda store: _best(store, days=7),
    "best of yesterday for one query": lambda store: _best(store, days=1, queries=QUERIES[:1]),
    "newest unscored": _newest_unscored,
    "best of yesterday, how they stand": _desk,
    "stories retold in 14 days": lambda store: store.retold(TODAY - timedelta(days=14), TODAY, limit=200),
    "stories of a loud day, one query": lambda store: store.day_stories(TODAY - timedelta(days=1), QUERIES[:1], 3),
}


def _retell(path: Path) -> None:
    """Make every fourth mention a copy of the one before; one copy in ten keeps a label of its own."""
    connection = connect(path)
    connection.execute(
        "UPDATE posts SET story_id = posts.id - 1, is_first = 0, day = o.day,"
        " label = CASE WHEN posts.id % 40 = 0 THEN posts.label ELSE o.label END"
        " FROM posts o WHERE posts.id % 4 = 0 AND o.id = posts.id - 1"
    )
    connection.commit()
    connection.close()


def spent_ms(path: Path, ask: Callable[[Store], object]) -> float:
    """Return the CPU milliseconds of one question, opening the file included."""
    rounds = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        store = open_store(path, now=NOW, read_only=True)
        ask(store)
        store.close()
        rounds.append(time.process_time() - begun)
    return min(rounds) * 1_000


def main(count: int) -> None:
    """Print every question on both sizes, and the ratio."""
    with tempfile.TemporaryDirectory() as folder:
        small, large = Path(folder) / "small.db", Path(folder) / "large.db"
        for path, mentions in ((small, 10_000), (large, count)):
            build(path, mentions)
            _retell(path)
        print(f"{'CPU ms':34}{'10,000':>10}{count:>12,}{'ratio':>8}")
        totals = [0.0, 0.0]
        for name, ask in QUESTIONS.items():
            few, many = spent_ms(small, ask), spent_ms(large, ask)
            totals = [totals[0] + few, totals[1] + many]
            print(f"{name:34}{few:10.2f}{many:12.2f}{many / few:8.2f}")
        print(f"{'all':34}{totals[0]:10.2f}{totals[1]:12.2f}{totals[1] / totals[0]:8.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
