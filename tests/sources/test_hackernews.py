"""Hacker News: what is asked, what comes of an answer, and how a search is read to its end."""

from datetime import UTC, datetime, timedelta

import pytest
from source_world import HOSTILE, NOW, SINCE, Door, ids, read, settings

from listen.brand import Query
from listen.errors import RateLimited, SourceError, Unreachable
from listen.sources.hackernews import HackerNews


def hit(number: int, **changes: object):
    at = NOW - timedelta(minutes=number)
    return {
        "objectID": str(number),
        "author": "kim",
        "created_at": at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "created_at_i": int(at.timestamp()),
        "title": "Show HN: ExampleVent",
        "story_text": "It is <i>loud</i>.",
        "points": 5,
        "num_comments": 0,
        "_tags": ["story", "author_kim", f"story_{number}"],
        **changes,
    }


def searched(hits):
    """Answer like the service: newest first, bounds kept, pages of what was asked for, at most a thousand."""

    def answer(asked):
        low = int(asked["numericFilters"].split(",")[0].removeprefix("created_at_i>"))
        high = asked["numericFilters"].partition("created_at_i<=")[2]
        found = [one for one in hits if one["created_at_i"] > low and (not high or one["created_at_i"] <= int(high))]
        per_page, page = int(asked["hitsPerPage"]), int(asked["page"])
        found = found[:1000]
        return {
            "hits": found[page * per_page : (page + 1) * per_page],
            "nbHits": len(found),
            "nbPages": -(-len(found) // per_page),
            "page": page,
            "hitsPerPage": per_page,
        }

    return answer


def test_the_search_is_exact_newest_first_and_bounded():
    chosen = settings("hackernews")
    door = Door(searched([hit(1)]))

    read(HackerNews(chosen), door, chosen=chosen)

    [asked] = door.asked
    assert door.urls == ["https://hn.algolia.com/api/v1/search_by_date"]
    assert asked["query"] == "examplevent"
    assert asked["tags"] == "(story,comment)"
    assert asked["typoTolerance"] == "false"
    assert asked["queryType"] == "prefixAll"
    assert asked["numericFilters"] == f"created_at_i>{int(SINCE.timestamp())}"


def test_alternatives_are_streams_of_their_own_and_shared_ones_appear_once():
    chosen = settings("hackernews", expression='"example vent" OR othervent')
    queries = [*chosen.queries, Query(name="rival", expression="othervent")]

    streams = {stream.term: stream.queries for stream in HackerNews(chosen).streams(queries)}

    assert streams["othervent"] == ("brand", "rival")
    assert any(term.startswith('"') for term in streams)


def test_the_base_can_be_set():
    chosen = settings("hackernews", bases=("http://127.0.0.1:9/hn",))

    [stream] = HackerNews(chosen).streams(chosen.queries)

    assert (stream.host, stream.address) == ("127.0.0.1", "http://127.0.0.1:9/hn/search_by_date")


def test_a_story_and_a_comment_become_posts():
    comment = hit(
        2,
        title=None,
        story_text=None,
        comment_text='I&#x27;d buy it<p>again <a href="https://shop.example/a" rel="nofollow">shop.exa...</a>',
        story_title="Ask HN: Ducts?",
        story_id=1,
        parent_id=1,
        points=None,
        num_comments=None,
        _tags=["comment", "author_kim", "story_1"],
    )
    chosen = settings("hackernews")

    [page] = read(HackerNews(chosen), Door(searched([hit(1, url="https://demo.example/x"), comment])), chosen=chosen)

    story, answer = page.posts
    assert story.text == "It is loud."
    assert story.url == "https://news.ycombinator.com/item?id=1"
    assert story.links == ("https://demo.example/x",)
    assert (story.engagement.score, story.engagement.replies) == (5, 0)
    assert answer.text.split() == ["I'd", "buy", "it", "again", "shop.exa..."]
    assert answer.title == "Ask HN: Ducts?"
    assert answer.links == ("https://shop.example/a",)
    assert (answer.conversation_id, answer.reply_to_id) == ("1", "1")
    assert (answer.engagement.score, answer.engagement.replies) == (None, None)


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"created_at": "2020-02-19T19:54:00.000Z", "url": None, "comment_text": None}, id="until 2023"),
        pytest.param({}, id="since 2024"),
    ],
)
def test_both_formats_are_read(changes):
    chosen = settings("hackernews")

    [page] = read(HackerNews(chosen), Door(searched([hit(1, **changes)])), chosen=chosen)

    assert page.posts[0].published_at == datetime.fromtimestamp(hit(1)["created_at_i"], UTC)


