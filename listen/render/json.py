"""Values as JSON: names and shapes are stable and stand in docs/reference/json.md.

Numbers stay numbers, unknown is null, times are ISO 8601 in UTC, days are ISO dates, and nothing is translated.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum

from listen.channels import KeptKey
from listen.channels import Standing as Readiness
from listen.digest import Coverage, Digest, Examples, Line
from listen.model import Finding, FindingKind, Mention, Sentiment
from listen.protocols import Run, StreamState
from listen.ranking import Term
from listen.render.json_figures import (
    Json,
    behind_json,
    label_json,
    parts_json,
    reputation_json,
    shift_json,
    spike_json,
    standing_json,
    usual_json,
    window_json,
)
from listen.render.returning_json import returned_json
from listen.stats import LABELS, Per, Row, Stats
from listen.window import Window

__all__ = [
    "channels_json",
    "digest_json",
    "dumps",
    "keys_json",
    "line_json",
    "listing_json",
    "mention_json",
    "stats_json",
    "status_json",
]

# JSON itself escapes only C0; these can steer a terminal, or end a line where none should end.
_UNSAFE = re.compile(
    "[\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)


def dumps(value: object, *, is_unicode: bool = True, is_one_line: bool = False) -> str:
    """Return `value` as JSON text that is safe to print.

    Args:
        value: made of dicts, lists, texts, numbers, None.
        is_unicode: the stream can hold it; otherwise everything beyond ASCII is escaped.
        is_one_line: for JSON lines.
    """
    text = json.dumps(value, ensure_ascii=not is_unicode, indent=None if is_one_line else 2, default=_plain)
    return _UNSAFE.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


def _plain(value: object) -> object:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, StrEnum):
        return value.value
    return str(value)


def _sentiment(sentiment: Sentiment | None) -> Json | None:
    if sentiment is None:
        return None
    return {
        "label": sentiment.label.value,
        "polarity": sentiment.polarity,
        "subjectivity": sentiment.subjectivity,
        "confidence": sentiment.confidence,
        "analyzer": sentiment.analyzer,
        "evidence": [{"word": one.word, "weight": one.weight} for one in sentiment.evidence],
        "overall": sentiment.overall,
        "opinions": [
            {"label": one.label.value, "confidence": one.confidence, "aspects": list(one.aspects)}
            for one in sentiment.opinions
        ],
    }


def mention_json(mention: Mention) -> Json:
    """Return one mention."""
    post = mention.post
    return {
        "id": mention.id,
        "source": post.source,
        "url": post.url,
        "title": post.title,
        "text": post.text,
        "author": post.author,
        "place": post.place,
        "published_at": mention.published_at,
        "is_date_guessed": mention.is_date_guessed,
        "first_seen_at": mention.first_seen_at,
        "edited_at": mention.edited_at,
        "language": mention.language,
        "label": label_json(mention.label),
        "corrected": {
            "label": mention.corrected,
            "language": mention.corrected_language,
            "is_ours": mention.is_ours,
        },
        "sentiment": _sentiment(mention.sentiment),
        "queries": [
            {"name": match.query, "words": list(match.words), "is_by_provider": match.is_by_provider}
            for match in mention.matches
        ],
        "engagement": {
            name: getattr(post.engagement, name) for name in ("likes", "shares", "replies", "views", "score")
        },
        "priority": mention.priority,
        "is_own": mention.is_own,
        "story": {"id": mention.story_id, "size": mention.story_size},
        "intents": [_finding(one) for one in mention.found(FindingKind.INTENT)],
        "regions": [_finding(one) for one in mention.found(FindingKind.REGION)],
        "relevance": _relevance(mention),
        "dropped": mention.dropped,
    }


def _finding(finding: Finding) -> Json:
    return {
        "name": finding.value,
        "confidence": finding.confidence,
        "evidence": [{"word": one.word, "weight": one.weight} for one in finding.evidence],
    }


def _relevance(mention: Mention) -> Json:
    found = mention.found(FindingKind.RELEVANCE)
    return {"is_ours": mention.is_ours, "finding": _finding(found[0]) if found else None}


def listing_json(mentions: Iterable[Mention]) -> Json:
    """Return a list of mentions."""
    return {"schema": "listen.list/1", "mentions": [mention_json(one) for one in mentions]}


def _term(term: Term) -> Json:
    return {"key": term.key, "points": term.points, "values": dict(term.values)}


def line_json(line: Line) -> Json:
    """Return one line of the reading list, its mention included."""
    return {
        "points": line.points,
        "reasons": [_term(term) for term in line.reasons],
        "minutes": round(line.minutes, 1),
        "more_places": line.places,
        "more_by_author": line.more,
        "held_until": line.held_until,
        "mention": mention_json(line.mention),
    }


def _examples(examples: Examples) -> Json:
    return {
        "total": examples.total,
        "among_lines": list(examples.above),
        "mentions": [mention_json(one) for one in examples.mentions],
    }


def digest_json(digest: Digest) -> Json:
    """Return a digest."""
    totals = digest.totals
    return {
        "schema": "listen.digest/1",
        "brand": digest.brand,
        "built_at": digest.now,
        "timezone": digest.timezone,
        "window": window_json(digest.window),
        "queries": list(digest.queries),
        "unit": digest.unit,
        "totals": {
            "mentions": totals.mentions,
            "stories": totals.stories,
            "usual": usual_json(totals.usual),
            "by_label": {label_json(one.label): one.mentions for one in totals.by_label},
            "trend": list(totals.trend),
        },
        "returning": [returned_json(one) for one in digest.returning],
        "lines": [line_json(line) for line in digest.lines],
        "left": {"count": digest.left, "is_exact": digest.is_left_exact},
        "minutes": {"needed": round(digest.minutes, 1), "given": digest.budget},
        "in_progress": list(digest.aside.in_progress),
        "set_aside": {"done": digest.aside.done, "snoozed": digest.aside.snoozed, "muted": digest.aside.muted},
        "praise": _examples(digest.praise),
        "criticism": _examples(digest.criticism),
        "spikes": [
            {
                "query": one.query,
                "day": one.day,
                "is_running": one.is_running,
                **spike_json(one.spike),
                "behind": behind_json(one.behind),
            }
            for one in digest.spikes
        ],
        "lulls": [
            {"query": one.query, "day": one.day, "count": one.lull.count, "usual": round(one.lull.usual, 2)}
            for one in digest.lulls
        ],
        "share_of_voice": None
        if digest.voice is None
        else {
            "window": window_json(digest.voice.window),
            "parts": parts_json(digest.voice.parts),
            "before": None if digest.voice.before is None else round(digest.voice.before, 4),
            "shift": shift_json(digest.voice.shift),
        },
        "reputation": standing_json(digest.standing),
        "hidden": None
        if digest.hidden is None
        else {"mentions": digest.hidden.mentions, "by_intent": dict(digest.hidden.by_intent)},
        "learning": None
        if digest.tally is None
        else {
            "judgements": digest.tally.judgements,
            "right": digest.tally.right,
            "before": digest.tally.before,
            "is_used": digest.tally.is_used,
        },
        "to_confirm": [one.id for one in digest.to_confirm],
        "coverage": coverage_json(digest.coverage),
    }


def coverage_json(coverage: Coverage) -> Json:
    """Return what a digest rests on."""
    return {
        "streams": coverage.streams,
        "read": coverage.read,
        "never_complete": coverage.waiting,
        "failing": [
            {
                "source": one.source,
                "place": one.place,
                "since": one.since,
                "failures": one.failures,
                "error": one.error_key,
                "values": dict(one.error_values),
                "waits_until": one.waits_until,
            }
            for one in coverage.failing
        ],
        "silent": [
            {"source": one.source, "place": one.place, "since": one.since, "usual_per_day": round(one.usual, 2)}
            for one in coverage.silent
        ],
        "gaps": [
            {
                "source": one.source,
                "place": one.place,
                "since": one.since,
                "until": one.until,
                "missed": one.missed,
            }
            for one in coverage.gaps
        ],
        "unscored": None
        if coverage.unscored is None
        else {"mentions": coverage.unscored.mentions, "languages": list(coverage.unscored.languages)},
        "dropped": coverage.dropped,
        "switched_off": list(coverage.switched_off),
        "last_run": None if coverage.last_run is None else _run(coverage.last_run),
        "is_old": coverage.is_old,
        "is_new": coverage.is_new,
        "listening_since": coverage.listening_since,
    }


def _run(run: Run) -> Json:
    return {
        "id": run.id,
        "started_at": run.started_at,
        "ended_at": run.ended_at,
        "streams": run.streams,
        "failed": run.failed,
        "new": run.new,
        "changed": run.changed,
    }


def _row(row: Row, per: Per) -> Json:
    return {
        "since": row.since,
        "until": None if row.since is None or row.until is None else Window(since=row.since, until=row.until).last,
        "query": row.name if per is Per.QUERY else None,
        "name": row.name,
        "mentions": row.mentions,
        "stories": row.stories,
        "by_label": {label_json(label): row.count(label) for label in LABELS},
        "share": None if row.share is None else round(row.share, 4),
        "reputation": reputation_json(row.reputation),
        "usual": usual_json(row.usual),
        "by_text": row.by_text,
        "by_venue": row.by_venue,
    }


def stats_json(stats: Stats) -> Json:
    """Return a table of numbers."""
    return {
        "schema": "listen.stats/1",
        "brand": stats.brand,
        "window": window_json(stats.window),
        "per": stats.per.value,
        "queries": list(stats.queries),
        "unit": stats.unit,
        "rows": [_row(row, stats.per) for row in stats.rows],
        "total": _row(stats.total, stats.per),
        "spikes": [
            {"day": one.day, "is_running": one.is_running, **spike_json(one.spike), "behind": behind_json(one.behind)}
            for one in stats.spikes
        ],
        "reputation": standing_json(stats.standing),
        "share_of_voice": parts_json(stats.parts),
        "share_shift": shift_json(stats.shift),
        "is_new": stats.is_new,
    }


def status_json(states: Mapping[str, StreamState], coverage: Coverage, *, total: int, runs: Sequence[Run] = ()) -> Json:
    """Return how the streams stand."""
    return {
        "schema": "listen.status/1",
        "mentions": total,
        "coverage": coverage_json(coverage),
        "streams": [
            {
                "key": state.key,
                "source": state.source,
                "place": state.place,
                "is_complete": state.checkpoint is not None,
                "failures": state.failures,
                "failing_since": state.failing_since,
                "last_success_at": state.last_success_at,
                "next_allowed_at": state.next_allowed_at,
                "error": state.error_key,
                "moved_to": state.moved_to,
                "seen": state.seen,
                "mentions": state.brought,
            }
            for _, state in sorted(states.items())
        ],
        "runs": [_run(run) for run in runs],
    }


def channels_json(found: Iterable[Readiness]) -> Json:
    """Return how every channel stands."""
    return {
        "schema": "listen.sources/1",
        "sources": [
            {
                "name": one.channel.name,
                "title": one.channel.title,
                "state": one.readiness,
                "is_on": one.channel.is_on,
                "is_built_in": one.channel.is_built_in,
                "cannot_hear": [words.en for words in one.channel.blind],
                "has_login": one.channel.login is not None,
                "streams": one.streams,
                "failing": one.failing,
                "last_success_at": one.last_success_at,
                "brought": one.brought,
                "error": None if one.error is None else one.error.error_key,
            }
            for one in found
        ],
    }


def keys_json(found: Iterable[KeptKey]) -> Json:
    """Return where every key is kept; never a key."""
    return {
        "schema": "listen.accounts/1",
        "keys": [
            {
                "source": one.channel.name,
                "name": one.name,
                "kept_in": one.place,
                "is_needed": one.is_needed,
                "is_to_answer": one.is_to_answer,
                "variable": one.variable,
            }
            for one in found
        ],
    }
