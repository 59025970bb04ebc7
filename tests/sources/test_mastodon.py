"""Mastodon's hashtag timelines, and servers that are not Mastodon."""

from datetime import timedelta

import pytest
from source_world import HOSTILE, NOW, Door, ids, read, settings

from listen.errors import Gone, LoginNeeded, SourceError, Unreachable
from listen.sources.mastodon import Mastodon

SERVER = {"bases": ("https://social.example",)}


def status(number: int, **changes: object):
    at = NOW - timedelta(minutes=10 * (1000 - number))
    return {
        "id": str(115_000_000_000_000_000 + number),
        "uri": f"https://home.example/users/kim/statuses/{number}",
        "url": f"https://home.example/@kim/{number}",
        "created_at": at.strftime("%Y-%m-%dT%H:%M:%S.000Z"),
        "content": '<p>The <a href="https://home.example/tags/ExampleVent">#<span>ExampleVent</span></a> is loud</p>',
        "spoiler_text": "",
        "language": "en",
        "visibility": "public",
        "favourites_count": 3,
        "reblogs_count": 1,
        "replies_count": 0,
        "reblog": None,
        "tags": [{"name": "examplevent", "url": "https://home.example/tags/examplevent"}],
        "media_attachments": [],
        "account": {"acct": "kim@home.example", "url": "https://home.example/@kim", "bot": False, "indexable": False},
        **changes,
    }


def timeline(statuses, *, ignores_min_id: bool = False, limit: int = 40):
    """Answer like a server: newest first; `min_id` gives the oldest after it."""

    def answer(asked):
        found = sorted(statuses, key=lambda one: int(one["id"]), reverse=True)
        if "max_id" in asked:
            found = [one for one in found if int(one["id"]) < int(asked["max_id"])]
        if "min_id" in asked and not ignores_min_id:
            return [one for one in found if int(one["id"]) > int(asked["min_id"])][-limit:]
        return found[:limit]

    return answer


def test_streams_are_servers_times_tags():
    chosen = settings(
        "mastodon", expression="lüfter OR examplevent", bases=("https://a.example", "https://b.example"),
        options={"tags": ("Handwerk",)},
    )  # fmt: skip

    streams = {(stream.host, stream.term) for stream in Mastodon(chosen).streams(chosen.queries)}

    assert {("a.example", "examplevent"), ("b.example", "examplevent"), ("a.example", "handwerk")} <= streams
    assert {("a.example", "lüfter"), ("a.example", "luefter")} <= streams


def test_a_status_becomes_a_post():
    chosen = settings("mastodon", **SERVER)

    pages = read(Mastodon(chosen), Door(timeline([status(999, spoiler_text="Noise")])), chosen=chosen)

    [post] = pages[0].posts
    assert post.native_id == "https://home.example/users/kim/statuses/999"
    assert post.origin == "social.example"
    assert post.url == "https://home.example/@kim/999"
    assert post.text == "Noise\n\nThe #ExampleVent is loud"
    assert post.author == "@kim@home.example"
    assert post.tags == ("examplevent",)
    assert (post.engagement.likes, post.engagement.shares, post.engagement.replies) == (3, 1, 0)


def test_the_first_run_goes_down_to_the_bound_and_the_next_one_up_from_there():
    chosen = settings("mastodon", **SERVER)
    source = Mastodon(chosen)
    old = [status(number) for number in range(900, 1000)]

    first = read(source, Door(timeline(old)), chosen=chosen)
    more = [*old, *(status(number) for number in range(1000, 1100))]
    door = Door(timeline(more))
    second = read(source, door, first[-1].checkpoint, chosen=chosen)

    assert len(set(ids(first))) == 100
    assert [page.checkpoint is None for page in first[:-1]] == [True] * (len(first) - 1)
    assert set(ids(second)) == {status(number)["uri"] for number in range(1000, 1100)}
    assert door.asked[0]["min_id"] == status(999)["id"]
    third = read(source, Door(timeline(more)), second[-1].checkpoint, chosen=chosen)
    assert ids(third) == []


def test_a_server_that_ignores_min_id_is_read_down_to_the_known_post():
    chosen = settings("mastodon", **SERVER)
    source = Mastodon(chosen)
    old = [status(number) for number in range(990, 1000)]
    [first] = read(source, Door(timeline(old, ignores_min_id=True, limit=20)), chosen=chosen)[-1:]
    more = [*old, *(status(number) for number in range(1000, 1055))]

    second = read(source, Door(timeline(more, ignores_min_id=True, limit=20)), first.checkpoint, chosen=chosen)

    assert {status(number)["uri"] for number in range(1000, 1055)} <= set(ids(second))
    again = read(source, Door(timeline(more, ignores_min_id=True, limit=20)), second[-1].checkpoint, chosen=chosen)
    assert len(again) <= 2


