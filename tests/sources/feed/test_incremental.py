"""A feed read again and again: nothing twice, nothing lost, and little work where nothing changed."""

from dataclasses import replace
from datetime import timedelta

import pytest
from feed_world import ADDRESS, LONG_AGO, NOW, FakeWeb, Reader, item, rss

from listen.errors import Blocked, Gone, RateLimited, SourceError, Unreachable, Unreadable
from listen.model import Gap
from listen.protocols import Validators
from listen.sources.feed import posts
from listen.sources.feed.mark import read_mark

TAG = Validators(etag='W/"1"', last_modified="Mon, 23 Nov 2026 10:00:00 GMT")


@pytest.fixture
def web() -> FakeWeb:
    return FakeWeb()


def test_first_reading_yields_what_is_recent_enough(web):
    web.put(rss(item(1), item(2), item(40)))

    page = Reader(web).page()

    assert [post.title for post in page.posts] == ["Post 1", "Post 2"]
    assert page.seen == 3
    assert page.checkpoint is not None
    assert page.gap is None


def test_first_reading_yields_what_has_no_date(web):
    web.put(rss(item(1, day=-1)))

    assert Reader(web).titles() == ["Post 1"]


def test_second_reading_yields_only_what_is_new(web):
    web.put(rss(item(1), item(2)))
    reader = Reader(web)
    reader.pages()
    web.put(rss(item(0), item(1), item(2)))

    page = reader.page()

    assert [post.title for post in page.posts] == ["Post 0"]
    assert page.seen == 3
    assert reader.titles() == []


def test_known_items_are_not_even_read(web, monkeypatch):
    web.put(rss(item(1), item(2)))
    reader = Reader(web)
    reader.pages()
    web.put(rss(item(0), item(1), item(2)))
    read = []
    monkeypatch.setattr(posts, "to_text", lambda html: read.append(html) or html)

    reader.pages()

    assert "Some words about pipes" in read
    assert len([text for text in read if text.startswith("Some")]) == 1


def test_late_and_back_dated_posts_are_found(web):
    web.put(rss(item(1), item(2)))
    reader = Reader(web)
    reader.pages()
    web.put(rss(item(1), item(2), item(90)))

    assert reader.titles() == ["Post 90"]


def test_changed_item_is_yielded_again_under_its_name(web):
    web.put(rss(item(1)))
    reader = Reader(web)
    (before,) = reader.page().posts
    web.put(rss(item(1, text="Edited words")))

    (after,) = reader.page().posts

    assert after.native_id == before.native_id
    assert after.text == "Edited words"


def test_item_that_was_away_for_a_while_is_still_known(web):
    web.put(rss(item(1), item(2)))
    reader = Reader(web)
    reader.pages()
    web.put(rss(item(1)))
    reader.pages()
    web.put(rss(item(1), item(2)))

    assert reader.titles() == []


def test_checkpoint_does_not_grow_for_ever(web):
    reader = Reader(web)
    for run in range(40):
        web.put(rss(*(item(number) for number in range(run * 10, run * 10 + 10))))
        reader.pages()

    assert len(read_mark(reader.checkpoint).records) <= 70


def test_without_a_checkpoint_everything_comes_again(web):
    web.put(rss(item(1), item(2)), validators=TAG)
    reader = Reader(web)
    reader.pages()
    reader.checkpoint = None

    assert reader.titles() == ["Post 1", "Post 2"]


def test_unreadable_checkpoint_counts_as_none(web):
    web.put(rss(item(1)))

    for checkpoint in [
        "",
        "{}",
        "[]",
        "null",
        "nonsense",
        '{"v":1,"items":"?"}',
        '{"v":1,"items":3}',
        '{"v":1,"items":"","newest":"x"}',
    ]:
        assert Reader(web, checkpoint=checkpoint).titles() == ["Post 1"]


