"""Invented mentions in any number, for the benchmarks of the store and of what reads from it."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from listen.model import Engagement, Evidence, FoldPrint, Label, Match, Mention, Post, Sentiment, Span
from listen.protocols import Delivery, Entry, Run, StreamState
from listen.store.connection import connect
from listen.store.opening import open_store

__all__ = ["DAYS", "NOW", "QUERIES", "STATE", "build", "entries"]

NOW = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
DAYS = 60
QUERIES = ("brand", "hoses", "recovery units", "Musterflex", "OtherVent")
STATE = StreamState(key="feed https://blog.example/feed", source="feed", host="blog.example", checkpoint="1")

_WORDS = [
    first + second
    for first in ("Lüft", "Rohr", "Flex", "Dämm", "Klima", "Mont", "Filter", "Küchen", "Abluft", "Zuluft", "Schall")
    for second in ("ung", "system", "bau", "anlage", "schlauch", "technik", "er", "ventil", "kanal", "stutzen", "en")
]
_LABELS = (Label.PRAISE, Label.CRITICISM, Label.NEUTRAL, Label.MIXED, Label.UNCLEAR, None)


def entries(count: int, chance: random.Random, *, keys: int = 11) -> Iterator[Entry]:
    """Yield `count` new mentions of about 300 characters, spread over `DAYS` days, all different."""
    for number in range(count):
        at = NOW - timedelta(seconds=chance.randrange(DAYS * 86_400))
        text = f"ExampleVent {' '.join(chance.choices(_WORDS, k=28))}"
        label = chance.choice(_LABELS)
        names = (chance.choice(QUERIES),) if number % 8 else tuple(sorted(chance.sample(QUERIES, 2)))
        yield Entry(
            mention=Mention(
                post=Post(
                    source="feed",
                    native_id=f"https://blog.example/posts/{number}",
                    origin="https://blog.example/feed",
                    url=f"https://blog.example/posts/{number}/" + ("" if number % 4 else "?utm_source=feed"),
                    title=" ".join(chance.choices(_WORDS, k=6)),
                    text=text,
                    author=f"Author {number % 5000}",
                    place="A blog",
                    published_at=at,
                    tags=("vent",),
                    engagement=Engagement(likes=number % 50),
                ),
                matches=tuple(
                    Match(query=name, words=("ExampleVent",), spans=(Span(field="text", start=0, end=11),))
                    for name in names
                ),
                language="de",
                language_confidence=0.9,
                sentiment=None
                if label is None
                else Sentiment(
                    analyzer="german@1",
                    polarity=0.4,
                    confidence=0.8,
                    label=label,
                    evidence=(Evidence(word="leise", start=3, end=8, weight=0.4),),
                ),
                published_at=at,
                first_seen_at=NOW,
                day=at.date(),
                priority=chance.randrange(100),
                fingerprint=chance.randbytes(16),
            ),
            fold=FoldPrint(
                keys=tuple(chance.getrandbits(64) - 2**63 for _ in range(keys)), signature=chance.randbytes(256)
            ),
        )


def build(path: Path, count: int, *, base: int = 10_000) -> None:
    """Make a database of `count` mentions at `path`: `base` saved by the store, the others multiplied in SQL.

    The copies keep texts, days, labels and queries of the first ones and have numbers, addresses and minutes of their
    own. Full text and prints of stories are left to the first ones, nothing that is measured here reads them.
    """
    store = open_store(path, now=NOW)
    made = list(entries(min(base, count), random.Random(11), keys=0))  # noqa: S311 - not for secrets
    for at in range(0, len(made), 1_000):
        store.save([Delivery(state=STATE, entries=tuple(made[at : at + 1_000]))], now=NOW)
    store.end_run(Run(id=store.begin_run(NOW), started_at=NOW, ended_at=NOW, streams=1, new=len(made)))
    store.close()
    times = count // len(made)
    if times > 1:
        _multiply(path, len(made), times)


def _multiply(path: Path, base: int, times: int) -> None:
    connection = connect(path)
    columns = [name for _, name, *_ in connection.execute("PRAGMA table_info(posts)")]
    changed = {
        "id": f"p.id + n.value * {base}",
        "native_id": "p.native_id || '-' || n.value",
        "url": "p.url || '-' || n.value",
        "story_id": f"p.id + n.value * {base}",
        "url_key": f"p.url_key + n.value * {base}",
        "published_at": "datetime(p.published_at, n.value || ' seconds')",
    }
    indexes = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'posts' AND sql IS NOT NULL"
    ).fetchall()
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("BEGIN")
    for name, _ in indexes:
        connection.execute(f"DROP INDEX {name}")
    numbers = f"(SELECT value FROM generate WHERE value < {times})"  # noqa: S608
    generate = (
        "WITH RECURSIVE generate (value) AS"  # noqa: S608
        f" (SELECT 1 UNION ALL SELECT value + 1 FROM generate LIMIT {times})"
    )
    cells = ", ".join(changed.get(name, f"p.{name}") for name in columns)
    connection.execute(f"{generate} INSERT INTO posts SELECT {cells} FROM {numbers} n CROSS JOIN posts p")  # noqa: S608
    for table in ("matches", "scores"):
        others = [name for _, name, *_ in connection.execute(f"PRAGMA table_info({table})")][1:]
        connection.execute(
            f"{generate} INSERT INTO {table} SELECT t.post_id + n.value * {base}, {', '.join(others)}"  # noqa: S608
            f" FROM {numbers} n CROSS JOIN {table} t"
        )
    connection.execute("UPDATE daily SET mentions = mentions * ?, stories = stories * ?", (times, times))
    connection.execute("UPDATE totals SET amount = amount * ?", (times,))
    for _, sql in indexes:
        connection.execute(sql)
    connection.execute("COMMIT")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    connection.close()
