"""The reference page of the export, made from the columns themselves."""

from listen.columns import COUNTS, FLAGS, MANY, MEANINGS, RATIOS, TIMES

__all__ = ["reference"]

_HEAD = """\
# Columns of an export

<!-- Generated from listen/columns.py; do not edit. -->

`listen export` writes these columns in this order, in CSV, JSON lines and JSON.
Columns may be added at the end; they are never renamed, removed or moved.
Empty (`null` in JSON) always means unknown, never zero and never neutral.

| Column | Holds | Meaning |
| --- | --- | --- |
"""

_TAIL = """
## How cells are written

- **Several values** stand on lines of their own inside one cell of CSV; in JSON they are a list.
- **Yes and no** are `1` and `0` in CSV, `true` and `false` in JSON.
- **Times** are UTC: `2026-11-23T07:00:00Z`.
- **CSV** is UTF-8 with commas; texts stand in quotes, records end with CRLF, one record is one post
  however many lines its text has.
- **Formulas**: a text that a spreadsheet would run as a formula gets an apostrophe before it.
  The rule is: any apostrophes, then any blanks (no-break, zero-width, byte order mark, NUL), then one of
  `= + - @ |`, their full-width forms, a tab or a line break.
  Plain numbers such as `-5` and `+0.5` stay.
  Reading back takes one apostrophe off under the same rule, so nothing is lost.
- **`--excel`** is for a German Excel: byte order mark, semicolons, decimal commas, times as `2026-11-23 07:00:00`.
  There is no `sep=` line, because Excel forgets the byte order mark when it finds one.
- **`--raw`** is for programs: no apostrophes, control characters stay.
- **Markdown** is for reading: a heading a day, texts cut at 500 characters.
"""


def reference() -> str:
    """Return `docs/reference/export-columns.md`."""
    rows = (f"| `{name}` | {_kind(name)} | {meaning} |\n" for name, meaning in MEANINGS.items())
    return _HEAD + "".join(rows) + _TAIL


def _kind(name: str) -> str:
    kinds = ((TIMES, "time"), (FLAGS, "yes or no"), (RATIOS, "number"), (COUNTS, "whole number"), (MANY, "texts"))
    return next((kind for names, kind in kinds if name in names), "date" if name == "day" else "text")
