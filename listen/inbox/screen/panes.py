"""Lines on the screen: they arrive clean and finished, and become strips. Nothing here is ever read as markup."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from listen.inbox.lines import ROW_LINES
from listen.render.cells import Lines

__all__ = ["Bar", "MentionList", "Pane"]


def strip_of(widget: Widget, line: object, width: int) -> Strip:
    """Return a finished line as a strip of so many cells."""
    segments = list(line.render(widget.app.console, end=""))  # type: ignore[attr-defined]
    return Strip(segments).adjust_cell_length(width, widget.rich_style)


class Bar(Widget):
    """One line, or a few, that never scroll: title, message, keys."""

    def __init__(self, make: Callable[[int], Lines], *, id: str | None = None) -> None:  # noqa: A002 - textual's word
        super().__init__(id=id)
        self._make = make

    def render_line(self, y: int) -> Strip:
        """Return the line at `y`."""
        lines = self._make(self.size.width)
        return strip_of(self, lines[y], self.size.width) if y < len(lines) else Strip.blank(self.size.width)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines there are."""
        del container, viewport
        return len(self._make(width))


class Pane(ScrollView, can_focus=True):
    """Lines that can be scrolled; made anew for every width."""

    def __init__(self, make: Callable[[int], Lines], *, id: str | None = None) -> None:  # noqa: A002 - textual's word
        super().__init__(id=id)
        self._make = make
        self._lines: Lines = []

    def remake(self, *, to_top: bool = False) -> None:
        """Make the lines anew; at the same place, or from the top."""
        width = max(1, self.scrollable_content_region.width)
        self._lines = self._make(width)
        self.virtual_size = Size(width, len(self._lines))
        if to_top:
            self.scroll_home(animate=False)
        self.refresh(layout=self.styles.height is not None and self.styles.height.is_auto)

    def on_resize(self) -> None:
        """Fold the lines for the new width."""
        self.remake()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines there are."""
        del container, viewport
        return max(1, len(self._make(max(1, width))))

    def render_line(self, y: int) -> Strip:
        """Return the line at `y` of what is in view."""
        width = self.size.width
        place = int(self.scroll_offset.y) + y
        return strip_of(self, self._lines[place], width) if place < len(self._lines) else Strip.blank(width)

    @property
    def text(self) -> str:
        """Return everything that stands here, without styles."""
        return "\n".join(line.plain for line in self._lines)


class MentionList(ScrollView, can_focus=True):
    """The list. Only the rows in view are ever made: ten thousand cost what ten do.

    Args:
        make: returns the lines of the row at a place.
        heading: returns the line over the row at a place, or None where it has none.
    """

    count: reactive[int] = reactive(0, init=False)
    at: reactive[int] = reactive(0, init=False)
    sections: ClassVar[Sequence[int]] = ()

    class Chosen(Message):
        """The person clicked a row."""

        def __init__(self, place: int) -> None:
            super().__init__()
            self.place = place

    class NearEnd(Message):
        """The last rows are coming into view."""

    def __init__(self, make: Callable[[int, int], Lines], heading: Callable[[int, int], object]) -> None:
        super().__init__(id="list")
        self._make = make
        self._heading = heading
        self._headed: tuple[int, ...] = ()

    def show(self, *, count: int, at: int, headed: Sequence[int]) -> None:
        """Show so many rows, the one at `at` in view, with headings over the rows at `headed`."""
        self._headed = tuple(headed)
        self.count, self.at = count, at
        self.virtual_size = Size(max(1, self.size.width), count * ROW_LINES + len(self._headed))
        self.scroll_into_view()
        self.refresh()

    def top_of(self, place: int) -> int:
        """Return the line on which the row at `place` begins, below its heading."""
        return place * ROW_LINES + sum(1 for one in self._headed if one <= place)

    def scroll_into_view(self) -> None:
        """Scroll as little as shows the selected row, and the heading over it."""
        height = self.size.height
        if not height or not self.count:
            return
        top = self.top_of(self.at)
        first = top - 1 if self.at in self._headed else top
        now = int(self.scroll_offset.y)
        if first < now:
            self.scroll_to(y=first, animate=False, force=True)
        elif top + ROW_LINES > now + height:
            self.scroll_to(y=top + ROW_LINES - height, animate=False, force=True)

    def on_resize(self) -> None:
        """Keep the selected row in view."""
        self.virtual_size = Size(max(1, self.size.width), self.count * ROW_LINES + len(self._headed))
        self.scroll_into_view()

    def place_at(self, line: int) -> tuple[int, int]:
        """Return which row a line belongs to, and which of its lines it is; −1 is the heading."""
        before = 0
        for place in self._headed:
            top = place * ROW_LINES + before
            if line < top:
                break
            if line == top:
                return place, -1
            before += 1
        return divmod(line - before, ROW_LINES)

    def in_view(self) -> tuple[int, int]:
        """Return the places of the first row in view and of the first after them."""
        first = int(self.scroll_offset.y)
        return self.place_at(first)[0], min(self.count, self.place_at(first + self.size.height)[0] + 1)

    def render_line(self, y: int) -> Strip:
        """Return the line at `y` of what is in view."""
        width = self.size.width
        place, part = self.place_at(int(self.scroll_offset.y) + y)
        if place >= self.count:
            return Strip.blank(width)
        inner = max(1, self.scrollable_content_region.width - 1)
        line = self._heading(place, inner) if part < 0 else self._make(place, inner)[part]
        return strip_of(self, line, width)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Ask for more when the end comes near."""
        super().watch_scroll_y(old_value, new_value)
        if self.in_view()[1] + self.size.height >= self.count:
            self.post_message(self.NearEnd())

    def on_click(self, event: events.Click) -> None:
        """Select the row under the mouse."""
        place, _ = self.place_at(int(self.scroll_offset.y) + event.y)
        if place < self.count:
            self.post_message(self.Chosen(place))
