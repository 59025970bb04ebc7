"""Broken, lying and hostile documents: read as far as they can be read, or refused; never a crash, never a hang."""

import codecs

import pytest
from feed_world import item, posts_of, rss
from hypothesis import given
from hypothesis import strategies as st

from listen.sources.feed import lenient
from listen.sources.feed.reading import Reading, read

WORDS = "Lüftung „leise“ für 5 €"


def document(title: str = WORDS, declared: str | None = None) -> str:
    declaration = "" if declared is None else f'<?xml version="1.0" encoding="{declared}"?>'
    return (
        f"{declaration}<rss><channel><title>x</title><item><guid>1</guid><title>{title}</title></item></channel></rss>"
    )


def titles(reading: Reading | None) -> list[str | None]:
    assert reading is not None
    items = tuple(entry.item for entry in reading.entries if entry.item is not None)
    posts = posts_of(reading.document._replace(items=items))
    return [post.title for post in posts if post is not None]


ENCODINGS = {
    "UTF-8": (document().encode(), None),
    "UTF-8, declared Latin-1 inside": (document(declared="ISO-8859-1").encode(), None),
    "UTF-8, declared Latin-1 in the header": (document().encode(), "text/xml; charset=ISO-8859-1"),
    "UTF-8 encoded twice": (document().encode().decode("latin-1").encode(), None),
    "cp1252, declared UTF-8": (document(declared="UTF-8").encode("cp1252"), None),
    "cp1252, declared Latin-1": (document(declared="ISO-8859-1").encode("cp1252"), None),
    "cp1252, declared nothing": (document().encode("cp1252"), "text/xml"),
    "UTF-16 with mark": (document(declared="UTF-16").encode("utf-16"), None),
    "UTF-16 without mark": (document(declared="UTF-16").encode("utf-16-le"), None),
    "UTF-16, big end first": (codecs.BOM_UTF16_BE + document().encode("utf-16-be"), None),
    "UTF-32": (document().encode("utf-32"), None),
    "UTF-8 with mark": (codecs.BOM_UTF8 + document().encode(), None),
    "leading blanks": (b"\n\n  " + document(declared="utf-8").encode(), None),
    "PHP notice": (b"<br />\n<b>Notice</b>: x in <b>x.php</b>\n" + document(declared="utf-8").encode(), None),
    "text/xml without charset": (document().encode(), "text/xml"),
    "text/html": (document().encode(), "text/html"),
    "unknown codec": (document(declared="x-nobody-knows").encode(), "text/xml; charset=\u00fcnknown"),
    "binary codec": (document(declared="zlib").encode(), "text/xml; charset=hex"),
    "codec that needs care": (document(declared="unicode_escape").encode(), "text/xml; charset=idna"),
    "trailing junk": (document().encode() + b"\n<!-- cached --><script>x</script>", None),
    "undeclared references": (document(WORDS.replace("ü", "&uuml;").replace(" ", "&nbsp;", 1)).encode(), None),
}  # fmt: skip


@pytest.mark.parametrize(("body", "content_type"), ENCODINGS.values(), ids=ENCODINGS.keys())
def test_text_is_right_whatever_the_declaration(body, content_type):
    assert titles(read(body, content_type=content_type)) == [WORDS]


FOREIGN = {
    "iso-8859-2": "Żółty wąż",
    "iso-8859-15": "Œuvre 5 €",
    "windows-1251": "Тихая труба",
    "koi8-r": "Тихая труба",
    "gb2312": "安静的管道",
    "shift_jis": "静かなパイプ",
    "euc-jp": "静かなパイプ",
    "iso-2022-jp": "静かなパイプ",
    "euc-kr": "조용한 파이프",
    "big5": "安靜的管道",
}


@pytest.mark.parametrize(("charset", "words"), FOREIGN.items(), ids=FOREIGN.keys())
def test_declared_charsets_of_the_world_are_read(charset, words):
    assert titles(read(document(words, declared=charset).encode(charset))) == [words]
    assert titles(read(document(words).encode(charset), content_type=f"text/xml; charset={charset}")) == [words]


