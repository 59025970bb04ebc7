"""What has no line in a digest, by the rule that keeps it from one: nothing disappears without a trace."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from listen.brand import Query, Settings
from listen.digest.building import DEFAULT_LINES, build
from listen.digest.reader import NOBODY, Reader
from listen.digest.rules import Rule, against
from listen.digest.sorting import Sorting
from listen.digest.value import Digest
from listen.model import Mention
from listen.muting import Muted
from listen.protocols import Filter, Order, Store
from listen.ranking import aged, dealt_terms, reader_terms
from listen.selection import select, unit_named
from listen.window import Window

__all__ = ["Dropped", "DroppedFor", "dropped"]

_LOOKED_AT = 10_000
"""Beyond, the exact number says nothing more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DroppedFor:
    """Mentions that one rule left out.

    Attributes:
        rule: which one.
        reason: for `DROPPED`, why it is not about us, a phrase of the room `relevance`; else None.
        total: how many.
        mentions: some of them; what is worth most first, for `DROPPED` the newest first.
    """

    rule: Rule
    reason: str | None = None
    total: int
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """Everything left out of one window.

    Attributes:
        unit: title of the unit chosen; None for all.
        groups: what is not about us first, then the other rules in their order; within, the largest first.
        is_exact: False when there are more than were looked at.
        lines: how many have a line.
    """

    window: Window
    queries: tuple[str, ...] = ()
    unit: str | None = None
    groups: tuple[DroppedFor, ...] = ()
    is_exact: bool = True
    lines: int = 0

    @property
    def total(self) -> int:
        """Return how many were left out; at least so many when not `is_exact`."""
        return sum(group.total for group in self.groups)


class _Groups:
    """Counts by rule and reason, and keeps the first few of each."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._counts: dict[tuple[Rule, str | None], int] = {}
        self._shown: dict[tuple[Rule, str | None], list[Mention]] = {}

    def add(self, rule: Rule, mention: Mention) -> None:
        key = (rule, mention.dropped if rule is Rule.DROPPED else None)
        self._counts[key] = self._counts.get(key, 0) + 1
        shown = self._shown.setdefault(key, [])
        if len(shown) < self._limit:
            shown.append(mention)

    def all(self) -> tuple[DroppedFor, ...]:
        order = [Rule.DROPPED, *(rule for rule in Rule if rule is not Rule.DROPPED)]
        keys = sorted(self._counts, key=lambda key: (order.index(key[0]), -self._counts[key], key[1] or ""))
        return tuple(
            DroppedFor(rule=key[0], reason=key[1], total=self._counts[key], mentions=tuple(self._shown[key]))
            for key in keys
        )


def dropped(
    store: Store,
    settings: Settings,
    *,
    now: datetime,
    window: Window,
    queries: tuple[str, ...] = (),
    unit: str | None = None,
    limit: int,
    lines: int = DEFAULT_LINES,
    minutes: int | None = None,
    hide: tuple[str, ...] = (),
    reader: Reader = NOBODY,
) -> Dropped:
    """List what has no line in the digest of `window`, by the rule that keeps it from one.

    Copies of a story stand behind the mention that stands for it, and are not listed on their own.

    Args:
        store: read from.
        settings: for whom.
        now: aware UTC.
        window: days in the configured zone.
        queries: names to restrict to; empty for all of ours.
        unit: name to restrict to.
        limit: mentions shown of each rule.
        lines: lines that the digest has at most.
        minutes: what the reader has.
        hide: intents that get no line.
        reader: who reads.

    Raises:
        UsageError: if a query or the unit is unknown.
        StoreError: if the database cannot be read.
    """
    chosen = select(settings, queries=queries, unit=unit)
    digest = build(
        store, settings, now=now, window=window, queries=queries, unit=unit, minutes=minutes, limit=lines, hide=hide,
        reader=reader,
    )  # fmt: skip
    groups = _Groups(limit)
    looked_at = 0
    if chosen:
        for mention in store.mentions(_filter(settings, chosen, window, _LOOKED_AT)):
            groups.add(Rule.DROPPED, mention)
            looked_at += 1
        for rule, mention in _ruled(store, settings, digest, chosen, reader):
            looked_at += 1
            if rule is not None:
                groups.add(rule, mention)
    return Dropped(
        window=window,
        queries=queries,
        unit=None if unit is None else unit_named(settings, unit).title,
        groups=groups.all(),
        is_exact=looked_at < _LOOKED_AT,
        lines=len(digest.lines),
    )


def _ruled(
    store: Store, settings: Settings, digest: Digest, chosen: Collection[Query], reader: Reader
) -> Iterator[tuple[Rule | None, Mention]]:
    """Yield every mention that is about us, those that stand for a story, with what keeps it from a line."""
    known = {query.name: query for query in settings.queries}
    has_line = {line.mention.id for line in digest.lines}
    told = {line.mention.story_id for line in digest.lines}
    muted = Muted(store.desk.mutes(today=digest.now.date()))
    sorting = Sorting(store.desk, muted, now=digest.now)
    wanted = _filter(settings, chosen, digest.window, _LOOKED_AT, is_dropped=False)
    for mention in sorting.all(store.mentions(wanted)):
        if mention.id in has_line or mention.story_id in told:
            yield None, mention
            continue
        besides = (*dealt_terms(sorting.dealing(mention)), *reader_terms(mention, me=reader.me, queries=known))
        rules = against(
            mention,
            settings,
            digest,
            points=aged(mention, now=digest.now, besides=besides),
            mute=muted.of(mention),
            dealing=sorting.dealing(mention),
        )
        yield next(rules), mention


def _filter(
    settings: Settings, chosen: Collection[Query], window: Window, limit: int, *, is_dropped: bool = True
) -> Filter:
    is_all = len(chosen) == len(settings.queries)
    return Filter(
        queries=() if is_all else tuple(query.name for query in chosen),
        since=window.since,
        until=window.until,
        is_dropped=is_dropped,
        is_own=False if is_dropped else None,
        is_folded=not is_dropped,
        order=Order.NEWEST if is_dropped else Order.PRIORITY,
        limit=limit,
    )
