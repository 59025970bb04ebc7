"""What age takes away, a batch in a transaction of the caller's: authors, the ends of texts, posts, answers."""

import json
import sqlite3
from collections.abc import Sequence
from datetime import date, datetime

from listen.model import Mention
from listen.retention import Aged, Deed
from listen.shedding import Shortening, pseudonym, shortening, without_author
from listen.store.keeping.prints import PSEUDONYM, salt
from listen.store.keeping.removing import audit, remove
from listen.store.reading import mentions_of
from listen.store.rows import match_rows, stamp
from listen.store.understood import SCORE_COLUMNS, finding_rows, score_row, sentiment_of

__all__ = ["AUTHOR", "TEXT", "age", "age_answers", "age_replies", "overdue", "overdue_answers", "shed"]

AUTHOR, TEXT = "author", "text"
_BOTH = f"{AUTHOR} {TEXT}"
"""What `posts.shed` may say."""

_DUE = {
    Deed.AUTHOR_HIDDEN: f"AND (shed IS NULL OR shed = '{TEXT}')",
    Deed.TEXT_SHORTENED: f"AND (shed IS NULL OR shed = '{AUTHOR}')",
    Deed.AGED: "",
}
_LISTED = "IN (SELECT value FROM json_each(?))"
_PSEUDONYMS = "person-" + "[0-9a-f]" * 8
_UPDATE_MATCH = "UPDATE matches SET words = ?, spans = ? WHERE post_id = ? AND query = ?"
_DUE_REPLIES = (
    "SELECT r.id, coalesce(a.channel, p.source), r.author FROM replies r JOIN answers a ON a.id = r.answer_id"  # noqa: S608 - constant text
    " JOIN posts p ON p.id = a.post_id WHERE r.seen_on < ?"
    f" AND (r.author_url IS NOT NULL OR r.author NOT GLOB '{_PSEUDONYMS}') ORDER BY r.id LIMIT ?"
)
_OLD = {
    "answers": "answered_on < ?",
    "notes": "noted_on < ?",
    "mutes": "until < ?",
    "told": "at < ?",
    "claims": "until < ?",
    "deletions": "deleted_on < ?",
}
_KEYS = {"told": "(episode, target)", "claims": "post_id"}


def overdue(connection: sqlite3.Connection, deed: Deed, source: str, before: datetime) -> int:
    """Return how many posts `age` would look at."""
    (count,) = connection.execute(
        f"SELECT count(*) FROM posts WHERE source = ? AND first_seen_at < ? {_DUE[deed]}",  # noqa: S608 - constant text
        (source, stamp(before)),
    ).fetchone()
    return int(count)


def age(connection: sqlite3.Connection, deed: Deed, source: str, before: datetime, *, today: date, limit: int) -> Aged:
    """Carry out one deed on the posts that are longest known; see `listen.protocols.Archive.age`."""
    numbers = [
        number
        for (number,) in connection.execute(
            f"SELECT id FROM posts WHERE source = ? AND first_seen_at < ? {_DUE[deed]}"  # noqa: S608 - constant text
            " ORDER BY first_seen_at, id LIMIT ?",
            (source, stamp(before), limit),
        )
    ]
    if not numbers:
        return Aged()
    if deed is Deed.AGED:
        return Aged(looked_at=len(numbers), taken=remove(connection, numbers, deed, today=today))
    if deed is Deed.AUTHOR_HIDDEN:
        taken = _hide_authors(connection, numbers)
        mark = AUTHOR
    else:
        taken = _shorten_texts(connection, numbers)
        mark = TEXT
    connection.execute(
        f"UPDATE posts SET shed = CASE WHEN shed IS NULL OR shed = ? THEN ? ELSE ? END WHERE id {_LISTED}",  # noqa: S608 - constant text
        (mark, mark, _BOTH, json.dumps(numbers)),
    )
    audit(connection, deed, source, taken, today=today)
    return Aged(looked_at=len(numbers), taken=taken)


def shed(connection: sqlite3.Connection, mention: Mention, done: str) -> Mention:
    """Return a mention that comes in again without what was taken from the stored one."""
    if TEXT in done.split():
        mention = shortening(mention.post, mention.matches).mention(mention)
    if AUTHOR in done.split():
        mention = without_author(mention, salt(connection, PSEUDONYM))
    return mention


