"""X: posts that cost money, fields that are being renamed, edits with new ids."""

from datetime import UTC, datetime, timedelta

import pytest

from listen.errors import LoginNeeded, QueryRefused, RateLimited
from listen.meter import Meter
from listen.sources.x import X
from listen.store.books import SqliteBooks
from listen.store.opening import open_store
from listen.testing.door import FakeFetcher
from listen.testing.sources import SourceConformance
from listen.testing.world import NOW, World
from tests.sources.channel_world import QUERIES, Pocket, newest_first, settings_of, stream_of, zulu

SINCE = datetime(2026, 10, 25, tzinfo=UTC)
OLD = '{"newest": "2026-10-01T00:00:00+00:00"}'


def refused(parameter):
    return QueryRefused("source.query_refused", host="api.x.com", why="", status=400, code=None, parameter=parameter)


def tweet(one):
    return {
        "id": str(1_900_000_000_000_000_000 + one.number),
        "text": f"{one.text} &amp; https://t.co/abc",
        "created_at": zulu(one.at),
        "author_id": "7",
        "conversation_id": "1",
        "lang": "en",
        "edit_history_tweet_ids": [str(1_900_000_000_000_000_000 + one.number)],
        "public_metrics": {"retweet_count": 2, "reply_count": 1, "like_count": 5, "impression_count": 80},
        "entities": {
            "urls": [{"url": "https://t.co/abc", "expanded_url": "https://demo.example/whole"}],
            "hashtags": [{"tag": "pipes"}],
        },
    }


def search(request, said):
    asked = dict(request.params)
    low = datetime.fromisoformat(asked["start_time"]) if "start_time" in asked else None
    found = newest_first(said, low=low)
    start, size = int(asked.get("next_token", "0")), int(asked["max_results"])
    some = found[start : start + size]
    meta = {"result_count": len(some)}
    if len(found) > start + size:
        meta["next_token"] = str(start + size)
    return {"meta": meta} if not some else {"data": [tweet(one) for one in some], "meta": meta}


def make():
    return X(settings_of("x", keys=Pocket(token="abc")))


class TestX(SourceConformance):
    def world(self):
        return World(make=make, queries=QUERIES, serve=search, amount=230, burst=120, late=timedelta(minutes=1))


def read(serve, checkpoint=None):
    fetcher = FakeFetcher(serve, now=NOW)
    source = make()
    return list(source.pages(stream_of(source), checkpoint, fetcher, since=SINCE)), fetcher.asked


def test_a_page_is_paid_for_before_it_is_asked_for():
    _, [request] = read(lambda _: {"meta": {"result_count": 0}})

    assert (request.charge.amount, request.charge.limit, request.charge.is_monthly) == (100, 1000, True)


def test_old_and_new_names_are_read():
    said = TestX().world().one(5, at=NOW)
    new = tweet(said)
    new["edit_history_post_ids"] = ["1", new["id"]]
    del new["edit_history_tweet_ids"]
    new["note_post"] = {"text": "the whole long text"}
    new["public_metrics"]["repost_count"] = new["public_metrics"].pop("retweet_count")

    [[page], _] = read(lambda _: {"data": [new], "includes": {"users": [{"id": "7", "username": "kim"}]}, "meta": {}})

    [post] = page.posts
    assert (post.native_id, post.text, post.engagement.shares) == ("1", "the whole long text", 2)
    assert (post.author, post.url) == ("@kim", f"https://x.com/kim/status/{new['id']}")


def test_short_links_become_whole_ones():
    [[page], _] = read(lambda _: {"data": [tweet(TestX().world().one(5, at=NOW))], "meta": {}})

    assert page.posts[0].text.endswith("& https://demo.example/whole")
    assert page.posts[0].links == ("https://demo.example/whole",)


def test_after_a_pause_of_more_than_a_week_it_asks_as_far_back_as_it_may():
    def serve(request):
        if "start_time" in dict(request.params):
            return refused("start_time")
        return {"meta": {"result_count": 0}}

    _, asked = read(serve, OLD)

    assert len(asked) == 2


def test_another_refusal_is_not_asked_again():
    fetcher = FakeFetcher(lambda _: refused("query"), now=NOW)
    source = make()

    with pytest.raises(QueryRefused):
        list(source.pages(stream_of(source), OLD, fetcher, since=SINCE))
    assert len(fetcher.asked) == 1


def test_only_posts_that_came_are_paid_for(tmp_path):
    path = tmp_path / "listen.db"
    open_store(path, now=NOW, read_only=False).close()
    books = SqliteBooks(path)
    said = TestX().world()

    def spent(body):
        source = make()
        purse = Meter(FakeFetcher(lambda _: body, now=NOW), books, clock=lambda: NOW)
        list(source.pages(stream_of(source), None, purse, since=SINCE))
        return books.spent("api.x.com posts", "2026-11")

    assert spent({"meta": {"result_count": 0}}) == 0
    assert spent({"data": [tweet(said.one(1, at=NOW)), tweet(said.one(2, at=NOW))], "meta": {}}) == 2


def test_a_budget_that_ends_midway_keeps_what_was_paid_for_and_tells_the_gap():
    said = [tweet(TestX().world().one(number, at=NOW - timedelta(minutes=number))) for number in range(3)]

    def serve(request):
        if "next_token" in dict(request.params):
            return RateLimited("source.budget_used", account="posts", until="", retry_at=NOW)
        return {"data": said, "meta": {"next_token": "more"}}

    [first, last], _ = read(serve)

    assert len(first.posts) == 3
    assert (last.gap.since, last.gap.until) == (SINCE, NOW - timedelta(minutes=2))
    assert last.checkpoint is not None


def test_without_a_token_nothing_is_asked_and_nothing_is_spent():
    source = X(settings_of("x"))
    fetcher = FakeFetcher(lambda _: {})

    with pytest.raises(LoginNeeded):
        list(source.pages(stream_of(source), None, fetcher, since=SINCE))
    assert fetcher.asked == []


def test_what_is_deleted_or_protected_is_gone():
    body = {
        "data": [{"id": "1", "text": "still there"}],
        "errors": [
            {"resource_id": "2", "type": "https://api.x.com/2/problems/resource-not-found"},
            {"resource_id": "3", "type": "https://api.x.com/2/problems/not-authorized-for-resource"},
        ],
    }

    source = X(settings_of("x", keys=Pocket(token="abc"), recheck=True))

    assert source.recheck(["1", "2", "3"], FakeFetcher(lambda _: body)) == {"2", "3"}


def test_looking_again_costs_and_is_off_until_it_is_wanted():
    fetcher = FakeFetcher(lambda _: {})

    assert make().recheck(["1"], fetcher) == ()
    assert fetcher.asked == []
