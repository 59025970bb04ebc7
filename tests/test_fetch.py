"""A run keeps what is new and loses nothing, wherever it stops."""

from dataclasses import replace
from datetime import timedelta

import pytest

from listen.brand import Query
from listen.errors import Blocked, Gone, LoginNeeded, RateLimited, TimedOut, Unreachable
from listen.fetch import summary
from listen.model import Engagement, Gap, Label
from listen.protocols import Filter
from listen.retention import Voucher
from listen.testing.memory import MemoryStore
from tests.fetch_world import BRAND, NOW, FakeSource, post, run, settings

HOST = "fake.example"
KEY = "fake fake.example"


def stored(store: MemoryStore) -> set[str]:
    return {mention.post.native_id for mention in store.mentions(Filter(is_own=None))}


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


def test_what_matches_is_kept_and_the_rest_is_not(store: MemoryStore):
    source = FakeSource(posts={HOST: [post(1), post(2, "about something else"), post(3, "ExampleVent is quiet")]})

    [result] = run(source, store)

    assert stored(store) == {"p1", "p3"}
    assert (result.outcome.seen, result.outcome.new, result.outcome.changed) == (3, 2, 0)
    assert {mention.label for mention in store.mentions(Filter())} == {Label.CRITICISM, Label.PRAISE}


def test_a_second_run_adds_nothing(store: MemoryStore):
    source = FakeSource(posts={HOST: [post(number) for number in range(1, 8)]})
    run(source, store)

    [result] = run(source, store)

    assert (result.outcome.new, result.outcome.changed) == (0, 0)
    assert source.asked[1][1] is not None


def test_reading_all_again_adds_nothing(store: MemoryStore):
    source = FakeSource(posts={HOST: [post(number) for number in range(1, 8)]})
    run(source, store)

    [result] = run(source, store, is_again=True)

    assert source.asked[1][1] is None
    assert (result.outcome.seen, result.outcome.new, result.outcome.changed) == (7, 0, 0)


@pytest.mark.parametrize("page", range(4))
def test_an_interrupted_stream_leaves_no_gap(store: MemoryStore, page: int):
    source = FakeSource(posts={HOST: [post(number) for number in range(1, 8)]})
    source.breaks_after[HOST] = (page, Unreachable("source.unreachable", host=HOST, why="down"))

    [broken] = run(source, store)

    assert stored(store) == {f"p{number}" for number in range(1, 1 + 2 * page)}
    assert store.streams()[KEY].checkpoint is None
    assert broken.has_failed

    source.breaks_after.clear()
    [mended] = run(source, store)

    assert stored(store) == {f"p{number}" for number in range(1, 8)}
    assert mended.outcome.new == 7 - 2 * page
    assert store.streams()[KEY].failures == 0


def test_a_failing_stream_does_not_touch_the_others(store: MemoryStore):
    source = FakeSource(posts={"a.example": [post(1)], "b.example": [post(2)]})
    source.breaks_after["a.example"] = (0, Blocked("source.blocked", host="a.example"))

    failed, good = run(source, store)

    assert stored(store) == {"p2"}
    assert (failed.has_failed, good.has_failed) == (True, False)
    assert summary([failed, good]).failed == 1


def test_a_bug_in_a_foreign_source_is_a_failed_stream(store: MemoryStore):
    source = FakeSource(posts={HOST: [post(1)], "b.example": [post(2)]})
    source.breaks_after[HOST] = (0, RecursionError("deep"))

    results = run(source, store)

    assert [result.error.key for result in results if result.error] == ["source.plugin_failed"]
    assert stored(store) == {"p2"}


def test_an_edit_changes_the_text_and_keeps_the_first_seen_time(store: MemoryStore):
    source = FakeSource(posts={HOST: [post(1)]})
    run(source, store)
    source.posts[HOST] = [post(1, "ExampleVent is quiet after all")]

    [result] = run(source, store, now=NOW + timedelta(hours=5), is_again=True)

    [mention] = store.mentions(Filter())
    assert (result.outcome.new, result.outcome.changed) == (0, 1)
    assert mention.label is Label.PRAISE
    assert mention.first_seen_at == NOW
    assert mention.edited_at == NOW + timedelta(hours=5)


