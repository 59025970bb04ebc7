"""Chats against a real receiver: what apprise made of a letter is parsed back, and calls nobody, marks up nothing."""

import json
import logging
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from listen.errors import TargetUnset, Undelivered
from listen.notice import Letter, Target
from listen.post.chat import ChatCourier
from listen.text.chat import LOOK_ALIKE, for_chat
from tests.receivers import Receiver

TARGET = Target(name="team", chat="LISTEN_CHAT_TEAM")
LINK = "https://handwerk.example/@treppenwitz/117"
IN_CHATS_THAT_READ_NAMES = "https://handwerk.example/%40treppenwitz/117"
HOOK = "TIiajkdnlazkcOXrIdevi7FQ"

HOSTILE = (
    "@here @channel @everyone @all @room @peter",
    "<!channel> <!here|x> <@U123> <#C1|x> <users/all> <at>Peter</at> <https://evil.example|click>",
    "*bold* _it_ ~no~ `code` ||hidden|| **fat** __u__ ```x```",
    "[click](https://evil.example) ![x](https://evil.example/x.png)",
    "<b>fett</b><a href='https://evil.example'>x</a><img src=x onerror=alert(1)>",
    "&lt;!channel&gt; &#64;here &commat;all",
    ":poop: :smile: :+1:",
    "# heading #tag \\n \\u003c!channel\\u003e",
    "https://evil.example www.evil.example evil.example/x mailto:a@b.example tel:123 tg://resolve?domain=x",
    "﹫here ﹤!channel﹥ @\u200bhere <\u2060!channel>",
    "\r\n@channel\n\n# x\n> q\n- a\n1. b\n***\n---",
    "$x$ $$x$$ {{x}} ${x} %0A@here",
)


def address_of(service: str, port: int) -> str:
    return {
        "json": f"json://127.0.0.1:{port}/x",
        "xml": f"xml://127.0.0.1:{port}/x",
        "form": f"form://127.0.0.1:{port}/x",
        "mattermost": f"mmost://127.0.0.1:{port}/{'t' * 26}",
        "ntfy": f"ntfy://127.0.0.1:{port}/topic",
        "rocketchat": f"rocket://{'a' * 24}/{'b' * 24}@127.0.0.1:{port}/#chan",
        "matrix": f"matrix://{'t' * 20}@127.0.0.1:{port}/?mode=slack",
        "slack": f"slack://T1JJ3T3L2/A1BRTD4JD/{HOOK}",
        "teams": "workflows://prod.example.com:443/workflow123/signature456",
        "telegram": "tgram://123456789:abcdefg_hijklmnop/12315544/",
        "discord": f"discord://{'1' * 18}/{'a' * 64}",
        "googlechat": "gchat://workspace/webhookkey/webhooktoken",
    }[service]


SERVICES = (
    "json", "xml", "form", "mattermost", "ntfy", "rocketchat", "matrix", "slack", "teams", "telegram", "discord",
    "googlechat",
)  # fmt: skip
LOOKS_FOR_NAMES_IN_LINKS = {"mattermost", "rocketchat", "matrix", "discord", "googlechat"}


def letter(*foreign: str, link: str = LINK) -> Letter:
    first = "\n".join(["1. ? Frage", *(for_chat(one) for one in foreign), link])
    return Letter(
        key="k",
        subject=f"ExampleVent: {foreign[0] if foreign else 'neu'}",
        text=f"{first}\n\nDas ist alles.",
        language="de",
        sent_at=datetime(2026, 11, 24, 6, 30, tzinfo=UTC),
    )


