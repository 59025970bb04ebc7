"""What is known of a mention, each with what made it so. What an older analyzer did not keep is None, never a guess."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from listen.brand import Query
from listen.dialogue import Dealing, Mute
from listen.digest import Rule
from listen.model import Evidence, Finding, FindingKind, Label, Match, Mention, Probabilities, Sentiment
from listen.protocols import Judgement
from listen.ranking import Term
from listen.story import Story, Telling
from listen.window import Window

__all__ = ["Explained", "Heard", "Judged", "Place", "Ranked", "Rule", "Section", "Sought"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """In which language it is.

    Attributes:
        language: ISO 639-1; None when it could not be told surely enough.
        confidence: 0.0 … 1.0; None when unknown.
        claimed: what the source says, as it says it; None when it says nothing.
        agrees: whether both are the same language; None when one of them is missing.
        is_said: a person said so.
    """

    language: str | None
    confidence: float | None
    claimed: str | None
    agrees: bool | None
    is_said: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """Why it belongs to a query.

    Attributes:
        query: as configured now; None when it is configured no more.
        unit: title of the unit whose query it is; None for everyone's.
        fields: parts of the post in which it matched (`title`, `text`, `tag` …), in order, each once.
    """

    match: Match
    query: Query | None
    unit: str | None
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """How it feels, and who says so.

    Attributes:
        label: what lists and counts take: what a person said, else the analyzer's; None is *unscored*.
        sentiment: of the analyzer in charge; None is *unscored*.
        is_placed: the evidence still stands in the text where the analyzer saw it.
        untaught: the likeliest label before what was learned from judgements; None when nothing was, or unknown.
        is_turned: what was learned made another label the likeliest.
        others: other analyzers' answers, by name.
        corrected: what a person said; None when nobody did.
    """

    label: Label | None
    sentiment: Sentiment | None
    is_placed: bool
    untaught: Label | None
    others: tuple[Sentiment, ...] = ()
    corrected: Label | None = None
    is_turned: bool = False

    @property
    def towards(self) -> float | None:
        """Return the polarity towards the brand; None where only the whole text was judged, or nothing."""
        return None if self.sentiment is None or self.sentiment.overall is None else self.sentiment.polarity

    @property
    def overall(self) -> float | None:
        """Return the polarity of the whole text; None when unscored."""
        if self.sentiment is None:
            return None
        return self.sentiment.polarity if self.sentiment.overall is None else self.sentiment.overall

    @property
    def probabilities(self) -> Probabilities | None:
        """Return how likely criticism, neutral and praise are; None where the analyzer has no such numbers."""
        return None if self.sentiment is None else self.sentiment.probabilities


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """What it is worth of a person's time.

    Attributes:
        terms: every summand, heaviest first, without age.
        age: what its age takes away today.
        besides: what is not stored: what was answered already, what the reader knows about.
        stored: points as stored, without age and what is besides.
        today: points today: what the digest compares.
    """

    terms: tuple[Term, ...]
    age: Term
    besides: tuple[Term, ...] = ()
    stored: int
    today: int

    @property
    def sum(self) -> int:
        """Return the terms added up."""
        return sum(term.points for term in self.terms)

    @property
    def kept(self) -> int:
        """Return the sum kept between 0 and 100."""
        return max(0, min(100, self.sum))

    @property
    def is_stale(self) -> bool:
        """Return whether the stored points were made by older rules, or before queries changed."""
        return self.kept != self.stored


class Section(StrEnum):
    """Where in a digest a mention stands."""

    LINE = "line"
    """Worth your time: a line of its own."""
    PRAISE = "praise"
    CRITICISM = "criticism"
    """Among the examples of its label."""
    SPIKE = "spike"
    """Only as a story that made a day stand out."""
    COUNTED = "counted"
    """Only in the counts."""
    NOWHERE = "nowhere"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a mention stands in the digest of some days, and why there.

    Attributes:
        window: the days of that digest.
        section: where.
        number: of the line, from 1; None elsewhere.
        rule: what keeps it from a line; None when it has one.
        rules: everything that does, `rule` first.
        leader: number of the mention that stands for its story, for `COPY`; None when unknown.
        needed: points that a line needs, for `POINTS`.
        points: what it is worth on that day.
        counted: the label under which it is counted in the totals; None is *unscored*, where `is_counted`.
        is_counted: whether the totals count it.
        spikes: queries whose spike its story is named under.
        mute: by which it is muted; None when it is not.
        dealing: how its story stands; None when nobody dealt with it.
    """

    window: Window
    section: Section
    number: int | None = None
    rule: Rule | None = None
    rules: tuple[Rule, ...] = ()
    leader: int | None = None
    needed: int | None = None
    points: int = 0
    counted: Label | None = None
    is_counted: bool = False
    spikes: tuple[str, ...] = ()
    mute: Mute | None = None
    dealing: Dealing | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """Everything that is known of a mention.

    Attributes:
        text: what the analyzers read; evidence counts its characters.
        targets: where the matches stand in it.
        story: who tells the same; alone when nobody else does.
        telling: this mention among them.
        judgements: what people said of it, oldest first.
        place: in the digest of today.
        leader: number of the mention that stands for its story in lists and counts; None when this one does.
        then: in the digest of its own day, as things stand now; None when that is today's.
        today: the day of `place`.
    """

    mention: Mention
    text: str
    targets: tuple[tuple[int, int], ...]
    heard: Heard
    sought: tuple[Sought, ...]
    judged: Judged
    ranked: Ranked
    story: Story
    telling: Telling
    judgements: tuple[Judgement, ...]
    place: Place
    then: Place | None
    leader: int | None
    today: date

    @property
    def intents(self) -> tuple[Finding, ...]:
        """Return what its author may want; empty when nothing was noticed, or nobody looked."""
        return self.mention.found(FindingKind.INTENT)

    @property
    def regions(self) -> tuple[Finding, ...]:
        """Return where it may play, surest first; empty when unknown."""
        return tuple(sorted(self.mention.found(FindingKind.REGION), key=lambda one: -(one.confidence or 0.0)))

    @property
    def relevance(self) -> tuple[Finding, ...]:
        """Return what speaks for or against its being about us; empty when nobody looked."""
        return self.mention.found(FindingKind.RELEVANCE)

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Return the words that decided the sentiment and stand in the text where they are said to."""
        sentiment = self.judged.sentiment
        if sentiment is None:
            return ()
        return tuple(one for one in sentiment.evidence if self.text[one.start : one.end] and one.start >= 0)
