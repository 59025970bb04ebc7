"""Is it still there where it was published? What is not has to go here, too, and may not be quoted any more."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from listen.errors import Gone, SourceError
from listen.model import Mention, Post
from listen.protocols import Fetcher, Filter, Order, Source, Store
from listen.retention import Deed

__all__ = ["Rechecked", "quoted", "recent", "recheck", "still_there"]

_DAYS = 30
_MOST = 1_000
_AT_ONCE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Rechecked:
    """What sources said of stored posts.

    Attributes:
        there, gone: numbers; what is gone has been deleted here.
        unknown: numbers of posts whose source cannot tell.
        failed: sources that could not be asked, with why; of their posts nothing is known either.
    """

    there: tuple[int, ...] = ()
    gone: tuple[int, ...] = ()
    unknown: tuple[int, ...] = ()
    failed: tuple[tuple[str, SourceError], ...] = ()


def still_there(post: Post, source: Source | None, fetcher: Fetcher) -> bool | None:
    """Ask whether a post can still be seen at its origin; None where the source cannot tell.

    Raises:
        SourceError: the service could not be asked.
    """
    check = getattr(source, "recheck", None)  # listen.protocols.Rechecking
    if check is not None:
        return post.native_id not in set(check([post.native_id], fetcher))
    look = getattr(source, "thread", None)  # listen.protocols.Threaded
    if look is None:
        return None
    try:
        look(post, fetcher)
    except Gone:
        return False
    return True


def recent(store: Store, sources: Collection[str], *, now: datetime) -> tuple[int, ...]:
    """Return the numbers of the posts of the last 30 days, the newest thousand of each source."""
    since = (now - timedelta(days=_DAYS)).date()
    found: list[int] = []
    for source in sorted(sources):
        wanted = Filter(sources=(source,), since=since, is_own=None, is_dropped=None, order=Order.NEWEST, limit=_MOST)
        found += [int(str(number)) for (number,) in store.rows(wanted, ("id",))]
    return tuple(found)


def quoted(store: Store, *, today: date) -> tuple[int, ...]:
    """Return the numbers of the posts that we answered, and so may quote."""
    answers = store.desk.answers(date.min, today + timedelta(days=2))
    return tuple(dict.fromkeys(one.mention_id for one in answers))


def recheck(
    store: Store, numbers: Sequence[int], sources: Mapping[str, Source], fetcher: Fetcher, *, today: date
) -> Rechecked:
    """Ask the sources about stored posts, and delete here what they say is gone."""
    by_source: dict[str, list[Mention]] = {}
    for number in dict.fromkeys(numbers):
        mention = store.mention(number)
        if mention is not None:
            by_source.setdefault(mention.post.source, []).append(mention)
    there: list[int] = []
    gone: list[int] = []
    unknown: list[int] = []
    failed: list[tuple[str, SourceError]] = []
    for name, mentions in sorted(by_source.items()):
        try:
            for number, is_there in _asked(mentions, sources.get(name), fetcher):
                (unknown if is_there is None else there if is_there else gone).append(number)
        except SourceError as error:
            failed.append((name, error))
    store.archive.drop(gone, Deed.GONE, today=today)
    return Rechecked(there=tuple(there), gone=tuple(gone), unknown=tuple(unknown), failed=tuple(failed))


def _asked(mentions: Sequence[Mention], source: Source | None, fetcher: Fetcher) -> Iterator[tuple[int, bool | None]]:
    check = getattr(source, "recheck", None)  # listen.protocols.Rechecking
    if check is None:
        for one in mentions:
            yield one.id or 0, still_there(one.post, source, fetcher)
        return
    for at in range(0, len(mentions), _AT_ONCE):
        some = mentions[at : at + _AT_ONCE]
        gone = set(check([one.post.native_id for one in some], fetcher))
        for one in some:
            yield one.id or 0, one.post.native_id not in gone
