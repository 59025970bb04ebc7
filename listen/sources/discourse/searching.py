"""Discourse: forums named in queries.yaml, through their search (no key where the forum is public).

A forum's newest posts can be searched ten pages deep; what its search finds is shown in an excerpt.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from listen.brand import Query, Settings
from listen.channel import Words
from listen.errors import RateLimited, Unreadable
from listen.model import Page, Stream
from listen.protocols import Answer, Expect, Fetcher, Request
from listen.query.pushdown import Abilities
from listen.sources.discourse.dialogue import DiscourseDialogue
from listen.sources.discourse.posts import read_post
from listen.sources.shared.answers import flag, read_json, table, tables, written
from listen.sources.shared.searching import searches
from listen.sources.shared.walk import Batch, low_mark, walk_down
from listen.text.urls import host_of

__all__ = ["Discourse"]

_ABILITIES = Abilities(source="discourse", phrase=True, whole_words=False, min_letters=3)
_OVERLAP = timedelta(days=1)
"""Search knows whole days only."""

_BUSY = timedelta(minutes=15)


class Discourse(DiscourseDialogue):
    """Posts in Discourse forums; implements `Source`, `Threaded` and `Answering`."""

    name = "discourse"
    title = "Discourse"
    is_on_by_default = False
    blind = (Words("forums that want a login", "Foren, die eine Anmeldung verlangen"),)

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        chosen = settings.source(self.name)
        self._forums = tuple(base.rstrip("/") for base in chosen.bases)
        self._pause_s = chosen.pause_s

    def streams(self, queries: Sequence[Query]) -> Iterable[Stream]:
        """Yield one stream a forum and search."""
        served = searches(queries, _ABILITIES)
        for forum in self._forums:
            host = host_of(forum) or forum
            for text, names in served.items():
                yield Stream(
                    source=self.name,
                    key=f"{self.name} {forum.removeprefix('https://')} {text}",
                    host=host,
                    address=f"{forum}/search.json",
                    term=text,
                    queries=names,
                    place=f"{host}: {text}",
                )

    def pages(self, stream: Stream, checkpoint: str | None, fetcher: Fetcher, *, since: datetime) -> Iterator[Page]:
        """Ask newest first, from the day before the newest post known."""
        low = low_mark(checkpoint, since=since, overlap=_OVERLAP)
        base = stream.address.removesuffix("/search.json")

        def ask(page: int | None) -> Batch[int]:
            number = page or 1
            request = Request(
                url=stream.address,
                params=(("q", f"{stream.term or ''} after:{low:%Y-%m-%d} order:latest"), ("page", str(number))),
                expect=Expect.JSON,
                pause_s=self._pause_s,
            )
            return _batch(fetcher.get(request), base, stream.host, number)

        yield from walk_down(ask, checkpoint, since=since, overlap=_OVERLAP)


def _batch(answer: Answer, base: str, host: str, number: int) -> Batch[int]:
    body = read_json(answer)
    if not isinstance(body, dict):
        raise Unreadable("source.unreadable", host=host, why="no object")
    result = table(body, "grouped_search_result")
    if written(result, "error") is not None:
        until = None if answer.date is None else answer.date + _BUSY
        raise RateLimited.at(host, until)
    if not isinstance(body.get("posts"), list):
        # Without a single hit the key is missing, but the summary of the search is there.
        if not result:
            raise Unreadable("source.unreadable", host=host, why='no "posts"')
        return Batch(posts=(), seen=0, following=None, clock=answer.date)
    found = body["posts"]
    topics = {written(topic, "id"): topic for topic in tables(body.get("topics"))}
    read = (read_post(one, topics.get(written(one, "topic_id"), {}), base, host) for one in tables(found))
    posts = tuple(post for post in read if post is not None)
    has_more = flag(result, "more_full_page_results")
    return Batch(
        posts=posts,
        seen=len(found),
        following=None if has_more is False or not found else number + 1,
        clock=answer.date,
    )
