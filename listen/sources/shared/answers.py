"""JSON answers of services, read with suspicion: a missing value is None, a value of another type is None, too."""

import json
from typing import Any
from urllib.parse import urlsplit

from listen.errors import Blocked, Unreadable
from listen.protocols import Answer

__all__ = ["Json", "count", "flag", "mark", "marked", "read_json", "table", "tables", "written"]

Json = dict[str, Any]

_LONGEST_ID = 300


def read_json(answer: Answer) -> object:
    """Return the body as plain values; numbers with a point are floats, whole ones ints, NaN and infinity None.

    Raises:
        Blocked: it is a web page.
        Unreadable: it is no JSON.
    """
    host = urlsplit(answer.url).hostname or answer.url
    try:
        return json.loads(answer.body, parse_constant=lambda _: None)
    except (ValueError, RecursionError) as error:
        if answer.body.lstrip()[:1] == b"<":
            raise Blocked("source.blocked", host=host) from error
        raise Unreadable("source.unreadable", host=host, why="no JSON") from error


def written(holder: Json, name: str) -> str | None:
    """Return a text; a whole number counts as one (ids). Empty is None."""
    value = holder.get(name)
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        # Never formatted without a bound: turning 5,000 digits into text raises.
        return str(value) if -(2**63) <= value < 2**63 else None
    return value if isinstance(value, str) and value else None


def count(holder: Json, name: str) -> int | None:
    """Return a whole number that a database can hold; text that is one counts, too."""
    value = holder.get(name)
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 19:  # noqa: PLR2004
        return int(value)
    if isinstance(value, int) and not isinstance(value, bool) and -(2**63) <= value < 2**63:
        return value
    return None


def flag(holder: Json, name: str) -> bool | None:
    """Return yes or no; None for anything else."""
    value = holder.get(name)
    return value if isinstance(value, bool) else None


def table(holder: Json, name: str) -> Json:
    """Return the object under `name`; an empty one when there is none."""
    value = holder.get(name)
    return value if isinstance(value, dict) else {}


def tables(value: object) -> tuple[Json, ...]:
    """Return the objects of a list; other things in it are left out."""
    return tuple(one for one in value if isinstance(one, dict)) if isinstance(value, list) else ()


def mark(**values: object) -> str:
    """Write a checkpoint."""
    return json.dumps(values, separators=(",", ":"))


def marked(checkpoint: str | None) -> Json:
    """Read a checkpoint; one that cannot be read is none: everything in reach is asked for again."""
    if checkpoint is None:
        return {}
    try:
        values = json.loads(checkpoint)
    except (ValueError, RecursionError):
        return {}
    return values if isinstance(values, dict) else {}
