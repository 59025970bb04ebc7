"""The suite that every channel has to stand through which people answer (`listen.protocols.Answering`).

    class TestMyChannel(AnsweringConformance):
        def service(self):
            return Service(make=..., to=..., serve=..., is_posting=..., answers=...)

What it is about: an answer is posted once, and whatever breaks, nobody is told that it did not go out when it may have.
"""

# ruff: noqa: D102 - the names of the tests are their claims

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from listen.brand import Keys
from listen.dialogue import Sent
from listen.errors import (
    Blocked,
    Gone,
    LoginNeeded,
    QueryRefused,
    RateLimited,
    SourceError,
    TimedOut,
    TooBig,
    Unreachable,
    Unreadable,
    Unsent,
)
from listen.model import Post
from listen.protocols import Answering, Request
from listen.testing.door import FakeFetcher, Served
from listen.testing.hostile import NO_ANSWERS, damaged

__all__ = ["AnsweringConformance", "Service"]

_KEY = "0123456789abcdef0123456789abcdef"
_TEXT = "Guten Tag, ich arbeite bei ExampleVent. Der Filter F7 passt 😀:\n\nhttps://examplevent.example/f7"
_MOST_DAMAGES = 250


@dataclass(frozen=True, kw_only=True)
class Service:
    """A pretended service, fresh for every test: it takes answers and shows them.

    Attributes:
        make: makes the channel, with the keys of a person or with none (None).
        to: what is answered.
        serve: answers a request as the service would; keeps what is posted.
        is_posting: tells the one request that makes an answer from all others.
        answers: the texts that the service has from the person, in any form that holds their words.
        is_idempotent: a second call with the same key and text is the same answer.
    """

    make: Callable[[Keys | None], Answering]
    to: Post
    serve: Callable[[Request], Served]
    is_posting: Callable[[Request], bool]
    answers: Callable[[], Sequence[str]]
    is_idempotent: bool = False


def _must(said: str, *, hold: bool) -> None:
    if not hold:
        raise AssertionError(said)


def _refusals() -> tuple[SourceError, ...]:
    return (
        LoginNeeded("source.login_needed", host="suite", status=401),
        LoginNeeded("source.login_needed", host="suite", status=403),
        QueryRefused("source.query_refused", host="suite", why="HTTP 400", status=400, code=None),
        QueryRefused("source.query_refused", host="suite", why="HTTP 413", status=413, code=None),
        Gone("source.not_found", host="suite", url="https://suite.example", is_final=False),
        Blocked("source.blocked", host="suite", status=403),
        RateLimited.at("suite", None, status=429),
    )


def _doubts() -> tuple[SourceError, ...]:
    return (
        TimedOut("source.timed_out", host="suite", seconds="30"),
        Unreachable("source.broken", host="suite", why="TCP"),
        Unreachable("source.server_failed", host="suite", status=500),
        Unreachable("source.server_failed", host="suite", status=504),
        RateLimited.at("suite", None, status=503),
        Unreadable("source.unreadable", host="suite", why="no JSON"),
        TooBig("source.too_big", host="suite", limit="5 MiB"),
        Unreachable("source.stopped", host="suite"),
    )


