"""What people said of how mentions are understood: kept beside it, in charge of it, undone by deleting a row."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypedDict

from listen.model import Label, Mention
from listen.records import NOT_OURS, OURS, Judgement, Learned, Subject
from listen.store.connection import writing
from listen.store.repair import sound_text
from listen.store.understood import JUDGEMENT_COLUMNS, judgement_of

__all__ = ["add", "all_of", "dropped", "known_of", "learn", "learned", "remove", "upheld", "verdicts"]

Verdicts = Mapping[Subject, str]


class KnownWords(TypedDict):
    """The fields of `Known` that people fill."""

    corrected: Label | None
    corrected_language: str | None


_ADD = (
    "INSERT INTO judgements (post_id, about, verdict, told, analyzer, because, judged_on)"
    " SELECT id, ?, ?, ?, ?, ?, ? FROM posts WHERE id = ?"
)
_LEARN = (
    "INSERT INTO learned (about, fingerprint, weights, report) VALUES (?, ?, ?, ?)"
    " ON CONFLICT (about) DO UPDATE SET fingerprint = excluded.fingerprint, weights = excluded.weights,"
    " report = excluded.report"
)


def verdicts(connection: sqlite3.Connection, numbers: Iterable[int]) -> Mapping[int, Verdicts]:
    """Return what was last said of each of these mentions, by number and subject; most are absent."""
    found: defaultdict[int, dict[Subject, str]] = defaultdict(dict)
    rows = connection.execute(
        "SELECT id, post_id, about, verdict FROM judgements WHERE post_id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(numbers)),),
    )
    for _, number, about, verdict in sorted(rows):
        found[number][Subject(about)] = verdict
    return found


def dropped(worked_out: str | None, said: Verdicts) -> str | None:
    """Return why a mention is left out of lists: what a person said, else what was worked out."""
    relevance = said.get(Subject.RELEVANCE)
    if relevance is None:
        return worked_out
    return None if relevance == OURS else NOT_OURS


def upheld(mention: Mention, said: Verdicts) -> Mention:
    """Return `mention` with what people said of it in charge."""
    if not said:
        return mention
    label, language, relevance = map(said.get, (Subject.SENTIMENT, Subject.LANGUAGE, Subject.RELEVANCE))
    return replace(
        mention,
        corrected=None if label is None else Label(label),
        corrected_language=language,
        language=language or mention.language,
        language_confidence=mention.language_confidence if language is None else 1.0,
        is_ours=None if relevance is None else relevance == OURS,
        dropped=dropped(mention.dropped, said),
    )


def known_of(said: Verdicts | None) -> KnownWords:
    """Return what `Known` tells of these verdicts."""
    label = (said or {}).get(Subject.SENTIMENT)
    language = (said or {}).get(Subject.LANGUAGE)
    return {"corrected": None if label is None else Label(label), "corrected_language": language}


def add(connection: sqlite3.Connection, judgement: Judgement) -> int | None:
    """Keep a judgement; return its number, or None when there is no such mention. Inside the caller's transaction."""
    because = None if judgement.because is None else sound_text(judgement.because)
    row = (
        judgement.about.value,
        sound_text(judgement.verdict),
        None if judgement.told is None else sound_text(judgement.told),
        judgement.analyzer,
        because,
        judgement.judged_on.isoformat(),
        judgement.mention_id,
    )
    cursor = connection.execute(_ADD, row)
    return cursor.lastrowid if cursor.rowcount else None


def remove(connection: sqlite3.Connection, number: int) -> Judgement | None:
    """Delete a judgement; return it, or None when there was none. Inside the caller's transaction."""
    columns = ", ".join(JUDGEMENT_COLUMNS)
    row = connection.execute(f"SELECT {columns} FROM judgements WHERE id = ?", (number,)).fetchone()  # noqa: S608 - constant names
    if row is None:
        return None
    connection.execute("DELETE FROM judgements WHERE id = ?", (number,))
    return judgement_of(row)


def all_of(connection: sqlite3.Connection) -> Sequence[Judgement]:
    """Return every judgement, oldest first."""
    columns = ", ".join(JUDGEMENT_COLUMNS)
    rows = connection.execute(f"SELECT {columns} FROM judgements ORDER BY id")  # noqa: S608 - constant names
    return [judgement_of(row) for row in rows]


def learned(connection: sqlite3.Connection, about: str) -> Learned | None:
    """Return what was fitted last; None when nothing was."""
    row = connection.execute("SELECT fingerprint, weights, report FROM learned WHERE about = ?", (about,)).fetchone()
    if row is None:
        return None
    return Learned(about=about, fingerprint=row[0], weights=row[1], report=row[2])


def learn(connection: sqlite3.Connection, about: str, fitted: Learned | None) -> None:
    """Keep what was fitted, in place of what was fitted before; None forgets that."""
    with writing(connection):
        if fitted is None:
            connection.execute("DELETE FROM learned WHERE about = ?", (about,))
        else:
            connection.execute(_LEARN, (about, fitted.fingerprint, fitted.weights, sound_text(fitted.report)))
