"""OPML: what feed readers write is read, what attacks is refused, and what is written comes back."""

import time
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listen.brand import Feed
from listen.errors import ExitCode, UsageError
from listen.opml import MAX_BYTES, read_opml, write_opml
from listen.text.urls import safe_link

NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)


def _opml(body: str) -> bytes:
    return f'<?xml version="1.0"?>\n<opml version="2.0"><head/><body>{body}</body></opml>'.encode()


READ = {
    "the usual": ('<outline type="rss" text="A" xmlUrl="https://a.example/feed"/>', [("https://a.example/feed", "A")]),
    "title before text": (
        '<outline title="T" text="A" xmlUrl="https://a.example/feed"/>',
        [("https://a.example/feed", "T")],
    ),
    "lower case and no type": ('<outline xmlurl="https://a.example/feed"/>', [("https://a.example/feed", None)]),
    "in folders": (
        '<outline text="F"><outline text="G"><outline xmlUrl="https://a.example/x" text="A"/></outline></outline>',
        [("https://a.example/x", "A")],
    ),
    "a bare ampersand": (
        '<outline text="A &amp; B &#228;" xmlUrl="https://a.example/?a=1&b=2"/>',
        [("https://a.example/?a=1&b=2", "A & B ä")],
    ),
    "feed scheme": ('<outline xmlUrl="feed:https://a.example/x"/>', [("https://a.example/x", None)]),
    "feed scheme alone": ('<outline xmlUrl="feed://a.example/x"/>', [("https://a.example/x", None)]),
    "the same twice": (
        '<outline xmlUrl="https://a.example/x"/><outline xmlUrl="http://A.example/x/"/>',
        [("https://a.example/x", None)],
    ),
    "others left out": (
        (
            '<outline xmlUrl="ftp://a.example/"/><outline xmlUrl=""/><outline xmlUrl="javascript:alert(1)"/>'
            '<outline type="include" url="https://b.example/"/><outline xmlUrl="https://a.example/x"/>'
        ),
        [("https://a.example/x", None)],
    ),
    "a title over lines": (
        '<outline title=" A&#10;&#x85;B&#x202e; " xmlUrl="https://a.example/x"/>',
        [("https://a.example/x", "A B")],
    ),
}


@pytest.mark.parametrize(("body", "expected"), READ.values(), ids=READ)
def test_what_feed_readers_write_is_read(body: str, expected: list[tuple[str, str | None]]):
    found = [(feed.address, feed.title) for feed in read_opml(_opml(body))]

    assert found == expected


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "iso-8859-1", "windows-1252"])
def test_an_encoding_that_is_declared_is_read(encoding: str):
    name = {"utf-8-sig": "utf-8"}.get(encoding, encoding)
    text = f'<?xml version="1.0" encoding="{name}"?><opml><outline text="Ä" xmlUrl="https://a.example/x"/></opml>'

    assert read_opml(text.encode(encoding)) == (Feed(address="https://a.example/x", title="Ä"),)


_LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 9 if n else "x"}">' for n in range(12))

REFUSED = {
    "empty": (b"", "opml.unreadable"),
    "no XML": (b"https://a.example/feed", "opml.unreadable"),
    "a feed": (b"<rss version='2.0'><channel/></rss>", "opml.unreadable"),
    "a web page": (b"<!doctype html><html><body>no</body></html>", "opml.unreadable"),
    "cut": (_opml('<outline xmlUrl="https://a.example/x"/>')[:-12], "opml.unreadable"),
    "folders only": (_opml('<outline text="F"/>'), "opml.no_feeds"),
    "a billion laughs": (f"<!DOCTYPE opml [{_LAUGHS}]><opml>&l11;</opml>".encode(), "opml.unreadable"),
    "an outer entity": (
        b'<!DOCTYPE opml [<!ENTITY x SYSTEM "file:///etc/passwd">]><opml>&x;</opml>',
        "opml.unreadable",
    ),
    "a parameter entity": (
        b'<!DOCTYPE opml [<!ENTITY % x SYSTEM "http://127.0.0.1/x"> %x;]><opml/>',
        "opml.unreadable",
    ),
    "too deep": (
        _opml("<outline>" * 1000 + '<outline xmlUrl="https://a.example/x"/>' + "</outline>" * 1000),
        "opml.unreadable",
    ),
    "unknown encoding": (b'<?xml version="1.0" encoding="nonsense"?><opml/>', "opml.unreadable"),
    "binary codec": (b'<?xml version="1.0" encoding="base64"?><opml/>', "opml.unreadable"),
    "many-byte encoding": (b'<?xml version="1.0" encoding="gb2312"?><opml/>', "opml.unreadable"),
    "too big": (b" " * (MAX_BYTES + 1), "opml.too_big"),
    "zeros": (b"\0" * 1000, "opml.unreadable"),
}


