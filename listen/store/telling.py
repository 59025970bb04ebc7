"""What stories the mentions of some days tell, and as what each is told: from one index, not from the posts."""

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from datetime import date, timedelta

from listen.model import Label
from listen.records import DayStories, Retold, StoryPart
from listen.store.rows import query_set
from listen.store.stories import FOLD_DAYS

__all__ = ["day_stories", "retold"]

_LABELS = (*(label.value for label in Label), None)
_LISTED = "p.query_set_id IS NOT NULL AND p.dropped IS NULL AND p.is_own = 0"
# Every column asked for is in this index, and it is entered by label: no row of `posts` is touched.
_BY_LABEL = f"FROM posts p INDEXED BY posts_by_priority WHERE {_LISTED} AND p.is_first = ? AND p.label IS ?"

_FIRST = f"{_LISTED} AND p.is_first = 1 AND p.day >= :since AND p.day < :until"
# Who stands for a story is the mention by which we met it, or one that came to us later and was published before.
_FIRSTS = (
    "SELECT p.id, p.story_id, p.day, q.queries, p.label FROM json_each(:stories) j"  # noqa: S608 - constant text
    " CROSS JOIN posts p ON p.id = j.value AND p.story_id = p.id"
    f" JOIN query_sets q ON q.id = p.query_set_id WHERE {_FIRST}"
    " UNION ALL SELECT p.id, p.story_id, p.day, q.queries, p.label FROM json_each(:stories) j"
    " CROSS JOIN posts p INDEXED BY posts_copied ON p.story_id = j.value AND p.story_id <> p.id"
    f" JOIN query_sets q ON q.id = p.query_set_id WHERE {_FIRST} ORDER BY 1"
)


def day_stories(connection: sqlite3.Connection, day: date, queries: Collection[str], limit: int) -> DayStories:
    """Return what the mentions of `day` for `queries` tell, at most `limit` stories named."""
    names = set(json.loads(query_set(queries)))
    sets = json.dumps(
        [
            number
            for number, combination in connection.execute("SELECT id, queries FROM query_sets")
            if not names.isdisjoint(json.loads(combination))
        ]
    )
    found: Counter[int] = Counter()
    for label in _LABELS:
        for is_first in (1, 0):
            found.update(
                dict(
                    connection.execute(
                        f"SELECT p.story_id, count(*) {_BY_LABEL} AND p.day = ?"  # noqa: S608 - constant text
                        " AND p.query_set_id IN (SELECT value FROM json_each(?)) GROUP BY p.story_id",
                        (is_first, label, day.isoformat(), sets),
                    ).fetchall()
                )
            )
    loudest = sorted(found.items(), key=lambda one: (-one[1], one[0]))[: max(limit, 0)]
    return DayStories(
        mentions=found.total(),
        stories=len(found),
        loudest=tuple(StoryPart(story_id=number, mentions=count) for number, count in loudest),
    )


def retold(connection: sqlite3.Connection, since: date, until: date, *, limit: int | None = None) -> Sequence[Retold]:
    """Return the stories that began in [since, until) and have a copy with another label, or a person's word.

    Args:
        connection: read from.
        since, until: days on which they began.
        limit: copies of each label that are looked at, those of the latest days; None for all.
    """
    # A copy comes within two weeks of its story, or it is none.
    last = until if until > date.max - timedelta(days=FOLD_DAYS) else until + timedelta(days=FOLD_DAYS)
    copies: defaultdict[int, Counter[Label | None]] = defaultdict(Counter)
    for label in _LABELS:
        for number, count in connection.execute(
            f"SELECT story_id, count(*) FROM (SELECT p.story_id {_BY_LABEL} AND p.day >= ? AND p.day < ?"  # noqa: S608 - constant text
            " ORDER BY p.day DESC LIMIT ?) GROUP BY story_id",
            (0, label, since.isoformat(), last.isoformat(), -1 if limit is None else max(limit, 0)),
        ):
            copies[number][None if label is None else Label(label)] += count
    if not copies:
        return []
    firsts = connection.execute(
        _FIRSTS,
        {"stories": json.dumps(sorted(copies)), "since": since.isoformat(), "until": until.isoformat()},
    ).fetchall()
    said = _said(connection, {row[1] for row in firsts})
    combinations = {queries: tuple(json.loads(queries)) for queries in {row[3] for row in firsts}}
    found = []
    for number, story, day, queries, label in firsts:
        first = None if label is None else Label(label)
        labels = copies[story]
        if story not in said and len(labels) == 1 and first in labels:
            continue
        found.append(
            Retold(
                id=number,
                day=date.fromisoformat(day),
                queries=combinations[queries],
                first=first,
                labels=labels + Counter({first: 1}),
                said=said.get(story),
            )
        )
    return found


def _said(connection: sqlite3.Connection, stories: Collection[int]) -> dict[int, Label]:
    """Return what a person last said of any mention of these stories, by story."""
    if not stories:
        return {}
    # Judgements are few, people make them by hand; so they are walked, not the mentions.
    rows = connection.execute(
        "SELECT p.story_id, j.verdict FROM judgements j CROSS JOIN posts p ON p.id = j.post_id"
        " WHERE j.about = 'sentiment' ORDER BY j.id"
    )
    return {story: Label(verdict) for story, verdict in rows if story in stories}
