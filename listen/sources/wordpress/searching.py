"""WordPress: posts and comments of the sites named, through their REST interface (wp/v2; no key)."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from listen.brand import Query, Settings
from listen.channel import Words
from listen.errors import Blocked, Gone, QueryRefused, SourceError, TooBig, Unreadable
from listen.model import Page, Stream
from listen.protocols import Answer, Expect, Fetcher, Request
from listen.query.pushdown import Abilities
from listen.sources.shared.answers import count, read_json, tables
from listen.sources.shared.searching import searches
from listen.sources.shared.walk import Batch, low_mark, walk_down
from listen.sources.wordpress.dialogue import WordPressDialogue
from listen.sources.wordpress.items import read_item
from listen.text.urls import host_of

__all__ = ["WordPress"]

_ABILITIES = Abilities(source="wordpress", whole_words=False)
_PER_PAGE = 100
_OVERLAP = timedelta(days=2)
"""A comment waits for approval and then has the date at which it was written."""

_KINDS = ("posts", "comments")


class WordPress(WordPressDialogue):
    """Posts and comments on WordPress sites; implements `Source`, `Threaded` and `Answering`."""

    name = "wordpress"
    title = "WordPress"
    is_on_by_default = False
    blind = (
        Words(
            "sites that closed their interface; follow their feeds",
            "Seiten, die ihre Schnittstelle schließen; deren Feeds helfen",
        ),
    )

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        chosen = settings.source(self.name)
        self._sites = tuple(base.rstrip("/") for base in chosen.bases)
        self._pause_s = chosen.pause_s

    def streams(self, queries: Sequence[Query]) -> Iterable[Stream]:
        """Yield two streams a site and search: its posts, and the comments under them."""
        served = searches(queries, _ABILITIES)
        for site in self._sites:
            host = host_of(site) or site
            for text, names in served.items():
                for kind in _KINDS:
                    yield Stream(
                        source=self.name,
                        key=f"{self.name} {site.removeprefix('https://')} {kind} {text}",
                        host=host,
                        address=f"{site}/wp-json/wp/v2/{kind}",
                        term=text,
                        queries=names,
                        place=f"{host} ({kind}): {text}",
                    )

    def pages(self, stream: Stream, checkpoint: str | None, fetcher: Fetcher, *, since: datetime) -> Iterator[Page]:
        """Ask newest first, from two days before the newest one known."""
        low = low_mark(checkpoint, since=since, overlap=_OVERLAP)

        def ask(cursor: tuple[str, int] | None) -> Batch[tuple[str, int]]:
            address, number = cursor or (stream.address, 1)
            params = (
                ("search", stream.term or ""),
                ("after", f"{low:%Y-%m-%dT%H:%M:%S}"),
                ("orderby", "date"),
                ("order", "desc"),
                ("per_page", str(_PER_PAGE)),
                ("page", str(number)),
            )
            try:
                return _batch(self._ask(address, params, fetcher), stream.host, address, number)
            except QueryRefused as error:
                # A page beyond the last one is how a site says that there is no more.
                if number > 1 and error.values.get("status") == 400:  # noqa: PLR2004
                    return Batch(posts=(), seen=0, following=None, clock=None)
                raise
            except (Gone, Blocked, Unreadable, TooBig):
                if cursor is not None:
                    raise
                plain = _without_permalinks(address)
                try:
                    return _batch(self._ask(plain, params, fetcher), stream.host, plain, number)
                except SourceError:
                    pass
                raise

        yield from walk_down(ask, checkpoint, since=since, overlap=_OVERLAP)

    def _ask(self, address: str, params: tuple[tuple[str, str], ...], fetcher: Fetcher) -> Answer:
        return fetcher.get(Request(url=address, params=params, expect=Expect.JSON, pause_s=self._pause_s))


def _without_permalinks(address: str) -> str:
    """Return where a site answers that has no speaking addresses: there `/wp-json/` leads nowhere, or in circles."""
    site, _, route = address.partition("/wp-json/")
    return f"{site}/?rest_route=/{route}"


def _batch(answer: Answer, host: str, address: str, number: int) -> Batch[tuple[str, int]]:
    found = read_json(answer)
    if not isinstance(found, list):
        raise Unreadable("source.unreadable", host=host, why="no list")
    posts = tuple(post for one in tables(found) if (post := read_item(one, host)) is not None)
    pages = count({"pages": answer.headers.get("x-wp-totalpages")}, "pages")
    is_last = not found or (pages is not None and number >= pages)
    return Batch(posts=posts, seen=len(found), following=None if is_last else (address, number + 1), clock=answer.date)
