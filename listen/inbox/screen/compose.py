"""Writing an answer: what is answered above, the draft in the middle, live advice below; sent after an explicit yes."""

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import TextArea

from listen.errors import ListenError
from listen.inbox.house import Advised, Composing, Dispatch, Sheet
from listen.inbox.panels import advice_lines, asked_lines, count_line, preview_lines, question_lines
from listen.inbox.screen.asking import Ask, Choose, Option
from listen.inbox.screen.panes import Bar, Pane
from listen.inbox.state import Row
from listen.render import screen as show
from listen.render.cells import Lines, ends

if TYPE_CHECKING:
    from listen.inbox.house import House

__all__ = ["Compose"]

_RESTED_S = 0.4
"""Seconds after the last key until the draft is looked at and kept."""


class Compose(Screen[Dispatch | None]):
    """Gives what became of the draft; None when it was left, which keeps it.

    Args:
        house: the surroundings.
        composing: over the store of this thread.
        row: what is answered.
        draft: as it was left.
        at_width: returns the screen of so many cells.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "send", show=False, priority=True),
        Binding("escape", "leave", show=False, priority=True),
        Binding("ctrl+e", "editor", show=False, priority=True),
    ]

    def __init__(
        self, house: "House", composing: Composing, row: Row, draft: Sheet, at_width: Callable[[int], show.Screen]
    ) -> None:
        super().__init__()
        self._house = house
        self._composing = composing
        self._row = row
        self._draft = draft
        self._at_width = at_width
        self._advice: tuple[Advised, ...] = ()
        self._said = ""
        self._is_sending = False

    def compose(self) -> ComposeResult:
        """Yield the mention, the draft, the advice and the keys."""
        with Vertical(id="compose"):
            yield Pane(lambda width: asked_lines(self._row, self._draft, self._at_width(width)), id="asked")
            yield TextArea(
                self._draft.text,
                id="draft",
                soft_wrap=True,
                show_line_numbers=False,
                theme="css",
                tab_behavior="focus",
                highlight_cursor_line=False,
            )
            yield Pane(lambda width: advice_lines(self._advice, self._at_width(width)), id="advice")
        yield Bar(self._status, id="status")
        yield Bar(self._footer, id="footer")

    def on_mount(self) -> None:
        """Let the person write at the end of what is there."""
        area = self.query_one(TextArea)
        area.move_cursor(area.document.end)
        area.focus()
        self._look()

    @property
    def text(self) -> str:
        """Return the draft as it stands."""
        return self.query_one(TextArea).text

    @property
    def is_written(self) -> bool:
        """Return whether the person wrote anything; a draft that is only the first sentence need not be kept."""
        return self.text.strip() != self._draft.text.strip()

    def _status(self, width: int) -> Lines:
        screen = self._at_width(width)
        count = self._composing.count(self._draft, self.text)
        return [ends(Text(self._said), count_line(count, self._draft.longest, screen), width)]

    def _footer(self, width: int) -> Lines:
        return [Text(self._at_width(width).say("inbox.compose_keys"), style="dim")]

    def on_text_area_changed(self) -> None:
        """Look at the draft when the person pauses."""
        self.query_one("#status", Bar).refresh()
        self._look_soon()

    @work(exclusive=True, group="look")
    async def _look_soon(self) -> None:
        from asyncio import sleep

        await sleep(_RESTED_S)
        self._look()

    def _look(self) -> None:
        self._advice = tuple(self._composing.review(self._draft, self.text))
        if self.is_written:
            with suppress(ListenError):
                self._composing.keep(self._draft, self.text)
        self.query_one("#advice", Pane).remake()
        self.query_one("#status", Bar).refresh()

    def say(self, text: str) -> None:
        """Say something on the status line."""
        self._said = text
        self.query_one("#status", Bar).refresh()

    def action_leave(self) -> None:
        """Leave; the draft is kept."""
        if self._is_sending:
            return
        if self.is_written:
            try:
                self._composing.keep(self._draft, self.text)
            except ListenError as error:
                self._failed(error)
                return
        self.dismiss(None)

    def action_editor(self) -> None:
        """Open the person's editor on the draft, and go on with what it saved."""
        if self._house.edit is None or self._is_sending:
            return
        try:
            place = self._composing.to_editor(self._draft, self.text)
            with self.app.suspend():
                self._house.edit(place)
        except ListenError as error:
            self._failed(error)
        self.query_one(TextArea).text = self._composing.from_editor(self._draft) or self.text
        self._look()

    def action_send(self) -> None:
        """Show what would be sent, and ask."""
        if not self._is_sending:
            self._send()

    @work(exclusive=True, group="send")
    async def _send(self) -> None:
        self._look()
        is_blocked = any(one.is_blocking for one in self._advice)
        for one in self._advice:
            if one.is_blocking and not one.is_overridable:
                self.say(one.text)
                return
        rests = self._composing.rests_until(self._draft)
        at_width = self._at_width
        here = at_width(80)
        options = [Option(letter="e", value="edit", title=here.say("inbox.choose_edit"))]
        if not is_blocked and rests is not None:
            options += [Option(letter="l", value="later", title=""), Option(letter="n", value="yes", title="")]
        elif not is_blocked:
            options.insert(0, Option(letter="y", value="yes", title=""))
        else:
            options.append(Option(letter="!", value="override", title=""))

        def preview(width: int, _at: int | None) -> Lines:
            return preview_lines(self._draft, self.text, self._advice, at_width(width), rests_until=rests)

        chosen = await self.app.push_screen_wait(Choose(preview, options, at=None))
        reason = None
        if chosen == "later":
            self.action_leave()
            return
        if chosen == "override":
            reason = await self.app.push_screen_wait(Ask(lambda width: question_lines(at_width(width), "reason")))
        if chosen == "yes" or (chosen == "override" and reason and reason.strip()):
            self._is_sending = True
            self.say(here.say("inbox.sending"))
            self._go_out(self.text, reason, is_now=rests is not None)

    @work(thread=True, exclusive=True, group="out")
    def _go_out(self, text: str, override: str | None, *, is_now: bool) -> None:
        """Send, on a thread and with a database connection of its own: a slow service never blocks the screen."""
        make = self._house.composing
        if make is None:
            return
        try:
            with self._house.open_store() as store:
                gone = make(store).send(self._draft, text, override=override, is_now=is_now)
        except ListenError as error:
            self.app.call_from_thread(self._failed, error)
        else:
            self.app.call_from_thread(self._went, gone)

    def _went(self, gone: Dispatch) -> None:
        self._is_sending = False
        self.dismiss(gone)

    def _failed(self, error: ListenError) -> None:
        self._is_sending = False
        lang = self._at_width(80).lang
        hint = error.hint(lang)
        self.say(error.message(lang) if hint is None else f"{error.message(lang)} – {hint}")
