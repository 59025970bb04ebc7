"""Stack Exchange: quotas and pauses stand inside the answers."""

from datetime import UTC, datetime, timedelta

import pytest

from listen.errors import QueryRefused, RateLimited
from listen.sources.stackexchange import StackExchange
from listen.testing.door import FakeFetcher
from listen.testing.sources import SourceConformance
from listen.testing.world import NOW, World
from tests.sources.channel_world import QUERIES, Pocket, newest_first, settings_of, stream_of


def item(one):
    kind = {"item_type": "answer", "answer_id": one.number} if one.number % 2 else {"item_type": "question"}
    return {
        **kind,
        "question_id": 10_000 + one.number,
        "title": "Which &quot;pipe&quot;?",
        "excerpt": f'about <span class="highlight">{one.text}</span>',
        "body": one.text,
        "score": 4,
        "creation_date": int(one.at.timestamp()),
        "tags": ["hvac"],
    }


def search(request, said):
    asked = dict(request.params)
    low = datetime.fromtimestamp(int(asked["fromdate"]), UTC)
    found = newest_first(said, low=low)
    page, size = int(asked["page"]), int(asked["pagesize"])
    return {
        "items": [item(one) for one in found[(page - 1) * size : page * size]],
        "has_more": len(found) > page * size,
        "quota_max": 300,
        "quota_remaining": 250,
    }


def make(**kept: str):
    return StackExchange(settings_of("stackexchange", keys=Pocket(**kept), sites=("diy",)))


class TestStackExchange(SourceConformance):
    def world(self):
        return World(make=make, queries=QUERIES, serve=search, amount=230, burst=120)


def pages(body, source=None):
    source = source or make()
    return list(
        source.pages(
            stream_of(source), None, FakeFetcher(lambda _: body, now=NOW), since=datetime(2026, 11, 1, tzinfo=UTC)
        )
    )


def body(**changes: object):
    said = TestStackExchange().world().one(3, at=NOW)
    return {"items": [item(said)], "has_more": False, "quota_remaining": 5, **changes}


def test_every_field_is_read():
    [page] = pages(body())

    [post] = page.posts
    assert (post.native_id, post.url) == ("diy a3", "https://diy.stackexchange.com/a/3")
    assert (post.title, post.tags, post.engagement.score) == ('Which "pipe"?', ("hvac",), 4)
    assert (post.conversation_id, post.reply_to_id) == ("diy q10003", "diy q10003")


@pytest.mark.parametrize(("changes", "wait"), [({"backoff": 30}, 30), ({"quota_remaining": 0}, 12 * 3600)])
def test_it_is_left_alone_for_as_long_as_it_says(changes, wait):
    source = make()
    served = FakeFetcher(lambda _: body(has_more=True, **changes), now=NOW)
    reading = source.pages(stream_of(source), None, served, since=datetime(2026, 11, 1, tzinfo=UTC))

    assert len(next(reading).posts) == 1
    with pytest.raises(RateLimited) as raised:
        next(reading)
    assert raised.value.retry_at == NOW + timedelta(seconds=wait)


def test_the_last_page_needs_no_wait():
    assert pages(body(backoff=30))[-1].checkpoint is not None


def test_errors_come_with_a_name():
    with pytest.raises(QueryRefused):
        pages({"error_id": 400, "error_name": "bad_parameter", "error_message": "site is required"})
    with pytest.raises(RateLimited):
        pages({"error_id": 502, "error_name": "throttle_violation", "error_message": "too many requests"})


def test_a_key_goes_along_and_stands_in_no_address():
    source = make(key="abc123")
    fetcher = FakeFetcher(lambda _: body(), now=NOW)
    list(source.pages(stream_of(source), None, fetcher, since=datetime(2026, 11, 1, tzinfo=UTC)))

    assert ("key", "abc123") in fetcher.asked[0].params
    assert "abc123" not in stream_of(source).address
