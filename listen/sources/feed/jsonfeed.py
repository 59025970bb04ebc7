"""JSON Feed 1.0 and 1.1 (jsonfeed.org/version/1.1, read 2026-11-23), also as careless programs write it."""

import json
from typing import Any

from listen.sources.feed.document import Body, Document, Item, Person

__all__ = ["read_json"]


def read_json(body: bytes) -> tuple[Document, int] | None:
    """Read a JSON Feed in UTF-8; return it with the number of items that could not be read, or None when it is none.

    A feed is an object that names a version of jsonfeed.org, or has a list of items; anything else is not.
    """
    try:
        # Numbers are text to us: no limit of digits, no infinity, no rounding of ids.
        feed = json.loads(body, parse_int=str, parse_float=str, parse_constant=str)
    except (ValueError, RecursionError):
        return None
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        return None
    if not (_text(feed, "version") or "").startswith(("https://jsonfeed.org/version/", "http://jsonfeed.org/version/")):
        return None
    authors = _authors(feed)
    items = [_item(item) for item in feed["items"] if isinstance(item, dict)]
    readable = tuple(item for item in items if not item.is_empty)
    document = Document(
        items=readable,
        title=_text(feed, "title"),
        language=_text(feed, "language"),
        author=authors[0] if authors else None,
        next_address=_text(feed, "next_url"),
        is_expired=feed.get("expired") is True,
    )
    return document, len(feed["items"]) - len(readable)


def _item(item: dict[str, Any]) -> Item:
    title = _text(item, "title")
    bodies = (
        _body(item, "content_html", is_html=True),
        _body(item, "content_text", is_html=False),
        _body(item, "summary", is_html=False),
    )
    attachments = [one for one in _list(item.get("attachments")) if isinstance(one, dict)]
    links = [_text(item, "external_url"), *(_text(one, "url") for one in attachments)]
    return Item(
        raw_id=_text(item, "id"),
        link=_text(item, "url") or _text(item, "external_url"),
        title=None if title is None else Body(title, is_html=False),
        bodies=tuple(body for body in bodies if body is not None),
        authors=_authors(item),
        dates=(_text(item, "date_published"), None, _text(item, "date_modified")),
        language=_text(item, "language"),
        tags=tuple(tag for tag in map(_sound, _list(item.get("tags"))) if tag is not None),
        links=tuple(link for link in links if link is not None),
    )


def _authors(holder: dict[str, Any]) -> tuple[Person, ...]:
    """Return the authors of 1.1, given as a list or as the object that they sometimes are, or the author of 1.0."""
    people = []
    for author in _list(holder.get("authors")) or _list(holder.get("author")):
        if isinstance(author, dict):
            name, address = _text(author, "name") or "", _text(author, "url")
            if name or address:
                people.append(Person(name, address))
        elif isinstance(author, str):
            people.append(Person(_sound(author) or ""))
    return tuple(people)


def _list(value: object) -> list[Any]:
    if isinstance(value, list):
        return value
    return [] if value is None else [value]


def _body(item: dict[str, Any], name: str, *, is_html: bool) -> Body | None:
    value = _text(item, name)
    return None if value is None else Body(value, is_html)


def _text(holder: dict[str, Any], name: str) -> str | None:
    return _sound(holder.get(name))


def _sound(value: object) -> str | None:
    r"""Return text as text, without lone surrogates (`"\ud800"` is valid JSON); None for anything else or nothing."""
    if not isinstance(value, str):
        return None
    return value.encode("utf-8", "replace").decode().strip() or None
