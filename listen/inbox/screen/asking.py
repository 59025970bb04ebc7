"""Small questions at the lower edge: a line of text, a choice by its letter, a page to read. Escape always leaves."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from listen.inbox.filtering import Choice, is_on, toggled
from listen.inbox.screen.panes import Bar, Pane
from listen.inbox.state import Wanted
from listen.render.cells import Lines

__all__ = ["Ask", "Choose", "Filtering", "Option", "Reading"]


class Ask(ModalScreen[str | None]):
    """A line of text; Enter gives it, Escape gives None.

    Args:
        question: lines over the field, for a width.
        value: what stands in the field at first.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]

    def __init__(self, question: Callable[[int], Lines], *, value: str = "") -> None:
        super().__init__()
        self._question = question
        self._value = value

    def compose(self) -> ComposeResult:
        """Yield question and field."""
        with Vertical(classes="panel"):
            yield Bar(self._question)
            yield Input(self._value, select_on_focus=False)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Give what was typed."""
        event.stop()
        self.dismiss(event.value)

    def action_leave(self) -> None:
        """Give nothing."""
        self.dismiss(None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One thing to choose: the letter that chooses it, and what it means."""

    letter: str
    value: str
    title: str


class Choose(ModalScreen[str | None]):
    """A choice by letter, or with the arrows and Enter; Escape gives None.

    Args:
        lines: what is shown, for a width and the place that Enter would choose.
        options: what can be chosen.
        at: place that Enter chooses at first; None when Enter must choose nothing.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("down,j", "move(1)", show=False),
        Binding("up,k", "move(-1)", show=False),
        Binding("enter", "take", show=False),
        Binding("pagedown,space", "page(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
    ]

    def __init__(
        self, lines: Callable[[int, int | None], Lines], options: Sequence[Option], *, at: int | None = 0
    ) -> None:
        super().__init__()
        self._options = tuple(options)
        self._at = at
        self._pane = Pane(lambda width: lines(width, self._at))

    def compose(self) -> ComposeResult:
        """Yield the lines."""
        with Vertical(classes="panel"):
            yield self._pane

    def on_key(self, event: events.Key) -> None:
        """Choose by letter; letters come before the moves that have the same one."""
        for option in self._options:
            if event.character == option.letter:
                event.stop()
                event.prevent_default()
                self.dismiss(option.value)
                return

    def action_move(self, by: int) -> None:
        """Move what Enter would choose."""
        if self._at is None:
            self._pane.scroll_relative(y=by, animate=False)
            return
        self._at = (self._at + by) % len(self._options)
        self._pane.remake()

    def action_page(self, by: int) -> None:
        """Scroll what is longer than the screen."""
        self._pane.scroll_relative(y=by * max(1, self._pane.size.height - 1), animate=False)

    def action_take(self) -> None:
        """Choose what Enter stands for."""
        if self._at is not None:
            self.dismiss(self._options[self._at].value)

    def action_leave(self) -> None:
        """Give nothing."""
        self.dismiss(None)


class Filtering(ModalScreen[Wanted | None]):
    """Filters to be ticked; Enter applies them, Escape leaves everything as it was.

    Args:
        lines: what is shown, for a width, the filters set and the place of the cursor; and the line of the cursor.
        options: what can be ticked.
        wanted: what is set at first.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f", "leave", show=False),
        Binding("down,j", "move(1)", show=False),
        Binding("up,k", "move(-1)", show=False),
        Binding("space", "tick", show=False),
        Binding("0", "clear", show=False),
        Binding("enter", "apply", show=False),
    ]

    def __init__(
        self,
        lines: Callable[[int, Wanted, int], tuple[Lines, int]],
        options: Sequence[Choice],
        wanted: Wanted,
    ) -> None:
        super().__init__()
        self._lines = lines
        self._options = tuple(options)
        self._wanted = wanted
        self._at = next((place for place, one in enumerate(options) if is_on(one, wanted)), 0)
        self._pane = Pane(lambda width: self._lines(width, self._wanted, self._at)[0])

    def compose(self) -> ComposeResult:
        """Yield the list of filters."""
        with Vertical(classes="panel"):
            yield self._pane

    def on_mount(self) -> None:
        """Show where the cursor stands."""
        self.call_after_refresh(self._follow)

    def _follow(self) -> None:
        self._pane.remake()
        _, line = self._lines(max(1, self._pane.size.width), self._wanted, self._at)
        height = max(1, self._pane.size.height)
        if not self._pane.scroll_offset.y <= line < self._pane.scroll_offset.y + height:
            self._pane.scroll_to(y=max(0, line - height // 2), animate=False)

    def action_move(self, by: int) -> None:
        """Move the cursor."""
        if self._options:
            self._at = (self._at + by) % len(self._options)
        self._follow()

    def action_tick(self) -> None:
        """Set a filter, or take it away."""
        if self._options:
            self._wanted = toggled(self._options[self._at], self._wanted)
        self._pane.remake()

    def action_clear(self) -> None:
        """Take all filters away."""
        self._wanted = Wanted(is_all=self._wanted.is_all)
        self._pane.remake()

    def action_apply(self) -> None:
        """Give what is ticked."""
        self.dismiss(self._wanted)

    def action_leave(self) -> None:
        """Give nothing."""
        self.dismiss(None)


class Reading(ModalScreen[None]):
    """A page to read, like the help; every way out leaves."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,enter", "leave", show=False),
        Binding("down,j", "move(1)", show=False),
        Binding("up,k", "move(-1)", show=False),
        Binding("pagedown,space", "page(1)", show=False),
        Binding("pageup,b", "page(-1)", show=False),
    ]

    def __init__(self, lines: Callable[[int], Lines]) -> None:
        super().__init__()
        self._pane = Pane(lines)

    def compose(self) -> ComposeResult:
        """Yield the page."""
        with Vertical(classes="panel"):
            yield self._pane

    def action_move(self, by: int) -> None:
        """Scroll by lines."""
        self._pane.scroll_relative(y=by, animate=False)

    def action_page(self, by: int) -> None:
        """Scroll by pages."""
        self._pane.scroll_relative(y=by * max(1, self._pane.size.height - 1), animate=False)

    def action_leave(self) -> None:
        """Leave."""
        self.dismiss(None)
