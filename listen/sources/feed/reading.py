"""Bytes become a feed: which reader reads them, and which items need no reading because they are known."""

import json
import re
from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final

from listen.sources.feed.charset import to_utf8
from listen.sources.feed.document import MOST_ITEMS, Document, Item
from listen.sources.feed.jsonfeed import read_json
from listen.sources.feed.lenient import read_lenient
from listen.sources.feed.outline import Outline, outline
from listen.sources.feed.strict import read_strict

__all__ = ["PRINT_BYTES", "Entry", "Reading", "fingerprint", "read"]

PRINT_BYTES = 6
"""Length of a fingerprint; two of a few hundred items are alike by chance once in a billion windows."""

_ONE_BY_ONE = 200
"""Items of a document that are tried alone when feedparser cannot read them together."""

_CONTROLS: Final = bytes([*range(9), 11, 12, *range(14, 32)])
_PREFIXES: Final = {
    b"content": b"http://purl.org/rss/1.0/modules/content/",
    b"dc": b"http://purl.org/dc/elements/1.1/",
    b"dcterms": b"http://purl.org/dc/terms/",
    b"slash": b"http://purl.org/rss/1.0/modules/slash/",
    b"thr": b"http://purl.org/syndication/thread/1.0",
    b"media": b"http://search.yahoo.com/mrss/",
    b"itunes": b"http://www.itunes.com/dtds/podcast-1.0.dtd",
    b"atom": b"http://www.w3.org/2005/Atom",
    b"wfw": b"http://wellformedweb.org/CommentAPI/",
    b"sy": b"http://purl.org/rss/1.0/modules/syndication/",
    b"georss": b"http://www.georss.org/georss",
    b"feedburner": b"http://rssnamespace.org/feedburner/ext/1.0",
    b"rdf": b"http://www.w3.org/1999/02/22-rdf-syntax-ns#",
}
_PREFIX: Final = re.compile(rb"[</\s]([A-Za-z][\w.-]{0,30}):[A-Za-z]")
_FIRST_TAG: Final = re.compile(rb"<[^\s>/]++")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One item of a feed: read, or left unread (`item` is None), because it is known or cannot match.

    Attributes:
        print: fingerprint of its bytes.
        item: what it says.
        passed_id: of one that cannot match, its id as written; it was not known before.
    """

    print: bytes
    item: Item | None
    passed_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was read.

    Attributes:
        document: everything but the items that were left unread.
        entries: all items in document order.
        skipped: items that could not be read.
        is_cut: the document broke off; there may be more.
    """

    document: Document
    entries: tuple[Entry, ...]
    skipped: int = 0
    is_cut: bool = False


def fingerprint(value: bytes) -> bytes:
    """Return a short hash of `value`."""
    return blake2b(value, digest_size=PRINT_BYTES).digest()


def read(
    body: bytes,
    *,
    content_type: str | None = None,
    known: Container[bytes] = frozenset(),
    passes: Callable[[bytes, str], bool] | None = None,
) -> Reading | None:
    """Read a feed of any format; None when `body` is no feed. Never raises on any bytes.

    Args:
        body: as the server sent it, decompressed.
        content_type: the header, for its charset; the kind of document is seen in its bytes.
        known: fingerprints of items that need not be read again.
        passes: says of an item (bytes, id as written) whether it may be left unread; None reads all.
    """
    text = to_utf8(body, content_type).strip()
    if text.startswith(b"{"):
        return _from_json(text, known)
    found = outline(text)
    if found is None:
        return None
    if not found.head:
        return Reading(document=Document(), entries=(), skipped=found.lost, is_cut=True)
    return _from_slices(found, known, passes) or _from_whole(found, known)


def _from_json(text: bytes, known: Container[bytes]) -> Reading | None:
    read_feed = read_json(text)
    if read_feed is None:
        return None
    document, skipped = read_feed
    return Reading(document=document, entries=_entries(document, known), skipped=skipped)


def _from_whole(found: Outline, known: Container[bytes]) -> Reading | None:
    document = _document(found.document())
    if document is None:
        return None
    return Reading(document=document, entries=_entries(document, known), skipped=found.lost, is_cut=found.is_cut)


