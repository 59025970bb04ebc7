"""Deliveries become rows: posts, matches, scores, stories, roll-up, full text and streams, in one transaction."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from listen.model import Mention
from listen.protocols import Delivery, Entry, Judgement, SaveCounts, Scored, Subject
from listen.store import judging
from listen.store.connection import writing
from listen.store.keeping.prints import welcome
from listen.store.leading import apply_standing, mend, side
from listen.store.repair import sound_float, sound_sentiment, sound_text
from listen.store.rollup import Cell, Rollup
from listen.store.rows import (
    ENGAGEMENT_COLUMNS,
    POST_COLUMNS,
    SOURCE_COLUMNS,
    STREAM_COLUMNS,
    match_rows,
    post_row,
    pulse_row,
    query_set,
    stamp,
    stream_row,
)
from listen.store.stories import Newcomer, fold, remember
from listen.store.understood import SCORE_COLUMNS, finding_rows, score_row

__all__ = ["judge", "rescore", "save", "unjudge"]

_SCORED_AT_ONCE = 1_000

_DAY, _LABEL, _OWN, _EDITED, _DROPPED, _PUBLISHED = (
    POST_COLUMNS.index(name) for name in ("day", "label", "is_own", "edited_at", "dropped", "published_at")
)
_SAID = len(SOURCE_COLUMNS)
_REACTIONS = slice(_SAID, _SAID + len(ENGAGEMENT_COLUMNS))
_TITLE_TEXT = slice(POST_COLUMNS.index("title"), POST_COLUMNS.index("text") + 1)


def _marks(count: int) -> str:
    return ", ".join("?" * count)


_NEW_COLUMNS = (
    "id",
    "source",
    "native_id",
    "origin",
    "query_set_id",
    "first_seen_at",
    "story_id",
    "is_first",
    *POST_COLUMNS,
)
# The names are constants of ours; values are always bound.
_INSERT_POST = f"INSERT INTO posts ({', '.join(_NEW_COLUMNS)}) VALUES ({_marks(len(_NEW_COLUMNS))})"  # noqa: S608 - constant text
_UPDATE_POST = (
    f"UPDATE posts SET {', '.join(f'{name} = ?' for name in POST_COLUMNS)}, query_set_id = ?, is_first = ? WHERE id = ?"  # noqa: S608 - constant text
)
_UPDATE_REACTIONS = f"UPDATE posts SET {', '.join(f'{name} = ?' for name in ENGAGEMENT_COLUMNS)} WHERE id = ?"  # noqa: S608 - constant text
_INSERT_MATCH = "INSERT INTO matches (post_id, query, words, spans, is_by_provider) VALUES (?, ?, ?, ?, ?)"
_INSERT_FINDING = "INSERT INTO findings (post_id, kind, value, confidence, evidence) VALUES (?, ?, ?, ?, ?)"
_UPSERT_SCORE = (
    f"INSERT INTO scores (post_id, {', '.join(SCORE_COLUMNS)}) VALUES ({_marks(len(SCORE_COLUMNS) + 1)})"  # noqa: S608 - constant text
    " ON CONFLICT (post_id, analyzer)"
    f" DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in SCORE_COLUMNS[1:])}"
)
# Not "OR REPLACE": that deletes the row first, and its pulse with it.
_UPSERT_STREAM = (
    f"INSERT INTO streams ({', '.join(STREAM_COLUMNS)}) VALUES ({_marks(len(STREAM_COLUMNS))})"  # noqa: S608 - constant text
    f" ON CONFLICT (key) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in STREAM_COLUMNS[1:])}"
)
_UPSERT_PULSE = "INSERT OR REPLACE INTO pulses (stream, newest_at, posts, days, longest_s) VALUES (?, ?, ?, ?, ?)"
_STORED = (
    f"SELECT native_id, id, origin, query_set_id, story_id, is_first, shed, {', '.join(POST_COLUMNS)} FROM posts"  # noqa: S608 - constant text
    " WHERE source = ? AND native_id IN (SELECT value FROM json_each(?))"
)
_ADD_WORDS = "INSERT INTO post_words (rowid, title, text) VALUES (?, ?, ?)"
_DROP_WORDS_OF = "INSERT INTO post_words (post_words, rowid, title, text) VALUES ('delete', ?, ?, ?)"


def save(connection: sqlite3.Connection, deliveries: Sequence[Delivery], *, now: datetime) -> SaveCounts:
    """Save everything in `deliveries`, or nothing; see `listen.protocols.Store.save`."""
    entries = {
        (sound_text(entry.mention.post.source), sound_text(entry.mention.post.native_id)): entry
        for delivery in deliveries
        for entry in delivery.entries
    }
    with writing(connection):
        counts = _Saving(connection, now).take(entries) if entries else SaveCounts()
        connection.executemany(_UPSERT_STREAM, [stream_row(delivery.state) for delivery in deliveries])
        pulses = (pulse_row(delivery.state) for delivery in deliveries)
        connection.executemany(_UPSERT_PULSE, [row for row in pulses if row is not None])
    return counts


@dataclass(frozen=True, slots=True)
class _Stored:
    """A post as the table has it."""

    id: int
    origin: str
    query_set_id: int | None
    story_id: int
    is_first: bool
    shed: str | None
    row: tuple[Any, ...]

    @property
    def cell(self) -> Cell | None:
        return _cell(self.query_set_id, self.row)


@dataclass(frozen=True, slots=True)
class _Combination:
    """Queries that occur together, and the number of their combination."""

    id: int
    queries: frozenset[str]


def _names(mention: Mention) -> tuple[str, ...]:
    return tuple([match.query for match in mention.matches])


def _is_shell(mention: Mention) -> bool:
    """Return whether this is what is left of a post that was deleted at its origin."""
    post = mention.post
    return not (mention.matches or post.text or post.title or post.url or post.author)


def _cell(query_set_id: int | None, row: Sequence[Any]) -> Cell | None:
    """Return where the roll-up counts a post; None when it does not: without matches, our own, or dropped."""
    if query_set_id is None or row[_OWN] or row[_DROPPED] is not None:
        return None
    return Cell(row[_DAY], query_set_id, row[_LABEL])


def _findings(connection: sqlite3.Connection, number: int) -> list[Any]:
    return connection.execute(
        "SELECT post_id, kind, value, confidence, evidence FROM findings WHERE post_id = ? ORDER BY kind, value",
        (number,),
    ).fetchall()


def _note(connection: sqlite3.Connection, number: int, rows: Sequence[tuple[Any, ...]]) -> bool:
    """Keep what was noticed in a stored post; say whether that changed anything."""
    if list(rows) == _findings(connection, number):
        return False
    connection.execute("DELETE FROM findings WHERE post_id = ?", (number,))
    connection.executemany(_INSERT_FINDING, rows)
    return True


class _Saving:
    """One save, inside its transaction."""

    def __init__(self, connection: sqlite3.Connection, now: datetime) -> None:
        self._connection = connection
        self._now = now
        self._rollup = Rollup()
        self._combinations: dict[tuple[str, ...], _Combination] = {}

    def take(self, entries: dict[tuple[str, str], Entry]) -> SaveCounts:
        entries = welcome(self._connection, entries)
        stored = self._stored(entries)
        said = judging.verdicts(self._connection, (have.id for have in stored.values()))
        self._number_combinations(entries.values())
        changed = 0
        affected: set[int] = set()
        newcomers: list[tuple[tuple[str, str], Entry]] = []
        for identity, entry in entries.items():
            have = stored.get(identity)
            if have is None:
                if entry.mention.matches:
                    newcomers.append((identity, entry))
            elif have.origin == sound_text(entry.mention.post.origin):
                mention = judging.upheld(entry.mention, said.get(have.id, {}))
                changed += self._update(have, mention, affected)
        for story_id in affected:
            mend(self._connection, story_id, self._rollup)
        folded = self._insert(newcomers) if newcomers else 0
        self._rollup.write(self._connection)
        return SaveCounts(new=len(newcomers), changed=changed, folded=folded)

    def _stored(self, identities: Iterable[tuple[str, str]]) -> dict[tuple[str, str], _Stored]:
        by_source: dict[str, list[str]] = defaultdict(list)
        for source, native_id in identities:
            by_source[source].append(native_id)
        return {
            (source, native_id): _Stored(number, origin, set_id, story_id, bool(is_first), shed, tuple(row))
            for source, native_ids in by_source.items()
            for native_id, number, origin, set_id, story_id, is_first, shed, *row in self._connection.execute(
                _STORED, (source, json.dumps(native_ids))
            )
        }

    def _number_combinations(self, entries: Iterable[Entry]) -> None:
        """Give every combination of queries that occurs its number."""
        named = {_names(entry.mention) for entry in entries if entry.mention.matches}
        texts = {names: query_set(names) for names in named}
        connection = self._connection
        connection.executemany(
            "INSERT OR IGNORE INTO query_sets (queries) VALUES (?)", [(text,) for text in sorted(set(texts.values()))]
        )
        numbers = dict(
            connection.execute(
                "SELECT queries, id FROM query_sets WHERE queries IN (SELECT value FROM json_each(?))",
                (json.dumps(list(texts.values())),),
            ).fetchall()
        )
        self._combinations = {
            names: _Combination(numbers[text], frozenset(json.loads(text))) for names, text in texts.items()
        }

    def _update(self, have: _Stored, mention: Mention, affected: set[int]) -> int:
        """Bring a stored post up to date; return 1 when more than its reactions changed, else 0."""
        if have.shed is not None:
            from listen.store.keeping.ageing import shed

            mention = shed(self._connection, mention, have.shed)
        row = list(post_row(mention))
        if row[_EDITED] is None:
            row[_EDITED] = have.row[_EDITED]
        set_id = self._combinations[_names(mention)].id if mention.matches else None
        matches = match_rows(have.id, mention.matches)
        connection = self._connection
        has_matches_changed = matches != self._matches(have.id)
        score = score_row(have.id, mention.sentiment)
        if score is not None:
            connection.execute(_UPSERT_SCORE, score)
        _note(connection, have.id, finding_rows(have.id, mention.findings))
        if tuple(row) == have.row and not has_matches_changed:
            return 0
        if row[:_SAID] == list(have.row[:_SAID]) and row[_REACTIONS.stop :] == list(have.row[_REACTIONS.stop :]):
            connection.execute(_UPDATE_REACTIONS, (*row[_REACTIONS], have.id))
            if not has_matches_changed:
                return 0
        if _is_shell(mention):
            from listen.store.keeping.removing import blank

            blank(connection, have.id, mention.post.source, today=self._now.date())
        before, after = have.cell, _cell(set_id, row)
        is_first = have.is_first and set_id is not None
        self._rollup.remove(before, is_first=have.is_first)
        self._rollup.add(after, is_first=is_first)
        self._rollup.count((set_id is not None) - (have.query_set_id is not None))
        self._update_words(have, row)
        connection.execute(_UPDATE_POST, (*row, set_id, is_first, have.id))
        if has_matches_changed:
            connection.execute("DELETE FROM matches WHERE post_id = ?", (have.id,))
            connection.executemany(_INSERT_MATCH, matches)
        places = (_OWN, _DROPPED, _PUBLISHED)
        if set_id != have.query_set_id or any(row[place] != have.row[place] for place in places):
            affected.add(have.story_id)
        return int(row[:_SAID] != list(have.row[:_SAID]) or set_id != have.query_set_id)

    def _matches(self, number: int) -> list[Any]:
        return self._connection.execute(
            "SELECT post_id, query, words, spans, is_by_provider FROM matches WHERE post_id = ? ORDER BY query",
            (number,),
        ).fetchall()

    def _update_words(self, have: _Stored, row: Sequence[Any]) -> None:
        old, new = have.row[_TITLE_TEXT], tuple(row[_TITLE_TEXT])
        if old != new:
            # The index keeps no texts of its own: to forget a post's words it has to be told them once more.
            self._connection.execute(_DROP_WORDS_OF, (have.id, *old))
            self._connection.execute(_ADD_WORDS, (have.id, *new))

    def _insert(self, entries: Sequence[tuple[tuple[str, str], Entry]]) -> int:
        connection = self._connection
        last = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'posts'").fetchone()
        first_id = 1 if last is None else last[0] + 1
        newcomers = [
            Newcomer(
                id=number,
                at=stamp(entry.mention.published_at),
                day=entry.mention.day,
                queries=self._combinations[_names(entry.mention)].queries,
                side=side(is_own=entry.mention.is_own, is_dropped=entry.mention.dropped is not None),
                fold=entry.fold,
            )
            for number, (_, entry) in enumerate(entries, first_id)
        ]
        joined, demoted = fold(connection, newcomers)
        apply_standing(connection, [(number, False) for number in demoted], self._rollup)
        posts, words, matches, scores, findings = [], [], [], [], []
        seen: dict[datetime, str] = {}
        for one, ((source, native_id), entry) in zip(newcomers, entries, strict=True):
            mention = entry.mention
            set_id = self._combinations[_names(mention)].id
            row = post_row(mention)
            origin, seen_at = sound_text(mention.post.origin), seen.get(mention.first_seen_at)
            if seen_at is None:
                seen_at = seen[mention.first_seen_at] = stamp(mention.first_seen_at)
            posts.append((one.id, source, native_id, origin, set_id, seen_at, one.story_id, int(one.is_first), *row))
            words.append((one.id, *row[_TITLE_TEXT]))
            matches += match_rows(one.id, mention.matches)
            score = score_row(one.id, mention.sentiment)
            if score is not None:
                scores.append(score)
            if mention.findings:
                findings += finding_rows(one.id, mention.findings)
            self._rollup.add(_cell(set_id, row), is_first=one.is_first)
        self._rollup.count(len(posts))
        connection.executemany(_INSERT_POST, posts)
        remember(connection, newcomers, saved_on=self._now.date())
        connection.executemany(_INSERT_MATCH, matches)
        connection.executemany(_UPSERT_SCORE, scores)
        connection.executemany(_INSERT_FINDING, findings)
        connection.executemany(_ADD_WORDS, words)
        return joined


def rescore(connection: sqlite3.Connection, rows: Iterable[Scored]) -> int:
    """Save new judgements, a thousand in a transaction; see `listen.protocols.Store.rescore`.

    `rows` is consumed between the transactions, so that it may itself read from the store.
    """
    count = 0
    batch: list[Scored] = []
    for one in rows:
        batch.append(one)
        if len(batch) == _SCORED_AT_ONCE:
            count += _rescore_batch(connection, batch)
            batch = []
    return count + (_rescore_batch(connection, batch) if batch else 0)


def _rescore_batch(connection: sqlite3.Connection, batch: Sequence[Scored]) -> int:
    with writing(connection):
        said = judging.verdicts(connection, {one.id for one in batch})
        changes = _Changes(connection)
        count = sum(_understand(connection, changes, one, said.get(one.id, {})) for one in batch)
        changes.end()
    return count


def _understand(connection: sqlite3.Connection, changes: "_Changes", one: Scored, said: judging.Verdicts) -> bool:
    """Save how one mention is understood now; say whether it is stored."""
    sentiment = sound_sentiment(one.sentiment)
    label = said.get(Subject.SENTIMENT) or (None if sentiment is None else sentiment.label.value)
    if not changes.restate(one.id, label=label, dropped=judging.dropped(one.dropped, said)):
        return False
    language = said.get(Subject.LANGUAGE)
    confidence = sound_float(one.language_confidence) if language is None else 1.0
    if language is None and one.language is not None:
        language = sound_text(one.language)
    analyzer = None if sentiment is None else sound_text(sentiment.analyzer)
    priority = min(max(one.priority, 0), 100)
    connection.execute(
        "UPDATE posts SET language = ?, language_confidence = ?, analyzer = ?, priority = ? WHERE id = ?",
        (language, confidence, analyzer, priority, one.id),
    )
    score = score_row(one.id, sentiment)
    if score is not None:
        connection.execute(_UPSERT_SCORE, score)
    _note(connection, one.id, finding_rows(one.id, one.findings))
    return True


class _Changes:
    """Labels and drops that change inside one transaction, with the counts and the stories that hang on them."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._rollup = Rollup()
        self._stories: set[int] = set()

    def restate(self, number: int, *, label: str | None, dropped: str | None) -> bool:
        """Give a mention its label and its reason to be left out; return False when it is not stored."""
        have = self._connection.execute(
            "SELECT day, query_set_id, label, is_own, is_first, dropped, story_id FROM posts WHERE id = ?", (number,)
        ).fetchone()
        if have is None:
            return False
        day, set_id, old_label, is_own, is_first, old_dropped, story_id = have
        if (label, dropped) == (old_label, old_dropped):
            return True
        if set_id is not None and not is_own:
            if old_dropped is None:
                self._rollup.remove(Cell(day, set_id, old_label), is_first=bool(is_first))
            if dropped is None:
                self._rollup.add(Cell(day, set_id, label), is_first=bool(is_first))
        self._connection.execute("UPDATE posts SET label = ?, dropped = ? WHERE id = ?", (label, dropped, number))
        if dropped != old_dropped:
            self._stories.add(story_id)
        return True

    def end(self) -> None:
        """Write the counts, and say anew who stands for the stories that changed."""
        for story_id in sorted(self._stories):
            mend(self._connection, story_id, self._rollup)
        self._rollup.write(self._connection)


