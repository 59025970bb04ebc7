"""What came of answering: who came back, who said thanks, what was solved, and whether the tone changed; plain numbers.

Days, never hours, and no person: whoever shows these numbers sees to it that they do not point at one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from listen.brand import Settings
from listen.protocols import Store

__all__ = ["Outcome", "Response", "Wait", "outcomes", "response"]

Wait = str
"""How long a mention waited for its answer: `same_day`, `next_day`, `few_days` (2–3), `longer`."""


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
    """Return what came of the answers given on days in [since, until), the topic with most answers first."""
    raise NotImplementedError


def response(store: Store, settings: Settings, since: date, until: date) -> Response:
    """Return who wanted an answer on days in [since, until), and who got one."""
    raise NotImplementedError