def test_not_modified_is_said_and_costs_no_reading(web):
    web.put(rss(item(1)), validators=TAG)
    reader = Reader(web)
    reader.pages()

    page = reader.page()

    assert page.is_unchanged
    assert page.posts == ()
    assert page.checkpoint == reader.checkpoint
    assert read_mark(page.checkpoint).validators == TAG


def test_validators_of_an_unchanged_answer_are_kept(web):
    web.put(rss(item(1)), validators=TAG)
    reader = Reader(web)
    reader.pages()
    renewed = Validators(etag='"2"')
    web.places[ADDRESS] = replace(web.places[ADDRESS], status=304, body=b"", validators=renewed)

    reader.pages()

    assert read_mark(reader.checkpoint).validators == renewed


def test_same_bytes_are_as_good_as_not_modified(web, monkeypatch):
    web.put(rss(item(1)))
    reader = Reader(web)
    reader.pages()
    monkeypatch.setattr("listen.sources.feed.asking.read", lambda *_args, **_options: pytest.fail("it was parsed"))

    page = reader.page()

    assert page.is_unchanged


def test_cut_document_keeps_the_old_validators_and_is_read_again(web):
    whole = rss(item(1), item(2))
    web.put(whole[: whole.index("Post 2")], validators=TAG)
    reader = Reader(web)

    page = reader.page()
    web.put(whole, validators=TAG)

    assert [post.title for post in page.posts] == ["Post 1"]
    assert page.skipped == 1
    assert reader.titles() == ["Post 2"]


def test_document_cut_before_its_first_post_is_a_passing_failure(web):
    web.put(rss(item(1))[:120])

    with pytest.raises(Unreachable) as caught:
        Reader(web).pages()

    assert caught.value.key == "feed.cut_short"
    assert caught.value.is_passing


def test_empty_feed_is_no_failure(web):
    web.put(rss())

    page = Reader(web).page()

    assert (page.posts, page.seen, page.gap) == ((), 0, None)


FAILURES = {
    "nothing": ("", Unreadable, "feed.empty"),
    "words": ("hello", Unreadable, "feed.not_a_feed"),
    "error in JSON": ('{"error": "no"}', Unreadable, "feed.not_a_feed"),
    "page": ("<html><body>hi</body></html>", Unreadable, "feed.no_feed"),
}


@pytest.mark.parametrize(("body", "error", "key"), FAILURES.values(), ids=FAILURES.keys())
def test_what_is_no_feed_is_a_failure_never_no_posts(web, body, error, key):
    web.put(body)

    with pytest.raises(error) as caught:
        Reader(web).pages()

    assert caught.value.key == key
    assert caught.value.message("en") != caught.value.message("de")
    assert caught.value.hint("de")


def test_page_in_place_of_a_known_feed_is_a_wall(web):
    web.put(rss(item(1)))
    reader = Reader(web)
    reader.pages()
    web.put(
        "<html><head><link rel=alternate type='application/rss+xml' href='https://evil.example/feed'></head></html>"
    )

    with pytest.raises(Blocked):
        reader.pages()


# gaps and older pages


def test_window_without_any_known_post_is_a_gap(web):
    web.put(rss(item(10), item(11)))
    reader = Reader(web)
    reader.pages()
    web.put(rss(item(1), item(2)))

    page = reader.page()

    assert page.gap == Gap(since=NOW - timedelta(days=10), until=NOW - timedelta(days=2))
    assert [post.title for post in page.posts] == ["Post 1", "Post 2"]


def test_one_known_post_is_no_gap(web):
    web.put(rss(item(10), item(11)))
    reader = Reader(web)
    reader.pages()
    web.put(rss(item(1), item(10, text="edited")))

    assert reader.page().gap is None


WORDPRESS = "<generator>https://wordpress.org/?v=6.1</generator>"


def paged(web: FakeWeb, *pages: list[int]) -> None:
    """Let a WordPress stand there with these posts on its pages."""
    for number, numbers in enumerate(pages, start=1):
        web.put(
            rss(*(item(one) for one in numbers), channel=WORDPRESS),
            at=ADDRESS if number == 1 else f"{ADDRESS}?paged={number}",
            validators=Validators(etag=f'"{numbers}"'),
        )


