"""The nouns of listening: frozen values, no input or output, no clock.

"Unknown" is None until somebody shows it. Times are aware UTC. What a source said (`Post`) and what we know of it
(`Mention`) are two types.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

__all__ = [
    "Engagement",
    "Evidence",
    "Finding",
    "FindingKind",
    "FoldPrint",
    "Gap",
    "Label",
    "Match",
    "Mention",
    "Opinion",
    "Page",
    "Post",
    "Probabilities",
    "Sentiment",
    "Span",
    "Stream",
    "Text",
    "label_of",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Engagement:
    """Reactions as the source counted them when it was last asked; None where it does not say."""

    likes: int | None = None
    shares: int | None = None
    replies: int | None = None
    views: int | None = None
    score: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """What someone published, as the source gave it; every text already plain and clean (`listen.text`).

    Attributes:
        source: name of the source that brought it, e.g. `feed`.
        native_id: the source's own identifier; unique within `source`, stable when the place moves.
        origin: who vouches for it: the host asked, or the feed's configured address. Only the same origin may
            later change the post.
        url: where a person reads it; None when the source gives no usable web address.
        title: one line; None when the source has none.
        text: plain text with line breaks; "" when there is none (headline-only news).
        author, author_url: as shown by the source; None when unknown.
        place: what a reader calls the venue: the feed's title, the server's name.
        published_at: None when the source gives no believable date (`listen.text.dates`).
        published_claim: the date as written, when it was not believable.
        edited_at: last edit, when the source says so.
        language_hint: what the source claims, e.g. `de`; a hint, never the verdict.
        tags: without `#`, as written.
        links: absolute addresses in the text or attached to it.
        conversation_id, reply_to_id: native identifiers of the thread and of the post answered.
        is_bot: the source marks its author as automated.
        matched_by: names of the queries for which the service itself found the post in text that we cannot see.
    """

    source: str
    native_id: str
    origin: str
    url: str | None
    title: str | None
    text: str
    author: str | None = None
    author_url: str | None = None
    place: str | None = None
    published_at: datetime | None = None
    published_claim: str | None = None
    edited_at: datetime | None = None
    language_hint: str | None = None
    tags: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    engagement: Engagement = field(default_factory=Engagement)
    conversation_id: str | None = None
    reply_to_id: str | None = None
    is_bot: bool = False
    matched_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """The smallest thing a source is asked for that has a checkpoint of its own.

    Attributes:
        source: which source asks it.
        key: unique and stable over runs, readable: `feed https://blog.example/feed`, `hackernews "flex pipe"`.
        host: host (with port where unusual) that is asked first; streams of one host are asked one after the other.
        address: the first address, without secrets.
        term: what is searched there; None for a stream that is read whole.
        queries: names of the queries that made us ask; empty when it is read for all of them.
        place: what a person calls it; None when the key says enough.
    """

    source: str
    key: str
    host: str
    address: str
    term: str | None = None
    queries: tuple[str, ...] = ()
    place: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Posts that the service had and did not give.

    Attributes:
        since, until: aware UTC; between them posts are missing. None where the service gives no clue.
        missed: how many at least; None when unknown.
    """

    since: datetime | None = None
    until: datetime | None = None
    missed: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One answer of a source.

    Attributes:
        posts: as the source ordered them; known ones may be left out.
        checkpoint: "everything up to here is complete"; None until the stream is complete.
        seen: how many posts the answer held, known and skipped ones included.
        skipped: posts that could not be read; their neighbours were.
        gap: what the service had and did not give.
        moved_to: new permanent address of the stream.
        is_unchanged: the service said that nothing changed (304, or the same bytes).
        gone: native ids of posts that the service says were deleted.
    """

    posts: tuple[Post, ...]
    checkpoint: str | None = None
    seen: int = 0
    skipped: int = 0
    gap: Gap | None = None
    moved_to: str | None = None
    is_unchanged: bool = False
    gone: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A place in a post: `field` is `title`, `text`, `author`, `tag`, `link` …; characters, end exclusive."""

    field: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Why a post belongs to a query.

    Attributes:
        query: the query's name.
        words: what matched, as written in the post, in order of appearance, each once.
        spans: where, in order; empty when the service matched text that we cannot see.
        is_by_provider: the service found it, our own matcher could not check.
    """

    query: str
    words: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()
    is_by_provider: bool = False


class Label(StrEnum):
    """What a sentiment comes to. Absence of a sentiment is *unscored*: None, never `neutral`."""

    PRAISE = "praise"
    CRITICISM = "criticism"
    NEUTRAL = "neutral"
    MIXED = "mixed"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """What an analyzer reads: a post's title and text in one, its language, and what it is about.

    Attributes:
        text: plain; evidence offsets count its characters.
        language: ISO 639-1; None when it could not be told.
        targets: spans (start, end) of the brand in `text`, in order; empty for the text as a whole.
        others: spans of other brands in `text`, in order, where they are known.
    """

    text: str
    language: str | None = None
    targets: tuple[tuple[int, int], ...] = ()
    others: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A word that decided, where it stands in the analyzed text, and its weight, −1 … +1."""

    word: str
    start: int
    end: int
    weight: float


