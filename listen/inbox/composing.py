"""Writing an answer from the inbox: the steps of `listen.replying`, with what they say put into words."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

from listen import replying
from listen.brand import Settings
from listen.dialogue import AnswerState
from listen.drafting.advice import Level
from listen.drafting.cooling import Card
from listen.drafting.length import counted
from listen.drafting.page import page, read_page
from listen.drafting.venues import Venue, Venues
from listen.errors import OutcomeUnknown
from listen.inbox.house import Advised, Dispatch, Sheet
from listen.masking import NO_MASK, Mask, everywhere
from listen.model import Mention
from listen.protocols import Answering, Drawer, Fetcher, Store
from listen.render import foreign
from listen.render.house_rules import advice_words, house_words, venue_title
from listen.render.reply_page import asides
from listen.render.screen import Screen
from listen.text.urls import safe_link

__all__ = ["Drafts", "Through", "Writer", "rules_of"]


class Drafts(Drawer, Protocol):
    """A drawer that can also hold a page for an editor."""

    def keep_page(self, number: int, text: str) -> Path:
        """Write the page for the editor, and return where it stands."""
        ...

    def page(self, number: int) -> str | None:
        """Return what an editor left on the page; None without one."""
        ...

    def drop_page(self, number: int) -> None:
        """Take the page away."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Through:
    """A channel through which the person can answer: they have a login there. `title` is how people call it."""

    source: Answering
    title: str


