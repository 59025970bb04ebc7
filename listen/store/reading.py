"""Filters become index walks, and rows become mentions: lazily, never more than a chunk of them at a time."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from heapq import merge
from itertools import islice
from typing import Any

from listen.model import Finding, Label, Match, Mention
from listen.protocols import Filter, Order
from listen.store.judging import verdicts
from listen.store.repair import sound_int
from listen.store.rows import MENTION_COLUMNS, UNSCORED, match_of, mention_of, query_set, stamp
from listen.store.understood import finding_of

__all__ = ["Conditions", "conditions", "mention", "mentions", "mentions_of"]

_CHUNK = 100
_PLACES = "FROM posts p LEFT JOIN scores s ON s.post_id = p.id AND s.analyzer = p.analyzer"
_PLACES_BY_TIME = _PLACES.replace("posts p", "posts p INDEXED BY posts_by_time")
_COLUMNS = ", ".join(MENTION_COLUMNS)
_IN_LIST = "IN (SELECT value FROM json_each(?))"
_FOUND = "EXISTS (SELECT 1 FROM findings f WHERE f.post_id = p.id"
_IN_REGION = (
    "EXISTS (SELECT 1 FROM json_each(?) j"
    " WHERE f.value = j.value OR substr(f.value, 1, length(j.value) + 1) = j.value || '-')"
)
_PLACES_DROPPED = _PLACES.replace("posts p", "posts p INDEXED BY posts_dropped")


@dataclass(slots=True)
class Conditions:
    """Conditions on `posts p`, to be joined with AND, and the values they bind."""

    terms: list[str] = field(default_factory=list)
    values: list[Any] = field(default_factory=list)

    def add(self, term: str, *values: Any) -> None:
        """Demand `term` too; it is constant text."""
        self.terms.append(term)
        self.values += values

    def __str__(self) -> str:
        return " AND ".join(self.terms)


def conditions(connection: sqlite3.Connection, wanted: Filter) -> Conditions:
    """Return what `wanted` demands of a post, in terms that the indexes can answer."""
    found = Conditions()
    found.add("p.query_set_id IS NOT NULL")
    if wanted.is_own is not None:
        found.add("p.is_own = ?", int(wanted.is_own))
    if wanted.is_dropped is not None:
        found.add("p.dropped IS NOT NULL" if wanted.is_dropped else "p.dropped IS NULL")
    if wanted.is_folded:
        found.add("p.is_first = 1")
    _add_labels(found, wanted.labels)
    _add_days(found, wanted.since, wanted.until)
    _add_sets(found, connection, wanted.queries)
    _add_names(found, wanted)
    return found


def _add_labels(found: Conditions, labels: Sequence[Label | None]) -> None:
    if not labels:
        return
    named = json.dumps([label.value for label in labels if label is not None])
    found.add(f"(p.label {_IN_LIST} OR p.label IS NULL)" if None in labels else f"p.label {_IN_LIST}", named)


def _add_days(found: Conditions, since: date | None, until: date | None) -> None:
    # The day is a day of some zone, the time is UTC: a day of slack on both sides lets the index on time find the
    # place, the day itself then decides.
    if since is not None:
        found.add("p.day >= ?", since.isoformat())
        if since > date.min:
            found.add("p.published_at >= ?", (since - timedelta(days=1)).isoformat())
    if until is not None:
        found.add("p.day < ?", until.isoformat())
        if until < date.max - timedelta(days=2):
            found.add("p.published_at < ?", (until + timedelta(days=1)).isoformat())


def _add_sets(found: Conditions, connection: sqlite3.Connection, queries: Sequence[str]) -> None:
    """Demand one of `queries`, said as those combinations in which one of them occurs: there are few of these."""
    if not queries:
        return
    names = set(json.loads(query_set(queries)))
    sets = [
        number
        for number, combination in connection.execute("SELECT id, queries FROM query_sets")
        if not names.isdisjoint(json.loads(combination))
    ]
    found.add(f"p.query_set_id {_IN_LIST}", json.dumps(sets))


def _add_names(found: Conditions, wanted: Filter) -> None:
    if wanted.sources:
        found.add(f"p.source {_IN_LIST}", json.dumps(wanted.sources))
    if wanted.languages:
        found.add(f"p.language {_IN_LIST}", json.dumps(wanted.languages))
    if wanted.intents:
        found.add(f"{_FOUND} AND f.kind = 'intent' AND f.value {_IN_LIST})", json.dumps(wanted.intents))
    if wanted.regions:
        # A region stands for its parts: DE for DE-NW.
        found.add(f"{_FOUND} AND f.kind = 'region' AND {_IN_REGION})", json.dumps(wanted.regions))


def _add_after(found: Conditions, wanted: Filter) -> None:
    if wanted.after is not None:
        priority, published_at, number = wanted.after
        found.add("(p.priority, p.published_at, p.id) < (?, ?, ?)", priority, stamp(published_at), number)


def mention(connection: sqlite3.Connection, number: int) -> Mention | None:
    """Return one mention with its story's size, or None; one whose last match an edit took is still there."""
    if sound_int(number) is None:
        return None
    found = _by_number(connection, [number], with_sizes=True)
    return found[0] if found else None