Probabilities = tuple[float, float, float]
"""Of criticism, neutral and praise, in this order; they sum to 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """What one passage says of the brand.

    Attributes:
        label: `praise` or `criticism`.
        start, end: characters of the analyzed text.
        polarity: −1.0 against … +1.0 for.
        confidence: 0.0 … 1.0.
        aspects: what it is about (`listen.aspects`): price, noise …; empty when it does not say.
    """

    label: Label
    start: int
    end: int
    polarity: float
    confidence: float
    aspects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentiment:
    """An analyzer's answer: towards the targets of the text where it has some, else of the text as a whole.

    Attributes:
        analyzer: name with version, e.g. `builtin@1`.
        polarity: −1.0 against … +1.0 for.
        subjectivity: 0.0 … 1.0; None where the analyzer has no notion of it.
        confidence: 0.0 … 1.0.
        label: what it comes to (`label_of`, or the analyzer's own finding of *mixed*).
        evidence: the words that decided, heaviest first, at most ten.
        probabilities: what `polarity` and `confidence` were made of; None where the analyzer has none.
        untaught: the probabilities before what was learned from people's judgements; None when nothing was.
        overall: polarity of the whole text, beside that towards the targets; None when there were no targets.
        opinions: passages that praise or criticise the brand, in order of the text.
    """

    analyzer: str
    polarity: float
    subjectivity: float | None = None
    confidence: float
    label: Label
    evidence: tuple[Evidence, ...] = ()
    probabilities: Probabilities | None = None
    untaught: Probabilities | None = None
    overall: float | None = None
    opinions: tuple[Opinion, ...] = ()


_NEUTRAL_WITHIN = 0.1
_SURE_FROM = 0.4


def label_of(polarity: float, confidence: float) -> Label:
    """Derive the label from polarity and confidence; too little confidence is *unclear*."""
    if confidence < _SURE_FROM:
        return Label.UNCLEAR
    if polarity >= _NEUTRAL_WITHIN:
        return Label.PRAISE
    if polarity <= -_NEUTRAL_WITHIN:
        return Label.CRITICISM
    return Label.NEUTRAL


class FindingKind(StrEnum):
    """What was noticed in a mention, beside its language and sentiment."""

    INTENT = "intent"
    """What a person would act on: a question, a complaint, an advert (`listen.intents`)."""
    REGION = "region"
    """Where it plays, ISO 3166: `DE`, `DE-NW` (`listen.regions`)."""
    RELEVANCE = "relevance"
    """What speaks for or against its being about us (`listen.relevance`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something noticed in a mention, with what made it so; one a kind and value.

    Attributes:
        value: a name of its kind: `question`, `DE-NW`, `namesake`.
        confidence: 0.0 … 1.0; None where nobody measured it.
        evidence: places in the analyzed text, heaviest first; what stands elsewhere (a host, a venue) has −1 as start
            and end.
    """

    kind: FindingKind
    value: str
    confidence: float | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FoldPrint:
    """What is needed to see that two posts tell the same story (`listen.folding`).

    Attributes:
        keys: look-up keys, 64-bit signed; two copies share at least one with high probability.
        signature: opaque bytes from which the likeness of two posts is estimated.
    """

    keys: tuple[int, ...]
    signature: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A post with at least one match, plus what we know of it.

    Attributes:
        id: the number by which people name it; None until it was saved.
        post: what the source said, last version.
        matches: one a query, in order of the queries' names.
        language, language_confidence: identified by us, or said by a person (confidence 1); None when unsure.
        sentiment: of the analyzer in charge; None is *unscored*.
        corrected, corrected_language: the label and the language that a person gave it; None when nobody did.
        findings: intents, regions and the like, in order of kind and value.
        is_ours: whether it is about us, as a person said; None when nobody did.
        dropped: why lists and counts leave it out, as a phrase of the room `relevance`; None when they do not.
        is_own: published by the brand itself (its sites and accounts); kept, but not listened to.
        published_at: never None: the post's own date, or the time of the first fetch (`is_date_guessed`).
        first_seen_at: when we first saw it; edits keep it.
        day: the calendar day of `published_at` in the configured zone.
        priority: 0 … 100 by `listen.ranking`, without age.
        story_id: number of its story: id of the mention by which we met it, which need not be the original; None
            until folded.
        story_size: how many mentions tell this story; None when not asked for.
        edited_at: when we last saw its text change; None when never.
        fingerprint: of everything the source said but engagement; tells an edit from a repeat.
    """

    id: int | None = None
    post: Post
    matches: tuple[Match, ...]
    language: str | None = None
    language_confidence: float | None = None
    sentiment: Sentiment | None = None
    corrected: Label | None = None
    corrected_language: str | None = None
    findings: tuple[Finding, ...] = ()
    is_ours: bool | None = None
    dropped: str | None = None
    is_own: bool = False
    is_date_guessed: bool = False
    published_at: datetime
    first_seen_at: datetime
    day: date
    priority: int = 0
    story_id: int | None = None
    story_size: int | None = None
    edited_at: datetime | None = None
    fingerprint: bytes = b""

    @property
    def label(self) -> Label | None:
        """Return what a person said, else the sentiment's label; None when unscored."""
        if self.corrected is not None:
            return self.corrected
        return None if self.sentiment is None else self.sentiment.label

    def found(self, kind: FindingKind) -> tuple[Finding, ...]:
        """Return the findings of one kind."""
        return tuple(one for one in self.findings if one.kind is kind)
