"""How many mentions are left out of everything, because they are not about us."""

from collections.abc import Collection

from listen.brand import Query, Settings
from listen.protocols import Filter, Store
from listen.window import Window

__all__ = ["COUNTED_AT_MOST", "count_dropped"]

COUNTED_AT_MOST = 10_000
"""Beyond, a query is so noisy that the exact number says nothing more."""


def count_dropped(store: Store, settings: Settings, chosen: Collection[Query], window: Window) -> int:
    """Return how many mentions of the chosen queries were left out, at most `COUNTED_AT_MOST`."""
    if not chosen:
        return 0
    is_all = len(chosen) == len(settings.queries)
    wanted = Filter(
        queries=() if is_all else tuple(query.name for query in chosen),
        since=window.since,
        until=window.until,
        is_dropped=True,
        limit=COUNTED_AT_MOST,
    )
    return sum(1 for _ in store.rows(wanted, ("id",)))
