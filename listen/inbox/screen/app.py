"""The inbox as an application: keys become deeds of the visit, asked for what they need, told when they are done."""

from collections.abc import Sequence
from dataclasses import replace

from textual import work

from listen.dialogue import MuteKind, Thread
from listen.errors import ListenError
from listen.inbox.deeds import Told
from listen.inbox.filtering import choices
from listen.inbox.house import Composing, Dispatch, Sheet
from listen.inbox.lines import told_line
from listen.inbox.panels import card_lines, choice_lines, filter_lines, question_lines
from listen.inbox.screen.asking import Ask, Choose, Filtering, Option, Reading
from listen.inbox.screen.compose import Compose
from listen.inbox.screen.frame import Frame
from listen.inbox.screen.panes import Pane
from listen.inbox.state import Row
from listen.inbox.visit import Doing, link_of
from listen.render.cells import Lines

__all__ = ["InboxApp"]

_MUTE_DAYS = 30
_SNOOZES = (("t", "tomorrow"), ("m", "monday"), ("w", "7d"))
_LABELS = (("p", "praise"), ("c", "criticism"), ("n", "neutral"), ("m", "mixed"))
_MUTES = (("a", MuteKind.AUTHOR), ("s", MuteKind.SITE), ("t", MuteKind.STORY))


