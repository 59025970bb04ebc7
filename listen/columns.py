r"""The columns of an export: stable names in a stable order, and how a mention becomes a row of them.

A row is a plain tuple in the order of `COLUMNS`, so that a store can hand out a million of them without making a
million mentions. In it, times are text (`2026-11-23T07:00:00Z`), several values in one cell stand on lines of
their own (each is a single line, so nothing is lost), yes and no are 1 and 0, and unknown is None.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from types import MappingProxyType

from listen.model import Engagement, Finding, FindingKind, Mention, Sentiment

__all__ = [
    "COLUMNS",
    "COUNTS",
    "FLAGS",
    "MANY",
    "MEANINGS",
    "RATIOS",
    "TIMES",
    "Cell",
    "Row",
    "aspects_cell",
    "region_hint",
    "row_of",
]

Cell = str | int | float | None
Row = tuple[Cell, ...]

MEANINGS: Mapping[str, str] = MappingProxyType(
    {
        "id": "Number of the mention; `listen show ID` shows it.",
        "day": "Calendar day of `published_at` in the zone of queries.yaml.",
        "published_at": "When it was published; the time of the first fetch where the source gave no believable date.",
        "is_date_guessed": "Whether `published_at` is that first fetch.",
        "first_seen_at": "When listen saw it first; edits do not change it.",
        "edited_at": "When listen last saw its text change; empty when never.",
        "source": "Source that brought it: feed, hackernews, mastodon …",
        "place": "What a reader calls the venue: title of the feed, name of the server.",
        "url": "Where a person reads it; empty when there is no usable web address.",
        "author": "Author as the source shows it.",
        "author_url": "The author's page.",
        "title": "Title, one line.",
        "text": "Plain text, line breaks included.",
        "language": "Language as identified (ISO 639-1); empty when unsure.",
        "label": "praise, criticism, neutral, mixed or unclear; empty means not scored, which is not neutral.",
        "polarity": "-1 against … +1 for; empty when not scored.",
        "confidence": "How sure the analyzer is, 0 … 1; empty when not scored.",
        "evidence": "Words that decided the label, heaviest first.",
        "analyzer": "Analyzer with its version.",
        "queries": "Names of the queries that it matched.",
        "words": "Words that matched, as written.",
        "is_own": "Whether the brand itself published it.",
        "story_id": "Number of the story, the same for all that tell it: `id` of the mention that brought it first.",
        "priority": "How much it deserves a person's time, 0 … 100, age left aside.",
        "likes": "As the source counted when it was last asked; empty where it does not say. So are the next four.",
        "shares": "Shares, boosts, reposts.",
        "replies": "Answers, comments.",
        "views": "Views.",
        "score": "The source's own score, such as points of Hacker News.",
        "native_id": "The source's identifier, the source's name before it; unique, and always a text.",
        "overall": "Polarity of the whole post, where `polarity` is that towards the brand.",
        "is_corrected": "Whether `label` is what a person said.",
        "intents": "What somebody would act on: question, complaint, buying … (`docs/explanation/intents.md`).",
        "regions": "Where it plays, ISO 3166, as its words and its place say; empty when unknown.",
        "dropped": "Why lists and counts leave it out; empty when they do not.",
        "region_hints": "Each region with how sure it is, 0 … 1, and what says so: `DE-NW 0.800000 text venue`.",
        "aspects": "What is praised and criticised, as the label allows: `praise:price`, `criticism:noise`.",
    }
)
"""What each column holds, in the order of the columns."""

COLUMNS = tuple(MEANINGS)
"""Names may be added at the end; they are never renamed, removed or moved."""

TIMES = frozenset({"published_at", "first_seen_at", "edited_at"})
FLAGS = frozenset({"is_date_guessed", "is_own", "is_corrected"})
RATIOS = frozenset({"polarity", "confidence", "overall"})
COUNTS = frozenset({"id", "story_id", "priority", "likes", "shares", "replies", "views", "score"})
MANY = frozenset({"evidence", "queries", "words", "intents", "regions", "region_hints", "aspects"})
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
        None if mention.label is None else mention.label.value,
        *_judgement(mention.sentiment),
        _lines(match.query for match in mention.matches),
        _lines(dict.fromkeys(word for match in mention.matches for word in match.words)),
        int(mention.is_own),
        mention.story_id,
        mention.priority,
        *_reactions(post.engagement),
        # With the source before it, it is unique everywhere, and a spreadsheet does not round it like a number.
        f"{post.source}:{post.native_id}",
        None if mention.sentiment is None else mention.sentiment.overall,
        int(mention.corrected is not None),
        _lines(one.value for one in mention.found(FindingKind.INTENT)),
        _lines(one.value for one in mention.found(FindingKind.REGION)),
        mention.dropped,
        _lines(map(region_hint, mention.found(FindingKind.REGION))),
        _aspects(mention),
    )


def region_hint(found: Finding) -> str:
    """Return a region with how sure it is, and what says so (`text`, `venue`)."""
    said = (
        *("text" for one in found.evidence if one.start >= 0),
        *("venue" for one in found.evidence if one.start < 0),
    )
    return " ".join((found.value, f"{found.confidence or 0.0:.6f}", *dict.fromkeys(said)))


def _aspects(mention: Mention) -> str | None:
    told = mention.sentiment
    if told is None or mention.label is None:
        return None
    return aspects_cell(((one.label, one.aspects) for one in told.opinions), told=told.label, label=mention.label)


def aspects_cell(opinions: Iterable[tuple[str, Iterable[str]]], *, told: str, label: str) -> str | None:
    """Return what opinions (label, aspects) are about, each side of an aspect once; None for nothing.

    Args:
        opinions: of the analyzer, in order.
        told: the analyzer's label.
        label: the one in charge; where a person said another one, opinions that it denies are left out.
    """
    is_free = label in {told, "mixed"}
    found = dict.fromkeys(f"{side}:{one}" for side, some in opinions if is_free or side == label for one in some)
    return "\n".join(found) or None


def _judgement(sentiment: Sentiment | None) -> Row:
    if sentiment is None:
        return (None, None, None, None)
    return (
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
