"""What the inbox shows and what becomes of it: plain values, no terminal, no database, no clock."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from listen.dialogue import Dealing, State
from listen.model import Label, Mention
from listen.ranking import Term

__all__ = ["Inbox", "Row", "Standing", "Wanted", "is_wanted", "standing"]


class Standing(StrEnum):
    """How a mention stands, for the person before the screen."""

    OPEN = "open"
    MINE = "mine"
    """Claimed by this person."""
    IN_PROGRESS = "in_progress"
    """Somebody else is answering it; never who."""
    SNOOZED = "snoozed"
    DONE = "done"
    DISMISSED = "dismissed"
    """Left out since the list was read: not ours, or muted."""


_STANDINGS = {
    State.OPEN: Standing.OPEN,
    State.CLAIMED: Standing.IN_PROGRESS,
    State.SNOOZED: Standing.SNOOZED,
    State.DONE: Standing.DONE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A mention in the list, with the dealings of its story.

    Attributes:
        minutes: reading it, and answering where an answer is due.
        reasons: why it is worth the time, heaviest first.
        is_line: it is a line of today's digest.
        places: in how many more places the same story stands.
        dealing: as last read; None when nobody has dealt with it.
        mine_until: aware UTC; until when this person holds it; None when they do not.
        is_dismissed: said to be not ours, or muted, since the list was read.
    """

    mention: Mention
    minutes: float
    reasons: tuple[Term, ...] = ()
    is_line: bool = False
    places: int = 0
    dealing: Dealing | None = None
    mine_until: datetime | None = None
    is_dismissed: bool = False

    @property
    def number(self) -> int:
        """Return the number of the mention."""
        return self.mention.id or 0

    @property
    def story(self) -> int:
        """Return the number of its story; its own where it was not folded."""
        return self.mention.story_id or self.number


def standing(row: Row, now: datetime) -> tuple[Standing, datetime | None]:
    """Return how a row stands at `now`, and until when; what has run out falls back without being read again."""
    if row.is_dismissed:
        return Standing.DISMISSED, None
    if row.mine_until is not None and row.mine_until > now:
        return Standing.MINE, row.mine_until
    dealing = row.dealing
    if dealing is None or (dealing.until is not None and dealing.until <= now):
        return Standing.OPEN, None
    return _STANDINGS[dealing.state], dealing.until


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the person wants to see; empty for everything that is open.

    Attributes:
        queries: names of the saved queries that unit and audience come to; empty for all of ours.
        words: searched for; empty when nothing is.
        is_all: also what is done, snoozed or muted.
    """

    unit: str | None = None
    audience: str | None = None
    queries: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    labels: tuple[Label | None, ...] = ()
    words: str = ""
    is_all: bool = False

    @property
    def is_filtered(self) -> bool:
        """Return whether anything is left out that would else be there."""
        return bool(self.unit or self.audience or self.languages or self.sources or self.labels or self.words)


def is_wanted(mention: Mention, wanted: Wanted) -> bool:
    """Return whether a mention passes the filters; words are the store's affair."""
    return (
        (not wanted.queries or any(match.query in wanted.queries for match in mention.matches))
        and (not wanted.languages or mention.language in wanted.languages)
        and (not wanted.sources or mention.post.source in wanted.sources)
        and (not wanted.labels or mention.label in wanted.labels)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Inbox:
    """The list as far as it was read, and where the person stands in it.

    Attributes:
        at: place of the selected row; 0 when there are none.
        is_whole: there is nothing more to read.
    """

    rows: tuple[Row, ...] = ()
    at: int = 0
    wanted: Wanted = Wanted()
    is_whole: bool = False

    @property
    def selected(self) -> Row | None:
        """Return the row under the cursor; None in an empty list."""
        return self.rows[self.at] if self.rows else None

    def moved(self, by: int) -> "Inbox":
        """Return the list with another row selected, so many further down."""
        return self.moved_to(self.at + by)

    def moved_to(self, place: int) -> "Inbox":
        """Return the list with the row at `place` selected, or the nearest there is."""
        return replace(self, at=max(0, min(place, len(self.rows) - 1)))

    def place_of(self, number: int) -> int | None:
        """Return where a mention stands; None when it was not read."""
        return next((place for place, row in enumerate(self.rows) if row.number == number), None)

    def extended(self, rows: Iterable[Row], *, is_whole: bool) -> "Inbox":
        """Return the list with more rows at its end; of a story that is there already, nothing is added."""
        known = {row.story for row in self.rows}
        added: list[Row] = []
        for row in rows:
            if row.story not in known:
                known.add(row.story)
                added.append(row)
        return replace(self, rows=(*self.rows, *added), is_whole=is_whole)

    def reread(self, rows: Iterable[Row], *, is_whole: bool) -> "Inbox":
        """Return a list read anew; the selected mention stays selected where it is still there."""
        fresh = replace(self, rows=(), at=0).extended(rows, is_whole=is_whole)
        if (row := self.selected) is None:
            return fresh
        place = fresh.place_of(row.number)
        return fresh.moved_to(self.at if place is None else place)

    def updated(self, dealings: Mapping[int, Dealing], asked: Collection[int], mine: Mapping[int, datetime]) -> "Inbox":
        """Return the list with the dealings of the stories in `asked` as they are now; nothing moves.

        Args:
            dealings: by number of the story.
            asked: of which stories `dealings` tells; those that are not in it are open.
            mine: until when this person holds which mentions.
        """

        def fresh(row: Row) -> Row:
            dealing = dealings.get(row.story) if row.story in asked else row.dealing
            until = mine.get(row.number)
            if dealing == row.dealing and until == row.mine_until:
                return row
            return replace(row, dealing=dealing, mine_until=until)

        return replace(self, rows=tuple(fresh(row) for row in self.rows))

    def changed(self, number: int, change: Callable[[Row], Row]) -> "Inbox":
        """Return the list with one row changed; as it is when that row was not read."""
        place = self.place_of(number)
        if place is None:
            return self
        return replace(self, rows=(*self.rows[:place], change(self.rows[place]), *self.rows[place + 1 :]))

    def next_open(self, now: datetime) -> "Inbox":
        """Return the list with the next row selected that wants something; where none follows, the one before.

        When nothing is open any more, the selection stays.
        """
        wants = (Standing.OPEN, Standing.MINE)
        places = (*range(self.at + 1, len(self.rows)), *range(self.at - 1, -1, -1))
        return self.moved_to(next((one for one in places if standing(self.rows[one], now)[0] in wants), self.at))
