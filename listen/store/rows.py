"""Rows of the database ↔ values of the model; nothing here speaks to SQLite."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from hashlib import blake2b
from json import dumps, loads
from json.encoder import encode_basestring
from types import MappingProxyType
from typing import Any

from listen.model import (
    Engagement,
    Finding,
    Label,
    Match,
    Mention,
    Post,
    Sentiment,
    Span,
)
from listen.records import OURS, Pulse, Run, StreamState, Subject
from listen.store.cells import EMPTY_LIST, as_list, as_texts
from listen.store.repair import sound_float, sound_int, sound_sentiment, sound_text, sound_time, sound_values
from listen.store.understood import SCORE_COLUMNS, sentiment_of
from listen.text.urls import canonical

__all__ = [
    "ENGAGEMENT_COLUMNS",
    "MENTION_COLUMNS",
    "POST_COLUMNS",
    "SOURCE_COLUMNS",
    "STREAM_COLUMNS",
    "UNSCORED",
    "match_of",
    "match_rows",
    "mention_of",
    "post_row",
    "pulse_row",
    "query_set",
    "run_of",
    "stamp",
    "stream_of",
    "stream_row",
    "time_of",
    "url_key",
]

UNSCORED = "unscored"
"""How the roll-up and the view write the absence of a label; a key of a table cannot be NULL."""

ENGAGEMENT_COLUMNS = ("likes", "shares", "replies", "views", "score")

SOURCE_COLUMNS = (
    "source_published_at",
    "published_claim",
    "source_edited_at",
    "language_hint",
    "conversation_id",
    "reply_to_id",
    "is_bot",
    "matched_by",
    "author",
    "author_url",
    "place",
    "url",
    "tags",
    "links",
    "title",
    "text",
)
"""What a source may change in an edit; reactions stand apart."""

_OUR_COLUMNS = (
    "published_at",
    "is_date_guessed",
    "day",
    "edited_at",
    "language",
    "language_confidence",
    "analyzer",
    "label",
    "priority",
    "is_own",
    "fingerprint",
    "url_key",
    "dropped",
)

POST_COLUMNS = (*SOURCE_COLUMNS, *ENGAGEMENT_COLUMNS, *_OUR_COLUMNS)
"""The columns of `posts` that an update may touch, in the order of `post_row`."""


STREAM_COLUMNS = (
    "key",
    "source",
    "host",
    "place",
    "checkpoint",
    "rules",
    "moved_to",
    "failures",
    "failing_since",
    "last_success_at",
    "next_allowed_at",
    "error_key",
    "error_values",
    "gap_since",
    "gap_until",
    "gap_missed",
    "gap_seen_at",
    "seen",
    "brought",
)

# An address that is canonical but for slashes at its end: most are, and taking one apart costs as much as a row.
_PLAIN_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_PLAIN_ADDRESS = re.compile(rf"https://(?:{_PLAIN_LABEL}\.){{1,4}}[a-z]{{2,20}}(?:/[A-Za-z0-9._~/-]{{0,500}})?")


def stamp(value: datetime) -> str:
    """Return a time as the tables hold it: `2026-11-02 07:00:00`, UTC, with a fraction where there is one."""
    return (value if value.tzinfo is UTC else sound_time(value)).isoformat(" ")[:-6]


def time_of(value: str) -> datetime:
    """Return the time that `stamp` wrote."""
    return datetime.fromisoformat(value).replace(tzinfo=UTC)


def _maybe_stamp(value: datetime | None) -> str | None:
    return None if value is None else stamp(value)


def _maybe_time(value: str | None) -> datetime | None:
    return None if value is None else datetime.fromisoformat(value).replace(tzinfo=UTC)


def _maybe_text(value: str | None) -> str | None:
    return None if value is None else sound_text(value)


def query_set(names: Iterable[str]) -> str:
    """Return a combination of queries as the table holds it."""
    return as_texts(sorted({sound_text(name) for name in names}))


def url_key(url: str | None) -> int | None:
    """Return the hash under which a post is found by its address; None without a usable one."""
    if url is None:
        return None
    form = url.rstrip("/") if _PLAIN_ADDRESS.fullmatch(url) else canonical(sound_text(url))
    if form is None:
        return None
    return int.from_bytes(blake2b(form.encode("utf-8", "replace"), digest_size=8).digest(), "big", signed=True)


def post_row(mention: Mention) -> tuple[Any, ...]:
    """Return the values of `POST_COLUMNS`."""
    post, sentiment, reactions = mention.post, sound_sentiment(mention.sentiment), mention.post.engagement
    url = _maybe_text(post.url)
    published_at = stamp(mention.published_at)
    said_at = published_at if post.published_at == mention.published_at else _maybe_stamp(post.published_at)
    return (
        said_at,
        _maybe_text(post.published_claim),
        _maybe_stamp(post.edited_at),
        _maybe_text(post.language_hint),
        _maybe_text(post.conversation_id),
        _maybe_text(post.reply_to_id),
        int(post.is_bot),
        as_texts(post.matched_by) if post.matched_by else EMPTY_LIST,
        _maybe_text(post.author),
        _maybe_text(post.author_url),
        _maybe_text(post.place),
        url,
        as_texts(post.tags) if post.tags else EMPTY_LIST,
        as_texts(post.links) if post.links else EMPTY_LIST,
        _maybe_text(post.title),
        sound_text(post.text),
        sound_int(reactions.likes),
        sound_int(reactions.shares),
        sound_int(reactions.replies),
        sound_int(reactions.views),
        sound_int(reactions.score),
        published_at,
        int(mention.is_date_guessed),
        mention.day.isoformat(),
        _maybe_stamp(mention.edited_at),
        _maybe_text(mention.language),
        sound_float(mention.language_confidence),
        None if sentiment is None else sound_text(sentiment.analyzer),
        _label(mention.corrected, sentiment),
        min(max(mention.priority, 0), 100),
        int(mention.is_own),
        mention.fingerprint,
        url_key(url),
        _maybe_text(mention.dropped),
    )


def _label(corrected: Label | None, sentiment: Sentiment | None) -> str | None:
    if corrected is not None:
        return corrected.value
    return None if sentiment is None else sentiment.label.value


def match_rows(number: int, matches: Sequence[Match]) -> list[tuple[int, str, str, str, int]]:
    """Return the rows of `matches` for the post `number`, one a query."""
    rows = {}
    for match in matches:
        query = sound_text(match.query)
        spans = as_list([f"[{encode_basestring(span.field)},{span.start},{span.end}]" for span in match.spans])
        rows[query] = (number, query, as_texts(match.words), spans, int(match.is_by_provider))
    return list(rows.values())


def stream_row(state: StreamState) -> tuple[Any, ...]:
    """Return the values of `STREAM_COLUMNS`."""
    return (
        sound_text(state.key),
        sound_text(state.source),
        sound_text(state.host),
        _maybe_text(state.place),
        _maybe_text(state.checkpoint),
        _maybe_text(state.rules),
        _maybe_text(state.moved_to),
        state.failures,
        _maybe_stamp(state.failing_since),
        _maybe_stamp(state.last_success_at),
        _maybe_stamp(state.next_allowed_at),
        _maybe_text(state.error_key),
        dumps(sound_values(state.error_values), ensure_ascii=False),
        _maybe_stamp(state.gap_since),
        _maybe_stamp(state.gap_until),
        sound_int(state.gap_missed),
        _maybe_stamp(state.gap_seen_at),
        sound_int(state.seen) or 0,
        sound_int(state.brought) or 0,
    )


def pulse_row(state: StreamState) -> tuple[Any, ...] | None:
    """Return a row of `pulses`; None when there is nothing to remember."""
    pulse = state.pulse
    if pulse is None:
        return None
    return (sound_text(state.key), stamp(pulse.newest_at), pulse.posts, pulse.days, pulse.longest_s)


def stream_of(row: Sequence[Any]) -> StreamState:
    """Return the state whose `STREAM_COLUMNS` these are, followed by the columns of its pulse."""
    return StreamState(
        key=row[0],
        source=row[1],
        host=row[2],
        place=row[3],
        checkpoint=row[4],
        rules=row[5],
        moved_to=row[6],
        failures=row[7],
        failing_since=_maybe_time(row[8]),
        last_success_at=_maybe_time(row[9]),
        next_allowed_at=_maybe_time(row[10]),
        error_key=row[11],
        error_values=loads(row[12]),
        gap_since=_maybe_time(row[13]),
        gap_until=_maybe_time(row[14]),
        gap_missed=row[15],
        gap_seen_at=_maybe_time(row[16]),
        seen=row[17],
        brought=row[18],
        pulse=None
        if row[19] is None
        else Pulse(newest_at=time_of(row[19]), posts=row[20], days=row[21], longest_s=row[22]),
    )


def run_of(row: Sequence[Any]) -> Run:
    """Return the run whose columns, in the table's order, these are."""
    return Run(
        id=row[0],
        started_at=time_of(row[1]),
        ended_at=_maybe_time(row[2]),
        streams=row[3],
        failed=row[4],
        new=row[5],
        changed=row[6],
    )


