"""Numbers per day, week, query, unit, source, language or region: volume, opinions, the usual, share of voice."""

from listen.stats.building import Groups, facets, stats
from listen.stats.value import LABELS, DaySpike, Per, Row, Stats

__all__ = ["LABELS", "DaySpike", "Groups", "Per", "Row", "Stats", "facets", "stats"]
