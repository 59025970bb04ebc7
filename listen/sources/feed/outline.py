"""Where the items of an XML feed stand, found without parsing: most of them are known and need not be read.

Everything before the root element (declaration, DOCTYPE with all its entities, notices of a broken PHP) and after its
end is left away. A document that breaks off is mended after its last complete item.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

__all__ = ["Outline", "outline"]

_ROOT: Final = re.compile(rb"<(?:[A-Za-z][\w.-]{0,30}:)?(rss|feed|RDF|channel|CHANNEL)(?=[\s>/])")
_PAGE: Final = re.compile(rb"<(?:!doctype\s+html|html|head|body)(?=[\s>])", re.IGNORECASE)
_ROOT_WITHIN = 100_000
"""Bytes in which the root has to begin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A feed taken apart as bytes.

    Attributes:
        head, tail: what stands around the items, root tags included.
        items: one slice an item, in order; empty when they could not be told apart safely.
        is_cut: the document broke off; head, items and tail are what is complete of it.
        lost: items of which only a part arrived.
    """

    head: bytes
    items: tuple[bytes, ...]
    tail: bytes
    is_cut: bool = False
    lost: int = 0

    def document(self, items: Iterable[bytes] | None = None) -> bytes:
        """Return a document with these items only; with all of them when none are given."""
        return self.head + b"".join(self.items if items is None else items) + self.tail


def outline(body: bytes) -> Outline | None:
    """Take the UTF-8 document `body` apart; None when it has no root of a feed, or is a web page."""
    root = _ROOT.search(body, 0, _ROOT_WITHIN)
    page = _PAGE.search(body, 0, _ROOT_WITHIN)
    if root is None or (page is not None and page.start() < root.start()):
        return None
    name = root.group()[1:]
    # CDF of 1997 is written in capitals.
    tag = {b"feed": b"entry", b"CHANNEL": b"ITEM"}.get(root[1], b"item")
    end = body.rfind(b"</" + name)
    if end == -1 or body.find(b">", end) == -1:
        return _mended(body[root.start() :], name, tag)
    whole = body[root.start() : body.find(b">", end) + 1]
    slices = _slices(whole, tag)
    if not slices:
        return Outline(head=whole, items=(), tail=b"")
    (first, _), (_, last) = slices[0], slices[-1]
    return Outline(head=whole[:first], items=tuple(whole[start:stop] for start, stop in slices), tail=whole[last:])


def _slices(whole: bytes, tag: bytes) -> list[tuple[int, int]]:
    """Return where the items stand; nothing when anything but blanks stands between them.

    That an item's text holds `<item>` (in CDATA, in a comment) shows in the rest that it leaves between two slices.
    """
    opening, closing = b"<" + tag, b"</" + tag + b">"
    found: list[tuple[int, int]] = []
    at = whole.find(opening)
    while at != -1:
        if whole[at + len(opening) : at + len(opening) + 1] not in _AFTER_NAME:
            at = whole.find(opening, at + 1)
            continue
        stop = whole.find(closing, at)
        if stop == -1:
            return []
        stop += len(closing)
        if found and whole[found[-1][1] : at].strip():
            return []
        found.append((at, stop))
        at = whole.find(opening, stop)
    return found


_AFTER_NAME: Final = frozenset({b">", b" ", b"\n", b"\t", b"\r"})


def _mended(body: bytes, name: bytes, tag: bytes) -> Outline:
    """Return what is complete of a document that breaks off."""
    closing = b"</" + tag + b">"
    stop = body.rfind(closing)
    stop = 0 if stop == -1 else stop + len(closing)
    lost = 1 if _begins(body[stop:], tag) else 0
    tail = b"</" + name + b">"
    first = body.find(b"<channel")
    if first != -1 and not name.endswith((b"channel", b"RDF")) and b"</channel" not in body[:stop]:
        tail = b"</channel>" + tail
    whole = body[:stop] + tail
    slices = _slices(whole, tag) if stop else []
    if not slices:
        return Outline(head=whole if stop else b"", items=(), tail=b"", is_cut=True, lost=lost)
    return Outline(
        head=whole[: slices[0][0]],
        items=tuple(whole[start:end] for start, end in slices),
        tail=whole[slices[-1][1] :],
        is_cut=True,
        lost=lost,
    )


def _begins(rest: bytes, tag: bytes) -> bool:
    return re.search(rb"<" + tag + rb"[\s>]", rest) is not None
