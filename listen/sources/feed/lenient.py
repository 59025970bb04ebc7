"""Broken XML feeds, read with feedparser: it knows more ways of being broken than anyone would write down twice.

It is kept on a short lead. It gets bytes only, so that it opens nothing; at most half a megabyte; nothing of the kinds
on which it is quadratic; and a time limit. Whatever it raises, the document counts as unreadable.
"""

import io
import re
import threading
import warnings
from typing import Any, Final

from listen.sources.feed.document import Body, Document, Item, Person

__all__ = ["read_lenient"]

_LIMIT_BYTES = 512 * 1024
_PATIENCE_S = 10.0
_MOST_MARKS = 50_000
"""Tags, and references, of one document."""

_MOST_COMMENTS = 2_000
_MOST_ATTRIBUTES = 60
_LONGEST_TAG = 20_000
_LONGEST_AUTHOR = 100

_TAG: Final = re.compile(rb"<[A-Za-z][^<>]*+")
_AUTHOR: Final = re.compile(
    rb"(<(?:\w+:)?(?:author|creator|managingEditor|webMaster|name)\b[^<>]{0,200}>)([^<]{100,}+)"
)
_HTML_TYPES: Final = frozenset({"text/html", "application/xhtml+xml"})
_ATTACHED: Final = frozenset({"enclosure", "related", "via"})


def read_lenient(body: bytes) -> Document | None:
    """Read a broken feed in UTF-8 that begins with its root element; None when nobody can, or may try."""
    if not _is_bearable(body):
        return None
    # feedparser looks for mail addresses in author names, in quadratic time.
    body = _AUTHOR.sub(lambda found: found[1] + found[2][:_LONGEST_AUTHOR], body)
    parsed = _parsed(body)
    if parsed is None or not (parsed.get("version") or parsed.entries):
        return None
    is_atom = (parsed.get("version") or "").startswith("atom")
    items = [_item(entry, is_atom=is_atom) for entry in parsed.entries]
    feed = parsed.feed
    authors = _authors(feed)
    return Document(
        items=tuple(item for item in items if not item.is_empty),
        title=_text(feed.get("title")),
        language=_text(feed.get("language")),
        author=authors[0] if authors else None,
        generator=_text(feed.get("generator")),
        next_address=_next(feed),
    )


def _is_bearable(body: bytes) -> bool:
    """Say whether feedparser gets through `body` in about a second."""
    if len(body) > _LIMIT_BYTES or body.count(b"<") > _MOST_MARKS or body.count(b"&") > _MOST_MARKS:
        return False
    if body.count(b"<!--") > _MOST_COMMENTS:
        return False
    return all(
        len(tag) <= _LONGEST_TAG and tag.count(b"=") <= _MOST_ATTRIBUTES
        for tag in _TAG.findall(body)
        if len(tag) > _MOST_ATTRIBUTES
    )


def _parsed(body: bytes) -> Any:
    """Return what feedparser makes of `body`, or None when it raises or takes too long."""
    answer: list[Any] = []
    # A daemon: a thread cannot be stopped, but nobody has to wait for it, not even at the end of the program.
    thread = threading.Thread(target=_parse, args=(body, answer), daemon=True, name="feedparser")
    thread.start()
    thread.join(_PATIENCE_S)
    return answer[0] if answer else None


def _parse(body: bytes, answer: list[Any]) -> None:
    import feedparser
    from feedparser.mixin import _FeedParserMixin

    # Ids are names, not addresses: resolved, they change whenever the feed moves. There is no switch for it.
    _FeedParserMixin.can_be_relative_uri.discard("id")
    headers = {"content-type": "application/xml; charset=utf-8"}
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            answer.append(
                feedparser.parse(
                    io.BytesIO(body), response_headers=headers, resolve_relative_uris=False, sanitize_html=False
                )
            )
    except Exception:  # noqa: BLE001 - foreign code on foreign bytes: ValueError, IndexError, RecursionError, … all seen
        return


