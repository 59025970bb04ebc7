"""Lemmy: posts and comments of the servers named, through their public search (no key; API v3, with v4's names).

Search finds a term anywhere in a text and knows no operators. What was deleted or removed is told, not shown.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from listen.brand import Query, Settings
from listen.channel import Words
from listen.errors import Unreadable
from listen.model import Page, Post, Stream
from listen.protocols import Answer, Expect, Fetcher, Request
from listen.query.pushdown import Abilities
from listen.sources.lemmy.dialogue import LemmyDialogue
from listen.sources.lemmy.views import read_view
from listen.sources.shared.answers import flag, read_json, table, written
from listen.sources.shared.searching import searches
from listen.sources.shared.walk import Batch, walk_down
from listen.text.clean import clean_line
from listen.text.urls import host_of

__all__ = ["Lemmy"]

_SERVERS = ("https://lemmy.world", "https://feddit.org")
_ABILITIES = Abilities(source="lemmy", and_=False, whole_words=False)
_LIMIT = 50
_OVERLAP = timedelta(hours=48)
"""Posts of other servers arrive when their servers get round to it."""


class Lemmy(LemmyDialogue):
    """Posts and comments on Lemmy servers; implements `Source`, `Threaded` and `Answering`."""

    name = "lemmy"
    title = "Lemmy"
    is_on_by_default = False
    blind = (
        Words(
            "communities that none of the servers asked follows", "Gemeinschaften, denen kein gefragter Server folgt"
        ),
    )

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        chosen = settings.source(self.name)
        self._servers = tuple(base.rstrip("/") for base in chosen.bases or _SERVERS)
        self._pause_s = chosen.pause_s

    def streams(self, queries: Sequence[Query]) -> Iterable[Stream]:
        """Yield one stream a server and term; a term that several queries need appears once."""
        served = searches(queries, _ABILITIES)
        for server in self._servers:
            host = host_of(server) or server
            for term, names in served.items():
                yield Stream(
                    source=self.name,
                    key=f"{self.name} {server.removeprefix('https://')} {term}",
                    host=host,
                    address=f"{server}/api/v3/search",
                    term=term,
                    queries=names,
                    place=f"{host}: {term}",
                )

    def pages(self, stream: Stream, checkpoint: str | None, fetcher: Fetcher, *, since: datetime) -> Iterator[Page]:
        """Ask for posts and comments together, newest first."""

        def ask(page: int | None) -> Batch[int]:
            number = page or 1
            request = Request(
                url=stream.address,
                params=(
                    ("q", stream.term or ""),
                    ("type_", "All"),
                    ("sort", "New"),
                    ("listing_type", "All"),
                    ("limit", str(_LIMIT)),
                    ("page", str(number)),
                ),
                expect=Expect.JSON,
                pause_s=self._pause_s,
            )
            return _batch(fetcher.get(request), stream.host, number)

        yield from walk_down(ask, checkpoint, since=since, overlap=_OVERLAP)


def _batch(answer: Answer, host: str, number: int) -> Batch[int]:
    body = read_json(answer)
    if not isinstance(body, dict) or not isinstance(body.get("posts"), list):
        raise Unreadable("source.unreadable", host=host, why='no "posts"')
    comments = body.get("comments")
    views = (*body["posts"], *(comments if isinstance(comments, list) else ()))
    posts: list[Post] = []
    gone: list[str] = []
    for view in (one for one in views if isinstance(one, dict)):
        said = table(view, "comment") or table(view, "post")
        native_id = written(said, "ap_id")
        if native_id is not None and (flag(said, "deleted") or flag(said, "removed")):
            gone.append(clean_line(native_id))
        elif (post := read_view(view, said, host)) is not None:
            posts.append(post)
    posts.sort(key=lambda post: post.published_at.timestamp() if post.published_at else 0.0, reverse=True)
    return Batch(
        posts=tuple(posts),
        seen=len(views),
        following=number + 1 if views else None,
        clock=answer.date,
        gone=tuple(gone),
    )
