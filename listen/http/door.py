"""The door itself: asks, follows redirects, tries once more where that helps, and lets no foreign error out."""

import logging
import random
import ssl
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from types import MappingProxyType, TracebackType
from typing import Self

from listen.brand import HttpSettings
from listen.errors import AddressRefused, Blocked, SourceError, TooBig
from listen.http.address import redact
from listen.http.guard import Guard
from listen.http.patience import Budget, Patience
from listen.http.proxies import Proxies
from listen.http.question import HeaderList, Question, read_request, well_formed
from listen.http.reading import check_kind
from listen.http.switchboard import Reply, Switchboard, system_trust
from listen.http.verdict import failure, is_challenge, leads_to_a_wall
from listen.http.waiting import http_date, used_up
from listen.http.wire import Resolve, system_resolve
from listen.protocols import Answer, Request, Validators

__all__ = ["Door", "Surroundings"]

REDIRECTS = 5
SECOND_TRY_S = 1.0
"""Shortest wait before the second try; by chance up to twice as long."""

_FOLLOWED = frozenset({301, 302, 303, 307, 308})
_PERMANENT = frozenset({301, 308})
_UNCHANGED = 304
_WORTH_A_SECOND_TRY = frozenset(
    {"source.not_listening", "source.unreachable", "source.broken", "source.server_failed", "source.tls_failed"}
)


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What the door takes from the world besides the network; tests put their own in.

    Attributes:
        now: aware UTC.
        monotonic: seconds that never go back.
        sleep: how to wait; None waits in a way that `Door.stop` cuts short.
        chance: 0.0 … 1.0.
        resolve: looks names up.
        trust: makes the trust for https; called once, when first needed.
    """

    now: Callable[[], datetime] = _utc_now
    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], object] | None = None
    chance: Callable[[], float] = random.random
    resolve: Resolve = system_resolve
    trust: Callable[[], ssl.SSLContext] = system_trust


class Door:
    """The only way to the network: a `Fetcher` that is bounded, polite, safe, and may be used from several threads.

    Use it as a context manager, or `close` it.

    Args:
        settings: limits and manners.
        version: of listen, for the User-Agent.
        environ: read for `proxy: env` only.
        allowed: hosts that may be private, on top of those in `settings`.
        until: on `surroundings.monotonic`, when the run must be over; None without a limit.
        surroundings: clocks, chance, resolver, trust.
    """

    def __init__(
        self,
        settings: HttpSettings,
        *,
        version: str,
        environ: Mapping[str, str] = MappingProxyType({}),
        allowed: Iterable[str] = (),
        until: float | None = None,
        surroundings: Surroundings | None = None,
    ) -> None:
        # At DEBUG httpcore writes headers and addresses, keys included, into whatever log is on.
        logging.getLogger("httpcore").setLevel(logging.WARNING)
        world = surroundings or Surroundings()
        self._settings = settings
        self._now = world.now
        self._chance = world.chance
        self._patience = Patience(monotonic=world.monotonic, until=until, sleep=world.sleep)
        self._guard = Guard((*settings.allow_private, *allowed))
        self._switchboard = Switchboard(
            guard=self._guard,
            proxies=Proxies(settings.proxy, environ),
            patience=self._patience,
            pause_s=settings.pause_s,
            resolve=world.resolve,
            trust=world.trust,
            now=world.now,
        )
        self._headers: HeaderList = (
            (b"User-Agent", _user_agent(version, settings.contact)),
            (b"Accept-Encoding", b"gzip"),
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def stop(self) -> None:
        """Make every request that runs or waits fail at once (`source.stopped`); safe in a signal handler."""
        self._patience.stop()
        self._switchboard.stop()

    def close(self) -> None:
        """Stop, and hang up."""
        self._patience.stop()
        self._switchboard.close()

    def get(self, request: Request) -> Answer:
        """Ask, follow, and return the answer; at most one second try, for passing trouble of network or server.

        All of it, the wait before the second try included, stays within the total limit; only waiting for one's turn
        at a host that another lane is asking comes on top.

        Raises:
            SourceError: one of its leaves, whatever went wrong; `is_unsaid` says whether anything went out.
        """
        if request.signed is not None:
            request = replace(request, headers={**request.headers, **request.signed(self._now())})
        try:
            question = read_request(request)
        except SourceError as error:
            error.is_unsaid = True
            raise
        budget = self._patience.budget(self._settings.total_s, question.address.place)
        try:
            return self._follow(request, question, budget)
        except SourceError as error:
            error.is_unsaid = not budget.has_spoken
            wait_s = SECOND_TRY_S * (1 + self._chance())
            is_once_only = request.body is not None
            if is_once_only or error.key not in _WORTH_A_SECOND_TRY or not budget.has(wait_s * 2):
                raise
        budget.wait(wait_s)
        return self._follow(request, question, budget)

    def _follow(self, request: Request, question: Question, budget: Budget) -> Answer:
        """Ask, and go where redirects lead."""
        first = question.address
        moved_to: str | None = None
        is_permanent = True
        for hop in range(REDIRECTS + 1):
            try:
                reply = self._ask(question, budget, request.pause_s)
            except AddressRefused as error:
                if hop == 0 or error.key != "source.address_private":
                    raise
                # Who set the trap is more useful than where it led, and the hint to allow that host would be wrong.
                raise AddressRefused("source.redirect_refused", host=first.place) from error
            if reply.status not in _FOLLOWED or "location" not in reply.headers:
                return self._answer(request, question, reply, moved_to)
            is_permanent = is_permanent and reply.status in _PERMANENT
            if question.body is not None:
                raise AddressRefused("source.redirect_refused", host=first.place)
            question = self._redirected(question, reply)
            if is_permanent:
                moved_to = question.address.url
        raise TooBig("source.too_many_redirects", host=first.place, limit=REDIRECTS)

    def _ask(self, question: Question, budget: Budget, pause_s: float | None) -> Reply:
        """Ask one host once; return a success, an "unchanged" or a redirect.

        Raises:
            SourceError: for anything else.
        """
        address = question.address
        budget.host = address.place
        with self._switchboard.turn(address, budget, pause_s) as host:
            host.raise_refusal(keys=question.secrets)
            try:
                reply = self._switchboard.exchange(
                    host, question, self._headers, budget=budget, limit=self._settings.max_bytes
                )
                self._check_status(question, reply)
            except SourceError as error:
                host.note_failure(error, keys=question.secrets)
                raise
            host.note_success(used_up(reply.headers, now=self._now()))
            return reply

    def _check_status(self, question: Question, reply: Reply) -> None:
        status = reply.status
        is_fine = 200 <= status < 300 or (status in _FOLLOWED and "location" in reply.headers)  # noqa: PLR2004
        # A 304 that nobody asked for says nothing about what we have.
        is_fine = is_fine or (status == _UNCHANGED and question.is_conditional)
        if is_fine and not is_challenge(reply.headers):
            return
        raise failure(
            status,
            reply.headers,
            reply.body,
            host=question.address.place,
            url=redact(question.address.url),
            secrets=question.secrets,
            now=self._now(),
        )

    def _redirected(self, question: Question, reply: Reply) -> Question:
        """Return the question for the next hop.

        Raises:
            AddressRefused: if it may not be followed.
            Blocked: if it leads to a page of consent or login.
        """
        here = question.address
        try:
            following = question.redirected(_location(reply.headers["location"]))
        except AddressRefused as error:
            raise AddressRefused("source.redirect_refused", host=here.place) from error
        there = following.address
        if not self._guard.may_redirect(here, there):
            raise AddressRefused("source.redirect_refused", host=here.place)
        if there.host != here.host and leads_to_a_wall(there.host):
            raise Blocked("source.blocked", host=here.place)
        return following

    def _answer(self, request: Request, question: Question, reply: Reply, moved_to: str | None) -> Answer:
        headers = reply.headers
        given = well_formed(etag=headers.get("etag"), last_modified=headers.get("last-modified"))
        is_unchanged = reply.status == _UNCHANGED
        if is_unchanged:
            given = _refreshed(request.validators, given)
        else:
            check_kind(
                reply.body,
                expect=request.expect,
                content_type=headers.get("content-type", ""),
                host=question.address.place,
            )
        return Answer(
            url=question.address.url,
            status=reply.status,
            headers=headers,
            body=b"" if is_unchanged else reply.body,
            validators=None if given == _NO_VALIDATORS else given,
            moved_to=moved_to,
            date=http_date(headers["date"]) if "date" in headers else None,
        )


_NO_VALIDATORS = Validators()


def _refreshed(sent: Validators | None, given: Validators) -> Validators:
    """Return what to keep after an "unchanged": the server's new validators, else those that worked."""
    if sent is None:
        return given
    return Validators(etag=given.etag or sent.etag, last_modified=given.last_modified or sent.last_modified)


def _location(value: str) -> str:
    """Return a Location header as text: UTF-8 where it is, else as the wire had it."""
    try:
        return value.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return value


def _user_agent(version: str, contact: str | None) -> bytes:
    """Return who we are and how to reach us; a contact that no header can hold is left out."""
    name = f"listen/{version}"
    if contact is not None and contact.isascii() and contact.isprintable() and contact.strip():
        name = f"{name} (+{contact.strip()})"
    return name.encode("ascii")
