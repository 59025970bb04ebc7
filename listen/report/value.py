"""What a report is: figures, each with the mentions behind it, and the few things that are no figures."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from listen.dialogue import Lesson
from listen.digest.coverage import Coverage
from listen.figures import Standing
from listen.metrics import Method, Shift
from listen.model import Mention
from listen.stats import DaySpike
from listen.themes import Theme
from listen.window import Window

__all__ = ["Answers", "Figure", "Heard", "Measure", "Origin", "Quoted", "Report", "Section"]


class Section(StrEnum):
    """The parts of a report, in their order."""

    VOLUME = "volume"
    OPINION = "opinion"
    ASPECTS = "aspects"
    THEMES = "themes"
    VOICE = "voice"
    CHANNELS = "channels"
    LANGUAGES = "languages"
    REGIONS = "regions"
    UNITS = "units"
    AUDIENCES = "audiences"
    ANSWERS = "answers"
    OUTCOMES = "outcomes"
    LESSONS = "lessons"


class Measure(StrEnum):
    """What a figure's value counts."""

    MENTIONS = "mentions"
    STORIES = "stories"
    VOICES = "voices"
    ANSWERS = "answers"
    LESSONS = "lessons"
    SHARE = "share"
    """0.0 … 1.0."""
    BALANCE = "balance"
    """−1.0 … +1.0: praise less criticism over both."""
    TONE = "tone"
    """−1.0 … +1.0: a mean polarity."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One number of a report.

    Attributes:
        of: what it is counted of: a channel, a region, an aspect …; "" for all together, None for the unknown.
        what: what is counted: `mentions`, `usual`, `praise` …; with section, `of` and day it names the figure.
        day: of the day it belongs to; None for the whole window.
        value: None where there is nothing to compute it from: never 0 instead.
        low, high: where it lies by chance, or what is usual; None where no span is known.
        measure: what the value counts.
        mentions: numbers of some mentions behind it, what is worth most first.
        more: how many further mentions are behind it.
        is_small: so few that chance, or one eager person, may have made it.
    """

    section: Section
    of: str | None = ""
    what: str
    day: date | None = None
    value: float | None
    low: float | None = None
    high: float | None = None
    measure: Measure
    mentions: tuple[int, ...] = ()
    more: int = 0
    is_small: bool = False

    @property
    def name(self) -> str:
        """Return what it is called in tables for programs: `feed: praise`, `usual`."""
        if self.of == "":
            return self.what
        return f"{'?' if self.of is None else self.of}: {self.what}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """Mentions that stand for praise or for criticism: the first of each story, one an author."""

    praise: tuple[Mention, ...] = ()
    criticism: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """Whether answers may be counted, and if so, on what the counts rest.

    Attributes:
        people: as configured; None when it is not said.
        is_shown: there are people enough.
    """

    people: int | None
    is_shown: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """How what was counted came about.

    Attributes:
        coverage: what was not heard, as it stood when the report was made.
        usual_method, usual_days: how the usual of a day was found, and from how many days; None without a usual.
        blocks: earlier windows with which themes are compared.
        voices: how many voices the themes rest on.
        is_new: listening began so lately that nothing can be called usual.
    """

    coverage: Coverage
    usual_method: Method | None = None
    usual_days: int | None = None
    blocks: int = 0
    voices: int = 0
    is_new: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What the figures were computed from; tells why they may come out differently one day.

    Attributes:
        settings: fingerprint of those settings that figures depend on.
        judgements: how many judgements of people there were.
        learned: fingerprint of what was learned from them; None when nothing was.
        total: how many mentions were stored.
    """

    settings: str
    judgements: int
    learned: str | None
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A window in figures.

    Attributes:
        now: aware UTC, when it was made.
        timezone: IANA name; days are meant there.
        unit: title of the unit it is restricted to; None for all.
        unit_name: its name in queries.yaml.
        figures: in the order of the sections; the canonical numbers, everything shown is made of them.
        cited: the mentions that are cited anywhere, by number.
        spikes: days that stand out, strongest first, with the stories behind them.
        standing: praise against criticism; None where no story has an opinion.
        shift: our share of voice against as many days before; None when unknown.
        themes: heaviest first; their numbers are figures, too.
        lessons: what was learned in these days.
    """

    brand: str
    now: datetime
    timezone: str
    window: Window
    unit: str | None = None
    unit_name: str | None = None
    figures: tuple[Figure, ...]
    cited: Mapping[int, Mention]
    quoted: Quoted
    spikes: tuple[DaySpike, ...] = ()
    standing: Standing | None = None
    shift: Shift | None = None
    themes: tuple[Theme, ...] = ()
    lessons: tuple[Lesson, ...] = ()
    answers: Answers
    heard: Heard
    origin: Origin

    def within(self, section: Section) -> tuple[Figure, ...]:
        """Return the figures of one section."""
        return tuple(one for one in self.figures if one.section is section)

    def figure(self, section: Section, what: str, *, of: str | None = "", day: date | None = None) -> Figure | None:
        """Return one figure; None when the report has none of that name."""
        wanted = (section, what, of, day)
        return next((one for one in self.figures if (one.section, one.what, one.of, one.day) == wanted), None)
