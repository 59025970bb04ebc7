"""Wikipedia: who changed the article about the brand."""

from datetime import UTC, datetime

import pytest

from listen.errors import QueryRefused, RateLimited
from listen.sources.wikipedia import Wikipedia
from listen.testing.door import FakeFetcher
from listen.testing.sources import SourceConformance
from listen.testing.world import NOW, World
from tests.sources.channel_world import QUERIES, newest_first, settings_of, stream_of


def edit(one):
    return {
        "revid": one.number,
        "parentid": one.number - 1,
        "minor": False,
        "user": "Kim the editor",
        "timestamp": one.at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "comment": one.text,
    }


def history(request, said):
    asked = dict(request.params)
    found = newest_first(said, low=datetime.fromisoformat(asked["rvend"]))
    start, size = int(asked.get("rvcontinue", "0")), int(asked["rvlimit"])
    more = {"continue": {"rvcontinue": str(start + size), "continue": "||"}} if len(found) > start + size else {}
    article = {"pageid": 7, "title": "ExampleVent", "revisions": [edit(one) for one in found[start : start + size]]}
    return {**more, "query": {"pages": [article]}}


def make():
    return OneKind(settings_of("wikipedia", base="https://de.wikipedia.org", articles=("ExampleVent",)))


def articles(request, said):
    asked = dict(request.params)
    found = newest_first(said)
    start, size = int(asked.get("sroffset", "0")), int(asked["srlimit"])
    more = {"continue": {"sroffset": start + size, "continue": "-||"}} if len(found) > start + size else {}
    hits = [
        {
            "ns": 0,
            "pageid": one.number,
            "title": f"Article {one.number}",
            "snippet": f'<span class="searchmatch">ExampleVent</span> {one.text}',
            "timestamp": one.at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        }
        for one in found[start : start + size]
    ]
    return {**more, "query": {"search": hits}}


class OneKind(Wikipedia):
    """Only the streams of one kind: the suite reads one a search."""

    kind = "ExampleVent"

    def streams(self, queries):
        return (stream for stream in super().streams(queries) if f" {self.kind}" in stream.key)


class Search(OneKind):
    """Articles that speak of the brand."""

    kind = "search:"


class TestWikipediaSearch(SourceConformance):
    def world(self):
        def source():
            return Search(settings_of("wikipedia", base="https://de.wikipedia.org"))

        return World(make=source, queries=QUERIES, serve=articles, amount=130, burst=80)


def test_articles_that_link_to_the_brand_are_told_once():
    source = Wikipedia(settings_of("wikipedia", base="https://de.wikipedia.org"))
    [stream] = [one for one in source.streams(QUERIES) if "links:" in one.key]
    hit = {"pageid": 7, "ns": 0, "title": "Flexible Rohre", "snippet": "x", "timestamp": "2026-11-23T10:00:00Z"}
    fetcher = FakeFetcher(lambda _: {"query": {"search": [hit]}}, now=NOW)

    [page] = source.pages(stream, None, fetcher, since=datetime(2026, 11, 1, tzinfo=UTC))

    [post] = page.posts
    assert post.url == "https://de.wikipedia.org/wiki/Flexible_Rohre"
    assert post.published_at == datetime(2026, 11, 23, 10, tzinfo=UTC)
    assert dict(fetcher.asked[0].params)["srsearch"] == 'insource:"examplevent.example"'


class TestWikipedia(SourceConformance):
    def world(self):
        return World(make=make, queries=QUERIES, serve=history, amount=130, burst=80)


def read(body):
    source = make()
    fetcher = FakeFetcher(lambda _: body, now=NOW)
    return list(source.pages(stream_of(source), None, fetcher, since=datetime(2026, 11, 1, tzinfo=UTC)))


def test_every_field_is_read():
    article = {"title": "ExampleVent", "revisions": [edit(TestWikipedia().world().one(5, at=NOW))]}

    [page] = read({"query": {"pages": [article]}})

    [post] = page.posts
    assert (post.url, post.language_hint) == ("https://de.wikipedia.org/w/index.php?diff=5", "de")
    assert (post.author, post.author_url) == ("Kim the editor", "https://de.wikipedia.org/wiki/User:Kim%20the%20editor")
    assert post.matched_by == ("brand",)


@pytest.mark.parametrize(
    ("code", "error"), [("maxlag", RateLimited), ("ratelimited", RateLimited), ("x", QueryRefused)]
)
def test_errors_come_with_a_200(code, error):
    with pytest.raises(error):
        read({"error": {"code": code, "info": "no"}})


def test_an_article_that_does_not_exist_has_no_edits():
    [page] = read({"query": {"pages": [{"title": "Nobody", "missing": True}]}})

    assert page.checkpoint is not None
