"""JSON of mentions: an object a line, or one array; the names of the columns, the types that JSON has."""

import json
from collections.abc import Iterable, Iterator
from typing import TextIO

from listen.columns import COLUMNS, FLAGS, MANY, Cell, Row
from listen.export.letters import writable

__all__ = ["write_json", "write_jsonl"]

_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def write_jsonl(rows: Iterable[Row], out: TextIO, *, raw: bool = False) -> int:
    """Write one JSON object a line; return how many."""
    count = 0
    for text in _objects(rows, raw=raw):
        out.write(text + "\n")
        count += 1
    return count


def write_json(rows: Iterable[Row], out: TextIO, *, raw: bool = False) -> int:
    """Write one JSON array with an object a line; return how many."""
    count = 0
    out.write("[")
    for count, text in enumerate(_objects(rows, raw=raw), start=1):
        out.write(("\n" if count == 1 else ",\n") + text)
    out.write("\n]\n" if count else "]\n")
    return count


def _objects(rows: Iterable[Row], *, raw: bool) -> Iterator[str]:
    for row in rows:
        named = {name: _typed(name, cell) for name, cell in zip(COLUMNS, row, strict=True)}
        yield writable(_encode(named), is_raw=raw)


def _typed(name: str, cell: Cell) -> object:
    if name in MANY:
        return str(cell).split("\n") if cell else []
    if name in FLAGS:
        return None if cell is None else bool(cell)
    return cell
