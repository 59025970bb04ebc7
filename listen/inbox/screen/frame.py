"""The frame of the inbox: list, reading pane and bars; what the visit shows becomes lines, keys move among them."""

import contextlib
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import events
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container

from listen.errors import ListenError
from listen.inbox.house import House
from listen.inbox.keys import KEYS
from listen.inbox.lines import (
    footer_line,
    help_lines,
    row_lines,
    section_line,
    standing_words,
    title_line,
)
from listen.inbox.page import Details, page_lines
from listen.inbox.screen.asking import Reading
from listen.inbox.screen.look import CSS
from listen.inbox.screen.panes import Bar, MentionList, Pane
from listen.inbox.state import Row, Standing, Wanted, standing
from listen.inbox.visit import Visit
from listen.render import foreign
from listen.render.cells import Lines, cut, fold
from listen.render.screen import Screen

if TYPE_CHECKING:
    from listen.dialogue import Thread

__all__ = ["Frame"]

_WIDE = 110
_TALL = 34
_REFRESH_S = 5.0
_AHEAD = 30
"""Rows that are read before the cursor comes near the end."""


def _bindings() -> list[BindingType]:
    return [
        Binding(
            ",".join((key.letter if key.letter not in "/?" else key.also[0], *key.also)),
            f"do('{key.name}')",
            show=False,
        )
        for key in KEYS
    ]


