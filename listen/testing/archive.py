"""Retention and forgetting in plain dictionaries: `listen.protocols.Archive` for `listen.testing.memory.MemoryStore`.

It knows posts and nothing of the desk: answers, notes and mutes are asked of the real store only.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping, MutableMapping, Sequence
from datetime import date, datetime

from listen.dialogue import Reply
from listen.model import Mention, Post, Sentiment
from listen.retention import Aged, Deed, Deletion, Holding, Scrubbed, Sought, Trace, Voucher
from listen.shedding import folded_name, pseudonym, shortening, without_author
from listen.text.urls import canonical

__all__ = ["MemoryArchive"]

_SALT = b"of the memory"


class MemoryArchive:
    """See `listen.protocols.Archive` for what each method promises.

    Args:
        mentions: those of the store, by number; changed in place.
        scores: those of every analyzer, by number; changed in place.
        forget: called with the number of a post that goes, for what else the store knows of it.
    """

    def __init__(
        self,
        mentions: MutableMapping[int, Mention],
        scores: Mapping[int, MutableMapping[str, Sentiment]],
        forget: Callable[[int], None],
    ) -> None:
        self._mentions = mentions
        self._scores = scores
        self._forget = forget
        self._shed: dict[int, set[Deed]] = {}
        self._barred: set[tuple[str, ...]] = set()
        self._deletions: dict[tuple[date, Deed, str | None], int] = {}

    def sources(self) -> Mapping[str, int]:
        """Return how many posts of each source are stored."""
        return dict(sorted(Counter(one.post.source for one in self._mentions.values()).items()))

    def overdue(self, deed: Deed, source: str, before: datetime) -> int:
        """Return how many posts `age` would look at."""
        return len(self._due(deed, source, before))

    def _due(self, deed: Deed, source: str, before: datetime) -> list[int]:
        due = [
            (one.first_seen_at, number)
            for number, one in self._mentions.items()
            if one.post.source == source and one.first_seen_at < before and deed not in self._shed.get(number, ())
        ]
        return [number for _, number in sorted(due)]

    def age(self, deed: Deed, source: str, before: datetime, *, today: date, limit: int) -> Aged:
        """Carry out one deed on at most `limit` posts, the longest known first."""
        due = self._due(deed, source, before)[:limit]
        if deed is Deed.AGED:
            return Aged(looked_at=len(due), taken=self.drop(due, deed, today=today))
        taken = 0
        for number in due:
            have = self._mentions[number]
            self._shed.setdefault(number, set()).add(deed)
            self._mentions[number] = self.shed(number, have)
            if deed is Deed.TEXT_SHORTENED and (cut := shortening(have.post, have.matches)).is_needed:
                scores = self._scores.get(number, {})
                for name, score in list(scores.items()):
                    scores[name] = cut.sentiment(score)
            taken += self._mentions[number].post != have.post
        self._audit(deed, source, taken, today)
        return Aged(looked_at=len(due), taken=taken)

    def shed(self, number: int, mention: Mention) -> Mention:
        """Return a mention as the store may hold it."""
        done = self._shed.get(number, ())
        if Deed.TEXT_SHORTENED in done:
            mention = shortening(mention.post, mention.matches).mention(mention)
        if Deed.AUTHOR_HIDDEN in done and not re.fullmatch("person-[0-9a-f]{8}", mention.post.author or ""):
            mention = without_author(mention, _SALT)
        return mention

    def overdue_answers(self, before: date) -> int:  # noqa: ARG002 - there is no desk here
        """Return 0."""
        return 0

    def age_answers(self, before: date, *, today: date, limit: int) -> Aged:  # noqa: ARG002
        """Delete nothing."""
        return Aged()

    def age_replies(self, before: date, *, limit: int) -> Aged:  # noqa: ARG002
        """Hide nobody."""
        return Aged()

    def trace(self, sought: Sought) -> Trace:
        """Return what is held of what was sought."""
        posts = {
            number: one
            for number, one in sorted(self._mentions.items())
            if sought.source in {None, one.post.source} and self._is_sought(number, one, sought)
        }
        vouchers = dict.fromkeys(_asked_for(sought))
        for one in posts.values():
            vouchers[Voucher(kind="post", words=(one.post.source, one.post.native_id))] = None
            form = None if one.post.url is None else canonical(one.post.url)
            if form is not None:
                vouchers[Voucher(kind="url", words=(form,))] = None
        names = () if sought.author is None or "://" in sought.author else (sought.author,)
        return Trace(posts=tuple(posts), names=names, vouchers=tuple(vouchers))

    def _is_sought(self, number: int, one: Mention, sought: Sought) -> bool:
        post = one.post
        if sought.author is not None:
            if "://" in sought.author:
                return post.author_url is not None and canonical(post.author_url) == canonical(sought.author)
            alias = pseudonym(_SALT, post.source, sought.author)
            return post.author is not None and (
                folded_name(post.author) == folded_name(sought.author)
                or (post.author == alias and Deed.AUTHOR_HIDDEN in self._shed.get(number, ()))
            )
        if sought.url is not None:
            return post.url is not None and canonical(post.url) == canonical(sought.url)
        if sought.query is not None:
            return {match.query for match in one.matches} == {sought.query}
        if sought.words is not None:
            told = f"{post.title or ''} {post.text}".casefold()
            return all(word in told for word in sought.words.casefold().split())
        return number in sought.numbers

    def holdings(self, numbers: Collection[int]) -> Sequence[Holding]:
        """Return what retention did to these posts."""
        return [
            Holding(
                number=number,
                first_seen_at=self._mentions[number].first_seen_at,
                is_author_hidden=Deed.AUTHOR_HIDDEN in self._shed.get(number, ()),
                is_text_shortened=Deed.TEXT_SHORTENED in self._shed.get(number, ()),
            )
            for number in sorted(numbers)
            if number in self._mentions
        ]

    def replies(self, numbers: Collection[int]) -> Sequence[Reply]:  # noqa: ARG002 - there is no desk here
        """Return nothing."""
        return ()

    def bar(self, vouchers: Sequence[Voucher], *, today: date) -> None:  # noqa: ARG002 - the seam's
        """Let nothing of these come back."""
        self._barred |= {(one.kind, *one.words) for one in vouchers}

    def barred(self, posts: Sequence[Post]) -> frozenset[tuple[str, str]]:
        """Return (source, native id) of those that must not come back."""
        return frozenset((one.source, one.native_id) for one in posts if not self._barred.isdisjoint(_names_of(one)))

    def drop(self, numbers: Collection[int], deed: Deed, *, today: date) -> int:
        """Delete posts; return how many there were."""
        gone = Counter(self._mentions[one].post.source for one in set(numbers) if one in self._mentions)
        for number in sorted(set(numbers) & set(self._mentions)):
            self._forget(number)
            self._shed.pop(number, None)
        for source, count in gone.items():
            self._audit(deed, source, count, today)
        return gone.total()

    def drop_words(self, trace: Trace) -> int:  # noqa: ARG002 - there is no desk here
        """Delete nothing."""
        return 0

    def scrub(self) -> Scrubbed:
        """There are no files."""
        return Scrubbed()

    def _audit(self, deed: Deed, source: str | None, count: int, today: date) -> None:
        if count:
            key = (today, deed, source)
            self._deletions[key] = self._deletions.get(key, 0) + count

    def deletions(self, limit: int) -> Sequence[Deletion]:
        """Return what was taken away, the latest first."""
        told = [
            Deletion(deleted_on=day, deed=deed, source=source, posts=posts)
            for (day, deed, source), posts in self._deletions.items()
        ]
        told.reverse()
        told.sort(key=lambda one: one.deleted_on, reverse=True)
        return told[:limit]

    def schema(self) -> Mapping[str, Mapping[str, str]]:
        """There are no tables."""
        return {}

    def counts(self) -> Mapping[str, int]:
        """There are no tables."""
        return {}


def _asked_for(sought: Sought) -> list[Voucher]:
    if sought.author is not None:
        form = canonical(sought.author) if "://" in sought.author else None
        words = (form,) if form is not None else (sought.source or "", folded_name(sought.author))
        return [Voucher(kind="author", words=words)]
    form = None if sought.url is None else canonical(sought.url)
    return [] if form is None else [Voucher(kind="url", words=(form,))]


def _names_of(post: Post) -> set[tuple[str, ...]]:
    found: set[tuple[str, ...]] = {("post", post.source, post.native_id)}
    if post.author is not None:
        folded = folded_name(post.author)
        found |= {("author", post.source, folded), ("author", "", folded)}
    for kind, address in (("url", post.url), ("author", post.author_url)):
        form = None if address is None else canonical(address)
        if form is not None:
            found.add((kind, form))
    return found
