"""Mail: letters of every kind become posts; alerts are taken apart; nobody's address is kept."""

import base64
import json
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listen.errors import LoginNeeded, Unreadable
from listen.mailbox.letters import read_letter
from listen.sources.mail import Mail
from listen.sources.shared.letters import posts_of
from listen.testing.door import FakeFetcher
from listen.testing.sources import SourceConformance
from listen.testing.world import NOW, World
from listen.wiring import channels
from tests.sources.channel_world import QUERIES, Pocket, settings_of, stream_of

SINCE = datetime(2026, 10, 25, tzinfo=UTC)
KEYS = {"user": "alerts@example.com", "password": "geheim"}


def letter(
    text, *, at=NOW, number=1, sender="Kim <kim@firm.example>", html=None, subject="ExampleVent", **headers: str
):
    message = EmailMessage()
    message["From"] = sender
    message["To"] = "Private Person <private@example.com>"
    message["Subject"] = subject
    message["Date"] = format_datetime(at)
    message["Message-ID"] = f"<{number}@firm.example>"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    if html is not None:
        message.add_alternative(html, subtype="html")
    return message.as_bytes()


def serve(request, said):
    """An IMAP folder behind its address: numbers in order of arrival."""
    asked = dict(request.params)
    if "keys" in asked:
        wanted = {int(key) for key in asked["keys"].split(",") if key.isdigit()}
        found = sorted((one for one in said if one.number in wanted), key=lambda one: one.number)
        raws = [letter(one.text, at=one.at, number=one.number) for one in found]
        return {"letters": [{"key": "k", "raw": raw.decode("latin-1")} for raw in raws]}
    low = datetime.fromisoformat(asked["since"]).replace(tzinfo=UTC) if "since" in asked else None
    found = sorted(one.number for one in said if one.number > int(asked["after"]) and (low is None or one.at >= low))
    return {"validity": "7", "letters": [{"key": str(number), "number": number} for number in found]}


def make():
    return Mail(settings_of("mail", keys=Pocket(**KEYS), host="imap.example.com"))


class TestMail(SourceConformance):
    def world(self):
        return World(make=make, queries=QUERIES, serve=serve, amount=70, burst=50)


def posts(raw, senders=()):
    return posts_of(read_letter(raw), "mail", "imap.example.com", senders)


def test_a_letter_is_a_post_and_nobodys_address_is_kept():
    [post] = posts(letter("ExampleVent is loud.", List_Id='"House builders" <house.example>'))

    assert (post.title, post.text, post.author, post.place) == (
        "ExampleVent", "ExampleVent is loud.", "Kim", "House builders"
    )  # fmt: skip
    assert (post.native_id, post.published_at) == ("1@firm.example", NOW)
    assert "@firm" not in f"{post.author}{post.text}{post.place}"
    assert "private" not in repr(post)


def test_an_address_alone_is_no_name():
    [post] = posts(letter("ExampleVent is loud.", sender="kim@firm.example"))

    assert (post.author, post.place) == (None, "firm.example")


WRAPPED = "https://www.google.com/url?rct=j&amp;sa=t&amp;url="
GOOGLE = f"""<table><tr><td><a href="{WRAPPED}https://paper.example/a%3Fb%3D1&amp;ct=ga">
<b>ExampleVent</b> opens a new plant</a><div>Die Firma <b>ExampleVent</b> baut.</div></td></tr>
<tr><td><a href="{WRAPPED}https://blog.example/test&amp;ct=ga">A long test of many pipes</a>
<div>They were quiet.</div></td></tr>
<tr><td><a href="https://www.google.com/alerts/remove?x=1">Unsubscribe from this alert now</a></td></tr></table>"""


def test_an_alert_is_taken_apart():
    first, second = posts(
        letter("x", html=GOOGLE, sender="Google Alerts <googlealerts-noreply@google.com>", subject="Google Alert")
    )

    assert (first.url, first.title) == ("https://paper.example/a?b=1", "ExampleVent opens a new plant")
    assert first.text == "Die Firma ExampleVent baut."
    assert (second.url, second.place) == ("https://blog.example/test", "blog.example")
    assert "Unsubscribe" not in second.text or second.text.startswith("They were quiet.")
    assert first.native_id == "https://paper.example/a?b=1"


def test_an_article_in_two_alerts_is_one_post():
    both = [posts(letter("x", html=GOOGLE, number=n, sender="a@google.com"))[0].native_id for n in (1, 2)]

    assert both[0] == both[1]


def test_only_senders_that_count():
    raw = letter("ExampleVent")

    assert posts(raw, ("firm.example",))
    assert posts(raw, ("google.com",)) == ()
    assert posts(letter("x", sender="a@notgoogle.com"), ("google.com",)) == ()


def test_html_alone_is_read():
    message = EmailMessage()
    message["From"] = "a@b.example"
    message.set_content("<p>ExampleVent</p><p>is quiet</p><script>alert(1)</script>", subtype="html")

    [post] = posts(message.as_bytes())

    assert post.text.split() == ["ExampleVent", "is", "quiet"]