@pytest.mark.timeout(10)
@pytest.mark.parametrize(("body", "key"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_list_of_feeds_is_refused_with_a_sentence(body: bytes, key: str):
    with pytest.raises(UsageError) as caught:
        read_opml(body)

    assert caught.value.key == key
    assert caught.value.exit_code is ExitCode.USAGE
    assert all(caught.value.message(lang) and caught.value.hint(lang) for lang in ("en", "de"))


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "piece", [b"<", b"&", b"<!--", b"<outline ", b"<a b='", b"&a;", b"<outline a='1'/>", b"<![CDATA["]
)
def test_repetition_takes_no_more_time_than_size(piece: bytes):
    begun = time.process_time()

    with pytest.raises(UsageError):
        read_opml(b"<opml>" + piece * (2_000_000 // len(piece)))

    assert time.process_time() - begun < 5.0


@given(st.binary())
def test_random_bytes_are_refused_and_nothing_else(body: bytes):
    with pytest.raises(UsageError):
        read_opml(body)


_FEEDS = st.builds(
    Feed,
    address=st.from_regex(r"https://[a-z]{1,8}\.example/[a-z]{1,6}\?[a-z&=;%27]{0,8}", fullmatch=True),
    title=st.none() | st.text("abcÄ<>&\"' ]", min_size=1).map(lambda text: " ".join(text.split())).filter(bool),
    unit=st.none() | st.sampled_from(["ventilation", 'a <b> & "c"']),
)


@given(st.lists(_FEEDS, min_size=1, unique_by=lambda feed: feed.address.partition("?")[0]))
def test_what_is_written_comes_back(feeds: list[Feed]):
    written = write_opml(feeds, title="Feeds of <ExampleVent> & friends", now=NOW)

    found = read_opml(written.encode())

    assert [feed.address for feed in found] == [safe_link(feed.address) for feed in feeds]
    assert [feed.title for feed in found] == [feed.title or feed.address for feed in feeds]


def test_an_export_looks_as_other_readers_expect_it():
    feeds = (
        Feed(address="https://a.example/?x=1&y=2", title='"A"', unit="ventilation"),
        Feed(address="https://b.example/", unit="ventilation"),
        Feed(address="https://c.example/", title="C\x00\ud800\uffff"),
    )

    assert write_opml(feeds, title="ExampleVent", now=NOW) == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<opml version="2.0">\n'
        "  <head>\n"
        "    <title>ExampleVent</title>\n"
        "    <dateCreated>Mon, 23 Nov 2026 07:00:00 +0000</dateCreated>\n"
        "  </head>\n"
        "  <body>\n"
        '    <outline text="ventilation">\n'
        '      <outline type="rss" text=\'"A"\' title=\'"A"\' xmlUrl="https://a.example/?x=1&amp;y=2"/>\n'
        '      <outline type="rss" text="https://b.example/" title="https://b.example/" xmlUrl="https://b.example/"/>\n'
        "    </outline>\n"
        '    <outline type="rss" text="C" title="C" xmlUrl="https://c.example/"/>\n'
        "  </body>\n"
        "</opml>\n"
    )
