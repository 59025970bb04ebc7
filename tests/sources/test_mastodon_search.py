"""Full-text search on servers where somebody logged in."""

from datetime import UTC, datetime, timedelta

import pytest

from listen.errors import LoginNeeded, QueryRefused, Unreadable
from listen.sources.mastodon import Mastodon
from listen.testing.door import FakeFetcher
from listen.testing.sources import SourceConformance
from listen.testing.world import NOW, World
from tests.sources.channel_world import QUERIES, Pocket, newest_first, settings_of, zulu

SINCE = datetime(2026, 10, 25, tzinfo=UTC)
SERVER = "https://social.example"


class SearchOnly(Mastodon):
    """The searches alone: the timelines have a suite of their own."""

    def streams(self, queries):
        return (stream for stream in super().streams(queries) if "/search" in stream.address)


def make():
    return SearchOnly(settings_of("mastodon", base=SERVER, keys=Pocket(**{"token@social.example": "tok"})))


def status(one):
    return {
        "id": str(one.number),
        "uri": f"https://home.example/statuses/{one.number}",
        "url": f"https://home.example/@kim/{one.number}",
        "created_at": zulu(one.at),
        "content": f"<p>{one.text}</p>",
        "visibility": "public",
        "account": {"acct": "kim@home.example", "url": "https://home.example/@kim"},
    }


def mastodon(request, said, *, knows_operators=True):
    asked = dict(request.params)
    _text, _, after = asked["q"].partition(" after:")
    if after and not knows_operators:
        return {"accounts": [], "statuses": [], "hashtags": []}
    low = datetime.fromisoformat(after).replace(tzinfo=UTC) if after else None
    start, size = int(asked.get("offset", "0")), int(asked["limit"])
    found = newest_first(said, low=low)[start : start + size]
    return {"accounts": [], "statuses": [status(one) for one in found], "hashtags": []}


class TestMastodonSearch(SourceConformance):
    def world(self):
        return World(make=make, queries=QUERIES, serve=mastodon, amount=130, burst=100)


class TestSearchWithoutOperators(SourceConformance):
    def world(self):
        def serve(request, said):
            return mastodon(request, said, knows_operators=False)

        return World(make=make, queries=QUERIES, serve=serve, amount=70, burst=60)


def read(serve):
    source = make()
    [stream] = source.streams(QUERIES)
    fetcher = FakeFetcher(serve, now=NOW)
    return list(source.pages(stream, None, fetcher, since=SINCE)), fetcher.asked


def test_only_servers_with_a_token_are_searched():
    source = Mastodon(settings_of("mastodon", base=SERVER))

    assert [stream.address for stream in source.streams(QUERIES)] == [f"{SERVER}/api/v1/timelines/tag/examplevent"]


def test_the_token_goes_along_to_timelines_too():
    source = Mastodon(settings_of("mastodon", base=SERVER, keys=Pocket(**{"token@social.example": "tok"})))
    fetcher = FakeFetcher(lambda _: [], now=NOW)
    for stream in source.streams(QUERIES):
        if "/timelines/" in stream.address:
            list(source.pages(stream, None, fetcher, since=SINCE))

    assert [request.headers["Authorization"] for request in fetcher.asked] == ["Bearer tok"]
    assert all("tok" not in request.url for request in fetcher.asked)


def test_what_is_not_public_is_left_out_of_what_was_found():
    one = TestMastodonSearch().world().one(1, at=NOW)
    hits = [status(one), {**status(one), "uri": "https://x.example/2", "visibility": "private"}]

    [first, *_], _ = read(lambda request: {"statuses": [] if "offset" in dict(request.params) else hits})

    assert [post.native_id for post in first.posts] == ["https://home.example/statuses/1"]
    assert first.skipped == 0


def test_a_token_that_is_no_persons_wants_a_login():
    def serve(_):
        return QueryRefused("source.query_refused", host="h", why="", status=422, code=None)

    with pytest.raises(LoginNeeded):
        read(serve)


def test_another_shape_is_unreadable():
    with pytest.raises(Unreadable):
        read(lambda _: {"hits": []})


def test_the_account_is_named_with_its_server():
    fetcher = FakeFetcher(lambda _: {"acct": "kim", "username": "kim"}, now=NOW)

    assert make().account(fetcher, "social.example") == "@kim@social.example"
    assert fetcher.asked[0].url == f"{SERVER}/api/v1/accounts/verify_credentials"


def test_old_posts_are_not_asked_for_again():
    source = make()
    [stream] = source.streams(QUERIES)
    fetcher = FakeFetcher(lambda _: {"statuses": []}, now=NOW)
    newest = (NOW - timedelta(days=2)).isoformat()

    list(source.pages(stream, f'{{"newest": "{newest}"}}', fetcher, since=SINCE))

    assert dict(fetcher.asked[0].params)["q"] == "examplevent after:2026-11-20"


def test_a_person_can_agree_in_the_browser():
    given = {"/api/v1/apps": {"client_id": "id", "client_secret": "hush"}, "/oauth/token": {"access_token": "tok"}}
    fetcher = FakeFetcher(lambda request: given[request.url.removeprefix(SERVER)], now=NOW)
    source = Mastodon(settings_of("mastodon", base=SERVER))

    grant = source.grant(fetcher, "social.example", "http://127.0.0.1:9/listen", "st")
    keys = source.granted(fetcher, "social.example", "http://127.0.0.1:9/listen", grant, "code-1")

    assert grant.url.startswith(
        f"{SERVER}/oauth/authorize?response_type=code&client_id=id&redirect_uri=http%3A%2F%2F127"
    )
    assert "hush" not in grant.url
    assert keys == {"token": "tok"}
    assert b"code=code-1" in fetcher.asked[1].body
    assert set(fetcher.asked[1].secrets) == {"code-1", "hush"}


def test_a_code_that_is_refused_wants_another_login():
    def serve(request):
        if request.url.endswith("/apps"):
            return {"client_id": "id", "client_secret": "hush"}
        return QueryRefused("source.query_refused", host="h", why="", status=400, code="invalid_grant")

    source = Mastodon(settings_of("mastodon", base=SERVER))
    fetcher = FakeFetcher(serve, now=NOW)
    grant = source.grant(fetcher, None, "http://127.0.0.1:9/listen", "st")

    with pytest.raises(LoginNeeded):
        source.granted(fetcher, None, "http://127.0.0.1:9/listen", grant, "old")
