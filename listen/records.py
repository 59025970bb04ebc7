"""What the store is given and gives back: how streams stand, what is to be saved, what is wanted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType

from listen.model import Engagement, Finding, FoldPrint, Label, Mention, Sentiment

__all__ = [
    "NOT_OURS",
    "OURS",
    "DayStories",
    "Delivery",
    "Entry",
    "Filter",
    "Judgement",
    "Known",
    "Learned",
    "Note",
    "Order",
    "Pulse",
    "Retold",
    "Run",
    "SaveCounts",
    "Scored",
    "StoryPart",
    "StreamState",
    "Subject",
    "Volume",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pulse:
    """How often a stream usually brings something; what is older counts less and less.

    Attributes:
        newest_at: publication of its newest post, aware UTC.
        posts, days: so many posts came in so many days before it.
        longest_s: the longest silence between two posts, in seconds.
    """

    newest_at: datetime
    posts: float
    days: float
    longest_s: float

    @property
    def usual(self) -> float:
        """Return the usual number of posts a day."""
        return self.posts / self.days if self.days > 0 else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamState:
    """What is remembered of a stream between runs; one row of `streams`.

    Attributes:
        checkpoint: opaque to everyone but the source; None until the stream was complete once.
        rules: fingerprint of the queries that its posts were matched against.
        moved_to: permanent new address, once confirmed; asked instead of the configured one.
        failures: in a row; 0 when the last reading went well.
        failing_since, last_success_at, next_allowed_at: aware UTC; None when it never happened or does not apply.
        error_key, error_values: the last failure as a phrase; None when the last reading went well.
        gap_since, gap_until, gap_missed, gap_seen_at: the last gap; None when there was none.
        seen, brought: posts seen and mentions brought, since ever.
        pulse: how often it usually brings something; None until it brought two posts.
    """

    key: str
    source: str
    host: str
    place: str | None = None
    checkpoint: str | None = None
    rules: str | None = None
    moved_to: str | None = None
    failures: int = 0
    failing_since: datetime | None = None
    last_success_at: datetime | None = None
    next_allowed_at: datetime | None = None
    error_key: str | None = None
    error_values: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    gap_since: datetime | None = None
    gap_until: datetime | None = None
    gap_missed: int | None = None
    gap_seen_at: datetime | None = None
    seen: int = 0
    brought: int = 0
    pulse: Pulse | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the store already has of a post: enough to tell new, changed and the same apart.

    `corrected` and `corrected_language` are what a person said of it; None when nobody did.
    """

    id: int
    origin: str
    fingerprint: bytes
    engagement: Engagement
    queries: frozenset[str]
    first_seen_at: datetime
    corrected: Label | None = None
    corrected_language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One mention to be saved: new when `mention.id` is None, else an update that keeps its first-seen time.

    An update may have no matches left (the edit removed the brand); a new one has at least one.
    """

    mention: Mention
    fold: FoldPrint | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One page's worth of work, saved whole or not at all: the mentions and how the stream stands after them."""

    state: StreamState
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveCounts:
    """What a save did."""

    new: int = 0
    changed: int = 0
    folded: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One execution of `fetch`: counts only. `ended_at` is None while it runs, and for one that was killed."""

    id: int
    started_at: datetime
    ended_at: datetime | None = None
    streams: int = 0
    failed: int = 0
    new: int = 0
    changed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What a person hands in (`listen add`): an address, a text, or both; None where it is not said.

    Attributes:
        url: where it stands; its page is asked only when there is no text.
        place: where it was said: a site, a trade fair, a phone call.
        published_at: aware UTC.
        query: for which query it counts, whatever its words are.
    """

    url: str | None = None
    text: str | None = None
    title: str | None = None
    author: str | None = None
    place: str | None = None
    published_at: datetime | None = None
    query: str | None = None