def test_a_few_broken_characters_do_not_spoil_the_others():
    body = document(f"{WORDS} {WORDS} \udcc3 {WORDS}").encode("utf-8", "surrogateescape")

    assert titles(read(body)) == [f"{WORDS} {WORDS} \ufffd {WORDS}"]


MENDED = {
    "control character": (document("a\x08b"), "ab"),
    "bare ampersand": (document("A & B"), "A & B"),
    "bare smaller than": (document("U-Wert < 0,8"), "U-Wert < 0,8"),
    "unknown reference": (document("A &foo; B"), "A &foo; B"),
}


@pytest.mark.parametrize(("broken", "title"), MENDED.values(), ids=MENDED.keys())
def test_broken_markup_is_read_all_the_same(broken, title):
    assert titles(read(broken.encode())) == [title]


def test_ampersand_in_a_link_does_not_change_it():
    reading = read(rss("<item><guid>1</guid><title>x</title><link>https://a.example/?a=1&b=2</link></item>").encode())

    assert reading is not None
    assert reading.entries[0].item is not None
    assert reading.entries[0].item.link == "https://a.example/?a=1&b=2"


def test_missing_declarations_of_namespaces_cost_nothing():
    reading = read(
        rss(
            "<item><guid>1</guid><title>x</title><dc:creator>Hans</dc:creator>"
            "<content:encoded>&lt;p&gt;Whole text&lt;/p&gt;</content:encoded><slash:comments>3</slash:comments></item>"
        ).encode()
    )

    assert reading is not None
    (entry,) = reading.entries
    (post,) = posts_of(reading.document._replace(items=(entry.item,)))
    assert (post.author, post.text, post.engagement.replies) == ("Hans", "Whole text", 3)


@pytest.mark.parametrize("cut", range(200, 420, 7))
def test_cut_document_gives_complete_items_only(cut):
    whole = rss(item(1), item(2), item(3)).encode()
    complete = whole[:cut].count(b"</item>")

    reading = read(whole[:cut])

    assert reading is not None
    assert reading.is_cut
    assert len(reading.entries) == complete
    assert all(entry.item.title.value.startswith("Post ") for entry in reading.entries)


def test_cut_atom_and_rdf_are_mended_too():
    atom = b'<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title><entry><id>1</id><title>A</title></entry><entry><id>2</i'
    rdf = (
        b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
        b"<channel><title>t</title></channel><item><title>A</title></item><item><tit"
    )

    for body in (atom, rdf):
        reading = read(body)
        assert titles(reading) == ["A"]
        assert (reading.is_cut, reading.skipped) == (True, 1)


def test_bad_item_costs_itself_only():
    """The fallback raises on a reference out of range, and loses the whole document by it."""
    body = rss(item(1), "<item><title>&#99999999999; & x</title></item>", item(3)).encode()

    reading = read(body)

    assert reading is not None
    assert "Post 1" in titles(reading)
    assert "Post 3" in titles(reading)


def test_empty_items_are_dropped_and_counted():
    reading = read(rss(item(1), "<item></item>", "<item><pubDate>x</pubDate></item>").encode())

    assert reading is not None
    assert (len(reading.entries), reading.skipped) == (1, 2)


NO_FEEDS = {
    "nothing": b"", "blanks": b" \n ", "page": b"<!DOCTYPE html><html><body>hi</body></html>", "words": b"hello",
    "page with a feed in it": b"<html><body><rss><channel><item><title>x</title></item></channel></rss></body></html>",
    "JSON": b'{"error": "no"}', "JSON list": b"[]", "null": b"null", "zip": b"PK\x03\x04" + bytes(100),
    "NULs": bytes(1000), "other XML": b"<svg><title>x</title></svg>", "cut JSON": b'{"version": "https://jsonf',
}  # fmt: skip


@pytest.mark.parametrize("body", NO_FEEDS.values(), ids=NO_FEEDS.keys())
def test_what_is_no_feed_is_none(body):
    assert read(body) is None


