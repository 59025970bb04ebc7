"""Where posts come from: what a source must do, and what it may do besides."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from listen.brand import Query
from listen.channel import Grant, Login
from listen.dialogue import Sent, Thread
from listen.model import Page, Post, Stream
from listen.protocols.network import Fetcher

__all__ = ["Account", "Answering", "Choosy", "Granting", "Interest", "Rechecking", "Source", "Threaded"]


class Interest(Protocol):
    """Tells a source what is not worth reading closely."""

    def __call__(self, markup: bytes, address: str) -> bool:
        """Return False only when no post made of `markup` (UTF-8, from `address`) can match any query."""
        ...


class Choosy(Protocol):
    """A source that spares itself work on posts that cannot match; it is told before it is asked."""

    def choose(self, interest: Interest) -> None:
        """Leave out never seen items of which `interest` says that they cannot match."""
        ...


class Source(Protocol):
    """Where posts come from; one class per channel, made with the whole `Settings`: `Class(settings)`.

    A class may say more of itself, with attributes that are all optional:

        title: str                      how people call the channel; its name when missing
        options: tuple[Option, ...]     what may be set for it in queries.yaml
        login: Login                    how one logs in
        blind: tuple[Words, ...]        what it cannot see, said in the coverage
        keep_days: int                  its terms let nobody keep a post for longer

    and do more, with methods that are optional too: `Account`, `Rechecking`, `Choosy`, `Threaded`, `Answering`.
    """

    name: str
    is_on_by_default: bool

    def streams(self, queries: Sequence[Query]) -> Iterable[Stream]:
        """Yield what has to be asked for `queries`; a stream that several share appears once.

        Pure: no network, no clock. Only queries that look here are given.
        """
        ...

    def pages(self, stream: Stream, checkpoint: str | None, fetcher: Fetcher, *, since: datetime) -> Iterator[Page]:
        """Ask `stream` and yield its pages.

        Args:
            stream: one that `streams` yielded.
            checkpoint: what the last complete reading left; None on the first run, or when everything in reach has
                to be read again (a query was added).
            fetcher: the door.
            since: aware UTC; without a checkpoint, how far to look back.

        Yields:
            Pages in the service's order; only the last one carries a checkpoint, and only when all went well.

        Raises:
            SourceError: pages that were yielded before it stay valid.
        """
        ...


class Account(Protocol):
    """A source that one can log in to."""

    def account(self, fetcher: Fetcher, server: str | None = None) -> str:
        """Ask the service who we are with the keys at hand; return the account as the service names it.

        Where a service does not say, the return value names what the key is good for. `server` is a base address,
        for channels with many.

        Raises:
            LoginNeeded: the keys are missing, wrong, expired or revoked.
            SourceError: the service could not be asked.
        """
        ...


class Granting(Protocol):
    """A source to which one can log in with the browser, instead of copying a key."""

    def grant(self, fetcher: Fetcher, server: str | None, redirect: str, state: str) -> Grant:
        """Begin: return the page to open; the service then sends the browser to `redirect`.

        Raises:
            SourceError: the service could not be asked, or does not know how.
        """
        ...

    def granted(
        self, fetcher: Fetcher, server: str | None, redirect: str, grant: Grant, code: str
    ) -> Mapping[str, str]:
        """End: return the keys to be kept, by the names of the login's fields, for the `code` that came back.

        Raises:
            LoginNeeded: the person or the service refused.
            SourceError: the service could not be asked.
        """
        ...


class Rechecking(Protocol):
    """A source that can tell cheaply what was deleted where it was published."""

    def recheck(self, native_ids: Sequence[str], fetcher: Fetcher) -> Collection[str]:
        """Return those of `native_ids` that are gone at their origin; when in doubt, not.

        Raises:
            SourceError: the service could not be asked.
        """
        ...


class Threaded(Protocol):
    """A source that can show the conversation around a post."""

    def thread(self, post: Post, fetcher: Fetcher) -> Thread:
        """Ask for what `post` answers and for what came after it; public posts only.

        Raises:
            SourceError: the service could not be asked, or the post is gone.
        """
        ...


class Answering(Protocol):
    """A source through which a person can answer, with a login of their own.

    Attributes:
        answer_login: how one logs in to answer; its keys are kept apart from those for listening, with the person.
        longest_answer: characters as the service counts them; None when it sets no limit that matters.
    """

    answer_login: Login
    longest_answer: int | None

    def answer(self, to: Post, text: str, *, key: str, fetcher: Fetcher) -> Sent:
        """Post `text` as a reply to `to`: asked once, never again by itself.

        Args:
            to: what is answered.
            text: plain, with line breaks.
            key: 32 letters and digits, drawn by lot for this answer; where the service knows how, it makes a second
                call with the same key and text the same answer.
            fetcher: the door.

        Raises:
            Unsent: the service certainly has not got it.
            SourceError: any other leaf: it is not known whether the service has it.
        """
        ...

    def sent(self, to: Post, text: str, *, key: str, fetcher: Fetcher) -> Sent | None:
        """Look whether the service has the answer that a call of `answer` with the same values sent.

        Raises:
            SourceError: the service could not be asked; nothing is known then.
        """
        ...

    def answering_as(self, fetcher: Fetcher, server: str | None = None) -> str:
        """Ask the service who would be answering; return the account as the service names it.

        Raises:
            LoginNeeded: the keys are missing, wrong, expired or revoked, or do not allow answering.
            SourceError: the service could not be asked.
        """
        ...
