"""Lines laid out by cells: cut, fold at blanks, set side by side. Works on `rich.text.Text`, knows no markup."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from rich.cells import cell_len
from rich.text import Text

__all__ = ["Lines", "beside", "cut", "ends", "fitting", "fold", "indent", "table"]

Lines = list[Text]
"""What every screen is made of: lines that fit; nobody has to fold or crop them again."""

_MORE = "…"


def _fits(text: str, width: int) -> int:
    """Return how many characters of `text` fit into `width` cells."""
    if len(text) <= width and text.isascii():
        return len(text)
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if cell_len(text[:middle]) <= width:
            low = middle
        else:
            high = middle - 1
    return low


def cut(line: Text, width: int, *, more: str = _MORE) -> Text:
    """Return `line`, cut to `width` cells with `more` at its end when it was longer."""
    if cell_len(line.plain) <= width:
        return line
    kept = line[: _fits(line.plain, max(0, width - cell_len(more)))]
    kept.rstrip()
    return kept.append(more)[: _fits(f"{kept.plain}", width)] if width > 0 else Text()


def fitting(lines: Iterable[Text], width: int, *, more: str = _MORE) -> Lines:
    """Return `lines`, each cut to `width`: the last word on every screen, for terminals narrower than planned for."""
    return [cut(line, width, more=more) for line in lines]


def fold(text: Text, width: int, *, lines: int | None = None, more: str = _MORE) -> Lines:
    """Return `text` folded at blanks into lines of at most `width` cells.

    Words that are too long are broken. At most `lines` lines: the last one then ends with `more`.
    """
    width = max(1, width)
    folded: Lines = []
    for paragraph in text.split("\n", allow_blank=True):
        for line in _folded(paragraph, width):
            if lines is not None and len(folded) == lines:
                folded[-1] = _with_more(folded[-1], width, more)
                return folded
            folded.append(line)
    return folded


def _with_more(line: Text, width: int, more: str) -> Text:
    room = width - cell_len(more) - 1
    kept = line if cell_len(line.plain) <= room else _folded_once(line, max(1, room))
    kept.rstrip()
    return kept.append(f" {more}")


def _folded_once(line: Text, width: int) -> Text:
    return next(_folded(line, width))


def _folded(paragraph: Text, width: int) -> Iterator[Text]:
    rest = paragraph
    while cell_len(rest.plain) > width:
        fits = max(1, _fits(rest.plain, width))
        # A blank right after the last cell that fits is a good place too.
        blank = rest.plain.rfind(" ", 0, fits + 1)
        at = blank if blank > 0 else fits
        line = rest[:at]
        line.rstrip()
        yield line
        rest = rest[at + 1 :] if blank > 0 else rest[at:]
    yield rest


def ends(left: Text, right: Text, width: int) -> Text:
    """Return one line with `left` at its beginning and `right` at its end; `left` is cut where both do not fit."""
    room = width - cell_len(right.plain) - 2
    if room < 1:
        return cut(left, width)
    shown = cut(left, room)
    gap = width - cell_len(shown.plain) - cell_len(right.plain)
    return Text.assemble(shown, " " * gap, right)


def indent(lines: Iterable[Text], cells: int) -> Lines:
    """Return `lines`, each moved to the right; empty ones stay empty."""
    return [Text(" " * cells).append_text(line) if line.plain else line for line in lines]


def beside(left: Sequence[Text], right: Sequence[Text], *, width: int, gap: int = 4) -> Lines:
    """Return two blocks side by side; both must be folded to `(width - gap) // 2` cells."""
    column = (width - gap) // 2
    rows: Lines = []
    for one, other in zip_longest(left, right, fillvalue=Text()):
        if not other.plain:
            rows.append(one)
            continue
        space = " " * (column - cell_len(one.plain) + gap)
        rows.append(Text.assemble(one, space, other))
    return rows


def table(rows: Sequence[Sequence[Text]], *, right: frozenset[int] = frozenset(), gap: int = 2) -> Lines:
    """Return `rows` with their cells aligned; columns in `right` are aligned to the right. No rules, no boxes."""
    columns = max((len(row) for row in rows), default=0)
    widths = [
        max((cell_len(row[place].plain) for row in rows if place < len(row)), default=0) for place in range(columns)
    ]
    lines: Lines = []
    for row in rows:
        line = Text()
        for place, cell in enumerate(row):
            space = " " * (widths[place] - cell_len(cell.plain))
            line.append_text(Text.assemble(space, cell) if place in right else Text.assemble(cell, space))
            line.append(" " * gap)
        line.rstrip()
        lines.append(line)
    return lines
