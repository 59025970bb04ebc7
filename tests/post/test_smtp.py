"""Mail against a real server: what it took is parsed back; what may go wrong is told without a secret."""

import socket
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listen.errors import DeliveryUnknown, TargetUnset, Undelivered
from listen.notice import Letter, Mailbox, Security, Target
from listen.post.message import message
from listen.post.smtp import SmtpCourier
from tests.receivers import Opening

TARGET = Target(name="Team Nord", mail=("ada@examplevent.example", "bob@examplevent.example"))
LETTER = Letter(
    key="0123456789abcdef0123456789abcdef",
    subject="ExampleVent: 3 Erwähnungen verdienen Zeit",
    text="Tageslese\n\n1. Ist das Rohr dicht?\nhttps://bau.example/1",
    html="<!DOCTYPE html>\n<html lang='de'><body><p>Ist das Rohr dicht?</p></body></html>\n",
    language="de",
    sent_at=datetime(2026, 11, 24, 6, 30, tzinfo=UTC),
)
SECRET = "correct-horse-battery"


def box(port: int, security: Security = Security.NONE, **more: str | None) -> Mailbox:
    sender = "Listen im Haus <listen@examplevent.example>"
    return Mailbox(host="127.0.0.1", port=port, security=security, sender=sender, **more)


def test_text_and_page_arrive_under_headers_of_one_line(postbox: Opening):
    server = postbox()

    assert SmtpCourier(box(server.port), None).deliver(LETTER, TARGET) == 0

    mail = server.mail()
    assert server.from_ == ["listen@examplevent.example"]
    assert server.to == [list(TARGET.mail)]
    assert mail["Subject"] == LETTER.subject
    assert mail["From"] == "Listen im Haus <listen@examplevent.example>"
    assert mail["To"] == ", ".join(TARGET.mail)
    assert mail["Message-ID"] == f"<{LETTER.key}@examplevent.example>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["List-Id"] == "<team-nord.listen.examplevent.example>"
    assert mail["Date"].datetime == LETTER.sent_at
    text, page = mail.iter_parts()
    assert (text.get_content_type(), page.get_content_type()) == ("text/plain", "text/html")
    assert text.get_content().splitlines() == LETTER.text.splitlines()
    assert "Ist das Rohr dicht?" in page.get_content()


def test_a_second_try_can_be_told_by_its_name(postbox: Opening):
    server = postbox()
    courier = SmtpCourier(box(server.port), None)

    courier.deliver(LETTER, TARGET)
    courier.deliver(replace(LETTER, sent_at=datetime(2026, 11, 24, 7, 30, tzinfo=UTC)), TARGET)

    assert server.mail(0)["Message-ID"] == server.mail(1)["Message-ID"]


@pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
def test_a_login_goes_over_a_protected_line_with_a_checked_certificate(
    postbox: Opening, certificate: Path, security: Security
):
    server = postbox(starttls=security is Security.STARTTLS, tls=security is Security.TLS, password=SECRET)
    ours = box(server.port, security, user="listen", authority=str(certificate))

    SmtpCourier(ours, SECRET).deliver(LETTER, TARGET)

    assert server.logins == [(b"listen", SECRET.encode())]
    assert server.mail()["Subject"] == LETTER.subject


def test_a_certificate_that_nobody_vouches_for_gets_nothing(postbox: Opening):
    server = postbox(starttls=True, password=SECRET)

    with pytest.raises(Undelivered) as failed:
        SmtpCourier(box(server.port, Security.STARTTLS, user="listen"), SECRET).deliver(LETTER, TARGET)

    assert failed.value.key == "notify.certificate"
    assert (server.logins, server.taken) == ([], [])


def test_a_server_without_tls_gets_neither_password_nor_letter(postbox: Opening):
    server = postbox(password=SECRET)

    with pytest.raises(Undelivered) as failed:
        SmtpCourier(box(server.port, Security.STARTTLS, user="listen"), SECRET).deliver(LETTER, TARGET)

    assert failed.value.key == "notify.no_starttls"
    assert (server.logins, server.taken) == ([], [])


