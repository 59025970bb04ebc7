"""Telegram's preview pages."""

from datetime import UTC, datetime
from html import escape

import pytest

from listen.errors import Unreadable
from listen.sources.telegram import Telegram
from listen.testing.door import FakeFetcher
from listen.testing.sources import SourceConformance
from listen.testing.world import NOW, World
from tests.sources.channel_world import QUERIES, settings_of, stream_of


def message(one, *, is_album=False):
    text = f"<div class='tgme_widget_message_text js-message_text'>{escape(one.text)} <a href='https://demo.example/x'>x</a></div>"
    text = f"<div class='tgme_widget_message_text'>{text}</div>" if is_album else text
    return (
        f"<div class='tgme_widget_message_wrap'><div class='tgme_widget_message' data-post='house/{one.number}'>{text}"
        "<span class='tgme_widget_message_views'>1.2K</span>"
        f"<a class='tgme_widget_message_date'><time datetime='{one.at.isoformat()}'>x</time></a></div></div>"
    )


def preview(request, said):
    before = int(dict(request.params).get("before", "999999"))
    some = [one for one in said if one.number < before][:20]
    oldest = min((one.number for one in some), default=0)
    has_more = any(one.number < oldest for one in said)
    more = f"<a class='tme_messages_more' data-before='{oldest}'></a>" if has_more else ""
    return (
        "<!DOCTYPE html><html><body><div class='tgme_channel_info_header_title'><span>House &amp; pipes</span></div>"
        f"<section class='tgme_channel_history js-message_history'>{more}{''.join(message(one) for one in some[::-1])}"
        "</section></body></html>"
    ).encode()


def make():
    return Telegram(settings_of("telegram", channels=("@house",)))


class TestTelegram(SourceConformance):
    def world(self):
        return World(make=make, queries=QUERIES, serve=preview, amount=60, burst=50)


def read(body):
    source = make()
    fetcher = FakeFetcher(lambda _: body, now=NOW)
    return list(source.pages(stream_of(source), None, fetcher, since=datetime(2026, 11, 1, tzinfo=UTC)))


def test_every_field_is_read_and_albums_once():
    said = TestTelegram().world().one(5, at=NOW)

    [page] = read(
        f"<html><section class='tgme_channel_history'>{message(said, is_album=True)}</section></html>".encode()
    )

    [post] = page.posts
    assert (post.native_id, post.url, post.engagement.views) == ("house/5", "https://t.me/house/5", 1200)
    assert post.text.count("ExampleVent") == 1
    assert post.links == ("https://demo.example/x",)


def test_a_channel_without_a_preview_is_no_empty_channel():
    with pytest.raises(Unreadable):
        read(b"<!DOCTYPE html><html><body><div class='tgme_page'>Contact @house</div></body></html>")
