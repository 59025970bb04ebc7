"""What came of answering: who came back, who said thanks, what was solved, and whether the tone changed; plain numbers.

Days, never hours, and no person: whoever shows these numbers sees to it that they do not point at one.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from listen.brand import Settings
from listen.dialogue import Answer, AnswerState, Reply
from listen.intents import Intent
from listen.model import Label, Mention
from listen.protocols import Filter, Order, Store
from listen.selection import select

__all__ = ["WANTING", "Outcome", "Response", "Wait", "outcomes", "response"]

WANTING = (Intent.QUESTION, Intent.BUYING, Intent.COMPLAINT)
"""Who says one of these wants an answer."""

_MOST_NAMED = 50
_AT_ONCE = 500
_LATEST_ANSWER = timedelta(days=90)
"""So long after the days asked for an answer still counts for them."""

_FEW_DAYS = 3
_SAID: Mapping[Label, float] = MappingProxyType(
    {Label.PRAISE: 0.5, Label.CRITICISM: -0.5, Label.NEUTRAL: 0.0, Label.MIXED: 0.0}
)
"""The polarity of what a person said of a mention, where the analyzer had said something else."""


class Wait(StrEnum):
    """How long a mention waited for its answer, in days."""

    SAME_DAY = "same_day"
    NEXT_DAY = "next_day"
    FEW_DAYS = "few_days"
    """Two or three."""
    LONGER = "longer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of the answers on one topic.

    Attributes:
        topic: aspect of the mention's opinions, else its unit, else its query.
        answers: mentions that were answered.
        came_back: of these, where somebody came back after our answer.
        thanked, solved: of these, where somebody said thanks; where somebody said that the question is solved.
        compared: of these, where the tone is known both before and after.
        before, after: mean polarity of the mention, and of the last reply of who was answered, over those compared;
            None when none can be.
        mentions: numbers of the mentions answered, oldest first.
    """

    topic: str
    answers: int
    came_back: int = 0
    thanked: int = 0
    solved: int = 0
    compared: int = 0
    before: float | None = None
    after: float | None = None
    mentions: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """How many of those who wanted an answer got one, and how soon, in days.

    Attributes:
        wanted: stories of these days that wanted an answer.
        answered: of these, those with a public answer of ours.
        waits: answered stories of these days by how long they waited, whether they had asked or not.
        mentions: numbers of those that wanted an answer and have none, what is worth most first, bounded.
    """

    wanted: int = 0
    answered: int = 0
    waits: Mapping[Wait, int] = field(default_factory=lambda: MappingProxyType({}))
    mentions: tuple[int, ...] = ()


def outcomes(store: Store, settings: Settings, since: date, until: date) -> tuple[Outcome, ...]:
    """Return what came of the answers given on days in [since, until), the topic with most answers first.

    An answer counts once a service has it, or a person recorded its link; several answers to one mention count as one.
    A mention that is about several things counts for each of them. Its cost grows with the answers of these days.
    """
    units = {query.name: query.unit for query in settings.queries}
    titles = {unit.name: unit.title for unit in settings.units}
    by_topic: dict[str, list[_Came]] = {}
    for came in _answered(store, since, until):
        for topic in _topics(came.mention, units, titles):
            by_topic.setdefault(topic, []).append(came)
    found = [_outcome(topic, some) for topic, some in by_topic.items()]
    return tuple(sorted(found, key=lambda one: (-one.answers, one.topic)))