@pytest.fixture
def web(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> Iterator[Receiver]:
    """The receiver; what goes to hosts of a service goes there instead, over the same wire."""
    ask = requests.Session.request

    def here(self: requests.Session, method: str, url: str, **more: Any) -> Any:
        parts = urlsplit(url)
        place = f"http://127.0.0.1:{receiver.port}{parts.path}"
        return ask(self, method, f"{place}?{parts.query}" if parts.query else place, **more)

    monkeypatch.setattr(requests.Session, "request", here)
    return receiver


def texts(service: str, body: bytes) -> Iterator[str]:
    """Yield every text that a service would show."""
    if service == "form":
        yield from (value for name, values in parse_qs(body.decode()).items() for value in values if name != "type")
        return
    if service == "xml":
        yield from (str(text) for text in etree.fromstring(body).itertext())
        return
    yield from _strings(json.loads(body))


def _strings(value: Any, key: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for name, below in value.items():
            yield from _strings(below, name)
    elif isinstance(value, list):
        for below in value:
            yield from _strings(below, key)
    elif isinstance(value, str) and key in {"text", "title", "message", "content", "body", "fallback", "pretext"}:
        yield value


def deliver(service: str, receiver: Receiver, one: Letter) -> list[str]:
    receiver.bodies.clear()
    ChatCourier("LISTEN_CHAT_TEAM", address_of(service, receiver.port)).deliver(one, TARGET)
    return [text for body in receiver.bodies for text in texts(service, body)]


def bare(text: str, service: str) -> str:
    """Return a text without our own link and what the service's own form puts around our words."""
    link = IN_CHATS_THAT_READ_NAMES if service in LOOKS_FOR_NAMES_IN_LINKS else LINK
    for shown in (f"[{link}]({link})", f"<{link}|{link}>", link):
        text = text.replace(shown, "")
    if service == "telegram":
        text = text.replace("<b>", "", 1).replace("</b>", "", 1)
    if service == "googlechat" and text.startswith("*"):
        text = text.replace("*", "", 2)
    return text.removeprefix("# ")


def assert_harmless(text: str) -> None:
    assert not set(text) & set(LOOK_ALIKE), text
    assert "://" not in text
    assert "www." not in text
    assert "&lt;" not in text
    assert "mailto:" not in text


@pytest.mark.parametrize("service", SERVICES)
def test_a_letter_arrives_with_its_words_and_its_link(web: Receiver, service: str):
    said = deliver(service, web, letter("Ist das Rohr dicht?"))

    whole = "\n".join(said)
    assert "Ist das Rohr dicht?" in whole
    assert "Das ist alles." in whole
    assert (IN_CHATS_THAT_READ_NAMES if service in LOOKS_FOR_NAMES_IN_LINKS else LINK) in whole


@pytest.mark.parametrize("service", SERVICES)
def test_nobody_is_called_and_nothing_is_marked_up(web: Receiver, service: str):
    for hostile in HOSTILE:
        said = deliver(service, web, letter(hostile, f"Bau {hostile} Forum"))

        assert said
        for text in said:
            assert_harmless(bare(text, service))


@pytest.mark.parametrize("service", ["json", "mattermost", "teams", "telegram", "slack"])
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(foreign=st.lists(st.one_of(st.text(max_size=60), st.sampled_from(HOSTILE)), min_size=1, max_size=3))
def test_no_text_at_all_calls_or_marks_up(web: Receiver, service: str, foreign: list[str]):
    for text in deliver(service, web, letter(*foreign)):
        assert_harmless(bare(text, service))


@given(st.one_of(st.text(), st.sampled_from(HOSTILE)))
def test_the_cleaner_is_idempotent_and_leaves_one_line(text: str):
    cleaned = for_chat(text)

    assert for_chat(cleaned) == cleaned
    assert "\n" not in cleaned
    assert_harmless(cleaned)


def test_no_preview_and_no_picture_is_asked_for(web: Receiver):
    deliver("telegram", web, letter("x"))
    assert web.said()["disable_web_page_preview"] is True
    deliver("discord", web, letter("x"))
    assert web.said()["flags"] & 4
    for service in SERVICES:
        deliver(service, web, letter("x"))
        assert not [body for body in web.bodies if b"github" in body.replace(b"raw.githubusercontent", b"")]


def test_a_long_letter_is_cut_between_two_blocks(web: Receiver):
    blocks = [f"{number}. Frage {'x' * 300}\n{LINK}" for number in range(1, 60)]
    (said,) = deliver("mattermost", web, replace(letter(), text="\n\n".join(blocks)))

    assert len(said) <= 4_000
    kept = said.replace(IN_CHATS_THAT_READ_NAMES, LINK).split("\n\n")
    assert kept[1:-1] == blocks[1 : len(kept) - 1]
    assert kept[-1] == "…"


@pytest.mark.parametrize("status", [400, 404, 500])
def test_a_refusal_is_told_with_its_state_and_without_the_address(
    web: Receiver, status: int, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
):
    web.status = status
    caplog.set_level(logging.DEBUG)

    with pytest.raises(Undelivered) as failed:
        deliver("slack", web, letter("x"))

    told = f"{failed.value.message('de')}{failed.value.message('en')}{failed.value.hint('en')}{failed.value!r}"
    assert str(status) in told
    assert HOOK not in told + caplog.text + "".join(capfd.readouterr())


def test_a_redirect_is_not_followed(receiver: Receiver):
    receiver.status, receiver.location = 302, f"http://127.0.0.1:{receiver.port}/elsewhere"

    with pytest.raises(Undelivered):
        deliver("json", receiver, letter("x"))

    assert receiver.paths == ["/x"]
    courier = ChatCourier("LISTEN_CHAT_TEAM", f"{address_of('json', receiver.port)}?redirect=yes")
    with pytest.raises(Undelivered):
        courier.deliver(letter("x"), TARGET)
    assert receiver.paths == ["/x", "/x"]


@pytest.mark.parametrize(
    ("address", "key"),
    [
        (None, "notify.no_chat"),
        ("nonsense", "notify.chat_unreadable"),
        ("slack://too/short", "notify.chat_unreadable"),
        ("syslog://", "notify.chat_not_web"),
        ("mailto://user:secret-pass@mail.example", "notify.chat_not_web"),
    ],
)
def test_an_address_that_cannot_be_used_is_told_by_the_name_of_its_variable(
    address: str | None, key: str, capfd: pytest.CaptureFixture[str]
):
    with pytest.raises(TargetUnset) as failed:
        ChatCourier("LISTEN_CHAT_TEAM", address).deliver(letter("x"), TARGET)

    assert failed.value.key == key
    said = f"{failed.value.message()} {failed.value.hint()} {''.join(capfd.readouterr())}"
    assert "secret-pass" not in said
    assert "LISTEN_CHAT_TEAM" in said or key == "notify.no_apprise"


def test_a_receiver_that_is_not_there_is_told(receiver: Receiver):
    with pytest.raises(Undelivered) as failed:
        ChatCourier("LISTEN_CHAT_TEAM", "json://127.0.0.1:9/x").deliver(letter("x"), TARGET)

    assert failed.value.key == "notify.chat_unreachable"


def test_what_it_logs_elsewhere_stays_as_it_was(web: Receiver):
    before = [
        (logging.getLogger(name).level, list(logging.getLogger(name).handlers)) for name in ("apprise", "urllib3")
    ]

    deliver("json", web, letter("x"))

    after = [(logging.getLogger(name).level, list(logging.getLogger(name).handlers)) for name in ("apprise", "urllib3")]
    assert before == after


def test_without_the_package_it_is_told_how_to_get_it(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "apprise", None)

    with pytest.raises(TargetUnset) as failed:
        ChatCourier("LISTEN_CHAT_TEAM", "json://127.0.0.1:9/x").deliver(letter("x"), TARGET)

    assert failed.value.key == "notify.no_apprise"
    assert "listen[chat]" in (failed.value.hint() or "")