def test_soft_breaks_are_undone():
    raw = (
        b"From: a@b.example\r\nContent-Type: text/plain; format=flowed; charset=utf-8\r\n\r\n"
        b"ExampleVent is \r\nvery quiet.\r\nNew line\r\n"
    )

    assert posts(raw)[0].text == "ExampleVent is very quiet.\nNew line"


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(b"Subject: =?utf-8?q?L=C3=BCfter?=\r\n\r\nx", id="encoded"),
        pytest.param(b"Subject: L\xc3\xbcfter\r\n\r\nx", id="bare bytes"),
        pytest.param(b"Subject: x\r\nContent-Type: text/plain; charset=no-such\r\n\r\nL\xc3\xbcfter", id="charset"),
        pytest.param(b"Subject: x\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!not base64", id="transfer"),
        pytest.param(b"Subject: x\r\nDate: nonsense\r\nFrom: <<<>>>\r\n\r\nx", id="headers"),
        pytest.param(b"Subject: x\r\nContent-Type: multipart/mixed; boundary=a\r\n\r\n" + b"--a\r\n\r\nx\r\n" * 500,
                     id="many parts"),
        pytest.param(b"Subject: a\r\n b\r\nFrom: =?x?y?z?= <a@b>\r\n\r\nx", id="folded"),
    ],
)  # fmt: skip
def test_strange_letters_are_read(raw):
    [post] = posts(raw)

    assert post.title
    assert "\n" not in post.title


@given(st.binary(max_size=500))
def test_no_letter_is_a_surprise(raw):
    for one in (raw, b"Subject: " + raw, b"Content-Type: " + raw + b"\r\n\r\nx", b"From: " + raw + b"\r\n\r\nx"):
        read = read_letter(one)
        if read is not None:
            posts_of(read, "mail", "files")


def test_the_same_letter_without_an_id_is_the_same():
    raw = b"From: a@b.example\r\nSubject: x\r\n\r\nExampleVent\r\n"

    assert posts(raw)[0].native_id == posts(raw)[0].native_id
    assert posts(raw)[0].native_id != posts(raw.replace(b"Vent", b"vent"))[0].native_id


def test_numbers_that_began_anew_are_read_from_the_start():
    source = make()
    stream = stream_of(source)
    fetcher = FakeFetcher(lambda request: serve(request, [TestMail().world().one(1, at=NOW)]), now=NOW)

    [page] = source.pages(stream, '{"last": 500, "validity": "6"}', fetcher, since=SINCE)

    assert len(page.posts) == 1
    assert json.loads(page.checkpoint) == {"last": 1, "validity": "7"}


def test_user_and_password_travel_in_a_header():
    source = make()
    fetcher = FakeFetcher(lambda _: {"validity": "1", "letters": []}, now=NOW)

    list(source.pages(stream_of(source), None, fetcher, since=SINCE))

    [request] = fetcher.asked
    assert request.url == "imaps://imap.example.com/INBOX"
    assert base64.b64decode(request.headers["Authorization"].removeprefix("Basic ")) == b"alerts@example.com:geheim"
    assert request.secrets == ("geheim",)
    assert "geheim" not in repr(request.params)


def test_without_a_login_no_server_is_asked():
    source = Mail(settings_of("mail", host="imap.example.com"))
    fetcher = FakeFetcher(lambda _: {})

    with pytest.raises(LoginNeeded):
        list(source.pages(stream_of(source), None, fetcher, since=SINCE))
    assert fetcher.asked == []


def test_files_are_streams_too(tmp_path):
    (tmp_path / "box" / "cur").mkdir(parents=True)
    source = Mail(settings_of("mail", files=(str(tmp_path / "a.mbox"), str(tmp_path / "box"))))

    assert [stream.address.partition(":")[0] for stream in source.streams(QUERIES)] == ["mbox", "maildir"]


def test_another_shape_is_unreadable():
    source = make()
    with pytest.raises(Unreadable):
        list(source.pages(stream_of(source), None, FakeFetcher(lambda _: []), since=SINCE))


def test_who_got_it_is_nobodys_business():
    [post] = posts(letter("ExampleVent news for PRIVATE@example.com. Unsubscribe private@example.com"))

    assert post.text == "ExampleVent news for …. Unsubscribe …"


def test_a_letter_made_of_links_costs_little():
    html = "<a href='https://a.example/x'>" * 30_000
    raw = letter("x", html=html, sender="a@google.com")

    assert len(posts(raw)) <= 200


def test_a_server_needs_a_login_and_files_do_not():
    def is_required(**options: object):
        [mail] = [one for one in channels(settings_of("mail", **options)) if one.name == "mail"]
        return mail.login.is_required

    assert is_required(host="imap.example.com")
    assert not is_required(files=("~/a.mbox",))
