"""What has no line in a digest, as JSON; names and shapes stand in docs/reference/json.md."""

from listen.digest import Dropped
from listen.render.json import mention_json

__all__ = ["dropped_json"]


def dropped_json(dropped: Dropped) -> dict[str, object]:
    """Return what has no line, by rule."""
    return {
        "schema": "listen.dropped/1",
        "window": {"since": dropped.window.since, "until": dropped.window.last},
        "queries": list(dropped.queries),
        "unit": dropped.unit,
        "total": {"count": dropped.total, "is_exact": dropped.is_exact},
        "lines": dropped.lines,
        "reasons": [
            {
                "rule": group.rule.value,
                "reason": group.reason,
                "mentions": group.total,
                "examples": [mention_json(one) for one in group.mentions],
            }
            for group in dropped.groups
        ],
    }
