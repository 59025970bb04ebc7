r"""The columns of an export: stable names in a stable order, and how a mention becomes a row of them.

A row is a plain tuple in the order of `COLUMNS`, so that a store can hand out a million of them without making a
million mentions. In it, times are text (`2026-11-23T07:00:00Z`), several values in one cell stand on lines of
their own (each is a single line, so nothing is lost), yes and no are 1 and 0, and unknown is None.
"""

from collections.abc import Iterable
from datetime import UTC, datetime

from listen.model import Engagement, Mention, Sentiment

__all__ = ["COLUMNS", "COUNTS", "FLAGS", "MANY", "RATIOS", "TIMES", "Cell", "Row", "row_of"]

Cell = str | int | float | None
Row = tuple[Cell, ...]

COLUMNS = (
    "id",
    "day",
    "published_at",
    "is_date_guessed",
    "first_seen_at",
    "edited_at",
    "source",
    "place",
    "url",
    "author",
    "author_url",
    "title",
    "text",
    "language",
    "label",
    "polarity",
    "confidence",
    "evidence",
    "analyzer",
    "queries",
    "words",
    "is_own",
    "story_id",
    "priority",
    "likes",
    "shares",
    "replies",
    "views",
    "score",
    "native_id",
)
"""Names may be added at the end; they are never renamed, removed or moved."""

TIMES = frozenset({"published_at", "first_seen_at", "edited_at"})
FLAGS = frozenset({"is_date_guessed", "is_own"})
RATIOS = frozenset({"polarity", "confidence"})
COUNTS = frozenset({"id", "story_id", "priority", "likes", "shares", "replies", "views", "score"})
MANY = frozenset({"evidence", "queries", "words"})
"""Cells that hold several values, one a line."""


def row_of(mention: Mention) -> Row:
    """Return `mention` as a row."""
    post = mention.post
    return (
        mention.id,
        mention.day.isoformat(),
        _time(mention.published_at),
        int(mention.is_date_guessed),
        _time(mention.first_seen_at),
        _time(mention.edited_at),
        post.source,
        post.place,
        post.url,
        post.author,
        post.author_url,
        post.title,
        post.text,
        mention.language,
        *_judgement(mention.sentiment),
        _lines(match.query for match in mention.matches),
        _lines(dict.fromkeys(word for match in mention.matches for word in match.words)),
        int(mention.is_own),
        mention.story_id,
        mention.priority,
        *_reactions(post.engagement),
        # With the source before it, it is unique everywhere, and a spreadsheet does not round it like a number.
        f"{post.source}:{post.native_id}",
    )


def _judgement(sentiment: Sentiment | None) -> Row:
    if sentiment is None:
        return (None, None, None, None, None)
    return (
        sentiment.label.value,
        sentiment.polarity,
        sentiment.confidence,
        _lines(dict.fromkeys(one.word for one in sentiment.evidence)),
        sentiment.analyzer,
    )


def _reactions(engagement: Engagement) -> Row:
    return (engagement.likes, engagement.shares, engagement.replies, engagement.views, engagement.score)


def _lines(values: Iterable[str]) -> str | None:
    # A phrase may have matched across a line break.
    return "\n".join(" ".join(value.split()) if "\n" in value else value for value in values) or None


def _time(when: datetime | None) -> str | None:
    return None if when is None else when.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"