def match_of(row: Sequence[Any]) -> Match:
    """Return the match whose query, words, spans and is_by_provider these are."""
    return Match(
        query=row[0],
        words=tuple(loads(row[1])),
        spans=tuple(Span(field=field, start=start, end=end) for field, start, end in loads(row[2])),
        is_by_provider=bool(row[3]),
    )


MENTION_COLUMNS = (
    *(f"p.{name}" for name in ("id", "source", "native_id", "origin", "first_seen_at", "story_id")),
    *(f"p.{name}" for name in POST_COLUMNS if name not in ("analyzer", "label", "url_key")),
    *(f"s.{name}" for name in SCORE_COLUMNS),
)
"""What `mention_of` needs, with `posts` as p and the score in charge as s."""

_OF_POST = len(MENTION_COLUMNS) - len(SCORE_COLUMNS)
_NO_VERDICTS: Mapping[Subject, str] = MappingProxyType({})


def _strings(value: str) -> tuple[str, ...]:
    return () if value == EMPTY_LIST else tuple(loads(value))


def mention_of(
    row: Sequence[Any],
    matches: tuple[Match, ...],
    story_size: int | None,
    findings: tuple[Finding, ...] = (),
    verdicts: Mapping[Subject, str] = _NO_VERDICTS,
) -> Mention:
    """Return the mention whose `MENTION_COLUMNS` these are.

    Args:
        row: the columns.
        matches, story_size, findings: from the other tables.
        verdicts: what people last said of it, by subject.
    """
    (
        number,
        source,
        native_id,
        origin,
        first_seen_at,
        story_id,
        source_published_at,
        published_claim,
        source_edited_at,
        language_hint,
        conversation_id,
        reply_to_id,
        is_bot,
        matched_by,
        author,
        author_url,
        place,
        url,
        tags,
        links,
        title,
        text,
        likes,
        shares,
        replies,
        views,
        score,
        published_at,
        is_date_guessed,
        day,
        edited_at,
        language,
        language_confidence,
        priority,
        is_own,
        fingerprint,
        dropped,
    ) = row[:_OF_POST]
    said = verdicts.get(Subject.SENTIMENT)
    is_ours = verdicts.get(Subject.RELEVANCE)
    return Mention(
        id=number,
        post=Post(
            source=source,
            native_id=native_id,
            origin=origin,
            url=url,
            title=title,
            text=text,
            author=author,
            author_url=author_url,
            place=place,
            published_at=_maybe_time(source_published_at),
            published_claim=published_claim,
            edited_at=_maybe_time(source_edited_at),
            language_hint=language_hint,
            tags=_strings(tags),
            links=_strings(links),
            engagement=Engagement(likes=likes, shares=shares, replies=replies, views=views, score=score),
            conversation_id=conversation_id,
            reply_to_id=reply_to_id,
            is_bot=bool(is_bot),
            matched_by=_strings(matched_by),
        ),
        matches=matches,
        language=language,
        language_confidence=language_confidence,
        sentiment=None if row[_OF_POST] is None else sentiment_of(row[_OF_POST:]),
        corrected=None if said is None else Label(said),
        corrected_language=verdicts.get(Subject.LANGUAGE),
        findings=findings,
        is_ours=None if is_ours is None else is_ours == OURS,
        dropped=dropped,
        is_own=bool(is_own),
        is_date_guessed=bool(is_date_guessed),
        published_at=time_of(published_at),
        first_seen_at=time_of(first_seen_at),
        day=date.fromisoformat(day),
        priority=priority,
        story_id=story_id,
        story_size=story_size,
        edited_at=_maybe_time(edited_at),
        fingerprint=fingerprint,
    )
