"""What made a spike: the stories of that day, and the part that each of them has in it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from listen.model import Mention
from listen.protocols import Store

__all__ = ["Behind", "StoryBehind", "behind"]

_TOLD = 3
_LEAST_TOLD = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryBehind:
    """A story that several of a day's mentions tell; `first` is the mention that came first in it, on any day."""

    first: Mention
    mentions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """What a day's mentions of one query tell.

    Attributes:
        mentions, stories: how many, copies counted and each story counted once.
        told: the loudest stories, at most three, each told by two mentions or more; empty when all are different.
    """

    mentions: int
    stories: int
    told: tuple[StoryBehind, ...] = ()

    @property
    def single(self) -> int:
        """Return how many stories are not among `told`."""
        return self.stories - len(self.told)

    @property
    def rest(self) -> int:
        """Return how many mentions tell other stories than those in `told`."""
        return self.mentions - sum(one.mentions for one in self.told)


def behind(store: Store, day: date, queries: Collection[str]) -> Behind | None:
    """Return what the mentions of `day` for `queries` tell; None when there are none.

    One read of an index and at most three of mentions.
    """
    found = store.day_stories(day, queries, _TOLD)
    if not found.mentions:
        return None
    told = []
    for part in found.loudest:
        first = store.mention(part.story_id) if part.mentions >= _LEAST_TOLD else None
        if first is not None:
            told.append(StoryBehind(first=first, mentions=part.mentions))
    return Behind(mentions=found.mentions, stories=found.stories, told=tuple(told))
