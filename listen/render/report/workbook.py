"""A report as a workbook: a sheet a part, real numbers and days, charts of the spreadsheet's own, nothing that runs.

The figures of a report are bounded, so the workbook is made in memory and leaves no temporary files behind. Texts are
written as texts: never as formulas, never as links.
"""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook

from listen.render.report.outline import Cell, Outline, Part, Table
from listen.report import Figure, Measure
from listen.report.record import rounded
from listen.text.clean import for_terminal

__all__ = ["report_workbook"]

_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\'\x00-\x1f]")
_NAME_LIMIT = 31
_CELL_LIMIT = 32_000
_CITED_CHARACTERS = 500
_ACCENT, _RUST, _GREY = "#0b6b66", "#8a3b12", "#c9cdd0"
_FORMATS = {Measure.SHARE: "0 %", Measure.BALANCE: "+0.00;-0.00;0", Measure.TONE: "+0.00;-0.00;0"}


def report_workbook(said: Outline) -> bytes:
    """Return the workbook's bytes; the same report gives the same bytes."""
    out = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_date_format": "yyyy-mm-dd",
        "remove_timezone": True,
    }
    book = Workbook(out, options)
    try:
        _Sheets(book, said).write()
    finally:
        book.close()
    return out.getvalue()


class _Sheets:
    """Writes the sheets of one workbook."""

    def __init__(self, book: Any, said: Outline) -> None:
        self._book, self._said = book, said
        self._words = said.wording
        german = self._words.lang == "de"
        self._title = book.add_format({"bold": True, "font_size": 16})
        self._head = book.add_format({"bold": True, "bottom": 1, "align": "right", "text_wrap": True})
        self._first = book.add_format({"bold": True, "bottom": 1})
        self._soft = book.add_format({"font_color": "#5b646b"})
        self._wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        self._day = book.add_format({"num_format": "d.m.yyyy" if german else "d mmm yyyy", "align": "left"})
        self._right = book.add_format({"align": "right"})
        self._numbers = {measure: book.add_format({"num_format": form}) for measure, form in _FORMATS.items()}
        self._plain = book.add_format({"num_format": "#,##0.##"})
        self._whole = book.add_format({"num_format": "#,##0"})
        self._used: set[str] = set()

    def write(self) -> None:
        report = self._words.report
        made = report.now.astimezone(UTC).replace(tzinfo=None, microsecond=0)
        self._book.set_properties({"title": _text(self._said.title), "author": "listen", "created": made})
        self._summary()
        for part in self._said.parts:
            if part.tables:
                self._part(part)
        self._cited()

    def _sheet(self, name: str) -> Any:
        bare = _NOT_IN_NAMES.sub(" ", _text(name))[:_NAME_LIMIT].strip() or "-"
        shown, number = bare, 2
        while shown.casefold() in self._used:
            shown = f"{bare[: _NAME_LIMIT - 4]} {number}"
            number += 1
        self._used.add(shown.casefold())
        return self._book.add_worksheet(shown)

    def _summary(self) -> None:
        words = self._words
        sheet = self._sheet(words.say("sheet_summary"))
        sheet.set_column(0, 0, 34)
        sheet.set_column(1, 1, 16)
        sheet.set_column(2, 2, 60)
        sheet.write_string(0, 0, _text(self._said.title), self._title)
        sheet.write_string(1, 0, _text(self._said.subject))
        sheet.write_string(2, 0, _text(self._said.made), self._soft)
        line = 4
        for tile in self._said.tiles:
            sheet.write_string(line, 0, _text(tile.name))
            self._value(sheet, (line, 1), tile.figure)
            sheet.write_string(line, 2, _text(tile.note), self._soft)
            line += 1
        for part in self._said.parts:
            sheet.write_string(line + 1, 0, _text(part.title), self._first)
            line += 2
            for said in (*part.lead, *part.notes):
                sheet.write_string(line, 0, _text(said))
                line += 1

    def _part(self, part: Part) -> None:
        sheet = self._sheet(part.title)
        sheet.set_column(0, 0, 30)
        sheet.set_column(1, 12, 14)
        line = 0
        for table in part.tables:
            sheet.write_string(line, 0, _text(table.caption), self._title)
            first = line + 1
            line = self._table(sheet, first, table)
            self._chart(sheet, part.key, table, first=first)
            line += 2
        sheet.freeze_panes(2, 1)

    def _table(self, sheet: Any, line: int, table: Table) -> int:
        for column, name in enumerate(table.head):
            sheet.write_string(line, column, _text(name), self._head if column else self._first)
        for cells in table.rows:
            line += 1
            for column, cell in enumerate(cells):
                self._cell(sheet, (line, column), cell, cells)
        return line

    def _cell(self, sheet: Any, place: tuple[int, int], cell: Cell, row: Sequence[Cell]) -> None:
        day = next((one.figure.day for one in row if one.figure is not None), None)
        if cell.figure is not None:
            self._value(sheet, place, cell.figure)
        elif place[1] == 0 and day is not None:
            sheet.write_datetime(*place, datetime(day.year, day.month, day.day), self._day)  # noqa: DTZ001 - a day
        else:
            sheet.write_string(*place, _text(cell.text), None if place[1] == 0 else self._right)

    def _value(self, sheet: Any, place: tuple[int, int], figure: Figure) -> None:
        value = rounded(figure.value)
        if value is None:
            sheet.write_blank(*place, None)
        else:
            form = self._whole if isinstance(value, int) else self._plain
            sheet.write_number(*place, value, self._numbers.get(figure.measure, form))

    def _chart(self, sheet: Any, key: str, table: Table, *, first: int) -> None:
        """Add the spreadsheet's own chart of a table, where a chart says something."""
        rows = len(table.rows)
        kinds = {
            "volume": ("column", ((1, _GREY), (2, _ACCENT))),
            "aspects": ("bar", ((1, _ACCENT), (2, _RUST))),
            "voice": ("bar", ((1, _ACCENT),)),
            "channels": ("bar", ((1, _GREY), (3, _ACCENT), (4, _RUST))),
            "regions": ("bar", ((2, _GREY),)),
        }
        if key not in kinds or not rows:
            return
        kind, columns = kinds[key]
        chart = self._book.add_chart({"type": kind})
        name = sheet.get_name()
        for column, colour in columns:
            chart.add_series(
                {
                    "name": [name, first, column],
                    "categories": [name, first + 1, 0, first + rows, 0],
                    "values": [name, first + 1, column, first + rows, column],
                    "fill": {"color": colour},
                    "gap": 40,
                }
            )
        chart.set_title({"name": _text(table.caption), "overlay": False})
        chart.set_size({"width": 720, "height": max(288, 22 * rows if kind == "bar" else 320)})
        if kind == "bar":
            chart.set_y_axis({"reverse": True})
        sheet.insert_chart(first, len(table.head) + 1, chart, {"description": _text(table.caption)})

    def _cited(self) -> None:
        words = self._words
        sheet = self._sheet(words.say("mentions_cited"))
        names = ("#", *(words.say(f"col_{name}") for name in ("day", "place", "tone", "text", "url")))
        for column, (name, width) in enumerate(zip(names, (8, 12, 24, 14, 90, 50), strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, _text(name), self._first)
        sheet.freeze_panes(1, 0)
        for line, (number, mention) in enumerate(words.report.cited.items(), 1):
            sheet.write_number(line, 0, number, self._whole)
            day: date = mention.day
            sheet.write_datetime(line, 1, datetime(day.year, day.month, day.day), self._day)  # noqa: DTZ001 - a day
            sheet.write_string(line, 2, _text(words.plain(mention.post.place or mention.post.source)))
            sheet.write_string(line, 3, _text(words.tone(mention)))
            title = f"{mention.post.title}: " if mention.post.title else ""
            said = words.shortened(f"{title}{mention.post.text}", _CITED_CHARACTERS)
            sheet.write_string(line, 4, _text(said), self._wrapped)
            sheet.write_string(line, 5, _text(mention.post.url or ""))


def _text(value: str) -> str:
    return " ".join(for_terminal(value).split())[:_CELL_LIMIT]
