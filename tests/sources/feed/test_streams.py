"""One stream a feed, read whole, however many queries use it."""

from feed_world import ADDRESS, FakeWeb, Reader, item, rss

from listen.brand import Brand, Feed, Query, Settings
from listen.sources.feed import FeedSource

QUERIES = (Query(name="a", expression="x"), Query(name="b", expression="y"))


def source(*feeds: Feed) -> FeedSource:
    return FeedSource(Settings(brand=Brand(name="ExampleVent"), feeds=feeds))


def test_feeds_are_a_source_that_is_on():
    feeds = source()

    assert (feeds.name, feeds.is_on_by_default) == ("feed", True)


def test_each_feed_is_one_stream_for_all_queries():
    feed = Feed(address="https://blog.example:8443/feed", title="The Blog")

    (stream,) = source(feed, feed).streams(QUERIES)

    assert stream.key == "feed https://blog.example:8443/feed"
    assert stream.host == "blog.example:8443"
    assert stream.address == feed.address
    assert stream.place == "The Blog"
    assert (stream.queries, stream.term) == ((), None)


def test_feeds_that_no_query_wants_are_not_asked():
    assert list(source(Feed(address=ADDRESS)).streams(())) == []


def test_place_is_the_configured_title_else_the_feeds_own():
    web = FakeWeb()
    web.put(rss(item(1)))

    assert Reader(web).page().posts[0].place == "Blog"
    assert Reader(web, title="My Blog").page().posts[0].place == "My Blog"


def test_post_says_where_it_comes_from():
    web = FakeWeb()
    web.put(rss(item(1)))

    (post,) = Reader(web).page().posts

    assert (post.source, post.origin, post.url) == ("feed", ADDRESS, "https://blog.example/1")
