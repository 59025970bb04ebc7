"""Items of a feed become posts: plain, clean, dated where the date can be true, with an identifier that lasts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from functools import lru_cache
from hashlib import blake2b, sha256
from typing import Final

from listen.model import Engagement, Post
from listen.sources.feed.document import Body, Item, Person
from listen.text.clean import clean_line, clean_text
from listen.text.dates import believable, read_date
from listen.text.html import links_in, to_text
from listen.text.urls import canonical, safe_link, unwrapped

__all__ = ["Place", "Trust", "content_key", "dated", "id_key", "keys_of", "post_of", "scope_of"]

_BODY_LIMIT = 200_000
"""Characters of a body that are turned into text; what is kept of them is a tenth of that."""

_MOST_TAGS = 50
_MOST_LINKS = 200
_MOST_AUTHORS = 5
_LONGEST_ID = 300

# An address that is safe and absolute as it stands; `safe_link` would give back the same, ten times as slowly.
_SAFE: Final = re.compile(
    r"https?://[a-z0-9](?:[a-z0-9-]{0,60}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,60}[a-z0-9])?)+/[\w.~/?=&%+,;:!*()-]{0,1000}",
    re.ASCII,
)
_COUNT: Final = re.compile(r"[0-9]{1,12}")
_MARKUP: Final = re.compile(
    r"</(?:p|div|a|b|i|em|strong|span|ul|li|blockquote|h[1-6])\s*>|<br\s*/?>|<p>", re.IGNORECASE
)
_MAIL: Final = re.compile(r"(?:mailto:)?[^\s@<>()\[\]\"',;:]{1,64}@[^\s@<>()\[\]\"',;:]{1,253}")
_LANGUAGE: Final = re.compile(r"([A-Za-z]{2,3})(?:[-_].{0,30})?")
_MOJIBAKE: Final = re.compile("[\u00c2-\u00f4][\u0080-\u00bf]")
_WRAPPERS: Final = ("google.", "bing.com", "talkwalker.com")
# What WordPress puts below every post of a feed, in the languages of its readers.
_FOOTERS: Final = (
    ("The post ", " appeared first on "),
    ("The post ", " first appeared on "),
    ("Der Beitrag ", " erschien zuerst auf "),
    ("Le post ", " est apparu en premier sur "),
    ("L’article ", " est apparu en premier sur "),
    ("La entrada ", " se publicó primero en "),
    ("L'articolo ", " proviene da "),
    ("Het bericht ", " verscheen eerst op "),
    ("O post ", " apareceu primeiro em "),
)
_FOOTER_LIMIT = 700
_NO_ENGAGEMENT: Final = Engagement()


class Trust(IntEnum):
    """Which mark of an item tells it from others in a feed; some feeds give all items one id, or one link."""

    ID = 0
    LINK = 1
    TEXT = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the items of one reading come from.

    Attributes:
        source: name of the source.
        scope: what makes identifiers of this feed differ from those of any other (`scope_of`).
        origin: the configured address.
        address: the document's own, for relative links.
        title: what a reader calls the place.
        language, author: what holds for items that do not say otherwise.
        now: aware UTC.
    """

    source: str
    scope: str
    origin: str
    address: str
    title: str | None
    language: str | None
    author: Person | None
    now: datetime


def scope_of(address: str) -> str:
    """Return a short name for a configured address that a move to https, to `www.` or back does not change."""
    return blake2b(_without_scheme(address).encode("utf-8", "replace"), digest_size=5).hexdigest()


def keys_of(item: Item, *, address: str, trust: Trust) -> Iterator[str]:
    """Yield what can identify `item` within its feed, best first: its id, its link, its text. At least one.

    Args:
        item: the item.
        address: the document's, for relative links.
        trust: what not to yield.
    """
    if item.raw_id and trust is Trust.ID:
        key = id_key(item.raw_id)
        if key:
            yield key
    if trust is not Trust.TEXT:
        link = _link(item, address)
        key = "" if link is None else canonical(link) or ""
        if key:
            yield key if len(key) <= _LONGEST_ID else _digest(key)
    text, _ = _text(item.bodies)
    yield _digest(f"{_title(item) or ''}{text[:500]}{item.dates[0] or item.dates[2] or ''}")


def id_key(raw_id: str) -> str:
    """Return the key that an id makes: one clean line, and nothing else; an id is compared, never understood."""
    key = _without_scheme(clean_line(raw_id, limit=2 * _LONGEST_ID))
    return key if len(key) <= _LONGEST_ID else _digest(raw_id)


def content_key(item: Item) -> bytes:
    """Return what stays the same when only the identifier of an item changes."""
    first = item.bodies[0].value[:500] if item.bodies else ""
    title = item.title.value if item.title else ""
    return f"{_without_scheme(item.link or '')}\0{title}\0{first}".encode("utf-8", "replace")


def dated(item: Item, *, now: datetime) -> datetime | None:
    """Return when `item` was published, aware UTC; None when it does not say, or what cannot be true."""
    for written in item.dates:
        if written is not None:
            when = read_date(written)
            if believable(when, now=now):
                return when
    return None