def test_gap_is_filled_from_older_pages_of_wordpress(web):
    paged(web, [10, 11])
    reader = Reader(web)
    reader.pages()
    paged(web, [1, 2], [3, 4], [10, 11])

    pages = reader.pages()

    assert [post.title for page in pages for post in page.posts] == ["Post 1", "Post 2", "Post 3", "Post 4"]
    assert [page.checkpoint is not None for page in pages] == [False, False, True]
    assert pages[-1].gap is None


def test_gap_stays_a_gap_when_older_pages_end_too_soon(web):
    paged(web, [20, 21])
    reader = Reader(web)
    reader.pages()
    web.places.clear()
    paged(web, [1, 2], [3, 4])

    pages = reader.pages()

    assert pages[-1].gap == Gap(since=NOW - timedelta(days=20), until=NOW - timedelta(days=4))
    assert pages[-1].checkpoint is not None


def test_first_reading_goes_back_as_far_as_wanted(web):
    paged(web, [1, 2], [3, 40], [41, 42])

    reader = Reader(web)

    assert reader.titles() == ["Post 1", "Post 2", "Post 3"]
    assert len(web.asked) == 2


def test_usual_reading_asks_once(web):
    paged(web, [1, 2], [3, 4])
    reader = Reader(web)
    reader.pages()
    web.asked.clear()
    paged(web, [0, 1], [2, 3])

    reader.pages()

    assert web.asked == [ADDRESS]


def test_interrupted_paging_leaves_no_checkpoint_and_repeats(web):
    paged(web, [1, 2], [3, 4])
    web.places[f"{ADDRESS}?paged=2"] = RateLimited("source.rate_limited", host="blog.example", until="12:00")
    reader = Reader(web)

    with pytest.raises(RateLimited):
        reader.pages()
    assert reader.checkpoint is None

    paged(web, [1, 2], [3, 4])
    assert reader.titles() == ["Post 1", "Post 2", "Post 3", "Post 4"]


@pytest.mark.parametrize("key", ["source.not_found", "source.server_failed", "source.blocked"])
def test_server_without_older_pages_is_complete(web, key):
    kind = {"source.not_found": Gone, "source.server_failed": Unreachable, "source.blocked": Blocked}[key]
    paged(web, [1, 2])
    web.places[f"{ADDRESS}?paged=2"] = kind(key, host="blog.example", url="x", status=500)
    reader = Reader(web)

    assert reader.titles() == ["Post 1", "Post 2"]
    assert reader.checkpoint is not None


def test_server_that_gives_the_first_page_for_any_is_complete(web):
    paged(web, [1, 2], [1, 2], [1, 2])

    assert Reader(web).titles() == ["Post 1", "Post 2"]
    assert len(web.asked) == 2


def test_server_that_gives_the_first_page_for_any_leaves_the_gap(web):
    paged(web, [20, 21])
    reader = Reader(web)
    reader.pages()
    paged(web, [1, 2], [1, 2], [1, 2], [1, 2])
    web.asked.clear()

    pages = reader.pages()

    assert pages[-1].gap is not None
    assert len(web.asked) == 2


def test_gap_is_not_searched_for_in_the_same_posts_again_and_again(web):
    def feed(identifier: str, page: int) -> str:
        items = f'[{{"id":"{identifier}","content_text":"{identifier}"}}]'
        return f'{{"version":"https://jsonfeed.org/version/1","next_url":"/feed?page={page}","items":{items}}}'

    web.put(feed("old", 2))
    reader = Reader(web)
    reader.pages()
    web.put(feed("new", 2))
    for page in range(2, 20):
        web.put(feed("new", page + 1), at=f"{ADDRESS}?page={page}")
    web.asked.clear()

    reader.pages()

    assert len(web.asked) == 2


