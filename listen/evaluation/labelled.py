"""Files of labelled texts as people have them.

Tabs, commas or semicolons, with or without a header, any of the usual names for the labels. What cannot be read is told
with its line and skipped.
"""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BufferedIOBase

from listen.model import Label
from listen.text.languages import is_language

__all__ = ["FORMS", "BadRow", "Labelled", "label_named", "rows_of"]

FORMS = ("label<TAB>text", "label,text,language", "label<TAB>start<TAB>end<TAB>text")
"""Forms that need no header; with one, the columns label, text, language, start and end may stand anywhere."""

_LONGEST_CELL = 128 * 1024
_LONGEST_LINE = 1_000_000
"""Bytes; a longer line is skipped without being held."""

_BOM = b"\xef\xbb\xbf"
_WITH_TARGET = 4
_NAMES = {
    Label.CRITICISM: "criticism negative neg negativ kritik kritisch",
    Label.NEUTRAL: "neutral neu",
    Label.PRAISE: "praise positive pos positiv lob",
    Label.MIXED: "mixed gemischt",
}
_LABELS = {word: label for label, words in _NAMES.items() for word in words.split()}
_COLUMNS = {
    "label": "label sentiment polarity klasse einstufung stimmung bewertung urteil",
    "text": "text sentence tweet post content body satz beitrag inhalt",
    "language": "language lang sprache",
    "start": "start from begin von",
    "end": "end to ende bis",
}
_COLUMN_OF = {word: column for column, words in _COLUMNS.items() for word in words.split()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """One text with what is right.

    Attributes:
        line: 1-based, where it ends.
        label: criticism, neutral, praise or mixed.
        language: ISO 639-1; None where the file does not say.
        target: characters of `text` that the label is about; None for all of it.
    """

    line: int
    label: Label
    text: str
    language: str | None = None
    target: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BadRow:
    """A row that was skipped, and why, as a phrase of the room `evaluation`; `no_utf8` was read all the same."""

    line: int
    why: str


def label_named(word: str) -> Label | None:
    """Return the label that `word` means in English or German; None where it means none."""
    return _LABELS.get(word.strip().casefold())


def rows_of(file: BufferedIOBase) -> Iterator[Labelled | BadRow]:
    """Yield what a file holds, row by row, in order; in constant memory, whatever the file is.

    Texts that are no UTF-8 are read as Windows-1252, and the first of them is told (`no_utf8`).
    """
    lines = _Lines(file)
    rows: Iterator[list[str]] | None = None
    layout: _Layout | None = None
    for first in lines:
        if not first.strip():
            continue
        rows = _split(first, lines)
        break
    while rows is not None:
        yield from lines.told()
        # The limit is the whole process's; a quotation mark that never closes may cost rows, not memory.
        usual = csv.field_size_limit(_LONGEST_CELL)
        try:
            row = next(rows)
        except StopIteration:
            break
        except csv.Error:
            yield BadRow(line=lines.number, why="unreadable")
            continue
        finally:
            csv.field_size_limit(usual)
        if not any(cell.strip() for cell in row):
            continue
        if layout is None:
            layout = _layout(row)
            if layout.is_header:
                continue
        yield _labelled(row, layout, lines.number)
    yield from lines.told()


class _Lines:
    """The lines of a file as text; those that cannot be held are noted and left out."""

    def __init__(self, file: BufferedIOBase) -> None:
        self._file = file
        self._bad: list[BadRow] = []
        self._is_foreign = False
        self.number = 0

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        while True:
            line = self._file.readline(_LONGEST_LINE + 1)
            if not line:
                raise StopIteration
            self.number += 1
            if self.number == 1:
                line = line.removeprefix(_BOM)
            if len(line) > _LONGEST_LINE:
                while line and not line.endswith(b"\n"):
                    line = self._file.readline(_LONGEST_LINE + 1)
                self._bad.append(BadRow(line=self.number, why="too_long"))
                continue
            if b"\0" in line:
                self._bad.append(BadRow(line=self.number, why="binary"))
                continue
            return self._decoded(line)

    def _decoded(self, line: bytes) -> str:
        try:
            return line.decode()
        except UnicodeDecodeError:
            if not self._is_foreign:
                self._is_foreign = True
                self._bad.append(BadRow(line=self.number, why="no_utf8"))
            return line.decode("cp1252", "replace")

    def told(self) -> Iterator[BadRow]:
        """Yield what was noted since, each once."""
        noted, self._bad = self._bad, []
        yield from noted


def _split(first: str, rest: Iterator[str]) -> Iterator[list[str]]:
    """Return the cells of each row: at tabs, where the first line has any, else as CSV."""

    def lines() -> Iterator[str]:
        yield first
        yield from rest

    if "\t" in first:
        return (line.rstrip("\r\n").split("\t") for line in lines())
    delimiter = ";" if first.count(";") > first.count(",") else ","
    return csv.reader(lines(), delimiter=delimiter)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Layout:
    """Which column holds what; None where there is no such column. `is_last_text`: the text is what stands last."""

    label: int
    text: int
    language: int | None = None
    start: int | None = None
    end: int | None = None
    is_header: bool = False


def _layout(row: Sequence[str]) -> _Layout:
    named: dict[str, int] = {}
    for place, cell in enumerate(row):
        column = _COLUMN_OF.get(cell.strip().casefold())
        if column is not None:
            named.setdefault(column, place)
    if "label" in named and "text" in named:
        return _Layout(
            label=named["label"],
            text=named["text"],
            language=named.get("language"),
            start=named.get("start"),
            end=named.get("end"),
            is_header=True,
        )
    if len(row) >= _WITH_TARGET and row[1].strip().isdigit() and row[2].strip().isdigit():
        return _Layout(label=0, start=1, end=2, text=3)
    if label_named(row[0]) is None and len(row) > 1 and label_named(row[1]) is not None:
        return _Layout(label=1, text=0, language=2)
    return _Layout(label=0, text=1, language=2)


def _labelled(row: Sequence[str], layout: _Layout, line: int) -> Labelled | BadRow:
    """Return what a row says, or what is wrong with it."""
    if max(layout.label, layout.text) >= len(row):
        return BadRow(line=line, why="cells_missing")
    label, text = label_named(row[layout.label]), row[layout.text]
    if label is None:
        return BadRow(line=line, why="no_label")
    if not text.strip():
        return BadRow(line=line, why="no_text")
    said = _cell(row, layout.language).casefold()
    target = None
    if layout.start is not None and layout.end is not None:
        start, end = _cell(row, layout.start), _cell(row, layout.end)
        if start or end:
            target = _target(start, end, len(text))
            if target is None:
                return BadRow(line=line, why="no_target")
    return Labelled(line=line, label=label, text=text, language=said if is_language(said) else None, target=target)


def _cell(row: Sequence[str], place: int | None) -> str:
    return row[place].strip() if place is not None and place < len(row) else ""


def _target(start: str, end: str, length: int) -> tuple[int, int] | None:
    if not (start.isascii() and start.isdigit() and end.isascii() and end.isdigit()):
        return None
    if max(len(start), len(end)) > len(str(_LONGEST_LINE)):
        return None
    begin, finish = int(start), int(end)
    return (begin, finish) if begin < finish <= length else None
