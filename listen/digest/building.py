"""Build a digest: one roll-up read and a few bounded reads of mentions, whatever the size of the database."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from listen.brand import Query, Settings
from listen.digest.choosing import SCANNED_AT_MOST, Besides, choose, examples, line_of
from listen.digest.confirming import ASKED_AMONG, to_confirm
from listen.digest.counting import Rollup, days_needed, long_window
from listen.digest.counting_dropped import count_dropped
from listen.digest.coverage import RUNS_REMEMBERED, Unscored, coverage
from listen.digest.reader import NOBODY, Reader
from listen.digest.returning import returned
from listen.digest.sorting import Sorting
from listen.digest.value import Digest, Hidden, Line, Totals
from listen.errors import UsageError
from listen.figures import COPIES_LOOKED_AT, behind
from listen.learning import tally_of
from listen.model import FindingKind, Label, Mention
from listen.muting import Muted
from listen.protocols import Filter, Order, Store, Subject
from listen.ranking import Term, aged, dealt_terms, headroom, reader_terms
from listen.selection import select, unit_named
from listen.window import Window, day_of

__all__ = ["DEFAULT_LINES", "build"]

DEFAULT_LINES = 12
_EXAMPLES_SCANNED = 60
_UNSCORED_SCANNED = 60


def build(
    store: Store,
    settings: Settings,
    *,
    now: datetime,
    window: Window,
    queries: tuple[str, ...] = (),
    unit: str | None = None,
    minutes: int | None = None,
    limit: int = DEFAULT_LINES,
    planned: Collection[str] | None = None,
    switched_off: tuple[str, ...] = (),
    analyzed: Collection[str] = (),
    hide: tuple[str, ...] = (),
    reader: Reader = NOBODY,
) -> Digest:
    """Build the digest of `window`. Reads only; the same cost for a small and a large database.

    Args:
        store: read from.
        settings: for whom.
        now: aware UTC.
        window: days in the configured zone.
        queries: names to restrict to; empty for all of ours (competitors' only when named).
        unit: name to restrict to: the queries of that unit.
        minutes: what the reader has; lines are fitted into it.
        limit: lines at most.
        planned: keys of the streams that are still asked; None for all that are remembered.
        switched_off: names of sources that could be asked and are not, to be told.
        analyzed: languages that an analyzer is there for; so that the others can be named as the reason.
        hide: intents that get neither a line nor a place among the examples.
        reader: who reads; what they know about counts, and what they hold stands on top.

    Raises:
        UsageError: if a query or unit is unknown, or `minutes` or `limit` is below 1.
        StoreError: if the database cannot be read.
    """
    chosen = select(settings, queries=queries, unit=unit)
    _check_bounds(minutes=minutes, limit=limit)
    zone = ZoneInfo(settings.timezone)
    runs = store.runs(RUNS_REMEMBERED)
    seen_from = datetime.combine(window.since, time(), zone).astimezone(UTC)
    rests_on = coverage(
        store.streams(), runs, now=now, gaps_since=seen_from, planned=planned, switched_off=switched_off
    )
    needed = days_needed(window)
    rollup = Rollup(
        volumes=store.volumes(needed.since, needed.until),
        window=window,
        names=frozenset(query.name for query in chosen),
        is_new=rests_on.is_new,
        now=now,
        zone=zone,
        country=settings.region,
    )
    totals = rollup.totals()
    spikes, lulls = rollup.spikes_and_lulls()
    week, earlier = long_window(window)
    retold = store.retold(earlier.since, week.until, limit=COPIES_LOOKED_AT)
    reading = _Reading(store, settings, window, chosen, frozenset(hide))
    muted = Muted(store.desk.mutes(today=now.date()))
    sorting = Sorting(store.desk, muted, now=now)
    known = {query.name: query for query in settings.queries}

    def besides(mention: Mention) -> tuple[Term, ...]:
        return (*dealt_terms(sorting.dealing(mention)), *reader_terms(mention, me=reader.me, queries=known))

    names = tuple(query.name for query in chosen) if queries or unit is not None else ()
    back = returned(store, muted, now=now, names=names, held=reader.held)
    for one in back:
        if not one.has_ended:
            sorting.hold(one.mention)
    held = _held_lines(store, reader, sorting, besides, known, now=now)
    choice = choose(
        sorting.open(reading.best(SCANNED_AT_MOST)),
        now=now,
        queries=known,
        limit=limit,
        minutes=minutes,
        besides=besides,
        headroom=headroom(reader.me),
        held=held,
    )
    praise, criticism = (
        examples(
            label,
            totals.count(label),
            (one for one in reading.best(_EXAMPLES_SCANNED, label) if muted.of(one) is None),
            lines=choice.lines,
        )
        for label in (Label.PRAISE, Label.CRITICISM)
    )
    return Digest(
        brand=settings.brand.name,
        now=now,
        timezone=settings.timezone,
        today=day_of(now, zone),
        window=window,
        queries=queries,
        unit=None if unit is None else unit_named(settings, unit).title,
        totals=totals,
        lines=choice.lines,
        left=choice.left,
        is_left_exact=choice.is_exact,
        budget=minutes,
        limit=limit,
        hide=hide,
        aside=sorting.aside,
        praise=praise,
        criticism=criticism,
        spikes=tuple(replace(one, behind=behind(store, one.day, (one.query,))) for one in spikes),
        lulls=lulls,
        voice=rollup.voice(settings),
        tally=None if (learned := store.learned(Subject.SENTIMENT.value)) is None else tally_of(learned.report),
        to_confirm=to_confirm(reading.newest(ASKED_AMONG), store.judgements(), today=day_of(now, zone)),
        standing=rollup.standing(retold),
        returning=back,
        hidden=reading.hidden(hide) if hide else None,
        coverage=replace(
            rests_on,
            unscored=reading.unscored(totals, analyzed),
            dropped=count_dropped(store, settings, chosen, window),
        ),
    )


def _held_lines(
    store: Store,
    reader: Reader,
    sorting: Sorting,
    besides: Besides,
    queries: Mapping[str, Query],
    *,
    now: datetime,
) -> tuple[Line, ...]:
    """Return what the reader holds, whatever its day, the one that falls back first on top."""
    lines = []
    for number, claim in sorted(reader.held.items(), key=lambda one: (one[1].until, one[0])):
        mention = store.mention(number)
        if mention is not None:
            sorting.hold(mention)
            more = besides(mention)
            lines.append(line_of(mention, aged(mention, now=now, besides=more), queries, more, claim.until))
    return tuple(lines)


class _Reading:
    """The few bounded reads of mentions."""

    def __init__(
        self, store: Store, settings: Settings, window: Window, chosen: Collection[Query], hide: frozenset[str]
    ) -> None:
        self._hide = hide
        self._store = store
        self._window = window
        # "Any query" is the cheaper question, and the same one when every query is meant.
        is_all = len(chosen) == len(settings.queries)
        self._names = () if is_all else tuple(query.name for query in chosen)
        self._is_nothing = not chosen

    def _filter(self, limit: int, labels: tuple[Label | None, ...]) -> Filter:
        return Filter(
            queries=self._names,
            labels=labels,
            since=self._window.since,
            until=self._window.until,
            is_folded=True,
            # By priority throughout: that is the order which a store can give without looking at all of them.
            order=Order.PRIORITY,
            limit=limit,
        )

    def best(self, limit: int, label: Label | None = None) -> Iterator[Mention]:
        """Yield the first of each story by stored priority; of one label, when given; without what is to be hidden."""
        if self._is_nothing:
            return iter(())
        labels = () if label is None else (label,)
        found = self._store.mentions(self._filter(limit, labels))
        return found if not self._hide else (one for one in found if not self._is_hidden(one))

    def _is_hidden(self, mention: Mention) -> bool:
        return any(one.value in self._hide for one in mention.found(FindingKind.INTENT))

    def hidden(self, intents: tuple[str, ...]) -> Hidden:
        """Return how many mentions of the window have one of `intents`."""
        by_intent = tuple((intent, self._count((intent,))) for intent in intents)
        return Hidden(mentions=self._count(intents) if len(intents) > 1 else by_intent[0][1], by_intent=by_intent)

    def _count(self, intents: tuple[str, ...]) -> int:
        if self._is_nothing:
            return 0
        wanted = Filter(queries=self._names, since=self._window.since, until=self._window.until, intents=intents)
        return sum(1 for _ in self._store.rows(wanted, ("id",)))

    def newest(self, limit: int) -> Iterator[Mention]:
        """Yield the first of each story, the newest first."""
        if self._is_nothing:
            return iter(())
        return self._store.mentions(replace(self._filter(limit, ()), order=Order.NEWEST))

    def unscored(self, totals: Totals, analyzed: Collection[str]) -> Unscored | None:
        """Return how many nobody could judge, and the languages of the first of them that have no analyzer."""
        count = totals.count(None)
        if not count or self._is_nothing:
            return None
        some = self._store.mentions(self._filter(_UNSCORED_SCANNED, (None,)))
        languages = Counter(mention.language for mention in some if mention.language not in analyzed)
        return Unscored(mentions=count, languages=tuple(language for language, _ in languages.most_common()))


def _check_bounds(*, minutes: int | None, limit: int) -> None:
    if minutes is not None and minutes < 1:
        raise UsageError("digest.minutes_too_few", minutes=minutes)
    if limit < 1:
        raise UsageError("digest.limit_too_low", limit=limit)
