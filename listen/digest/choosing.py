"""Which mentions get a line: worth a person's time, not all by one author, and no more than fit."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from listen.brand import Query
from listen.digest.value import Examples, Line
from listen.model import Label, Mention, Post
from listen.ranking import Term, aged, reasons, terms

__all__ = ["SCANNED_AT_MOST", "WORTH", "Besides", "Choice", "author_of", "choose", "examples", "line_of", "minutes_for"]

WORTH = 20
"""Points from which a mention is worth a line; docs/explanation/digest.md shows what reaches them."""

SCANNED_AT_MOST = 6_000
"""Mentions looked at when one author floods everything; otherwise a few dozen are enough."""

_LOOKED_EVERY = 20
_SCANNED_A_LINE = 20
"""Where many are nearly equal, looking at twenty times as many as are shown is enough."""
_SCANNED_FOR_READER = 600
"""At least so many, when one reader's own terms can lift what all others would leave far below."""
_LINES_AN_AUTHOR = 3
_EXAMPLES = 3

_WORDS_A_MINUTE = 200
_ANSWER_MINUTES = 4.0
_GLANCE_MINUTES = 0.25
_WANTS_ANSWER = frozenset({"question", "question_unanswered", "buying", "criticism", "criticism_audience", "mixed"})


Besides = Callable[[Mention], tuple[Term, ...]]
"""Gives the terms of a mention that are not stored: what was answered, what the reader knows about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The lines, and how many more would be worth one (at least, when not `is_exact`)."""

    lines: tuple[Line, ...]
    left: int
    is_exact: bool


def minutes_for(mention: Mention, found: Iterable[str]) -> float:
    """Return how long a mention takes: 200 words a minute to read, 4 minutes where an answer is due.

    Args:
        mention: its title and text are counted.
        found: keys of its terms.
    """
    words = len(f"{mention.post.title or ''} {mention.post.text}".split())
    return words / _WORDS_A_MINUTE + (_ANSWER_MINUTES if _WANTS_ANSWER.intersection(found) else _GLANCE_MINUTES)


def choose(
    mentions: Iterable[Mention],
    *,
    now: datetime,
    queries: Mapping[str, Query],
    limit: int,
    minutes: int | None,
    besides: Besides = lambda _mention: (),
    headroom: int = 0,
    held: Sequence[Line] = (),
) -> Choice:
    """Choose the lines.

    Args:
        mentions: first of each story, by stored priority, highest first; only as many as needed are taken.
        now: aware UTC, for the age.
        queries: the saved queries by name.
        limit: lines at most.
        minutes: what the reader has; at least one line is given all the same.
        besides: terms that are not stored.
        headroom: how many points these can add at most.
        held: lines that stand on top in any case.
    """
    crowd = _Crowd()
    is_exact = True
    deep = max(_SCANNED_A_LINE * limit, _SCANNED_FOR_READER if headroom else 0)
    for scanned, mention in enumerate(mentions):
        at_most = mention.priority + headroom
        if at_most < WORTH:
            break
        is_time_to_look = scanned > 0 and scanned % _LOOKED_EVERY == 0
        if scanned >= SCANNED_AT_MOST or (
            is_time_to_look and crowd.is_enough(at_most, limit=limit, is_deep=scanned >= deep)
        ):
            is_exact = False
            break
        crowd.add(mention, aged(mention, now=now, besides=besides(mention)))
    ranked = [(mention, points) for mention, points in crowd.ranked() if points >= WORTH]
    offered = (line_of(mention, points, queries, besides(mention)) for mention, points in ranked)
    taken = _fitting(offered, held, limit=limit, minutes=minutes)
    lines = crowd.with_rest(taken)
    told = len(lines) + sum(line.more for line in lines)
    worth = sum(points >= WORTH for _, points in crowd.all)
    return Choice(lines=(*held, *lines), left=max(0, worth - told), is_exact=is_exact)