def test_the_checkpoint_comes_with_the_last_page_and_the_next_run_overlaps():
    chosen = settings("hackernews")
    hits = [hit(number) for number in range(1, 451)]
    source = HackerNews(chosen)

    pages = read(source, Door(searched(hits)), chosen=chosen)
    door = Door(searched(hits))
    again = read(source, door, pages[-1].checkpoint, chosen=chosen)

    assert [page.checkpoint is None for page in pages] == [True, True, False]
    assert ids(pages) == [one["objectID"] for one in hits]
    assert door.asked[0]["numericFilters"] == f"created_at_i>{hits[0]['created_at_i'] - 7200}"
    assert len(ids(again)) == 120


def test_more_than_a_thousand_hits_are_read_by_moving_down_in_time():
    chosen = settings("hackernews")
    hits = [hit(number) for number in range(1, 1601)]

    pages = read(HackerNews(chosen), Door(searched(hits)), chosen=chosen)

    assert sorted(ids(pages), key=int) == [one["objectID"] for one in hits]
    assert len(ids(pages)) == len(set(ids(pages)))
    assert pages[-1].gap is None


def test_what_the_budget_leaves_out_is_a_gap():
    chosen = settings("hackernews")
    hits = [hit(number) for number in range(1, 3001)]

    pages = read(HackerNews(chosen), Door(searched(hits)), chosen=chosen)

    assert len(pages) == 10
    assert pages[-1].gap is not None
    assert pages[-1].checkpoint is not None


@pytest.mark.parametrize("broken_at", range(3))
def test_interrupted_at_any_page_nothing_carries_a_checkpoint(broken_at: int):
    chosen = settings("hackernews")
    whole = searched([hit(number) for number in range(1, 451)])

    def answer(asked):
        if int(asked["page"]) == broken_at:
            return Unreachable("source.unreachable", host="h", why="down")
        return whole(asked)

    source = HackerNews(chosen)
    [stream] = source.streams(chosen.queries)
    pages = []
    with pytest.raises(Unreachable):
        pages.extend(source.pages(stream, None, Door(answer), since=SINCE))

    assert all(page.checkpoint is None for page in pages)


@pytest.mark.parametrize("body", HOSTILE)
def test_a_hostile_answer_is_a_failed_source(body: bytes):
    chosen = settings("hackernews")

    with pytest.raises(SourceError):
        read(HackerNews(chosen), Door(lambda _: body), chosen=chosen)


@pytest.mark.parametrize(
    "bad",
    [None, 7, [], {}, {"objectID": None}, {"objectID": "x"}, {"objectID": 10**400}],
    ids=str,
)
def test_one_bad_hit_costs_one_hit(bad):
    chosen = settings("hackernews")
    door = Door(lambda _: {"hits": [hit(1), bad, hit(2)], "nbPages": 1})

    [page] = read(HackerNews(chosen), door, chosen=chosen)

    assert ids([page]) == ["1", "2"]
    assert (page.seen, page.skipped) == (3, 1)


def test_a_hit_from_the_future_does_not_move_the_checkpoint():
    chosen = settings("hackernews")
    ahead = hit(1, created_at_i=int((NOW + timedelta(days=300)).timestamp()))

    [page] = read(HackerNews(chosen), Door(lambda _: {"hits": [ahead, hit(5)], "nbPages": 1}), chosen=chosen)

    assert str(hit(5)["created_at_i"]) in page.checkpoint


def test_asked_to_wait_passes_through():
    chosen = settings("hackernews")

    with pytest.raises(RateLimited):
        read(HackerNews(chosen), Door(lambda _: RateLimited("source.rate_limited", host="h", until="")), chosen=chosen)


def test_a_checkpoint_that_cannot_be_read_reads_everything_in_reach():
    chosen = settings("hackernews")
    door = Door(searched([hit(1)]))

    read(HackerNews(chosen), door, "garbage", chosen=chosen)

    assert door.asked[0]["numericFilters"] == f"created_at_i>{int(SINCE.timestamp())}"
