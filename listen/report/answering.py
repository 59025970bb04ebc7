"""Figures of the dialogue: who got an answer and how soon, what came of it, what we learned. No person is in them."""

from collections.abc import Collection, Iterator

from listen.dialogue import Lesson
from listen.metrics import is_few, wilson
from listen.outcome import Outcome, Response, Wait
from listen.report.citing import CITED
from listen.report.value import Figure, Measure, Section

__all__ = ["answer_figures", "lesson_figures", "outcome_figures"]


def answer_figures(found: Response) -> Iterator[Figure]:
    """Yield how many wanted an answer, how many got one, and how many days that took."""
    waiting = max(0, found.wanted - found.answered)
    shown = found.mentions[: min(CITED, waiting)]
    yield _answers("wanted", found.wanted, measure=Measure.STORIES)
    yield _answers("answered", found.answered, measure=Measure.STORIES)
    yield Figure(
        section=Section.ANSWERS,
        what="not answered",
        value=waiting,
        measure=Measure.STORIES,
        mentions=shown,
        more=waiting - len(shown),
    )
    if found.wanted:
        span = wilson(min(found.answered, found.wanted), found.wanted)
        yield Figure(
            section=Section.ANSWERS,
            what="share answered",
            value=found.answered / found.wanted,
            low=span.low,
            high=span.high,
            measure=Measure.SHARE,
            is_small=is_few(found.wanted),
        )
    for wait in Wait:
        yield _answers(wait.value, found.waits.get(wait, 0))


def _answers(what: str, value: int, *, measure: Measure = Measure.ANSWERS) -> Figure:
    return Figure(section=Section.ANSWERS, what=what, value=value, measure=measure)


def outcome_figures(found: Collection[Outcome]) -> Iterator[Figure]:
    """Yield what came of the answers on each topic."""
    for one in found:
        shown = one.mentions[:CITED]
        yield Figure(
            section=Section.OUTCOMES,
            of=one.topic,
            what="answers",
            value=one.answers,
            measure=Measure.ANSWERS,
            mentions=shown,
            more=max(0, one.answers - len(shown)),
            is_small=is_few(one.answers),
        )
        for what, count in (("came back", one.came_back), ("thanked", one.thanked), ("solved", one.solved)):
            yield Figure(section=Section.OUTCOMES, of=one.topic, what=what, value=count, measure=Measure.ANSWERS)
        for what, tone in (("tone before", one.before), ("tone after", one.after)):
            yield Figure(section=Section.OUTCOMES, of=one.topic, what=what, value=tone, measure=Measure.TONE)


def lesson_figures(lessons: Collection[Lesson]) -> Iterator[Figure]:
    """Yield how many lessons there are, with the mentions that taught them."""
    taught = tuple(dict.fromkeys(one.mention_id for one in lessons if one.mention_id is not None))
    yield Figure(
        section=Section.LESSONS,
        what="lessons",
        value=len(lessons),
        measure=Measure.LESSONS,
        mentions=taught[:CITED],
        more=max(0, len(taught) - CITED),
    )
