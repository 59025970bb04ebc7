"""Invented mentions and streams for the tests of the store."""

from datetime import UTC, datetime, timedelta

from listen.folding import fold_print
from listen.model import (
    Engagement,
    Evidence,
    Finding,
    FindingKind,
    Label,
    Match,
    Mention,
    Opinion,
    Post,
    Sentiment,
    Span,
)
from listen.protocols import Delivery, Entry, StreamState

NOW = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)
STATE = StreamState(key="feed https://bau.example/feed", source="feed", host="bau.example", checkpoint="c1")

STORY = (
    "ExampleVent stellt in Musterstadt eine neue Anlage für die kontrollierte Wohnraumlüftung vor, die leiser und "
    "sparsamer arbeiten soll als ihre Vorgängerin und sich mit flexiblen Rohren auch im Altbau einbauen lässt"
)


def sentiment(label: Label = Label.PRAISE, analyzer: str = "rules@1", polarity: float = 0.5) -> Sentiment:
    return Sentiment(
        analyzer=analyzer,
        polarity=polarity,
        subjectivity=0.25,
        confidence=0.9,
        label=label,
        evidence=(Evidence(word="leise", start=21, end=26, weight=0.5),),
        probabilities=(0.05, 0.05, 0.9),
        overall=0.25,
        opinions=(
            Opinion(label=Label.PRAISE, start=0, end=24, polarity=0.5, confidence=0.8, aspects=("noise", "price")),
        ),
    )


def finding(kind: FindingKind = FindingKind.INTENT, value: str = "question") -> Finding:
    return Finding(
        kind=kind, value=value, confidence=0.75, evidence=(Evidence(word="leise?", start=21, end=27, weight=1.0),)
    )


def match(query: str, *words: str) -> Match:
    return Match(query=query, words=words or ("ExampleVent",), spans=(Span(field="text", start=0, end=11),))


def mention(
    native_id: str = "1",
    text: str = "ExampleVent läuft leise.",
    *,
    queries: tuple[str, ...] = ("brand",),
    judged: Sentiment | None = None,
    hours_ago: float = 1,
    source: str = "feed",
    origin: str = "https://bau.example/feed",
    url: str | None = "",
    title: str | None = "Ein Bericht",
    likes: int | None = None,
    priority: int = 10,
    is_own: bool = False,
    language: str | None = "de",
    edited_at: datetime | None = None,
    number: int | None = None,
    fingerprint: bytes = b"one",
    dropped: str | None = None,
    findings: tuple[Finding, ...] = (),
) -> Mention:
    at = NOW - timedelta(hours=hours_ago)
    return Mention(
        id=number,
        post=Post(
            source=source,
            native_id=native_id,
            origin=origin,
            url=f"https://bau.example/{native_id}" if url == "" else url,
            title=title,
            text=text,
            author="Ada Beispiel",
            place="Baublog",
            published_at=at,
            tags=("Lüftung",),
            links=("https://examplevent.example/rohr",),
            engagement=Engagement(likes=likes),
        ),
        matches=tuple(match(query) for query in sorted(queries)),
        language=language,
        language_confidence=None if language is None else 0.9,
        sentiment=judged,
        findings=findings,
        dropped=dropped,
        is_own=is_own,
        published_at=at,
        first_seen_at=NOW,
        day=at.date(),
        priority=priority,
        edited_at=edited_at,
        fingerprint=fingerprint,
    )


def folded(one: Mention) -> Entry:
    """Return `one` with its print, as `fetch` saves it."""
    return Entry(mention=one, fold=fold_print(one.post.title, one.post.text, one.post.url))


def delivery(*mentions: Mention | Entry, state: StreamState = STATE) -> Delivery:
    entries = tuple(one if isinstance(one, Entry) else Entry(mention=one) for one in mentions)
    return Delivery(state=state, entries=entries)