class AnsweringConformance:
    """Give `service()`, inherit the tests."""

    def service(self) -> Service:
        """Return a fresh service."""
        raise NotImplementedError

    def keys(self) -> Keys:
        """Return the keys of a person who may answer."""
        raise NotImplementedError

    def _answer(self, service: Service, fetcher: FakeFetcher) -> Sent | SourceError:
        try:
            return service.make(self.keys()).answer(service.to, _TEXT, key=_KEY, fetcher=fetcher)
        except SourceError as error:
            return error

    def _sent(self, service: Service, fetcher: FakeFetcher | None = None) -> Sent | SourceError | None:
        try:
            return service.make(self.keys()).sent(
                service.to, _TEXT, key=_KEY, fetcher=fetcher or FakeFetcher(service.serve)
            )
        except SourceError as error:
            return error

    # what it says of itself

    def test_it_says_how_to_log_in_and_how_long_an_answer_may_be(self) -> None:
        source = self.service().make(self.keys())

        _must("a login has fields", hold=bool(source.answer_login.fields))
        _must("something of it is secret", hold=any(field.is_secret for field in source.answer_login.fields))
        _must("a limit is a number or None", hold=source.longest_answer is None or source.longest_answer > 0)

    # what goes well

    def test_an_answer_arrives_once_and_is_found_again(self) -> None:
        service = self.service()
        fetcher = FakeFetcher(service.serve)

        _must("before, nothing is there", hold=self._sent(service) is None)
        sent = self._answer(service, fetcher)

        _must(f"it is sent: {sent!r}", hold=isinstance(sent, Sent) and bool(sent.native_id))
        _must("it is posted with one request", hold=len([one for one in fetcher.asked if service.is_posting(one)]) == 1)
        _must("the service has it once", hold=len(service.answers()) == 1)
        found = self._sent(service)
        _must(f"and it is found as the same: {found!r}", hold=found == sent)

    def test_what_another_person_said_is_not_ours(self) -> None:
        service = self.service()
        sent = self._answer(service, FakeFetcher(service.serve))
        other = service.make(self.keys())

        looked = other.sent(service.to, f"{_TEXT} Nachtrag.", key=_KEY[::-1], fetcher=FakeFetcher(service.serve))

        _must("other words are another answer", hold=looked is None or looked != sent)

    def test_the_same_key_is_the_same_answer(self) -> None:
        service = self.service()
        if not service.is_idempotent:
            return
        first = self._answer(service, FakeFetcher(service.serve))
        again = self._answer(service, FakeFetcher(service.serve))

        _must("the service has it once", hold=len(service.answers()) == 1)
        _must("a second try meets the first", hold=not isinstance(again, Unsent))
        _must("and finds it", hold=self._sent(service) == first)

    # what certainly did not go out

    def test_without_a_login_nothing_goes_out(self) -> None:
        service = self.service()
        fetcher = FakeFetcher(service.serve)
        try:
            service.make(None).answer(service.to, _TEXT, key=_KEY, fetcher=fetcher)
        except Unsent as error:
            _must("it asks for a login", hold=error.exit_code == LoginNeeded.exit_code)
            _must("it says so", hold=bool(error.message("en") and error.message("de") and error.hint("de")))
        else:
            raise AssertionError("nobody is logged in, and it did not say so")
        _must("nothing is posted", hold=not service.answers())

    def test_what_breaks_before_is_unsent(self) -> None:
        for number in range(1, self._place_of_the_post()):
            for error in (*_doubts(), *_refusals()):
                service = self.service()
                ended = self._answer(service, FakeFetcher(service.serve).fails_at(number, error))
                is_there = bool(service.answers())
                _must(
                    f"request {number} broke ({error!r}): it ended with {ended!r}",
                    hold=isinstance(ended, Unsent) is not is_there,
                )

    def test_what_the_service_refuses_is_unsent(self) -> None:
        place = self._place_of_the_post()
        for error in _refusals():
            service = self.service()
            ended = self._answer(service, FakeFetcher(service.serve).fails_at(place, error))
            _must(f"{error!r} is a refusal: {ended!r}", hold=isinstance(ended, Unsent))

    # what nobody knows

    def test_what_breaks_while_sending_is_never_called_unsent(self) -> None:
        place = self._place_of_the_post()
        for error in _doubts():
            service = self.service()
            ended = self._answer(service, FakeFetcher(service.serve).fails_at(place, error))
            _must(
                f"{error!r} leaves it open: {ended!r}",
                hold=isinstance(ended, SourceError) and not isinstance(ended, Unsent),
            )
            _must("and it is not there", hold=self._sent(service) is None)

    def test_an_answer_that_arrived_unseen_is_found(self) -> None:
        for error in _doubts():
            service = self.service()

            def serve(request: Request, service: Service = service, error: SourceError = error) -> Served:
                served = service.serve(request)
                return error if service.is_posting(request) else served

            ended = self._answer(service, FakeFetcher(serve))

            _must(f"{error!r} leaves it open: {ended!r}", hold=not isinstance(ended, Unsent))
            _must("it is found", hold=isinstance(self._sent(service), Sent))
            _must("once", hold=len(service.answers()) == 1)

    def test_what_is_no_answer_leaves_it_open(self) -> None:
        for name, body in NO_ANSWERS.items():
            service = self.service()

            def serve(request: Request, service: Service = service, body: bytes = body) -> Served:
                served = service.serve(request)
                return body if service.is_posting(request) else served

            ended = self._answer(service, FakeFetcher(serve))

            _must(f"{name}: {ended!r}", hold=isinstance(ended, SourceError) and not isinstance(ended, Unsent))
            _must(f"{name}: it is found", hold=isinstance(self._sent(service), Sent))

    def test_when_the_service_cannot_be_asked_nothing_is_known(self) -> None:
        service = self.service()
        self._answer(service, FakeFetcher(service.serve))
        looking = FakeFetcher(service.serve)
        self._sent(service, looking)
        for number in range(1, len(looking.asked) + 1):
            for error in _doubts():
                found = self._sent(service, FakeFetcher(service.serve).fails_at(number, error))
                _must(f"request {number}, {error!r}: {found!r}", hold=found is not None)

    # hostility

    def test_damage_is_survived(self) -> None:
        """Whatever a service says: a result or a failure, one answer at most, and no other error."""
        for number in range(1, self._place_of_the_post() + 1):
            for name, body in self._damages(number):
                service = self.service()
                fetcher = FakeFetcher(_with(service.serve, number, body))
                try:
                    ended = self._answer(service, fetcher)
                except Exception as error:
                    raise AssertionError(f"request {number}, {name}: {error!r}") from error
                posted = [one for one in fetcher.asked if service.is_posting(one)]
                _must(f"request {number}, {name}: posted {len(posted)} times", hold=len(posted) <= 1)
                _must(
                    f"request {number}, {name}: it is there, and said to be unsent",
                    hold=not (isinstance(ended, Unsent) and service.answers()),
                )

    def test_damage_while_looking_is_survived(self) -> None:
        service = self.service()
        self._answer(service, FakeFetcher(service.serve))
        looking = FakeFetcher(service.serve)
        self._sent(service, looking)
        for number, request in enumerate(looking.asked, start=1):
            try:
                whole = FakeFetcher(service.serve).get(request).body
            except SourceError:
                continue
            for name, body in list(damaged(whole))[:_MOST_DAMAGES]:
                try:
                    self._sent(service, FakeFetcher(_with(service.serve, number, body)))
                except Exception as error:
                    raise AssertionError(f"request {number}, {name}: {error!r}") from error

    def _place_of_the_post(self) -> int:
        """Return which request of an answer posts it; the first one is 1."""
        service = self.service()
        fetcher = FakeFetcher(service.serve)
        self._answer(service, fetcher)
        return next(place for place, one in enumerate(fetcher.asked, start=1) if service.is_posting(one))

    def _damages(self, number: int) -> list[tuple[str, bytes]]:
        service = self.service()
        bodies: dict[int, bytes] = {}
        asked = 0

        def serve(request: Request) -> Served:
            nonlocal asked
            asked += 1
            answer = FakeFetcher(service.serve).get(request)
            bodies[asked] = answer.body
            return answer

        self._answer(service, FakeFetcher(serve))
        # What was answered with a failure has no body that could be damaged.
        return list(damaged(bodies[number]))[:_MOST_DAMAGES] if number in bodies else []


def _with(serve: Callable[[Request], Served], number: int, body: bytes) -> Callable[[Request], Served]:
    """Return a service whose answer with this number is another one; what it did stays done."""
    count = 0

    def other(request: Request) -> Served:
        nonlocal count
        count += 1
        served = serve(request)
        return body if count == number else served

    return other