def test_what_was_deleted_at_its_origin_is_no_longer_there(store: MemoryStore):
    source = FakeSource(posts={HOST: [post(1), post(2)]})
    run(source, store)
    source.posts[HOST] = [post(1)]
    source.gone = ("p2", "never-seen")

    run(source, store)

    assert stored(store) == {"p1"}
    assert list(store.search("ExampleVent", Filter(is_own=None))) == list(store.mentions(Filter()))
    [again] = run(source, store)
    assert again.outcome.changed == 0


def test_nobody_else_can_take_a_post_back(store: MemoryStore):
    run(FakeSource(posts={HOST: [post(1)]}), store)

    run(FakeSource(posts={"liar.example": []}, gone=("p1",)), store)

    assert stored(store) == {"p1"}


def test_new_reactions_are_no_edit(store: MemoryStore):
    source = FakeSource(posts={HOST: [post(1)]})
    run(source, store)
    source.posts[HOST] = [post(1, engagement=Engagement(likes=7))]

    run(source, store, now=NOW + timedelta(hours=5), is_again=True)

    [mention] = store.mentions(Filter())
    assert mention.post.engagement.likes == 7
    assert mention.edited_at is None


def test_another_origin_cannot_change_a_post(store: MemoryStore):
    source = FakeSource(posts={HOST: [post(1)]})
    run(source, store)
    source.posts[HOST] = [post(1, "ExampleVent pays me to say this", origin="evil.example")]

    [result] = run(source, store, is_again=True)

    [mention] = store.mentions(Filter())
    assert "loud" in mention.post.text
    assert result.outcome.changed == 0


def test_a_new_query_reads_everything_in_reach_again(store: MemoryStore):
    source = FakeSource(posts={HOST: [post(1), post(2, "OtherVent rattles")]})
    run(source, store)

    [result] = run(source, store, chosen=settings(BRAND, Query(name="other", expression="othervent")))

    assert source.asked[1][1] is None
    assert result.outcome.new == 1
    assert stored(store) == {"p1", "p2"}


def test_a_post_found_for_one_query_is_matched_against_all(store: MemoryStore):
    source = FakeSource(posts={HOST: [post(1, "ExampleVent and OtherVent compared")]})

    run(source, store, chosen=settings(BRAND, Query(name="other", expression="othervent")))

    [mention] = store.mentions(Filter())
    assert [match.query for match in mention.matches] == ["brand", "other"]


def test_own_posts_are_kept_and_kept_out(store: MemoryStore):
    own = post(1, url="https://www.examplevent.example/news/1")
    source = FakeSource(posts={HOST: [own, post(2)]})

    run(source, store)

    assert stored(store) == {"p1", "p2"}
    assert [mention.post.native_id for mention in store.mentions(Filter())] == ["p2"]


def test_a_language_without_an_analyzer_is_unscored_not_neutral(store: MemoryStore):
    source = FakeSource(posts={HOST: [post(1, "ExampleVent is loud 🌷")]})

    run(source, store)

    [mention] = store.mentions(Filter())
    assert (mention.language, mention.sentiment) == ("nl", None)


@pytest.mark.parametrize(
    ("claimed", "is_guessed"),
    [
        pytest.param(None, True, id="no date"),
        pytest.param(NOW - timedelta(days=365 * 40), True, id="before the web"),
        pytest.param(NOW + timedelta(days=3), True, id="far ahead"),
        pytest.param(NOW + timedelta(hours=3), False, id="a clock that is off"),
        pytest.param(NOW - timedelta(days=3), False, id="ordinary"),
    ],
)
def test_no_date_pins_a_post_on_top(store: MemoryStore, claimed, is_guessed: bool):
    class Undated(FakeSource):
        def pages(self, stream, checkpoint, fetcher, *, since):
            for page in super().pages(stream, checkpoint, fetcher, since=since):
                yield replace(page, posts=tuple(replace(one, published_at=claimed) for one in page.posts))

    run(Undated(posts={HOST: [post(1)]}), store)

    [mention] = store.mentions(Filter())
    assert mention.published_at <= NOW
    assert mention.is_date_guessed is is_guessed


