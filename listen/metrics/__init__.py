"""Counting that explains itself: the usual, spikes, lulls, shares, reputation, intervals. Numbers in, numbers out.

Every figure comes with the numbers it was made of, so that a reader can check it. The formulas and their limits stand
in docs/explanation/numbers.md.
"""

from listen.metrics.intervals import FEW, Interval, difference, is_few, wilson
from listen.metrics.reputation import Change, Reputation, Shift, opinion_of_story, reputation, shift
from listen.metrics.shares import Part, share_of_voice, shares, shift_of_share
from listen.metrics.spikes import LEAST_LULL, LEAST_SPIKE, Lull, Spike, lull, spike
from listen.metrics.usual import HISTORY_DAYS, LEAST_HISTORY, Method, Usual, days_between, usual

__all__ = [
    "FEW",
    "HISTORY_DAYS",
    "LEAST_HISTORY",
    "LEAST_LULL",
    "LEAST_SPIKE",
    "Change",
    "Interval",
    "Lull",
    "Method",
    "Part",
    "Reputation",
    "Shift",
    "Spike",
    "Usual",
    "days_between",
    "difference",
    "is_few",
    "lull",
    "opinion_of_story",
    "reputation",
    "share_of_voice",
    "shares",
    "shift",
    "shift_of_share",
    "spike",
    "usual",
    "wilson",
]
