"""What a digest is: one frozen value that every way of showing it reads."""

from dataclasses import dataclass, field
from datetime import date, datetime

from listen.digest.coverage import Coverage
from listen.digest.returning import Returned
from listen.figures import Behind, Standing
from listen.learning import Tally
from listen.metrics import Lull, Part, Shift, Spike, Usual, shift_of_share
from listen.model import Label, Mention
from listen.ranking import Term
from listen.window import Window

__all__ = ["Aside", "Digest", "Examples", "Hidden", "LabelCount", "Line", "QueryLull", "QuerySpike", "Totals", "Voice"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A mention that is worth a person's time, and why.

    Attributes:
        points: what it is worth to who reads today, 0 … 100; lines come in this order, after those that are held.
        reasons: one or two terms, heaviest first.
        minutes: reading it, and answering where an answer is due.
        places: in how many more places the same story stands.
        more: how many further mentions of the same author are left out in its favour, on the author's last line.
        held_until: aware UTC, until when who reads holds it; None when they do not.
    """

    mention: Mention
    points: int
    reasons: tuple[Term, ...]
    minutes: float
    places: int = 0
    more: int = 0
    held_until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelCount:
    """How many mentions have one label; `label` None counts those that nobody could judge."""

    label: Label | None
    mentions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """The window in numbers.

    Attributes:
        mentions: each once, however many queries it matches; copies of a story count.
        stories: folded copies counted once.
        usual: for the same days, up to this hour of the running one; None when there is no usual yet.
        by_label: praise, criticism, mixed, neutral, unclear, unscored; those without mentions too.
        trend: mentions a day up to the window's last day, oldest first, at most 14; empty when there is no usual.
    """

    mentions: int
    stories: int
    usual: Usual | None
    by_label: tuple[LabelCount, ...]
    trend: tuple[int, ...] = ()

    def count(self, label: Label | None) -> int:
        """Return how many mentions have `label`."""
        return next(one.mentions for one in self.by_label if one.label is label)


@dataclass(frozen=True, slots=True, kw_only=True)
class Examples:
    """Some mentions of one label, beside the ones that have a line already.

    Attributes:
        total: how many mentions have the label.
        mentions: at most three, by authors who have no line.
        above: numbers of those among the lines, in their order.
    """

    label: Label
    total: int
    mentions: tuple[Mention, ...]
    above: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class QuerySpike:
    """A query's day that stands out.

    Attributes:
        is_running: that day is not over.
        behind: the stories that made it; None when not looked for.
    """

    query: str
    day: date
    spike: Spike
    is_running: bool = False
    behind: Behind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryLull:
    """A query's day that was strangely quiet."""

    query: str
    day: date
    lull: Lull


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Share of voice: ours first, folded stories counted once.

    Attributes:
        window: the days counted; at least a week, because fewer say little.
        earlier: our part in as many days before; None when we were not listening for long enough.
    """

    window: Window
    parts: tuple[Part, ...]
    earlier: Part | None = None

    @property
    def before(self) -> float | None:
        """Return our share in as many days before, 0.0 … 1.0; None when unknown."""
        return None if self.earlier is None else self.earlier.share

    @property
    def shift(self) -> Shift | None:
        """Return our share against that before; None when that is unknown."""
        return None if self.earlier is None else shift_of_share(self.parts[0], self.earlier)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hidden:
    """What the reader did not want among the lines; the totals hold it all the same.

    Attributes:
        mentions: how many in the window, each once.
        by_intent: how many have each hidden intent, in the order asked for; those without mentions too.
    """

    mentions: int
    by_intent: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside:
    """What would have a line, had nobody dealt with it; of those looked at for the lines.

    Attributes:
        in_progress: numbers of those that somebody else holds; never who.
        done, snoozed, muted: how many.
    """

    in_progress: tuple[int, ...] = ()
    done: int = 0
    snoozed: int = 0
    muted: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """Today's reading list.

    Attributes:
        now: aware UTC, when it was built.
        timezone: IANA name; days and clock times are meant there.
        queries: names chosen; empty for all of ours.
        unit: title of the unit chosen; None for all.
        lines: worth a person's time, best first; fitted into `budget`.
        left: how many more would be worth it; at least so many when not `is_left_exact`.
        budget: minutes that the reader has; None for no limit.
        limit: lines at most.
        hide: intents that have no line.
        aside: what people have dealt with.
        voice: None without competitors, or when nobody was mentioned.
        hidden: None when nothing was to be hidden.
        standing: praise against criticism, of at least a week; None where too few stories have an opinion.
        tally: how the last judgements of people agree with listen; None when there are none.
        to_confirm: at most two confident mentions that nobody judged, of which a person may say whether they are right.
        returning: what came back after our answers; such a mention has no line besides.
    """

    brand: str
    now: datetime
    timezone: str
    today: date
    window: Window
    queries: tuple[str, ...] = ()
    unit: str | None = None
    totals: Totals
    lines: tuple[Line, ...]
    left: int
    is_left_exact: bool = True
    budget: int | None = None
    limit: int
    hide: tuple[str, ...] = ()
    aside: Aside = field(default_factory=Aside)
    praise: Examples
    criticism: Examples
    spikes: tuple[QuerySpike, ...] = ()
    lulls: tuple[QueryLull, ...] = ()
    voice: Voice | None = None
    hidden: Hidden | None = None
    standing: Standing | None = None
    tally: Tally | None = None
    to_confirm: tuple[Mention, ...] = ()
    returning: tuple[Returned, ...] = ()
    coverage: Coverage

    @property
    def minutes(self) -> float:
        """Return how long all lines together take."""
        return sum(line.minutes for line in self.lines)
