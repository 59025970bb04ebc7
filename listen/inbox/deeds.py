"""The deeds of the inbox: each a call of what the plain commands do, and how to take it back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from listen import dealing
from listen.dialogue import MuteKind
from listen.errors import UsageError
from listen.masking import NO_MASK, Mask
from listen.protocols import Pocket, Store
from listen.window import day_of

if TYPE_CHECKING:
    from listen.understand import Understanding

__all__ = ["Deeds", "Told", "Undo", "Way"]


class Way(StrEnum):
    """How something is taken back."""

    CLAIM = "claim"
    RELEASE = "release"
    REOPEN = "reopen"
    UNCORRECT = "uncorrect"
    UNMUTE = "unmute"
    UNNOTE = "unnote"
    UNLEARN = "unlearn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Undo:
    """How a deed is taken back: `number` of the mention, `other` of the mute, note or lesson that came of it."""

    way: Way
    number: int
    other: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a deed says of itself.

    Attributes:
        key: of a phrase in the room `inbox`.
        values: for its fields; words of others are cleaned when it is shown.
        number: of the mention; None where the deed was about none.
        until: aware UTC, when a claim or a snooze ends.
        is_dismissed: the mention is to leave the lists.
        goes_on: the next mention is to be selected.
        undo: how it is taken back; None where that cannot be.
    """

    key: str
    number: int | None = None
    values: tuple[tuple[str, object], ...] = ()
    until: datetime | None = None
    is_dismissed: bool = False
    goes_on: bool = False
    undo: "Undo | None" = None


class Deeds:
    """What a person can do with a mention.

    Args:
        store: read and written.
        pocket: the person's own claims.
        clock: the time, aware UTC.
        zone: days and clock times are meant there.
        understanding: judges a mention anew after a correction; asked for when first needed.
        moment: what a person calls a moment ahead, `tomorrow` or `2026-12-01`, as aware UTC.
        mask: covers the names of colleagues in what a deed says of itself.
    """

    def __init__(
        self,
        store: Store,
        pocket: Pocket,
        *,
        clock: Callable[[], datetime],
        zone: ZoneInfo,
        understanding: Callable[[], "Understanding"],
        moment: Callable[[str], datetime],
        mask: Mask = NO_MASK,
    ) -> None:
        self._store = store
        self._pocket = pocket
        self._clock = clock
        self._zone = zone
        self._understanding = understanding
        self._moment = moment
        self._mask = mask

    @property
    def _today(self) -> date:
        return self._clock().date()

    def mine(self) -> dict[int, datetime]:
        """Return until when the person holds which mentions."""
        now = self._clock()
        return {number: claim.until for number, claim in dealing.yours(self._store, self._pocket, now=now).items()}

    def claim(self, number: int) -> Told:
        """Hold a mention.

        Raises:
            Held: somebody holds it already.
        """
        claimed = dealing.claim(self._store, self._pocket, number, now=self._clock(), zone=self._zone)
        return Told(key="claimed", number=number, until=claimed.until, undo=Undo(way=Way.RELEASE, number=number))

    def release(self, number: int) -> Told:
        """Let go of a mention.

        Raises:
            UsageError: the person does not hold it.
        """
        self.take_back(Undo(way=Way.RELEASE, number=number))
        return Told(key="released", number=number, undo=Undo(way=Way.CLAIM, number=number))

    def snooze(self, number: int, when: str) -> Told:
        """Put a mention off.

        Raises:
            UsageError: `when` names no moment ahead.
        """
        now = self._clock()
        until = self._moment(when)
        dealing.snooze(self._store, self._pocket, number, until, now=now, zone=self._zone)
        return Told(key="snoozed", number=number, until=until, goes_on=True, undo=Undo(way=Way.REOPEN, number=number))

    def done(self, number: int, url: str) -> Told:
        """Say that a mention is done; with the link of an answer, record that.

        Raises:
            UsageError: the link is none.
        """
        link = url.strip() or None
        dealing.finish(self._store, self._pocket, number, now=self._clock(), url=link, zone=self._zone)
        return Told(
            key="done" if link is None else "done_answered",
            number=number,
            goes_on=True,
            undo=Undo(way=Way.REOPEN, number=number),
        )

    def not_ours(self, number: int) -> Told:
        """Say that a mention is about something else of that name."""
        from listen.correcting import Wish, correct

        correct(self._store, self._understanding(), number, Wish(is_ours=False), today=self._today)
        return Told(
            key="not_ours", number=number, is_dismissed=True, goes_on=True, undo=Undo(way=Way.UNCORRECT, number=number)
        )

    def label(self, number: int, label: str) -> Told:
        """Say what label is right.

        Raises:
            UsageError: there is no such label.
        """
        from listen.correcting import Wish, correct

        correct(self._store, self._understanding(), number, Wish(label=label), today=self._today)
        return Told(key="labelled", number=number, undo=Undo(way=Way.UNCORRECT, number=number))

    def mute(self, number: int, kind: MuteKind, days: int) -> Told:
        """Leave out author, site or story of a mention for so many days.

        Raises:
            UsageError: the mention has no author or site.
        """
        if days < 1:
            raise UsageError("inbox.days_too_few", days=days)
        until = day_of(self._clock(), ZoneInfo("UTC")) + timedelta(days=days)
        dealt = dealing.mute(self._store, number, kind, today=self._clock().astimezone(UTC).date(), until=until)
        muted = 0 if dealt.mute is None else dealt.mute.id or 0
        value = "" if dealt.mute is None else dealt.mute.value
        return Told(
            key=f"muted_{kind.value}",
            number=number,
            values=(("value", self._mask(value)), ("n", days)),
            is_dismissed=True,
            goes_on=True,
            undo=Undo(way=Way.UNMUTE, number=number, other=muted),
        )

    def note(self, number: int, text: str) -> Told:
        """Keep what colleagues should know of a mention."""
        kept = dealing.note(self._store, number, text, today=self._today).note
        noted = 0 if kept is None else kept.id or 0
        return Told(key="noted", number=number, undo=Undo(way=Way.UNNOTE, number=number, other=noted))

    def lesson(self, number: int, text: str) -> Told:
        """Keep what we learned from a mention."""
        kept = dealing.lesson(self._store, text, today=self._today, mention_id=number).lesson
        learned = 0 if kept is None else kept.id or 0
        return Told(key="learned", number=number, undo=Undo(way=Way.UNLEARN, number=number, other=learned))

    def take_back(self, undo: Undo) -> None:
        """Take a deed back.

        Raises:
            ListenError: it cannot be taken back any more; the message says why.
        """
        store, now = self._store, self._clock()
        match undo.way:
            case Way.CLAIM:
                dealing.claim(store, self._pocket, undo.number, now=now, zone=self._zone)
            case Way.RELEASE:
                dealing.release(store, self._pocket, undo.number, now=now, zone=self._zone)
            case Way.REOPEN:
                dealing.reopen(store, undo.number)
            case Way.UNCORRECT:
                from listen.correcting import undo as uncorrect

                uncorrect(store, self._understanding, undo.number)
            case Way.UNMUTE:
                dealing.unmute(store, undo.other, today=now.date())
            case Way.UNNOTE:
                dealing.unnote(store, undo.number, undo.other)
            case Way.UNLEARN:
                dealing.unlearn(store, undo.other)
