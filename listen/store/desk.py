"""The desk in the SQLite file: `listen.protocols.Desk`, one method a question or a deed."""

import sqlite3
from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from listen.dialogue import Answer, AnswerState, Claim, Dealing, Lesson, Mute, Reply, Sent, SideNote, State
from listen.store import desk_rows as rows
from listen.store.connection import door, durable, writing
from listen.store.repair import sound_int, sound_text
from listen.store.rows import stamp, time_of
from listen.store.standing import dealings

__all__ = ["SqliteDesk"]

_CLAIM = (
    "INSERT INTO claims (post_id, token, until) SELECT id, ?, ? FROM posts"
    " WHERE id = ? AND query_set_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM claims WHERE post_id = ?)"
)
_DEAL = (
    "INSERT INTO dealings (post_id, state, until, because, dealt_on) SELECT id, ?, ?, ?, ? FROM posts WHERE id = ?"
    " ON CONFLICT (post_id) DO UPDATE SET state = excluded.state, until = excluded.until,"
    " because = excluded.because, dealt_on = excluded.dealt_on"
)
_MUTE = (
    "INSERT INTO mutes (kind, value, until, because, muted_on) VALUES (?, ?, ?, ?, ?)"
    " ON CONFLICT (kind, value) DO UPDATE SET until = excluded.until, because = excluded.because,"
    " muted_on = excluded.muted_on RETURNING id"
)
_ANSWER = (
    "INSERT INTO answers (post_id, state, key, channel, text, native_id, url, answered_on, watch_until)"
    " SELECT id, ?, ?, ?, ?, ?, ?, ?, ? FROM posts WHERE id = ?"
    " AND NOT EXISTS (SELECT 1 FROM answers WHERE post_id = posts.id AND state IN ('sending', 'unknown'))"
    " AND NOT EXISTS (SELECT 1 FROM answers WHERE key = ?2)"
)
_SETTLE = (
    "UPDATE answers SET state = ?, native_id = coalesce(?, native_id), url = coalesce(?, url),"
    " watch_until = ? WHERE id = ?"
)
_REPLY = (
    f"INSERT INTO replies ({', '.join(rows.REPLY_COLUMNS[1:])})"  # noqa: S608 - constant names
    f" VALUES ({', '.join('?' * (len(rows.REPLY_COLUMNS) - 1))})"
    " ON CONFLICT (answer_id, native_id) DO UPDATE SET text = excluded.text, label = excluded.label,"
    " polarity = excluded.polarity, is_thanks = excluded.is_thanks, is_solved = excluded.is_solved,"
    " author = excluded.author, author_url = excluded.author_url, url = excluded.url"
)