@pytest.mark.parametrize("broken_at", [1, 2])
def test_interrupted_on_the_way_up_nothing_is_skipped(broken_at: int):
    chosen = settings("mastodon", **SERVER)
    source = Mastodon(chosen)
    [first] = read(source, Door(timeline([status(999)])), chosen=chosen)[-1:]
    more = [status(number) for number in range(999, 1120)]
    whole = timeline(more)
    count = 0

    def answer(asked):
        nonlocal count
        count += 1
        return Unreachable("source.unreachable", host="h", why="down") if count > broken_at else whole(asked)

    [stream] = source.streams(chosen.queries)
    got = []
    with pytest.raises(Unreachable):
        got.extend(source.pages(stream, first.checkpoint, Door(answer), since=NOW))
    assert all(page.checkpoint is None for page in got)
    rest = read(source, Door(whole), first.checkpoint, chosen=chosen)

    assert {status(number)["uri"] for number in range(1000, 1120)} <= set(ids([*got, *rest]))


@pytest.mark.parametrize(
    ("changes", "is_kept"),
    [
        pytest.param({"visibility": "public"}, True, id="public"),
        pytest.param({"visibility": "unlisted"}, True, id="unlisted"),
        pytest.param({"visibility": "private"}, False, id="followers only"),
        pytest.param({"visibility": "direct"}, False, id="direct"),
        pytest.param({"account": {"acct": "kim", "noindex": True}}, False, id="does not want to be found"),
        pytest.param({"content": "", "reblog": status(5)}, True, id="boost is unwrapped"),
        pytest.param({"url": None}, True, id="no url"),
        pytest.param({"tags": None, "media_attachments": None, "favourites_count": None}, True, id="nulls"),
    ],
)
def test_only_what_is_meant_for_everyone_is_kept(changes, is_kept: bool):
    chosen = settings("mastodon", **SERVER)

    pages = read(Mastodon(chosen), Door(timeline([status(999, **changes)])), chosen=chosen)

    assert len(ids(pages)) == int(is_kept)


def test_only_authors_who_opted_in_when_that_is_set():
    chosen = settings("mastodon", **SERVER, options={"indexable_only": ("yes",)})
    willing = status(998, account={"acct": "lee", "indexable": True})

    pages = read(Mastodon(chosen), Door(timeline([status(999), willing])), chosen=chosen)

    assert ids(pages) == [willing["uri"]]


def test_a_tag_that_nobody_used_is_empty_and_complete():
    chosen = settings("mastodon", **SERVER)
    door = Door(lambda _: Gone("source.not_found", host="h", url="u", is_final=False))

    [page] = read(Mastodon(chosen), door, chosen=chosen)

    assert page.posts == ()
    assert page.checkpoint is not None


def test_a_closed_timeline_wants_a_login():
    chosen = settings("mastodon", **SERVER)

    with pytest.raises(LoginNeeded):
        read(Mastodon(chosen), Door(lambda _: LoginNeeded("source.login_needed", host="h", status=401)), chosen=chosen)


def test_ids_are_text():
    chosen = settings("mastodon", **SERVER)
    pages = [[status(999, id="a3f9" * 10), status(998, id="00ff" * 10)], []]

    got = read(Mastodon(chosen), Door(lambda _: pages.pop(0)), chosen=chosen)

    assert len(ids(got)) == 2
    assert "a3f9" * 10 in got[-1].checkpoint


@pytest.mark.parametrize("body", HOSTILE)
def test_a_hostile_answer_is_a_failed_source(body: bytes):
    chosen = settings("mastodon", **SERVER)

    with pytest.raises(SourceError):
        read(Mastodon(chosen), Door(lambda _: body), chosen=chosen)


@pytest.mark.parametrize("bad", [None, 7, [], {}, {"id": "1"}, {"uri": 7, "account": None}], ids=str)
def test_one_bad_status_costs_one_status(bad):
    chosen = settings("mastodon", **SERVER)
    pages = [[status(999), bad, status(998)], []]

    got = read(Mastodon(chosen), Door(lambda _: pages.pop(0)), chosen=chosen)

    assert len(ids(got)) == 2
    assert sum(page.skipped for page in got) <= 1


def test_a_page_that_repeats_itself_ends_the_reading():
    chosen = settings("mastodon", **SERVER)
    same = [status(999), status(998)]

    pages = read(Mastodon(chosen), Door(lambda _: same), chosen=chosen)

    assert len(pages) == 2
    assert pages[-1].checkpoint is not None
