"""GDELT: sentences instead of errors, and JSON that is none."""

import json
from datetime import UTC, datetime

import pytest

from listen.errors import QueryRefused, RateLimited, Unreadable
from listen.sources.gdelt import Gdelt
from listen.testing.door import FakeFetcher
from listen.testing.sources import SourceConformance
from listen.testing.world import NOW, World
from tests.sources.channel_world import QUERIES, newest_first, settings_of, stream_of


def article(one):
    return {
        "url": f"https://paper.example/{one.number}",
        "url_mobile": "",
        "title": one.text,
        "seendate": f"{one.at:%Y%m%dT%H%M%SZ}",
        "domain": "paper.example",
        "language": "German",
        "sourcecountry": "Germany",
    }


def search(request, said):
    asked = dict(request.params)
    low = datetime.strptime(asked["startdatetime"], "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    high = asked.get("enddatetime")
    found = [one for one in newest_first(said, low=low) if high is None or f"{one.at:%Y%m%d%H%M%S}" <= high]
    some = found[: int(asked["maxrecords"])]
    return {"articles": [article(one) for one in some]} if some else {}


def make():
    return Gdelt(settings_of("gdelt"))


class TestGdelt(SourceConformance):
    def world(self):
        return World(make=make, queries=QUERIES, serve=search, amount=600, burst=300)


def read(body):
    source = make()
    fetcher = FakeFetcher(lambda _: body, now=NOW)
    return list(source.pages(stream_of(source), None, fetcher, since=datetime(2026, 11, 1, tzinfo=UTC))), fetcher.asked


def test_bad_escapes_are_repaired():
    said = article(TestGdelt().world().one(5, at=NOW)) | {"title": "ExampleVent_Pipe"}
    broken = json.dumps({"articles": [said]}).replace("Vent_Pipe", "Vent\\_Pipe").encode()

    [page], [request] = read(broken)

    [post] = page.posts
    assert (post.title, post.language_hint, post.matched_by) == ("ExampleVent\\_Pipe", "de", ("brand",))
    assert request.pause_s >= 6


@pytest.mark.parametrize(
    ("sentence", "error"),
    [
        (b"The specified phrase is too short.\n", QueryRefused),
        (b"One or more of your keywords contained an illegal character.", QueryRefused),
        (b"Please limit requests to one every 5 seconds or contact ...", RateLimited),
        (b"<html>we are busy</html>", Unreadable),
    ],
)
def test_sentences_are_errors(sentence, error):
    with pytest.raises(error):
        read(sentence)
