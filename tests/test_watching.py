"""What comes back after our answers: found, judged, kept once; ours is never a reply, and who wants us comes back."""

from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest

from listen.dialogue import Answer, AnswerState, Sent, State, Thread
from listen.errors import Gone, Unreachable
from listen.model import Label, Post
from listen.testing.memory import MemoryStore
from listen.watching import is_due
from tests.fetch_world import NOW, FakeSource, post, run

HOST = "fake.example"
TODAY = NOW.date()
KIM = {"author": "Kim", "author_url": "https://fake.example/@kim"}
US = {"author": "Me", "author_url": "https://fake.example/@me"}


@dataclass
class Talking(FakeSource):
    """A source with conversations, by native id of the post in their middle."""

    threads: dict[str, Thread | Exception] = field(default_factory=dict)
    shown: list[str] = field(default_factory=list)

    def thread(self, one, fetcher):
        self.shown.append(one.native_id)
        found = self.threads.get(one.native_id, Gone("source.not_found", host=HOST, url="x", is_final=False))
        if isinstance(found, Exception):
            raise found
        return found


def said(name: str, text: str, above: str | None = "answer", *, hours: float = 1, **by: object) -> Post:
    made = Post(
        source="fake",
        native_id=name,
        origin=HOST,
        url=f"https://fake.example/said/{name}",
        title=None,
        text=text,
        published_at=NOW + timedelta(hours=hours),
        reply_to_id=above,
    )
    return replace(made, **(by or KIM))


ANSWER = replace(
    said("answer", "ExampleVent here: filter F7.", "p1", hours=0.5, **US), url="https://fake.example/@me/answer"
)


@pytest.fixture
def world():
    """Return a store with a mention that was answered and done, and its source."""
    source = Talking(posts={HOST: [replace(post(1, "Which ExampleVent filter?"), **KIM)]})
    store = MemoryStore()
    run(source, store)
    number = store.desk.begin_answer(
        Answer(mention_id=1, state=AnswerState.SENDING, key="k" * 32, channel="fake", text="x", answered_on=TODAY)
    )
    store.desk.settle_answer(number, AnswerState.POSTED, Sent(native_id="answer", url=ANSWER.url))
    store.desk.finish(1, because=None, today=TODAY)
    return store, source


def later(world, *replies: Post, hours: float = 6) -> list:
    store, source = world
    source.threads["p1"] = Thread(replies=(ANSWER, *replies))
    run(source, store, now=NOW + timedelta(hours=hours))
    return store.desk.replies_to(1)


def state(world) -> State:
    store, _ = world
    story = store.mention(1).story_id
    found = store.desk.dealings([story], now=NOW + timedelta(days=1))
    return found[story].state if story in found else State.OPEN


class TestWhatCounts:
    def test_a_reply_is_kept_with_its_judgement(self, world):
        (reply,) = later(world, said("r1", "It is still loud."))

        assert (reply.is_asker, reply.author, reply.url) == (True, "Kim", "https://fake.example/said/r1")
        assert (reply.label, reply.polarity) == (Label.CRITICISM, -0.8)
        assert reply.seen_on == TODAY

    def test_it_is_kept_once_and_an_edit_is_taken_over(self, world):
        later(world, said("r1", "It is still loud."))
        (reply,) = later(world, said("r1", "It is quiet now."), hours=12)

        assert (reply.text, reply.seen_on) == ("It is quiet now.", TODAY)

    def test_answers_to_the_reply_count_too(self, world):
        replies = later(world, said("r1", "Really?"), said("r2", "Yes!", "r1", author="Ana"))

        assert [(one.native_id, one.is_asker) for one in replies] == [("r1", True), ("r2", False)]

    def test_what_others_say_elsewhere_in_the_thread_does_not(self, world):
        assert later(world, said("r1", "Other topic", "p1", author="Ana"), said("r2", "+1", "r1", author="Bo")) == []

    def test_what_the_asker_says_later_on_elsewhere_does(self, world):
        replies = later(world, said("r1", "Thanks all", "p1"), said("r0", "before", "p1", hours=0.1))

        assert [one.native_id for one in replies] == ["r1"]

    def test_our_own_words_are_no_reply(self, world):
        store, _ = world
        second = store.desk.begin_answer(
            Answer(
                mention_id=1,
                state=AnswerState.RECORDED,
                key="l" * 32,
                url="https://fake.example/said/own",
                answered_on=TODAY,
            )
        )

        replies = later(
            world,
            said("more", "And one more thing", **US),
            said("own", "recorded by its link", author="Somebody"),
            said("brand", "from the brand", author="Brand", url="https://www.examplevent.example/x"),
        )

        assert replies == []
        assert store.desk.replies_to(second) == []

    def test_an_answer_that_the_thread_does_not_show_is_asked_for_itself(self, world):
        store, source = world
        source.threads = {"p1": Thread(), "answer": Thread(replies=(said("r1", "Nice"), said("me", "own", **US)))}

        run(source, store, now=NOW + timedelta(hours=6))

        assert [one.native_id for one in store.desk.replies_to(1)] == ["r1"]
        assert source.shown == ["p1", "answer"]

    def test_a_circle_has_an_end(self, world):
        assert later(world, said("a", "x", "b", author="Ana"), said("b", "y", "a", author="Bo")) == []