def _entries(document: Document, known: Container[bytes]) -> tuple[Entry, ...]:
    """Return the items of a document that had to be read whole; known ones are known all the same."""
    entries = []
    for item in document.items[:MOST_ITEMS]:
        mark = fingerprint(json.dumps(item).encode())
        entries.append(Entry(print=mark, item=None if mark in known else item))
    return tuple(entries)


def _from_slices(
    found: Outline, known: Container[bytes], passes: Callable[[bytes, str], bool] | None
) -> Reading | None:
    """Read only what is unknown and may match; None when slices and items do not go together."""
    if not found.items:
        return None
    slices = found.items[:MOST_ITEMS]
    prints = [fingerprint(one) for one in slices]
    new = [one for one, mark in zip(slices, prints, strict=True) if mark not in known]
    passed = {} if passes is None else _passed(new, passes)
    unknown = [one for one in new if one not in passed]
    if not unknown:
        entries = tuple(Entry(print=mark, item=None) for mark in prints)
        return Reading(document=Document(), entries=entries, skipped=found.lost, is_cut=found.is_cut)
    document = _document(found.document(unknown))
    items = None if document is None else list(document.items)
    if document is None or items is None or len(items) != len(unknown):
        alone = _one_by_one(found, unknown)
        if alone is None:
            return None
        document, items = alone
    waiting = iter(items)
    entries = tuple(
        Entry(print=mark, item=None if mark in known or one in passed else next(waiting), passed_id=passed.get(one))
        for one, mark in zip(slices, prints, strict=True)
    )
    kept = tuple(entry for entry in entries if entry.item is None or not entry.item.is_empty)
    lost = found.lost + len(entries) - len(kept)
    return Reading(document=document, entries=kept, skipped=lost, is_cut=found.is_cut)


# An id that needs no parsing: no entities, no CDATA, no other element's id before it (Atom's `source` has one).
_PLAIN_ID = re.compile(rb"<(?:guid|id)(?:\s[^<>]{0,100})?>\s*([^<>&]{1,290}?)\s*</(?:guid|id)>")


def _passed(new: Sequence[bytes], passes: Callable[[bytes, str], bool]) -> dict[bytes, str]:
    """Return the items that are left unread, with their ids.

    The first and the last are always read: their dates say which time the window covers. Where ids are missing, are
    not plain, or are shared, all are read: what tells items apart must then be found out from all of them.
    """
    ids: list[str] = []
    for one in new:
        written = _PLAIN_ID.findall(one)
        if len(written) != 1:
            return {}
        ids.append(written[0].decode("utf-8", "replace"))
    if len(set(ids)) != len(ids) or len(set(new)) != len(new):
        return {}
    return {one: known_as for one, known_as in zip(new[1:-1], ids[1:-1], strict=True) if passes(one, known_as)}


def _one_by_one(found: Outline, unknown: list[bytes]) -> tuple[Document, list[Item]] | None:
    """Read each item in a document of its own, so that a bad one costs itself only; unreadable ones are empty."""
    if len(unknown) > _ONE_BY_ONE:
        return None
    frame: Document | None = None
    items = []
    for one in unknown:
        document = _document(found.document([one]))
        readable = document is not None and len(document.items) == 1
        items.append(document.items[0] if document is not None and readable else Item())
        frame = frame or (document if readable else None)
    return None if frame is None else (frame._replace(items=()), items)


def _document(body: bytes) -> Document | None:
    """Read a document that begins with its root: as it is, or mended, or with feedparser."""
    if body.startswith(b"<CHANNEL"):  # CDF of 1997
        return read_lenient(body)
    document = read_strict(body)
    if document is not None:
        return document
    mended = _declared(body.translate(None, _CONTROLS))
    if mended != body:
        document = read_strict(mended)
        if document is not None:
            return document
    return read_lenient(mended)


def _declared(body: bytes) -> bytes:
    """Declare the well-known prefixes that `body` uses without having declared them."""
    missing = [
        b' xmlns:%s="%s"' % (prefix, _PREFIXES[prefix])
        for prefix in sorted(set(_PREFIX.findall(body)) & set(_PREFIXES))
        if b"xmlns:" + prefix not in body
    ]
    return _FIRST_TAG.sub(lambda tag: tag.group() + b"".join(missing), body, count=1) if missing else body
