"""Mentions as plain rows of `listen.columns`, straight from SQL: a million of them cost neither memory nor objects."""

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from listen.columns import Cell, Row, aspects_cell, region_hint
from listen.protocols import Filter, Order
from listen.store.reading import Conditions, conditions
from listen.store.understood import finding_of

__all__ = ["rows"]

_CHUNK = 100
_MOST_REMEMBERED = 5_000


def _time(name: str) -> str:
    return f"substr({name}, 1, 10) || 'T' || substr({name}, 12, 8) || 'Z'"


_WORDS = "(SELECT group_concat(m.words, char(10)) FROM matches m WHERE m.post_id = p.id)"
_FOUND = (
    "(SELECT group_concat(f.value, char(10)) FROM (SELECT value FROM findings"
    " WHERE post_id = p.id AND kind = '{}' ORDER BY value) f)"
)
_EXPRESSIONS = {
    "published_at": _time("p.published_at"),
    "first_seen_at": _time("p.first_seen_at"),
    "edited_at": _time("p.edited_at"),
    "polarity": "s.polarity",
    "confidence": "s.confidence",
    "evidence": "s.evidence",
    "queries": "q.queries",
    "words": _WORDS,
    "native_id": "p.source || ':' || p.native_id",
    "overall": "s.overall",
    "is_corrected": "EXISTS (SELECT 1 FROM judgements j WHERE j.post_id = p.id AND j.about = 'sentiment')",
    "intents": _FOUND.format("intent"),
    "regions": _FOUND.format("region"),
    "region_hints": (
        "(SELECT json_group_array(json_array(f.value, f.confidence, f.evidence)) FROM (SELECT value, confidence,"
        " evidence FROM findings WHERE post_id = p.id AND kind = 'region' ORDER BY value) f)"
    ),
    "aspects": "CASE WHEN s.opinions <> '[]' THEN json_array(s.label, p.label) || char(10) || s.opinions END",
}
"""Columns of an export that are not simply a column of `posts` of that name."""


def _lines(values: Iterator[str]) -> str | None:
    # A phrase may have matched across a line break.
    return "\n".join(" ".join(value.split()) if "\n" in value else value for value in values) or None


def _queries(cell: Any) -> Cell:
    return _lines(iter(json.loads(cell)))


def _words(cell: Any) -> Cell:
    # One JSON list a match, one a line: JSON itself has no line breaks.
    return None if cell is None else _lines(iter(dict.fromkeys(w for one in cell.split("\n") for w in json.loads(one))))


def _evidence(cell: Any) -> Cell:
    return None if cell is None else _lines(iter(dict.fromkeys(one[0] for one in json.loads(cell))))


def _region_hints(cell: Any) -> Cell:
    return (
        None if cell in {None, "[]"} else _lines(region_hint(finding_of(("region", *one))) for one in json.loads(cell))
    )


def _aspects(cell: Any) -> Cell:
    if cell is None:
        return None
    labels, _, opinions = cell.partition("\n")
    told, label = json.loads(labels)
    return (
        None
        if label is None
        else aspects_cell(((one[0], one[5]) for one in json.loads(opinions)), told=told, label=label)
    )


_READINGS: dict[str, Callable[[Any], Cell]] = {
    "queries": _queries,
    "words": _words,
    "evidence": _evidence,
    "region_hints": _region_hints,
    "aspects": _aspects,
}
"""Cells that are JSON in the tables."""


def rows(connection: sqlite3.Connection, wanted: Filter, columns: Sequence[str]) -> Iterator[Row]:
    """Yield one row a wanted mention, with the cells of `columns` (`listen.columns`), in the filter's order."""
    demands = conditions(connection, wanted)
    cursor = connection.execute(*_statement(wanted, columns, demands))
    readings = [(place, _READINGS[name]) for place, name in enumerate(columns) if name in _READINGS]
    remembered: list[dict[Any, Cell]] = [{} for _ in readings]
    while chunk := cursor.fetchmany(_CHUNK):
        if not readings:
            yield from chunk
            continue
        for found in chunk:
            row = list(found)
            for (place, read), known in zip(readings, remembered, strict=True):
                cell = row[place]
                # The same few words over and over: read each list once, but do not remember them without end.
                if cell not in known:
                    if len(known) >= _MOST_REMEMBERED:
                        known.clear()
                    known[cell] = read(cell)
                row[place] = known[cell]
            yield tuple(row)


def _statement(wanted: Filter, columns: Sequence[str], demands: Conditions) -> tuple[str, tuple[Any, ...]]:
    cells = ", ".join(_EXPRESSIONS.get(name, f"p.{name}") for name in columns)
    if wanted.order is Order.PRIORITY:
        places, order = "posts p", "p.priority DESC, p.published_at DESC, p.id DESC"
    else:
        direction = "ASC" if wanted.order is Order.OLDEST else "DESC"
        index = {False: " INDEXED BY posts_by_time", True: " INDEXED BY posts_dropped", None: ""}[wanted.is_dropped]
        places, order = f"posts p{index}", f"p.published_at {direction}, p.id {direction}"
    limit = -1 if wanted.limit is None else min(max(wanted.limit, 0), 2**62)
    statement = (
        f"SELECT {cells} FROM {places} CROSS JOIN query_sets q ON q.id = p.query_set_id"  # noqa: S608 - names are ours
        " LEFT JOIN scores s ON s.post_id = p.id AND s.analyzer = p.analyzer"
        f" WHERE {demands} ORDER BY {order} LIMIT ?"
    )
    return statement, (*demands.values, limit)
