"""Until when a service asks us to wait: Retry-After in both forms, and rate headers, whose unit differs everywhere."""

import math
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import lru_cache

__all__ = ["http_date", "retry_at", "says_when", "used_up"]

DEFAULT_S = 15 * 60.0
"""When the service does not say, or says nonsense."""

SHORTEST_S = 1.0
LONGEST_S = 24 * 3600.0
_EPOCH_FROM = 1e9
"""A number above it is a moment, below it a span (a span of 31 years would be nonsense)."""

_RESET = re.compile(r"(?:x-)?rate-?limit(?:-[a-z]+)?-reset(?:-after)?")
_COMBINED = re.compile(r"[;,]\s*(?:t|reset)\s*=\s*(\d{1,10})")


@lru_cache(maxsize=256)
def http_date(value: str) -> datetime | None:
    """Return the moment of an HTTP date, aware UTC; None when it is none."""
    try:
        when: datetime = parsedate_to_datetime(value[:64])
        aware = when if when.tzinfo is not None else when.replace(tzinfo=UTC)
        return aware.astimezone(UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def says_when(headers: Mapping[str, str]) -> bool:
    """Return whether a refusal is one for now: it says how long to wait, or that a quota is used up."""
    return "retry-after" in headers or any(
        _number(headers.get(name.replace("reset", "remaining"), "")) == 0 for name, _ in _resets(headers)
    )


def retry_at(headers: Mapping[str, str], *, now: datetime) -> datetime:
    """Return when the service may be asked again: aware UTC, 1 second to 24 hours from `now`.

    Retry-After counts first. Moments are read against the server's own clock where it shows one.

    Args:
        headers: of the refusal; names in lower case.
        now: aware UTC.
    """
    server_now = http_date(headers.get("date", "")) or now
    wait_s = _retry_after(headers.get("retry-after", ""), server_now)
    if wait_s is None:
        wait_s = _reset(headers, server_now)
    if wait_s is None:
        wait_s = DEFAULT_S
    return now + timedelta(seconds=min(max(wait_s, SHORTEST_S), LONGEST_S))


def used_up(headers: Mapping[str, str], *, now: datetime) -> float | None:
    """Return the seconds until a quota that this answer used up is full again; None when some of it is left."""
    server_now = http_date(headers.get("date", "")) or now
    waits = [
        wait_s
        for name, value in _resets(headers)
        if (left := _number(headers.get(name.replace("reset", "remaining"), ""))) is not None
        and left < 1
        and (wait_s := _moment_or_span(value, server_now)) is not None
    ]
    return min(max(waits), LONGEST_S) if waits else None


def _retry_after(value: str, server_now: datetime) -> float | None:
    value = value.strip()
    seconds = _number(value)
    if seconds is not None:
        return seconds if seconds >= 0 else None
    when = http_date(value)
    return None if when is None else _ahead(when, server_now)


def _reset(headers: Mapping[str, str], server_now: datetime) -> float | None:
    """Return the wait that the rate headers ask for; that of a used-up quota before that of any other."""
    used_up: list[float] = []
    other: list[float] = []
    for name, value in _resets(headers):
        wait_s = _moment_or_span(value, server_now)
        if wait_s is not None:
            left = _number(headers.get(name.replace("reset", "remaining"), ""))
            (used_up if left is not None and left <= 0 else other).append(wait_s)
    if used_up:
        return max(used_up)
    return min(other) if other else None


def _resets(headers: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name, value in headers.items():
        if _RESET.fullmatch(name):
            yield name, value
    combined = _COMBINED.search(headers.get("ratelimit", ""))
    if combined is not None:
        yield "ratelimit", combined.group(1)


def _moment_or_span(value: str, server_now: datetime) -> float | None:
    value = value.strip()
    if "T" in value and "-" in value:
        try:
            when = datetime.fromisoformat(value)
        except ValueError:
            return None
        return _ahead(when.replace(tzinfo=UTC) if when.tzinfo is None else when, server_now)
    seconds = _number(value)
    if seconds is None or seconds < 0:
        return None
    return seconds if seconds <= _EPOCH_FROM else _positive(seconds - server_now.timestamp())


def _ahead(when: datetime, server_now: datetime) -> float | None:
    """Return the seconds until `when`; None when it is past, which says nothing (an answer from a cache)."""
    return _positive((when - server_now).total_seconds())


def _positive(seconds: float) -> float | None:
    return seconds if seconds > 0 else None


def _number(value: str) -> float | None:
    try:
        number = float(value[:32])
    except ValueError:
        return None
    return number if math.isfinite(number) else None
