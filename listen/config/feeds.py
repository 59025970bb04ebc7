"""Feeds put into an existing queries.yaml, its remarks and its layout left as they are."""

import json
import re
from collections.abc import Iterable

from listen.brand import Feed
from listen.config.document import Document, List, Table, read_document
from listen.config.scalars import Scalar
from listen.errors import Complaint, ConfigError
from listen.text.urls import canonical

__all__ = ["add_feeds"]

# Without quotes only what no YAML reader can take for anything else; a colon at the end would make it a key.
_PLAIN = re.compile(r"https?://[\w.-]+(?::\d+)?(?:/[\w./~%?=&+@;-]*)?")

_NOTHING_BEHIND = re.compile(r"(feeds['\"]?[ \t]*:)[ \t]*(?:\[[ \t]*\]|~|null)")


def add_feeds(text: str, feeds: Iterable[Feed], *, file: str = "queries.yaml") -> str:
    """Return `text`, a queries.yaml, with those of `feeds` that it does not list yet added at the end of its list.

    Nothing else changes: the new lines are put between the old ones. With nothing to add, `text` comes back as it is.

    Raises:
        ConfigError: if the text is no YAML, or its feeds stand in one line (`[a, b]`) that is not empty.
    """
    document = read_document(text)
    if document.complaints or not isinstance(document.root, Table):
        complaints = document.complaints or (Complaint(line=None, column=None, path="", key="config.no_table"),)
        raise ConfigError(file, complaints)
    known = set(_addresses(document))
    new: list[Feed] = []
    for feed in feeds:
        key = canonical(feed.address) or feed.address
        if key not in known:
            known.add(key)
            new.append(feed)
    if not new:
        return text
    made = _with_lines(text, document, new, file)
    # Layouts are many. What was made is read again, so that a file that can be read never becomes one that cannot.
    if not set(_addresses(read_document(made.replace("\r\n", "\n")))) >= known:
        raise _elsewhere(document, file)
    return made


def _elsewhere(document: Document, file: str) -> ConfigError:
    place = document.key_place(("feeds",))
    line, column = (None, None) if place is None else (place.line, place.column)
    return ConfigError(file, (Complaint(line=line, column=column, path="feeds", key="config.feeds_elsewhere"),))


def _addresses(document: Document) -> Iterable[str]:
    node = document.node(("feeds",))
    for number in range(len(node.items) if isinstance(node, List) else 0):
        for path in (("feeds", number), ("feeds", number, "address")):
            found = document.node(path)
            if isinstance(found, Scalar):
                yield canonical(found.text) or found.text


def _with_lines(text: str, document: Document, feeds: list[Feed], file: str) -> str:
    lines = text.splitlines(keepends=True)
    ending = "\r\n" if "\r\n" in text else "\n"
    if lines and not lines[-1].endswith(("\n", "\r")):
        lines[-1] += ending
    node, key = document.node(("feeds",)), document.key_place(("feeds",))
    if key is None:
        added = ["feeds:", *(f"  - {_entry(feed)}" for feed in feeds)]
        gap = [ending] if lines and lines[-1].strip() else []
        return "".join((*lines, *gap, *(line + ending for line in added)))
    if isinstance(node, List) and node.items and not node.is_flow:
        indent, at = " " * (node.place.column - 1), _last_line(node)
    elif (isinstance(node, List) and not node.items) or (isinstance(node, Scalar) and node.is_nothing):
        # `feeds: []` or `feeds:`: what stands behind the colon goes, a remark stays.
        lines[key.line - 1] = _NOTHING_BEHIND.sub(r"\1", lines[key.line - 1], count=1)
        indent, at = "  ", key.line
    else:
        raise _elsewhere(document, file)
    added = [f"{indent}- {_entry(feed)}{ending}" for feed in feeds]
    return "".join((*lines[:at], *added, *lines[at:]))


def _last_line(node: List | Table | Scalar) -> int:
    """Return the number of the last line (1-based) that belongs to `node`."""
    if isinstance(node, Scalar):
        # The mark behind a block text stands at the beginning of the line after it.
        is_block = node.style in {"|", ">"} and node.end == 0
        return node.place.line + len(node.raw) - (2 if is_block else 1)
    below = node.items if isinstance(node, List) else list(node.values.values())
    return max((node.end_line, *(_last_line(one) for one in below)))


def _entry(feed: Feed) -> str:
    """Return a feed as one line of YAML; JSON's quotes are YAML's too."""
    if feed.title is None and feed.unit is None and _PLAIN.fullmatch(feed.address):
        return feed.address
    parts = [("address", feed.address), ("title", feed.title), ("unit", feed.unit)]
    inside = ", ".join(f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in parts if value is not None)
    return f"{{{inside}}}"