class _Crowd:
    """Mentions with their points, by author, so that one voice cannot drown the others."""

    def __init__(self) -> None:
        self.all: list[tuple[Mention, int]] = []
        self._by_author: dict[tuple[str, str], list[tuple[Mention, int]]] = {}

    def add(self, mention: Mention, points: int) -> None:
        self.all.append((mention, points))
        self._by_author.setdefault(author_of(mention.post), []).append((mention, points))

    def ranked(self) -> list[tuple[Mention, int]]:
        """Return at most three mentions an author with their points, best first; equal ones newest first."""
        found = []
        for spoken in self._by_author.values():
            found.extend(sorted(spoken, key=_rank)[:_LINES_AN_AUTHOR])
        return sorted(found, key=_rank)

    def is_enough(self, at_most: int, *, limit: int, is_deep: bool) -> bool:
        """Say whether mentions of at most so many points can hardly come among the first `limit` any more.

        Args:
            at_most: points that the next ones can have.
            limit: lines at most.
            is_deep: enough were looked at, even when many are nearly equal.
        """
        if sum(min(len(spoken), _LINES_AN_AUTHOR) for spoken in self._by_author.values()) < 2 * limit:
            return False
        return is_deep or self.ranked()[limit - 1][1] > at_most

    def with_rest(self, lines: list[Line]) -> tuple[Line, ...]:
        """Note on the last line of each author how many more the same author has, when that is a flood."""
        last = {author_of(line.mention.post): number for number, line in enumerate(lines)}
        told = list(lines)
        for author, number in last.items():
            spoken = len(self._by_author[author])
            if spoken > _LINES_AN_AUTHOR:
                shown = sum(author_of(line.mention.post) == author for line in lines)
                told[number] = replace(told[number], more=spoken - shown)
        return tuple(told)


def author_of(post: Post) -> tuple[str, str]:
    """Return whose voice it is; where no author is known, the place counts as one."""
    return (post.source, post.author or post.place or post.origin)


def _rank(found: tuple[Mention, int]) -> tuple[int, float, int]:
    mention, points = found
    return (-points, -mention.published_at.timestamp(), mention.id or 0)


def line_of(
    mention: Mention,
    points: int,
    queries: Mapping[str, Query],
    besides: tuple[Term, ...] = (),
    held_until: datetime | None = None,
) -> Line:
    """Return the line of a mention, with its heaviest reasons and the minutes that it takes."""
    found = terms(mention, queries=queries)
    return Line(
        mention=mention,
        points=points,
        reasons=reasons((*found, *besides)),
        minutes=minutes_for(mention, [term.key for term in found]),
        places=max(0, (mention.story_size or 1) - 1),
        held_until=held_until,
    )


def _fitting(lines: Iterable[Line], held: Sequence[Line], *, limit: int, minutes: int | None) -> list[Line]:
    """Take lines in order until `limit`; one that is too long for the minutes left is passed over."""
    taken: list[Line] = []
    left = float("inf") if minutes is None else minutes - sum(line.minutes for line in held)
    for line in lines:
        if len(taken) + len(held) >= limit:
            break
        if line.minutes <= left or not (taken or held):
            taken.append(line)
            left -= line.minutes
    return taken


def examples(label: Label, total: int, mentions: Iterable[Mention], *, lines: Iterable[Line]) -> Examples:
    """Return up to three mentions of `label`, at most one an author, none by an author who has a line already.

    Posts without an author count as many: a news feed names nobody, and its praise is to be seen all the same.
    """
    above = tuple(line.mention.id for line in lines if line.mention.label is label and line.mention.id is not None)
    spoken = {author_of(line.mention.post) for line in lines if line.mention.post.author is not None}
    has_line = {line.mention.id for line in lines}
    shown: list[Mention] = []
    for mention in mentions:
        if len(shown) == _EXAMPLES:
            break
        if author_of(mention.post) not in spoken and mention.id not in has_line:
            shown.append(mention)
            if mention.post.author is not None:
                spoken.add(author_of(mention.post))
    return Examples(label=label, total=total, mentions=tuple(shown), above=above)
