"""The digest as page, feed and letter: the same lines everywhere, hostile words stay words, nobody is asked."""

from dataclasses import replace
from datetime import UTC, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, cast
from xml.sax.saxutils import unescape

import feedparser
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree, html

from listen.digest import Digest, build
from listen.model import Label
from listen.notice import Target, Topic
from listen.notifying import Bundle, Episode
from listen.render.atom import digest_atom
from listen.render.html import digest_html
from listen.render.letter import letter
from listen.render.screen import Screen
from listen.text.chat import LOOK_ALIKE
from listen.text.clean import for_terminal
from listen.window import last_days
from tests.reading_world import NOW, SETTINGS, ZONE, ReadingStore, busy_day, mention, old_runs, state

if TYPE_CHECKING:
    from listen.protocols import Store

SCREEN = Screen(now=NOW, zone=ZONE, lang="de", width=100_000)
MARK = "0123456789abcdef"
ATOM = "{http://www.w3.org/2005/Atom}"
ELEMENTS = {
    "html", "head", "meta", "title", "style", "body", "header", "main", "footer", "section", "article", "h1", "h2",
    "h3", "p", "ul", "ol", "li", "a", "span", "strong", "mark", "time", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
ATTRIBUTES = {
    "lang", "charset", "http-equiv", "content", "name", "href", "rel", "class", "datetime", "scope", "aria-label",
    "aria-hidden", "role",
}  # fmt: skip

HOSTILE = st.one_of(
    st.text(max_size=80),
    st.sampled_from(
        [
            "</p></article><script>alert(1)</script>",
            '" onmouseover="alert(1)" x="',
            "<a href='javascript:alert(1)'>x</a><img src=https://evil.example/x>",
            "]]></content><entry><id>x</id></entry><![CDATA[",
            "<!ENTITY x SYSTEM 'file:///etc/passwd'>&x;&amp;#0;",
            "\x00\x08\x1b[31mred\ufffe\u202egnp.exe",
            "@here <!channel> [x](https://evil.example)",
        ]
    ),
)


def digest_of(store: ReadingStore) -> Digest:
    return build(cast("Store", store), SETTINGS, now=NOW, window=last_days(2, today=NOW.astimezone(ZONE).date()))


def hostile_digest(text: str, *, url: str | None = None) -> Digest:
    asked = mention(7, f"ExampleVent {text}?", title=text, author=text, place=text, likes=90, label=Label.CRITICISM)
    kept = replace(asked, post=replace(asked.post, url=url or "https://bau.example/7"))
    failing = state(text, error="source.timed_out", host=text, seconds=30)
    return digest_of(ReadingStore(held=[kept], past_runs=old_runs(), states={"x": failing}))


@pytest.fixture(scope="module")
def busy() -> Digest:
    return digest_of(busy_day())


class TestFeed:
    def test_every_line_is_an_entry_that_readers_understand(self, busy: Digest):
        read = feedparser.parse(digest_atom(busy, SCREEN, mark=MARK).encode())

        assert not read.bozo
        assert read.version == "atom10"
        assert read.feed.title == "ExampleVent: zu beantworten"
        assert {entry.link for entry in read.entries} == {line.mention.post.url for line in busy.lines}
        assert {entry.id for entry in read.entries} == {
            f"tag:{MARK}.listen.invalid,2026:mention-{line.mention.id}" for line in busy.lines
        }
        assert all(entry.updated_parsed and entry.summary and entry.author for entry in read.entries)
        assert all("<p>" in entry.content[0].value for entry in read.entries)

    def test_what_rfc_4287_asks_for_is_there(self, busy: Digest):
        feed = etree.fromstring(digest_atom(busy, SCREEN, mark=MARK).encode())

        for node in (feed, *feed.findall(f"{ATOM}entry")):
            for name in ("id", "title", "updated", "author"):
                assert len(node.findall(f"{ATOM}{name}")) == 1, name
        assert feed.findtext(f"{ATOM}updated") == max(
            feed.xpath("//*[local-name()='entry']/*[local-name()='updated']/text()")
        )

    def test_an_hour_later_it_is_the_same_to_the_byte(self, busy: Digest):
        later = NOW + timedelta(hours=1)
        once_more = replace(busy, now=later, lines=busy.lines[::-1])

        assert digest_atom(once_more, replace(SCREEN, now=later), mark=MARK) == digest_atom(busy, SCREEN, mark=MARK)

    def test_an_edit_makes_an_entry_new_and_keeps_its_name(self, busy: Digest):
        line = busy.lines[0]
        edited = replace(busy, lines=(replace(line, mention=replace(line.mention, edited_at=NOW)), *busy.lines[1:]))

        read = feedparser.parse(digest_atom(edited, SCREEN, mark=MARK))
        assert read.entries[0].id.endswith(f"mention-{line.mention.id}")
        assert read.entries[0].updated == f"{NOW.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"

    def test_nothing_to_answer_is_a_feed_without_entries(self):
        read = feedparser.parse(digest_atom(digest_of(ReadingStore(past_runs=old_runs())), SCREEN, mark=MARK))

        assert (read.bozo, read.entries) == (False, [])

    @settings(suppress_health_check=[HealthCheck.too_slow])
    @given(HOSTILE)
    def test_hostile_words_stay_words(self, text: str):
        written = digest_atom(hostile_digest(text), SCREEN, mark=MARK)

        feed = etree.fromstring(written.encode())
        assert len(feed.findall(f"{ATOM}entry")) == 1
        content = feed.findtext(f".//{ATOM}content") or ""
        page = html.fromstring(f"<!DOCTYPE html><html><body>{content}</body></html>")
        assert {one.tag for one in page.iter()} <= {"html", "body", "p", "strong", "a", "mark", "span"}
        assert set(page.xpath("//a/@href")) <= {"https://bau.example/7"}
        assert "evil.example" not in " ".join(feed.xpath("//@href"))


class TestPage:
    @pytest.mark.parametrize("lang", ["de", "en"])
    def test_it_shows_what_the_terminal_shows(self, busy: Digest, lang: str):
        page = html.document_fromstring(digest_html(busy, replace(SCREEN, lang=lang)))

        assert page.get("lang") == lang
        articles = page.xpath("//article")
        assert len(articles) == len(busy.lines)
        for article, line in zip(articles, busy.lines, strict=True):
            assert article.xpath(".//a/@href") == [line.mention.post.url]
            assert f"#{line.mention.id}" in article.text_content()
        assert "".join(page.xpath("//title/text()")).endswith("ExampleVent")

    def test_headings_go_down_step_by_step_and_everything_has_a_landmark(self, busy: Digest):
        page = html.document_fromstring(digest_html(busy, SCREEN))

        levels = [int(one.tag[1]) for one in page.iter("h1", "h2", "h3")]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(later - earlier <= 1 for earlier, later in pairwise(levels))
        assert [one.tag for one in page.find("body")] == ["header", "main", "footer"]
        assert all(one.get("scope") for one in page.iter("th"))

    def test_it_asks_nobody_for_anything(self, busy: Digest):
        page = html.document_fromstring(digest_html(busy, SCREEN))

        assert page.xpath("//@src | //link/@href | //@srcset") == []
        assert "url(" not in (page.findtext(".//style") or "")
        policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert policy
        assert policy[0].startswith("default-src 'none'")
        assert all(one.get("rel") == "noopener noreferrer nofollow" for one in page.iter("a"))

    @settings(suppress_health_check=[HealthCheck.too_slow])
    @given(HOSTILE, st.sampled_from(["javascript:alert(1)", "https://bau.example/7", 'https://bau.example/"><script>']))
    def test_only_our_elements_and_attributes_are_in_it(self, text: str, url: str):
        page = html.document_fromstring(digest_html(hostile_digest(text, url=url), SCREEN))

        assert {one.tag for one in page.iter()} <= ELEMENTS
        assert {name for one in page.iter() for name in one.attrib} <= ATTRIBUTES
        assert all(href.startswith("https://bau.example/") for href in page.xpath("//@href"))


def bundle_of(digest: Digest | None, *episodes: Episode, chat: bool = False) -> Bundle:
    target = Target(name="t", chat="LISTEN_CHAT_T") if chat else Target(name="t", mail=("a@x.example",))
    last = () if digest is None else (Episode(name="digest-2026-11-24", topic=Topic.DIGEST, digest_day=digest.today),)
    return Bundle(key="k" * 32, target=target, episodes=(*episodes, *last), digest=digest)


def failing_episode(place: str) -> Episode:
    digest = digest_of(
        ReadingStore(past_runs=old_runs(), states={"x": state(place, error="source.timed_out", host=place, seconds=30)})
    )
    return Episode(name="source-0a1b2c3d-20261124T060000", topic=Topic.SOURCES, failing=digest.coverage.failing[0])


class TestLetter:
    def test_a_mail_names_everything_that_a_person_needs(self, busy: Digest):
        made = letter(bundle_of(busy, failing_episode("bau.example")), SCREEN, brand="ExampleVent")

        assert made.subject == f"ExampleVent: {len(busy.lines)} Erwähnungen verdienen Zeit · 1 Neuigkeit"
        assert "listen notify --ack source-0a1b2c3d-20261124T060000" in made.text
        for line in busy.lines:
            assert f"\n{line.mention.post.url}" in made.text
        assert made.html is not None
        page = html.document_fromstring(made.html)
        assert len(page.xpath("//article")) == len(busy.lines)
        assert "bau.example" in page.xpath("//section[@class='news']")[0].text_content()

    def test_news_alone_are_a_subject_that_says_it(self):
        made = letter(bundle_of(None, failing_episode("bau.example")), SCREEN, brand="ExampleVent")

        assert made.subject.startswith("ExampleVent: bau.example: ")
        assert made.html is not None
        assert "bau.example" in made.html

    def test_a_loud_day_is_told_once(self, busy: Digest):
        assert busy.spikes
        episode = Episode(name="spike-1", topic=Topic.SPIKES, spike=busy.spikes[0])

        made = letter(bundle_of(busy, episode), SCREEN, brand="ExampleVent")

        first = made.text.split("\n", 1)[0]
        assert made.text.count(first) == 1
        assert (made.html or "").count(first) == 1

    def test_a_chat_hears_what_is_missing_and_not_what_is_always_so(self, busy: Digest):
        made = letter(bundle_of(busy, chat=True), SCREEN, brand="ExampleVent")

        assert made.html is None
        assert "LinkedIn" not in made.text
        assert "LinkedIn" in letter(bundle_of(busy), SCREEN, brand="ExampleVent").text
        assert busy.coverage.failing
        assert "Abdeckung" in made.text

    @settings(suppress_health_check=[HealthCheck.too_slow])
    @given(HOSTILE)
    def test_a_chat_gets_lines_of_words_and_lines_of_links(self, text: str):
        one = failing_episode(text or "x")
        made = letter(bundle_of(hostile_digest(text), one, chat=True), SCREEN, brand=text or "x")

        links = [line for line in made.text.split("\n") if line.startswith("http")]
        assert links == ["https://bau.example/7"]
        rest = made.text.replace("https://bau.example/7", "")
        assert not set(rest) & set(LOOK_ALIKE)
        assert "://" not in rest

    def test_every_word_is_cleaned(self):
        made = letter(bundle_of(hostile_digest("\x1b]8;;x\x07\u202e\x00")), SCREEN, brand="ExampleVent")

        for text in (made.subject, made.text, unescape(made.html or "")):
            assert for_terminal(text) == text
