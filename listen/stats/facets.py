"""Rows by source, language or region: what the roll-up does not hold is counted from the mentions themselves.

Lazily and in memory that grows with the stories of the window, not with their texts.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace

from listen.model import Label
from listen.protocols import Filter, Order, Retold, Store, Volume
from listen.regions import region_of
from listen.stats.counting import Counting
from listen.stats.value import Per, Row
from listen.window import Window

__all__ = ["rows_of"]

_COLUMNS = {Per.SOURCE: "source", Per.LANGUAGE: "language"}


@dataclass(slots=True)
class _Group:
    """What one row is made of: mentions and stories by their queries and label."""

    mentions: Counter[tuple[tuple[str, ...], Label | None]] = field(default_factory=Counter)
    stories: Counter[tuple[tuple[str, ...], Label | None]] = field(default_factory=Counter)
    retold: list[Retold] = field(default_factory=list)
    by_text: int = 0
    by_venue: int = 0

    def volumes(self, window: Window) -> Iterator[Volume]:
        for queries, label in {**self.mentions, **self.stories}:
            key = (queries, label)
            yield Volume(
                day=window.since,
                queries=queries,
                label=label,
                mentions=self.mentions[key],
                stories=self.stories[key],
            )


def rows_of(
    store: Store,
    counting: Counting,
    *,
    per: Per,
    window: Window,
    every: Collection[str],
    retold: Iterable[Retold],
) -> list[Row]:
    """Return a row for each source, language or region, most mentions first, the unknown last.

    Args:
        store: read from.
        counting: whose queries count.
        per: one of the three.
        window: the days.
        every: names of all queries there are.
        retold: stories that began in these days, whose copies have a say.
    """
    needed = counting.needed
    wanted = Filter(
        queries=() if needed.issuperset(every) else tuple(sorted(needed)),
        since=window.since,
        until=window.until,
        order=Order.OLDEST,
    )
    groups: defaultdict[str | None, _Group] = defaultdict(_Group)
    told = {story.id: story for story in retold}
    if needed:
        (_by_region if per is Per.REGION else _by_column)(store, wanted, per, groups, told)
    rows = [
        counting.row(
            group.volumes(window),
            group.retold,
            name=name,
            by_text=group.by_text if per is Per.REGION and name is not None else None,
            by_venue=group.by_venue if per is Per.REGION and name is not None else None,
        )
        for name, group in groups.items()
    ]
    # A place where only competitors are spoken of has no row: it would stand for nothing of ours.
    heard = [row for row in rows if row.mentions]
    return sorted(heard, key=lambda row: (row.name is None, -row.mentions, row.name or ""))


def _by_column(
    store: Store, wanted: Filter, per: Per, groups: defaultdict[str | None, _Group], told: dict[int, Retold]
) -> None:
    column = _COLUMNS[per]
    for name, label, queries in store.rows(wanted, (column, "label", "queries")):
        groups[_text(name)].mentions[_names(queries), _label(label)] += 1
    for number, name, label, queries in store.rows(replace(wanted, is_folded=True), ("id", column, "label", "queries")):
        _count_story(groups[_text(name)], number, (_names(queries), _label(label)), told)


def _by_region(
    store: Store, wanted: Filter, per: Per, groups: defaultdict[str | None, _Group], told: dict[int, Retold]
) -> None:
    del per
    regions: dict[int, str] = {}
    told_from: dict[int, str] = {}
    for mention in store.mentions(wanted):
        finding = region_of(mention)
        region = None if finding is None else finding.value
        group = groups[region]
        group.mentions[tuple(match.query for match in mention.matches), mention.label] += 1
        if finding is None or region is None:
            continue
        group.by_text += any(one.start >= 0 for one in finding.evidence)
        group.by_venue += any(one.start < 0 for one in finding.evidence)
        if mention.id is not None:
            regions[mention.id] = region
        if mention.story_id is not None:
            # Oldest first: the earliest copy whose region is known speaks for a first one that says nothing.
            told_from.setdefault(mention.story_id, region)
    for number, story_id, label, queries in store.rows(
        replace(wanted, is_folded=True), ("id", "story_id", "label", "queries")
    ):
        region = regions.get(_number(number)) or told_from.get(_number(story_id))
        _count_story(groups[region], number, (_names(queries), _label(label)), told)


def _count_story(
    group: _Group, number: object, key: tuple[tuple[str, ...], Label | None], told: dict[int, Retold]
) -> None:
    group.stories[key] += 1
    story = told.get(_number(number))
    if story is not None:
        group.retold.append(story)


def _text(cell: object) -> str | None:
    return None if cell is None else str(cell)


def _number(cell: object) -> int:
    return cell if isinstance(cell, int) else 0


def _label(cell: object) -> Label | None:
    return None if cell is None else Label(str(cell))


def _names(cell: object) -> tuple[str, ...]:
    return () if cell is None else tuple(str(cell).split("\n"))