def response(store: Store, settings: Settings, since: date, until: date) -> Response:
    """Return who wanted an answer on days in [since, until), and who got one; ours, not the competitors'.

    A day is that of the mention in the configured zone; waits are counted in UTC days, because nothing nearer is kept.
    Its cost grows with the mentions of these days that wanted an answer, and with the answers.
    """
    names = tuple(query.name for query in select(settings))
    if not names:
        return Response()
    is_all = len(names) == len(settings.queries)
    wanted = Filter(
        queries=() if is_all else names,
        since=since,
        until=until,
        intents=tuple(one.value for one in WANTING),
        order=Order.PRIORITY,
    )
    # Every story once, by its mention that is worth most; a copy of an older story that asks again is the same story.
    asked: dict[int, int] = {}
    for row in store.rows(wanted, ("id", "story_id")):
        number = int(row[0] or 0)
        asked.setdefault(int(row[1] or number), number)
    answered = _stories_with_answers(store, tuple(asked), now=datetime.combine(until, datetime.min.time(), UTC))
    waits: Counter[Wait] = Counter()
    for came in _answered(store, since, until + _LATEST_ANSWER):
        if since <= came.mention.day < until and not came.mention.is_own:
            waits[_wait(came.mention, came.answered_on)] += 1
    left = tuple(number for story, number in asked.items() if story not in answered)
    return Response(
        wanted=len(asked),
        answered=len(answered),
        waits=MappingProxyType({wait: waits[wait] for wait in Wait}),
        mentions=left[:_MOST_NAMED],
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Came:
    """A mention that was answered, and all that came back; `answered_on` is the day of the first answer."""

    mention: Mention
    answered_on: date
    replies: tuple[Reply, ...]


def _answered(store: Store, since: date, until: date) -> Iterator[_Came]:
    """Yield each mention that was answered in these days once, oldest answer first."""
    by_mention: dict[int, list[Answer]] = {}
    for answer in store.desk.answers(since, until):
        if answer.state in (AnswerState.POSTED, AnswerState.RECORDED):
            by_mention.setdefault(answer.mention_id, []).append(answer)
    first_days = {number: min(one.answered_on for one in answers) for number, answers in by_mention.items()}
    for number, first in sorted(first_days.items(), key=lambda one: (one[1], one[0])):
        mention, answers = store.mention(number), by_mention[number]
        if mention is not None:
            replies = [reply for answer in answers for reply in store.desk.replies_to(answer.id or 0)]
            replies.sort(key=lambda one: one.published_at)
            yield _Came(mention=mention, answered_on=first, replies=tuple(replies))


def _topics(mention: Mention, units: Mapping[str, str | None], titles: Mapping[str, str]) -> tuple[str, ...]:
    """Return what a mention is about: aspects of its opinions, else its units, else its queries."""
    opinions = () if mention.sentiment is None else mention.sentiment.opinions
    aspects = tuple(dict.fromkeys(aspect for one in opinions for aspect in one.aspects))
    if aspects:
        return aspects
    matched = [match.query for match in mention.matches]
    named = dict.fromkeys(titles.get(unit, unit) for query in matched if (unit := units.get(query)) is not None)
    return tuple(named) or tuple(dict.fromkeys(matched))


def _outcome(topic: str, some: Sequence[_Came]) -> Outcome:
    pairs = [pair for came in some if (pair := _tones(came)) is not None]
    return Outcome(
        topic=topic,
        answers=len(some),
        came_back=sum(bool(came.replies) for came in some),
        thanked=sum(any(reply.is_thanks for reply in came.replies) for came in some),
        solved=sum(any(reply.is_solved for reply in came.replies) for came in some),
        compared=len(pairs),
        before=sum(before for before, _ in pairs) / len(pairs) if pairs else None,
        after=sum(after for _, after in pairs) / len(pairs) if pairs else None,
        mentions=tuple(came.mention.id or 0 for came in some),
    )


def _tones(came: _Came) -> tuple[float, float] | None:
    """Return the polarity of a mention and of the last reply of who was answered; None when one is unknown."""
    before = _polarity(came.mention)
    known = [reply.polarity for reply in came.replies if reply.is_asker and reply.polarity is not None]
    return None if before is None or not known else (before, known[-1])


def _polarity(mention: Mention) -> float | None:
    told = mention.sentiment
    if mention.corrected is not None and (told is None or told.label is not mention.corrected):
        return _SAID.get(mention.corrected)
    return None if told is None else told.polarity


def _stories_with_answers(store: Store, stories: Sequence[int], *, now: datetime) -> frozenset[int]:
    found: set[int] = set()
    for start in range(0, len(stories), _AT_ONCE):
        dealings = store.desk.dealings(stories[start : start + _AT_ONCE], now=now)
        found.update(story for story, one in dealings.items() if one.answers)
    return frozenset(found)


def _wait(mention: Mention, answered_on: date) -> Wait:
    days = (answered_on - mention.published_at.astimezone(UTC).date()).days
    if days <= 0:
        return Wait.SAME_DAY
    if days == 1:
        return Wait.NEXT_DAY
    return Wait.FEW_DAYS if days <= _FEW_DAYS else Wait.LONGER
