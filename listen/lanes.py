"""Ask many streams side by side: one host a lane, one stream at a time in a lane, nobody waits for a slow one."""

import queue
import threading
import time
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from listen.errors import Blocked, SourceError, TimedOut, Unreachable, Unreadable
from listen.model import Page, Stream
from listen.protocols import Answer, Fetcher, Request, Source

__all__ = ["Arrival", "Asked", "ask"]

_DOWN_AFTER = 2
"""Streams of one host that may fail to connect before the rest of its lane is spared the wait."""

_STUCK_AFTER_S = 2.0
_MOST_THREADS = 64
_WAITING_PAGES = 32
"""Pages that may wait for the store; beyond that the lanes wait, so memory stays bounded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A stream with the source that reads it and the checkpoint it goes on from."""

    source: Source
    stream: Stream
    checkpoint: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A page, a failure, or (both None) the good end of a stream."""

    stream: Stream
    page: Page | None = None
    error: SourceError | None = None


_LONGEST_TURN_S = 0.5


class _Baton:
    """Lets one lane compute at a time, and all of them wait for the network.

    Ten threads that parse at once share one interpreter: they take turns every few milliseconds and spend more on the
    turns than on the work (measured: 8.2 against 5.6 s CPU for a thousand feeds). It is a courtesy, not a lock: who
    has waited for half a second goes on without it, so that a source that blocks holds nobody up.
    """

    def __init__(self, fetcher: Fetcher) -> None:
        self._fetcher = fetcher
        self._turn = threading.Lock()
        self._mine = threading.local()

    def take(self) -> None:
        """Wait for this thread's turn, for a while."""
        self._mine.has = self._turn.acquire(timeout=_LONGEST_TURN_S)

    def give(self) -> bool:
        """Let another thread compute; return whether it was this one's turn."""
        has = getattr(self._mine, "has", False)
        if has:
            self._mine.has = False
            self._turn.release()
        return has

    def get(self, request: Request) -> Answer:
        """Ask, while others compute."""
        was_our_turn = self.give()
        try:
            return self._fetcher.get(request)
        finally:
            if was_our_turn:
                self.take()


@dataclass(slots=True)
class _Ear:
    """Passes questions on, and remembers the last answer of one stream: the sample, if it cannot be read."""

    fetcher: Fetcher
    last: bytes | None = None

    def get(self, request: Request) -> Answer:
        """Ask, and remember."""
        answer = self.fetcher.get(request)
        self.last = answer.body
        return answer


@dataclass(slots=True)
class _Lanes:
    """The threads' shared state: hosts still to be asked, and since when each thread is at its stream."""

    waiting: deque[tuple[Asked, ...]]
    arrivals: "queue.Queue[Arrival]"
    baton: _Baton
    since: datetime
    stop: threading.Event
    is_first_page_only: bool
    busy_since: dict[int, float] = field(default_factory=dict)

    def work(self) -> None:
        me = threading.get_ident()
        while not self.stop.is_set():
            try:
                lane = self.waiting.popleft()
            except IndexError:
                break
            self._ask_lane(lane, me)
        self.busy_since.pop(me, None)

    def _ask_lane(self, lane: tuple[Asked, ...], me: int) -> None:
        failed_in_a_row = 0
        for asked in lane:
            if self.stop.is_set():
                return
            self.busy_since[me] = time.monotonic()
            error = self._ask_stream(asked)
            self._put(Arrival(stream=asked.stream, error=error))
            failed_in_a_row = failed_in_a_row + 1 if isinstance(error, Unreachable | TimedOut) else 0
            if failed_in_a_row == _DOWN_AFTER:
                rest = lane[lane.index(asked) + 1 :]
                for spared in rest:
                    self._put(Arrival(stream=spared.stream, error=error))
                return

    def _ask_stream(self, asked: Asked) -> SourceError | None:
        self.baton.take()
        ear = _Ear(self.baton)
        try:
            for page in asked.source.pages(asked.stream, asked.checkpoint, ear, since=self.since):
                self._put(Arrival(stream=asked.stream, page=page))
                if self.stop.is_set() or self.is_first_page_only:
                    return None
        except SourceError as error:
            if isinstance(error, Unreadable | Blocked) and error.sample is None:
                error.sample = ear.last
            return error
        except Exception as error:  # noqa: BLE001  a foreign source's bug must not end the run
            broken = SourceError("source.plugin_failed", source=asked.stream.source, why=type(error).__name__)
            broken.__cause__ = error
            broken.sample = ear.last
            return broken
        finally:
            self.baton.give()
        return None

    def _put(self, arrival: Arrival) -> None:
        try:
            self.arrivals.put_nowait(arrival)
        except queue.Full:
            was_our_turn = self.baton.give()
            self._put_when_there_is_room(arrival)
            if was_our_turn:
                self.baton.take()

    def _put_when_there_is_room(self, arrival: Arrival) -> None:
        while not self.stop.is_set():
            try:
                self.arrivals.put(arrival, timeout=0.1)
            except queue.Full:
                # Waiting for the store is not being stuck at a host.
                self.busy_since[threading.get_ident()] = time.monotonic()
            else:
                return


def _by_host(wanted: Sequence[Asked]) -> deque[tuple[Asked, ...]]:
    """Return one lane a host, the longest first: the run is as slow as its slowest host."""
    hosts: defaultdict[str, list[Asked]] = defaultdict(list)
    for asked in wanted:
        hosts[asked.stream.host].append(asked)
    return deque(sorted((tuple(lane) for lane in hosts.values()), key=len, reverse=True))


def ask(
    wanted: Sequence[Asked],
    fetcher: Fetcher,
    *,
    since: datetime,
    lanes: int,
    stop: threading.Event,
    is_first_page_only: bool = False,
    idle_s: float = 0.1,
) -> Iterator[Arrival | None]:
    """Yield what arrives, in order of arrival; None whenever nothing came for `idle_s` seconds.

    Every stream ends with exactly one arrival without a page, unless `stop` is set. A thread that is stuck with a slow
    host for two seconds gets a stand-in, so that ten dead hosts do not hold up the hundred behind them.
    """
    arrivals: queue.Queue[Arrival] = queue.Queue(maxsize=_WAITING_PAGES)
    state = _Lanes(_by_host(wanted), arrivals, _Baton(fetcher), since, stop, is_first_page_only)
    threads: list[threading.Thread] = []

    def one_more() -> None:
        thread = threading.Thread(target=state.work, name=f"lane-{len(threads)}", daemon=True)
        threads.append(thread)
        thread.start()

    for _ in range(min(lanes, len(state.waiting))):
        one_more()
    left = len(wanted)
    try:
        while left and not stop.is_set():
            try:
                arrival = state.arrivals.get(timeout=idle_s)
            except queue.Empty:
                if state.waiting and len(threads) < _MOST_THREADS and _all_stuck(state.busy_since):
                    one_more()
                yield None
                continue
            left -= arrival.page is None
            # Whoever reads the arrivals computes, too.
            state.baton.take()
            try:
                yield arrival
            finally:
                state.baton.give()
    finally:
        stop.set()


def _all_stuck(busy_since: Mapping[int, float]) -> bool:
    now = time.monotonic()
    return all(now - since > _STUCK_AFTER_S for since in list(busy_since.values()))
