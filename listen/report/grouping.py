"""Figures by group: aspects, themes, brands, languages, regions, units and audiences."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from functools import partial

from listen.brand import Query, Settings
from listen.figures import rivals_of
from listen.metrics import Part
from listen.model import Label
from listen.protocols import Filter, Order, Store
from listen.report.citing import Cell, Citing, together
from listen.report.counting import Counted, at_most, counted_figure, row_figures
from listen.report.value import Figure, Measure, Section
from listen.stats import LABELS, Per, Row
from listen.talk import Talk
from listen.window import Window

__all__ = [
    "aspect_figures",
    "group_figures",
    "language_figures",
    "region_figures",
    "theme_figures",
    "voice_figures",
]

_SIDES = (Label.PRAISE, Label.CRITICISM)


def aspect_figures(store: Store, window: Window, names: Collection[str], citing: Citing) -> Iterator[Figure]:
    """Yield how many stories praise and how many criticise each aspect, most spoken of first."""
    if not names:
        return
    wanted = Filter(queries=tuple(names), since=window.since, until=window.until, is_folded=True, order=Order.OLDEST)
    counts: Counter[tuple[str, Label]] = Counter()
    for (cell,) in store.rows(wanted, ("aspects",)):
        for said in str(cell).split("\n") if cell is not None else ():
            label, _, aspect = said.partition(":")
            counts[aspect, Label(label)] += 1
    aspects = Counter({aspect: 0 for aspect, _ in counts})
    for (aspect, _), count in counts.items():
        aspects[aspect] += count
    for aspect, _ in sorted(aspects.items(), key=lambda one: (-one[1], one[0])):
        for side in _SIDES:
            count = counts[aspect, side]
            cited = citing.on_aspect(aspect, side, count)
            yield Figure(
                section=Section.ASPECTS,
                of=aspect,
                what=side.value,
                value=count,
                measure=Measure.STORIES,
                mentions=cited.mentions,
                more=cited.more,
            )


def theme_figures(talked: Talk) -> Iterator[Figure]:
    """Yield the voices of each theme, what is usual, and how its stories feel; heaviest first."""
    for theme in talked.themes:
        shown = theme.examples[: theme.stories]
        yield Figure(
            section=Section.THEMES,
            of=theme.label,
            what="voices",
            value=theme.voices,
            measure=Measure.VOICES,
            mentions=shown,
            more=max(0, theme.stories - len(shown)),
            is_small=theme.is_small,
        )
        yield Figure(section=Section.THEMES, of=theme.label, what="usual", value=theme.usual, measure=Measure.VOICES)
        for what, count in (
            ("stories", theme.stories),
            ("praise", theme.praise),
            ("criticism", theme.criticism),
        ):
            yield Figure(section=Section.THEMES, of=theme.label, what=what, value=count, measure=Measure.STORIES)


def voice_figures(
    parts: Sequence[Part], settings: Settings, names: Collection[str], citing: Citing
) -> Iterator[Figure]:
    """Yield every brand's stories and share of voice, ours first."""
    rivals = rivals_of(settings)
    for place, part in enumerate(parts):
        of_brand = frozenset(names if place == 0 else (name for name, rival in rivals.items() if rival == part.name))
        cited = citing.behind(partial(_names, of_brand), part.count)
        yield Figure(
            section=Section.VOICE,
            of=part.name,
            what="stories",
            value=part.count,
            measure=Measure.STORIES,
            mentions=cited.mentions,
            more=cited.more,
        )
        yield Figure(
            section=Section.VOICE,
            of=part.name,
            what="share",
            value=part.share,
            low=part.interval.low,
            high=part.interval.high,
            measure=Measure.SHARE,
            mentions=cited.mentions,
            more=cited.more,
            is_small=part.is_small,
        )


def _names(queries: frozenset[str], cell: Cell) -> bool:
    return not queries.isdisjoint(cell.queries)


def language_figures(numbers: Counted, citing: Citing) -> Iterator[Figure]:
    """Yield what was said in each language; the unknown last."""
    of_language = citing.by(lambda cell: (cell.language, cell.label))
    for row in numbers.facets[Per.LANGUAGE]:
        behind = {label: of_language((row.name, label)) for label in LABELS}
        yield from row_figures(Section.LANGUAGES, row.name, row, behind)


def region_figures(numbers: Counted, citing: Citing) -> Iterator[Figure]:
    """Yield what was said of or in each region, and by what it is known; the unknown last."""
    in_region = citing.by_region()
    for row in numbers.facets[Per.REGION]:
        behind = {label: in_region((row.name, label)) for label in LABELS}
        yield from row_figures(Section.REGIONS, row.name, row, behind)
        cited = together(behind.values())
        for what, count in (("by text", row.by_text), ("by venue", row.by_venue)):
            if count is not None:
                yield counted_figure(Section.REGIONS, row.name, what, count, at_most(cited, 3))


def group_figures(settings: Settings, chosen: Collection[Query], numbers: Counted, citing: Citing) -> Iterator[Figure]:
    """Yield what concerns each unit, and each audience that units name; a mention may concern several."""
    units: list[tuple[str | None, list[str]]] = [
        (unit.title, [query.name for query in chosen if query.unit == unit.name]) for unit in settings.units
    ]
    if settings.units:
        units.append((None, [query.name for query in chosen if query.unit is None]))
    audiences = dict.fromkeys(name for unit in settings.units for name in unit.audiences)
    groups = [
        (
            name,
            [
                query.name
                for query in chosen
                for unit in settings.units
                if query.unit == unit.name and name in unit.audiences
            ],
        )
        for name in audiences
    ]
    yield from _groups(Section.UNITS, units, numbers, citing)
    yield from _groups(Section.AUDIENCES, groups, numbers, citing)


def _groups(
    section: Section, groups: Collection[tuple[str | None, list[str]]], numbers: Counted, citing: Citing
) -> Iterator[Figure]:
    found: list[tuple[str | None, frozenset[str], Row]] = [
        (name, frozenset(queries), numbers.row(queries)) for name, queries in groups if queries
    ]
    for name, queries, row in sorted(found, key=lambda one: (one[0] is None, -one[2].mentions, one[0] or "")):
        behind = {label: citing.ours(partial(_is_in, queries, label)) for label in LABELS}
        yield from row_figures(section, name, row, behind)


def _is_in(queries: frozenset[str], label: Label | None, cell: Cell) -> bool:
    return cell.label is label and not queries.isdisjoint(cell.queries)
