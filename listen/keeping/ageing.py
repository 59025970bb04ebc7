"""Retention: what is over its time, and how it goes, a batch at a time, so that a run can be stopped at any instant."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from listen.brand import Keep
from listen.protocols import Store
from listen.retention import Aged, Deed

__all__ = ["BATCH", "Plan", "Step", "Taken", "carry_out", "plan", "summed"]

BATCH = 1_000
"""Posts a transaction."""

_AT_ONCE = 10
"""More than one in so many at once looks like a clock that is wrong: then a person is asked."""

_IDLE = timedelta(days=30)
"""A first fetch brings many posts at once, and their authors are hidden at once: no wonder while runs go on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One deed of one source: posts first seen before a moment, and how many of them are left to be looked at."""

    deed: Deed
    source: str
    before: datetime
    posts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """How many posts one deed took something from; `source` is None for answers and what came back after them."""

    deed: Deed
    source: str | None
    posts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is over its time.

    Attributes:
        steps: those with something to do; posts that go come first.
        answers_before: answers, notes and the like of earlier days go; None when they are kept for ever.
        answers: how many rows those are.
        replies_before: who wrote back earlier becomes a pseudonym; None when authors are kept for ever.
        stored: how many posts there are.
        is_clock_doubtful: the last run is long ago, or there was none: perhaps the clock is far ahead.
    """

    steps: tuple[Step, ...]
    answers_before: date | None
    answers: int
    replies_before: date | None
    stored: int
    is_clock_doubtful: bool = True

    def posts(self, deed: Deed) -> int:
        """Return how many posts one deed concerns."""
        return sum(step.posts for step in self.steps if step.deed is deed)

    @property
    def most(self) -> int:
        """Return how many posts would go at once, or, where the clock is in doubt, lose author or text."""
        deeds = tuple(Deed) if self.is_clock_doubtful else (Deed.AGED,)
        return max(self.posts(deed) for deed in deeds)

    @property
    def is_drastic(self) -> bool:
        """Return whether that is more than a tenth of all posts."""
        return self.most * _AT_ONCE > self.stored

    @property
    def is_empty(self) -> bool:
        """Return whether nothing is over its time."""
        return not self.steps and not self.answers


def plan(store: Store, keep: Keep, ceilings: Mapping[str, int], *, now: datetime) -> Plan:
    """Return what is over its time at `now`.

    Args:
        store: where everything is; not changed.
        keep: for how long.
        ceilings: days that the terms of single sources allow, by name; nobody can lengthen them.
        now: aware UTC.
    """
    archive = store.archive
    stored = archive.sources()
    last = store.runs(1)
    steps = []
    for deed in (Deed.AGED, Deed.AUTHOR_HIDDEN, Deed.TEXT_SHORTENED):
        for source in stored:
            days = {
                Deed.AGED: keep.mentions_of(source, ceilings.get(source)),
                Deed.AUTHOR_HIDDEN: keep.authors,
                Deed.TEXT_SHORTENED: keep.texts,
            }[deed]
            before = _ago(now, days)
            posts = 0 if before is None else archive.overdue(deed, source, before)
            if before is not None and posts:
                steps.append(Step(deed=deed, source=source, before=before, posts=posts))
    answers_before, replies_before = _ago(now, keep.answers), _ago(now, keep.authors)
    return Plan(
        steps=tuple(steps),
        answers_before=None if answers_before is None else answers_before.date(),
        answers=0 if answers_before is None else archive.overdue_answers(answers_before.date()),
        replies_before=None if replies_before is None else replies_before.date(),
        stored=sum(stored.values()),
        is_clock_doubtful=not last or not -_IDLE < now - last[0].started_at < _IDLE,
    )


def _ago(now: datetime, days: int | None) -> datetime | None:
    if days is None:
        return None
    try:
        return now - timedelta(days=days)
    except OverflowError:
        return None


def carry_out(store: Store, planned: Plan, *, today: date, batch: int = BATCH) -> Iterator[Taken]:
    """Take away what is over its time, in short transactions; yield after each of them what it took.

    Stopped or killed anywhere, what was done stays done, and the next plan holds the rest.
    """
    archive = store.archive
    for step in planned.steps:
        once = partial(archive.age, step.deed, step.source, step.before, today=today, limit=batch)
        yield from _all(once, step.deed, step.source)
    answers_before, replies_before = planned.answers_before, planned.replies_before
    if answers_before is not None:
        yield from _all(partial(archive.age_answers, answers_before, today=today, limit=batch), Deed.ANSWER_AGED, None)
    if replies_before is not None:
        yield from _all(partial(archive.age_replies, replies_before, limit=batch), Deed.AUTHOR_HIDDEN, None)


def _all(once: Callable[[], Aged], deed: Deed, source: str | None) -> Iterator[Taken]:
    while (aged := once()).looked_at:
        yield Taken(deed=deed, source=source, posts=aged.taken)


def summed(taken: Iterable[Taken]) -> tuple[Taken, ...]:
    """Return what was taken, once for each deed and source, without those that came to nothing."""
    sums: dict[tuple[Deed, str | None], int] = {}
    for one in taken:
        sums[one.deed, one.source] = sums.get((one.deed, one.source), 0) + one.posts
    return tuple(Taken(deed=deed, source=source, posts=posts) for (deed, source), posts in sums.items() if posts)