def post_of(item: Item, key: str, place: Place, *, published: datetime | None) -> Post | None:
    """Return `item` as a post; None when nothing of it is left to show.

    Args:
        item: the item.
        key: what identifies it within the feed (one of `keys_of`).
        place: where it comes from.
        published: when (`dated`).
    """
    text, body = _text(item.bodies)
    title = _title(item)
    link = _link(item, place.address)
    if not text and title is None and link is None:
        return None
    claim = None if published is not None else next((one for one in item.dates if one), None)
    authors = item.authors or (() if place.author is None else (place.author,))
    return Post(
        source=place.source,
        native_id=f"{place.scope} {key}",
        origin=place.origin,
        url=link,
        title=title,
        text=text,
        author=_names(authors),
        author_url=_first_link(authors, place.address),
        place=place.title,
        published_at=published,
        published_claim=None if claim is None else clean_line(claim, limit=100) or None,
        edited_at=_edited(item, published, now=place.now),
        language_hint=_language(item.language or place.language),
        tags=_tags(item),
        links=_links(item, body, place.address),
        engagement=_engagement(item),
        reply_to_id=None if item.reply_to is None else f"{place.scope} {_without_scheme(clean_line(item.reply_to))}",
    )


def _text(bodies: tuple[Body, ...]) -> tuple[str, Body | None]:
    """Return the longest text of `bodies` and the body it came from: teasers and texts change places in real feeds."""
    if len(bodies) == 1:
        return _without_footer(clean_text(_plain(bodies[0]))), bodies[0]
    best, chosen = "", None
    for body in sorted(bodies, key=lambda one: len(one.value), reverse=True):
        # Text is hardly ever longer than its markup.
        if len(body.value) <= len(best):
            break
        text = _without_footer(clean_text(_plain(body)))
        if len(text) > len(best) or chosen is None:
            best, chosen = text, body
    return best, chosen


def _plain(body: Body) -> str:
    value = body.value[:_BODY_LIMIT]
    if not value.isascii() and _MOJIBAKE.search(value):
        value = _repaired(value)
    # Many feeds forget to say that they hold markup.
    return to_text(value) if body.is_html or _MARKUP.search(value) else value


def _repaired(value: str) -> str:
    """Return what was meant where UTF-8 was taken for Latin-1 and encoded again; else `value`."""
    try:
        return value.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return value


def _without_footer(text: str) -> str:
    at = max(0, len(text) - _FOOTER_LIMIT)
    for start, middle in _FOOTERS:
        found = text.rfind(middle, at)
        if found != -1:
            begin = text.rfind(start, at, found)
            if begin != -1:
                return text[:begin].rstrip()
    return text


def _title(item: Item) -> str | None:
    return None if item.title is None else clean_line(_plain(item.title)) or None


def _link(item: Item, address: str) -> str | None:
    if item.link is None:
        return None
    link = item.link
    if _SAFE.fullmatch(link) and "google." not in link:
        return link
    if any(wrapper in link for wrapper in _WRAPPERS):
        link = unwrapped(link)
    return safe_link(link, base=address)


def _names(people: tuple[Person, ...]) -> str | None:
    names: dict[str, None] = {}
    for person in people[:_MOST_AUTHORS]:
        name = person.name[:_LONGEST_ID]
        name = clean_line(to_text(name) if "&" in name or "<" in name else name)
        if "@" in name and not name.startswith("@"):
            # Addresses of people are not kept: "mail@host (Name)" and "Name <mail@host>" are both in use.
            name = clean_line(_MAIL.sub("", name).strip(" ()<>[]\"',;:-"))
        if name:
            names[name] = None
    return ", ".join(names) or None


def _first_link(people: tuple[Person, ...], address: str) -> str | None:
    for person in people:
        link = None if person.address is None else safe_link(person.address, base=address)
        if link is not None:
            return link
    return None


def _edited(item: Item, published: datetime | None, *, now: datetime) -> datetime | None:
    updated = item.dates[2]
    if updated is None or published is None or updated == item.dates[0]:
        return None
    when = read_date(updated)
    return when if when is not None and believable(when, now=now) and when > published else None


@lru_cache(maxsize=256)
def _language(claim: str | None) -> str | None:
    found = None if claim is None else _LANGUAGE.fullmatch(claim.strip())
    return None if found is None else found[1].lower()


def _tags(item: Item) -> tuple[str, ...]:
    if not item.tags:
        return ()
    tags: dict[str, None] = {}
    for tag in item.tags[: 2 * _MOST_TAGS]:
        name = clean_line(to_text(tag[:_LONGEST_ID]), limit=100).lstrip("#")
        # Blogger and others file a post under addresses of their own.
        if name and "://" not in name:
            tags[name] = None
    return tuple(tags)[:_MOST_TAGS]


def _links(item: Item, body: Body | None, address: str) -> tuple[str, ...]:
    found: dict[str, None] = {}
    if body is not None and ("href" in body.value or "://" in body.value):
        base = address if body.base is None else safe_link(body.base, base=address) or address
        found = dict.fromkeys(links_in(body.value[:_BODY_LIMIT], base=base))
    for written in item.links[:_MOST_LINKS]:
        link = safe_link(written, base=address)
        if link is not None:
            found[link] = None
    return tuple(found)[:_MOST_LINKS]


def _engagement(item: Item) -> Engagement:
    if item.replies is None and item.likes is None and item.views is None:
        return _NO_ENGAGEMENT
    return Engagement(likes=_count(item.likes), replies=_count(item.replies), views=_count(item.views))


def _count(written: str | None) -> int | None:
    return int(written) if written is not None and _COUNT.fullmatch(written) else None


def _without_scheme(address: str) -> str:
    """Return `address` in the form that stays when a site moves to https or to `www.`."""
    for scheme in ("https://", "http://"):
        if address.startswith(scheme):
            return address[len(scheme) :].removeprefix("www.").rstrip("/")
    return address


def _digest(value: str) -> str:
    return sha256(value.encode("utf-8", "replace")).hexdigest()[:32]
