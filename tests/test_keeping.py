"""Retention decides what is over its time; sources say what is gone."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest

from listen.brand import Keep
from listen.dialogue import Thread
from listen.errors import Gone, Unreachable
from listen.keeping import carry_out, plan, recent, recheck, still_there, summed
from listen.model import Post
from listen.retention import Deed
from listen.testing.memory import MemoryStore
from tests.store.test_archive import LONG
from tests.store.world import NOW, delivery, mention

TODAY = NOW.date()


def aged(native_id: str, days: int, source: str = "feed", text: str = "ExampleVent läuft."):
    return replace(mention(native_id, text, source=source), first_seen_at=NOW - timedelta(days=days))


@pytest.fixture
def store() -> MemoryStore:
    made = MemoryStore()
    made.save(
        [
            delivery(
                aged("new", 1),
                aged("half", 200),
                aged("year", 400, text=LONG),
                aged("old", 1200),
                aged("video", 40, "youtube"),
                *(aged(f"more{number}", 2) for number in range(30)),
            )
        ],
        now=NOW,
    )
    return made


def due(store: MemoryStore, keep: Keep, ceilings: dict[str, int] | None = None) -> dict[tuple[str, str], int]:
    return {(step.deed.value, step.source): step.posts for step in plan(store, keep, ceilings or {}, now=NOW).steps}


def test_each_thing_has_its_time(store: MemoryStore):
    assert due(store, Keep()) == {
        ("aged", "feed"): 1,
        ("author_hidden", "feed"): 3,
        ("text_shortened", "feed"): 2,
    }


def test_what_is_kept_for_ever_is_not_due(store: MemoryStore):
    assert due(store, Keep(authors=None, texts=None, mentions=None, answers=None)) == {}


def test_a_source_may_have_a_time_of_its_own(store: MemoryStore):
    keep = Keep(authors=None, texts=None, sources={"youtube": 30, "feed": None})

    assert due(store, keep) == {("aged", "youtube"): 1}


def test_nobody_can_lengthen_what_the_terms_allow(store: MemoryStore):
    for wished in (None, 4000, 31):
        keep = Keep(authors=None, texts=None, mentions=None, sources={"youtube": wished})
        assert due(store, keep, {"youtube": 30}) == {("aged", "youtube"): 1}
    assert Keep(sources={"youtube": 7}).mentions_of("youtube", 30) == 7


def test_keeping_twice_is_keeping_once(store: MemoryStore):
    planned = plan(store, Keep(), {}, now=NOW)
    taken = summed(carry_out(store, planned, today=TODAY, batch=2))

    assert {(one.deed.value, one.posts) for one in taken} == {("aged", 1), ("author_hidden", 2), ("text_shortened", 1)}
    assert plan(store, Keep(), {}, now=NOW).is_empty
    assert list(carry_out(store, plan(store, Keep(), {}, now=NOW), today=TODAY)) == []


def test_a_clock_far_ahead_is_noticed(store: MemoryStore):
    assert not plan(store, Keep(), {}, now=NOW).is_drastic
    assert plan(store, Keep(), {}, now=NOW + timedelta(days=3000)).is_drastic
    assert plan(store, Keep(mentions=None, texts=None), {}, now=NOW + timedelta(days=300)).is_drastic
    assert not plan(MemoryStore(), Keep(), {}, now=NOW).is_drastic


def test_while_runs_go_on_many_pseudonyms_at_once_are_no_wonder(store: MemoryStore):
    later = NOW + timedelta(days=200)
    store.begin_run(later - timedelta(days=1))

    assert plan(store, Keep(), {}, now=later).posts(Deed.AUTHOR_HIDDEN) > 30
    assert not plan(store, Keep(), {}, now=later).is_drastic
    assert plan(store, Keep(mentions=150), {}, now=later).is_drastic
    assert plan(store, Keep(), {}, now=later + timedelta(days=60)).is_drastic


@pytest.mark.parametrize("days", [-365 * 56, 365 * 12, 365 * 7000])
def test_no_clock_breaks_it(store: MemoryStore, days: int):
    planned = plan(store, Keep(), {}, now=NOW + timedelta(days=days))

    list(carry_out(store, planned, today=(NOW + timedelta(days=days)).date()))
    assert plan(store, Keep(), {}, now=NOW + timedelta(days=days)).steps == ()


@dataclass
class Telling:
    """A source that can say what is gone."""

    gone: set[str] = field(default_factory=set)
    fails: bool = False
    asked: list[tuple[str, ...]] = field(default_factory=list)

    def recheck(self, native_ids: Sequence[str], fetcher: object) -> Collection[str]:
        self.asked.append(tuple(native_ids))
        if self.fails:
            raise Unreachable("source.unreachable", host="x.example", why="test")
        return self.gone


@dataclass
class Threaded:
    """A source that shows conversations."""

    gone: bool

    def thread(self, post: Post, fetcher: object) -> Thread:
        if self.gone:
            raise Gone("source.gone", host="x.example")
        return Thread()


def ask(store: MemoryStore, numbers: Sequence[int], **sources: object):
    return recheck(store, numbers, sources, None, today=TODAY)  # type: ignore[arg-type]


def test_what_is_gone_at_its_origin_goes_here_and_is_counted(store: MemoryStore):
    checked = ask(store, [1, 2, 5, 99], feed=Telling(gone={"half"}), youtube=Telling())

    assert (checked.there, checked.gone, checked.unknown) == ((1, 5), (2,), ())
    assert store.mention(2) is None
    assert [(one.deed, one.posts) for one in store.archive.deletions(9)] == [(Deed.GONE, 1)]


def test_a_source_that_fails_takes_nothing_away_and_stops_nobody_else(store: MemoryStore):
    checked = ask(store, [1, 5], feed=Telling(fails=True), youtube=Telling(gone={"video"}))

    assert (checked.there, checked.gone, [name for name, _ in checked.failed]) == ((), (5,), ["feed"])
    assert store.mention(1) is not None


def test_where_a_source_cannot_tell_nothing_is_known(store: MemoryStore):
    assert ask(store, [1]).unknown == (1,)
    assert ask(store, [1], feed=Threaded(gone=False)).there == (1,)
    assert ask(store, [1], feed=Threaded(gone=True)).gone == (1,)


def test_a_single_post_can_be_asked_for_before_it_is_quoted():
    post = mention("1").post

    assert still_there(post, Telling(), None) is True  # type: ignore[arg-type]
    assert still_there(post, Telling(gone={"1"}), None) is False  # type: ignore[arg-type]
    assert still_there(post, None, None) is None  # type: ignore[arg-type]


def test_the_posts_of_the_last_month_are_looked_at(store: MemoryStore):
    ones = [replace(aged(f"p{days}", days), day=TODAY - timedelta(days=days)) for days in (1, 29, 31)]
    fresh = MemoryStore()
    fresh.save([delivery(*ones)], now=NOW)

    assert sorted(recent(fresh, ["feed", "youtube"], now=NOW)) == [1, 2]
