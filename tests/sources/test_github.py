"""GitHub's search for issues."""

import json
from datetime import UTC, datetime

import pytest

from listen.errors import LoginNeeded, QueryRefused, RateLimited
from listen.sources.github import GitHub
from listen.testing.door import FakeFetcher
from listen.testing.sources import SourceConformance
from listen.testing.world import NOW, World
from tests.sources.channel_world import QUERIES, Pocket, newest_first, settings_of, stream_of


def item(one):
    return {
        "node_id": f"I_{one.number}",
        "html_url": f"https://github.com/house/pipes/issues/{one.number}",
        "repository_url": "https://api.github.com/repos/house/pipes",
        "number": one.number,
        "title": "ExampleVent",
        "body": one.text,
        "user": {"login": "kim", "html_url": "https://github.com/kim", "type": "User"},
        "created_at": one.at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "updated_at": one.at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "comments": 4,
        "reactions": {"total_count": 6},
        "labels": [{"name": "noise"}],
        "state": "open",
    }


def search(request, said):
    asked = dict(request.params)
    low = datetime.fromisoformat(asked["q"].rpartition("created:>=")[2]).astimezone(UTC)
    found = newest_first(said, low=low)
    page, size = int(asked["page"]), int(asked["per_page"])
    return {
        "total_count": len(found),
        "incomplete_results": False,
        "items": [item(one) for one in found[(page - 1) * size : page * size]],
    }


class TestGitHub(SourceConformance):
    def world(self):
        return World(make=lambda: GitHub(settings_of("github")), queries=QUERIES, serve=search, amount=230, burst=120)


def asked(source):
    fetcher = FakeFetcher(lambda _: {"total_count": 0, "items": []}, now=NOW)
    list(source.pages(next(iter(source.streams(QUERIES))), None, fetcher, since=datetime(2026, 11, 1, tzinfo=UTC)))
    return fetcher.asked[0]


def test_a_token_goes_along_as_a_header_and_makes_it_faster():
    with_key, without = (
        asked(GitHub(settings_of("github", keys=Pocket(token="abc")))),
        asked(GitHub(settings_of("github"))),
    )

    assert with_key.headers["Authorization"] == "Bearer abc"
    assert "Authorization" not in without.headers
    assert with_key.pause_s < without.pause_s


def test_the_account_is_who_the_token_belongs_to():
    source = GitHub(settings_of("github", keys=Pocket(token="abc")))

    assert source.account(FakeFetcher(lambda _: {"login": "kim"})) == "kim"
    with pytest.raises(LoginNeeded):
        GitHub(settings_of("github")).account(FakeFetcher(lambda _: {}))


def test_every_field_is_read():
    said = TestGitHub().world().one(5, at=NOW)
    source = GitHub(settings_of("github"))
    fetcher = FakeFetcher(lambda _: {"total_count": 1, "items": [item(said)]}, now=NOW)

    [page] = source.pages(stream_of(source), None, fetcher, since=datetime(2026, 11, 1, tzinfo=UTC))

    [post] = page.posts
    assert (post.place, post.author, post.tags) == ("house/pipes", "kim", ("noise",))
    assert (post.engagement.likes, post.engagement.replies) == (6, 4)
    assert post.url == "https://github.com/house/pipes/issues/5"


def discussion(one):
    return {
        "id": f"D_{one.number}",
        "url": f"https://github.com/house/pipes/discussions/{one.number}",
        "title": "ExampleVent",
        "bodyText": one.text,
        "createdAt": one.at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "updatedAt": one.at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "author": {"login": "kim", "url": "https://github.com/kim", "__typename": "User"},
        "repository": {"nameWithOwner": "house/pipes"},
        "category": {"name": "Q&A"},
        "upvoteCount": 2,
        "comments": {"totalCount": 3},
    }


def graphql(request, said):
    asked = json.loads(request.body)["variables"]
    low = datetime.fromisoformat(asked["q"].partition("created:>=")[2].partition(" ")[0]).astimezone(UTC)
    found = newest_first(said, low=low)
    start = int(asked["after"] or "0")
    page = {"endCursor": str(start + 50), "hasNextPage": len(found) > start + 50}
    nodes = [discussion(one) for one in found[start : start + 50]]
    return {"data": {"search": {"pageInfo": page, "nodes": nodes}}}


class OnlyDiscussions(GitHub):
    """The suite wants one stream."""

    def streams(self, queries):
        return (stream for stream in super().streams(queries) if "discussions" in stream.key)


def discussed():
    return OnlyDiscussions(settings_of("github", keys=Pocket(token="abc")))


class TestGitHubDiscussions(SourceConformance):
    def world(self):
        return World(make=discussed, queries=QUERIES, serve=graphql, amount=230, burst=120)


def read_discussions(body):
    source = discussed()
    fetcher = FakeFetcher(lambda _: body, now=NOW)
    return list(source.pages(stream_of(source), None, fetcher, since=datetime(2026, 11, 1, tzinfo=UTC))), fetcher.asked


def test_discussions_are_heard_with_a_token_only():
    assert [stream.address for stream in GitHub(settings_of("github")).streams(QUERIES)] == [
        "https://api.github.com/search/issues"
    ]

    said = discussion(TestGitHubDiscussions().world().one(5, at=NOW))
    [page], [request] = read_discussions({"data": {"search": {"pageInfo": {}, "nodes": [said]}}})

    [post] = page.posts
    assert (post.place, post.tags, post.engagement.likes, post.engagement.replies) == ("house/pipes", ("Q&A",), 2, 3)
    assert request.headers["Authorization"] == "Bearer abc"


@pytest.mark.parametrize(("kind", "error"), [("RATE_LIMITED", RateLimited), ("NOT_FOUND", QueryRefused)])
def test_graphql_tells_its_errors_with_a_200(kind, error):
    with pytest.raises(error):
        read_discussions({"data": None, "errors": [{"type": kind, "message": "no"}]})