def test_a_wrong_password_is_told_and_not_shown(postbox: Opening, certificate: Path):
    server = postbox(starttls=True, password=SECRET)
    ours = box(server.port, Security.STARTTLS, user="listen", authority=str(certificate))

    with pytest.raises(TargetUnset) as failed:
        SmtpCourier(ours, "wrong-horse").deliver(LETTER, TARGET)

    assert failed.value.key == "notify.login_refused"
    said = (
        f"{failed.value.message('de')} {failed.value.hint('de')} {failed.value!r} {SmtpCourier(ours, 'wrong-horse')!r}"
    )
    assert "wrong-horse" not in said
    with pytest.raises(TargetUnset, match="no password"):
        SmtpCourier(ours, None).deliver(LETTER, TARGET)


def test_of_several_addresses_the_good_ones_get_it(postbox: Opening):
    server = postbox()
    server.refuses = {TARGET.mail[0]}

    assert SmtpCourier(box(server.port), None).deliver(LETTER, TARGET) == 1
    assert server.to == [[TARGET.mail[1]]]


def test_when_every_address_is_refused_nobody_has_it_and_no_address_is_shown(postbox: Opening):
    server = postbox()
    server.refuses = set(TARGET.mail)

    with pytest.raises(Undelivered) as failed:
        SmtpCourier(box(server.port), None).deliver(LETTER, TARGET)

    assert server.taken == []
    assert "550" in failed.value.message()
    assert "@" not in failed.value.message()


def test_a_server_that_says_no_after_all_has_nothing(postbox: Opening):
    server = postbox()
    server.answer = "452 4.2.2 mailbox full"

    with pytest.raises(Undelivered, match="452") as failed:
        SmtpCourier(box(server.port), None).deliver(LETTER, TARGET)

    assert not isinstance(failed.value, DeliveryUnknown)


def test_a_connection_that_dies_with_the_letter_on_its_way_leaves_it_open(postbox: Opening):
    server = postbox()
    server.dies_after_data = True

    with pytest.raises(DeliveryUnknown):
        SmtpCourier(box(server.port), None).deliver(LETTER, TARGET)


def test_a_server_that_is_not_there_or_says_nothing_is_given_up():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        with pytest.raises(Undelivered) as slow:
            SmtpCourier(box(port), None, step_s=0.2).deliver(LETTER, TARGET)
    with pytest.raises(Undelivered) as gone:
        SmtpCourier(box(port), None).deliver(LETTER, TARGET)

    assert (slow.value.key, gone.value.key) == ("notify.too_slow", "notify.unreachable")


HEADERS = {
    "from", "to", "subject", "date", "message-id", "auto-submitted", "x-auto-response-suppress", "list-id",
    "content-language", "mime-version", "content-type",
}  # fmt: skip


@given(
    st.one_of(
        st.text(),
        st.sampled_from(
            [
                "a\r\nBcc: all@examplevent.example",
                "a\n\nbody",
                "\x00\x0d\x0a.\r\nQUIT",
                "=?utf-8?q?=0d=0aBcc:x?=",
                "ä" * 400,
            ]
        ),
    )
)
def test_nothing_in_a_text_becomes_a_header(text: str):
    hostile = replace(LETTER, subject=text, text=f"{text}\n\n.\n{text}", html=None)

    wire = bytes(message(hostile, sender="l@x.example", to=("a@x.example",), list_name="all"))

    head = wire.partition(b"\r\n\r\n")[0].replace(b"\r\n ", b" ").replace(b"\r\n\t", b" ")
    names = [line.partition(b":")[0].decode().lower() for line in head.split(b"\r\n")]
    assert sorted(names) == sorted({*names} & (HEADERS | {"content-transfer-encoding"}))
    assert wire.replace(b"\r\n", b"").count(b"\r") == wire.replace(b"\r\n", b"").count(b"\n") == 0
    assert all(len(line) <= 998 for line in wire.split(b"\r\n"))
