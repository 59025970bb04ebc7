"""What channels share about answering: what certainly did not go out, one POST, and what tells an answer again."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from http import HTTPStatus

from listen.brand import Settings
from listen.errors import Gone, LoginNeeded, SourceError, Unsent
from listen.protocols import Answer, Fetcher, Request
from listen.sources.shared.access import key

__all__ = [
    "before_sending",
    "certainly_unsent",
    "line_breaks",
    "own_key",
    "own_server",
    "post_once",
    "print_of",
    "same_words",
    "web_base",
]

_SAID_BEFORE = frozenset({"source.not_logged_in", "source.budget_used", "source.proxy_failed", "source.no_credit"})
"""Failures that come before the service itself is asked, and carry no status."""

_MAY_BE_DONE = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.CONFLICT})
"""Refusals that do not say that nothing was done."""

_BLANKS = re.compile(r"\s+")
_WORD = re.compile(r"\w+")
_LINE_END = re.compile(r"(?<=\S)\n(?=\S)")


def certainly_unsent(error: SourceError) -> bool:
    """Return whether a failed POST certainly left nothing at the service.

    So it is when not a byte went out (no connection, no such name, no TLS, an address that may not be asked, a host
    that asked us to wait before), and when the service refused with a 4xx. It is not known after anything else: a reset
    or silence after sending, a 5xx (also one that says when to come back), a redirect, an answer that was cut or cannot
    be read.
    """
    status = error.values.get("status")
    if error.is_unsaid or isinstance(error, Unsent):
        return True
    if isinstance(status, int):
        return HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR and status not in _MAY_BE_DONE
    return isinstance(error, Gone) or error.key in _SAID_BEFORE


@contextmanager
def before_sending() -> Iterator[None]:
    """Whatever goes wrong inside happens before the answer is sent.

    Raises:
        Unsent: in place of any other failure.
    """
    try:
        yield
    except SourceError as error:
        raise Unsent.because(error) from error


def post_once(request: Request, fetcher: Fetcher) -> Answer:
    """Post, and tell apart what certainly did not arrive.

    Raises:
        Unsent: the service has not got it.
        SourceError: any other leaf: nobody knows.
    """
    try:
        return fetcher.get(request)
    except SourceError as error:
        if certainly_unsent(error):
            raise Unsent.because(error) from error
        raise


def own_key(settings: Settings, channel: str, name: str, server: str | None = None) -> str:
    """Return a key of the person who answers.

    Raises:
        LoginNeeded: there is none; the hint names the command.
    """
    found = key(settings, channel, name, server)
    if found is None:
        raise LoginNeeded("sending.not_logged_in", channel=channel)
    return found


def own_server(settings: Settings, channel: str, named: str | None = None) -> str:
    """Return the base address of the server where the person who answers is at home.

    Raises:
        LoginNeeded: nobody said which.
    """
    said = named or key(settings, channel, "server")
    if not said:
        raise LoginNeeded("sending.no_server", channel=channel)
    return (said if "://" in said else f"https://{said}").rstrip("/")


def web_base(address: str) -> str | None:
    """Return scheme and host of a web address; None when it is none."""
    found = re.match(r"https?://[^/?#\s@]+(?=[/?#]|$)", address)
    return None if found is None else found.group()


def print_of(key: str, text: str, size: int = 16) -> bytes:
    """Return bytes that stand for this answer: the same for the same key and text, others for an edited one."""
    return blake2b(f"{key}\0{text}".encode("utf-8", "surrogatepass"), digest_size=size).digest()


def same_words(one: str, other: str) -> bool:
    """Return whether two texts say the same words; blanks, quotation marks and the like are changed by services."""
    words, others = _WORD.findall(one), _WORD.findall(other)
    if not words and not others:
        return _BLANKS.sub("", one) == _BLANKS.sub("", other)
    return words == others


def line_breaks(text: str) -> str:
    """Return plain text as Markdown in which a line break stays one."""
    return _LINE_END.sub("  \n", text)
