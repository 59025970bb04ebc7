"""What makes a post of a feed the same post tomorrow, and never another feed's."""

from feed_world import FakeWeb, Reader, item, rss
from hypothesis import given
from hypothesis import strategies as st

from listen.sources.feed.posts import scope_of


def names(reader: Reader) -> list[str]:
    return [post.native_id for page in reader.pages() for post in page.posts]


def test_same_id_in_two_feeds_is_two_posts():
    web = FakeWeb()
    web.put(rss(item(1, guid="1")), at="https://a.example/feed")
    web.put(rss(item(1, guid="1")), at="https://b.example/feed")

    assert names(Reader(web, address="https://a.example/feed")) != names(Reader(web, address="https://b.example/feed"))


@given(st.sampled_from(["http://", "https://"]), st.sampled_from(["", "www."]), st.sampled_from(["", "/"]))
def test_configured_address_may_change_its_scheme(scheme, www, end):
    assert scope_of(f"{scheme}{www}blog.example/feed{end}") == scope_of("https://blog.example/feed")


def test_addresses_as_ids_survive_a_move_to_https():
    web = FakeWeb()
    web.put(rss(item(1, guid="http://www.blog.example/?p=1", link="http://www.blog.example/1")))
    reader = Reader(web)
    (before,) = names(reader)
    web.put(rss(item(1, guid="https://blog.example/?p=1", link="https://blog.example/1", text="edited")))

    assert names(reader) == [before]


def test_without_ids_the_link_counts_and_tracking_does_not():
    web = FakeWeb()
    web.put(rss(item(1, guid=None, link="https://blog.example/1?utm_source=a")))
    reader = Reader(web)
    (before,) = names(reader)
    web.put(rss(item(1, guid=None, link="https://blog.example/1?utm_source=b")))

    assert names(reader) == [before]


def test_without_id_and_link_the_text_counts():
    web = FakeWeb()
    web.put(rss(item(1, guid=None, link=None, text="one"), item(2, guid=None, link=None, text="two")))
    reader = Reader(web)
    first = names(reader)
    reader.checkpoint = None

    assert len(set(first)) == 2
    assert names(reader) == first


def test_one_id_for_all_items_is_none():
    web = FakeWeb()
    web.put(rss(item(1, guid="x"), item(2, guid="x"), item(3, guid="x")))
    reader = Reader(web)
    before = names(reader)
    web.put(rss(item(0, guid="x"), item(1, guid="x"), item(2, guid="x")))

    after = names(reader)

    assert len(set(before)) == 3
    assert len(after) == 1
    assert after[0] not in before


def test_new_item_never_takes_the_id_of_one_still_there():
    web = FakeWeb()
    web.put(rss(item(1, guid="x"), item(2)))
    reader = Reader(web)
    before = names(reader)
    web.put(rss(item(0, guid="x"), item(1, guid="x"), item(2)))

    after = names(reader)

    assert len(after) == 1
    assert not set(after) & set(before)


def test_one_link_for_all_items_without_ids_is_none():
    web = FakeWeb()
    home = "https://blog.example/"
    web.put(rss(*(item(number, guid=None, link=home) for number in range(4))))

    assert len(set(names(Reader(web)))) == 4


def test_ids_that_change_with_every_reading_are_no_ids():
    web = FakeWeb()

    def serve(run: int, *numbers: int) -> None:
        web.put(rss(*(item(number, guid=f"session-{run}-{number}") for number in numbers)))

    serve(1, 1, 2, 3)
    reader = Reader(web)
    assert len(names(reader)) == 3
    serve(2, 1, 2, 3)
    assert names(reader) == []
    serve(3, 0, 1, 2, 3)
    new = names(reader)
    assert len(new) == 1

    serve(4, 0, 1, 2, 3)
    assert names(reader) == []
    web.put(rss(item(0, guid="session-5-0", text="edited"), item(1, guid="session-5-1"), item(2, guid="session-5-2")))
    assert names(reader) == new


def test_same_item_listed_twice_is_one_post():
    web = FakeWeb()
    web.put(rss(item(1), item(1), item(2)))

    assert len(names(Reader(web))) == 2


def test_long_and_strange_ids_are_names_all_the_same():
    web = FakeWeb()
    web.put(rss(item(1, guid="x" * 5000), item(2, guid="a\nb\tc"), item(3, guid="\u202eevil")))

    found = names(Reader(web))

    assert len(set(found)) == 3
    assert all(len(name) < 400 and "\n" not in name for name in found)
