"""A person answers a mention: the editor, the preview, the question, and what becomes of it.

What a mention says is only ever shown, cleaned; every step waits for the person. Without a terminal nothing is asked
and nothing goes out that was not told to (`--yes`).
"""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from listen.cli.answer_told import Telling
from listen.cli.asking import DROP, EDIT, LATER, NO, WRITE, YES, ask, ask_line
from listen.cli.session import Session
from listen.errors import HandedOn, LoginNeeded, OutcomeUnknown, Resting, SourceError, UsageError
from listen.masking import NO_MASK, Mask, everywhere

if TYPE_CHECKING:
    from listen.drafting.advice import Advice
    from listen.http import Door
    from listen.protocols import Answering
    from listen.replying import Prepared
    from listen.store.sqlite import SqliteStore

__all__ = ["Talk", "Wish"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What was said on the command line; see `listen reply --help`. What is shown goes through `mask`."""

    number: int
    text: str | None = None
    is_sent: bool = False
    is_dry: bool = False
    is_kept_only: bool = False
    override: str | None = None
    is_now: bool = False
    mask: Mask = NO_MASK
    as_json: bool = False


class Talk:
    """One call of `listen reply`.

    Args:
        session: surroundings.
        store: open; for writing unless it is a dry run.
        wish: what was said.
    """

    def __init__(self, session: Session, store: "SqliteStore", wish: Wish) -> None:
        self._session = session
        self._store = store
        self._wish = wish
        self._override = wish.override
        self._is_card_known = wish.override is not None
        self._told = Telling(
            session,
            lambda: self._source,
            is_dry=wish.is_dry,
            is_now=wish.is_now,
            mask=wish.mask,
            as_json=wish.as_json,
        )

    # what is asked and shown
    @cached_property
    def _is_asking(self) -> bool:
        is_terminal = sys.stdin.isatty() and sys.stdout.isatty()
        return is_terminal and not (self._wish.is_sent or self._wish.is_dry or self._wish.as_json)

    @cached_property
    def _source(self) -> "Answering | None":
        from listen.wiring import answerer

        mention = self._store.mention(self._wish.number) if self._wish.number > 0 else None
        if mention is None:
            raise UsageError("command.no_mention", number=self._wish.number)
        return answerer(mention.post.source, self._session.settings, self._session.answering_keys)

    def _prepared(self) -> "Prepared":
        from listen.replying import prepare
        from listen.wiring import understanding, venues_at

        identifier = understanding(self._session.settings).identifier
        return prepare(
            self._store,
            self._session.settings,
            self._session.personal,
            self._wish.number,
            now=self._session.now,
            venues=venues_at(self._session.config),
            through=self._source,
            identify=lambda text: identifier.identify([(text, None)])[0].language,
        )

    @contextmanager
    def _door(self) -> Iterator["Door"]:
        from listen.wiring import network

        door = network(self._session.settings, self._session.environ)
        try:
            yield door
        finally:
            door.close()

    def _say(self, key: str, **values: object) -> str:
        return self._session.say(f"reply.{key}", **values)

    # the way of an answer
    def answer(self) -> None:
        """Take a mention from draft to sent, as far as the person wants."""
        from listen.replying import hold, resumed

        wish, session = self._wish, self._session
        prepared = self._prepared()
        if prepared.unsettled is not None and not wish.is_kept_only:
            raise OutcomeUnknown("sending.on_its_way", number=wish.number)
        if wish.text is None and prepared.draft is None and not self._can_write():
            raise UsageError("reply.needs_text", number=wish.number)
        self._pass_card(prepared)
        if wish.is_dry:
            self._go_on(prepared, self._written(prepared))
            return
        with session.personal.writing(wish.number):
            if not wish.is_kept_only:
                hold(self._store, session.personal, wish.number, now=session.now, zone=session.zone)
            prepared = self._recovered(prepared)
            given = resumed(self._store, prepared, drawer=session.personal, now=session.now, zone=session.zone)
            if given is not None:
                self._told.answered(prepared, given.text or "", (), given, "posted")
                return
            try:
                self._go_on(prepared, self._written(prepared))
            except UsageError:
                # Nothing went out, and nobody sits before it: others need not wait.
                if not self._is_asking:
                    self._let_go()
                raise

    def _can_write(self) -> bool:
        return sys.stdin.isatty() and sys.stdout.isatty() and not self._wish.as_json

    def _recovered(self, prepared: "Prepared") -> "Prepared":
        """Take up what an editor had saved when this was killed."""
        from listen.drafting.page import read_page

        personal, wish = self._session.personal, self._wish
        left = personal.page(wish.number)
        if left is None:
            return prepared
        text = read_page(left)
        if text and text != prepared.text:
            prepared = replace(prepared, draft=personal.keep_draft(wish.number, text, now=self._session.now))
            self._session.tell(self._say("went_on"))
        personal.drop_page(wish.number)
        return prepared

    def _pass_card(self, prepared: "Prepared") -> None:
        """Show the card, if there is one; go on only when the person says so."""
        if prepared.card is None or self._is_card_known or self._wish.is_kept_only:
            return
        from listen.render.terminal.reply import card_lines, mention_lines

        side, shown = self._session.screen(sys.stderr), everywhere(prepared, self._wish.mask)
        if self._is_asking:
            self._session.show(mention_lines(shown, side), sys.stderr, screen=side)
        self._session.show(card_lines(shown, side), sys.stderr, screen=side)
        if self._wish.is_dry:
            return
        if not self._is_asking or ask(self._session, self._say("ask_card"), LATER, WRITE) != WRITE:
            raise HandedOn("reply.handed_on", number=prepared.number)
        self._is_card_known = True

    def _written(self, prepared: "Prepared") -> str:
        """Return the text: what was given, else what the person writes in the editor."""
        from listen.replying import cleaned

        if self._wish.text is not None:
            return cleaned(self._wish.text)
        if prepared.draft is not None:
            begun = prepared.draft.begun_at.astimezone(self._session.zone)
            told = self._say("goes_on", day=f"{begun:%d.%m.}", clock=f"{begun:%H:%M}")
            self._session.tell(told)
            return cleaned(prepared.draft.text)
        return self._edited(prepared, prepared.text)

    def _edited(self, prepared: "Prepared", text: str) -> str:
        """Open the editor; what it saves is kept before anything else happens."""
        from listen.desktop.editor import edit
        from listen.drafting.page import page, read_page
        from listen.render.reply_page import asides
        from listen.replying import review

        personal, number = self._session.personal, prepared.number
        advice = () if text == prepared.template else review(prepared, text)
        begin = f"{text}\n\n" if text == prepared.template else text
        beside = asides(everywhere(prepared, self._wish.mask), advice, text, self._session.lang)
        place = personal.keep_page(number, page(begin, beside))
        edit(place, self._session.environ)
        written = read_page(personal.page(number) or "")
        if written and written != prepared.template:
            personal.keep_draft(number, written, now=self._session.now)
        personal.drop_page(number)
        return written

    def _go_on(self, prepared: "Prepared", text: str) -> None:
        """Show what would go out, ask, and do it; round and round while the person edits."""
        from listen.replying import review

        wish, personal = self._wish, self._session.personal
        self._look_who_answers()
        while True:
            advice = review(prepared, text)
            if any(one.name == "empty" for one in advice):
                self._let_go()
                raise UsageError("reply.empty", number=prepared.number)
            if not wish.is_dry:
                draft = personal.keep_draft(prepared.number, text, now=self._session.now)
                prepared = replace(prepared, draft=draft)
            if wish.is_kept_only or wish.is_dry:
                self._told.only(prepared, text, advice)
                return
            if not self._is_asking:
                self._without_asking(prepared, text, advice)
                return
            decided = self._decided(prepared, text, advice)
            if decided is None:
                return
            text = decided

    def _decided(self, prepared: "Prepared", text: str, advice: "Sequence[Advice]") -> str | None:
        """Show what would go out and ask; return the text to look at next, None when this is over."""
        self._told.preview(prepared, text, advice)
        match ask(self._session, self._say("ask" if self._told.is_through else "ask_copy"), YES, EDIT, LATER, DROP):
            case "yes":
                self._must_not_rest(prepared)
                if not self._may_send(advice):
                    return text
                self._carry_out(prepared, text, advice)
            case "edit":
                return self._edited(prepared, text)
            case "drop":
                if ask(self._session, self._say("ask_drop"), YES, NO) != YES:
                    return text
                self._session.personal.drop_draft(prepared.number)
                self._let_go()
                self._session.tell(self._say("dropped", number=prepared.number))
            case _:
                self._session.tell(self._say("kept", number=prepared.number))
        return None

    def _look_who_answers(self) -> None:
        """Ask the service as whom the person answers, before the person is asked; a missing login is seen here."""
        if not self._is_asking or self._source is None or self._wish.is_kept_only:
            return
        try:
            with self._door() as door:
                self._told.account = self._source.answering_as(door)
        except LoginNeeded as error:
            self._told.has_no_login = True
            told = (error.message(self._session.lang), error.hint(self._session.lang))
            self._session.tell("\n  ".join(one for one in told if one))
        except SourceError as error:
            self._session.tell(error.message(self._session.lang))

    def _must_not_rest(self, prepared: "Prepared") -> None:
        """Say that a draft rests before anything else is asked of it."""
        from listen.replying import rests_until

        until = rests_until(prepared, prepared.draft, now=self._session.clock())
        if until is not None and not self._wish.is_now:
            clock = f"{until.astimezone(self._session.zone):%H:%M}"
            raise Resting("reply.rests", number=prepared.number, until=clock)

    def _may_send(self, advice: "Sequence[Advice]") -> bool:
        """Let a person say why a draft goes out that something holds back; empty goes back."""
        from listen.drafting.advice import Level

        if self._override is not None or not any(one.level is Level.BLOCK for one in advice):
            return True
        self._override = ask_line(self._session, self._say("ask_reason")) or None
        return self._override is not None

    def _without_asking(self, prepared: "Prepared", text: str, advice: "Sequence[Advice]") -> None:
        from listen.replying import gate

        wish, session = self._wish, self._session
        if not wish.is_sent:
            raise UsageError("reply.needs_yes", number=prepared.number)
        gate(
            prepared,
            text,
            now=session.now,
            override=self._override,
            is_now=wish.is_now,
            is_card_known=self._is_card_known,
            zone=session.zone,
        )
        if self._source is None and not wish.as_json:
            session.tell(self._told.by_hand(prepared))
        self._carry_out(prepared, text, advice)

    def _carry_out(self, prepared: "Prepared", text: str, advice: "Sequence[Advice]") -> None:
        if not self._told.is_through or self._source is None:
            self._post_by_hand(prepared, text, advice)
            return
        from listen.replying import send

        session = self._session
        if self._is_asking:
            session.tell(self._say("sending"))
        with self._door() as door:
            answer = send(
                self._store,
                prepared,
                text,
                source=self._source,
                fetcher=door,
                drawer=session.personal,
                now=self._session.clock(),
                override=self._override,
                is_now=self._wish.is_now,
                is_card_known=self._is_card_known,
                zone=session.zone,
            )
        self._told.answered(prepared, text, advice, answer, "posted")

    def _post_by_hand(self, prepared: "Prepared", text: str, advice: "Sequence[Advice]") -> None:
        """Copy the text, open the page, ask for the link; without a terminal only print the text."""
        from listen.replying import gate, record

        session, url = self._session, prepared.mention.post.url
        if not self._is_asking:
            if self._wish.as_json:
                self._told.json(prepared, text, advice, "by_hand")
            else:
                session.write(text)
                session.tell(self._say("later_link", number=prepared.number))
            return
        gate(
            prepared,
            text,
            now=self._session.clock(),
            override=self._override,
            is_now=self._wish.is_now,
            is_card_known=self._is_card_known,
            zone=session.zone,
        )
        self._copy(text)
        self._open(url)
        link = ask_line(self._session, self._say("ask_link"))
        if not link:
            session.tell(self._say("later_link", number=prepared.number))
            return
        answer = record(
            self._store,
            prepared,
            text,
            link,
            drawer=session.personal,
            now=self._session.clock(),
            override=self._override,
            zone=session.zone,
        )
        self._told.answered(prepared, text, advice, answer, "recorded")

    def _copy(self, text: str) -> None:
        from listen.desktop.clipboard import TERMINAL, copy

        how = copy(text, self._session.environ, sys.stdout)
        if how is not None and how != TERMINAL:
            self._session.tell(self._say("copied", how=how))
            return
        self._session.tell(self._say("not_copied" if how is None else "copied_perhaps"))
        self._session.write(f"\n{text}\n")

    def _open(self, url: str | None) -> None:
        import webbrowser

        from listen.text.urls import safe_link

        link = None if url is None else safe_link(url)
        if link is None:
            self._session.tell(self._say("no_page"))
            return
        self._session.tell(f"{self._say('page')}: {link}")
        if not webbrowser.open(link):
            self._session.tell(self._say("page_not_opened"))

    def _let_go(self) -> None:
        """Release the mention, when it is held by this person."""
        from listen.dealing import release, yours

        session, number = self._session, self._wish.number
        if not self._wish.is_dry and number in yours(self._store, session.personal, now=session.now):
            release(self._store, session.personal, number, now=session.now, zone=session.zone)

    # what was sent before
    def settle(self) -> None:
        """Look whether an answer arrived of which that is not known."""
        from listen.replying import settle

        session = self._session
        prepared = self._prepared()
        if prepared.unsettled is None:
            raise UsageError("reply.nothing_open", number=prepared.number)
        if self._source is None:
            raise UsageError("reply.by_hand", number=prepared.number, channel=prepared.mention.post.source)
        with self._door() as door:
            found = settle(
                self._store,
                prepared,
                source=self._source,
                fetcher=door,
                drawer=session.personal,
                now=self._session.clock(),
            )
        text = (prepared.unsettled.text or "") if found is None else (found.text or "")
        if found is not None:
            self._told.answered(prepared, text, (), found, "posted")
            return
        if self._wish.as_json:
            self._told.json(prepared, text, (), "lost")
            return
        session.tell(self._say("lost", number=prepared.number))
        session.tell(f"  {self._say('lost.hint', number=prepared.number)}")
