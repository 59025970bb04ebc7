"""Rows of the desk's tables and the values they stand for."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from listen.dialogue import WATCH_DAYS, Answer, AnswerState, Dealing, Lesson, Mute, MuteKind, Reply, SideNote, State
from listen.model import Label
from listen.store.repair import sound_float, sound_text
from listen.store.rows import stamp, time_of

__all__ = [
    "ANSWER_COLUMNS",
    "LESSON_COLUMNS",
    "MUTE_COLUMNS",
    "NOTE_COLUMNS",
    "REPLY_COLUMNS",
    "answer_of",
    "dealing_of",
    "lesson_of",
    "mute_of",
    "note_of",
    "reply_of",
    "reply_row",
    "watched_until",
]

MUTE_COLUMNS = ("id", "kind", "value", "until", "because", "muted_on")
NOTE_COLUMNS = ("id", "post_id", "text", "noted_on")
LESSON_COLUMNS = ("id", "post_id", "topic", "text", "learned_on")
ANSWER_COLUMNS = (
    "id", "post_id", "state", "key", "channel", "text", "native_id", "url", "answered_on", "watch_until", "watched_at",
)  # fmt: skip
REPLY_COLUMNS = (
    "id", "answer_id", "native_id", "is_asker", "published_at", "author", "author_url", "url", "text", "label",
    "polarity", "is_thanks", "is_solved", "seen_on",
)  # fmt: skip


def _maybe_day(value: str | None) -> date | None:
    return None if value is None else date.fromisoformat(value)


def dealing_of(row: Sequence[Any]) -> Dealing:
    """Read story, mention, state, until, because and day."""
    story_id, number, state, until, because, dealt_on = row
    return Dealing(
        story_id=story_id,
        mention_id=number,
        state=State(state),
        until=None if until is None else time_of(until),
        because=because,
        dealt_on=_maybe_day(dealt_on),
    )


def mute_of(row: Sequence[Any]) -> Mute:
    """Read `MUTE_COLUMNS`."""
    number, kind, value, until, because, muted_on = row
    return Mute(
        id=number,
        kind=MuteKind(kind),
        value=value,
        until=_maybe_day(until),
        because=because,
        muted_on=date.fromisoformat(muted_on),
    )


def note_of(row: Sequence[Any]) -> SideNote:
    """Read `NOTE_COLUMNS`."""
    number, mention_id, text, noted_on = row
    return SideNote(id=number, mention_id=mention_id, text=text, noted_on=date.fromisoformat(noted_on))


def lesson_of(row: Sequence[Any]) -> Lesson:
    """Read `LESSON_COLUMNS`."""
    number, mention_id, topic, text, learned_on = row
    return Lesson(id=number, mention_id=mention_id, topic=topic, text=text, learned_on=date.fromisoformat(learned_on))


def answer_of(row: Sequence[Any]) -> Answer:
    """Read `ANSWER_COLUMNS`."""
    number, mention_id, state, key, channel, text, native_id, url, answered_on, watch_until, watched_at = row
    return Answer(
        id=number,
        mention_id=mention_id,
        state=AnswerState(state),
        key=key,
        channel=channel,
        text=text,
        native_id=native_id,
        url=url,
        answered_on=date.fromisoformat(answered_on),
        watch_until=_maybe_day(watch_until),
        watched_at=None if watched_at is None else time_of(watched_at),
    )


def watched_until(answered_on: date, state: AnswerState) -> str | None:
    """Return until when the thread of an answer is watched; None while nobody knows that there is one."""
    if state not in (AnswerState.POSTED, AnswerState.RECORDED):
        return None
    return (answered_on + timedelta(days=WATCH_DAYS)).isoformat()


def reply_row(answer_id: int, reply: Reply) -> tuple[Any, ...]:
    """Return the values of `REPLY_COLUMNS` without the first."""
    return (
        answer_id,
        sound_text(reply.native_id),
        int(reply.is_asker),
        stamp(reply.published_at),
        None if reply.author is None else sound_text(reply.author),
        None if reply.author_url is None else sound_text(reply.author_url),
        None if reply.url is None else sound_text(reply.url),
        sound_text(reply.text),
        None if reply.label is None else reply.label.value,
        None if reply.polarity is None else sound_float(reply.polarity),
        int(reply.is_thanks),
        int(reply.is_solved),
        reply.seen_on.isoformat(),
    )


def reply_of(row: Sequence[Any]) -> Reply:
    """Read `REPLY_COLUMNS`."""
    (number, answer_id, native_id, is_asker, published_at, author, author_url, url, text, label, polarity, thanks,
     solved, seen_on) = row  # fmt: skip
    return Reply(
        id=number,
        answer_id=answer_id,
        native_id=native_id,
        is_asker=bool(is_asker),
        published_at=time_of(published_at),
        author=author,
        author_url=author_url,
        url=url,
        text=text,
        label=None if label is None else Label(label),
        polarity=polarity,
        is_thanks=bool(thanks),
        is_solved=bool(solved),
        seen_on=date.fromisoformat(seen_on),
    )
