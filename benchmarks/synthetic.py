"""Invented mentions in any number, for the benchmarks of the store and of what reads from it."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from listen.model import Engagement, Evidence, FoldPrint, Label, Match, Mention, Post, Sentiment, Span
from listen.protocols import Entry, StreamState

__all__ = ["DAYS", "NOW", "QUERIES", "STATE", "entries"]

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
