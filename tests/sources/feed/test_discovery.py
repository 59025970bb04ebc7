"""From the address of a page to the address of its feed."""

import pytest
from feed_world import FakeWeb, Reader, item, rss

from listen.errors import RateLimited, Unreadable
from listen.sources.feed import Candidate, discover

PAGE = "https://blog.example/"
FEED = "https://blog.example/feed"


def page(*links: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head>{head}{''.join(links)}</head><body>words</body></html>"


def link(href: str, *, kind: str = "application/rss+xml", title: str = "Blog") -> str:
    return f'<link rel="alternate" type="{kind}" title="{title}" href="{href}">'


@pytest.fixture
def web() -> FakeWeb:
    return FakeWeb()


def found(web: FakeWeb) -> list[str]:
    return [candidate.address for candidate in discover(PAGE, web)]


def test_feed_is_found_by_its_own_address(web):
    web.put(rss(item(1)), at=FEED)

    assert discover(FEED, web) == (Candidate(address=FEED, title="Blog"),)


def test_all_feeds_of_a_page_are_listed_comments_last(web):
    web.put(
        page(
            link("/comments/feed/"), link("/k", title="Kommentare zu Blog"), link("/feed"),
            link("/atom", kind="application/atom+xml"), link("/json", kind="application/feed+json; charset=utf-8"),
        ),
        at=PAGE,
    )  # fmt: skip

    candidates = discover(PAGE, web)

    assert [one.address.removeprefix(PAGE) for one in candidates] == ["feed", "atom", "json", "comments/feed/", "k"]
    assert [one.is_comments for one in candidates] == [False, False, False, True, True]


LINKS = {
    "relations in any case": ("<LINK REL='Home ALTERNATE' TYPE='application/RSS+xml' HREF='/feed'>", [FEED]),
    "without quotes": ("<link rel=alternate type=application/rss+xml href=/feed>", [FEED]),
    "reference in the address": (link("/feed?a=1&amp;b=2"), ["https://blog.example/feed?a=1&b=2"]),
    "plain JSON": (link("/feed", kind="application/json"), [FEED]),
    "WordPress REST is no feed": (link("https://blog.example/wp-json/wp/v2/posts/1", kind="application/json"), []),
    "other languages are no feeds": ("<link rel=alternate hreflang=de href=/de>", []),
    "stylesheets are no feeds": ("<link rel=stylesheet type=application/rss+xml href=/feed>", []),
    "scripts are no addresses": (link("javascript:alert(1)"), []),
    "each once": (link("/feed") + link("/feed"), [FEED]),
    "relative to the base": ("<base href='https://cdn.example/x/'>" + link("feed"), ["https://cdn.example/x/feed"]),
}


@pytest.mark.parametrize(("links", "addresses"), LINKS.values(), ids=LINKS.keys())
def test_link_elements_are_read_as_browsers_do(web, links, addresses):
    web.put(page(links), at=PAGE)

    assert found(web) == addresses


def test_link_headers_count_too(web):
    header = '<https://blog.example/wp-json/>; rel="x", </feed>; rel="alternate"; type="application/rss+xml"'
    web.put(page(), at=PAGE, headers={"link": header})

    assert found(web) == [FEED]


def test_usual_places_are_tried_when_a_page_names_nothing(web):
    web.put(page(), at=PAGE)
    web.put(page(), at="https://blog.example/atom.xml")
    web.put(rss(item(1)), at="https://blog.example/feed.xml")

    assert found(web) == ["https://blog.example/feed.xml"]


def test_usual_place_that_leads_elsewhere_is_none(web):
    web.put(page(), at=PAGE)
    web.put(rss(item(1)), at="https://blog.example/atom.xml", url="https://blog.example/somewhere")

    assert found(web) == []


def test_busy_host_is_not_asked_for_all_usual_places(web):
    web.put(page(), at=PAGE)
    web.places["https://blog.example/atom.xml"] = RateLimited("source.rate_limited", host="blog.example", until="12:00")

    assert found(web) == []
    assert len(web.asked) == 2


def test_configured_page_is_read_by_way_of_its_feed(web):
    web.put(page(link("/comments/feed"), link("/feed")), at=PAGE)
    web.put(rss(item(1)), at=FEED)
    reader = Reader(web, address=PAGE)

    first = reader.titles()
    web.put(rss(item(0), item(1)), at=FEED)
    web.asked.clear()
    second = reader.titles()

    assert (first, second) == (["Post 1"], ["Post 0"])
    assert web.asked == [FEED]


def test_page_is_asked_again_when_its_feed_is_gone(web):
    web.put(page(link("/feed")), at=PAGE)
    web.put(rss(item(1)), at=FEED)
    reader = Reader(web, address=PAGE)
    reader.pages()
    del web.places[FEED]
    web.put(page(link("/new")), at=PAGE)
    web.put(rss(item(0), item(1)), at="https://blog.example/new")

    assert reader.titles() == ["Post 0"]


def test_move_of_a_found_feed_stays_our_secret(web):
    web.put(page(link("/feed")), at=PAGE)
    web.put(rss(item(1)), at=FEED)
    reader = Reader(web, address=PAGE)
    reader.pages()
    web.put(rss(item(0), item(1)), at=FEED, moved_to="https://new.example/feed")
    web.put(rss(item(0), item(1)), at="https://new.example/feed")

    moved = reader.page().moved_to
    web.asked.clear()
    reader.pages()

    assert moved is None
    assert web.asked == ["https://new.example/feed"]


def test_named_feeds_that_are_none_are_said(web):
    web.put(page(link("/feed")), at=PAGE)
    web.put(page(), at=FEED)

    with pytest.raises(Unreadable) as caught:
        Reader(web, address=PAGE).pages()

    assert caught.value.key == "feed.no_feed"


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "unit",
    ["<link ", "<link rel=", "<base href='", "<", 'a="', "<link rel=alternate type=application/rss+xml href=/{}>"],
)
def test_hostile_page_is_read_in_linear_time(web, unit):
    web.put(page(unit * (1_000_000 // len(unit))), at=PAGE)

    assert len(found(web)) <= 50
