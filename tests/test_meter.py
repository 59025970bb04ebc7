"""What a service counts or bills is written down before it is asked, and never passes its limit."""

from datetime import UTC, datetime

import pytest

from listen.channel import Charge
from listen.errors import RateLimited, Unreachable
from listen.meter import Meter
from listen.protocols import Request
from listen.store.books import SqliteBooks
from listen.store.opening import open_store
from listen.testing.door import FakeFetcher

NOW = datetime(2026, 11, 24, 7, 30, tzinfo=UTC)  # 23:30 of the 23rd in Los Angeles


@pytest.fixture
def books(tmp_path):
    path = tmp_path / "listen.db"
    open_store(path, now=NOW, read_only=False).close()
    return SqliteBooks(path)


def searched(amount=1, limit=3, *, is_monthly=False):
    charge = Charge(account="searches", amount=amount, limit=limit, zone="America/Los_Angeles", is_monthly=is_monthly)
    return Request(url="https://api.example/search", charge=charge)


def test_the_limit_holds_across_runs(books):
    web = FakeFetcher(lambda _: {})
    for _ in range(3):
        Meter(web, books, clock=lambda: NOW).get(searched())

    with pytest.raises(RateLimited) as raised:
        Meter(web, books, clock=lambda: NOW).get(searched())

    assert len(web.asked) == 3
    assert raised.value.retry_at == datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
    assert raised.value.message("de") != raised.value.message("en")


def test_a_new_day_there_is_a_new_budget(books):
    web = FakeFetcher(lambda _: {})
    Meter(web, books, clock=lambda: NOW).get(searched(amount=3))

    Meter(web, books, clock=lambda: datetime(2026, 11, 24, 8, 1, tzinfo=UTC)).get(searched())

    assert len(web.asked) == 2


def test_a_month_ends_where_the_service_lives(books):
    with pytest.raises(RateLimited) as raised:
        Meter(FakeFetcher(lambda _: {}), books, clock=lambda: NOW).get(searched(amount=4, is_monthly=True))

    assert raised.value.retry_at == datetime(2026, 12, 1, 8, 0, tzinfo=UTC)


def test_what_was_asked_and_failed_is_spent(books):
    web = FakeFetcher(lambda _: Unreachable("source.unreachable", host="api.example", why="test"))

    with pytest.raises(Unreachable):
        Meter(web, books, clock=lambda: NOW).get(searched())

    assert books.spent("api.example searches", "2026-11-23") == 1


def test_what_nobody_counts_needs_no_books(books):
    Meter(FakeFetcher(lambda _: {}), books, clock=lambda: NOW).get(Request(url="https://api.example/free"))

    assert books.spent("api.example searches", "2026-11-23") == 0