class Order(StrEnum):
    """How mentions come."""

    NEWEST = "newest"
    OLDEST = "oldest"
    PRIORITY = "priority"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which mentions are wanted; an empty tuple or None means "any".

    Attributes:
        since, until: days of publication in the configured zone; `until` is exclusive.
        labels: with None among them, unscored ones too.
        intents, regions: with at least one of these findings; a region stands for its parts (`DE` for `DE-NW`).
        is_own: False leaves own posts out, True gives only them, None gives both.
        is_dropped: False leaves out what was dropped, True gives only that, None gives both.
        is_folded: True gives only the first of each story (with `story_size` filled).
        after: priority, time and number of a mention: only what comes after it, in the order of priority; so that a
            long list can be read page by page, each page a question of its own.
        limit: at most so many; None for all.
    """

    queries: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    labels: tuple[Label | None, ...] = ()
    since: date | None = None
    until: date | None = None
    intents: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    is_own: bool | None = False
    is_dropped: bool | None = False
    is_folded: bool = False
    order: Order = Order.NEWEST
    after: tuple[int, datetime, int] | None = None
    limit: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume:
    """Mentions of one day, combination of queries and label, own posts left out.

    Keyed by the combination, not by the single query: only so can several queries be added up without counting a
    mention twice that matches two of them.

    Attributes:
        queries: exactly the queries these mentions match, sorted by name.
        label: None for unscored ones.
        stories: how many of them came first in their story; folded copies count once.
    """

    day: date
    queries: tuple[str, ...]
    label: Label | None
    mentions: int
    stories: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryPart:
    """How many of a day's mentions tell one story; `story_id` is the mention that came first in it, on any day."""

    story_id: int
    mentions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DayStories:
    """What a day's mentions tell, own and dropped ones left out.

    Attributes:
        mentions, stories: how many, copies counted and each story counted once.
        loudest: stories with the most mentions of that day, most first; a story of one mention may be among them.
    """

    mentions: int = 0
    stories: int = 0
    loudest: tuple[StoryPart, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Retold:
    """A story with copies whose label the mention that stands for it alone may not tell.

    Attributes:
        id: number of the mention that stands for it; the roll-up counts it in the cell `day`, `queries`, `first`.
        first: its label; None when unscored.
        labels: mentions by label, that one and all its copies; those published before the days asked for are not
            looked at.
        said: the label that a person gave last to one of them; None when nobody did.
    """

    id: int
    day: date
    queries: tuple[str, ...]
    first: Label | None
    labels: Mapping[Label | None, int]
    said: Label | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """How a stored mention is understood now (`listen score --again`); what people said of it stands."""

    id: int
    language: str | None
    language_confidence: float | None
    sentiment: Sentiment | None
    priority: int
    findings: tuple[Finding, ...] = ()
    dropped: str | None = None


class Subject(StrEnum):
    """What a person judged in a mention."""

    SENTIMENT = "sentiment"
    """The verdict is a label."""
    RELEVANCE = "relevance"
    """`OURS` or `NOT_OURS`."""
    LANGUAGE = "language"
    """ISO 639-1."""
    STORY = "story"
    """Number of the story it belongs to; its own number when it tells no other's."""


OURS, NOT_OURS = "ours", "not_ours"
"""Verdicts on relevance; the second is also why such a mention is dropped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What a person said of how a mention is understood; never who, and no nearer than the day.

    A confirmation is one whose `verdict` is what was `told`.

    Attributes:
        id: None until it was saved.
        mention_id: which mention.
        verdict: what is right, in the subject's words.
        told: what listen had said; None when it had said nothing.
        analyzer: whose saying that was; None where no analyzer was asked.
        because: the reason given, one line; None without.
        judged_on: UTC day.
    """

    id: int | None = None
    mention_id: int
    about: Subject
    verdict: str
    told: str | None = None
    analyzer: str | None = None
    because: str | None = None
    judged_on: date

    @property
    def is_confirmation(self) -> bool:
        """Return whether listen had been right."""
        return self.verdict == self.told


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """What was fitted to the judgements of one subject; can be made again from them at any time.

    Attributes:
        fingerprint: of the judgements and of the analyzer that it was made with.
        weights: numbers only; reading them runs no code.
        report: how it was checked, JSON.
    """

    about: str
    fingerprint: str
    weights: bytes
    report: str
