"""Which mentions get a line: worth a person's time, not all by one author, and no more than fit."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from listen.brand import Query
from listen.digest.value import Examples, Line
from listen.model import Label, Mention, Post
from listen.ranking import aged, reasons, terms

__all__ = ["SCANNED_AT_MOST", "WORTH", "Choice", "choose", "examples", "minutes_for"]

WORTH = 20
"""Points from which a mention is worth a line; docs/explanation/digest.md shows what reaches them."""

SCANNED_AT_MOST = 6_000
"""Mentions looked at when one author floods everything; otherwise a few dozen are enough."""

_LOOKED_EVERY = 20
_SCANNED_A_LINE = 20
"""Where many are nearly equal, looking at twenty times as many as are shown is enough."""
_LINES_AN_AUTHOR = 3
_EXAMPLES = 3

_WORDS_A_MINUTE = 200
_ANSWER_MINUTES = 4.0
_GLANCE_MINUTES = 0.25
_WANTS_ANSWER = frozenset({"question", "question_unanswered", "buying", "criticism", "criticism_audience", "mixed"})


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
) -> Choice:
    """Choose the lines.

    Args:
        mentions: first of each story, by stored priority, highest first; only as many as needed are taken.
        now: aware UTC, for the age.
        queries: the saved queries by name.
        limit: lines at most.
        minutes: what the reader has; at least one line is given all the same.
    """
    crowd = _Crowd()
    is_exact = True
    for scanned, mention in enumerate(mentions):
        if mention.priority < WORTH:
            break
        is_time_to_look = scanned > 0 and scanned % _LOOKED_EVERY == 0
        if scanned >= SCANNED_AT_MOST or (
            is_time_to_look and crowd.is_enough(mention.priority, limit=limit, now=now, scanned=scanned)
        ):
            is_exact = False
            break
        crowd.add(mention)
    ranked = [(mention, points) for mention, points in crowd.ranked(now) if points >= WORTH]
    taken = _fitting([_line(mention, points, queries) for mention, points in ranked], limit=limit, minutes=minutes)
    lines = crowd.with_rest(taken)
    told = len(lines) + sum(line.more for line in lines)
    worth = sum(aged(mention, now=now) >= WORTH for mention in crowd.all)
    return Choice(lines=lines, left=max(0, worth - told), is_exact=is_exact)


class _Crowd:
    """Mentions by author, so that one voice cannot drown the others."""

    def __init__(self) -> None:
        self.all: list[Mention] = []
        self._by_author: dict[tuple[str, str], list[Mention]] = {}

    def add(self, mention: Mention) -> None:
        self.all.append(mention)
        self._by_author.setdefault(_author(mention.post), []).append(mention)

    def ranked(self, now: datetime) -> list[tuple[Mention, int]]:
        """Return at most three mentions an author with their points, best first; equal ones newest first."""
        found = []
        for spoken in self._by_author.values():
            best = sorted(((one, aged(one, now=now)) for one in spoken), key=_rank)
            found.extend(best[:_LINES_AN_AUTHOR])
        return sorted(found, key=_rank)

    def is_enough(self, priority: int, *, limit: int, now: datetime, scanned: int) -> bool:
        """Say whether mentions of this stored priority or less can hardly come among the first `limit` any more."""
        if sum(min(len(spoken), _LINES_AN_AUTHOR) for spoken in self._by_author.values()) < 2 * limit:
            return False
        return scanned >= _SCANNED_A_LINE * limit or self.ranked(now)[limit - 1][1] > priority

    def with_rest(self, lines: list[Line]) -> tuple[Line, ...]:
        """Note on the last line of each author how many more the same author has, when that is a flood."""
        last = {_author(line.mention.post): number for number, line in enumerate(lines)}
        told = list(lines)
        for author, number in last.items():
            spoken = len(self._by_author[author])
            if spoken > _LINES_AN_AUTHOR:
                shown = sum(_author(line.mention.post) == author for line in lines)
                told[number] = replace(told[number], more=spoken - shown)
        return tuple(told)


def _author(post: Post) -> tuple[str, str]:
    return (post.source, post.author or post.place or post.origin)


def _rank(found: tuple[Mention, int]) -> tuple[int, float, int]:
    mention, points = found
    return (-points, -mention.published_at.timestamp(), mention.id or 0)


def _line(mention: Mention, points: int, queries: Mapping[str, Query]) -> Line:
    found = terms(mention, queries=queries)
    return Line(
        mention=mention,
        points=points,
        reasons=reasons(found),
        minutes=minutes_for(mention, [term.key for term in found]),
        places=max(0, (mention.story_size or 1) - 1),
    )


def _fitting(lines: list[Line], *, limit: int, minutes: int | None) -> list[Line]:
    """Take lines in order until `limit`; one that is too long for the minutes left is passed over."""
    taken: list[Line] = []
    left = float("inf") if minutes is None else float(minutes)
    for line in lines:
        if len(taken) == limit:
            break
        if line.minutes <= left or not taken:
            taken.append(line)
            left -= line.minutes
    return taken


def examples(label: Label, total: int, mentions: Iterable[Mention], *, lines: Iterable[Line]) -> Examples:
    """Return up to three mentions of `label`, at most one an author, none by an author who has a line already.

    Posts without an author count as many: a news feed names nobody, and its praise is to be seen all the same.
    """
    above = tuple(line.mention.id for line in lines if line.mention.label is label and line.mention.id is not None)
    spoken = {_author(line.mention.post) for line in lines if line.mention.post.author is not None}
    has_line = {line.mention.id for line in lines}
    shown: list[Mention] = []
    for mention in mentions:
        if len(shown) == _EXAMPLES:
            break
        if _author(mention.post) not in spoken and mention.id not in has_line:
            shown.append(mention)
            if mention.post.author is not None:
                spoken.add(_author(mention.post))
    return Examples(label=label, total=total, mentions=tuple(shown), above=above)