class Frame(App[None]):
    """Everything but the deeds.

    Args:
        house: the surroundings.
        wanted: what is to be seen first.
    """

    CSS = CSS
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        *_bindings(),
        Binding("escape", "do('leave')", show=False),
        Binding("tab", "do('switch')", show=False, priority=True),
    ]

    def __init__(self, house: House, wanted: Wanted) -> None:
        super().__init__(ansi_color=True)
        self.house = house
        self.visit = Visit(house, wanted)
        self._threads: dict[int, Thread | None] = {}
        self._thread_told: dict[int, str] = {}
        self._details: tuple[int, Details] | None = None
        self._said = ""
        self._is_open = False
        self._seen: tuple[object, ...] = ()

    def _fatal_error(self) -> None:
        """Leave without a word after a bug of ours: whoever ran the app says it, and never what stood in memory."""
        self._close_messages_no_wait()

    @property
    def failure(self) -> Exception | None:
        """Return the bug that ended the app; None when the person did."""
        return self._exception

    # what is shown
    def compose(self) -> ComposeResult:
        """Yield title, list, page, message and keys."""
        yield Bar(self._title_lines, id="title")
        with Container(id="body"):
            yield MentionList(self._row, self._section)
            yield Pane(self._page, id="page")
        yield Bar(self._status_lines, id="status")
        yield Bar(lambda width: [footer_line(self._at(width))], id="footer")

    def _at(self, width: int) -> Screen:
        return self.visit.screen(width)

    def _title_lines(self, width: int) -> Lines:
        return [title_line(self.visit.inbox, self._at(width), self.house.settings)]

    def _row(self, place: int, width: int) -> Lines:
        inbox = self.visit.inbox
        is_selected = place == inbox.at
        return row_lines(inbox.rows[place], self._at(width), is_selected=is_selected, settings=self.house.settings)

    def _section(self, place: int, width: int) -> Text:
        inbox = self.visit.inbox
        return section_line(inbox.rows[place], inbox, self._at(width))

    def _page(self, width: int) -> Lines:
        screen = self._at(width)
        row = self.visit.inbox.selected
        if row is None:
            return fold(Text(self._empty(screen)), width)
        if self._details is None or self._details[0] != row.number:
            self._details = (row.number, self.visit.details(row))
        return page_lines(
            row,
            self._details[1],
            screen,
            settings=self.house.settings,
            thread=self._threads.get(row.number),
            thread_told=self._thread_told.get(row.number),
            rules=self._rules_of(row),
            me=self.house.me,
        )

    def _rules_of(self, row: Row) -> tuple[str, ...]:
        """Return the house rules; what is needed for them is loaded after the first mentions stand there."""
        if self.house.rules is None or not self._is_open:
            return ()
        return self.house.rules(row.mention)

    def _empty(self, screen: Screen) -> str:
        inbox = self.visit.inbox
        if not inbox.is_whole:
            return screen.say("inbox.reading")
        return screen.say("inbox.nothing_found" if inbox.wanted.is_filtered else "inbox.empty")

    def _status_lines(self, width: int) -> Lines:
        if self._said:
            return [cut(Text(self._said, style="bold"), width)]
        row = self.visit.inbox.selected
        screen = self._at(width)
        if row is None:
            return [cut(Text(self._empty(screen)), width)]
        how, until = standing(row, self.visit.now)
        words = standing_words(how, until, screen)
        if how is Standing.MINE and until is not None:
            left = max(1, round((until - self.visit.now).total_seconds() / 60))
            words = screen.say("inbox.mine_left", words=words, n=left)
        return [cut(Text(words, style="bold"), width)]

    # beginning
    def on_mount(self) -> None:
        """Show the frame at once, then read."""
        self.set_class(not self._at(80).is_unicode, "ascii")
        self._lay_out()
        self.query_one(MentionList).focus()
        self.call_after_refresh(self._open)
        self.set_interval(_REFRESH_S, self._look_again)

    def _open(self) -> None:
        self._guarded(self.visit.more)
        self.show()
        self._is_open = True
        self.call_after_refresh(self.query_one("#page", Pane).remake)

    def on_resize(self, event: events.Resize) -> None:
        """Put list and page side by side, one over the other, or one at a time."""
        self._lay_out(event.size.width, event.size.height)

    def _lay_out(self, width: int | None = None, height: int | None = None) -> None:
        body = self.query_one("#body")
        is_wide = (width or self.size.width) >= _WIDE
        is_stacked = not is_wide and (height or self.size.height) >= _TALL
        body.set_class(is_wide, "wide")
        body.set_class(is_stacked, "stacked")
        body.set_class(not is_wide and not is_stacked, "switched")

    @property
    def is_reading(self) -> bool:
        """Return whether the reading pane has the keys."""
        return self.query_one("#page", Pane).has_focus

    def show(self, *, is_same: bool = False) -> None:
        """Show the list and the page as the visit has them; `is_same` keeps the page where it was scrolled to."""
        inbox = self.visit.inbox
        headed = [0] if inbox.rows else []
        rest = next((place for place, row in enumerate(inbox.rows[:200]) if not row.is_line), 0)
        if rest:
            headed.append(rest)
        self.query_one(MentionList).show(count=len(inbox.rows), at=inbox.at, headed=headed)
        self.query_one("#page", Pane).remake(to_top=not is_same)
        for bar in self.query(Bar):
            bar.refresh()
        self._seen = self._glance()

    def say(self, text: str) -> None:
        """Say something on the message line, until the next key."""
        self._said = foreign.plain(text, self._at(self.size.width))
        self.query_one("#status", Bar).refresh()

    def say_key(self, key: str, **values: object) -> None:
        """Say a phrase on the message line."""
        self.say(self._at(self.size.width).say(f"inbox.{key}", **values))

    def _guarded(self, deed: Callable[[], object]) -> bool:
        """Do something that may be refused; say why it was. Return whether it was done."""
        try:
            deed()
        except ListenError as error:
            self._refused(error)
            return False
        return True

    def _refused(self, error: ListenError) -> None:
        lang = self._at(80).lang
        hint = error.hint(lang)
        self.say(error.message(lang) if hint is None else f"{error.message(lang)} – {hint}")

    # others' changes
    def _glance(self) -> tuple[object, ...]:
        first, last = self.query_one(MentionList).in_view()
        now = self.visit.now
        shown = [standing(row, now) for row in self.visit.inbox.rows[first:last]]
        row = self.visit.inbox.selected
        left = None if row is None or row.mine_until is None else int((row.mine_until - now).total_seconds() // 60)
        return (*shown, left)

    def _look_again(self) -> None:
        """See what others did, and what ran out; nothing moves under the cursor."""
        if not self.is_running:
            return
        with contextlib.suppress(ListenError):
            self.visit.refresh(*self.query_one(MentionList).in_view())
            if self.visit.has_news() and not self._said:
                self.say_key("news")
        if self._glance() != self._seen and len(self.screen_stack) == 1:
            self.show(is_same=True)

    def on_app_focus(self) -> None:
        """Look again when the person comes back to the window."""
        self._look_again()

    @property
    def row(self) -> Row | None:
        """Return the selected mention; None says that there is none, and the key does nothing."""
        return self.visit.inbox.selected

    # keys
    def action_do(self, name: str) -> None:
        """Do what a key stands for."""
        if len(self.screen_stack) > 1:
            return
        self._said = ""
        getattr(self, f"do_{name}")()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the keys to questions and to the composer while they are there."""
        del parameters
        return action != "do" or len(self.screen_stack) == 1

    def on_mention_list_chosen(self, message: MentionList.Chosen) -> None:
        """Select the row that was clicked; a click on the selected one opens it."""
        if message.place == self.visit.inbox.at:
            self.do_read()
        else:
            self._select(message.place)

    def on_mention_list_near_end(self) -> None:
        """Read on before the person gets there."""
        self._more()

    def _more(self) -> None:
        if not self.visit.inbox.is_whole:
            before = len(self.visit.inbox.rows)
            self._guarded(self.visit.more)
            if len(self.visit.inbox.rows) != before:
                self.show(is_same=True)

    def _select(self, place: int) -> None:
        self.visit.inbox = self.visit.inbox.moved_to(place)
        if self.visit.inbox.at + _AHEAD >= len(self.visit.inbox.rows):
            self._more()
        self.show()

    def do_next(self) -> None:
        """Select the next mention."""
        self._select(self.visit.inbox.at + 1)

    def do_previous(self) -> None:
        """Select the mention before."""
        self._select(self.visit.inbox.at - 1)

    def do_first(self) -> None:
        """Select the first mention."""
        self._select(0)

    def do_last(self) -> None:
        """Select the last mention that was read."""
        self._select(len(self.visit.inbox.rows) - 1)

    def do_read(self) -> None:
        """Give the keys to the reading pane."""
        self.query_one("#body").add_class("reading")
        page = self.query_one("#page", Pane)
        self.call_after_refresh(page.focus)

    def do_leave(self) -> None:
        """Give the keys back to the list; from the list, out of a search or a filter."""
        body = self.query_one("#body")
        if self.is_reading or body.has_class("reading"):
            body.remove_class("reading")
            self.query_one(MentionList).focus()
        elif self.visit.inbox.wanted.is_filtered:
            self._want(Wanted(is_all=self.visit.inbox.wanted.is_all))

    def do_switch(self) -> None:
        """Give the keys to the other pane."""
        if self.is_reading:
            self.do_leave()
        else:
            self.do_read()

    def _scrolled(self, by: int) -> None:
        page = self.query_one("#page", Pane)
        page.scroll_relative(y=by * max(1, page.size.height - 2), animate=False)

    def do_page(self) -> None:
        """Scroll the reading pane on."""
        if not self.query_one("#page", Pane).display:
            self.do_read()
        else:
            self._scrolled(1)

    def do_back(self) -> None:
        """Scroll the reading pane back."""
        self._scrolled(-1)

    def do_all(self) -> None:
        """Show what is dealt with, too; or no more."""
        self._want(replace(self.visit.inbox.wanted, is_all=not self.visit.inbox.wanted.is_all))

    def do_reread(self) -> None:
        """Read the list anew."""
        self._details = None
        self._guarded(self.visit.reread)
        self.show()

    def _want(self, wanted: Wanted) -> None:
        self._guarded(lambda: self.visit.want(wanted))
        self._details = None
        self.show()

    def do_help(self) -> None:
        """Show every key."""
        self.push_screen(Reading(lambda width: help_lines(self._at(width))))

    def do_quit(self) -> None:
        """Leave the inbox."""
        self.exit()
