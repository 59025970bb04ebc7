"""The nouns of keeping and forgetting: frozen values, no input or output, no clock."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

__all__ = ["Aged", "Deed", "Deletion", "Holding", "Scrubbed", "Sought", "Trace", "Voucher"]


class Deed(StrEnum):
    """Why something was taken away."""

    FORGOTTEN = "forgotten"
    """Somebody asked for it (`listen forget`)."""
    GONE = "gone"
    """It was deleted where it was published."""
    AGED = "aged"
    """The time for which posts are kept is over."""
    AUTHOR_HIDDEN = "author_hidden"
    """A pseudonym took the place of the author."""
    TEXT_SHORTENED = "text_shortened"
    """The text was cut."""
    ANSWER_AGED = "answer_aged"
    """The time for which answers, notes and the like are kept is over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deletion:
    """How much one deed took away on one day, UTC; never what. `source` is None for several."""

    deleted_on: date
    deed: Deed
    source: str | None
    posts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Aged:
    """What one step of retention did: how many it looked at, and of how many it took something."""

    looked_at: int = 0
    taken: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """Whose posts, or which ones: exactly one of the first five is given.

    Attributes:
        author: a name as the source shows it, or the address of the author's page.
        url: address of a post.
        numbers: of posts.
        query: posts that match this query and no other.
        words: posts whose title or text holds all of them, taken literally.
        source: only there; for every one of them.
    """

    author: str | None = None
    url: str | None = None
    numbers: tuple[int, ...] = ()
    query: str | None = None
    words: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Voucher:
    """Something that must not come back, before it becomes a keyed hash.

    Attributes:
        kind: author, url, post.
        words: source and name of an author (source "" for any), an address, source and identifier of a post.
    """

    kind: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """What the store holds of what was sought, by number.

    Attributes:
        posts: that are theirs.
        replies: by them, after answers of ours.
        mutes: of them.
        quoting: other people's posts that name them; they stay.
        notes, lessons, answers: words of ours that name them; they stay, unless their post goes.
        shared: posts that match the query sought and others too; they stay.
        names: the spellings of the author that were found.
        vouchers: what must not come back.
    """

    posts: tuple[int, ...] = ()
    replies: tuple[int, ...] = ()
    mutes: tuple[int, ...] = ()
    quoting: tuple[int, ...] = ()
    notes: tuple[int, ...] = ()
    lessons: tuple[int, ...] = ()
    answers: tuple[int, ...] = ()
    shared: tuple[int, ...] = ()
    names: tuple[str, ...] = ()
    vouchers: tuple[Voucher, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Return whether nothing is there to be forgotten."""
        return not (self.posts or self.replies or self.mutes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """What retention did to a post.

    Attributes:
        is_author_hidden: a pseudonym stands in place of the author.
        is_text_shortened: only a part of its text is left, or would be of a longer one.
    """

    number: int
    first_seen_at: datetime
    is_author_hidden: bool = False
    is_text_shortened: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Scrubbed:
    """Whether what was taken away is gone from the files, too.

    Attributes:
        is_whole: no free page and no log holds it any more.
        why: what was in the way; None when nothing was.
    """

    is_whole: bool = True
    why: str | None = None
