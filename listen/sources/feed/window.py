"""What of a feed's window is new, what has changed, and what was there before."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from listen.model import Post
from listen.sources.feed.document import Item
from listen.sources.feed.mark import Mark, Record
from listen.sources.feed.posts import Place, Trust, content_key, dated, id_key, keys_of, post_of
from listen.sources.feed.reading import Entry, fingerprint

__all__ = ["Memory", "Window", "sifted"]


class Memory:
    """What is known of a feed while it is read: from the mark, and from pages that were read before this one."""

    def __init__(self, mark: Mark | None) -> None:
        records = () if mark is None else mark.records
        self.trust = Trust.ID if mark is None else mark.trust
        self.by_slice = {record.slice: record for record in records}
        self.by_content = {record.content: record for record in records}
        self.identities = {record.identity for record in records}

    def is_new(self, raw_id: str) -> bool:
        """Say whether an id, as written, was never delivered; only then its item may be left unread."""
        if self.trust is not Trust.ID:
            return False
        return not self.identities or _identity(id_key(raw_id)) not in self.identities

    def add(self, records: Collection[Record]) -> None:
        """Remember what a page held."""
        for record in records:
            self.by_slice[record.slice] = record
            self.by_content[record.content] = record
            self.identities.add(record.identity)


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """One page of a feed, sifted.

    Attributes:
        posts: new and changed ones, in the feed's order.
        records: of all items, in the feed's order.
        known: items that were there before, changed ones included.
        skipped: items of which nothing was left to show.
        oldest, newest: believable dates of the items that had to be read; None when there are none.
        trust: which mark of the items tells them apart.
    """

    posts: tuple[Post, ...]
    records: tuple[Record, ...]
    known: int
    skipped: int
    oldest: datetime | None
    newest: datetime | None
    trust: Trust


class _Fresh(NamedTuple):
    """An item that had to be read, and what tells it from others."""

    slice: bytes
    item: Item
    content: bytes
    key: str
    identity: bytes


def sifted(entries: Sequence[Entry], memory: Memory, place: Place, *, since: datetime | None) -> Window:
    """Tell new from known.

    Args:
        entries: of one page.
        memory: what is known; left as it is.
        place: where the items come from.
        since: leave out what is certainly older; None to keep all.
    """
    unread = {entry.print: _unread(entry, memory) for entry in entries if entry.item is None}
    present = {record.identity for record in unread.values()}
    trust, fresh = _told_apart([entry for entry in entries if entry.item is not None], memory, place, present)
    waiting = iter(fresh)
    posts: list[Post] = []
    records: dict[bytes, Record] = {}
    dates: list[datetime] = []
    known = skipped = 0
    for entry in entries:
        if entry.item is None:
            records[entry.print] = unread[entry.print]
            known += entry.print in memory.by_slice
            continue
        one = next(waiting)
        identity = one.identity
        before = memory.by_content.get(one.content)
        when = dated(one.item, now=place.now)
        if when is not None:
            dates.append(when)
        known += identity in memory.identities or before is not None
        if before is not None and (identity not in memory.identities or trust is not Trust.ID):
            # The same link and text under another id: the feed changed its mind about ids, not about posts.
            records[one.slice] = Record(one.slice, before.identity, one.content)
            continue
        records[one.slice] = Record(one.slice, identity, one.content)
        if since is not None and when is not None and when < since:
            continue
        post = post_of(one.item, one.key, place, published=when)
        skipped += post is None
        if post is not None:
            posts.append(post)
    return Window(
        posts=tuple({post.native_id: post for post in reversed(posts)}.values())[::-1],
        records=tuple(records.values()),
        known=known,
        skipped=skipped,
        oldest=min(dates, default=None),
        newest=max(dates, default=None),
        trust=trust,
    )


def _unread(entry: Entry, memory: Memory) -> Record:
    """Return what is remembered of an item that was not read: known before, or passed because it cannot match."""
    if entry.passed_id is None:
        return memory.by_slice[entry.print]
    return Record(entry.print, _identity(id_key(entry.passed_id)), entry.print)


def _told_apart(
    entries: Sequence[Entry], memory: Memory, place: Place, present: Collection[bytes]
) -> tuple[Trust, list[_Fresh]]:
    """Return what identifies each item, and how far ids and links of this feed can be trusted."""
    trust = memory.trust
    fresh = _identified(entries, place, trust)
    while trust is not Trust.TEXT and (_repeats(fresh) or (trust is Trust.ID and _changes(fresh, memory, present))):
        trust = Trust(trust + 1)
        fresh = _identified(entries, place, trust)
    shared = {key for key, times in Counter(one.key for one in fresh).items() if times > 1}
    return trust, [
        one if one.key not in shared and one.identity not in present else _distinguished(one, place, trust, present)
        for one in fresh
    ]


def _identified(entries: Sequence[Entry], place: Place, trust: Trust) -> list[_Fresh]:
    fresh = []
    for entry in entries:
        item = entry.item
        if item is not None:
            key = next(keys_of(item, address=place.address, trust=trust))
            fresh.append(_Fresh(entry.print, item, fingerprint(content_key(item)), key, _identity(key)))
    return fresh


def _identity(key: str) -> bytes:
    return fingerprint(key.encode("utf-8", "replace"))


def _repeats(fresh: Sequence[_Fresh]) -> bool:
    """Say whether half of the items or more share an identifier with another one."""
    distinct = {(one.key, one.content) for one in fresh}
    return len(distinct) > 1 and 2 * (len(distinct) - len({one.key for one in fresh})) >= len(distinct)


def _changes(fresh: Sequence[_Fresh], memory: Memory, present: Collection[bytes]) -> bool:
    """Say whether identifiers change from one reading to the next while links and texts stay."""
    changed = sum(1 for one in fresh if one.content in memory.by_content and one.identity not in memory.identities)
    if changed == 1:
        return len(fresh) == 1 and not present
    return changed > 1 and 2 * changed >= len(fresh)


def _distinguished(one: _Fresh, place: Place, trust: Trust, present: Collection[bytes]) -> _Fresh:
    """Return `one` under the next mark that no other item of the window has: its link, at last its text."""
    keys = list(keys_of(one.item, address=place.address, trust=trust))
    for key in keys[1:]:
        identity = _identity(key)
        if identity not in present:
            return one._replace(key=key, identity=identity)
    return one._replace(key=keys[-1], identity=_identity(keys[-1]))