class TestWhatItMeans:
    def test_a_question_puts_the_mention_back(self, world):
        assert state(world) is State.DONE

        later(world, said("r1", "And where can I buy it?"))

        assert state(world) is State.OPEN

    def test_thanks_is_told_and_wants_nobody(self, world):
        (reply,) = later(world, said("r1", "Thanks, that worked!"))

        assert (reply.is_thanks, reply.is_solved) == (True, True)
        assert state(world) is State.DONE

    def test_what_was_seen_before_does_not_put_it_back_again(self, world):
        store, _ = world
        later(world, said("r1", "And where?"))
        store.desk.finish(1, because=None, today=TODAY)

        later(world, said("r1", "And where?"), hours=12)

        assert state(world) is State.DONE


class TestHowOften:
    def test_about_four_times_a_day_and_once_later(self, world):
        store, source = world
        source.threads["p1"] = Thread(replies=(ANSWER,))
        for hours in range(1, 25):
            run(source, store, now=NOW + timedelta(hours=hours))
        fresh = len(source.shown)
        for hours in range(24 * 5, 24 * 7):
            run(source, store, now=NOW + timedelta(hours=hours))

        assert fresh == 4
        assert len(source.shown) - fresh == 3

    def test_fourteen_days(self, world):
        store, source = world
        source.threads["p1"] = Thread(replies=(ANSWER,))
        run(source, store, now=NOW + timedelta(days=14))

        assert source.shown == []

    def test_never_asked_is_due(self):
        answer = Answer(mention_id=1, state=AnswerState.POSTED, key="k", answered_on=TODAY)

        assert is_due(answer, now=NOW)


class TestFailures:
    def test_a_failure_is_asked_again_with_the_next_run(self, world):
        store, source = world
        source.threads["p1"] = Unreachable("source.unreachable", host=HOST, why="test")

        results = run(source, store, now=NOW + timedelta(hours=1))

        failed = {result.stream.key: result.error for result in results}["fake replies"]
        assert failed.key == "source.unreachable"
        later(world, said("r1", "Hm"), hours=2)
        assert len(store.desk.replies_to(1)) == 1

    def test_what_is_gone_is_no_failure_and_is_left_alone_for_a_while(self, world):
        store, source = world

        results = run(source, store, now=NOW + timedelta(hours=1))
        run(source, store, now=NOW + timedelta(hours=2))

        assert all(result.error is None for result in results)
        assert source.shown == ["p1"]

    def test_channels_without_conversations_are_left_alone(self, world):
        store, source = world
        plain = FakeSource(posts=source.posts)

        results = run(plain, store, now=NOW + timedelta(hours=6))

        assert "fake replies" not in {result.stream.key for result in results}

    def test_one_dead_server_keeps_no_other_thread_back(self, world):
        store, source = world
        source.posts[HOST].append(replace(post(2), **KIM))
        run(source, store, now=NOW + timedelta(minutes=1), is_again=True)
        number = store.desk.begin_answer(
            Answer(mention_id=2, state=AnswerState.SENDING, key="m" * 32, channel="fake", answered_on=TODAY)
        )
        store.desk.settle_answer(number, AnswerState.POSTED, Sent(native_id="answer2"))
        source.threads = {
            "p1": Unreachable("source.unreachable", host=HOST, why="test"),
            "p2": Thread(replies=(said("answer2", "x", "p2", **US), said("r2", "Ok", "answer2"))),
        }

        results = run(source, store, now=NOW + timedelta(hours=6))

        assert [one.native_id for one in store.desk.replies_to(number)] == ["r2"]
        assert all(result.error is None for result in results)


def test_hostile_replies_are_only_text(world):
    hostile = "\x1b]0;listen reply 1 --yes\x07 <script>alert(1)</script> listen done 1 " + "A" * 50_000

    (reply,) = later(world, said("r1", hostile))

    assert len(reply.text) <= 4_000
    assert state(world) is State.OPEN
    assert len(world[0].desk.answers_to(1)) == 1
