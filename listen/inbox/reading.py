"""Reading the list: first the lines of the digest, then everything else that is open, page by page.

Every page is a question of its own that an index answers, and is read to its end: a list that stays open for hours
holds nothing in the database, and a million mentions open like a thousand.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from listen.brand import Query, Settings
from listen.dialogue import State
from listen.digest import Line
from listen.digest.choosing import minutes_for
from listen.errors import UsageError
from listen.inbox.state import Row, Wanted, is_wanted
from listen.model import Mention
from listen.muting import Muted
from listen.protocols import Filter, Order, Store
from listen.ranking import reasons, terms
from listen.selection import select
from listen.window import Window

__all__ = ["PAGE", "Pages", "queries_for"]

PAGE = 60
"""Mentions a page."""

_PAGES_AT_ONCE = 5
"""Pages looked through for the next open mention before the screen gets its turn again."""

_FOUND_AT_MOST = 500
"""Mentions that a search shows."""

_LEFT_OUT = (State.SNOOZED, State.DONE)


def queries_for(settings: Settings, *, unit: str | None, audience: str | None) -> tuple[str, ...]:
    """Return the names of our queries for a unit and an audience; empty, meaning all of ours, when neither is named.

    Raises:
        UsageError: if the unit is unknown, or nothing is searched for that audience; with those there are.
    """
    if unit is None and audience is None:
        return ()
    chosen = select(settings, unit=unit)
    if audience is None:
        return tuple(query.name for query in chosen)
    wished = audience.casefold()
    units = {one.name for one in settings.units if wished in {name.casefold() for name in one.audiences}}
    names = tuple(query.name for query in chosen if query.unit in units)
    if not names:
        known = sorted({name for one in settings.units for name in one.audiences})
        raise UsageError("inbox.unknown_audience", name=audience, all=", ".join(known) or "–")
    return names


class Pages:
    """One reading of the list, from its top to wherever the person gets.

    Args:
        store: read from.
        settings: whose queries are ours.
        wanted: what is left in.
        window: days looked back on; a search looks at all.
        lines: of the digest, best first.
    """

    def __init__(
        self, store: Store, settings: Settings, wanted: Wanted, *, window: Window, lines: Sequence[Line] = ()
    ) -> None:
        self._store = store
        self._queries = {query.name: query for query in settings.queries}
        self._wanted = wanted
        self._window = window
        self._lines = () if wanted.words else tuple(one for one in lines if is_wanted(one.mention, wanted))
        self._ours = wanted.queries or tuple(query.name for query in select(settings))
        self._told: set[int] = set()
        self._after: tuple[int, datetime, int] | None = None
        self._begun = False
        self.is_whole = False

    def more(self, *, now: datetime) -> tuple[Row, ...]:
        """Return the next rows, with how they stand; `is_whole` tells whether any can follow.

        May be empty although more follow: then everything that was looked at is dealt with already.

        Raises:
            StoreError: if the database cannot be read.
        """
        rows: list[Row] = []
        if not self._begun:
            self._begun = True
            rows += self._standing([_row_of(line) for line in self._lines], now, leaves_out=False)
            self._told = {row.story for row in rows}
        if self._wanted.words:
            return (*rows, *self._found(now))
        for _ in range(_PAGES_AT_ONCE):
            page = tuple(self._store.mentions(self._filter()))
            self.is_whole = len(page) < PAGE or not self._ours
            if page:
                last = page[-1]
                self._after = (last.priority, last.published_at, last.id or 0)
            rows += self._standing(list(self._rows(page)), now, leaves_out=not self._wanted.is_all)
            if rows or self.is_whole:
                break
        return tuple(rows)

    def _found(self, now: datetime) -> list[Row]:
        """Return what a search finds, best first; also what is done: who searches wants to find it."""
        self.is_whole = True
        wanted = replace(self._filter(), since=None, until=None, is_folded=False, after=None, limit=_FOUND_AT_MOST)
        return self._standing(list(self._rows(self._store.search(self._wanted.words, wanted))), now, leaves_out=False)

    def _filter(self) -> Filter:
        return Filter(
            queries=self._ours if len(self._ours) < len(self._queries) else (),
            sources=self._wanted.sources,
            languages=self._wanted.languages,
            labels=self._wanted.labels,
            since=self._window.since,
            until=self._window.until,
            is_folded=True,
            order=Order.PRIORITY,
            after=self._after,
            limit=PAGE if self._ours else 0,
        )

    def _rows(self, mentions: Iterable[Mention]) -> Iterator[Row]:
        for mention in mentions:
            if (mention.story_id or mention.id) not in self._told:
                yield row_for(mention, self._queries)

    def _standing(self, rows: Sequence[Row], now: datetime, *, leaves_out: bool) -> list[Row]:
        """Return rows with how their stories stand; on wish without what is dealt with or muted."""
        if not rows:
            return []
        dealings = self._store.desk.dealings({row.story for row in rows}, now=now)
        muted = Muted(self._store.desk.mutes(today=now.date()) if leaves_out else ())
        standing = (replace(row, dealing=dealings.get(row.story)) for row in rows)
        return [
            row
            for row in standing
            if not leaves_out
            or ((row.dealing is None or row.dealing.state not in _LEFT_OUT) and muted.of(row.mention) is None)
        ]


def row_for(mention: Mention, queries: Mapping[str, Query]) -> Row:
    """Return the row of a mention that is no line of the digest."""
    found = terms(mention, queries=queries)
    return Row(
        mention=mention,
        minutes=minutes_for(mention, [term.key for term in found]),
        reasons=reasons(found),
        places=max(0, (mention.story_size or 1) - 1),
    )


def _row_of(line: Line) -> Row:
    return Row(mention=line.mention, minutes=line.minutes, reasons=line.reasons, is_line=True, places=line.places)
