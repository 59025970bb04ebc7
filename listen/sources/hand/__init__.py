"""What people catch themselves: a public page, a pasted text, a file of another tool. Same inbox, same rules.

For the worlds that no program may search (LinkedIn, XING, Facebook), and for talks and phone calls. Nothing is asked
here unless a person says so; `listen add` and `listen import` do.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from hashlib import blake2b
from itertools import islice

from listen.brand import Query, Settings
from listen.channel import Words
from listen.errors import Unreadable, UsageError
from listen.model import Page, Post, Stream
from listen.protocols import Fetcher, Request
from listen.records import Note
from listen.text.clean import clean_line, clean_text
from listen.text.urls import canonical, host_of, safe_link, unwrapped

__all__ = ["Hand"]

_PAGE_POSTS = 200
_CLOSED = (
    "linkedin.com",
    "lnkd.in",
    "xing.com",
    "facebook.com",
    "fb.com",
    "instagram.com",
    "tiktok.com",
    "threads.com",
)


class Hand:
    """Posts that a person hands in; implements `Source`, with streams that are made to order."""

    name = "hand"
    title = "By hand"
    is_on_by_default = True
    is_by_hand = True
    blind = (Words("what nobody hands in with listen add", "was niemand mit listen add einträgt"),)

    def __init__(self, settings: Settings) -> None:  # noqa: ARG002 (every channel is made with them)
        self._pages: Callable[[Fetcher], Iterator[Page]] | None = None

    def streams(self, queries: Sequence[Query]) -> Iterable[Stream]:  # noqa: ARG002 (nobody is asked by itself)
        """Yield nothing: people hand in, nobody is asked."""
        return ()

    def pages(self, stream: Stream, checkpoint: str | None, fetcher: Fetcher, *, since: datetime) -> Iterator[Page]:  # noqa: ARG002
        """Yield what was handed in."""
        return iter(()) if self._pages is None else self._pages(fetcher)

    def noted(self, note: Note) -> Stream:
        """Return the stream of one note; the page is asked only when the note has no text.

        Raises:
            UsageError: it has no text, and its page is in a closed world.
        """
        host = None if note.url is None else host_of(unwrapped(note.url))
        if not note.text and (host is None or is_closed(host)):
            raise UsageError("command.add_closed" if host else "command.add_nothing", host=host or "")
        self._pages = lambda fetcher: _noted(note, fetcher)
        where = note.place or host or self.title
        return Stream(source=self.name, key=self.name, host=self.name, address=note.url or "", place=where)

    def handed(self, posts: Iterable[Post | None], place: str) -> Stream:
        """Return the stream of many posts at once; None among them stands for one that could not be read."""
        self._pages = lambda _: _in_pages(posts)
        return Stream(source=self.name, key=f"{self.name} {place}", host=self.name, address="", place=place)


def _noted(note: Note, fetcher: Fetcher) -> Iterator[Page]:
    url = None if note.url is None else safe_link(unwrapped(note.url))
    read = None
    if url is not None and not note.text:
        from listen.sources.hand.page import read_page

        answer = fetcher.get(Request(url=url))
        read = read_page(answer)
        if not read.text:
            raise Unreadable("source.unreadable", host=host_of(url) or url, why="no text on the page")
    text = clean_text(note.text or (read.text if read else ""))
    title = note.title or (read.title if read else None)
    author = note.author or (read.author if read else None)
    post = Post(
        source=Hand.name,
        native_id=note_id(url, f"{title or ''}\x1f{text}"),
        origin=Hand.name,
        url=url,
        title=None if title is None else clean_line(title) or None,
        text=text,
        author=None if author is None else clean_line(author) or None,
        place=clean_line(note.place or (read.place if read else None) or (host_of(url) if url else None) or "") or None,
        published_at=note.published_at or (read.published_at if read else None),
        language_hint=read.language if read else None,
        matched_by=() if note.query is None else (note.query,),
    )
    yield Page(posts=(post,), seen=1, checkpoint="noted")


def is_closed(host: str) -> bool:
    """Say whether a site shows posts only to people who are logged in, and wants no program there."""
    return any(host == one or host.endswith(f".{one}") for one in _CLOSED)


def note_id(url: str | None, words: str) -> str:
    """Return the identity of what was handed in: its address where it has one, else what it says."""
    same = None if url is None else canonical(url)
    return same or blake2b(words.encode("utf-8", "replace"), digest_size=16).hexdigest()


def _in_pages(posts: Iterable[Post | None]) -> Iterator[Page]:
    waiting = iter(posts)
    some = list(islice(waiting, _PAGE_POSTS))
    while True:
        following = list(islice(waiting, _PAGE_POSTS))
        read = tuple(post for post in some if post is not None)
        yield Page(
            posts=read, seen=len(some), skipped=len(some) - len(read), checkpoint=None if following else "handed in"
        )
        if not following:
            return
        some = following
