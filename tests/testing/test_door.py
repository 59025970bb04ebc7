"""The scripted door: it answers, notes and breaks as told."""

import pytest

from listen.errors import Gone, TimedOut
from listen.protocols import Answer, Request
from listen.testing.door import FakeFetcher
from listen.testing.world import NOW

REQUEST = Request(url="https://blog.example/feed")


@pytest.mark.parametrize(
    ("served", "body"),
    [(b"<rss/>", b"<rss/>"), ({"hits": []}, b'{"hits": []}'), (None, b"null"), ([], b"[]")],
    ids=str,
)
def test_bytes_stay_and_values_become_json(served, body: bytes):
    answer = FakeFetcher(lambda _: served, now=NOW).get(REQUEST)

    assert (answer.body, answer.status, answer.url, answer.date) == (body, 200, REQUEST.url, NOW)


def test_a_whole_answer_is_handed_on():
    unchanged = Answer(url=REQUEST.url, status=304, headers={}, body=b"")

    assert FakeFetcher(lambda _: unchanged).get(REQUEST) is unchanged


def test_an_error_in_the_script_is_raised():
    with pytest.raises(Gone):
        FakeFetcher(lambda _: Gone("source.gone", host="h", url="u")).get(REQUEST)


def test_it_fails_where_it_is_told_to_and_notes_every_request():
    door = FakeFetcher(lambda _: b"").fails_at(2, TimedOut("source.timed_out", host="h", seconds=1))

    door.get(REQUEST)
    with pytest.raises(TimedOut):
        door.get(REQUEST)
    door.get(REQUEST)

    assert door.asked == [REQUEST] * 3
