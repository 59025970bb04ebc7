"""What was deleted where it was published goes here, too."""

from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from listen.errors import Unreachable
from listen.model import Post
from listen.protocols import Filter
from listen.testing.memory import MemoryStore
from tests.fetch_world import NOW, FakeSource, post, run

HOST = "fake.example"


@dataclass
class Telling(FakeSource):
    """A source that can say what is gone."""

    deleted: set[str] = field(default_factory=set)
    checked: list[tuple[str, ...]] = field(default_factory=list)
    fails: bool = False

    def recheck(self, native_ids, fetcher):
        self.checked.append(tuple(native_ids))
        if self.fails:
            raise Unreachable("source.unreachable", host=HOST, why="test")
        return self.deleted | {"never-stored"}


@pytest.fixture
def store():
    return MemoryStore()


def telling(*posts: Post) -> Telling:
    return Telling(posts={HOST: list(posts)})


def stored(store):
    return {mention.post.native_id for mention in store.mentions(Filter())}


def test_what_is_gone_is_taken_out(store):
    source = telling(post(1), post(2))
    run(source, store)
    source.deleted = {"p2"}

    results = run(source, store, now=NOW + timedelta(hours=1))

    assert stored(store) == {"p1"}
    assert {result.stream.key: result.outcome.changed for result in results} == {
        "fake fake.example": 0,
        "fake recheck": 1,
    }


def test_it_is_asked_once_a_day(store):
    source = telling(post(1))
    run(source, store)
    for hours in (1, 2, 12, 22):
        run(source, store, now=NOW + timedelta(hours=hours))

    assert source.checked == [("p1",), ("p1",)]


def test_nothing_stored_nothing_asked(store):
    source = telling()

    run(source, store)
    run(source, store, now=NOW + timedelta(hours=1))

    assert source.checked == []


def test_a_failure_is_told_and_takes_nothing_away(store):
    source = telling(post(1))
    run(source, store)
    source.fails = True

    results = run(source, store, now=NOW + timedelta(hours=1))

    assert [result.stream.key for result in results if result.has_failed] == ["fake recheck"]
    assert stored(store) == {"p1"}
    assert len(source.checked) == 1


def test_old_posts_are_left_alone(store):
    source = telling(post(1), post(24 * 40))
    run(source, store)

    run(source, store, now=NOW + timedelta(hours=1))

    assert source.checked == [("p1",)]
