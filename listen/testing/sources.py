"""The conformance suite of the `Source` seam: what every source has to stand, built in or plugged in.

A source is tested against a *world*: things that people said, and a script that serves them in the service's own wire
format. The suite lets the world grow, break, change its mind and lie, and looks at what the source makes of it.

    class TestBoard(SourceConformance):
        def world(self) -> World:
            return World(make=lambda: Board(SETTINGS), queries=SETTINGS.queries, serve=serve)

Run it with pytest; every claim is a test of its own. Nothing here needs pytest itself.
"""

# ruff: noqa: D102 - the names of the tests are their claims

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from listen.errors import Blocked, LoginNeeded, RateLimited, SourceError, TimedOut, Unreachable
from listen.model import Page, Post, Stream
from listen.protocols import Request
from listen.testing.door import FakeFetcher, Served
from listen.testing.hostile import NO_ANSWERS, cut, damaged, spoiled
from listen.testing.world import NOW, Said, World
from listen.text.clean import clean_line, clean_text
from listen.text.urls import safe_link

__all__ = ["SourceConformance"]

_NUMBER = re.compile(r"no\. (\d+)\b")
_FIRST_RUN = timedelta(days=30)
_MOST_REQUESTS = 100
_FEW = 5
_UGLY = "\u202eloud\u2066 and\u200b \u2028line two\u00ad\ufeff"
"""What may stand in JSON and XML alike, and may not stand in a table or a terminal."""


@dataclass(slots=True)
class _Reading:
    """What came of asking one stream."""

    pages: list[Page] = field(default_factory=list)
    error: SourceError | None = None
    requests: int = 0

    @property
    def posts(self) -> list[Post]:
        return [post for page in self.pages for post in page.posts]

    @property
    def numbers(self) -> set[int]:
        """Return which of the things said came as posts."""
        found = (_NUMBER.search(f"{post.title or ''}\n{post.text}") for post in self.posts)
        return {int(one.group(1)) for one in found if one is not None}

    @property
    def ids(self) -> set[str]:
        return {post.native_id for post in self.posts}

    @property
    def checkpoint(self) -> str | None:
        return self.pages[-1].checkpoint if self.pages else None


def _must(claim: str, *, hold: bool) -> None:
    """Fail with words: `assert` is silent under `-O`, and unexplained outside a test module."""
    if not hold:
        raise AssertionError(claim)


def _always(served: Served) -> Callable[[Request], Served]:
    return lambda _: served


def _numbers(said: Iterable[Said]) -> set[int]:
    return {one.number for one in said}


