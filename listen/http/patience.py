"""How long anything may take: the run's own end, and the wall-clock budget of one request."""

import math
import time
from collections.abc import Callable
from threading import Event

from listen.errors import SourceError, TimedOut, Unreachable

__all__ = ["Budget", "Patience"]


class Patience:
    """The run's clock, its end, and whether somebody stopped it; shared by all lanes.

    Args:
        monotonic: seconds on a clock that never goes back.
        until: on that clock, when the run must be over; None without a limit.
        sleep: how to wait; by default in a way that `stop` cuts short.
    """

    def __init__(
        self,
        *,
        monotonic: Callable[[], float] = time.monotonic,
        until: float | None = None,
        sleep: Callable[[float], object] | None = None,
    ) -> None:
        self._monotonic = monotonic
        self._until = until
        self._stopped = Event()
        self._sleep = self._stopped.wait if sleep is None else sleep

    def stop(self) -> None:
        """Make everything that waits give up at once; may be called from a signal handler."""
        self._stopped.set()

    @property
    def is_stopped(self) -> bool:
        """Return whether somebody called `stop`."""
        return self._stopped.is_set()

    def now(self) -> float:
        """Return the seconds on the run's clock."""
        return self._monotonic()

    def check(self, host: str) -> None:
        """Raise when the run was stopped or is over.

        Raises:
            Unreachable: if it was stopped.
            TimedOut: if its time is used up.
        """
        if self._stopped.is_set():
            raise Unreachable("source.stopped", host=host)
        if self._until is not None and self._monotonic() >= self._until:
            raise TimedOut("source.run_over", host=host)

    def wait(self, seconds: float, host: str) -> None:
        """Wait; give up at once when the wait would outlast the run.

        Raises:
            Unreachable: if the run was stopped.
            TimedOut: if the run would be over before.
        """
        if seconds > 0:
            if self._until is not None and self._monotonic() + seconds >= self._until:
                raise TimedOut("source.run_over", host=host)
            self._sleep(seconds)
        self.check(host)

    def budget(self, seconds: float, host: str) -> "Budget":
        """Start the budget of one request."""
        return Budget(self, seconds, host)

    def end_of(self, seconds: float) -> float:
        """Return when `seconds` from now are over, or the run."""
        end = self._monotonic() + seconds
        return end if self._until is None else min(end, self._until)


class Budget:
    """What is left of one request's wall-clock time: name look-up, connect, TLS, every read and redirect draw on it.

    Before `start` only the run's own end limits it: waiting for one's turn at a host is not that host's slowness.

    Attributes:
        host: whom to name in messages.
        has_spoken: something of the request may have gone out.
    """

    __slots__ = ("_end", "_patience", "_seconds", "has_spoken", "host")

    def __init__(self, patience: Patience, seconds: float, host: str) -> None:
        self._patience = patience
        self._seconds = seconds
        self._end = math.inf
        self.host = host
        self.has_spoken = False

    def start(self) -> None:
        """Let the time run, unless it does already."""
        if self._end == math.inf:
            self._end = self._patience.end_of(self._seconds)

    def has(self, seconds: float) -> bool:
        """Return whether so much is left."""
        return self._patience.now() + seconds < self._end

    def left(self, at_most: float) -> float:
        """Return how many seconds the next step may take, at most `at_most`.

        Raises:
            Unreachable: if the run was stopped.
            TimedOut: if nothing is left.
        """
        left = self._end - self._patience.now()
        if left <= 0 or self._patience.is_stopped:
            raise self.used_up()
        return min(left, at_most)

    def wait(self, seconds: float) -> None:
        """Wait within the budget.

        Raises:
            Unreachable: if the run was stopped.
            TimedOut: if less is left than that.
        """
        if not self.has(seconds):
            raise self.used_up()
        self._patience.wait(seconds, self.host)

    def used_up(self) -> SourceError:
        """Return the error that says why there is no time left."""
        try:
            self._patience.check(self.host)
        except SourceError as error:
            return error
        return TimedOut("source.timed_out", host=self.host, seconds=f"{self._seconds:g}")
