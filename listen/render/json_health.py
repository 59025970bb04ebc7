"""The health of queries as JSON; names and shapes stand in docs/reference/json.md."""

from collections.abc import Iterable

from listen.digest import GapSeen
from listen.health import Change, Health, QueryHealth

__all__ = ["health_json"]

Json = dict[str, object]


def health_json(health: Health) -> Json:
    """Return how the queries do."""
    return {
        "schema": "listen.health/1",
        "window": {"since": health.window.since, "until": health.window.last},
        "stored": health.stored,
        "gaps": _gaps(health.gaps),
        "queries": [_query(one) for one in health.queries],
    }


def _query(query: QueryHealth) -> Json:
    counts = query.counts
    return {
        "name": query.query,
        "expression": query.expression,
        "has_about": query.has_about,
        "states": [state.value for state in query.states],
        "mentions": query.mentions,
        "dropped": query.dropped,
        "before": query.before,
        "weeks": list(query.weeks),
        "counts": {
            "read": counts.read,
            "is_all": counts.is_all,
            "said_ours": counts.said_ours,
            "said_others": counts.said_others,
            "told_ours": counts.told_ours,
            "told_others": counts.told_others,
            "doubtful": counts.doubtful,
            "unknown": counts.unknown,
            "unseen": counts.unseen,
        },
        "terms": [
            {
                "words": one.words,
                "noise": one.noise,
                "of_noise": one.of_noise,
                "ours": one.ours,
                "of_ours": one.of_ours,
                "unknown": one.unknown,
                "of_unknown": one.of_unknown,
                "lift": one.lift,
            }
            for one in query.terms
        ],
        "voices": [
            {"kind": one.kind.value, "name": one.name, "noise": one.noise, "ours": one.ours, "unknown": one.unknown}
            for one in query.voices
        ],
        "changes": [_change(one) for one in query.changes],
        "gaps": _gaps(query.gaps),
        "unheard": [
            {"words": one.words, "changes": [_change(change) for change in one.changes]} for one in query.unheard
        ],
    }


def _change(change: Change) -> Json:
    return {
        "kind": change.kind,
        "words": change.words,
        "expression": change.expression,
        "leaves_out": {
            "others": change.others,
            "doubtful": change.doubtful,
            "ours": change.ours,
            "unknown": change.unknown,
        },
        "gained": change.gained,
    }


def _gaps(gaps: Iterable[GapSeen]) -> list[Json]:
    return [
        {"source": one.source, "place": one.place, "since": one.since, "until": one.until, "missed": one.missed}
        for one in gaps
    ]
