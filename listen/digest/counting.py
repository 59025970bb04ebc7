"""From the roll-up to the window's numbers: totals, spikes, lulls, share of voice. Reads no mention at all."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from listen.brand import Settings
from listen.digest.value import LabelCount, QueryLull, QuerySpike, Totals, Voice
from listen.figures import Standing, rivals_of, standing, voices
from listen.metrics import HISTORY_DAYS, LEAST_LULL, LEAST_SPIKE, Usual, days_between, lull, spike, usual
from listen.model import Label
from listen.protocols import Retold, Volume
from listen.window import Window, elapsed

__all__ = ["LEAST_OPINIONS", "VOICE_DAYS", "Rollup", "days_needed", "long_window"]

VOICE_DAYS = 7
LEAST_OPINIONS = 5
"""Stories with an opinion; of fewer a digest tells no balance."""
_TREND_DAYS = 14
_SPIKE_DAYS = 7
_SPIKES_TOLD = 5
_LULLS_TOLD = 3
_LABELS = (Label.PRAISE, Label.CRITICISM, Label.MIXED, Label.NEUTRAL, Label.UNCLEAR, None)


def days_needed(window: Window) -> Window:
    """Return the days whose roll-up `Rollup` wants: the window, the usual before it, and twice a week of voices."""
    _, earlier = long_window(window)
    return Window(since=min(window.since - timedelta(days=HISTORY_DAYS), earlier.since), until=window.until)


def long_window(window: Window) -> tuple[Window, Window]:
    """Return the window, or the week that ends with it when it is shorter, and as many days before."""
    since = min(window.since, window.until - timedelta(days=VOICE_DAYS))
    return Window(since=since, until=window.until), Window(since=since - (window.until - since), until=since)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rollup:
    """The volumes of the days needed, and how to read them.

    Attributes:
        volumes: of `days_needed(window)`.
        names: queries that count as chosen.
        is_new: listening began so lately that nothing is usual.
        country: ISO 3166; its public holidays are compared with Sundays.
    """

    volumes: Sequence[Volume]
    window: Window
    names: frozenset[str]
    is_new: bool
    now: datetime
    zone: ZoneInfo
    country: str | None = None

    def _chosen(self) -> Iterable[Volume]:
        return (volume for volume in self.volumes if not self.names.isdisjoint(volume.queries))

    def _history_days(self) -> tuple[date, ...]:
        """Return the days that make the usual: at most four weeks, not from before anything was found at all."""
        if self.is_new:
            return ()
        first = self.window.since - timedelta(days=HISTORY_DAYS)
        found = [volume.day for volume in self.volumes if volume.day >= first]
        return days_between(max(first, min(found)), self.window.since) if found else ()

    def _usual(self, by_day: Counter[date]) -> Usual | None:
        """Return the usual of the window; the running day counts as far as it is over."""
        history = {day: by_day[day] for day in self._history_days()}
        days = self.window.days
        whole = usual(history, days, country=self.country)
        if whole is None:
            return None
        over = elapsed(days[-1], now=self.now, zone=self.zone)
        if over == 1:
            return whole
        last = usual(history, days[-1:], country=self.country)
        missing = 0.0 if last is None else last.count * (1 - over)
        return replace(whole, count=whole.count - missing)

    def totals(self) -> Totals:
        """Return the window in numbers, and what is usual for it."""
        by_day: Counter[date] = Counter()
        by_label: dict[Label | None, Counter[date]] = {label: Counter() for label in _LABELS}
        stories = 0
        for volume in self._chosen():
            by_day[volume.day] += volume.mentions
            by_label[volume.label][volume.day] += volume.mentions
            stories += volume.stories if volume.day >= self.window.since else 0
        expected = self._usual(by_day)
        trend_days = days_between(self.window.until - timedelta(days=_TREND_DAYS), self.window.until)
        return Totals(
            mentions=self._within(by_day),
            stories=stories,
            usual=expected,
            by_label=tuple(LabelCount(label=label, mentions=self._within(days)) for label, days in by_label.items()),
            trend=() if expected is None else tuple(by_day[day] for day in trend_days),
        )

    def _within(self, by_day: Counter[date]) -> int:
        return sum(count for day, count in by_day.items() if self.window.since <= day < self.window.until)

    def spikes_and_lulls(self) -> tuple[tuple[QuerySpike, ...], tuple[QueryLull, ...]]:
        """Return the strongest spike and lull of each chosen query, strongest first."""
        history_days = self._history_days()
        by_query: dict[str, Counter[date]] = {name: Counter() for name in self.names}
        for volume in self._chosen():
            for name in self.names.intersection(volume.queries):
                by_query[name][volume.day] += volume.mentions
        spikes: list[QuerySpike] = []
        lulls: list[QueryLull] = []
        for name, by_day in by_query.items():
            history = {day: by_day[day] for day in history_days}
            # A thousand queries are mostly silent ones; the usual of those is not worth its price.
            if max(by_day.values(), default=0) < min(LEAST_SPIKE, LEAST_LULL):
                continue
            found = [
                (day, by_day[day], usual(history, [day], country=self.country))
                for day in self.window.days[-_SPIKE_DAYS:]
            ]
            spikes.extend(self._best_spike(name, found))
            lulls.extend(self._last_lull(name, found))
        spikes.sort(key=lambda one: (-(one.spike.count - one.spike.usual), one.query))
        lulls.sort(key=lambda one: (-(one.lull.usual - one.lull.count), one.query))
        return tuple(spikes[:_SPIKES_TOLD]), tuple(lulls[:_LULLS_TOLD])

    def _best_spike(self, name: str, found: Iterable[tuple[date, int, Usual | None]]) -> list[QuerySpike]:
        spikes = [
            QuerySpike(query=name, day=day, spike=one, is_running=self._is_running(day))
            for day, count, expected in found
            if (one := spike(count, expected)) is not None
        ]
        return sorted(spikes, key=lambda one: one.spike.count - one.spike.usual)[-1:]

    def _last_lull(self, name: str, found: Iterable[tuple[date, int, Usual | None]]) -> list[QueryLull]:
        lulls = [
            QueryLull(query=name, day=day, lull=one)
            for day, count, expected in found
            if not self._is_running(day) and (one := lull(count, expected)) is not None
        ]
        return lulls[-1:]

    def _is_running(self, day: date) -> bool:
        return elapsed(day, now=self.now, zone=self.zone) < 1

    def voice(self, settings: Settings) -> Voice | None:
        """Return the share of voice of the window, or of the week that ends with it when it is shorter."""
        rivals = rivals_of(settings)
        ours = frozenset(query.name for query in settings.queries if query.competitor is None) & self.names
        window, earlier = long_window(self.window)
        parts = voices(self._of(window), settings.brand.name, ours, rivals)
        if not parts:
            return None
        before = () if self.is_new else voices(self._of(earlier), settings.brand.name, ours, rivals)
        return Voice(window=window, parts=parts, earlier=before[0] if before else None)

    def _of(self, window: Window) -> Iterable[Volume]:
        return (volume for volume in self.volumes if window.since <= volume.day < window.until)

    def standing(self, retold: Sequence[Retold]) -> Standing | None:
        """Return praise against criticism of the window, or of the week that ends with it when it is shorter.

        None where fewer than five stories have an opinion: that would be talk about single posts.
        """
        window, earlier = long_window(self.window)
        found = standing(window, self.volumes, retold, self.names, before=None if self.is_new else earlier)
        return found if found is not None and found.now.opinions >= LEAST_OPINIONS else None
