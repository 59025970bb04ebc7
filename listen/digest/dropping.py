"""What lists and counts leave out as not about us: how much, why, and each of them to be looked at."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from listen.brand import Query, Settings
from listen.model import Mention
from listen.protocols import Filter, Store
from listen.selection import select, unit_named
from listen.window import Window

__all__ = ["COUNTED_AT_MOST", "Dropped", "DroppedFor", "count_dropped", "dropped"]

COUNTED_AT_MOST = 10_000
"""Beyond, a query is so noisy that the exact number says nothing more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DroppedFor:
    """Mentions that were left out for one reason.

    Attributes:
        reason: a phrase of the room `relevance`.
        total: how many.
        mentions: some of them, newest first.
    """

    reason: str
    total: int
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """Everything left out of one window.

    Attributes:
        unit: title of the unit chosen; None for all.
        groups: one a reason, the largest first.
        is_exact: False when there are more than were counted.
    """

    window: Window
    queries: tuple[str, ...] = ()
    unit: str | None = None
    groups: tuple[DroppedFor, ...] = ()
    is_exact: bool = True

    @property
    def total(self) -> int:
        """Return how many were left out; at least so many when not `is_exact`."""
        return sum(group.total for group in self.groups)


def dropped(
    store: Store,
    settings: Settings,
    *,
    window: Window,
    queries: tuple[str, ...] = (),
    unit: str | None = None,
    limit: int,
) -> Dropped:
    """List what was left out in `window`, by reason.

    Args:
        store: read from.
        settings: for whom.
        window: days in the configured zone.
        queries: names to restrict to; empty for all of ours.
        unit: name to restrict to.
        limit: mentions shown of each reason.

    Raises:
        UsageError: if a query or the unit is unknown.
        StoreError: if the database cannot be read.
    """
    chosen = select(settings, queries=queries, unit=unit)
    found: dict[str, list[Mention]] = {}
    counts: Counter[str] = Counter()
    if chosen:
        for mention in store.mentions(_filter(settings, chosen, window, COUNTED_AT_MOST)):
            reason = mention.dropped or ""
            counts[reason] += 1
            shown = found.setdefault(reason, [])
            if len(shown) < limit:
                shown.append(mention)
    return Dropped(
        window=window,
        queries=queries,
        unit=None if unit is None else unit_named(settings, unit).title,
        groups=tuple(
            DroppedFor(reason=reason, total=counts[reason], mentions=tuple(found[reason]))
            for reason in sorted(counts, key=lambda one: (-counts[one], one))
        ),
        is_exact=sum(counts.values()) < COUNTED_AT_MOST,
    )


def count_dropped(store: Store, settings: Settings, chosen: Collection[Query], window: Window) -> int:
    """Return how many mentions of the chosen queries were left out, at most `COUNTED_AT_MOST`."""
    if not chosen:
        return 0
    return sum(1 for _ in store.rows(_filter(settings, chosen, window, COUNTED_AT_MOST), ("id",)))


def _filter(settings: Settings, chosen: Collection[Query], window: Window, limit: int) -> Filter:
    is_all = len(chosen) == len(settings.queries)
    return Filter(
        queries=() if is_all else tuple(query.name for query in chosen),
        since=window.since,
        until=window.until,
        is_dropped=True,
        limit=limit,
    )