class InboxApp(Frame):
    """The inbox: the frame, and what a person can do in it."""

    # deeds
    def _deed(self, doing: Doing) -> None:
        """Do something quick, at once."""
        told: list[Told] = []
        if self._guarded(lambda: told.append(doing(self.visit.deeds))):
            self._took(told[0])

    def _took(self, told: Told) -> None:
        before = None if self.row is None else self.row.number
        self._details = None
        self._guarded(lambda: self.visit.took(told))
        is_same = before is not None and self.row is not None and self.row.number == before
        self.show(is_same=is_same)
        self.say(told_line(told, self._at(self.size.width)))

    @work(thread=True, group="slow")
    def _slowly(self, doing: Doing) -> None:
        """Do something that takes a while, on a thread and with a database connection of its own."""
        try:
            with self.house.open_store() as store:
                told = doing(self.house.deeds(store))
        except ListenError as error:
            self.call_from_thread(self._refused, error)
        else:
            self.call_from_thread(self._took, told)

    def do_claim(self) -> None:
        """Hold the mention."""
        if (row := self.row) is not None:
            self._deed(lambda deeds: deeds.claim(row.number))

    def do_release(self) -> None:
        """Let go of the mention."""
        if (row := self.row) is not None:
            self._deed(lambda deeds: deeds.release(row.number))

    def do_undo(self) -> None:
        """Take back what was done last."""
        found: list[Told | None] = []
        self._details = None
        if self._guarded(lambda: found.append(self.visit.undo())):
            self.show()
            told = found[0]
            if told is None:
                self.say_key("nothing_to_undo")
            else:
                self.say(told_line(told, self._at(self.size.width)))

    def do_not_ours(self) -> None:
        """Say that the mention is about something else."""
        if (row := self.row) is not None:
            self.say_key("working")
            self._slowly(lambda deeds: deeds.not_ours(row.number))

    async def _asked(self, key: str, *, value: str = "", **values: object) -> str | None:
        return await self.push_screen_wait(
            Ask(lambda width: question_lines(self._at(width), key, **values), value=value)
        )

    async def _chosen(self, key: str, options: Sequence[Option]) -> str | None:
        titles = [(option.letter, option.title) for option in options]

        def lines(width: int, at: int | None) -> Lines:
            screen = self._at(width)
            return choice_lines(screen, screen.say(f"inbox.choose_{key}"), titles, at)

        return await self.push_screen_wait(Choose(lines, options))

    def _titled(self, letters: Sequence[tuple[str, str]], prefix: str) -> list[Option]:
        screen = self._at(self.size.width)
        return [
            Option(letter=letter, value=value, title=screen.say(f"inbox.{prefix}_{value}")) for letter, value in letters
        ]

    @work(group="ask", exclusive=True)
    async def do_snooze(self) -> None:
        """Put the mention off."""
        if (row := self.row) is None:
            return
        options = self._titled((*_SNOOZES, ("d", "date")), "snooze")
        when = await self._chosen("snooze", options)
        if when == "date":
            when = await self._asked("date")
        if when:
            self._deed(lambda deeds: deeds.snooze(row.number, when))

    @work(group="ask", exclusive=True)
    async def do_done(self) -> None:
        """Say that the mention is done, with the link of an answer or without."""
        if (row := self.row) is None:
            return
        url = await self._asked("done")
        if url is not None:
            self._deed(lambda deeds: deeds.done(row.number, url))

    @work(group="ask", exclusive=True)
    async def do_mute(self) -> None:
        """Leave author, site or story out for a while."""
        if (row := self.row) is None:
            return
        chosen = await self._chosen("mute", self._titled([(one, kind.value) for one, kind in _MUTES], "mute"))
        if chosen is None:
            return
        days = await self._asked("days", value=str(_MUTE_DAYS))
        if days is None:
            return
        count = int(days) if days.strip().isascii() and days.strip().isdigit() and len(days) < 6 else 0  # noqa: PLR2004
        self._deed(lambda deeds: deeds.mute(row.number, MuteKind(chosen), count))

    @work(group="ask", exclusive=True)
    async def do_label(self) -> None:
        """Say which label is right."""
        if (row := self.row) is None:
            return
        screen = self._at(self.size.width)
        options = [
            Option(letter=letter, value=value, title=screen.say(f"render.label_{value}")) for letter, value in _LABELS
        ]
        label = await self._chosen("label", options)
        if label is not None:
            self.say_key("working")
            self._slowly(lambda deeds: deeds.label(row.number, label))

    @work(group="ask", exclusive=True)
    async def do_note(self) -> None:
        """Keep what colleagues should know."""
        if (row := self.row) is not None and (text := await self._asked("note")):
            self._deed(lambda deeds: deeds.note(row.number, text))

    @work(group="ask", exclusive=True)
    async def do_lesson(self) -> None:
        """Keep what we learned."""
        if (row := self.row) is not None and (text := await self._asked("lesson")):
            self._deed(lambda deeds: deeds.lesson(row.number, text))

    # finding
    @work(group="ask", exclusive=True)
    async def do_search(self) -> None:
        """Search in everything that is stored."""
        wanted = self.visit.inbox.wanted
        words = await self._asked("search", value=wanted.words)
        if words is not None:
            self._want(replace(wanted, words=" ".join(words.split())))

    @work(group="ask", exclusive=True)
    async def do_filter(self) -> None:
        """Choose what is shown."""
        settings = self.house.settings
        options = choices(settings, self.visit.inbox)
        wanted = await self.push_screen_wait(
            Filtering(
                lambda width, wanted, at: filter_lines(self._at(width), settings, options, wanted, at),
                options,
                self.visit.inbox.wanted,
            )
        )
        if wanted is not None:
            self._want(wanted)

    def do_open(self) -> None:
        """Open the page in the browser: only a cleaned web address, only on this key."""
        if (row := self.row) is None:
            return
        link = link_of(row)
        if link is None:
            self.say_key("no_link")
        elif self.house.browse is None or not self.house.browse(link):
            self.say_key("no_browser")
        else:
            self.say_key("opened")

    def _copy(self, text: str) -> None:
        if self.house.copy is not None:
            self.house.copy(text)
        self.copy_to_clipboard(text)

    def do_copy(self) -> None:
        """Copy the link."""
        if (row := self.row) is None:
            return
        link = link_of(row)
        if link is None:
            self.say_key("no_link")
            return
        self._copy(link)
        self.say_key("copied", url=link)

    def do_thread(self) -> None:
        """Ask the channel for the conversation; the screen goes on meanwhile."""
        if (row := self.row) is None:
            return
        screen = self._at(self.size.width)
        if self.house.thread is None:
            self._thread_told[row.number] = screen.say("inbox.thread_none")
        else:
            self._thread_told[row.number] = screen.say("inbox.thread_asking")
            self._ask_thread(row)
        self.show(is_same=True)
        if not self.query_one("#page", Pane).display:
            self.do_read()

    @work(thread=True, group="thread")
    def _ask_thread(self, row: Row) -> None:
        try:
            found = self.visit.thread(row)
        except ListenError as error:
            lang = self._at(80).lang
            self.call_from_thread(self._thread_came, row.number, None, error.message(lang))
        else:
            told = self._at(80).say("inbox.thread_none")
            self.call_from_thread(self._thread_came, row.number, found, told)

    def _thread_came(self, number: int, thread: Thread | None, told: str) -> None:
        self._threads[number] = thread
        self._thread_told[number] = told
        if self.row is not None and self.row.number == number:
            self.show(is_same=True)

    # answering
    def do_reply(self) -> None:
        """Write an answer here."""
        self._reply(in_editor=False)

    def do_editor(self) -> None:
        """Write an answer in the person's own editor, then go on here."""
        self._reply(in_editor=True)

    @work(group="ask", exclusive=True)
    async def _reply(self, *, in_editor: bool) -> None:
        row = self.row
        if row is None:
            return
        if self.house.composing is None:
            self.say_key("no_composing")
            return
        composing = self.house.composing(self.house.store)
        was_mine = row.number in self.visit.deeds.mine()
        try:
            with composing.writing(row.number):
                draft = composing.begin(row.number)
                self._took(Told(key="writing", number=row.number))
                if draft.card is not None:
                    card = draft.card
                    await self.push_screen_wait(Reading(lambda width: card_lines(card, self._at(width))))
                    return
                gone = await self._written(composing, row, draft, in_editor=in_editor)
                await self._gone(composing, row, draft, gone, was_mine=was_mine)
        except ListenError as error:
            self._refused(error)

    async def _written(self, composing: Composing, row: Row, draft: Sheet, *, in_editor: bool) -> Dispatch | None:
        if in_editor and self.house.edit is not None:
            place = composing.to_editor(draft, draft.text)
            with self.suspend():
                self.house.edit(place)
            draft = replace(draft, text=composing.from_editor(draft) or draft.text)
        self._said = ""
        return await self.push_screen_wait(Compose(self.house, composing, row, draft, self._at))

    async def _gone(
        self, composing: Composing, row: Row, draft: Sheet, gone: Dispatch | None, *, was_mine: bool
    ) -> None:
        """Say what became of a draft; one in which nothing was written leaves the mention as it was."""
        if gone is None:
            kept = composing.begin(row.number)
            if kept.text.strip() == draft.text.strip() and not was_mine:
                self._deed(lambda deeds: deeds.release(row.number))
            else:
                self._took(Told(key="draft_kept", number=row.number))
        elif gone.is_posted:
            self._took(Told(key="posted", number=row.number, goes_on=True))
        else:
            await self._pasted(composing, draft, row, gone)

    async def _pasted(self, composing: Composing, draft: Sheet, row: Row, gone: Dispatch) -> None:
        """Where listen cannot post: the answer is in the clipboard, the page open; ask for the link of the answer."""
        self._copy(gone.told)
        if gone.url is not None and self.house.browse is not None:
            self.house.browse(gone.url)
        url = await self._asked("pasted")
        if url is None:
            self._took(Told(key="draft_kept", number=row.number))
        elif self._guarded(lambda: composing.record(draft, gone.told, url, override=gone.override)):
            self._took(Told(key="done_answered", number=row.number, goes_on=True))