def atom(number: int, link: str) -> str:
    day = (NOW - timedelta(days=number)).isoformat()
    return (
        f'<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title>{link}<entry><id>{number}</id>'
        f"<title>Post {number}</title><updated>{day}</updated></entry></feed>"
    )


def test_links_to_older_pages_are_followed_on_the_same_host_only(web):
    web.put(atom(1, '<link rel="next" href="/feed?page=2"/>'))
    web.put(
        atom(2, '<link rel="prev-archive" href="https://blog.example/2025.xml"/>'),
        at="https://blog.example/feed?page=2",
    )
    web.put(atom(3, '<link rel="next" href="https://other.example/feed"/>'), at="https://blog.example/2025.xml")

    assert Reader(web).titles() == ["Post 1", "Post 2", "Post 3"]
    assert web.asked[-1] == "https://blog.example/2025.xml"


def test_paging_in_circles_ends(web):
    web.put(atom(1, '<link rel="next" href="/feed?page=2"/>'))
    web.put(atom(2, '<link rel="next" href="/feed"/>'), at="https://blog.example/feed?page=2")

    assert Reader(web).titles() == ["Post 1", "Post 2"]
    assert len(web.asked) == 2


def test_paging_ends_after_ten_pages(web):
    for number in range(1, 20):
        web.put(
            atom(number, f'<link rel="next" href="/feed?page={number + 1}"/>'),
            at=ADDRESS if number == 1 else f"{ADDRESS}?page={number}",
        )

    pages = Reader(web, since=LONG_AGO).pages()

    assert len(web.asked) == 10
    assert pages[-1].checkpoint is not None


# moves and ends


def test_permanent_move_is_reported_when_the_new_place_knows_our_posts(web):
    web.put(rss(item(1)))
    reader = Reader(web)
    reader.pages()
    web.put(rss(item(0), item(1)), moved_to="https://new.example/feed")

    assert reader.page().moved_to == "https://new.example/feed"


def test_permanent_move_to_strangers_is_believed_after_three_runs(web):
    web.put(rss(item(1)))
    reader = Reader(web)
    reader.pages()

    moves = []
    for run in range(3):
        web.put(rss(item(100 + run)), moved_to="https://portal.example/")
        moves.append(reader.page().moved_to)

    assert moves == [None, None, "https://portal.example/"]


def test_passing_redirects_are_not_counted_together(web):
    web.put(rss(item(1)), validators=TAG)
    reader = Reader(web)
    reader.pages()
    web.places[ADDRESS] = replace(web.places[ADDRESS], moved_to="https://a.example/")
    assert reader.page().moved_to is None
    assert reader.page().moved_to is None
    web.places[ADDRESS] = replace(web.places[ADDRESS], moved_to="https://b.example/")

    assert reader.page().moved_to is None


def test_moved_feed_keeps_the_names_of_its_posts(web):
    web.put(rss(item(1)), at="http://www.blog.example/feed")
    web.put(rss(item(1), item(0)), at="https://new.example/feed")
    reader = Reader(web, address="http://www.blog.example/feed")
    (before,) = reader.page().posts

    reader.is_moved_to = "https://new.example/feed"
    reader.checkpoint = None
    after = {post.title: post for post in reader.page().posts}

    assert after["Post 1"].native_id == before.native_id
    assert after["Post 1"].origin == "http://www.blog.example/feed"


def test_finished_json_feed_gives_its_posts_and_is_gone(web):
    web.put(
        '{"version":"https://jsonfeed.org/version/1","expired":true,"items":[{"id":1,"content_text":"last words"}]}',
        validators=TAG,
    )
    reader = Reader(web)

    for _ in range(2):
        with pytest.raises(Gone) as caught:
            reader.pages()
        assert caught.value.values["is_final"] is True
        assert reader.checkpoint is not None


def test_failure_of_the_door_is_passed_on(web):
    error = SourceError("source.timed_out", host="blog.example", seconds=30)
    web.places[ADDRESS] = error

    with pytest.raises(SourceError) as caught:
        Reader(web).pages()

    assert caught.value is error
