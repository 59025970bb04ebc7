"""Where retention, forgetting and giving account happen; one suite of tests for every archive."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from listen.dialogue import Reply
from listen.model import Post
from listen.retention import Aged, Deed, Deletion, Holding, Scrubbed, Sought, Trace, Voucher

__all__ = ["Archive"]


class Archive(Protocol):
    """What is kept for how long. Every method is one short transaction or a plain read.

    Killed at any instant, the store is as before a call or as after it; calling again goes on where it ended.
    """

    # retention
    def sources(self) -> Mapping[str, int]:
        """Return how many posts of each source are stored, of whatever state."""
        ...

    def overdue(self, deed: Deed, source: str, before: datetime) -> int:
        """Return how many posts of `source`, first seen before that moment, `age` would look at."""
        ...

    def age(self, deed: Deed, source: str, before: datetime, *, today: date, limit: int) -> Aged:
        """Carry out AUTHOR_HIDDEN, TEXT_SHORTENED or AGED on at most `limit` posts, the longest known first.

        What was done to a post stays done: a later edit brings neither author nor text back.
        """
        ...

    def overdue_answers(self, before: date) -> int:
        """Return how many rows `age_answers` would delete."""
        ...

    def age_answers(self, before: date, *, today: date, limit: int) -> Aged:
        """Delete answers (with what came back), notes, done work, ended mutes and the like from before that day."""
        ...

    def age_replies(self, before: date, *, limit: int) -> Aged:
        """Let pseudonyms take the place of those who wrote back before that day."""
        ...

    # forgetting and giving account
    def trace(self, sought: Sought) -> Trace:
        """Return what is held of what was sought, pseudonymised posts of an author included."""
        ...

    def holdings(self, numbers: Collection[int]) -> Sequence[Holding]:
        """Return what retention did to these posts, in order of their numbers."""
        ...

    def replies(self, numbers: Collection[int]) -> Sequence[Reply]:
        """Return what came back after answers, by number, in order of their numbers."""
        ...

    def bar(self, vouchers: Sequence[Voucher], *, today: date) -> None:
        """Let nothing of these come back, by whatever way."""
        ...

    def barred(self, posts: Sequence[Post]) -> frozenset[tuple[str, str]]:
        """Return (source, native id) of those that must not come back; costs nothing when nothing was forgotten."""
        ...

    def drop(self, numbers: Collection[int], deed: Deed, *, today: date) -> int:
        """Delete posts with everything that hangs on them; return how many there were."""
        ...

    def drop_words(self, trace: Trace) -> int:
        """Delete the replies and mutes of a trace; return how many there were."""
        ...

    def scrub(self) -> Scrubbed:
        """Take what was deleted out of the files, too: out of free room, out of the log, out of the word index."""
        ...

    # account
    def deletions(self, limit: int) -> Sequence[Deletion]:
        """Return what was taken away, the latest first."""
        ...

    def schema(self) -> Mapping[str, Mapping[str, str]]:
        """Return every column of every table with what the schema says of it; "" where it says nothing."""
        ...

    def counts(self) -> Mapping[str, int]:
        """Return how many rows each table has."""
        ...
