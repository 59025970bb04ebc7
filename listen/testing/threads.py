"""The suite that every channel has to stand that shows conversations (`listen.protocols.Threaded`)."""

# ruff: noqa: D102 - the names of the tests are their claims

from collections.abc import Callable
from dataclasses import dataclass

from listen.dialogue import Thread
from listen.errors import SourceError, TimedOut
from listen.model import Post
from listen.protocols import Request, Threaded
from listen.testing.door import FakeFetcher, Served
from listen.testing.hostile import NO_ANSWERS, damaged
from listen.text.clean import clean_line, clean_text
from listen.text.urls import safe_link

__all__ = ["Conversation", "ThreadConformance"]

_MOST_DAMAGES = 250


@dataclass(frozen=True, kw_only=True)
class Conversation:
    """A pretended conversation around a post.

    Attributes:
        make: makes the channel.
        post: the one in the middle.
        serve: answers as the service would.
        parents, replies: what is to be found: a word from the text of each, in order.
        never: words that stand only in what nobody may see: private, deleted.
    """

    make: Callable[[], Threaded]
    post: Post
    serve: Callable[[Request], Served]
    parents: tuple[str, ...]
    replies: tuple[str, ...]
    never: tuple[str, ...] = ()


def _must(said: str, *, hold: bool) -> None:
    if not hold:
        raise AssertionError(said)


class ThreadConformance:
    """Give `conversation()`, inherit the tests."""

    def conversation(self) -> Conversation:
        """Return a fresh one."""
        raise NotImplementedError

    def _thread(self, told: Conversation, serve: Callable[[Request], Served]) -> Thread | SourceError:
        try:
            return told.make().thread(told.post, FakeFetcher(serve))
        except SourceError as error:
            return error

    def test_parents_and_replies_come_in_order(self) -> None:
        told = self.conversation()

        found = self._thread(told, told.serve)

        if isinstance(found, SourceError):
            raise found
        for name, posts, words in (("parents", found.parents, told.parents), ("replies", found.replies, told.replies)):
            texts = [f"{post.title or ''} {post.text}" for post in posts]
            _must(
                f"{name}: {texts} instead of {words}",
                hold=len(texts) == len(words) and all(word in text for word, text in zip(words, texts, strict=True)),
            )

    def test_the_post_itself_is_not_among_them_and_none_is_twice(self) -> None:
        told = self.conversation()
        found = self._thread(told, told.serve)
        names = [post.native_id for post in (*found.parents, *found.replies)] if isinstance(found, Thread) else []

        _must("each once", hold=len(names) == len(set(names)))
        _must("without the one in the middle", hold=told.post.native_id not in names)

    def test_what_is_not_for_everybody_is_left_out(self) -> None:
        told = self.conversation()
        found = self._thread(told, told.serve)
        said = repr(found)

        _must("private and deleted posts are not told", hold=not any(word in said for word in told.never))

    def test_posts_are_clean_and_of_this_channel(self) -> None:
        told = self.conversation()
        found = self._thread(told, told.serve)
        for post in (*found.parents, *found.replies) if isinstance(found, Thread) else ():
            _must("a post names its source", hold=post.source == told.post.source)
            _must("a text is clean", hold=clean_text(post.text) == post.text)
            lines = (post.native_id, post.title, post.author, post.place)
            _must("a line is one clean line", hold=all(clean_line(line) == line for line in lines if line))
            _must("a link is a safe one", hold=post.url is None or safe_link(post.url) == post.url)

    def test_replies_say_what_they_answer(self) -> None:
        told = self.conversation()
        found = self._thread(told, told.serve)
        if isinstance(found, Thread) and found.replies:
            known = {told.post.native_id, *(post.native_id for post in (*found.parents, *found.replies))}
            answered = {post.reply_to_id for post in found.replies}
            _must(f"by the names that posts have here: {answered - known}", hold=answered <= known)

    def test_a_service_that_fails_is_a_failure(self) -> None:
        told = self.conversation()
        error = TimedOut("source.timed_out", host="suite", seconds="30")
        found = self._thread(told, lambda _: error)

        _must(f"{found!r}", hold=isinstance(found, SourceError))

    def test_what_is_no_answer_is_a_failure(self) -> None:
        for name, body in NO_ANSWERS.items():
            told = self.conversation()

            def serve(_: Request, body: bytes = body) -> Served:
                return body

            found = self._thread(told, serve)

            _must(f"{name} is no empty conversation but a failure: {found!r}", hold=isinstance(found, SourceError))
            if isinstance(found, SourceError):
                _must("it can be said", hold=bool(found.message("en") and found.message("de")))

    def test_damage_is_survived(self) -> None:
        told = self.conversation()
        fetcher = FakeFetcher(told.serve)
        told.make().thread(told.post, fetcher)
        for number, request in enumerate(fetcher.asked, start=1):
            try:
                whole = FakeFetcher(told.serve).get(request).body
            except SourceError:
                continue
            for name, body in list(damaged(whole))[:_MOST_DAMAGES]:
                count = 0

                def serve(asked: Request, number: int = number, body: bytes = body) -> Served:
                    nonlocal count
                    count += 1
                    return body if count == number else told.serve(asked)

                try:
                    self._thread(told, serve)
                except Exception as error:
                    raise AssertionError(f"request {number}, {name}: {error!r}") from error
