"""Reddit with an application's key: tokens that expire, posts that were deleted."""

from datetime import UTC, datetime

import pytest

from listen.errors import LoginNeeded
from listen.sources.reddit import Reddit
from listen.testing.door import FakeFetcher
from listen.testing.sources import SourceConformance
from listen.testing.world import NOW, World
from tests.sources.channel_world import QUERIES, Pocket, newest_first, settings_of, stream_of

SINCE = datetime(2026, 10, 25, tzinfo=UTC)


def child(one, **changes: object):
    data = {
        "id": f"a{one.number}",
        "name": f"t3_a{one.number}",
        "title": "ExampleVent",
        "selftext": one.text,
        "is_self": True,
        "url": f"https://www.reddit.com/r/house/comments/a{one.number}/",
        "permalink": f"/r/house/comments/a{one.number}/examplevent/?ref=search_posts",
        "author": "kim",
        "subreddit": "house",
        "created_utc": one.at.timestamp(),
        "edited": False,
        "score": 8,
        "num_comments": 3,
        "removed_by_category": None,
        **changes,
    }
    return {"kind": "t3", "data": data}


def listing(children, after=None):
    return {"kind": "Listing", "data": {"after": after, "dist": len(children), "children": children}}


def search(request, said):
    asked = dict(request.params)
    found = newest_first(said)
    names = [f"t3_a{one.number}" for one in found]
    start = names.index(asked["after"]) + 1 if asked.get("after") in names else 0
    some = found[start : start + int(asked["limit"])]
    has_more = len(found) > start + len(some)
    return listing([child(one) for one in some], f"t3_a{some[-1].number}" if some and has_more else None)


def make(**kept: str):
    return Reddit(settings_of("reddit", keys=Pocket(**(kept or {"token": "good"}))))


class TestReddit(SourceConformance):
    def world(self):
        return World(make=make, queries=QUERIES, serve=search, amount=230, burst=120)


def read(source, serve):
    fetcher = FakeFetcher(serve, now=NOW)
    return list(source.pages(stream_of(source), None, fetcher, since=SINCE)), fetcher.asked


def service(*, good="newer", gives="newer"):
    def serve(request):
        if request.url.endswith("access_token"):
            assert request.url.startswith("https://www.reddit.com/")
            assert request.body == b"grant_type=client_credentials"
            return {"access_token": gives, "token_type": "bearer", "expires_in": 86400} if gives else {"error": 401}
        if request.headers["Authorization"] != f"bearer {good}":
            return LoginNeeded("source.login_needed", host="oauth.reddit.com", status=401)
        return listing([])

    return serve


def test_a_token_is_got_once_and_kept():
    pocket = Pocket(client_id="id", client_secret="secret")
    source = Reddit(settings_of("reddit", keys=pocket))

    _, asked = read(source, service())
    _, again = read(source, service())

    assert [request.url.rpartition("/")[2] for request in (*asked, *again)] == ["access_token", "search", "search"]
    assert pocket.kept["token"] == "newer"


def test_an_expired_token_is_replaced_once():
    _, asked = read(make(token="old", client_id="id", client_secret="secret"), service())

    assert [request.url.rpartition("/")[2] for request in asked] == ["search", "access_token", "search"]


def test_a_wrong_secret_is_said_though_reddit_answers_200():
    with pytest.raises(LoginNeeded):
        read(make(client_id="id", client_secret="wrong"), service(gives=None))


def test_every_field_is_read():
    said = TestReddit().world().one(5, at=NOW)

    [[page], _] = read(make(), lambda _: listing([child(said, edited=NOW.timestamp())]))

    [post] = page.posts
    assert post.url == "https://www.reddit.com/r/house/comments/a5/examplevent/"
    assert (post.author, post.place, post.engagement.score, post.engagement.likes) == ("kim", "r/house", 8, None)
    assert (post.published_at, post.edited_at) == (NOW, NOW)
    assert post.links == ()


@pytest.mark.parametrize(
    "changes", [{"selftext": "[deleted]"}, {"selftext": "[removed]"}, {"removed_by_category": "moderator"}]
)
def test_what_was_deleted_is_taken_back(changes):
    said = TestReddit().world().one(5, at=NOW)

    [[page], _] = read(make(), lambda _: listing([child(said, **changes)]))

    assert (page.posts, page.gone, page.skipped) == ((), ("t3_a5",), 0)


def test_what_is_no_longer_listed_is_gone():
    said = TestReddit().world().one(5, at=NOW)

    gone = make().recheck(["t3_a5", "t3_a6"], FakeFetcher(lambda _: listing([child(said)]), now=NOW))

    assert gone == {"t3_a6"}


def test_only_the_subreddits_named_are_searched():
    source = Reddit(settings_of("reddit", keys=Pocket(token="newer"), subreddits=("house", "hvac")))

    _, [request] = read(source, service())

    assert request.url == "https://oauth.reddit.com/r/house+hvac/search"
    assert ("restrict_sr", "true") in request.params
