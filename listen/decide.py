"""New, changed or the same? Ours? Of which day? Pure rules between a source's post and what is saved of it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from hashlib import blake2b
from zoneinfo import ZoneInfo

from listen.brand import Brand
from listen.model import Post
from listen.protocols import Known
from listen.text.urls import host_of

__all__ = ["Dating", "Verdict", "decide", "fingerprint", "is_own", "when"]

_EARLIEST = datetime(1995, 1, 1, tzinfo=UTC)
_AHEAD = timedelta(days=1)
_FIELD_END = "\x1f"


class Verdict(StrEnum):
    """What is to be done with a post."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    FOREIGN = "foreign"
    """Another origin claims a post that is not its own; nothing it says may change what we have."""


def fingerprint(post: Post) -> bytes:
    """Return 16 bytes over everything the source said that makes an edit; reactions are no edit."""
    parts = (post.title or "", post.text, post.url or "", post.author or "", " ".join(post.tags), " ".join(post.links))
    return blake2b(_FIELD_END.join(parts).encode("utf-8", "replace"), digest_size=16).digest()


def decide(post: Post, known: Known | None, print_of_post: bytes, queries: Collection[str]) -> Verdict:
    """Say what is to be done with `post`.

    Args:
        post: what the source said now.
        known: what the store has of it; None when nothing.
        print_of_post: its `fingerprint`.
        queries: names of the queries that it matches now.
    """
    if known is None:
        return Verdict.NEW
    if known.origin != post.origin:
        return Verdict.FOREIGN
    if known.fingerprint != print_of_post or known.queries != frozenset(queries):
        return Verdict.CHANGED
    return Verdict.SAME if known.engagement == post.engagement else Verdict.CHANGED


def is_own(post: Post, brand: Brand) -> bool:
    """Say whether the brand itself published `post`: on one of its sites, or with one of its accounts."""
    if any(_is_at(post.url, site) for site in brand.sites):
        return True
    if post.author is None:
        return False
    author = post.author.removeprefix("@").casefold()
    return any(author == account.removeprefix("@").casefold() for account in brand.accounts.get(post.source, ()))


def _is_at(url: str | None, site: str) -> bool:
    host = None if url is None else host_of(url)
    if host is None:
        return False
    bare = host.partition(":")[0]
    return bare == site or bare.endswith(f".{site}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dating:
    """When a post counts: `day` is the calendar day of `at` in the configured zone."""

    at: datetime
    day: date
    is_guessed: bool


def when(post: Post, *, now: datetime, zone: ZoneInfo) -> Dating:
    """Return the post's own date, or `now` where it has none that can be believed.

    No date can pin a post on top or hide it: before 1995 or more than a day ahead is not believed, and up to a day
    ahead (clocks that are off, zones that are wrong) counts as now.
    """
    claimed = post.published_at
    if claimed is None or claimed < _EARLIEST or claimed > now + _AHEAD:
        return Dating(at=now, day=now.astimezone(zone).date(), is_guessed=True)
    at = min(claimed, now)
    return Dating(at=at, day=at.astimezone(zone).date(), is_guessed=False)
