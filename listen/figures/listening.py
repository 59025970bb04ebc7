"""Since when we listen: what was published before is known only in part."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from listen.protocols import Run

__all__ = ["NEW_UNTIL", "RUNS_REMEMBERED", "listening_since"]

RUNS_REMEMBERED = 1_100
"""More than a week of runs every ten minutes: if the oldest of so many is young, there were older ones."""

NEW_UNTIL = timedelta(days=7)
"""With less than that nothing can be called usual."""


def listening_since(runs: Sequence[Run]) -> datetime | None:
    """Return when the first run began; None when it is longer ago than is remembered, or when there was none.

    Args:
        runs: the last `RUNS_REMEMBERED`, newest first.
    """
    return runs[-1].started_at if runs and len(runs) < RUNS_REMEMBERED else None
