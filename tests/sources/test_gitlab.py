"""GitLab: two kinds of things on any server."""

from datetime import UTC, datetime

import pytest

from listen.errors import LoginNeeded, Unreadable
from listen.sources.gitlab import GitLab
from listen.testing.door import FakeFetcher
from listen.testing.sources import SourceConformance
from listen.testing.world import NOW, World
from tests.sources.channel_world import QUERIES, Pocket, newest_first, settings_of, zulu

SINCE = datetime(2026, 10, 25, tzinfo=UTC)


def issue(one):
    return {
        "id": one.number,
        "iid": one.number,
        "title": "ExampleVent",
        "description": one.text,
        "web_url": f"https://git.example/house/pipes/-/issues/{one.number}",
        "created_at": zulu(one.at),
        "updated_at": zulu(one.at),
        "author": {"username": "kim", "web_url": "https://git.example/kim"},
        "references": {"full": "house/pipes#1"},
        "labels": ["bug"],
        "upvotes": 2,
        "user_notes_count": 3,
    }


def search(request, said):
    asked = dict(request.params)
    if asked["scope"] != "issues":
        return []
    page, size = int(asked["page"]), int(asked["per_page"])
    return [issue(one) for one in newest_first(said)[(page - 1) * size : page * size]]


def make(**keys: str):
    return GitLab(settings_of("gitlab", base="https://git.example", keys=Pocket(**(keys or KEYS))))


KEYS = {"token@git.example": "tok"}


class OneKind(GitLab):
    """Issues alone: the suite reads one stream a search."""

    def streams(self, queries):
        return (stream for stream in super().streams(queries) if "=issues" in stream.address)


class TestGitLab(SourceConformance):
    def world(self):
        def source():
            return OneKind(settings_of("gitlab", base="https://git.example", keys=Pocket(**KEYS)))

        return World(make=source, queries=QUERIES, serve=search, amount=230, burst=120)


def read(source, body):
    stream = next(iter(source.streams(QUERIES)))
    fetcher = FakeFetcher(lambda _: body, now=NOW)
    return list(source.pages(stream, None, fetcher, since=SINCE)), fetcher.asked


def test_every_field_is_read():
    [[page], [request]] = read(make(), [issue(TestGitLab().world().one(5, at=NOW))])

    [post] = page.posts
    assert (post.native_id, post.place, post.author) == ("git.example issue 5", "house/pipes#1", "@kim")
    assert (post.engagement.likes, post.engagement.replies, post.tags) == (2, 3, ("bug",))
    assert request.headers["PRIVATE-TOKEN"] == "tok"


def test_issues_and_merge_requests_are_asked_for():
    assert [stream.address for stream in make().streams(QUERIES)] == [
        "https://git.example/api/v4/search?scope=issues",
        "https://git.example/api/v4/search?scope=merge_requests",
    ]


def test_without_a_token_of_that_server_nothing_is_asked():
    with pytest.raises(LoginNeeded):
        read(make(**{"token@other.example": "tok"}), [])


def test_another_shape_is_unreadable():
    with pytest.raises(Unreadable):
        read(make(), {"message": "no"})


def test_the_account_is_named():
    fetcher = FakeFetcher(lambda _: {"username": "kim"})

    assert make().account(fetcher, "git.example") == "@kim"
    assert fetcher.asked[0].url == "https://git.example/api/v4/user"
