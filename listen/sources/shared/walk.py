"""Reading a service that answers newest first, page by page, down to what is known: the same care for all of them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from listen.errors import SourceError
from listen.model import Gap, Page, Post
from listen.sources.shared.answers import mark, marked, written
from listen.text.dates import read_date

__all__ = ["Batch", "low_mark", "walk_down"]

_CLOCKS_DIFFER = timedelta(minutes=10)

CursorT = TypeVar("CursorT")


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch(Generic[CursorT]):
    """One answer, read.

    Attributes:
        posts: in the service's order.
        seen: how many items it held.
        following: what to ask for next; None when there is nothing more.
        clock: what the service says the time is.
        gone: native ids of posts that it says were deleted.
        stop: why nothing more may be asked for now; the next run asks again. None when it may.
        is_cut: there is more, and it will not be had: what is left out is a gap.
    """

    posts: tuple[Post, ...]
    seen: int
    following: CursorT | None
    clock: datetime | None
    gone: tuple[str, ...] = ()
    stop: SourceError | None = None
    is_cut: bool = False


def low_mark(checkpoint: str | None, *, since: datetime, overlap: timedelta) -> datetime:
    """Return how far down to read: to the newest post known less `overlap`; the first time, to `since`."""
    newest = _newest(checkpoint)
    return since if newest is None else newest - overlap


def walk_down(
    ask: Callable[[CursorT | None], Batch[CursorT]],
    checkpoint: str | None,
    *,
    since: datetime,
    overlap: timedelta,
    most_pages: int = 10,
) -> Iterator[Page]:
    """Yield pages, newest first, until older than the low mark; what a cap leaves out is a gap.

    Args:
        ask: gets one batch for a cursor; None asks for the first.
        checkpoint: what this function left the last time.
        since: aware UTC; without a checkpoint, how far to look back.
        overlap: how much later than it says a post may arrive.
        most_pages: a run.

    Raises:
        SourceError: the service wants no further question now; the pages before it stay valid.
    """
    low = low_mark(checkpoint, since=since, overlap=overlap)
    newest = _newest(checkpoint)
    oldest: datetime | None = None
    known: set[str] = set()
    cursor: CursorT | None = None
    for number in range(most_pages):
        batch = ask(cursor)
        dates = [post.published_at for post in batch.posts if post.published_at is not None]
        # A post from the future must not hide what comes: the service's own clock bounds what is believed.
        believed = [at for at in dates if batch.clock is None or at <= batch.clock + _CLOCKS_DIFFER]
        newest = max([*believed, *(() if newest is None else (newest,))], default=None)
        oldest = min([*dates, *(() if oldest is None else (oldest,))], default=None)
        fresh = tuple(post for post in batch.posts if post.native_id not in known)
        known.update(post.native_id for post in fresh)
        is_over = not batch.is_cut and (batch.following is None or not batch.seen or (bool(dates) and max(dates) < low))
        # A service that gives the same page again, or a cap: there may be more, and it is not had.
        is_stuck = not is_over and (batch.following == cursor or (bool(batch.posts) and not fresh))
        is_capped = batch.is_cut or (not is_over and number == most_pages - 1)
        has_ended = is_over or is_stuck or is_capped
        yield Page(
            posts=tuple(post for post in fresh if post.published_at is None or post.published_at >= low),
            seen=batch.seen,
            skipped=max(0, batch.seen - len(batch.posts) - len(batch.gone)),
            gap=Gap(since=low, until=oldest) if is_stuck or is_capped else None,
            checkpoint=mark(newest=(newest or low).isoformat()) if has_ended else None,
            gone=batch.gone,
        )
        if has_ended:
            return
        if batch.stop is not None:
            raise batch.stop
        cursor = batch.following


def _newest(checkpoint: str | None) -> datetime | None:
    return read_date(written(marked(checkpoint), "newest"))