def test_a_gap_is_remembered_and_told(store: MemoryStore):
    gap = Gap(since=NOW - timedelta(days=2), until=NOW - timedelta(days=1), missed=40)
    source = FakeSource(posts={HOST: [post(1)]}, gap=gap)

    [result] = run(source, store)

    assert result.gap == gap
    assert store.streams()[KEY].gap_missed == 40


def test_asked_to_wait_means_not_asked_before(store: MemoryStore):
    until = NOW + timedelta(hours=2)
    source = FakeSource(posts={HOST: [post(1)]})
    source.breaks_after[HOST] = (0, RateLimited("source.rate_limited", host=HOST, until="09:00", retry_at=until))
    run(source, store)
    source.breaks_after.clear()

    [early] = run(source, store, now=NOW + timedelta(hours=1))
    [late] = run(source, store, now=NOW + timedelta(hours=3))

    assert (early.is_asked, early.has_failed) == (False, True)
    assert (late.is_asked, late.has_failed) == (True, False)
    assert len(source.asked) == 2


@pytest.mark.parametrize(
    ("error", "is_asked_next_hour"),
    [
        pytest.param(Unreachable("source.unreachable", host=HOST, why="down"), True, id="passing"),
        pytest.param(LoginNeeded("source.login_needed", host=HOST, status=401), True, id="a key may come any moment"),
        pytest.param(Gone("source.gone", host=HOST, url="u", is_final=True), False, id="gone for good"),
        pytest.param(Gone("source.not_found", host=HOST, url="u", is_final=False), True, id="404"),
    ],
)
def test_failures_decide_when_to_ask_again(store: MemoryStore, error, is_asked_next_hour: bool):
    source = FakeSource(posts={HOST: [post(1)]})
    source.breaks_after[HOST] = (0, error)
    run(source, store)

    [result] = run(source, store, now=NOW + timedelta(hours=1))

    assert result.is_asked is is_asked_next_hour


def test_a_dead_host_is_not_waited_for_again_and_again(store: MemoryStore):
    class OneHost(FakeSource):
        def streams(self, queries):
            for stream in super().streams(queries):
                yield replace(stream, key=f"fake {stream.host}", host="dead.example", address=stream.address)

        def pages(self, stream, checkpoint, fetcher, *, since):
            self.asked.append((stream.key, checkpoint))
            raise TimedOut("source.timed_out", host="dead.example", seconds=30)
            yield

    source = OneHost(posts={f"f{number}": [] for number in range(10)})

    results = run(source, store)

    assert len(source.asked) == 2
    assert all(result.has_failed for result in results)


def test_the_run_is_written_down(store: MemoryStore):
    source = FakeSource(posts={HOST: [post(1)], "b.example": [post(2)]})
    source.breaks_after["b.example"] = (0, Unreachable("source.unreachable", host="b.example", why="down"))

    run(source, store)

    [noted] = store.runs(5)
    assert (noted.streams, noted.failed, noted.new) == (2, 1, 1)
    assert noted.ended_at is not None


def test_what_two_streams_bring_at_once_is_new_once(store: MemoryStore):
    results = run(FakeSource(posts={HOST: [post(1)], "other.example": [post(1)]}), store)

    assert sum(result.outcome.new for result in results) == 1
    assert stored(store) == {"p1"}


def test_what_would_be_over_its_time_at_once_is_not_kept(store: MemoryStore):
    source = FakeSource(posts={HOST: [post(1), post(24 * 1200)]})

    run(source, store)

    assert {one.post.native_id for one in store.mentions(Filter())} == {"p1"}


def test_what_was_forgotten_is_neither_kept_nor_counted_as_new(store: MemoryStore):
    forgotten = post(1)
    store.archive.bar([Voucher(kind="post", words=(forgotten.source, forgotten.native_id))], today=NOW.date())

    results = run(FakeSource(posts={HOST: [forgotten, post(2)]}), store)

    assert [result.outcome.new for result in results] == [1]
    assert store.total() == 1