def judge(connection: sqlite3.Connection, judgement: Judgement) -> int | None:
    """Keep what a person said and put it in charge; see `listen.protocols.Store.judge`."""
    with writing(connection):
        number = judging.add(connection, judgement)
        if number is not None:
            _uphold(connection, judgement.mention_id)
    return number


def unjudge(connection: sqlite3.Connection, number: int) -> Judgement | None:
    """Forget a judgement; see `listen.protocols.Store.unjudge`."""
    with writing(connection):
        judgement = judging.remove(connection, number)
        if judgement is not None:
            _uphold(connection, judgement.mention_id, forgotten=judgement.about)
    return judgement


def _uphold(connection: sqlite3.Connection, number: int, *, forgotten: Subject | None = None) -> None:
    """Put in charge what was last said of a mention; where nothing is left, what the analyzer in charge had said."""
    said = judging.verdicts(connection, [number]).get(number, {})
    label, dropped = connection.execute(
        "SELECT s.label, p.dropped FROM posts p"
        " LEFT JOIN scores s ON s.post_id = p.id AND s.analyzer = p.analyzer WHERE p.id = ?",
        (number,),
    ).fetchone()
    worked_out = None if forgotten is Subject.RELEVANCE else dropped
    changes = _Changes(connection)
    changes.restate(number, label=said.get(Subject.SENTIMENT, label), dropped=judging.dropped(worked_out, said))
    changes.end()
    language = said.get(Subject.LANGUAGE)
    if language is not None:
        connection.execute("UPDATE posts SET language = ?, language_confidence = 1 WHERE id = ?", (language, number))
