"""Two readers, one answer: the fast one and feedparser make the same posts of every well-formed feed."""

from datetime import UTC, datetime

import pytest
from feed_world import SAMPLES, posts_of

from listen.model import Post
from listen.sources.feed.charset import to_utf8
from listen.sources.feed.lenient import read_lenient
from listen.sources.feed.outline import outline
from listen.sources.feed.reading import read
from listen.sources.feed.strict import read_strict

FEEDS = sorted((SAMPLES / "wellformed").glob("*.xml"))


def sample(name: str) -> dict[str | None, Post]:
    """Return the posts of a sample by title."""
    body = (SAMPLES / "wellformed" / name).read_bytes()
    reading = read(body)
    assert reading is not None
    return {post.title: post for post in posts_of(reading.document._replace(items=[e.item for e in reading.entries]))}


@pytest.mark.parametrize("path", FEEDS, ids=lambda path: path.stem)
def test_both_readers_make_the_same_posts(path):
    found = outline(to_utf8(path.read_bytes(), None))
    assert found is not None

    strict, lenient = read_strict(found.document()), read_lenient(found.document())

    assert strict is not None
    assert lenient is not None
    assert posts_of(strict) == posts_of(lenient)
    assert strict.title == lenient.title
    assert strict.next_address == lenient.next_address
    assert strict.generator == lenient.generator


@pytest.mark.parametrize("path", FEEDS, ids=lambda path: path.stem)
def test_items_read_one_by_one_are_the_items_read_together(path):
    """Known items are cut out as bytes; what is left must not change by it."""
    found = outline(to_utf8(path.read_bytes(), None))
    assert found is not None
    whole = read_strict(found.document())
    assert whole is not None

    alone = [read_strict(found.document([one])) for one in found.items]

    assert all(one is not None for one in alone)
    assert not found.items or tuple(item for one in alone for item in one.items) == whole.items


def test_wordpress_post_has_everything_but_the_footer():
    post = sample("wordpress.xml")["ExampleVent im Altbau – ein Bericht"]

    assert post.text == (
        "Wir haben die Anlage von ExampleVent eingebaut & gemessen: leise.\nU-Wert < 0,8\n3 Tage Arbeit\n"
        "Bilder und das Rohr."
    )
    assert post.author == "Petra Muster"
    assert post.tags == ("Lüftung", "Altbau & Sanierung")
    assert post.engagement.replies == 12
    assert post.language_hint == "de"
    assert post.published_at == datetime(2026, 11, 23, 9, 12, 31, tzinfo=UTC)
    assert "https://examplevent.example/rohr?a=1&b=2" in post.links


def test_what_only_looks_like_markup_stays_in_titles():
    assert "<antirez> und U-Wert < 0,8" in sample("wordpress.xml")


def test_references_are_decoded_once_and_english_footers_go():
    assert sample("wordpress.xml")["<antirez> und U-Wert < 0,8"].text == "Kurz &amp; knapp."


TRAPS = {
    "an id is not resolved": ("A guid that is no address", "native_id", "12345"),
    "the guid is the link": ("The guid is the link", "url", "https://traps.example/2"),
    "a guid that is no permalink is no link": ("No link at all", "url", None),
    "without a guid the link counts": ("No guid", "native_id", "https://traps.example/4?a=1&b=2"),
    "CET": ("A guid that is no address", "published_at", datetime(2026, 11, 23, 9, tzinfo=UTC)),
    "German day name": ("The guid is the link", "published_at", datetime(2026, 11, 23, 9, tzinfo=UTC)),
    "German date": ("No link at all", "published_at", datetime(2026, 11, 23, 9, tzinfo=UTC)),
    "no zone": ("No guid", "published_at", datetime(2026, 11, 23, 10, tzinfo=UTC)),
    "German month, summer": ("German months", "published_at", datetime(2026, 7, 1, 8, tzinfo=UTC)),
    "date of Dublin Core": ("Date of another element", "published_at", datetime(2026, 11, 23, 9, tzinfo=UTC)),
    "1970 is unknown": ("1970 is no date", "published_at", None),
    "1970 is kept as a claim": ("1970 is no date", "published_claim", "Thu, 01 Jan 1970 00:00:00 GMT"),
    "next year is unknown": ("Next year is no date either", "published_at", None),
    "the longer text counts": (
        "Teaser and text changed places", "text",
        "The whole text stands in the description, contrary to what one would think.",
    ),
    "several authors": ("Several authors", "author", "Hans Muster, Petra Muster"),
    "name behind an address": ("Forum author", "author", "Hans"),
    "an address is no name": ("Only an address", "author", None),
    "author of the feed": ("Nested markup", "author", "The Editor"),
    "enclosure": ("Podcast", "links", ("https://cdn.example/10.mp3",)),
    "keywords": ("Podcast", "tags", ("pipes", "vents")),
    "summary of a podcast": ("Podcast", "text", "What we said about ExampleVent."),
    "language of an item": ("Date of another element", "language_hint", "de"),
    "nested markup": ("Nested markup", "text", "Not escaped at all & still text"),
    "script": ("Script", "text", "rest"),
    "script address": ("Script", "url", None),
    "described in a group": ("Video", "text", "Described in a group"),
    "feed in a feed": ("Feed in a feed", "text", "An item looks like this: <item>\nx\n</item> and so on"),
    "relative link": ("Relative link", "url", "https://blog.example/twenty"),
}  # fmt: skip


