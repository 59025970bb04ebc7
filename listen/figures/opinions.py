"""Praise and criticism, story by story, and against as many days before."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from listen.metrics import Reputation, Shift, opinion_of_story, reputation, shift
from listen.model import Label
from listen.protocols import Retold, Volume
from listen.window import Window

__all__ = ["COPIES_LOOKED_AT", "Standing", "opinions", "standing"]

COPIES_LOOKED_AT = 200
"""Copies of each label that a digest looks at, so that it costs the same on any database; in a larger flood the first
mention of a story speaks for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What is thought of the brand in some days, and against as many days before.

    Attributes:
        window: the days counted.
        now: the balance in them.
        before: that of as many days before; None when nobody had an opinion then, or we were not listening yet.
    """

    window: Window
    now: Reputation
    before: Reputation | None = None

    @property
    def shift(self) -> Shift | None:
        """Return now against before; None without before."""
        return shift(self.now, self.before)


def opinions(volumes: Iterable[Volume], retold: Iterable[Retold], names: Collection[str]) -> Counter[Label | None]:
    """Return how many stories have each label, those of queries in `names`; every story once.

    Args:
        volumes: of the days counted.
        retold: stories that began in these days, whose copies have a say.
        names: queries that count.
    """
    chosen = frozenset(names)
    found: Counter[Label | None] = Counter()
    for volume in volumes:
        if not chosen.isdisjoint(volume.queries):
            found[volume.label] += volume.stories
    for story in retold:
        told = opinion_of_story(story.first, story.labels, said=story.said)
        # What the roll-up holds under the first one's label is moved; what it does not hold cannot be.
        if told is not story.first and found[story.first] > 0 and not chosen.isdisjoint(story.queries):
            found[story.first] -= 1
            found[told] += 1
    return found


def standing(
    window: Window,
    volumes: Collection[Volume],
    retold: Collection[Retold],
    names: Collection[str],
    *,
    before: Window | None = None,
) -> Standing | None:
    """Return what is thought of the brand in `window`; None when no story has an opinion.

    Args:
        window: the days counted.
        volumes, retold: of these days and of those in `before`; others are left out.
        names: queries that count.
        before: the days to compare with; None for no comparison.
    """
    now = _of(window, volumes, retold, names)
    if now is None:
        return None
    earlier = None if before is None else _of(before, volumes, retold, names)
    return Standing(window=window, now=now, before=earlier)


def _of(
    window: Window, volumes: Iterable[Volume], retold: Iterable[Retold], names: Collection[str]
) -> Reputation | None:
    return reputation(
        opinions(
            (one for one in volumes if window.since <= one.day < window.until),
            (one for one in retold if window.since <= one.day < window.until),
            names,
        )
    )