def _hide_authors(connection: sqlite3.Connection, numbers: Sequence[int]) -> int:
    key = salt(connection, PSEUDONYM)
    named = connection.execute(
        f"SELECT id, source, author FROM posts WHERE id {_LISTED} AND (author IS NOT NULL OR author_url IS NOT NULL)",  # noqa: S608 - constant text
        (json.dumps(numbers),),
    ).fetchall()
    by_name = [
        number
        for (number,) in connection.execute(
            f"SELECT DISTINCT post_id FROM matches WHERE post_id {_LISTED} AND spans LIKE '%\"author%'",  # noqa: S608 - constant text
            (json.dumps(numbers),),
        )
    ]
    for mention in mentions_of(connection, iter(by_name), with_sizes=False):
        _rewrite_matches(connection, without_author(mention, key))
    connection.executemany(
        "UPDATE posts SET author = ?, author_url = NULL WHERE id = ?",
        [(None if author is None else pseudonym(key, source, author), number) for number, source, author in named],
    )
    return len(named)


def _rewrite_matches(connection: sqlite3.Connection, mention: Mention) -> None:
    rows = match_rows(mention.id or 0, mention.matches)
    connection.executemany(_UPDATE_MATCH, [(words, spans, number, query) for number, query, words, spans, _ in rows])


def _shorten_texts(connection: sqlite3.Connection, numbers: Sequence[int]) -> int:
    taken = 0
    for mention in mentions_of(connection, iter(numbers), with_sizes=False):
        short = shortening(mention.post, mention.matches)
        if short.is_needed:
            _shorten(connection, mention, short)
            taken += 1
    return taken


def _shorten(connection: sqlite3.Connection, mention: Mention, short: Shortening) -> None:
    number, old, new = mention.id or 0, mention.post, short.post
    # The index keeps no texts of its own: to forget a post's words it has to be told them once more.
    connection.execute(
        "INSERT INTO post_words (post_words, rowid, title, text) VALUES ('delete', ?, ?, ?)",
        (number, old.title, old.text),
    )
    connection.execute("UPDATE posts SET title = ?, text = ? WHERE id = ?", (new.title, new.text, number))
    connection.execute("INSERT INTO post_words (rowid, title, text) VALUES (?, ?, ?)", (number, new.title, new.text))
    _rewrite_matches(connection, short.mention(mention))
    names = ", ".join(SCORE_COLUMNS)
    for row in connection.execute(f"SELECT {names} FROM scores WHERE post_id = ?", (number,)).fetchall():  # noqa: S608 - constant names
        cells = dict(
            zip(("post_id", *SCORE_COLUMNS), score_row(number, short.sentiment(sentiment_of(row))) or (), strict=True)
        )
        connection.execute(
            "UPDATE scores SET evidence = ?, opinions = ? WHERE post_id = ? AND analyzer = ?",
            (cells["evidence"], cells["opinions"], number, row[0]),
        )
    connection.executemany(
        "UPDATE findings SET evidence = ? WHERE post_id = ? AND kind = ? AND value = ?",
        [(cells[4], *cells[:3]) for cells in finding_rows(number, short.findings(mention.findings))],
    )


def overdue_answers(connection: sqlite3.Connection, before: date) -> int:
    """Return how many rows `age_answers` would delete."""
    counts = [
        connection.execute(f"SELECT count(*) FROM {table} WHERE {old}", (before.isoformat(),)).fetchone()[0]  # noqa: S608 - constant text
        for table, old in _OLD.items()
    ]
    return sum(counts)


def age_answers(connection: sqlite3.Connection, before: date, *, today: date, limit: int) -> Aged:
    """Delete what is old of our own doing; see `listen.protocols.Archive.age_answers`."""
    gone: dict[str, int] = {}
    for table, old in _OLD.items():
        key = _KEYS.get(table, "id")
        names = key.strip("()")
        gone[table] = connection.execute(
            f"DELETE FROM {table} WHERE {key} IN (SELECT {names} FROM {table} WHERE {old} LIMIT ?)",  # noqa: S608 - constant text
            (before.isoformat(), limit),
        ).rowcount
    taken = gone["answers"] + gone["notes"]
    audit(connection, Deed.ANSWER_AGED, None, taken, today=today)
    return Aged(looked_at=sum(gone.values()), taken=taken)


def age_replies(connection: sqlite3.Connection, before: date, *, limit: int) -> Aged:
    """Let pseudonyms take the place of those who wrote back; see `listen.protocols.Archive.age_replies`."""
    rows = connection.execute(_DUE_REPLIES, (before.isoformat(), limit)).fetchall()
    if not rows:
        return Aged()
    key = salt(connection, PSEUDONYM)
    connection.executemany(
        "UPDATE replies SET author = ?, author_url = NULL WHERE id = ?",
        [(None if author is None else pseudonym(key, source, author), number) for number, source, author in rows],
    )
    return Aged(looked_at=len(rows), taken=len(rows))
