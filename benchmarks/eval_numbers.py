"""How often chance alone makes a spike, how many real ones are seen, and whether intervals hold what they promise.

    python benchmarks/eval_numbers.py

Days are made up, with workdays louder than weekends: by chance alone (Poisson), and in clusters, where each event
brings two mentions on average, as stories do. The tables stand in docs/explanation/numbers.md.
"""

import math
import random
from collections import Counter
from datetime import date, timedelta

from listen.metrics import HISTORY_DAYS, reputation, shift, spike, usual
from listen.metrics.intervals import Change
from listen.model import Label

SEED = 5
DAYS = 2_500
WEEK = (1.25, 1.2, 1.2, 1.15, 1.0, 0.6, 0.6)
MEANS = (0.5, 1, 2, 5, 8, 14, 30, 100)
TIMES = 3
FIRST = date(2020, 1, 1)
TRIALS = 4_000


def _poisson(chance: random.Random, mean: float) -> int:
    """Return a Poisson number; Knuth's product, in steps so that it does not underflow."""
    count, left = 0, mean
    while left > 0:
        step = min(left, 100.0)
        left -= step
        bound, product = math.exp(-step), chance.random()
        while product > bound:
            count, product = count + 1, product * chance.random()
    return count


def _day(chance: random.Random, mean: float, *, is_clustered: bool) -> int:
    if not is_clustered:
        return _poisson(chance, mean)
    # Each event brings 1, 2, 3 … mentions, half as many of each: two on average, three times the variance of one.
    return sum(1 + _failures(chance) for _ in range(_poisson(chance, mean / 2)))


def _failures(chance: random.Random) -> int:
    count = 0
    while chance.random() < 0.5:
        count += 1
    return count


def spikes(mean: float, *, is_clustered: bool) -> tuple[float, float]:
    """Return false alarms a year, and the part of days with `TIMES` as many mentions that are called a spike."""
    chance = random.Random(SEED)  # noqa: S311 - not for secrets
    days = [FIRST + timedelta(days=number) for number in range(DAYS)]
    counts = [_day(chance, mean * WEEK[day.weekday()], is_clustered=is_clustered) for day in days]
    alarms = seen = tried = 0
    for place in range(HISTORY_DAYS, DAYS):
        day = days[place]
        before = zip(days[place - HISTORY_DAYS : place], counts[place - HISTORY_DAYS : place], strict=True)
        expected = usual(dict(before), [day])
        alarms += spike(counts[place], expected) is not None
        if place % 3 == 0:
            loud = _day(chance, TIMES * mean * WEEK[day.weekday()], is_clustered=is_clustered)
            seen += spike(loud, expected) is not None
            tried += 1
    return alarms / (DAYS - HISTORY_DAYS) * 365, seen / tried


def intervals(parts: tuple[float, float, float], stories: int) -> tuple[float, float]:
    """Return how often the interval holds the truth, and how often equal periods are called better or worse."""
    chance = random.Random(SEED)  # noqa: S311 - not for secrets
    praise, criticism, mixed = parts
    truth = (praise - criticism) / (praise + criticism + 2 * mixed)
    labels = (Label.PRAISE, Label.CRITICISM, Label.MIXED)
    held = told = 0
    for _ in range(TRIALS):
        now, before = (reputation(Counter(chance.choices(labels, parts, k=stories))) for _ in range(2))
        if now is None or before is None:
            continue
        held += now.interval.low - 1e-12 <= truth <= now.interval.high + 1e-12
        found = shift(now, before)
        told += found is not None and found.change is not Change.OPEN
    return held / TRIALS, told / TRIALS


def main() -> None:
    """Print both tables."""
    print(f"{'mentions a day':>16}{'chance: alarms a year':>24}{'seen':>8}{'clusters: alarms':>20}{'seen':>8}")
    for mean in MEANS:
        alone, clustered = spikes(mean, is_clustered=False), spikes(mean, is_clustered=True)
        print(f"{mean:16}{alone[0]:24.1f}{alone[1]:8.0%}{clustered[0]:20.1f}{clustered[1]:8.0%}")
    print(f"\n{'praise/criticism/mixed':>24}{'stories':>10}{'holds the truth':>18}{'falsely better/worse':>24}")
    for parts in ((0.5, 0.5, 0.0), (0.9, 0.1, 0.0), (0.4, 0.4, 0.2)):
        for stories in (5, 10, 20, 50, 200):
            held, told = intervals(parts, stories)
            named = "/".join(f"{part:.0%}" for part in parts)
            print(f"{named:>24}{stories:10}{held:18.1%}{told:24.1%}")


if __name__ == "__main__":
    main()
