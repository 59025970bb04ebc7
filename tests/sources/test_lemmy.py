"""Lemmy, posts and comments of several servers."""

from datetime import UTC, datetime

from listen.brand import Brand, Query, Settings, SourceSettings
from listen.sources.lemmy import Lemmy
from listen.testing.door import FakeFetcher
from listen.testing.sources import SourceConformance
from listen.testing.world import NOW, World

QUERIES = (Query(name="brand", expression="examplevent"),)
SETTINGS = Settings(
    brand=Brand(name="ExampleVent"),
    queries=QUERIES,
    sources={"lemmy": SourceSettings(bases=("https://lemmy.example",))},
)


def stamp(at):
    return at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def view(one):
    """Every third thing said is a comment; the rest are posts."""
    community = {"name": "house", "title": "House building", "actor_id": "https://lemmy.example/c/house"}
    creator = {"name": "kim", "actor_id": "https://home.example/u/kim", "bot_account": False}
    post = {
        "id": one.number,
        "name": one.text if one.number % 3 else "ExampleVent",
        "body": "what do you think?",
        "ap_id": f"https://home.example/post/{one.number}",
        "published": stamp(one.at),
        "deleted": False,
        "removed": False,
    }
    if one.number % 3:
        return {
            "post": post,
            "creator": creator,
            "community": community,
            "counts": {"score": 4, "upvotes": 5, "comments": 2},
        }
    comment = {
        "id": one.number,
        "content": one.text,
        "path": f"0.{one.number}",
        "ap_id": f"https://home.example/comment/{one.number}",
        "published": stamp(one.at),
        "deleted": False,
        "removed": False,
    }
    counts = {"score": 1, "upvotes": 1, "child_count": 0}
    return {"comment": comment, "post": post, "creator": creator, "community": community, "counts": counts}


def search(request, said):
    asked = dict(request.params)
    page, limit = int(asked["page"]), int(asked["limit"])
    found = sorted(said, key=lambda one: one.at, reverse=True)[(page - 1) * limit : page * limit]
    views = [view(one) for one in found]
    return {
        "type_": "All",
        "posts": [one for one in views if "comment" not in one],
        "comments": [one for one in views if "comment" in one],
        "communities": [],
        "users": [],
    }


class TestLemmy(SourceConformance):
    def world(self):
        return World(make=lambda: Lemmy(SETTINGS), queries=QUERIES, serve=search, amount=130, burst=80)


def pages(body):
    source = Lemmy(SETTINGS)
    [stream] = source.streams(QUERIES)
    since = datetime(2026, 11, 1, tzinfo=UTC)
    return list(
        source.pages(
            stream, None, FakeFetcher(lambda r: body if "'page', '1'" in str(r.params) else EMPTY), since=since
        )
    )


EMPTY = {"posts": [], "comments": []}


def test_every_field_is_read():
    said = TestLemmy().world().one(3, at=NOW)

    [post] = pages({"posts": [], "comments": [view(said)]})[0].posts

    assert post.native_id == "https://home.example/comment/3"
    assert (post.author, post.author_url) == ("@kim@home.example", "https://home.example/u/kim")
    assert (post.title, post.place) == ("ExampleVent", "House building")
    assert post.conversation_id == "https://home.example/post/3"
    assert (post.engagement.score, post.engagement.likes, post.engagement.views) == (1, 1, None)
    assert post.published_at == NOW


def test_what_was_removed_is_told_and_not_shown():
    gone = view(TestLemmy().world().one(1, at=NOW))
    gone["post"]["removed"] = True

    page = pages({"posts": [gone], "comments": []})[0]

    assert page.posts == ()
    assert page.gone == ("https://home.example/post/1",)
    assert page.skipped == 0