def mentions(connection: sqlite3.Connection, wanted: Filter) -> Iterator[Mention]:
    """Yield the wanted mentions in their order; lazily, in constant memory."""
    if wanted.order is Order.PRIORITY:
        return mentions_of(connection, _by_priority(connection, wanted), with_sizes=wanted.is_folded)
    return _by_time(connection, wanted)


def mentions_of(connection: sqlite3.Connection, numbers: Iterator[int], *, with_sizes: bool) -> Iterator[Mention]:
    """Yield the mentions with these numbers, in their order."""
    size = 20
    while chunk := list(islice(numbers, size)):
        yield from _by_number(connection, chunk, with_sizes=with_sizes)
        size = _CHUNK


def _by_number(connection: sqlite3.Connection, numbers: Sequence[int], *, with_sizes: bool) -> list[Mention]:
    rows = {
        row[0]: row
        for row in connection.execute(
            f"SELECT {_COLUMNS} {_PLACES} WHERE p.id {_IN_LIST}",
            (json.dumps(numbers),),
        )
    }
    return _completed(connection, [rows[number] for number in numbers if number in rows], with_sizes=with_sizes)


def _by_time(connection: sqlite3.Connection, wanted: Filter) -> Iterator[Mention]:
    demands = conditions(connection, wanted)
    direction = "ASC" if wanted.order is Order.OLDEST else "DESC"
    places = {False: _PLACES_BY_TIME, True: _PLACES_DROPPED, None: _PLACES}[wanted.is_dropped]
    cursor = connection.execute(
        f"SELECT {_COLUMNS} {places} WHERE {demands} ORDER BY p.published_at {direction}, p.id {direction} LIMIT ?",
        (*demands.values, _at_most(wanted.limit)),
    )
    while rows := cursor.fetchmany(_CHUNK):
        yield from _completed(connection, rows, with_sizes=wanted.is_folded)


def _at_most(limit: int | None) -> int:
    # SQLite reads a negative limit as none.
    return -1 if limit is None else min(max(limit, 0), 2**62)


def _by_priority(connection: sqlite3.Connection, wanted: Filter) -> Iterator[int]:
    """Yield numbers, highest priority first, then newest.

    The index holds them in this order within each day and label, and the roll-up knows which days and labels there
    are: a walk for each, merged. So the top of a million costs what the top of a thousand does.
    """
    if wanted.is_own is not False or wanted.is_dropped is not False:
        return _sorted_by_priority(connection, wanted)
    walks = [
        _walk(connection, wanted, day, label, is_first)
        for day, label in _cells(connection, wanted)
        for is_first in ((1,) if wanted.is_folded else (1, 0))
    ]
    numbers = (row[2] for row in merge(*walks, reverse=True))
    return islice(numbers, None if wanted.limit is None else max(wanted.limit, 0))


def _cells(connection: sqlite3.Connection, wanted: Filter) -> list[tuple[str, str | None]]:
    cells = connection.execute(
        "SELECT DISTINCT day, label FROM daily WHERE day >= ? AND day < ?",
        ((wanted.since or date.min).isoformat(), "A" if wanted.until is None else wanted.until.isoformat()),
    )
    labels = {None if label is None else label.value for label in wanted.labels} if wanted.labels else None
    read = [(day, None if label == UNSCORED else label) for day, label in cells]
    return [(day, label) for day, label in read if labels is None or label in labels]


