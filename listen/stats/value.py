"""What a table of numbers is: frozen values that every way of showing them reads."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from listen.figures import Behind, Standing
from listen.metrics import Part, Reputation, Shift, Spike, Usual, shift_of_share
from listen.model import Label
from listen.window import Window

__all__ = ["LABELS", "DaySpike", "Per", "Row", "Stats"]

LABELS: tuple[Label | None, ...] = (Label.PRAISE, Label.CRITICISM, Label.MIXED, Label.NEUTRAL, Label.UNCLEAR, None)
"""In the order in which they are shown; None is *unscored*."""


class Per(StrEnum):
    """What one row stands for."""

    DAY = "day"
    WEEK = "week"
    QUERY = "query"
    UNIT = "unit"
    SOURCE = "source"
    LANGUAGE = "language"
    REGION = "region"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One day, week, query, unit, source, language or region.

    Attributes:
        since: first day of it that lies in the window; None where a row is no span of days.
        until: day after its last one in the window; None where a row is no span of days.
        name: of the query, unit, source, language (ISO 639-1) or region (ISO 3166); None for days and weeks, for
            queries of no unit, and for a language or region that is not known.
        mentions: each once per row.
        stories: folded copies counted once.
        labels: mentions by label, in the order of `LABELS`.
        part: our part of the voices in it; None without competitors, or when nobody was mentioned.
        reputation: its stories' praise against criticism; None when none of them has an opinion.
        usual: of such a day, from the four weeks before it; only for days.
        by_text, by_venue: mentions whose text, or whose venue, says the region; only for regions, one may be both.
    """

    since: date | None = None
    until: date | None = None
    name: str | None = None
    mentions: int
    stories: int
    labels: tuple[int, ...]
    part: Part | None = None
    reputation: Reputation | None = None
    usual: Usual | None = None
    by_text: int | None = None
    by_venue: int | None = None

    @property
    def share(self) -> float | None:
        """Return our share of voice in it, 0.0 … 1.0; None without competitors, or when nobody was mentioned."""
        return None if self.part is None else self.part.share

    def count(self, label: Label | None) -> int:
        """Return how many mentions have `label`."""
        return self.labels[LABELS.index(label)]


@dataclass(frozen=True, slots=True, kw_only=True)
class DaySpike:
    """A day that stands out, and the stories that made it."""

    day: date
    spike: Spike
    behind: Behind | None
    is_running: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Stats:
    """A table of rows and what they add up to.

    Days and weeks come oldest first, all others most mentions first and what is unknown last.

    Attributes:
        total: counts a mention once, however many rows it is in, so rows may add up to more.
        parts: everyone's share of voice, ours first; empty without competitors.
        earlier: our part in as many days before; None when unknown.
        standing: praise against criticism, and as many days before; None when no story has an opinion.
        spikes: days of all rows together that stand out, strongest first, at most five.
        is_new: listening began so lately that nothing can be called usual.
    """

    brand: str
    window: Window
    per: Per
    rows: tuple[Row, ...]
    total: Row
    parts: tuple[Part, ...] = ()
    earlier: Part | None = None
    standing: Standing | None = None
    spikes: tuple[DaySpike, ...] = ()
    queries: tuple[str, ...] = ()
    unit: str | None = None
    is_new: bool = False

    @property
    def shift(self) -> Shift | None:
        """Return our share of voice against as many days before; None when that is unknown."""
        return None if self.earlier is None or not self.parts else shift_of_share(self.parts[0], self.earlier)
