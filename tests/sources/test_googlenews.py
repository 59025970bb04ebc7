"""Google News: headlines whose articles nobody here can see."""

import base64
from datetime import timedelta
from email.utils import format_datetime

import pytest
from source_world import HOSTILE, NOW, Door, ids, read, settings

from listen.errors import SourceError
from listen.query.matching import Matcher
from listen.sources.googlenews import GoogleNews


def item(number: int, *, title: str = "Ducts are quiet now", guid: str | None = None, days: float = 1) -> str:
    link = f"https://news.google.com/rss/articles/CBMi{number}?oc=5"
    return (
        f"<item><title>{title} - The Paper</title><link>{link}</link>"
        f'<guid isPermaLink="false">{guid or f"CBMi{number}"}</guid>'
        f"<pubDate>{format_datetime(NOW - timedelta(days=days), usegmt=False)}</pubDate>"
        f'<description>&lt;a href="x"&gt;{title}&lt;/a&gt;&amp;nbsp;&lt;font&gt;The Paper&lt;/font&gt;</description>'
        '<source url="https://www.paper.example">The Paper</source></item>'
    )


def rss(*items: str) -> bytes:
    return f"<rss version='2.0'><channel><generator>NFE/5.0</generator>{''.join(items)}</channel></rss>".encode()


def test_it_is_off_until_somebody_switches_it_on():
    assert GoogleNews.is_on_by_default is False


def test_a_headline_becomes_a_post_matched_by_the_provider():
    chosen = settings("googlenews")

    [page] = read(GoogleNews(chosen), Door(lambda _: rss(item(1))), chosen=chosen)

    [post] = page.posts
    assert (post.title, post.text, post.author, post.place) == ("Ducts are quiet now", "", "The Paper", "The Paper")
    assert post.native_id == "gnews:CBMi1"
    [match] = Matcher(chosen.queries).match(post)
    assert (match.query, match.is_by_provider) == ("brand", True)


def test_the_edition_and_the_bounds_are_asked_for():
    chosen = settings("googlenews", expression='"example vent" OR examplevent')
    door = Door(lambda _: rss())

    read(GoogleNews(chosen), door, chosen=chosen)

    assert door.asked[0]["hl"] == "de"
    assert door.asked[0]["ceid"] == "DE:de"
    assert "OR" in door.asked[0]["q"]
    assert "after:2026-10-24" in door.asked[0]["q"]


def test_old_links_are_decoded_and_new_ones_are_not():
    old = base64.urlsafe_b64encode(b'\x08\x13"\x22https://www.paper.example/ducts\xd2\x01\x00').decode().rstrip("=")
    chosen = settings("googlenews")

    [page] = read(GoogleNews(chosen), Door(lambda _: rss(item(1, guid=old), item(2))), chosen=chosen)

    assert page.posts[0].url == "https://www.paper.example/ducts"
    assert page.posts[1].url == "https://news.google.com/rss/articles/CBMi2?oc=5"


def test_a_full_answer_is_asked_for_again_day_by_day():
    chosen = settings("googlenews")
    first = read(GoogleNews(chosen), Door(lambda _: rss(item(0, days=5))), chosen=chosen)

    def answer(asked):
        if "before:" not in asked["q"]:
            return rss(*(item(number, days=0.1) for number in range(100)))
        return rss(item(1000 + len(door.asked), days=2))

    door = Door(answer)
    pages = read(GoogleNews(chosen), door, first[-1].checkpoint, chosen=chosen)

    assert len(pages) > 2
    assert [page.checkpoint is None for page in pages[:-1]] == [True] * (len(pages) - 1)
    assert pages[-1].checkpoint is not None
    assert len(ids(pages)) == len(set(ids(pages)))


def test_what_is_older_than_asked_for_is_left_out():
    chosen = settings("googlenews")

    [page] = read(GoogleNews(chosen), Door(lambda _: rss(item(1, days=400), item(2))), chosen=chosen)

    assert ids([page]) == ["gnews:CBMi2"]


@pytest.mark.parametrize("body", HOSTILE)
def test_a_hostile_answer_is_a_failed_source(body: bytes):
    chosen = settings("googlenews")

    with pytest.raises(SourceError):
        read(GoogleNews(chosen), Door(lambda _: body), chosen=chosen)


def test_entities_and_files_stay_closed():
    chosen = settings("googlenews")
    body = b'<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><item><title>&x;</title></item></channel></rss>'

    with pytest.raises(SourceError):
        read(GoogleNews(chosen), Door(lambda _: body), chosen=chosen)