def _item(entry: Any, *, is_atom: bool) -> Item:
    link, attached, replies = _links(entry)
    raw_id = _text(entry.get("id"))
    statistics = entry.get("media_statistics")
    rating = entry.get("media_starrating")
    answered = entry.get("thr_in-reply-to")
    source = entry.get("source")
    return Item(
        raw_id=raw_id,
        link=link or _permalink(entry),
        title=_body(entry.get("title_detail"), is_atom=is_atom) or _titled(entry),
        bodies=_bodies(entry, is_atom=is_atom),
        authors=_authors(entry) or (() if source is None else _authors(source)),
        dates=(_own(entry, "published"), _own(entry, "created"), _own(entry, "updated")),
        language=_text(entry.get("language")) or _text((entry.get("title_detail") or {}).get("language")),
        tags=_tags(entry),
        links=attached,
        replies=_text(entry.get("slash_comments")) or _text(entry.get("thr_total")) or replies,
        likes=_text(rating.get("count")) if isinstance(rating, dict) else None,
        views=_text(statistics.get("views")) if isinstance(statistics, dict) else None,
        reply_to=_text(answered.get("ref")) if isinstance(answered, dict) else None,
    )


def _own(entry: Any, name: str) -> str | None:
    # Asking for "updated" alone would give "published" where there is none.
    return _text(entry[name]) if name in entry else None


def _links(entry: Any) -> tuple[str | None, tuple[str, ...], str | None]:
    main = other = replies = None
    attached = []
    for link in entry.get("links", ()):
        href, rel = _text(link.get("href")), link.get("rel")
        if rel == "alternate" and href:
            if link.get("type", "text/html") in _HTML_TYPES:
                main = main or href
            other = other or href
        elif rel in _ATTACHED and href:
            attached.append(href)
        elif rel == "replies":
            replies = replies or _text(link.get("thr:count"))
    return main or other, tuple(attached), replies


def _permalink(entry: Any) -> str | None:
    """Return the guid where feedparser takes it for the link, and it can be one."""
    link = _text(entry.get("link"))
    return link if link is not None and link.startswith(("http://", "https://")) else None


def _next(feed: Any) -> str | None:
    for rel in ("next", "prev-archive"):
        for link in feed.get("links", ()):
            if link.get("rel") == rel and link.get("href"):
                return _text(link["href"])
    return None


def _bodies(entry: Any, *, is_atom: bool) -> tuple[Body, ...]:
    details = [*entry.get("content", ()), entry.get("summary_detail")]
    bodies = [_body(detail, is_atom=is_atom) for detail in details]
    if bodies[-1] is None and entry.get("summary"):
        bodies[-1] = Body(entry["summary"], True)
    return tuple(dict.fromkeys(body for body in bodies if body is not None))


def _titled(entry: Any) -> Body | None:
    title = _text(entry.get("title"))
    return None if title is None else Body(title, True)


def _body(detail: Any, *, is_atom: bool) -> Body | None:
    if not isinstance(detail, dict):
        return None
    value, kind = _text(detail.get("value")), detail.get("type", "text/html")
    if value is None or ("/" in kind and not kind.startswith("text/") and not kind.endswith(("+xml", "/xml"))):
        return None
    return Body(value, not (is_atom and kind == "text/plain"), detail.get("base") or None)


def _authors(entry: Any) -> tuple[Person, ...]:
    authors = entry.get("authors", ())
    written = _text(entry.get("author"))
    if len(authors) == 1 and written is not None and "@" in written:
        # feedparser takes mail addresses out, but leaves the end of those with a long top-level domain in the name.
        return (Person(written, _text(authors[0].get("href"))),)
    people = []
    for author in authors:
        name, address = _text(author.get("name")) or "", _text(author.get("href"))
        if name or address:
            people.append(Person(name, address))
    return tuple(people)


def _tags(entry: Any) -> tuple[str, ...]:
    tags = [_text(tag.get("label")) or _text(tag.get("term")) for tag in entry.get("tags", ())]
    return tuple(tag for tag in tags if tag is not None)


def _text(value: object) -> str | None:
    return (value.strip() or None) if isinstance(value, str) else None
