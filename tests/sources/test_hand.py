"""What people hand in: pages, pasted texts, files of other tools."""

import csv
import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listen.errors import Unreadable, UsageError
from listen.protocols import Answer
from listen.records import Note
from listen.sources.hand import Hand
from listen.sources.hand.page import read_page
from listen.sources.hand.rows import read_rows
from listen.testing.door import FakeFetcher
from tests.sources.channel_world import QUERIES, settings_of

SINCE = datetime(2026, 10, 25, tzinfo=UTC)
LONG = "It is the quietest of all the pipes that we tried, and we tried many of them over the years. " * 3
PAGE = f"""<!doctype html><html lang="en-GB"><head><title>Site | A test</title>
<meta property="og:title" content="A test of pipes"><meta property="og:site_name" content="House blog">
<meta name="author" content="Kim"><meta property="article:published_time" content="2026-11-20T10:00:00Z">
</head><body><nav><p>Menu</p></nav><article><h2>Noise</h2><p>{LONG}</p><script>var x = 1</script>
<ul><li>Müller</li></ul></article><footer><p>Imprint</p></footer></body></html>"""


def page(body, kind="text/html"):
    raw = body if isinstance(body, bytes) else body.encode()
    return read_page(Answer(url="https://a.example/1", status=200, headers={"content-type": kind}, body=raw))


def hand_in(note, body=b""):
    fetcher = FakeFetcher(lambda _: body)
    hand = Hand(settings_of("hand"))
    stream = hand.noted(note)
    [read] = hand.pages(stream, None, fetcher, since=SINCE)
    return read.posts[0], fetcher.asked


def test_by_itself_it_asks_nobody():
    assert list(Hand(settings_of("hand")).streams(QUERIES)) == []


def test_a_page_says_what_it_is():
    read = page(PAGE)

    assert (read.title, read.author, read.place, read.language) == ("A test of pipes", "Kim", "House blog", "en")
    assert read.published_at == datetime(2026, 11, 20, 10, tzinfo=UTC)
    assert read.text.splitlines() == ["Noise", LONG.strip(), "Müller"]


def test_embedded_data_are_read_first():
    article = {
        "headline": "H",
        "datePublished": "2026-11-01",
        "author": [{"name": "Robin"}],
        "articleBody": "Body " * 60,
    }
    data = {"@graph": [{"@type": "WebSite"}, article]}
    read = page(f'<html><body><script type="application/ld+json">{json.dumps(data)}</script><p>x</p></body></html>')

    assert (read.title, read.author, read.text) == ("H", "Robin", ("Body " * 60).strip())


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (PAGE.encode("latin-1"), "text/html; charset=iso-8859-1"),
        (PAGE.encode(), "text/html"),
        (PAGE.encode(), "text/html; charset=no-such-thing"),
    ],
)
def test_letters_survive_what_servers_say_of_them(body, kind):
    assert "Müller" in page(body, kind).text


@given(st.binary(max_size=400))
def test_no_page_is_a_surprise(body):
    page(body)
    page(b"<html><body>" + body + b"</body></html>")


@pytest.mark.parametrize("body", ["", "<html>", "<p>" * 3000 + "x", '<script type="application/ld+json">{</script>'])
def test_broken_pages_are_pages_without_a_text(body):
    assert page(body).title is None


def test_a_public_page_is_asked_once():
    post, asked = hand_in(Note(url="https://a.example/1?utm_source=x", query="brand"), PAGE.encode())

    assert [request.url for request in asked] == ["https://a.example/1?utm_source=x"]
    assert (post.source, post.title, post.matched_by) == ("hand", "A test of pipes", ("brand",))
    assert post.native_id == "https://a.example/1"


def test_what_a_person_says_beats_the_page():
    post, asked = hand_in(Note(url="https://a.example/1", text="my words", title="mine", author="me", place="Fair"))

    assert (post.text, post.title, post.author, post.place) == ("my words", "mine", "me", "Fair")
    assert asked == []


