"""OPML, the list of feeds that every feed reader can export and import (opml.org, version 2.0)."""

import re
from collections.abc import Iterable
from datetime import datetime
from email.utils import format_datetime
from itertools import groupby
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from listen.brand import Feed
from listen.errors import UsageError
from listen.text.clean import clean_line, for_terminal
from listen.text.urls import canonical, safe_link

__all__ = ["MAX_BYTES", "read_opml", "write_opml"]

MAX_BYTES = 5 * 1024 * 1024
MAX_DEPTH = 50
_TITLE_LIMIT = 200
# Written by hand and by old readers: `&` in addresses, not escaped.
_BARE_AMPERSAND = re.compile(rb"&(?!#?\w{1,12};)")
# What XML 1.0 has no way to write, not even escaped (section 2.2).
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class _Refused(Exception):  # noqa: N818 - a way out of expat's callbacks
    """The document does what a list of feeds never needs."""


class _Outlines:
    """Collects feeds while expat reads."""

    def __init__(self) -> None:
        self.feeds: dict[str, Feed] = {}
        self._depth = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise _Refused("nested too deep")
        if self._depth == 1 and name.lower() != "opml":
            raise _Refused("no opml element")
        if name.lower() == "outline":
            self._take({key.lower(): value for key, value in attributes.items()})

    def end(self, _name: str) -> None:
        self._depth -= 1

    def _take(self, about: dict[str, str]) -> None:
        # Readers register feed: for themselves; what follows is the address, or it lacks its scheme.
        address = re.sub(r"^feed:(?://)?(?=https?://)|^feed://", "", about.get("xmlurl", "").strip())
        link = safe_link(address if "://" in address or not address else f"https://{address}")
        if link is None:
            return
        # Cleaned twice: what a screen must not be shown leaves blanks behind.
        title = clean_line(for_terminal(clean_line(about.get("title") or about.get("text") or "", limit=_TITLE_LIMIT)))
        self.feeds.setdefault(canonical(link) or link, Feed(address=link, title=title or None))


def read_opml(body: bytes) -> tuple[Feed, ...]:
    """Return the feeds in an OPML file, in its order, each once; folders are not kept.

    Outlines without a web address are left out. Nothing that the file points to is ever opened; entities of its own
    are refused, so it cannot grow while it is read.

    Raises:
        UsageError: if it is no OPML, too big, or holds no feeds at all.
    """
    if len(body) > MAX_BYTES:
        raise UsageError("opml.too_big", limit="5 MB")
    try:
        feeds = _parsed(body)
    except expat.ExpatError:
        feeds = _parsed_loosely(_BARE_AMPERSAND.sub(b"&amp;", body))
    if not feeds:
        raise UsageError("opml.no_feeds")
    return feeds


def _parsed_loosely(body: bytes) -> tuple[Feed, ...]:
    try:
        return _parsed(body)
    except expat.ExpatError as error:
        raise UsageError("opml.unreadable", why=str(error)) from error


def _parsed(body: bytes) -> tuple[Feed, ...]:
    outlines = _Outlines()
    parser = expat.ParserCreate()
    parser.StartElementHandler = outlines.start
    parser.EndElementHandler = outlines.end
    parser.EntityDeclHandler = _refuse_entity
    try:
        parser.Parse(body, True)
    except (_Refused, LookupError, ValueError) as error:
        # LookupError and ValueError: an encoding that nobody knows, or one of several bytes a letter.
        raise UsageError("opml.unreadable", why=str(error)) from error
    return tuple(outlines.feeds.values())


def _refuse_entity(*_about: object) -> None:
    raise _Refused("it declares entities")


def write_opml(feeds: Iterable[Feed], *, title: str, now: datetime) -> str:
    """Return `feeds` as OPML 2.0, in their order; neighbours of one unit are put into a folder of its name."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<opml version="2.0">',
        "  <head>",
        f"    <title>{escape(_allowed(title))}</title>",
        f"    <dateCreated>{format_datetime(now)}</dateCreated>",
        "  </head>",
        "  <body>",
    ]
    for unit, members in groupby(feeds, key=lambda feed: feed.unit):
        indent = "    "
        if unit is not None:
            lines.append(f"{indent}<outline text={_attribute(unit)}>")
            indent = "      "
        lines.extend(indent + _outline(feed) for feed in members)
        if unit is not None:
            lines.append("    </outline>")
    return "\n".join((*lines, "  </body>", "</opml>", ""))


def _outline(feed: Feed) -> str:
    # type is "rss" for Atom and JSON Feed too: readers take it for "this is a feed".
    name = _attribute(feed.title or feed.address)
    return f'<outline type="rss" text={name} title={name} xmlUrl={_attribute(feed.address)}/>'


def _attribute(value: str) -> str:
    return quoteattr(_allowed(value))


def _allowed(value: str) -> str:
    return _NOT_IN_XML.sub("", value)
