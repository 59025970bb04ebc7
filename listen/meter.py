"""The door with a purse: what services count or bill is written down before it is asked, and never passes its limit."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from listen.channel import Charge
from listen.errors import LoginNeeded, QueryRefused, RateLimited
from listen.protocols import Answer, Fetcher, Request

__all__ = ["Books", "Meter"]


class Books(Protocol):
    """Remembers across runs what was spent."""

    def spend(self, account: str, period: str, amount: int, *, limit: int) -> bool:
        """Write down `amount`, unless that would pass `limit`; return whether it was written."""
        ...

    def give_back(self, account: str, period: str, amount: int) -> None:
        """Take `amount` off again."""
        ...


class Meter:
    """A `Fetcher` that keeps the books.

    Args:
        fetcher: the door.
        books: where it is written down.
        clock: aware UTC now.
    """

    def __init__(self, fetcher: Fetcher, books: Books, *, clock: Callable[[], datetime]) -> None:
        self._fetcher = fetcher
        self._books = books
        self._clock = clock

    def get(self, request: Request) -> Answer:
        """Ask, when the purse allows it.

        Raises:
            RateLimited: the budget of this period is used up; nothing was asked.
            SourceError: as the door.
        """
        charge = request.charge
        if charge is None:
            return self._fetcher.get(request)
        now = self._clock()
        account, period = f"{urlsplit(request.url).hostname or ''} {charge.account}", _period(charge, now)
        if not self._books.spend(account, period, charge.amount, limit=charge.limit):
            until = _next_period(charge, now)
            raise RateLimited(
                "source.budget_used", account=charge.account, until=f"{until:%Y-%m-%d %H:%M} UTC", retry_at=until
            )
        try:
            answer = self._fetcher.get(request)
        except (LoginNeeded, QueryRefused, RateLimited):
            # Only a clear no is free: after a broken connection nobody knows what was counted.
            if charge.cost is not None:
                self._books.give_back(account, period, charge.amount)
            raise
        if charge.cost is not None:
            cost = min(max(0, charge.cost(answer.body)), charge.amount)
            self._books.give_back(account, period, charge.amount - cost)
        return answer


def _period(charge: Charge, now: datetime) -> str:
    there = now.astimezone(ZoneInfo(charge.zone))
    return f"{there:%Y-%m}" if charge.is_monthly else f"{there:%Y-%m-%d}"


def _next_period(charge: Charge, now: datetime) -> datetime:
    """Return when the next period begins, aware UTC."""
    there = now.astimezone(ZoneInfo(charge.zone)).replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
    # From noon of the last day on, so that no change of clocks can lead to the same day again.
    later = there.replace(day=28, hour=12) + timedelta(days=4) if charge.is_monthly else there + timedelta(hours=36)
    start = later.replace(day=1 if charge.is_monthly else later.day, hour=0)
    return start.astimezone(now.tzinfo)
