"""Reputation as a balance of praise and criticism, story by story: four counts and an interval, no index.

A press release printed by forty papers is one story and one opinion; so is a rant that was shared forty times.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from listen.metrics.intervals import Change, Interval, change_of, difference, is_few, wilson
from listen.model import Label

__all__ = ["Change", "Reputation", "Shift", "opinion_of_story", "reputation", "shift"]

_TELLING = (Label.PRAISE, Label.CRITICISM, Label.MIXED, Label.NEUTRAL)
"""Labels that say something; *unclear* and *unscored* only count where no mention of a story has another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reputation:
    """What the stories of some days say, each counted once.

    Attributes:
        praise, criticism, mixed: stories that praise, that criticise, that do both.
        others: stories without an opinion: neutral, unclear, unscored.
        interval: where the balance lies by chance alone, 95 %; within −1.0 … +1.0.
    """

    praise: int
    criticism: int
    mixed: int
    others: int
    interval: Interval

    @property
    def opinions(self) -> int:
        """Return how many stories have an opinion."""
        return self.praise + self.criticism + self.mixed

    @property
    def balance(self) -> float:
        """Return praise less criticism, over both; a mixed story is one of each. −1.0 … +1.0."""
        return (self.praise - self.criticism) / self.counted[1]

    @property
    def is_small(self) -> bool:
        """Return whether it rests on a small number."""
        return is_few(self.opinions)

    @property
    def counted(self) -> tuple[int, int]:
        """Return the share of praise as (part, whole), in opinions: a mixed story holds two.

        The two of a mixed story always differ, so they scatter less than two stories would: the interval that is made
        of these numbers is then a little too wide, never too narrow.
        """
        return self.praise + self.mixed, self.praise + self.criticism + 2 * self.mixed


def reputation(stories: Mapping[Label | None, int]) -> Reputation | None:
    """Return the balance of stories by label; None when no story has an opinion: no balance is not one of zero.

    balance = (praise − criticism) / (praise + criticism), a mixed story being one of each. The interval is Wilson's
    for the share of praise, stretched from 0 … 1 to −1 … +1.

    >>> found = reputation({Label.PRAISE: 8, Label.CRITICISM: 4, Label.NEUTRAL: 30})
    >>> round(found.balance, 2), round(found.interval.low, 2), round(found.interval.high, 2), found.is_small
    (0.33, -0.22, 0.72, True)
    """
    praise, criticism, mixed = (max(0, stories.get(label, 0)) for label in _TELLING[:3])
    if not praise + criticism + mixed:
        return None
    share = wilson(praise + mixed, praise + criticism + 2 * mixed)
    return Reputation(
        praise=praise,
        criticism=criticism,
        mixed=mixed,
        others=max(0, sum(stories.values()) - praise - criticism - mixed),
        interval=Interval(low=2 * share.low - 1, high=2 * share.high - 1),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """A figure against the same figure of the days before.

    Attributes:
        before: what it was.
        by: now less before.
        interval: of `by`, by chance alone, 95 %.
    """

    before: float
    by: float
    interval: Interval

    @property
    def change(self) -> Change:
        """Return better, worse, or that it cannot be told."""
        return change_of(self.interval)


def shift(now: Reputation, before: Reputation | None) -> Shift | None:
    """Return the balance against that of as many days before; None when there was none.

    The interval is Newcombe's for the difference of the two shares of praise, stretched to −2 … +2.

    >>> now, before = ({Label.PRAISE: 40, Label.CRITICISM: 10}, {Label.PRAISE: 20, Label.CRITICISM: 30})
    >>> shift(reputation(now), reputation(before)).change
    <Change.BETTER: 'better'>
    """
    if before is None:
        return None
    found = difference(now.counted, before.counted)
    return Shift(
        before=before.balance,
        by=now.balance - before.balance,
        interval=Interval(low=2 * found.low, high=2 * found.high),
    )


def opinion_of_story(
    first: Label | None, labels: Mapping[Label | None, int], *, said: Label | None = None
) -> Label | None:
    """Return the one label of a story that several mentions tell.

    Args:
        first: of the mention that came first.
        labels: of all its mentions, the first included.
        said: what a person said of one of them, the last time that somebody did; it decides.

    Returns:
        The most frequent label; where several are, that of the first mention if it is among them, *mixed* if both
        praise and criticism are, else the first in the order praise, criticism, mixed, neutral. Copies that nobody
        could judge do not outvote those that somebody could; without any, the first mention's own.

    >>> opinion_of_story(Label.UNCLEAR, {Label.UNCLEAR: 3, Label.CRITICISM: 1}).value
    'criticism'
    """
    if said is not None:
        return said
    most = max((labels.get(label, 0) for label in _TELLING), default=0)
    if most <= 0:
        return first
    leading = [label for label in _TELLING if labels.get(label, 0) == most]
    if first in leading:
        return first
    return Label.MIXED if {Label.PRAISE, Label.CRITICISM} <= set(leading) else leading[0]