@pytest.mark.parametrize("host", ["www.linkedin.com", "de.linkedin.com", "xing.com", "m.facebook.com"])
def test_closed_worlds_are_never_asked(host):
    with pytest.raises(UsageError):
        Hand(settings_of("hand")).noted(Note(url=f"https://{host}/posts/1"))

    post, asked = hand_in(Note(url=f"https://{host}/posts/1", text="pasted"))
    assert (post.text, asked) == ("pasted", [])


def test_a_page_without_a_text_is_told():
    with pytest.raises(Unreadable):
        hand_in(Note(url="https://a.example/1"), b"<html><head><title>Log in</title></head></html>")


def test_nothing_cannot_be_added():
    with pytest.raises(UsageError):
        Hand(settings_of("hand")).noted(Note(place="Fair"))


def rows(tmp_path, content, columns=None, query=None):
    file = tmp_path / "file.csv"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(read_rows(file, columns or {}, query))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_tables_of_every_dialect_are_read(tmp_path, encoding, separator):
    lines = (("Datum", "Überschrift", "Volltext", "Link"), ("24.11.2026", "Schön", "Lüfter", "https://a.example/1"))
    text = "\r\n".join(separator.join(line) for line in lines)

    [post] = rows(tmp_path, text.encode(encoding))

    assert (post.title, post.text, post.url) == ("Schön", "Lüfter", "https://a.example/1")
    assert post.published_at.date().isoformat() in {"2026-11-23", "2026-11-24"}


def test_json_lines_are_read_and_bad_lines_counted(tmp_path):
    content = '{"title": "A", "text": "B", "url": "https://a.example"}\nno json\n[1]\n{"title": "C"}\n'

    posts = rows(tmp_path, content)

    assert [None if post is None else post.title for post in posts] == ["A", None, None, "C"]


def test_columns_with_other_names_are_named(tmp_path):
    with pytest.raises(UsageError):
        rows(tmp_path, "Foo;Bar\nx;y\n")
    with pytest.raises(UsageError):
        rows(tmp_path, "Foo;Bar\nx;y\n", {"text": "Baz"})

    [post] = rows(tmp_path, "Foo;Bar\nx;y\n", {"text": "Bar"}, "brand")
    assert (post.text, post.matched_by) == ("y", ("brand",))


def test_the_better_name_wins_whatever_comes_first(tmp_path):
    [post] = rows(tmp_path, "source,place,day,published_at,text\nhand,Blog,2026-01-01,2026-11-24T10:00:00Z,t\n")

    assert (post.place, post.published_at) == ("Blog", datetime(2026, 11, 24, 10, tzinfo=UTC))


def test_a_defused_cell_is_what_it_was(tmp_path):
    [post] = rows(tmp_path, "text\n'=1+1 pipes\n")

    assert post.text == "=1+1 pipes"


def test_rows_without_words_are_counted(tmp_path):
    assert rows(tmp_path, "title,text\n,\nA,B\n , \n")[-1] is None


def test_the_same_row_is_the_same_post(tmp_path):
    content = "date,title\n2026-11-24,A\n2026-11-24,B\n"
    first, again = rows(tmp_path, content), rows(tmp_path, content)

    assert [post.native_id for post in first] == [post.native_id for post in again]
    assert len({post.native_id for post in first}) == 2


@given(st.lists(st.lists(st.text(max_size=20), min_size=2, max_size=5), max_size=5))
def test_no_table_is_a_surprise(tmp_path_factory, table):
    file = tmp_path_factory.mktemp("rows") / "t.csv"
    with file.open("w", encoding="utf-8", errors="replace", newline="") as out:
        csv.writer(out).writerows([["title", "text"], *table])

    for post in read_rows(file, {}, None):
        assert post is None or post.title or post.text


def test_many_rows_come_in_pages(tmp_path):
    file = tmp_path / "t.csv"
    file.write_text("title\n" + "".join(f"row {number}\n" for number in range(450)), encoding="utf-8")
    hand = Hand(settings_of("hand"))
    stream = hand.handed(read_rows(file, {}, None), file.name)

    pages = list(hand.pages(stream, None, FakeFetcher(lambda _: {}), since=SINCE))

    assert [len(one.posts) for one in pages] == [200, 200, 50]
    assert [one.checkpoint is None for one in pages] == [True, True, False]
