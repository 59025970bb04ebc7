"""What can be said of a query's health: frozen values that every way of showing them reads."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from listen.digest import GapSeen
from listen.window import Window

__all__ = ["Change", "Counts", "Health", "NoiseTerm", "NoisyVoice", "QueryHealth", "State", "Unheard", "Voice"]


class State(StrEnum):
    """What strikes one about a query; none of these is good news in itself."""

    NEW = "new"
    """All it found was first seen within the last week, so nothing can be called usual."""
    NOISY = "noisy"
    """Much of what it finds is not about us, or doubtful."""
    QUIET = "quiet"
    """It finds nothing, or far less than in as many days before."""
    CAPPED = "capped"
    """A service had more posts for it than it gave."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """The mentions that were read, each in one row.

    Attributes:
        said_ours, said_others: as people marked them.
        told_ours, told_others, doubtful: as `listen.relevance` tells, where nobody said anything.
        unknown: nothing is known of these.
        unseen: the service matched text that we cannot see, so nothing here can be computed with them.
        is_all: False when the window holds more than were read.
    """

    said_ours: int = 0
    said_others: int = 0
    told_ours: int = 0
    told_others: int = 0
    doubtful: int = 0
    unknown: int = 0
    unseen: int = 0
    is_all: bool = True

    @property
    def others(self) -> int:
        """Return how many are not about us, as people said or as is told."""
        return self.said_others + self.told_others

    @property
    def noise(self) -> int:
        """Return how many are not about us or doubtful."""
        return self.others + self.doubtful

    @property
    def ours(self) -> int:
        """Return how many are about us, as people said or as is told: what a change must not lose."""
        return self.said_ours + self.told_ours

    @property
    def read(self) -> int:
        """Return how many were read whose text we see."""
        return self.noise + self.ours + self.unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class NoiseTerm:
    """Words that stand in the noise far more often than in what is about us.

    Attributes:
        words: as most often written; two words stand side by side.
        noise, of_noise: in so many of so many that are not about us or doubtful.
        ours, of_ours: in so many of so many that are about us.
        unknown, of_unknown: in so many of so many of which nothing is known.
        lift: how many times as frequent in the noise as in ours, with half a mention added to either side, so that it
            is finite; where hardly anything is known to be ours, the unknown count as ours.
    """

    told_by_others: ClassVar = ("words",)

    words: str
    noise: int
    of_noise: int
    ours: int
    of_ours: int
    unknown: int
    of_unknown: int
    lift: float


class Voice(StrEnum):
    """Whose noise it is."""

    AUTHOR = "author"
    SITE = "site"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoisyVoice:
    """An author or a site that brings mostly noise: so many of it, so many about us, so many unknown."""

    told_by_others: ClassVar = ("name",)

    kind: Voice
    name: str
    noise: int
    ours: int
    unknown: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Another expression, and what it would have done to the mentions that were read.

    Attributes:
        kind: phrase of the room `health` that says what is changed: `exclude`, `demand`, `near`, `spelling`, `star` …
        words: what is added or taken out, for that phrase.
        expression: the whole changed expression; valid.
        others, doubtful, ours, unknown: so many of the read mentions would have been left out.
        gained: so many stored mentions would have been found besides; 0 for changes that only leave out.
    """

    kind: str
    words: str
    expression: str
    others: int = 0
    doubtful: int = 0
    ours: int = 0
    unknown: int = 0
    gained: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Unheard:
    """A word or phrase of the expression that stands in no stored mention, and forms of it that do."""

    words: str
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryHealth:
    """One query.

    Attributes:
        states: what strikes one; empty when nothing does.
        mentions: in the window, without what was left out as not about us.
        dropped: left out.
        before: mentions in as many days before; None when we were not listening then.
        weeks: mentions of each seven days up to the window's end, oldest first; the days before it included.
        terms, voices: what the noise has in common, worst first; empty when there is too little of it.
        changes: best first; each loses nothing that a person marked as ours.
        gaps: services that had more for this query.
        unheard: only for quiet queries.
        has_about: its owner said what is meant.
    """

    query: str
    expression: str
    states: tuple[State, ...]
    mentions: int
    dropped: int
    before: int | None
    weeks: tuple[int, ...]
    counts: Counts
    terms: tuple[NoiseTerm, ...] = ()
    voices: tuple[NoisyVoice, ...] = ()
    changes: tuple[Change, ...] = ()
    gaps: tuple[GapSeen, ...] = ()
    unheard: tuple[Unheard, ...] = ()
    has_about: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """All queries asked about.

    Attributes:
        queries: in the order of queries.yaml.
        gaps: of streams that are read for all queries at once.
        stored: mentions of any query in which words were looked for.
    """

    window: Window
    queries: tuple[QueryHealth, ...]
    gaps: tuple[GapSeen, ...] = ()
    stored: int = 0