def _walk(
    connection: sqlite3.Connection, wanted: Filter, day: str, label: str | None, is_first: int
) -> Iterator[tuple[int, str, int]]:
    demands = Conditions()
    demands.add("p.query_set_id IS NOT NULL AND p.dropped IS NULL AND p.is_own = 0")
    demands.add("p.is_first = ? AND p.label IS ? AND p.day = ?", is_first, label, day)
    _add_sets(demands, connection, wanted.queries)
    _add_names(demands, wanted)
    _add_after(demands, wanted)
    return connection.execute(
        f"SELECT p.priority, p.published_at, p.id FROM posts p INDEXED BY posts_by_priority WHERE {demands}"  # noqa: S608 - constant text
        " ORDER BY p.priority DESC, p.published_at DESC, p.id DESC LIMIT ?",
        (*demands.values, _at_most(wanted.limit)),
    )


def _sorted_by_priority(connection: sqlite3.Connection, wanted: Filter) -> Iterator[int]:
    demands = conditions(connection, wanted)
    _add_after(demands, wanted)
    return (
        number
        for (number,) in connection.execute(
            f"SELECT p.id FROM posts p WHERE {demands}"  # noqa: S608 - constant text
            " ORDER BY p.priority DESC, p.published_at DESC, p.id DESC LIMIT ?",
            (*demands.values, _at_most(wanted.limit)),
        )
    )


def _completed(connection: sqlite3.Connection, rows: Sequence[Sequence[Any]], *, with_sizes: bool) -> list[Mention]:
    """Return the mentions of `rows`, with their matches and, when asked for, the sizes of their stories."""
    numbers = [row[0] for row in rows]
    matches: dict[int, list[Match]] = {}
    for number, *match in connection.execute(
        f"SELECT post_id, query, words, spans, is_by_provider FROM matches WHERE post_id {_IN_LIST}"  # noqa: S608 - constant text
        " ORDER BY post_id, query",
        (json.dumps(numbers),),
    ):
        matches.setdefault(number, []).append(match_of(match))
    findings: dict[int, list[Finding]] = {}
    for number, *finding in connection.execute(
        f"SELECT post_id, kind, value, confidence, evidence FROM findings WHERE post_id {_IN_LIST}"  # noqa: S608 - constant text
        " ORDER BY post_id, kind, value",
        (json.dumps(numbers),),
    ):
        findings.setdefault(number, []).append(finding_of(finding))
    said = verdicts(connection, numbers)
    sizes = _sizes(connection, {row[5] for row in rows}) if with_sizes else {}
    return [
        mention_of(
            row,
            tuple(matches.get(row[0], ())),
            sizes.get(row[5]),
            tuple(findings.get(row[0], ())),
            said.get(row[0], {}),
        )
        for row in rows
    ]


def _sizes(connection: sqlite3.Connection, stories: Iterable[int]) -> dict[int, int]:
    """Return how many listed mentions tell each story."""
    return dict(
        connection.execute(
            "SELECT j.value, (SELECT count(*) FROM posts p INDEXED BY posts_copied"
            " WHERE p.story_id = j.value AND p.story_id <> p.id AND p.query_set_id IS NOT NULL)"
            " + (SELECT count(*) FROM posts p"
            " WHERE p.id = j.value AND p.story_id = p.id AND p.query_set_id IS NOT NULL)"
            " FROM json_each(?) j",
            (json.dumps(list(stories)),),
        ).fetchall()
    )


def story(connection: sqlite3.Connection, story_id: int) -> list[Mention]:
    """Return the listed mentions of a story, oldest first."""
    if sound_int(story_id) is None:
        return []
    numbers = [
        number
        for (number,) in connection.execute(
            "SELECT id FROM (SELECT id, published_at FROM posts"
            " WHERE id = :story AND story_id = id AND query_set_id IS NOT NULL"
            " UNION ALL SELECT id, published_at FROM posts INDEXED BY posts_copied"
            " WHERE story_id = :story AND story_id <> id AND query_set_id IS NOT NULL) ORDER BY published_at, id",
            {"story": story_id},
        )
    ]
    return list(mentions_of(connection, iter(numbers), with_sizes=True))
