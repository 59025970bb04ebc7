"""What stories mentions tell, counted in the simplest way there is: the second opinion on `listen.store.telling`."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta

from listen.model import Label, Mention
from listen.protocols import DayStories, Judgement, Retold, StoryPart, Subject

__all__ = ["day_stories", "retold"]

_FOLD_WITHIN = timedelta(days=14)


def day_stories(mentions: Iterable[Mention], limit: int) -> DayStories:
    """Return what these mentions of one day tell, at most `limit` stories named."""
    told = Counter(one.story_id or 0 for one in mentions)
    loudest = sorted(told.items(), key=lambda one: (-one[1], one[0]))[: max(limit, 0)]
    return DayStories(
        mentions=told.total(),
        stories=len(told),
        loudest=tuple(StoryPart(story_id=number, mentions=count) for number, count in loudest),
    )


def retold(
    mentions: Mapping[int, Mention],
    firsts: Collection[int],
    judgements: Iterable[Judgement],
    *,
    since: date,
    until: date,
) -> Sequence[Retold]:
    """Return the stories that began in [since, until) and have a copy with another label, or a person's word."""
    last = until if until > date.max - _FOLD_WITHIN else until + _FOLD_WITHIN
    said = {
        mentions[one.mention_id].story_id: Label(one.verdict) for one in judgements if one.about is Subject.SENTIMENT
    }
    found = []
    for number, first in sorted(mentions.items()):
        if number not in firsts or not _is_counted(first) or not since <= first.day < until:
            continue
        copies = [
            one.label
            for other, one in mentions.items()
            if one.story_id == first.story_id and other not in firsts and _is_counted(one) and since <= one.day < last
        ]
        if copies and (first.story_id in said or set(copies) != {first.label}):
            found.append(
                Retold(
                    id=number,
                    day=first.day,
                    queries=tuple(sorted(match.query for match in first.matches)),
                    first=first.label,
                    labels=Counter([first.label, *copies]),
                    said=said.get(first.story_id),
                )
            )
    return found


def _is_counted(one: Mention) -> bool:
    return bool(one.matches) and not one.is_own and one.dropped is None
