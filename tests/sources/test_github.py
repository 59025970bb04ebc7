"""GitHub's search for issues."""

from datetime import UTC, datetime

import pytest

from listen.errors import LoginNeeded
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
    list(source.pages(stream_of(source), None, fetcher, since=datetime(2026, 11, 1, tzinfo=UTC)))
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