class SourceConformance:
    """The suite. Inherit from it under a name that begins with `Test`, and say what the world is like."""

    def world(self) -> World:
        """Return the world to test in."""
        raise NotImplementedError

    # asking

    def _stream(self, world: World) -> Stream:
        streams = list(world.make().streams(world.queries))
        _must(f"the queries of the suite make one stream, not {len(streams)}", hold=len(streams) == 1)
        return streams[0]

    def _read(
        self,
        world: World,
        said: Sequence[Said],
        checkpoint: str | None = None,
        *,
        breaks_at: int | None = None,
        error: SourceError | None = None,
        since: datetime = NOW - _FIRST_RUN,
    ) -> _Reading:
        fetcher = self._fetcher(world, said)
        if breaks_at is not None:
            fetcher.fails_at(breaks_at, error or Unreachable("source.unreachable", host="suite", why="test"))
        return self._drain(world, fetcher, checkpoint, since=since)

    def _fetcher(self, world: World, said: Sequence[Said]) -> FakeFetcher:
        latest = max((one.at for one in said if one.at < NOW + _FIRST_RUN), default=NOW)
        return FakeFetcher(lambda request: world.serve(request, said), now=max(NOW, latest))

    def _drain(
        self,
        world: World,
        fetcher: FakeFetcher,
        checkpoint: str | None = None,
        *,
        since: datetime = NOW - _FIRST_RUN,
    ) -> _Reading:
        reading = _Reading()
        pages = world.make().pages(self._stream(world), checkpoint, fetcher, since=since)
        try:
            for page in pages:
                reading.pages.append(page)
                _must("a reading ends", hold=len(reading.pages) <= _MOST_REQUESTS)
        except SourceError as error:
            _must("a failure is one of the leaves of SourceError", hold=type(error) is not SourceError)
            reading.error = error
        reading.requests = len(fetcher.asked)
        _must(f"a reading asks at most {_MOST_REQUESTS} times", hold=reading.requests <= _MOST_REQUESTS)
        _must(
            "only the last page carries a checkpoint",
            hold=all(page.checkpoint is None for page in reading.pages[:-1]),
        )
        return reading

    def _complete(self, world: World, said: Sequence[Said], checkpoint: str | None = None) -> _Reading:
        reading = self._read(world, said, checkpoint)
        if reading.error is not None:
            raise reading.error
        _must("the last page of a complete reading carries a checkpoint", hold=reading.checkpoint is not None)
        return reading

    # streams

    def test_streams_are_the_same_every_time(self) -> None:
        world = self.world()
        source = world.make()

        first, second = list(source.streams(world.queries)), list(source.streams(world.queries))

        _must("`streams` is pure", hold=first == second == list(world.make().streams(world.queries)))
        _must("a stream belongs to its source", hold=all(one.source == source.name for one in first))
        _must("a key is one clean line", hold=all(one.key and clean_line(one.key) == one.key for one in first))
        _must("a stream says whom it asks", hold=all(one.host and one.address for one in first))

    def test_streams_that_queries_share_appear_once(self) -> None:
        world = self.world()
        twin = replace(world.queries[0], name="a twin of the first")

        streams = list(world.make().streams([*world.queries, twin]))

        _must("keys are unique", hold=len({one.key for one in streams}) == len(streams) == 1)
        named = set(streams[0].queries)
        _must(
            "a shared stream names every query, or none when it is read whole",
            hold=named in (set(), {query.name for query in (*world.queries, twin)}),
        )

    def test_no_queries_need_no_stream_of_their_own(self) -> None:
        for stream in self.world().make().streams([]):
            _must("without queries, no stream belongs to one", hold=stream.queries == ())

    # completeness

    def test_everything_in_reach_is_found(self) -> None:
        world = self.world()
        said = world.said()

        reading = self._complete(world, said)

        missing = _numbers(said) - reading.numbers
        _must(f"the first run finds everything; missing: {sorted(missing)}", hold=not missing)
        _must("identities are unique", hold=len(reading.ids) == len(said))

    def test_an_empty_service_is_complete(self) -> None:
        world = self.world()

        empty = self._complete(world, ())
        later = self._complete(world, world.later((), 3), empty.checkpoint)

        _must("nothing was said, nothing is found", hold=empty.posts == [])
        _must("what comes after an empty run is found", hold=later.numbers == {1, 2, 3})

    def test_what_came_between_two_runs_is_found(self) -> None:
        world = self.world()
        said = world.said()
        first = self._complete(world, said)
        more = world.later(said, world.burst)

        second = self._complete(world, more, first.checkpoint)

        missing = _numbers(more) - first.numbers - second.numbers
        _must(f"the second run finds what is new; missing: {sorted(missing)}", hold=not missing)

    def test_a_repeated_run_brings_only_what_is_known(self) -> None:
        world = self.world()
        said = world.said()
        first = self._complete(world, said)

        second = self._complete(world, said, first.checkpoint)

        _must("identities stay from run to run", hold=second.ids <= first.ids)

    def test_posts_that_arrive_late_are_found(self) -> None:
        world = self.world()
        said = world.said()
        first = self._complete(world, said)
        late = world.one(world.amount + 1, at=said[0].at - world.late)

        second = self._complete(world, (late, *said), first.checkpoint)

        _must("the overlap covers what arrives late", hold=late.number in second.numbers)

    def test_a_long_pause_hides_nothing(self) -> None:
        """`since` is for a first run; with a checkpoint, everything after that is due, however long ago it was."""
        world = self.world()
        said = world.said()
        first = self._complete(world, said)
        more = world.later(said, 3)

        second = self._read(world, more, first.checkpoint, since=NOW + 2 * _FIRST_RUN)

        _must("what was said after the checkpoint is found", hold=_numbers(more[:3]) <= second.numbers)

    def test_a_first_run_looks_back_a_bounded_time(self) -> None:
        world = self.world()
        ancient = world.one(1, at=NOW - timedelta(days=2_000))
        fresh = world.one(2, at=NOW - world.apart)

        reading = self._complete(world, (fresh, ancient))

        _must("what is older than `since` stays where it is", hold=reading.numbers == {2})

    # interruption

    def test_a_first_run_broken_anywhere_leaves_no_gap(self) -> None:
        world = self.world()
        self._break_everywhere(world, world.said(), checkpoint=None, before=set())

    def test_a_later_run_broken_anywhere_leaves_no_gap(self) -> None:
        world = self.world()
        said = world.said()
        first = self._complete(world, said)
        self._break_everywhere(world, world.later(said, world.burst), checkpoint=first.checkpoint, before=first.numbers)

    def _break_everywhere(
        self, world: World, said: Sequence[Said], *, checkpoint: str | None, before: set[int]
    ) -> None:
        undisturbed = self._complete(world, said, checkpoint)
        for number in range(1, undisturbed.requests + 1):
            broken = self._read(world, said, checkpoint, breaks_at=number)
            _must(
                f"broken at request {number}: no checkpoint for half a reading",
                hold=broken.error is None or broken.checkpoint is None,
            )
            rest = self._complete(world, said, broken.checkpoint or checkpoint)
            missing = _numbers(said) - before - broken.numbers - rest.numbers
            _must(f"broken at request {number}: missing for ever: {sorted(missing)}", hold=not missing)

    def test_a_reading_can_be_left_after_any_page(self) -> None:
        world = self.world()
        count = len(self._complete(world, world.said()).pages)

        for number in range(count):
            pages = world.make().pages(
                self._stream(world), None, self._fetcher(world, world.said()), since=NOW - _FIRST_RUN
            )
            for _ in range(number):
                next(iter(pages))
            close = getattr(pages, "close", None)
            if close is not None:
                close()

    def test_errors_of_the_door_pass_through(self) -> None:
        world = self.world()
        wait = RateLimited("source.rate_limited", host="suite", until="08:00", retry_at=NOW + timedelta(hours=1))
        for error in (
            wait,
            TimedOut("source.timed_out", host="suite", seconds=30),
            LoginNeeded("source.login_needed", host="suite", status=401),
            Blocked("source.blocked", host="suite"),
        ):
            reading = self._read(world, world.said(), breaks_at=1, error=error)
            _must(f"{type(error).__name__} is handed on as it is", hold=reading.error is error)
            _must("and nothing is marked as complete", hold=reading.checkpoint is None)

    # change

    def test_an_edit_keeps_its_identity(self) -> None:
        world = self.world()
        said = world.said()
        before = self._complete(world, said)
        edited = (world.one(said[0].number, at=said[0].at, how="quiet"), *said[1:])

        after = self._complete(world, edited)

        _must("an edited post is the same post", hold=after.ids == before.ids)
        texts = [f"{post.title or ''} {post.text}" for post in after.posts]
        _must("the new text is told", hold=any(edited[0].text in text for text in texts))

    def test_what_was_deleted_takes_nothing_with_it(self) -> None:
        world = self.world()
        said = world.said()
        first = self._complete(world, said)
        left = world.later(said, 3)[:3] + said[2:]

        second = self._complete(world, left, first.checkpoint)
        whole = self._complete(world, left)

        _must("new posts are found though the newest known one is gone", hold=_numbers(left[:3]) <= second.numbers)
        _must("what is gone is not told", hold=whole.numbers == _numbers(left))

    def test_a_post_from_the_future_hides_nothing(self) -> None:
        world = self.world()
        said = world.said()
        ahead = world.one(world.amount + 1, at=NOW + timedelta(days=3_000))
        first = self._complete(world, (ahead, *said))
        more = tuple(
            world.one(world.amount + 1 + step, at=NOW + step * world.apart) for step in range(world.burst, 0, -1)
        )

        second = self._complete(world, (*more, ahead, *said), first.checkpoint)

        missing = _numbers(more) - second.numbers
        _must(f"clocks that are wrong hide nobody; missing: {sorted(missing)}", hold=not missing)

    # hostility

    def test_what_is_no_answer_is_a_failed_source(self) -> None:
        world = self.world()
        for name, body in NO_ANSWERS.items():
            reading = self._drain(world, FakeFetcher(_always(body), now=NOW))
            _must(f"{name} is no empty answer but a failure", hold=reading.error is not None)
            _must(f"{name} completes nothing", hold=reading.checkpoint is None)
            if reading.error is not None:
                _must("a failure can be said", hold=bool(reading.error.message("en") and reading.error.message("de")))

    def test_damage_is_survived(self) -> None:
        world = self.world()
        said = world.said()[:_FEW]
        for name, body in damaged(self._first_body(world, said)):
            try:
                self._read_damaged(world, said, body)
            except Exception as error:
                raise AssertionError(f"{name}: {error!r}") from error

    def test_whatever_checkpoint_damage_left_can_be_read(self) -> None:
        world = self.world()
        said = world.said()[:_FEW]
        bodies = (body for _, body in damaged(self._first_body(world, said)))
        for checkpoint in {self._read_damaged(world, said, body, now=None).checkpoint for body in bodies}:
            try:
                self._read(world, said, checkpoint)
            except Exception as error:
                raise AssertionError(f"after the checkpoint {checkpoint}: {error!r}") from error

    def test_what_a_cut_answer_left_out_comes_with_the_next_run(self) -> None:
        world = self.world()
        said = world.said()[:_FEW]
        for name, body in cut(self._first_body(world, said)):
            broken = self._read_damaged(world, said, body)
            rest = self._complete(world, said, broken.checkpoint)
            missing = _numbers(said) - broken.numbers - rest.numbers
            _must(f"{name}: missing for ever: {sorted(missing)}", hold=not missing)

    def test_one_bad_post_costs_one_post(self) -> None:
        world = self.world()
        said = world.said()
        for name, body in spoiled(self._first_body(world, said)):
            reading = self._read_damaged(world, said, body)
            missing = _numbers(said) - reading.numbers
            _must(f"{name}: its neighbours are gone, too: {sorted(missing)}", hold=len(missing) <= 1)
            skipped = sum(page.skipped for page in reading.pages)
            _must(f"{name}: what could not be read is counted", hold=skipped >= 1)

    def _first_body(self, world: World, said: Sequence[Said]) -> bytes:
        """Return the answer to the first request of a first run."""
        fetcher = self._fetcher(world, said)
        self._drain(world, fetcher)
        return self._fetcher(world, said).get(fetcher.asked[0]).body

    def _read_damaged(self, world: World, said: Sequence[Said], body: bytes, *, now: datetime | None = NOW) -> _Reading:
        """Read where only the first answer is damaged."""
        waiting = [body]
        fetcher = FakeFetcher(lambda request: waiting.pop() if waiting else world.serve(request, said), now=now)
        return self._drain(world, fetcher)

    def test_a_checkpoint_of_somebody_else_does_no_harm(self) -> None:
        world = self.world()
        said = world.said()
        for checkpoint in ("", "garbage", "null", "[]", "{}", '{"newest": null}', '{"newest": 1e400}', "9" * 5_000):
            reading = self._read(world, said, checkpoint)
            _must(
                f"after the checkpoint {checkpoint[:20]!r} everything is read again, or it is a failure",
                hold=reading.error is not None or reading.numbers == _numbers(said),
            )

    def test_a_service_that_repeats_itself_comes_to_an_end(self) -> None:
        world = self.world()
        said = world.said()
        first = self._complete(world, said)
        for checkpoint in (None, first.checkpoint):
            probe = self._fetcher(world, said)
            self._drain(world, probe, checkpoint)
            first_answer = world.serve(probe.asked[0], said)
            self._drain(world, FakeFetcher(_always(first_answer), now=NOW), checkpoint)

    # posts

    def test_posts_are_clean(self) -> None:
        world = self.world()
        said = (replace(world.one(1, at=NOW - world.apart), text=f"{world.word} {_UGLY} (no. 1)"),)

        reading = self._complete(world, said)

        source = world.make()
        for post in reading.posts:
            _must("a post names its source", hold=post.source == source.name)
            _must("a post has an identity and somebody who vouches for it", hold=bool(post.native_id and post.origin))
            _must("a text is clean", hold=clean_text(post.text) == post.text)
            lines = (post.native_id, post.title, post.author, post.place, *post.tags)
            _must("a line is one clean line", hold=all(clean_line(line) == line for line in lines if line))
            links = (post.url, post.author_url, *post.links)
            _must("a link is a safe one", hold=all(safe_link(link) == link for link in links if link))
            times = (post.published_at, post.edited_at)
            _must("times are aware UTC", hold=all(at.utcoffset() == timedelta(0) for at in times if at is not None))
        _must("and it is there", hold=reading.numbers == {1})
