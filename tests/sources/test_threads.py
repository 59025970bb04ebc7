"""Threads: cursors without addresses, errors with numbers."""

from datetime import UTC, datetime

import pytest

from listen.errors import LoginNeeded, QueryRefused, RateLimited, Unreadable
from listen.sources.threads import Threads
from listen.testing.door import FakeFetcher
from listen.testing.sources import SourceConformance
from listen.testing.world import NOW, World
from tests.sources.channel_world import QUERIES, Pocket, newest_first, settings_of, stream_of

SINCE = datetime(2026, 10, 25, tzinfo=UTC)


def thread(one):
    return {
        "id": str(18_000_000_000_000_000 + one.number),
        "media_product_type": "THREADS",
        "media_type": "TEXT_POST",
        "text": one.text,
        "permalink": f"https://www.threads.net/@kim/post/{one.number}",
        "timestamp": one.at.strftime("%Y-%m-%dT%H:%M:%S+0000"),
        "username": "kim",
        "is_reply": True,
        "root_post": {"id": "1"},
        "replied_to": {"id": "2"},
        "topic_tag": "Pipes",
    }


def search(request, said):
    asked = dict(request.params)
    found = newest_first(said, low=datetime.fromtimestamp(int(asked["since"]), UTC))
    start, size = int(asked.get("after", "0")), int(asked["limit"])
    some = found[start : start + size]
    paging = {"cursors": {"before": str(start), "after": str(start + size)}}
    if len(found) > start + size:
        paging["next"] = f"https://graph.threads.net/v1.0/keyword_search?access_token=tok&after={start + size}"
    return {"data": [thread(one) for one in some], **({"paging": paging} if some else {})}


def make():
    return Threads(settings_of("threads", keys=Pocket(token="tok")))


class TestThreads(SourceConformance):
    def world(self):
        return World(make=make, queries=QUERIES, serve=search, amount=230, burst=120)


def read(serve):
    fetcher = FakeFetcher(serve, now=NOW)
    source = make()
    return list(source.pages(stream_of(source), None, fetcher, since=SINCE)), fetcher.asked


def test_every_field_is_read():
    [[page], [request]] = read(lambda _: {"data": [thread(TestThreads().world().one(5, at=NOW))]})

    [post] = page.posts
    assert (post.author, post.author_url) == ("@kim", "https://www.threads.com/@kim")
    assert (post.conversation_id, post.reply_to_id, post.tags) == ("1", "2", ("Pipes",))
    assert post.published_at == NOW
    assert request.charge.limit == 2000
    assert dict(request.params)["search_type"] == "RECENT"


def test_the_address_of_the_next_page_is_never_asked():
    pages, asked = read(lambda request: search(request, TestThreads().world().said()))

    assert len(pages) > 1
    assert {request.url for request in asked} == {"https://graph.threads.net/v1.0/keyword_search"}
    assert all("tok" not in (page.checkpoint or "") for page in pages)


@pytest.mark.parametrize(
    ("code", "error"), [(190, LoginNeeded), (10, LoginNeeded), (4, RateLimited), (613, RateLimited)]
)
def test_numbers_say_what_is_wrong_whatever_the_status(code, error):
    with pytest.raises(error):
        read(lambda _: {"error": {"message": "no", "type": "OAuthException", "code": code}})
    with pytest.raises(error):
        read(lambda _: QueryRefused("source.query_refused", host="h", why="", status=400, code=str(code)))


def test_a_limit_told_as_forbidden_is_a_limit():
    with pytest.raises(RateLimited):
        read(lambda _: LoginNeeded("source.login_needed", host="h", status=403, code="613"))
    with pytest.raises(LoginNeeded):
        read(lambda _: LoginNeeded("source.login_needed", host="h", status=401, code=None))


def test_another_number_is_a_refused_question():
    with pytest.raises(QueryRefused):
        read(lambda _: QueryRefused("source.query_refused", host="h", why="", status=400, code="100"))
    with pytest.raises(Unreadable):
        read(lambda _: {"error": {"code": 100}})


def test_the_account_is_named():
    assert make().account(FakeFetcher(lambda _: {"id": "1", "username": "kim"})) == "@kim"
