"""Figures from the roll-up: volume against the usual, praise against criticism, and what the channels brought."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from listen.brand import Settings
from listen.digest.counting import Rollup, days_needed
from listen.metrics import is_few
from listen.model import Label
from listen.protocols import Store
from listen.report.citing import Cited, Citing, together
from listen.report.value import Figure, Measure, Section
from listen.selection import select
from listen.stats import LABELS, Groups, Per, Row, Stats, facets, stats
from listen.window import Window

__all__ = [
    "Counted",
    "at_most",
    "channel_figures",
    "counted",
    "counted_figure",
    "label_name",
    "opinion_figures",
    "row_figures",
    "volume_figures",
]

_AXES = (Per.SOURCE, Per.LANGUAGE, Per.REGION)
_DAYS_WELL_CITED = 31
_CITED_BY_LABEL = 3
_SHOWN_BY_DAY = 6
"""Channels whose days are told one by one."""
_DAYS_BY_CHANNEL = 62


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """The rows of a window.

    Attributes:
        days: a row a day, and everything that the window adds up to.
        facets: rows by source, language and region.
        usual: mentions that are usual for all days together, as the digest has it; None without a usual.
        spread: by how much such windows differ.
    """

    window: Window
    days: Stats
    facets: Mapping[Per, Sequence[Row]]
    usual: float | None
    spread: float | None
    groups: Groups

    def row(self, queries: Collection[str]) -> Row:
        """Return the row of some of the queries together."""
        return self.groups.row(queries)


def counted(store: Store, settings: Settings, *, now: datetime, window: Window, unit: str | None) -> Counted:
    """Count the window along every axis."""
    days = stats(store, settings, window=window, per=Per.DAY, unit=unit, now=now)
    needed = days_needed(window)
    totals = Rollup(
        volumes=store.volumes(needed.since, needed.until),
        window=window,
        names=frozenset(query.name for query in select(settings, queries=(), unit=unit)),
        is_new=days.is_new,
        now=now,
        zone=ZoneInfo(settings.timezone),
        country=settings.region,
    ).totals()
    return Counted(
        window=window,
        days=days,
        facets=facets(store, settings, window=window, axes=_AXES, unit=unit),
        groups=Groups(store, settings, window, unit=unit),
        usual=None if totals.usual is None else totals.usual.count,
        spread=None if totals.usual is None else totals.usual.spread,
    )


def label_name(label: Label | None) -> str:
    """Return what a label's figure is called."""
    return "unscored" if label is None else label.value


def _span(middle: float | None, spread: float | None) -> tuple[float | None, float | None]:
    return (None, None) if middle is None or spread is None else (max(0.0, middle - spread), middle + spread)


def volume_figures(numbers: Counted, citing: Citing) -> Iterator[Figure]:
    """Yield mentions and stories of the window, and mentions of each day, with what is usual."""
    total = numbers.days.total
    behind = citing.ours(lambda _: True)
    low, high = _span(numbers.usual, numbers.spread)
    yield counted_figure(Section.VOLUME, "", "mentions", total.mentions, behind, is_small=is_few(total.mentions))
    yield counted_figure(Section.VOLUME, "", "stories", total.stories, behind, measure=Measure.STORIES)
    yield Figure(
        section=Section.VOLUME, what="usual", value=numbers.usual, low=low, high=high, measure=Measure.MENTIONS
    )
    most = 3 if len(numbers.window.days) <= _DAYS_WELL_CITED else 1
    of_day = citing.by(lambda cell: cell.day)
    for row in numbers.days.rows:
        if row.since is None:
            continue
        day = row.since
        cited = at_most(of_day(day.isoformat()), most)
        yield counted_figure(Section.VOLUME, "", "mentions", row.mentions, cited, day=day)
        if row.usual is not None:
            low, high = _span(row.usual.count, row.usual.spread)
            yield Figure(
                section=Section.VOLUME,
                what="usual",
                day=day,
                value=row.usual.count,
                low=low,
                high=high,
                measure=Measure.MENTIONS,
            )


def at_most(cited: Cited, most: int) -> Cited:
    """Return the same with fewer mentions named."""
    rest = max(0, len(cited.mentions) - most)
    return Cited(mentions=cited.mentions[:most], more=cited.more + rest)


