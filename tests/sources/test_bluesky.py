"""Bluesky: one session for many runs, a search that may ignore every bound."""

from datetime import UTC, datetime, timedelta

import pytest

from listen.errors import LoginNeeded, QueryRefused, RateLimited
from listen.sources.bluesky import Bluesky
from listen.testing.door import FakeFetcher
from listen.testing.sources import SourceConformance
from listen.testing.world import NOW, World
from tests.sources.channel_world import QUERIES, Pocket, newest_first, settings_of, stream_of, zulu

SESSION = '{"access": "good"}'
SINCE = datetime(2026, 10, 25, tzinfo=UTC)


def view(one):
    return {
        "uri": f"at://did:plc:kim/app.bsky.feed.post/3k{one.number}",
        "cid": "bafy",
        "author": {"did": "did:plc:kim", "handle": "kim.example", "displayName": "Kim"},
        "record": {
            "$type": "app.bsky.feed.post",
            "text": one.text,
            "createdAt": zulu(one.at),
            "langs": ["en"],
            "facets": [
                {
                    "index": {"byteStart": 0, "byteEnd": 3},
                    "features": [
                        {"$type": "app.bsky.richtext.facet#link", "uri": "https://demo.example/whole"},
                        {"$type": "app.bsky.richtext.facet#tag", "tag": "Lüftung"},
                    ],
                }
            ],
        },
        "replyCount": 1,
        "repostCount": 2,
        "likeCount": 3,
        "indexedAt": zulu(one.at),
        "labels": [],
    }


def network(*, keeps_bounds=True):
    """Search as a server behind an AppView does it: an offset as cursor, bounds kept or not."""

    def serve(request, said):
        asked = dict(request.params)
        low = datetime.fromisoformat(asked["since"]) if keeps_bounds else None
        start, limit = int(asked.get("cursor", "0")), int(asked["limit"])
        found = newest_first(said, low=low)
        some = found[start : start + limit]
        more = {"cursor": str(start + limit)} if len(some) == limit else {}
        return {"posts": [view(one) for one in some], **more}

    return serve


def bluesky(**kept: str):
    return Bluesky(settings_of("bluesky", keys=Pocket(**(kept or {"session": SESSION}))))


class TestBluesky(SourceConformance):
    def world(self):
        return World(make=bluesky, queries=QUERIES, serve=network(), amount=230, burst=120)


class TestBlueskyThatIgnoresBounds(SourceConformance):
    def world(self):
        return World(make=bluesky, queries=QUERIES, serve=network(keeps_bounds=False), amount=230, burst=120)


def refused(code, status=400):
    return QueryRefused("source.query_refused", host="bsky.social", why=code, status=status, code=code)


def login_refused():
    return LoginNeeded("source.login_needed", host="bsky.social", status=401)


class Server:
    """Sessions as the real one keeps them."""

    def __init__(self, *, password="right", refuses=None):
        self.password, self.refuses = password, refuses
        self.good = "good"

    def __call__(self, request):
        if request.url.endswith("createSession"):
            return self._session() if self.password.encode() in request.body else login_refused()
        token = request.headers["Authorization"].removeprefix("Bearer ")
        if request.url.endswith("refreshSession"):
            return self._session() if token == "more" else refused("ExpiredToken")
        return {"posts": []} if token == self.good else self.refuses

    def _session(self):
        self.good = "newer"
        return {"did": "did:plc:kim", "handle": "kim.example", "accessJwt": "newer", "refreshJwt": "more2"}


def asked_of(server, **kept: str):
    pocket = Pocket(handle="kim.example", app_password="right", **kept)
    source = Bluesky(settings_of("bluesky", keys=pocket))
    fetcher = FakeFetcher(server, now=NOW)
    list(source.pages(stream_of(source), None, fetcher, since=SINCE))
    return [request.url.rpartition(".")[2] for request in fetcher.asked], pocket


