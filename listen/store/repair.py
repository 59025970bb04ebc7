"""What SQLite cannot hold becomes what it can, before it is bound: odd integers, floats that are none, broken text."""

import math
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

from listen.model import Probabilities, Sentiment

__all__ = ["sound_float", "sound_int", "sound_sentiment", "sound_text", "sound_time", "sound_values"]

_MOST = 2**63 - 1
_LEAST = -(2**63)


def sound_text(value: str) -> str:
    """Return `value` without NUL and with U+FFFD where half of a surrogate pair stood."""
    if value.isascii():
        return value.replace("\0", "") if "\0" in value else value
    try:
        value.encode()
    except UnicodeEncodeError:
        value = value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return value.replace("\0", "") if "\0" in value else value


def sound_int(value: int | None) -> int | None:
    """Return `value`, or None (unknown) when it needs more than 64 bits: nobody has so many likes."""
    return value if value is not None and _LEAST <= value <= _MOST else None


def sound_float(value: float | None) -> float | None:
    """Return `value`, or None (unknown) when it is not finite."""
    return value if value is not None and math.isfinite(value) else None


def sound_sentiment(value: Sentiment | None) -> Sentiment | None:
    """Return `value`, or None (unscored) when its numbers are no numbers; parts of it that have none are left out."""
    if value is None or not (math.isfinite(value.polarity) and math.isfinite(value.confidence)):
        return None
    if (
        all(math.isfinite(one.weight) for one in value.evidence)
        and all(math.isfinite(one.polarity + one.confidence) for one in value.opinions)
        and all(map(math.isfinite, (*(value.probabilities or ()), *(value.untaught or ()))))
    ):
        return value
    return replace(
        value,
        evidence=tuple(one for one in value.evidence if math.isfinite(one.weight)),
        opinions=tuple(one for one in value.opinions if math.isfinite(one.polarity + one.confidence)),
        probabilities=_finite(value.probabilities),
        untaught=_finite(value.untaught),
    )


def _finite(values: Probabilities | None) -> Probabilities | None:
    return values if values is not None and all(map(math.isfinite, values)) else None


def sound_time(value: datetime) -> datetime:
    """Return `value` as UTC; a naive one is UTC already."""
    if value.tzinfo is None:
        return value.replace(tzinfo=UTC)
    return value if value.tzinfo is UTC else value.astimezone(UTC)


def sound_values(values: Mapping[str, object]) -> dict[str, object]:
    """Return what fills a phrase as JSON can hold it."""
    return {
        sound_text(name): value
        if value is None or isinstance(value, bool | int) or (isinstance(value, float) and math.isfinite(value))
        else sound_text(str(value))
        for name, value in values.items()
    }
