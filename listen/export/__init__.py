"""Mentions become CSV, JSON lines, JSON or Markdown, one after the other, in constant memory."""

from collections.abc import Iterable
from enum import StrEnum
from typing import TextIO

from listen.columns import Row, row_of
from listen.export.file import atomic_bytes, atomic_file
from listen.export.json_lines import write_json, write_jsonl
from listen.export.markdown import write_markdown
from listen.export.spreadsheet import read_csv, write_csv
from listen.model import Mention

__all__ = ["Format", "atomic_bytes", "atomic_file", "read_csv", "write", "write_rows"]


class Format(StrEnum):
    """In what form mentions leave."""

    CSV = "csv"
    JSONL = "jsonl"
    JSON = "json"
    MD = "md"


def write(
    mentions: Iterable[Mention],
    out: TextIO,
    format: Format,  # noqa: A002 - the word of the command line
    *,
    excel: bool = False,
    raw: bool = False,
    lang: str = "en",
) -> int:
    """Write `mentions` in their order; return how many. As `write_rows`, for those who have mentions and not rows."""
    return write_rows(map(row_of, mentions), out, format, excel=excel, raw=raw, lang=lang)


def write_rows(
    rows: Iterable[Row],
    out: TextIO,
    format: Format,  # noqa: A002 - the word of the command line
    *,
    excel: bool = False,
    raw: bool = False,
    lang: str = "en",
) -> int:
    """Write rows in the order of `listen.columns.COLUMNS`; return how many.

    Args:
        rows: read as they come.
        out: UTF-8, opened with `newline=""` (`atomic_file` does).
        format: CSV is defused (`listen.export.spreadsheet`) unless `raw`.
        excel: CSV for a German Excel; no effect on the other formats.
        raw: for programs: neither formulas nor control characters are taken care of. No effect on Markdown.
        lang: of the headings in Markdown.
    """
    if format is Format.CSV:
        return write_csv(rows, out, excel=excel, raw=raw)
    if format is Format.JSONL:
        return write_jsonl(rows, out, raw=raw)
    if format is Format.JSON:
        return write_json(rows, out, raw=raw)
    return write_markdown(rows, out, lang=lang)