def test_the_first_run_logs_in_and_keeps_the_session():
    calls, pocket = asked_of(Server())

    assert calls == ["createSession", "searchPosts"]
    assert "newer" in pocket.kept["session"]


@pytest.mark.parametrize("refusal", [refused("ExpiredToken"), refused("InvalidToken"), login_refused()])
def test_a_worn_out_session_is_renewed_without_logging_in(refusal):
    calls, pocket = asked_of(Server(refuses=refusal), session='{"access": "old", "refresh": "more"}')

    assert calls == ["searchPosts", "refreshSession", "searchPosts"]
    assert "more2" in pocket.kept["session"]


def test_when_nothing_of_the_session_is_good_we_log_in_once():
    calls, _ = asked_of(Server(refuses=refused("ExpiredToken")), session='{"access": "old", "refresh": "old"}')

    assert calls == ["searchPosts", "refreshSession", "createSession", "searchPosts"]


def test_a_wrong_password_is_said_and_not_tried_again():
    with pytest.raises(LoginNeeded):
        asked_of(Server(password="other"))


def test_being_asked_to_wait_is_no_reason_to_log_in():
    wait = RateLimited("source.rate_limited", host="x", until="later", retry_at=NOW + timedelta(hours=1))
    with pytest.raises(RateLimited):
        asked_of(Server(refuses=wait), session='{"access": "old", "refresh": "more"}')


def test_without_a_login_it_says_how_to_get_one():
    source = Bluesky(settings_of("bluesky"))

    with pytest.raises(LoginNeeded) as raised:
        list(source.pages(stream_of(source), None, FakeFetcher(lambda _: {}), since=SINCE))

    assert "listen login bluesky" in raised.value.hint("en")


def test_no_secret_is_in_a_stream_or_a_request_that_is_shown():
    source = Bluesky(settings_of("bluesky", keys=Pocket(handle="kim", app_password="pass-word", session=SESSION)))
    fetcher = FakeFetcher(Server(password="pass-word", refuses=refused("ExpiredToken")), now=NOW)
    source.account(fetcher)

    assert "pass-word" not in repr(fetcher.asked)
    assert "pass-word" not in repr(list(source.streams(QUERIES)))
    assert "pass-word" not in repr(settings_of("bluesky", keys=Pocket(app_password="pass-word")))


def test_every_field_is_read():
    said = TestBluesky().world().one(7, at=NOW)
    source = bluesky()
    fetcher = FakeFetcher(lambda _: {"posts": [view(said)]}, now=NOW)

    [page] = source.pages(stream_of(source), None, fetcher, since=SINCE)

    [post] = page.posts
    assert post.url == "https://bsky.app/profile/did:plc:kim/post/3k7"
    assert (post.author, post.language_hint, post.tags) == ("@kim.example", "en", ("Lüftung",))
    assert post.links == ("https://demo.example/whole",)
    assert (post.engagement.likes, post.engagement.shares, post.engagement.replies) == (3, 2, 1)
    assert post.engagement.views is None


def test_a_post_that_claims_the_future_counts_from_when_it_arrived():
    said = TestBluesky().world().one(7, at=NOW)
    ahead = view(said)
    ahead["record"]["createdAt"] = "2099-01-01T00:00:00Z"
    source = bluesky()

    [page] = source.pages(stream_of(source), None, FakeFetcher(lambda _: {"posts": [ahead]}, now=NOW), since=SINCE)

    assert page.posts[0].published_at == NOW


def test_what_the_network_no_longer_gives_is_gone():
    source = bluesky()
    there = "at://did:plc:kim/app.bsky.feed.post/1"
    fetcher = FakeFetcher(lambda _: {"posts": [{"uri": there}]}, now=NOW)

    gone = source.recheck([there, "at://did:plc:kim/app.bsky.feed.post/2"], fetcher)

    assert gone == {"at://did:plc:kim/app.bsky.feed.post/2"}
