"""CSV that a spreadsheet can open safely, and that comes back letter for letter.

A cell that a spreadsheet would run as a formula gets an apostrophe before it; reading drops one apostrophe under the
very same rule, so nothing is lost. The rule is OWASP's (CSV Injection, read 2026-11-23), widened by what Excel and
LibreOffice skip before a formula and by the full-width forms that they fold to ASCII. Plain numbers stay numbers.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TextIO, cast

from listen.columns import COLUMNS, COUNTS, FLAGS, RATIOS, TIMES, Cell, Row
from listen.export.letters import without_controls, writable

__all__ = ["BYTE_ORDER_MARK", "defused", "read_csv", "undefused", "write_csv"]

BYTE_ORDER_MARK = "\ufeff"

_BATCH = 256
"""Rows worked on at a time: enough to check a column in one go, few enough to stay small (a post may have 20,000
characters)."""

_NUMBERS = COUNTS | FLAGS | RATIOS
_SKIPPED = " \xa0\u1680\u2000-\u200f\u202f\u205f-\u2064\u3000\ufeff\0\xad"
_STARTERS = "=+\\-@\t\r\n|＝＋－＠"
_RUNS = re.compile(f"'*[{_SKIPPED}]*[{_STARTERS}]")
_NUMBER = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?(?:[eE][+-]?[0-9]+)?")

# What a text must begin with to be worth a second look; the rule can only match where this does.
_SUSPECT = frozenset(filter(re.compile(f"[\x00-\x1f\x7f-\x9f'{_SKIPPED}{_STARTERS}]").match, map(chr, range(0x10000))))


def defused(text: str) -> str:
    """Return `text` so that no spreadsheet takes it for a formula; plain numbers stay as they are."""
    return f"'{text}" if _RUNS.match(text) and not _NUMBER.fullmatch(text) else text


def undefused(text: str) -> str:
    """Return what `defused` was given."""
    return text[1:] if text.startswith("'") and _RUNS.match(text) else text


def write_csv(rows: Iterable[Row], out: TextIO, *, excel: bool = False, raw: bool = False) -> int:
    """Write a line of column names and one record a row; return how many rows.

    Texts stand in quotes, numbers do not; records end with CRLF, as RFC 4180 has it.

    Args:
        rows: in the order of `COLUMNS`; read as they come, a few hundred are held at a time.
        out: opened with `newline=""`.
        excel: as a German Excel opens it with a double click: byte order mark, semicolons, decimal commas, and times
            that it knows as times. No `sep=` line: with it Excel forgets the byte order mark, and so the umlauts.
        raw: leave cells as they are, formulas and control characters included; for programs only.
    """
    comma = ";" if excel else ","
    record = comma.join("%s" if name in _NUMBERS else '"%s"' for name in COLUMNS) + "\r\n"
    out.write((BYTE_ORDER_MARK if excel else "") + comma.join(COLUMNS) + "\r\n")
    count = 0
    rest = iter(rows)
    # A column of a batch is looked at as a whole, and nearly always nothing in it has to be changed. With csv.writer,
    # which looks at every letter twice, an export takes half as long again (benchmarks/bench_export.py).
    while batch := list(islice(rest, _BATCH)):
        count += len(batch)
        columns: list[Sequence[Cell]] = list(zip(*batch, strict=True))
        for number, name in enumerate(COLUMNS):
            columns[number] = _written(columns[number], name, excel=excel, raw=raw)
        text = "".join(map(record.__mod__, zip(*columns, strict=True)))
        out.write(writable(text, is_raw=raw))
    return count


def _written(column: Sequence[Cell], name: str, *, excel: bool, raw: bool) -> Sequence[Cell]:
    """Return the cells of one column as they stand between commas or quotes."""
    if None in column:
        column = ["" if cell is None else cell for cell in column]
    if name in _NUMBERS:
        return [str(cell).replace(".", ",") for cell in column] if excel and name in RATIOS else column
    texts = cast("Sequence[str]", column)
    if excel and name in TIMES:
        texts = [text.removesuffix("Z").replace("T", " ") for text in texts]
    if not raw and not _SUSPECT.isdisjoint([text[:1] for text in texts]):
        texts = [_safe(text) for text in texts]
    return [text.replace('"', '""') for text in texts] if '"' in "".join(texts) else texts


def _safe(text: str) -> str:
    # Controls go first: what one of them hid may be a formula.
    return defused(without_controls(text)) if text[:1] in _SUSPECT else text


def read_csv(lines: TextIO, *, excel: bool = False) -> Iterator[dict[str, str]]:
    """Yield each record of a file that `write_csv` wrote (without `raw`), by column, apostrophes taken off again.

    Args:
        lines: opened with `newline=""`.
        excel: it was written with `excel`.
    """
    rows = csv.reader(lines, delimiter=";" if excel else ",")
    names = [name.removeprefix(BYTE_ORDER_MARK) for name in next(rows, [])]
    for row in rows:
        yield dict(zip(names, map(undefused, row), strict=True))
