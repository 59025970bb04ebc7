"""What a feed says, before anything is made of it: every text as it stood in the document.

Named tuples, not dataclasses: thousands are made in a run, and most are compared and thrown away.
"""

from typing import NamedTuple

__all__ = ["MOST_ITEMS", "Body", "Document", "Item", "Person"]

MOST_ITEMS = 5_000
"""Items of one document that are read; some feeds hold every post there ever was."""


class Body(NamedTuple):
    """A text of an item.

    Attributes:
        value: as written, references of the outer format already decoded.
        is_html: it still has to be turned into text; else it is plain.
        base: what relative addresses in it are relative to, itself perhaps relative; None for the document.
    """

    value: str
    is_html: bool
    base: str | None = None


class Person(NamedTuple):
    """An author as written, perhaps with a mail address in the name."""

    name: str
    address: str | None = None


class Item(NamedTuple):
    """One post of a feed.

    Attributes:
        raw_id: guid or id exactly as written, never resolved; None when it is missing or empty.
        link: where a person reads it, perhaps relative; None when unknown.
        title: None when there is none.
        bodies: content, description, summary …, those that are not empty.
        authors: in order.
        dates: as written: of publication, of creation, of the last change; None where missing.
        language: claimed for this item or its document.
        tags: as written.
        links: enclosures and related addresses, perhaps relative.
        replies, likes, views: counts as written.
        reply_to: raw id of what it answers.
    """

    raw_id: str | None = None
    link: str | None = None
    title: Body | None = None
    bodies: tuple[Body, ...] = ()
    authors: tuple[Person, ...] = ()
    dates: tuple[str | None, str | None, str | None] = (None, None, None)
    language: str | None = None
    tags: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    replies: str | None = None
    likes: str | None = None
    views: str | None = None
    reply_to: str | None = None

    @property
    def is_empty(self) -> bool:
        """Say whether nothing of it could be shown or recognised: the shadow of an item that was cut off."""
        return not (self.raw_id or self.link or self.title or self.bodies)


class Document(NamedTuple):
    """A whole feed.

    Attributes:
        items: in document order, empty ones left out.
        title: None when there is none.
        language, author: what holds for items that do not say otherwise.
        generator: the program that made it, as it calls itself.
        next_address: where older items are, perhaps relative; None when the feed does not say.
        is_expired: the feed says that it will never change again.
    """

    items: tuple[Item, ...] = ()
    title: str | None = None
    language: str | None = None
    author: Person | None = None
    generator: str | None = None
    next_address: str | None = None
    is_expired: bool = False
