"""Build a report: the same figures as the digest and the statistics, each with the mentions behind it."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import UTC, datetime, time
from hashlib import sha256
from types import MappingProxyType
from zoneinfo import ZoneInfo

from listen.brand import Settings
from listen.dialogue import Lesson
from listen.digest.choosing import examples
from listen.digest.coverage import coverage
from listen.figures import RUNS_REMEMBERED, rivals_of
from listen.model import Label, Mention
from listen.outcome import outcomes, response
from listen.protocols import Filter, Order, Store, Subject
from listen.report.answering import answer_figures, lesson_figures, outcome_figures
from listen.report.citing import Citing
from listen.report.counting import Counted, channel_figures, counted, opinion_figures, volume_figures
from listen.report.grouping import (
    aspect_figures,
    group_figures,
    language_figures,
    region_figures,
    theme_figures,
    voice_figures,
)
from listen.report.value import Answers, Figure, Heard, Origin, Quoted, Report
from listen.selection import select, unit_named
from listen.stats import DaySpike
from listen.talk import Talk, talk
from listen.window import Window

__all__ = ["build", "origin_of"]

_EXAMPLES_SCANNED = 60
_THEMES = 8


def build(
    store: Store,
    settings: Settings,
    *,
    now: datetime,
    window: Window,
    unit: str | None = None,
    planned: Collection[str] | None = None,
    switched_off: tuple[str, ...] = (),
) -> Report:
    """Build the report of `window`. Reads only; the same database, settings, window and `now` give the same figures.

    The mentions of the window are read four times, none of them is kept but the few that are cited.

    Args:
        store: read from.
        settings: for whom.
        now: aware UTC.
        window: days in the configured zone, all of them over.
        unit: name of a unit to restrict to.
        planned: keys of the streams that are still asked; None for all that are remembered.
        switched_off: names of sources that could be asked and are not, to be told.

    Raises:
        UsageError: if the unit is unknown.
        StoreError: if the database cannot be read.
    """
    chosen = select(settings, queries=(), unit=unit)
    numbers = counted(store, settings, now=now, window=window, unit=unit)
    rivals = rivals_of(settings)
    names = [query.name for query in chosen]
    citing = Citing(store, window, (*names, *rivals), names)
    talked = talk(store, settings, window=window, unit=unit, limit=_THEMES)
    lessons = tuple(store.desk.lessons(window.since, window.until))
    is_shown = settings.team.is_countable and unit is None
    figures = (
        *volume_figures(numbers, citing),
        *opinion_figures(numbers, citing),
        *aspect_figures(store, window, names, citing),
        *theme_figures(talked),
        *voice_figures(numbers.days.parts, settings, names, citing),
        *channel_figures(numbers, citing),
        *language_figures(numbers, citing),
        *region_figures(numbers, citing),
        *group_figures(settings, chosen, numbers, citing),
        *(_dialogue(store, settings, window) if is_shown else ()),
        *lesson_figures(lessons),
    )
    quoted = _quoted(store, window, names, numbers)
    return Report(
        brand=settings.brand.name,
        now=now,
        timezone=settings.timezone,
        window=window,
        unit=None if unit is None else unit_named(settings, unit).title,
        unit_name=None if unit is None else unit_named(settings, unit).name,
        figures=figures,
        cited=_cited(store, figures, (*quoted.praise, *quoted.criticism), lessons, numbers.days.spikes),
        quoted=quoted,
        spikes=numbers.days.spikes,
        standing=numbers.days.standing,
        shift=numbers.days.shift,
        themes=talked.themes,
        lessons=lessons,
        answers=Answers(people=settings.team.people, is_shown=is_shown),
        heard=_heard(store, settings, numbers, talked, now=now, planned=planned, switched_off=switched_off),
        origin=origin_of(store, settings),
    )


def origin_of(store: Store, settings: Settings) -> Origin:
    """Return what figures are computed from now."""
    learned = store.learned(Subject.SENTIMENT.value)
    return Origin(
        settings=_fingerprint(settings),
        judgements=len(store.judgements()),
        learned=None if learned is None else learned.fingerprint,
        total=store.total(),
    )


def _fingerprint(settings: Settings) -> str:
    """Return a fingerprint of everything in the settings by which figures are counted."""
    said = {
        "brand": settings.brand.name,
        "timezone": settings.timezone,
        "region": settings.region,
        "queries": [(query.name, query.unit, query.competitor) for query in settings.queries],
        "units": [(unit.name, unit.title, unit.audiences) for unit in settings.units],
        "is_countable": settings.team.is_countable,
    }
    return sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _dialogue(store: Store, settings: Settings, window: Window) -> Iterator[Figure]:
    yield from answer_figures(response(store, settings, window.since, window.until))
    yield from outcome_figures(outcomes(store, settings, window.since, window.until))


def _quoted(store: Store, window: Window, names: Collection[str], numbers: Counted) -> Quoted:
    def best(label: Label) -> tuple[Mention, ...]:
        if not names:
            return ()
        wanted = Filter(
            queries=tuple(names),
            labels=(label,),
            since=window.since,
            until=window.until,
            is_folded=True,
            order=Order.PRIORITY,
            limit=_EXAMPLES_SCANNED,
        )
        return examples(label, numbers.days.total.count(label), store.mentions(wanted), lines=()).mentions

    return Quoted(praise=best(Label.PRAISE), criticism=best(Label.CRITICISM))


def _cited(
    store: Store,
    figures: Iterable[Figure],
    quoted: Iterable[Mention],
    lessons: Iterable[Lesson],
    spikes: Iterable[DaySpike],
) -> Mapping[int, Mention]:
    """Return everything that is named by its number anywhere, in order of the numbers."""
    held = {one.id: one for one in quoted if one.id is not None}
    for spike in spikes:
        told = () if spike.behind is None else spike.behind.told
        held.update({one.first.id: one.first for one in told if one.first.id is not None})
    wanted = {number for figure in figures for number in figure.mentions}
    wanted |= {lesson.mention_id for lesson in lessons if lesson.mention_id is not None}
    found = {number: held.get(number) or store.mention(number) for number in sorted(wanted | held.keys())}
    return MappingProxyType({number: mention for number, mention in found.items() if mention is not None})


def _heard(
    store: Store,
    settings: Settings,
    numbers: Counted,
    talked: Talk,
    *,
    now: datetime,
    planned: Collection[str] | None,
    switched_off: tuple[str, ...],
) -> Heard:
    seen_from = datetime.combine(numbers.window.since, time(), ZoneInfo(settings.timezone)).astimezone(UTC)
    runs = store.runs(RUNS_REMEMBERED)
    usuals = [row.usual for row in numbers.days.rows if row.usual is not None]
    return Heard(
        coverage=coverage(
            store.streams(), runs, now=now, gaps_since=seen_from, planned=planned, switched_off=switched_off
        ),
        usual_method=usuals[-1].method if usuals else None,
        usual_days=usuals[-1].history_days if usuals else None,
        blocks=talked.blocks,
        voices=talked.overheard.voices,
        is_new=numbers.days.is_new,
    )