# Just under what feedparser is given, so that it has to get through what is broken.
M = 450_000
BOMB = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(12))
    + "]>"
)
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
MANY_ATTRIBUTES = " ".join(f'a{n}="1"' for n in range(100_000))
MANY_NAMESPACES = " ".join(f'xmlns:n{n}="u{n}"' for n in range(50_000))
HOSTILE = {
    "billion laughs": BOMB + rss(item(1, title="&m;"))[21:],
    "external entity": OUTSIDE + rss(item(1, title="&x;"))[21:],
    "XInclude": rss(item(1, extra='<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/>')),
    "deep": rss("<item><description>" + "<b>" * 60_000 + "</b>" * 60_000 + "</description></item>"),
    "deep and open": rss("<item><description>" + "<b>" * 100_000 + "</description></item>"),
    "deep items": "<rss>" + "<item>" * 100_000,
    "attributes": f"<rss><channel><item {MANY_ATTRIBUTES}><title>x</title></item></channel></rss>",
    "attributes, broken": f"<rss><channel><item {MANY_ATTRIBUTES}><title>&x</title></item></channel></rss>",
    "same attribute": "<rss><channel><item " + 'a="1" ' * 100_000 + "><title>x</title></item></channel></rss>",
    "namespaces": f"<rss {MANY_NAMESPACES}><channel><item><title>x</title></item></channel></rss>",
    "comments": rss("<!--" * (M // 4), item(1)),
    "comments, broken": rss("<!--" * (M // 4) + "&", item(1)),
    "brackets": rss("<" * M, item(1)),
    "ampersands": rss(item(1, text="&" * M)),
    "tags": rss(item(1, text="<a " * (M // 3))),
    "items that never end": "<rss><channel>" + "<item>" * (M // 6) + "</channel></rss>",
    "many small items": "<rss><channel>" + "<item/>" * (M // 7) + "</channel></rss>",
    "many items": rss("<item><title>x</title></item>" * (M // 30)),
    "many broken items": rss("<item><title>&x</title></item>" * (M // 30)),
    "long author, broken": rss(item(1, title="&", extra=f"<author>{'a' * M}</author>")),
    "many long authors, broken": rss(item(1, title="&", extra=f"<author>{'a' * 290}</author>" * 1200)),
    "references": rss(item(1, title="&#1114112;&#xD800;&#0;&#99999999999999999999;" * 100)),
    "long number": rss(item(1, title="&#" + "9" * 100_000 + ";")),
    "CDATA flood": rss("<![CDATA[" * (M // 9), item(1)),
    "one long word": rss(item(1, text="a" * M)),
    "quotes": rss(item(1, text="&lt;a b=&quot;" * (M // 14))),
    "roots": "<rss>" * (M // 5),
    "closings": "<rss><channel>" + "</item>" * (M // 7) + "</channel></rss>",
    "JSON, deep": '{"version":"https://jsonfeed.org/version/1.1","items":' + "[" * 100_000,
    "JSON, long number": '{"version":"https://jsonfeed.org/version/1.1","items":[{"id":' + "9" * 100_000 + "}]}",
}  # fmt: skip


@pytest.mark.timeout(25)
@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_document_is_read_or_refused(body):
    """Each in about a second at most; a reader that is quadratic in any of them would take minutes."""
    reading = read(body.encode("utf-8", "surrogatepass"))

    text = "" if reading is None else " ".join(title or "" for title in titles(reading))
    assert "root:" not in text
    assert "haha" not in text


def test_feedparser_is_not_waited_for_too_long(monkeypatch):
    monkeypatch.setattr(lenient, "_PATIENCE_S", 0.0)

    assert lenient.read_lenient(rss(*(item(number) for number in range(300))).encode()) is None


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(body):
    read(body)


@given(st.binary(max_size=60), st.binary(max_size=60))
def test_any_bytes_in_a_feed_are_read_or_refused(before, inside):
    reading = read(b"<rss><channel>" + before + b"<item><title>" + inside + b"</title></item></channel></rss>")

    if reading is not None:
        titles(reading)


@given(
    st.integers(0, 900),
    st.integers(0, 900),
    st.sampled_from([b"<", b"&", b"]]>", b"\x00", b"</item>", b"<item>", b'"']),
)
def test_any_damage_is_read_or_refused(at, until, damage):
    body = rss(item(1), item(2), item(3)).encode()

    reading = read(body[:at] + damage + body[max(at, until) :])

    if reading is not None:
        titles(reading)