def opinion_figures(numbers: Counted, citing: Citing) -> Iterator[Figure]:
    """Yield mentions by label, and the balance of stories now and before."""
    of_label = citing.by(lambda cell: cell.label)
    for label in LABELS:
        behind = of_label(label)
        count = numbers.days.total.count(label)
        yield counted_figure(Section.OPINION, "", label_name(label), count, behind)
    found = numbers.days.standing
    if found is None:
        return
    telling = (Label.PRAISE, Label.CRITICISM, Label.MIXED)
    behind = citing.ours(lambda cell: cell.label in telling, found.now.opinions)
    yield Figure(
        section=Section.OPINION,
        what="balance",
        value=found.now.balance,
        low=found.now.interval.low,
        high=found.now.interval.high,
        measure=Measure.BALANCE,
        mentions=behind.mentions,
        more=behind.more,
        is_small=found.now.is_small,
    )
    for what, count, kind in (
        ("stories that praise", found.now.praise, of_label(Label.PRAISE)),
        ("stories that criticise", found.now.criticism, of_label(Label.CRITICISM)),
        ("stories that do both", found.now.mixed, of_label(Label.MIXED)),
        (
            "other stories",
            found.now.others,
            together(of_label(label) for label in (Label.NEUTRAL, Label.UNCLEAR, None)),
        ),
    ):
        yield counted_figure(Section.OPINION, "", what, count, kind, measure=Measure.STORIES)
    if found.before is not None:
        yield Figure(
            section=Section.OPINION,
            what="balance before",
            value=found.before.balance,
            low=found.before.interval.low,
            high=found.before.interval.high,
            measure=Measure.BALANCE,
            is_small=found.before.is_small,
        )


def row_figures(section: Section, of: str | None, row: Row, behind: Mapping[Label | None, Cited]) -> Iterator[Figure]:
    """Yield the figures of one row: mentions, stories, praise, criticism, and their balance.

    Args:
        section: where they stand.
        of: the row's name.
        row: its numbers.
        behind: the row's mentions by their label.
    """
    cited = together(behind.values())
    yield counted_figure(section, of, "mentions", row.mentions, cited, is_small=is_few(row.mentions))
    yield counted_figure(section, of, "stories", row.stories, cited, measure=Measure.STORIES)
    for label in (Label.PRAISE, Label.CRITICISM):
        yield counted_figure(section, of, label.value, row.count(label), at_most(behind[label], _CITED_BY_LABEL))
    found = row.reputation
    if found is None:
        return
    telling = together(behind[label] for label in (Label.PRAISE, Label.CRITICISM, Label.MIXED))
    yield Figure(
        section=section,
        of=of,
        what="balance",
        value=found.balance,
        low=found.interval.low,
        high=found.interval.high,
        measure=Measure.BALANCE,
        mentions=telling.mentions[: found.opinions],
        more=max(0, found.opinions - len(telling.mentions)),
        is_small=found.is_small,
    )


def counted_figure(
    section: Section,
    of: str | None,
    what: str,
    value: int,
    cited: Cited,
    *,
    measure: Measure = Measure.MENTIONS,
    day: date | None = None,
    is_small: bool = False,
) -> Figure:
    """Return a figure that counts, with what stands behind it: never more mentions than it counts."""
    mentions = cited.mentions[:value]
    return Figure(
        section=section,
        of=of,
        what=what,
        day=day,
        value=value,
        measure=measure,
        mentions=mentions,
        more=max(0, value - len(mentions)),
        is_small=is_small,
    )


def channel_figures(numbers: Counted, citing: Citing) -> Iterator[Figure]:
    """Yield what each channel brought; of the loudest ones, day by day."""
    rows = numbers.facets[Per.SOURCE]
    of_source = citing.by(lambda cell: (cell.source, cell.label))
    for row in rows:
        behind = {label: of_source((row.name or "", label)) for label in LABELS}
        yield from row_figures(Section.CHANNELS, row.name, row, behind)
    if len(numbers.window.days) > _DAYS_BY_CHANNEL:
        return
    of_source_and_day = citing.by(lambda cell: (cell.source, cell.day))
    for row in rows[:_SHOWN_BY_DAY]:
        for day in numbers.window.days:
            cited = of_source_and_day((row.name or "", day.isoformat()))
            whole = cited.more + len(cited.mentions)
            yield counted_figure(Section.CHANNELS, row.name, "mentions", whole, at_most(cited, 1), day=day)
