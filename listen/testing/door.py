"""A door to a scripted service: it answers as told, notes what it was asked, and breaks when it is told to."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Self

from listen.errors import SourceError
from listen.protocols import Answer, Request

__all__ = ["FakeFetcher", "Served"]

Served = object
"""What a script may answer: bytes as they are, an `Answer`, a `SourceError` to raise; any other value becomes JSON."""


class FakeFetcher:
    """A `listen.protocols.Fetcher` without a network.

    Args:
        serve: makes the answer to a request, see `Served`.
        now: the service's own clock, as in `Answer.date`; None when it does not say.

    Attributes:
        asked: every request so far, in order, failed ones included.
    """

    def __init__(self, serve: Callable[[Request], Served], *, now: datetime | None = None) -> None:
        self.asked: list[Request] = []
        self._serve = serve
        self._now = now
        self._failing: dict[int, SourceError] = {}

    def fails_at(self, number: int, error: SourceError) -> Self:
        """Raise `error` for the request with this number; the first one is 1."""
        self._failing[number] = error
        return self

    def get(self, request: Request) -> Answer:
        """Answer as the script says.

        Raises:
            SourceError: where the script says so.
        """
        self.asked.append(request)
        served = self._failing.get(len(self.asked)) or self._serve(request)
        if isinstance(served, SourceError):
            raise served
        if isinstance(served, Answer):
            return served
        body = served if isinstance(served, bytes) else json.dumps(served).encode()
        return Answer(url=request.url, status=200, headers={}, body=body, date=self._now)
