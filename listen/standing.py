"""How a stream stands after a page or a failure: pure steps from one `StreamState` to the next."""

from dataclasses import replace
from datetime import datetime, timedelta

from listen.errors import Gone, LoginNeeded, QueryRefused, SourceError
from listen.model import Page, Stream
from listen.protocols import StreamState
from listen.pulse import beaten

__all__ = ["SHOUT_AT", "after_failure", "after_page", "first_state", "is_due", "is_worth_a_line", "recovered_loudly"]

SHOUT_AT = 3
"""Passing failures in a row that are one line in a cron mail; the first two are silent."""

_FIRST_PAUSE = timedelta(hours=1)
_LONGEST_PAUSE = timedelta(hours=24)
_FOR_GOOD = timedelta(days=36_500)


def first_state(stream: Stream) -> StreamState:
    """Return the state of a stream that was never asked."""
    return StreamState(key=stream.key, source=stream.source, host=stream.host, place=stream.place)


def is_due(state: StreamState, now: datetime) -> bool:
    """Say whether the stream may be asked now."""
    return state.next_allowed_at is None or state.next_allowed_at <= now


def after_page(state: StreamState, page: Page, *, rules: str, brought: int, now: datetime) -> StreamState:
    """Return the state after `page` was read; the checkpoint moves only with the page that completes the stream."""
    state = replace(
        state,
        seen=state.seen + page.seen,
        brought=state.brought + brought,
        pulse=beaten(state.pulse, (post.published_at for post in page.posts), now=now),
    )
    if page.gap is not None:
        state = replace(
            state,
            gap_since=page.gap.since,
            gap_until=page.gap.until,
            gap_missed=page.gap.missed,
            gap_seen_at=now,
        )
    if page.moved_to is not None:
        state = replace(state, moved_to=page.moved_to)
    if page.checkpoint is None:
        return state
    return replace(
        state,
        checkpoint=page.checkpoint,
        rules=rules,
        failures=0,
        failing_since=None,
        last_success_at=now,
        next_allowed_at=None,
        error_key=None,
        error_values={},
    )


def after_failure(state: StreamState, error: SourceError, *, now: datetime) -> StreamState:
    """Return the state after a failure: counted, said why, and not asked again too soon."""
    failures = state.failures + 1
    return replace(
        state,
        failures=failures,
        failing_since=state.failing_since or now,
        next_allowed_at=_not_before(error, failures, now),
        error_key=error.key,
        error_values={
            name: value if isinstance(value, int | float) else str(value) for name, value in error.values.items()
        },
    )


def _not_before(error: SourceError, failures: int, now: datetime) -> datetime | None:
    if error.retry_at is not None:
        return error.retry_at
    if isinstance(error, Gone) and error.values.get("is_final"):
        return now + _FOR_GOOD
    if isinstance(error, LoginNeeded):
        return None  # a person may log in at any moment, and one question a run harms nobody
    if isinstance(error, QueryRefused):
        return now + _LONGEST_PAUSE
    if failures < SHOUT_AT:
        return None
    doublings = min(failures - SHOUT_AT, 10)
    return now + min(_FIRST_PAUSE * (1 << doublings), _LONGEST_PAUSE)


def is_worth_a_line(before: StreamState, error: SourceError) -> bool:
    """Say whether a quiet run speaks of this failure: what only a person can mend at once, the rest the third time."""
    failures = before.failures + 1
    return failures == SHOUT_AT if error.is_passing else failures == 1 or before.error_key != error.key


def recovered_loudly(before: StreamState) -> bool:
    """Say whether a quiet run speaks of the recovery: only when it had spoken of the failure."""
    return before.failures >= SHOUT_AT
