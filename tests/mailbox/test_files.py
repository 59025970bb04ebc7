"""Mail in files: what came is found once, wherever the reading stopped."""

import json
import os
from datetime import UTC, datetime

import pytest

from listen.errors import Gone
from listen.mailbox import Mailroom
from listen.mailbox.files import letters_in
from listen.mailbox.imap import utf_7
from listen.protocols import Request
from listen.sources.mail import Mail
from listen.testing.door import FakeFetcher
from listen.testing.world import NOW
from tests.sources.channel_world import QUERIES, settings_of

SINCE = datetime(2026, 10, 25, tzinfo=UTC)


def letter(number, text="ExampleVent is loud"):
    return f"From: Kim <k@firm.example>\nSubject: No. {number}\nMessage-ID: <{number}@x>\n\n{text}\n>From here on\n\n"


def mbox(*numbers: int):
    return "".join(f"From k@firm.example Tue Nov 24 07:00:00 2026\n{letter(number)}" for number in numbers)


def read(path, checkpoint=None):
    source = Mail(settings_of("mail", files=(str(path),)))
    [stream] = source.streams(QUERIES)
    room = Mailroom(FakeFetcher(lambda _: {}), lambda: NOW)
    pages = list(source.pages(stream, checkpoint, room, since=SINCE))
    return [post.native_id for page in pages for post in page.posts], pages[-1].checkpoint


def test_an_mbox_is_read_on_from_where_it_ended(tmp_path):
    path = tmp_path / "box.mbox"
    path.write_text(mbox(*range(45)))

    first, checkpoint = read(path)
    path.write_text(mbox(*range(50)))
    second, checkpoint = read(path, checkpoint)
    third, _ = read(path, checkpoint)

    assert first == [f"{number}@x" for number in range(45)]
    assert second == [f"{number}@x" for number in range(45, 50)]
    assert third == []


def test_an_mbox_that_was_written_anew_is_read_whole(tmp_path):
    path = tmp_path / "box.mbox"
    path.write_text(mbox(*range(10)))
    _, checkpoint = read(path)
    path.write_text(mbox(77, 78))

    assert read(path, checkpoint)[0] == ["77@x", "78@x"]


def test_an_mbox_of_which_the_end_was_cut_off_loses_nothing(tmp_path):
    path = tmp_path / "box.mbox"
    path.write_text(mbox(*range(10)))
    _, checkpoint = read(path)
    path.write_text(mbox(*range(5), 77))

    assert "77@x" in read(path, checkpoint)[0]


def test_a_line_that_only_looks_like_a_beginning_is_text(tmp_path):
    path = tmp_path / "box.mbox"
    path.write_text(mbox(1))

    [raw] = letters_in(path)

    assert b"\nFrom here on\n" in raw


def test_a_maildir_is_read_by_arrival_and_moved_letters_are_the_same(tmp_path):
    for part in ("cur", "new", "tmp"):
        (tmp_path / part).mkdir()
    for number in range(30):
        file = tmp_path / "new" / f"{number}.host"
        file.write_text(letter(number))
        os.utime(file, (NOW.timestamp() - 86_400 + number * 600,) * 2)

    first, checkpoint = read(tmp_path)
    (tmp_path / "new" / "29.host").rename(tmp_path / "cur" / "29.host:2,S")
    fresh = tmp_path / "new" / "30.host"
    fresh.write_text(letter(30))
    os.utime(fresh, (NOW.timestamp(),) * 2)
    second, _ = read(tmp_path, checkpoint)

    assert first == [f"{number}@x" for number in range(30)]
    assert "30@x" in second
    assert set(second) <= {f"{number}@x" for number in range(23, 31)}


@pytest.mark.parametrize("name", ["missing.mbox", "."])
def test_what_is_not_there_is_told(tmp_path, name):
    with pytest.raises(Gone):
        read(tmp_path / name)


def test_everything_else_goes_to_the_door():
    door = FakeFetcher(lambda _: {"a": 1})

    answer = Mailroom(door, lambda: NOW).get(Request(url="https://a.example/x"))

    assert json.loads(answer.body) == {"a": 1}
    assert len(door.asked) == 1


@pytest.mark.parametrize(
    ("name", "written"),
    [("INBOX", "INBOX"), ("Entwürfe", "Entw&APw-rfe"), ("A&B", "A&-B"), ("日本", "&ZeVnLA-"), ("a\r\nb", "ab")],
)
def test_folders_are_written_as_imap_does(name, written):
    assert utf_7(name) == written


def test_a_maildir_of_one_hour_is_read_to_its_end(tmp_path):
    for folder in ("cur", "new", "tmp"):
        (tmp_path / folder).mkdir()
    for number in range(620):
        path = tmp_path / "cur" / f"{number:04}"
        path.write_text(letter(number))
        os.utime(path, (NOW.timestamp(),) * 2)

    assert len(read(tmp_path)[0]) == 620