class SqliteDesk:
    """What becomes of mentions, in their file; made by `SqliteStore.desk`, to be used from its thread."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path

    def claim(self, number: int, token: str, *, now: datetime, minutes: int) -> Claim | None:
        """Hold a mention; None when somebody holds it, or no such mention is stored."""
        until = now + timedelta(minutes=minutes)
        with door(self._path), durable(self._connection), writing(self._connection):
            # What is over tells nobody anything any more, and must not be there to be read.
            self._connection.execute("DELETE FROM claims WHERE until <= ?", (stamp(now),))
            mention = sound_int(number)
            cursor = self._connection.execute(_CLAIM, (token, stamp(until), mention, mention))
        return Claim(mention_id=number, token=token, until=until) if cursor.rowcount else None

    def release(self, number: int, token: str) -> bool:
        """Let go of a mention; return whether `token` held it."""
        return self._change("DELETE FROM claims WHERE post_id = ? AND token = ?", (sound_int(number), token)) > 0

    def holds(self, number: int, token: str, *, now: datetime) -> bool:
        """Return whether `token` holds the mention at `now`."""
        with door(self._path):
            found = self._connection.execute(
                "SELECT 1 FROM claims WHERE post_id = ? AND token = ? AND until > ?",
                (sound_int(number), token, stamp(now)),
            ).fetchone()
        return found is not None

    def held_until(self, number: int, *, now: datetime) -> datetime | None:
        """Return when the claim on a mention ends, whoever has it; None when nobody holds it at `now`."""
        with door(self._path):
            found = self._connection.execute(
                "SELECT until FROM claims WHERE post_id = ? AND until > ?", (sound_int(number), stamp(now))
            ).fetchone()
        return None if found is None else time_of(found[0])

    def snooze(self, number: int, until: datetime, *, because: str | None, today: date) -> bool:
        """Put a mention off until a moment, and end any claim on it; return whether there is such a mention."""
        return self._deal(number, State.SNOOZED, until, because, today)

    def finish(self, number: int, *, because: str | None, today: date) -> bool:
        """Say that a mention is done, and end any claim on it; return whether there is such a mention."""
        return self._deal(number, State.DONE, None, because, today)

    def _deal(self, number: int, state: State, until: datetime | None, because: str | None, today: date) -> bool:
        mention = sound_int(number)
        row = (
            state.value,
            None if until is None else stamp(until),
            None if because is None else sound_text(because),
            today.isoformat(),
            mention,
        )
        with door(self._path), durable(self._connection), writing(self._connection):
            cursor = self._connection.execute(_DEAL, row)
            self._connection.execute("DELETE FROM claims WHERE post_id = ?", (mention,))
        return cursor.rowcount > 0

    def reopen(self, number: int) -> bool:
        """Put a snoozed or done mention back; return whether it was one."""
        return self._change("DELETE FROM dealings WHERE post_id = ?", (sound_int(number),)) > 0

    def dealt_on(self, number: int) -> date | None:
        """Return the UTC day on which a mention was snoozed or done; None for others."""
        found = self._read("SELECT dealt_on FROM dealings WHERE post_id = ?", (sound_int(number),))
        return date.fromisoformat(found[0][0]) if found else None

    def dealings(self, story_ids: Collection[int], *, now: datetime) -> dict[int, Dealing]:
        """Return how these stories stand, by number of the story; those of which nothing is known are absent."""
        with door(self._path):
            return dealings(self._connection, story_ids, now=now)

    def undone(self, limit: int) -> Sequence[Dealing]:
        """Return what was snoozed or done last, newest first."""
        with door(self._path):
            found = self._connection.execute(
                "SELECT p.story_id, d.post_id, d.state, d.until, d.because, d.dealt_on FROM dealings d"
                " JOIN posts p ON p.id = d.post_id ORDER BY d.dealt_on DESC, d.post_id DESC LIMIT ?",
                (max(0, limit),),
            ).fetchall()
        return [rows.dealing_of(row) for row in found]

    def mute(self, mute: Mute) -> int:
        """Keep a mute, in place of an earlier one of the same kind and value; return its number."""
        row = (
            mute.kind.value,
            sound_text(mute.value),
            None if mute.until is None else mute.until.isoformat(),
            None if mute.because is None else sound_text(mute.because),
            mute.muted_on.isoformat(),
        )
        with door(self._path), durable(self._connection), writing(self._connection):
            (number,) = self._connection.execute(_MUTE, row).fetchone()
        return int(number)

    def unmute(self, number: int) -> Mute | None:
        """End a mute and return it, or None when there was none."""
        row = self._taken("mutes", rows.MUTE_COLUMNS, number)
        return None if row is None else rows.mute_of(row)

    def mutes(self, *, today: date) -> Sequence[Mute]:
        """Return the mutes in force, oldest first."""
        found = self._read(
            f"SELECT {', '.join(rows.MUTE_COLUMNS)} FROM mutes"  # noqa: S608 - constant names
            " WHERE until IS NULL OR until > ? ORDER BY id",
            (today.isoformat(),),
        )
        return [rows.mute_of(row) for row in found]

    def note(self, note: SideNote) -> int | None:
        """Keep a note; return its number, or None when there is no such mention."""
        return self._added(
            "INSERT INTO notes (post_id, text, noted_on) SELECT id, ?, ? FROM posts WHERE id = ?",
            (sound_text(note.text), note.noted_on.isoformat(), sound_int(note.mention_id)),
        )

    def unnote(self, number: int) -> SideNote | None:
        """Take a note back and return it, or None when there was none."""
        row = self._taken("notes", rows.NOTE_COLUMNS, number)
        return None if row is None else rows.note_of(row)

    def notes(self, number: int) -> Sequence[SideNote]:
        """Return the notes on a mention, oldest first."""
        found = self._read(
            f"SELECT {', '.join(rows.NOTE_COLUMNS)} FROM notes WHERE post_id = ? ORDER BY id",  # noqa: S608 - constant names
            (sound_int(number),),
        )
        return [rows.note_of(row) for row in found]

    def add_lesson(self, lesson: Lesson) -> int | None:
        """Keep a lesson; return its number, or None when it names a mention that is not stored."""
        mention = None if lesson.mention_id is None else sound_int(lesson.mention_id)
        topic = None if lesson.topic is None else sound_text(lesson.topic)
        return self._added(
            "INSERT INTO lessons (post_id, topic, text, learned_on) SELECT ?, ?, ?, ?"
            " WHERE ? IS NULL OR EXISTS (SELECT 1 FROM posts WHERE id = ?)",
            (mention, topic, sound_text(lesson.text), lesson.learned_on.isoformat(), mention, mention),
        )

    def remove_lesson(self, number: int) -> Lesson | None:
        """Take a lesson back and return it, or None when there was none."""
        row = self._taken("lessons", rows.LESSON_COLUMNS, number)
        return None if row is None else rows.lesson_of(row)

    def lessons(self, since: date, until: date) -> Sequence[Lesson]:
        """Return what was learned on days in [since, until), oldest first."""
        found = self._read(
            f"SELECT {', '.join(rows.LESSON_COLUMNS)} FROM lessons"  # noqa: S608 - constant names
            " WHERE learned_on >= ? AND learned_on < ? ORDER BY learned_on, id",
            (since.isoformat(), until.isoformat()),
        )
        return [rows.lesson_of(row) for row in found]

    def begin_answer(self, answer: Answer) -> int | None:
        """Keep an answer before it goes out; None when another one to that mention is on its way."""
        return self._added(
            _ANSWER,
            (
                answer.state.value,
                answer.key,
                answer.channel,
                None if answer.text is None else sound_text(answer.text),
                None if answer.native_id is None else sound_text(answer.native_id),
                None if answer.url is None else sound_text(answer.url),
                answer.answered_on.isoformat(),
                None if answer.watch_until is None else answer.watch_until.isoformat(),
                sound_int(answer.mention_id),
            ),
        )

    def settle_answer(self, number: int, state: AnswerState, sent: Sent | None = None) -> None:
        """Say what became of an answer; once the service has it, its thread is watched."""
        answer = self.answer(number)
        if answer is None:
            return
        watch_until = rows.watched_until(answer.answered_on, state)
        native_id = None if sent is None else sound_text(sent.native_id)
        url = None if sent is None or sent.url is None else sound_text(sent.url)
        self._change(_SETTLE, (state.value, native_id, url, watch_until, sound_int(number)))

    def drop_answer(self, number: int) -> None:
        """Forget an answer that certainly never went out."""
        self._change("DELETE FROM answers WHERE id = ?", (sound_int(number),))

    def answer(self, number: int) -> Answer | None:
        """Return one answer."""
        found = self._answers("id = ?", (sound_int(number),))
        return found[0] if found else None

    def answers_to(self, number: int) -> Sequence[Answer]:
        """Return the answers to one mention, oldest first."""
        return self._answers("post_id = ? ORDER BY id", (sound_int(number),))

    def answers(self, since: date, until: date) -> Iterator[Answer]:
        """Yield the answers of days in [since, until), newest first."""
        yield from self._answers(
            "answered_on >= ? AND answered_on < ? ORDER BY answered_on DESC, id DESC",
            (since.isoformat(), until.isoformat()),
        )

    def _answers(self, where: str, values: tuple[Any, ...]) -> list[Answer]:
        columns = ", ".join(rows.ANSWER_COLUMNS)
        return [rows.answer_of(row) for row in self._read(f"SELECT {columns} FROM answers WHERE {where}", values)]  # noqa: S608 - constant text

    def watched(self, *, today: date) -> Sequence[Answer]:
        """Return the posted and recorded answers whose thread is still to be watched, the longest unseen first."""
        return self._answers(
            "watch_until > ? AND state IN ('posted', 'recorded') ORDER BY watched_at IS NOT NULL, watched_at, id",
            (today.isoformat(),),
        )

    def keep_replies(self, number: int, replies: Sequence[Reply], *, now: datetime) -> int:
        """Keep what came back after an answer, and that its thread was looked at; return how many were new."""
        answer = int(sound_int(number) or 0)
        with door(self._path), writing(self._connection):
            if not self._connection.execute("SELECT 1 FROM answers WHERE id = ?", (answer,)).fetchone():
                return 0
            (before,) = self._connection.execute(
                "SELECT count(*) FROM replies WHERE answer_id = ?", (answer,)
            ).fetchone()
            self._connection.executemany(_REPLY, [rows.reply_row(answer, reply) for reply in replies])
            (after,) = self._connection.execute(
                "SELECT count(*) FROM replies WHERE answer_id = ?", (answer,)
            ).fetchone()
            self._connection.execute("UPDATE answers SET watched_at = ? WHERE id = ?", (stamp(now), answer))
        return int(after) - int(before)

    def replies(self, since: date, until: date) -> Sequence[Reply]:
        """Return what was first seen on days in [since, until), oldest first."""
        return self._replies(
            "seen_on >= ? AND seen_on < ? ORDER BY seen_on, id", (since.isoformat(), until.isoformat())
        )

    def replies_to(self, number: int) -> Sequence[Reply]:
        """Return what came back after one answer, oldest first."""
        return self._replies("answer_id = ? ORDER BY published_at, id", (sound_int(number),))

    def _replies(self, where: str, values: tuple[Any, ...]) -> list[Reply]:
        columns = ", ".join(rows.REPLY_COLUMNS)
        return [rows.reply_of(row) for row in self._read(f"SELECT {columns} FROM replies WHERE {where}", values)]  # noqa: S608 - constant text

    def _read(self, sql: str, values: tuple[Any, ...]) -> list[Any]:
        with door(self._path):
            return self._connection.execute(sql, values).fetchall()

    def _change(self, sql: str, values: tuple[Any, ...]) -> int:
        """Change rows in a transaction of its own; return how many."""
        with door(self._path), durable(self._connection), writing(self._connection):
            return self._connection.execute(sql, values).rowcount

    def _added(self, sql: str, values: tuple[Any, ...]) -> int | None:
        """Insert at most one row; return its number, or None when there was nothing to insert."""
        with door(self._path), durable(self._connection), writing(self._connection):
            cursor = self._connection.execute(sql, values)
        return cursor.lastrowid if cursor.rowcount > 0 else None

    def _taken(self, table: str, columns: Sequence[str], number: int) -> Any:
        """Delete a row and return it; None when there was none."""
        sql = f"DELETE FROM {table} WHERE id = ? RETURNING {', '.join(columns)}"  # noqa: S608 - constant names
        with door(self._path), durable(self._connection), writing(self._connection):
            return self._connection.execute(sql, (sound_int(number),)).fetchone()