class Writer:
    """Implements `listen.inbox.house.Composing`.

    Args:
        store: read and written.
        settings: the brand, its competitors, how answers are written.
        drawer: the person's own.
        venues: the house rules.
        through: the channel for a mention; None where the person can only post by hand.
        fetcher: opens the door to the network.
        identify: tells the language of a text.
        clock: the time, aware UTC.
        screen: in whose language everything is said.
        mask: covers the names of colleagues in what stands beside a draft.
    """

    def __init__(
        self,
        store: Store,
        settings: Settings,
        drawer: Drafts,
        *,
        venues: Venues,
        through: Callable[[Mention], Through | None],
        fetcher: Callable[[], AbstractContextManager[Fetcher]],
        identify: Callable[[str], str | None] | None,
        clock: Callable[[], datetime],
        screen: Screen,
        mask: Mask = NO_MASK,
    ) -> None:
        self._store = store
        self._settings = settings
        self._drawer = drawer
        self._venues = venues
        self._through = through
        self._fetcher = fetcher
        self._identify = identify
        self._clock = clock
        self._screen = screen
        self._mask = mask
        self._prepared: replying.Prepared | None = None

    @property
    def _zone(self) -> ZoneInfo:
        return self._screen.zone

    def _prepare(self, number: int) -> tuple[replying.Prepared, Through | None]:
        mention = self._store.mention(number)
        through = None if mention is None else self._through(mention)
        prepared = replying.prepare(
            self._store,
            self._settings,
            self._drawer,
            number,
            now=self._clock(),
            venues=self._venues,
            through=None if through is None else through.source,
            identify=self._identify,
        )
        self._prepared = prepared
        return prepared, through

    def begin(self, number: int) -> Sheet:
        """Claim the mention, and return the draft of its answer; a mention with a card is not claimed.

        Raises:
            Held: somebody else holds it.
            OutcomeUnknown: an answer is on its way already.
            UsageError: there is no such mention.
        """
        prepared, through = self._prepare(number)
        if prepared.unsettled is not None:
            raise OutcomeUnknown("sending.on_its_way", number=number)
        if prepared.card is None:
            replying.hold(self._store, self._drawer, number, now=self._clock(), zone=self._zone)
        return Sheet(
            number=number,
            text=prepared.text if prepared.draft is not None else f"{prepared.template}\n\n",
            card=None if prepared.card is None else self._card(prepared.card, number),
            rules=rules_of(prepared.venue, self._screen),
            earlier=tuple(one.answer.text or one.answer.url or "" for one in prepared.earlier),
            longest=prepared.longest,
            channel=None if through is None else through.title,
        )

    def _of(self, sheet: Sheet) -> replying.Prepared:
        prepared = self._prepared
        if prepared is None or prepared.number != sheet.number:
            prepared, _ = self._prepare(sheet.number)
        return prepared

    def count(self, sheet: Sheet, text: str) -> int:
        """Return how long `text` is, as the channel counts."""
        return counted(text, self._of(sheet).mention.post.source)

    def review(self, sheet: Sheet, text: str) -> Sequence[Advised]:
        """Return what is to be said of `text`, what holds it back first; asks nobody."""
        return [
            Advised(
                text=advice_words(one, text, self._screen.lang),
                is_blocking=one.level is Level.BLOCK,
                is_overridable=one.name != "empty",
            )
            for one in replying.review(self._of(sheet), text)
        ]

    def keep(self, sheet: Sheet, text: str) -> None:
        """Keep the draft as it is."""
        self._drawer.keep_draft(sheet.number, text, now=self._clock())

    def to_editor(self, sheet: Sheet, text: str) -> Path:
        """Lay a page out for the editor: the draft, and beside it everything one wants to see; return where it is."""
        prepared, lang = self._of(sheet), self._screen.lang
        advice = () if text.strip() == prepared.template.strip() else replying.review(prepared, text)
        beside = asides(everywhere(prepared, self._mask), advice, text, lang)
        return self._drawer.keep_page(sheet.number, page(text, beside))

    def from_editor(self, sheet: Sheet) -> str:
        """Take the page back; return the draft that the editor left on it, and keep that."""
        written = read_page(self._drawer.page(sheet.number) or "")
        if written and written != self._of(sheet).template:
            self.keep(sheet, written)
        self._drawer.drop_page(sheet.number)
        return written

    def rests_until(self, sheet: Sheet) -> datetime | None:
        """Return until when the draft rests for a second look; None when it may be sent."""
        draft = self._drawer.draft(sheet.number)
        return replying.rests_until(self._of(sheet), draft, now=self._clock())

    def writing(self, number: int) -> AbstractContextManager[None]:
        """Let one window at a time write an answer to a mention."""
        return self._drawer.writing(number)

    def send(self, sheet: Sheet, text: str, *, override: str | None, is_now: bool) -> Dispatch:
        """Send the answer, once, and record it; where the person can only post by hand, return what to paste.

        Raises:
            ListenError: it did not go out, or nobody knows whether it did; the message says what to do.
        """
        prepared, through = self._prepare(sheet.number)
        now = self._clock()
        if through is None:
            self.keep(sheet, text)
            replying.gate(prepared, text, now=now, override=override, is_now=is_now, zone=self._zone)
            url = prepared.mention.post.url
            return Dispatch(
                is_posted=False,
                told=replying.cleaned(text),
                url=None if url is None else safe_link(url),
                override=override,
            )
        with self._fetcher() as fetcher:
            answer = replying.send(
                self._store,
                prepared,
                text,
                source=through.source,
                fetcher=fetcher,
                drawer=self._drawer,
                now=now,
                override=override,
                is_now=is_now,
                zone=self._zone,
            )
        is_there = answer.state in {AnswerState.POSTED, AnswerState.RECORDED}
        told = self._screen.say("inbox.posted", number=f"#{sheet.number}")
        return Dispatch(is_posted=is_there, told=told, url=answer.url)

    def record(self, sheet: Sheet, text: str, url: str, *, override: str | None) -> None:
        """Keep the link of an answer that the person posted by hand, and say that the mention is done.

        Raises:
            UsageError: the link is none.
            Held: somebody else holds the mention.
        """
        prepared = self._of(sheet)
        replying.record(
            self._store,
            prepared,
            text,
            url,
            drawer=self._drawer,
            now=self._clock(),
            override=override,
            zone=self._zone,
        )

    # words
    def _plain(self, text: str) -> str:
        return foreign.plain(text, self._screen)

    def _card(self, card: Card, number: int) -> tuple[str, ...]:
        say = self._screen.say
        heats = "; ".join(
            f"{say(f'drafting.heat_{one.heat.value}')} ({', '.join(map(self._plain, one.words))})"
            for one in card.reasons
        )
        lines = [say("drafting.card_title"), f"{say('drafting.card_why')}: {heats}", f"{say('drafting.card_to')}:"]
        for desk in card.desks:
            contact = card.contacts.get(desk)
            how = (
                say("drafting.card_no_contact", desk=desk.value)
                if contact is None
                else foreign.plain(contact, self._screen)
            )
            lines.append(f"{say(f'drafting.desk_{desk.value}')}: {how}")
        return (*lines, say("inbox.card_all_the_same", number=number))


def rules_of(venue: Venue, screen: Screen) -> tuple[str, ...]:
    """Return the house rules of a venue in words: its name and what holds there in one line, then the note."""
    lang = screen.lang
    title = foreign.plain(venue_title(venue, lang), screen)
    note = venue.note(lang)
    told = f"{title}: {screen.show(', '.join(house_words(venue, lang)))}"
    return (told, *((foreign.plain(note, screen),) if note else ()))
