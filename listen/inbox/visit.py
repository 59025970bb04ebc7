"""One visit to the inbox: the list as it grows, what was done, what can be taken back; for every way of showing it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from listen.dialogue import MuteKind, Thread
from listen.inbox.deeds import Deeds, Told, Undo
from listen.inbox.house import House
from listen.inbox.page import Details, details_of
from listen.inbox.reading import Pages, queries_for, row_for
from listen.inbox.state import Inbox, Row, Wanted
from listen.masking import everywhere
from listen.model import Label, Mention
from listen.muting import Muted
from listen.render.screen import Screen
from listen.text.urls import safe_link

__all__ = ["Doing", "Visit", "label_named", "link_of", "mute_kind"]

_REMEMBERED = 50
"""Deeds that can be taken back, the last one first."""

_FINAL = ("posted", "done_answered")
_MUTED = ("muted_author", "muted_site", "muted_story")


def link_of(row: Row) -> str | None:
    """Return the address of a mention when it is safe to open: http or https, cleaned; else None."""
    return None if row.mention.post.url is None else safe_link(row.mention.post.url)


class Visit:
    """The list, and what the person does with it.

    Args:
        house: the surroundings.
        wanted: what is to be seen first.
    """

    def __init__(self, house: House, wanted: Wanted) -> None:
        self.house = house
        self.inbox = Inbox(wanted=self._resolved(wanted))
        self.deeds: Deeds = house.deeds(house.store)
        self._undos: list[tuple[Undo, str]] = []
        self._pages: Pages | None = None
        self._run: int | None = None

    @property
    def now(self) -> datetime:
        """Return the time."""
        return self.house.clock()

    def screen(self, width: int) -> Screen:
        """Return the screen of so many cells, at this moment."""
        return replace(self.house.screen(max(1, width)), now=self.now)

    def _resolved(self, wanted: Wanted) -> Wanted:
        queries = queries_for(self.house.settings, unit=wanted.unit, audience=wanted.audience)
        return replace(wanted, queries=queries)

    def _read_anew(self, wanted: Wanted) -> Pages:
        lines = () if wanted.words else self.house.lines(self.house.store, wanted.queries)
        return Pages(self.house.store, self.house.settings, wanted, window=self.house.window, lines=lines)

    # reading
    def more(self) -> bool:
        """Read on; return whether more may follow."""
        if self._pages is None:
            self._pages = self._read_anew(self.inbox.wanted)
            self._run = self._last_run()
        if not self.inbox.is_whole:
            rows = everywhere(self._pages.more(now=self.now), self.house.mask)
            mine = self.deeds.mine()
            self.inbox = self.inbox.extended(rows, is_whole=self._pages.is_whole).updated({}, (), mine)
        return not self.inbox.is_whole

    def want(self, wanted: Wanted) -> None:
        """Show something else.

        Raises:
            UsageError: the unit or the audience is unknown; then the list stays as it is.
        """
        wanted = self._resolved(wanted)
        self._start(replace(self.inbox, wanted=wanted))

    def reread(self) -> None:
        """Read the list anew; the selected mention stays selected where it is still there."""
        self._run = self._last_run()
        self._start(self.inbox)

    def _start(self, before: Inbox) -> None:
        pages = self._pages = self._read_anew(before.wanted)
        rows = everywhere(pages.more(now=self.now), self.house.mask)
        fresh = before.reread(rows, is_whole=pages.is_whole)
        self.inbox = fresh.updated({}, (), self.deeds.mine())

    def refresh(self, first: int, last: int) -> bool:
        """Read again how the rows from `first` up to `last` stand; return whether anything changed. Nothing moves."""
        before = self.inbox
        asked = {row.story for row in before.rows[max(0, first) : last]}
        if (row := before.selected) is not None:
            asked.add(row.story)
        if not asked:
            return False
        dealings = self.house.store.desk.dealings(asked, now=self.now)
        self.inbox = before.updated(dealings, asked, self.deeds.mine())
        return self.inbox.rows != before.rows

    def has_news(self) -> bool:
        """Return whether something was fetched since the list was read."""
        return self._last_run() != self._run

    def _last_run(self) -> int | None:
        runs = self.house.store.runs(1)
        return runs[0].id if runs else None

    def details(self, row: Row) -> Details:
        """Return what the reading pane of a row needs."""
        return everywhere(details_of(self.house.store, row), self.house.mask)

    def thread(self, row: Row) -> Thread | None:
        """Ask the channel for the conversation around a row; None where it has none. Slow, and safe in a thread.

        Raises:
            ListenError: the channel could not be asked.
        """
        ask = self.house.thread
        return None if ask is None else everywhere(ask(row.mention), self.house.mask)

    # doing
    def took(self, told: Told) -> None:
        """Let the list show what a deed did; the next mention is selected where the deed says so."""
        if told.undo is not None:
            self._undos = [*self._undos[1 - _REMEMBERED :], (told.undo, told.key)]
        elif told.key in _FINAL:
            # What is in public stays there; "undo" must not reach past it to something done before.
            self._undos = []
        if told.number is None:
            return
        place = self.inbox.place_of(told.number)
        if place is not None:
            self._renew(self.inbox.rows[place], is_dismissed=told.is_dismissed)
        if told.key in _MUTED:
            self._leave_out_muted()
        row = self.inbox.selected
        if told.goes_on and row is not None and row.number == told.number:
            self.inbox = self.inbox.next_open(self.now)

    def _renew(self, row: Row, *, is_dismissed: bool) -> None:
        """Read one row again, and its story's dealings."""
        store = self.house.store
        mention = store.mention(row.number)
        if mention is None:
            self.inbox = self.inbox.changed(row.number, lambda one: replace(one, is_dismissed=True))
            return
        queries = {query.name: query for query in self.house.settings.queries}
        fresh = everywhere(row_for(mention, queries), self.house.mask)
        is_out = is_dismissed or mention.dropped is not None
        self.inbox = self.inbox.changed(
            row.number,
            lambda one: replace(fresh, is_line=one.is_line, places=one.places, is_dismissed=is_out),
        )
        dealings = store.desk.dealings({row.story}, now=self.now)
        self.inbox = self.inbox.updated(dealings, {row.story}, self.deeds.mine())

    def _leave_out_muted(self) -> None:
        """Mark every row that what was just muted leaves out, or that comes back."""
        muted = Muted(self.house.store.desk.mutes(today=self.now.date()))

        def marked(row: Row) -> Row:
            return replace(row, is_dismissed=muted.of(self._whole(row)) is not None or row.mention.dropped is not None)

        self.inbox = replace(self.inbox, rows=tuple(marked(row) for row in self.inbox.rows))

    def _whole(self, row: Row) -> Mention:
        """Return the mention of a row as it is stored, where its author may be covered: mutes name authors."""
        found = self.house.store.mention(row.number) if self.house.mask and row.mention.post.author else None
        return row.mention if found is None else found

    def undo(self) -> Told | None:
        """Take back what was done last; None when nothing was.

        Raises:
            ListenError: it cannot be taken back any more; it is forgotten then.
        """
        if not self._undos:
            return None
        undo, key = self._undos.pop()
        self.deeds.take_back(undo)
        place = self.inbox.place_of(undo.number)
        if place is not None:
            self._renew(self.inbox.rows[place], is_dismissed=False)
            self.inbox = self.inbox.moved_to(place)
        if key in _MUTED:
            self._leave_out_muted()
        return Told(key="undone", number=undo.number)


def label_named(text: str) -> Label | None:
    """Return the label whose name begins with `text`; None when none does, or several do."""
    named = [label for label in Label if text and label.value.startswith(text.strip().casefold())]
    return named[0] if len(named) == 1 else None


def mute_kind(text: str) -> MuteKind | None:
    """Return what is to be muted, by the beginning of its name; None when none begins so."""
    return next((kind for kind in MuteKind if text and kind.value.startswith(text.strip().casefold())), None)


Doing = Callable[[Deeds], Told]
"""A deed with everything but the hands that do it: those of this thread, or of another."""
