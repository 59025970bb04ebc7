"""A scripted world for a source: what people said, and a service that serves it the way the real one would."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from listen.brand import Query
from listen.protocols import Request, Source
from listen.testing.door import Served

__all__ = ["NOW", "Said", "World"]

NOW = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)
"""The service's clock in every world; what was said before the first run was said before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Something that somebody said; the script writes it the way the service would.

    Attributes:
        number: order of arrival at the service, starting at 1; its identity.
        text: to be served as title or text, whole and unchanged.
        at: when it says it was published, aware UTC; usually in order of arrival, not always.
    """

    number: int
    text: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """A service as it behaves, and the source that asks it.

    Attributes:
        make: returns a new source; nothing may be carried from one to the next.
        queries: what is searched; they have to make the source ask exactly one stream.
        serve: what the service answers to a request when these things were said, newest arrival first. It has to
            keep bounds, cursors and page sizes like the service does.
        word: the brand's word, in every text.
        amount: how many things were said before the first run; enough for several pages, where there are pages.
        burst: how many are said between two runs.
        apart: time between two of them.
        late: something may arrive this much later than it says; the source's overlap has to cover it.
    """

    make: Callable[[], Source]
    queries: Sequence[Query]
    serve: Callable[[Request, Sequence[Said]], Served]
    word: str = "ExampleVent"
    amount: int = 100
    burst: int = 50
    apart: timedelta = timedelta(minutes=20)
    late: timedelta = timedelta(hours=1)

    def said(self) -> tuple[Said, ...]:
        """Return what was said before the first run, newest first."""
        return tuple(self.one(self.amount - place, at=NOW - (place + 1) * self.apart) for place in range(self.amount))

    def one(self, number: int, *, at: datetime, how: str = "loud") -> Said:
        """Return one thing said, with its number in the text."""
        return Said(number=number, text=f"{self.word} is {how} (no. {number})", at=at)

    def later(self, said: Sequence[Said], count: int) -> tuple[Said, ...]:
        """Return `said` with `count` more in front, said since the first run."""
        newest = max((one.number for one in said), default=0)
        more = (self.one(newest + step, at=NOW + step * self.apart) for step in range(count, 0, -1))
        return (*more, *said)
