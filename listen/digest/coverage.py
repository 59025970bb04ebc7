"""What was looked at, what failed and since when, and what cannot be seen."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from listen.figures import NEW_UNTIL, RUNS_REMEMBERED, listening_since
from listen.protocols import Run, StreamState
from listen.pulse import silence

__all__ = ["RUNS_REMEMBERED", "Coverage", "Failing", "GapSeen", "SilentStream", "Unscored", "coverage"]

_OLD_AFTER = timedelta(hours=36)
"""Somebody who fetches once a day is never told that the digest is old."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failing:
    """A stream that could not be read when it was last asked.

    Attributes:
        place: what a person calls it.
        since: aware UTC of the first failure in a row.
        failures: in a row.
        error_key, error_values: why, as a phrase.
        waits_until: not asked again before; None when the next run may.
    """

    source: str
    place: str
    since: datetime | None
    failures: int
    error_key: str
    error_values: Mapping[str, object]
    waits_until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GapSeen:
    """A stream whose service had more posts than it gave; see `listen.model.Gap`."""

    source: str
    place: str
    since: datetime | None
    until: datetime | None
    missed: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SilentStream:
    """A stream that answers, and should have brought something: quiet since when, its usual posts a day."""

    source: str
    place: str
    since: datetime
    usual: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Unscored:
    """Mentions that nobody could judge.

    Attributes:
        mentions: how many in the window.
        languages: ISO 639-1 for which there is no analyzer, most frequent first; None where it could not be told.
    """

    mentions: int
    languages: tuple[str | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What the digest rests on.

    Attributes:
        streams: how many are remembered.
        read: how many of them were read without failure when last asked.
        waiting: how many were never read completely, and did not fail either (first run not over).
        failing: longest failing first.
        gaps: seen since the window began.
        silent: answering, and too quiet for their habits.
        unscored: None when everything was judged.
        dropped: how many mentions of the window are left out of everything, because they are not about us.
        switched_off: names of sources that could be asked and are not.
        last_run: the last one; None when `fetch` never ran.
        is_old: the last run is more than a day and a half ago.
        is_new: listening began less than a week ago, so that nothing can be called usual.
        listening_since: when the first known run began; None when `fetch` never ran.
    """

    streams: int
    read: int
    waiting: int
    failing: tuple[Failing, ...] = ()
    gaps: tuple[GapSeen, ...] = ()
    silent: tuple[SilentStream, ...] = ()
    unscored: Unscored | None = None
    dropped: int = 0
    switched_off: tuple[str, ...] = ()
    last_run: Run | None = None
    is_old: bool = False
    is_new: bool = False
    listening_since: datetime | None = None


def coverage(
    states: Mapping[str, StreamState],
    runs: Sequence[Run],
    *,
    now: datetime,
    gaps_since: datetime,
    planned: Collection[str] | None = None,
    unscored: Unscored | None = None,
    switched_off: tuple[str, ...] = (),
) -> Coverage:
    """Return what a digest rests on.

    Args:
        states: what is remembered of every stream, by key.
        runs: the last ones, newest first.
        now: aware UTC.
        gaps_since: aware UTC; older gaps are not told again.
        planned: keys of the streams that are still asked; None for all. What is no longer configured is not missed.
        unscored: handed through.
        switched_off: handed through.
    """
    asked = [state for key, state in states.items() if planned is None or key in planned]
    first = runs[-1] if runs else None
    last = runs[0] if runs else None
    began = listening_since(runs)
    failing = sorted(_failing(asked, now), key=lambda one: (one.since is None, one.since or now, one.place))
    return Coverage(
        streams=len(asked),
        read=sum(state.error_key is None and state.last_success_at is not None for state in asked),
        waiting=sum(state.error_key is None and state.last_success_at is None for state in asked),
        failing=tuple(failing),
        gaps=tuple(_gaps(asked, gaps_since)),
        silent=tuple(_silent(asked, now)),
        unscored=unscored,
        switched_off=switched_off,
        last_run=last,
        is_old=last is not None and now - last.started_at > _OLD_AFTER,
        is_new=first is None or (began is not None and now - began < NEW_UNTIL),
        listening_since=None if first is None else first.started_at,
    )


def _failing(states: Iterable[StreamState], now: datetime) -> Iterable[Failing]:
    for state in states:
        if state.error_key is None:
            continue
        waits = state.next_allowed_at if state.next_allowed_at is not None and state.next_allowed_at > now else None
        yield Failing(
            source=state.source,
            place=state.place or state.key,
            since=state.failing_since,
            failures=state.failures,
            error_key=state.error_key,
            error_values=state.error_values,
            waits_until=waits,
        )


def _gaps(states: Iterable[StreamState], since: datetime) -> Iterable[GapSeen]:
    for state in states:
        if state.gap_seen_at is not None and state.gap_seen_at >= since:
            yield GapSeen(
                source=state.source,
                place=state.place or state.key,
                since=state.gap_since,
                until=state.gap_until,
                missed=state.gap_missed,
            )


def _silent(states: Iterable[StreamState], now: datetime) -> Iterable[SilentStream]:
    """Yield those that are read without an error and should have brought something."""
    for state in states:
        found = silence(state.pulse, now=now) if state.error_key is None else None
        if found is not None:
            yield SilentStream(
                source=state.source, place=state.place or state.key, since=found.since, usual=found.usual
            )