@pytest.mark.parametrize(("title", "field", "value"), TRAPS.values(), ids=TRAPS.keys())
def test_trap_of_rss(title, field, value):
    found = getattr(sample("rss20.xml")[title], field)

    assert (found.partition(" ")[2] if field == "native_id" else found) == value


def test_longer_text_counts_not_longer_markup():
    picture = "&lt;img src='https://cdn.example/a-very-long-address-of-a-picture.jpg' width='1' height='1'/&gt;Short"
    body = f"<rss><channel><item><description>{picture}</description><content:encoded>The longer text of both"
    reading = read(f"{body}</content:encoded></item></channel></rss>".encode())
    assert reading is not None

    (post,) = posts_of(reading.document._replace(items=[entry.item for entry in reading.entries]))

    assert post.text == "The longer text of both"


def test_item_without_title_guid_and_link_is_a_post():
    reading = read((SAMPLES / "wellformed" / "rss20.xml").read_bytes())
    assert reading is not None

    texts = [post.text for post in posts_of(reading.document) if post.title is None]

    assert texts[0] == "Neither title nor guid nor link, but text enough to read"


ATOM = {
    "plain titles keep what looks like markup": (
        "Plain title with <b> in it, U-Wert < 0,8",
        "tags",
        ("Pipes", "vents"),
    ),
    "authors": ("Plain title with <b> in it, U-Wert < 0,8", "author", "Ann Author, Bob Author"),
    "author's address": ("Plain title with <b> in it, U-Wert < 0,8", "author_url", "https://ann.example/"),
    "markup": ("Plain title with <b> in it, U-Wert < 0,8", "text", "Markup & more, see x"),
    "links": ("Plain title with <b> in it, U-Wert < 0,8", "links", ("https://x.example/?a=1&b=2",)),
    "published": ("Plain title with <b> in it, U-Wert < 0,8", "published_at", datetime(2026, 11, 22, 9, tzinfo=UTC)),
    "edited": ("Plain title with <b> in it, U-Wert < 0,8", "edited_at", datetime(2026, 11, 23, 10, tzinfo=UTC)),
    "XHTML": ("A marked title", "text", "First paragraph & a <tag>\nSecond"),
    "web page before other forms": ("A marked title", "url", "https://atom.example/8"),
    "an id may be the link": ("No link, but an id that is one", "url", "https://atom.example/9"),
    "author of the source": ("Nur außerhalb", "author", "Source Author"),
    "language of an entry": ("Nur außerhalb", "language_hint", "de"),
    "markup without a type": ("Markup without a type", "text", "forgot to say\nthat it is markup"),
    "author of the feed": ("An answer", "author", "Feed Author"),
}


@pytest.mark.parametrize(("title", "field", "value"), ATOM.values(), ids=ATOM.keys())
def test_trap_of_atom(title, field, value):
    assert getattr(sample("atom10.xml")[title], field) == value


def test_thread_counts_and_answers_are_read():
    posts = sample("atom10.xml")

    assert posts["Plain title with <b> in it, U-Wert < 0,8"].engagement.replies == 3
    assert posts["A marked title"].engagement.replies == 5
    assert posts["An answer"].reply_to_id == posts["Plain title with <b> in it, U-Wert < 0,8"].native_id


def test_addresses_are_relative_to_xml_base():
    posts = sample("base.xml")

    assert posts["Relative"].url == "https://base.example/blog/2026/one.html"
    assert posts["Relative"].links == ("https://base.example/blog/2026/pic.html",)
    assert posts["From the root"].url == "https://base.example/two.html"


def test_video_has_views_and_likes():
    engagement = sample("youtube.xml")["Rohr verlegen"].engagement

    assert (engagement.views, engagement.likes) == (1234, 40)


def test_mail_addresses_of_authors_are_never_kept():
    for path in FEEDS:
        for post in sample(path.name).values():
            assert "@" not in (post.author or "")
