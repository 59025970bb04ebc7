"""Figures as JSON: the usual, spikes with their stories, balances, shares; each with the numbers that made it."""

from collections.abc import Sequence

from listen.figures import Behind, Standing
from listen.metrics import Interval, Part, Reputation, Shift, Spike, Usual
from listen.model import Label
from listen.window import Window

__all__ = [
    "Json",
    "behind_json",
    "label_json",
    "parts_json",
    "reputation_json",
    "shift_json",
    "spike_json",
    "standing_json",
    "usual_json",
    "window_json",
]

Json = dict[str, object]


def label_json(label: Label | None) -> str:
    """Return a label's name; None is *unscored*."""
    return "unscored" if label is None else label.value


def window_json(window: Window) -> Json:
    """Return first and last day, both inclusive."""
    return {"since": window.since, "until": window.last}


def usual_json(usual: Usual | None) -> Json | None:
    """Return a usual with how it was made."""
    if usual is None:
        return None
    return {
        "count": round(usual.count, 2),
        "spread": round(usual.spread, 2),
        "history_days": usual.history_days,
        "method": usual.method.value,
        "same_days": usual.same_days,
        "holidays": list(usual.holidays),
    }


def parts_json(parts: Sequence[Part]) -> list[Json]:
    """Return every brand's share of voice."""
    return [
        {
            "name": part.name,
            "stories": part.count,
            "share": round(part.share, 4),
            "interval": _interval(part.interval),
            "is_small": part.is_small,
        }
        for part in parts
    ]


def _interval(interval: Interval) -> list[float]:
    """Return both ends."""
    return [round(interval.low, 4), round(interval.high, 4)]


def shift_json(shift: Shift | None) -> Json | None:
    """Return a figure against the one before."""
    if shift is None:
        return None
    return {
        "before": round(shift.before, 4),
        "by": round(shift.by, 4),
        "interval": _interval(shift.interval),
        "change": shift.change.value,
    }


def reputation_json(found: Reputation | None) -> Json | None:
    """Return a balance with its counts."""
    if found is None:
        return None
    return {
        "balance": round(found.balance, 4),
        "interval": _interval(found.interval),
        "stories": {
            "praise": found.praise,
            "criticism": found.criticism,
            "mixed": found.mixed,
            "without_opinion": found.others,
        },
        "is_small": found.is_small,
    }


def standing_json(standing: Standing | None) -> Json | None:
    """Return the balance of some days, and of as many before."""
    if standing is None:
        return None
    return {
        "window": window_json(standing.window),
        "now": reputation_json(standing.now),
        "before": reputation_json(standing.before),
        "shift": shift_json(standing.shift),
    }


def spike_json(spike: Spike) -> Json:
    """Return both numbers of a day that stands out."""
    return {
        "count": spike.count,
        "usual": round(spike.usual, 2),
        "times": None if spike.times is None else round(spike.times, 2),
        "is_small": spike.is_small,
    }


def behind_json(behind: Behind | None) -> Json | None:
    """Return the stories that made a spike."""
    if behind is None:
        return None
    return {
        "mentions": behind.mentions,
        "stories": behind.stories,
        "loudest": [
            {"id": one.first.id, "mentions": one.mentions, "title": one.first.post.title, "url": one.first.post.url}
            for one in behind.told
        ],
    }
