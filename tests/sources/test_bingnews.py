"""Bing News: headlines behind a counter, in a namespace that is the search itself."""

from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape
from urllib.parse import quote

from listen.sources.bingnews import BingNews
from listen.testing.door import FakeFetcher
from listen.testing.sources import SourceConformance
from listen.testing.world import NOW, World
from tests.sources.channel_world import QUERIES, newest_first, settings_of, stream_of


def counted(one):
    return quote(f"https://paper.example/{one.number}", safe="")


def feed(request, said):
    items = "".join(
        f"<item><title>{escape(one.text)}</title>"
        f"<link>http://www.bing.com/news/apiclick.aspx?ref=FexRss&amp;url={counted(one)}&amp;c=1</link>"
        f"<description>a snippet</description><pubDate>{format_datetime(one.at)}</pubDate>"
        "<News:Source>The Paper on MSN</News:Source></item>"
        for one in newest_first(said)
    )
    place = "https://www.bing.com/news/search?q=examplevent&amp;format=rss"
    return f"<rss version='2.0' xmlns:News='{place}'><channel><title>x</title>{items}</channel></rss>".encode()


def make():
    return BingNews(settings_of("bingnews"))


class TestBingNews(SourceConformance):
    def world(self):
        return World(make=make, queries=QUERIES, serve=feed, amount=12, burst=8)


def test_links_are_unwrapped_and_the_service_is_believed():
    said = [TestBingNews().world().one(5, at=NOW)]
    source = make()
    fetcher = FakeFetcher(lambda request: feed(request, said), now=NOW)

    [page] = source.pages(stream_of(source), None, fetcher, since=datetime(2026, 11, 1, tzinfo=UTC))

    [post] = page.posts
    assert (post.url, post.place, post.matched_by) == ("https://paper.example/5", "The Paper", ("brand",))
    assert ("mkt", "de-DE") in fetcher.asked[0].params
