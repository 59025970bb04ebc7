"""Manners towards one host: one request in flight, a pause between two, and no second question after a refusal."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Generic, Protocol, TypeVar

from listen.errors import LoginNeeded, RateLimited, SourceError
from listen.http.patience import Budget, Patience

__all__ = ["Host", "Line"]

GIVEN_UP_AFTER = 3
"""Requests in a row that found nobody there; further ones of this run are not even tried."""

WAITED_OUT_S = 60.0
"""A used-up quota that is full again within this time is waited for; for longer ones cron has no patience."""

_GLANCE_S = 0.1
_NOBODY_THERE = frozenset(
    {"source.name_unknown", "source.not_listening", "source.unreachable", "source.timed_out", "source.tls_failed"}
)


class Line(Protocol):
    """A connection that can be hung up."""

    def close(self) -> None:
        """Close it."""
        ...


LineT = TypeVar("LineT", bound=Line)


class Host(Generic[LineT]):
    """What is known of one host during a run; shared by all lanes that may ask it.

    Never take the turns of two hosts at once: two lanes whose redirects cross would wait for each other for ever.

    Args:
        name: as shown in messages.
        pause_s: from the end of one request to the start of the next.
        patience: the run's.
        now: aware UTC.

    Attributes:
        lines: open connections by scheme and port; touched only by who has the turn.
    """

    def __init__(self, name: str, *, pause_s: float, patience: Patience, now: Callable[[], datetime]) -> None:
        self.lines: dict[tuple[str, int], LineT] = {}
        self._name = name
        self._pause_s = pause_s
        self._patience = patience
        self._now = now
        self._turn = threading.Lock()
        self._ended_at: float | None = None
        self._free_at = 0.0
        self._refusal: SourceError | None = None
        self._refused_keys: dict[frozenset[str], SourceError] = {}
        self._failures = 0

    def take_turn(self, budget: Budget, *, pause_s: float | None = None) -> None:
        """Wait for the turn, then for the end of the pause; then the budget runs.

        Args:
            budget: of the request.
            pause_s: a longer pause than usual that the service asks for; None when it does not.

        Raises:
            SourceError: if the run is stopped or over, or the budget is used up; the turn is not taken then.
        """
        while not self._turn.acquire(timeout=budget.left(_GLANCE_S)):
            self._patience.check(budget.host)
        try:
            if self._ended_at is not None:
                free_at = max(self._free_at, self._ended_at + max(self._pause_s, pause_s or 0.0))
                budget.wait(max(0.0, free_at - self._patience.now()))
            self._patience.check(budget.host)
            budget.start()
        except BaseException:
            self._turn.release()
            raise

    def give_turn(self) -> None:
        """Let the next one ask, after the pause."""
        self._ended_at = self._patience.now()
        self._turn.release()

    def raise_refusal(self, *, keys: frozenset[str]) -> None:
        """Raise what this host said before, when asking again in this run would be rude or pointless.

        Args:
            keys: that go out with the request; those it refused once are not shown to it again.

        Raises:
            SourceError: the same failure as before.
        """
        refusal = self._refusal
        if refusal is not None and refusal.retry_at is not None and self._now() >= refusal.retry_at:
            refusal = self._refusal = None
        if refusal is None:
            refusal = self._refused_keys.get(keys)
        if refusal is not None:
            raise _again(refusal)

    def note_success(self, wait_s: float | None) -> None:
        """Somebody is there; a quota that is used up with this answer is waited out, or ends this run's questions.

        Args:
            wait_s: until there is a quota again; None when there still is.
        """
        self._failures = 0
        if wait_s is None:
            return
        if wait_s <= WAITED_OUT_S:
            self._free_at = self._patience.now() + wait_s
            return
        until = self._now() + timedelta(seconds=wait_s)
        self._refusal = RateLimited.at(self._name, until)

    def note_failure(self, error: SourceError, *, keys: frozenset[str]) -> None:
        """Remember what makes further requests of this run pointless; `keys` went out with this one."""
        if isinstance(error, RateLimited):
            self._refusal = error
        elif isinstance(error, LoginNeeded) and keys:
            self._refused_keys[keys] = error
        elif error.key in _NOBODY_THERE:
            self._failures += 1
            if self._failures >= GIVEN_UP_AFTER:
                self._refusal = error
        else:
            self._failures = 0

    def hang_up(self) -> None:
        """Close all lines; only for who has the turn, or when nobody asks any more."""
        while self.lines:
            self.lines.popitem()[1].close()

    def hang_up_if_idle(self) -> None:
        """Close all lines, unless somebody is asking right now."""
        if self._turn.acquire(blocking=False):
            try:
                self.hang_up()
            finally:
                self._turn.release()


def _again(error: SourceError) -> SourceError:
    """Return the same failure as a fresh exception: one that was raised carries its old traceback."""
    return type(error)(error.key, hint=error.hint_key, retry_at=error.retry_at, **error.values)
