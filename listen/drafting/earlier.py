"""What we said earlier in public on the same subject, so that we say nothing else today."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from listen.dialogue import Answer, AnswerState
from listen.drafting.subjects import subjects
from listen.model import Mention
from listen.protocols import Store
from listen.reading import analyzed_text

__all__ = ["Earlier", "earlier"]

_DAYS = 730
_LOOKED_AT = 500
"""Answers of two years that are compared, the newest first."""

_MOST = 3
_SHOWN_WORDS = 4
_LEAST = 2.0
"""An aspect in common and a word, or two words, or more."""

_ASPECT, _WORD, _LANGUAGE, _STORY = 1.5, 1.0, 0.5, 10.0
_GIVEN = frozenset({AnswerState.POSTED, AnswerState.RECORDED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """An answer that was given, and what it has in common with the mention.

    Attributes:
        mention: what it answered; None when that is stored no more.
        shared: aspects and words in common, the first ones of them.
    """

    answer: Answer
    mention: Mention | None
    shared: tuple[str, ...]


def earlier(store: Store, mention: Mention, *, names: Sequence[str], today: date) -> Sequence[Earlier]:
    """Return at most three answers of the last two years on the same subject, the nearest first.

    Aspects in common count most (`listen.aspects`), then words; among equals the newest counts. Answers of which only
    the link is known cannot be compared, and answers to this very mention are no earlier ones.

    Args:
        store: read; the newest five hundred answers are compared.
        mention: what is to be answered.
        names: of the brand and its competitors: they are in every mention.
        today: UTC day.
    """
    wanted = subjects(analyzed_text(mention.post), mention.language, names)
    aspects = _aspects(mention)
    found: list[tuple[float, Earlier]] = []
    given = store.desk.answers(today - timedelta(days=_DAYS), today + timedelta(days=1))
    for answer in islice(given, _LOOKED_AT):
        if answer.state not in _GIVEN or not answer.text or answer.mention_id == mention.id:
            continue
        answered = store.mention(answer.mention_id)
        worth, shared = _likeness(answer, answered, mention, wanted=wanted, aspects=aspects, names=names)
        if worth >= _LEAST:
            found.append((worth, Earlier(answer=answer, mention=answered, shared=shared)))
    # Sorting is stable: among equals the newest comes first, as the desk gave them.
    return tuple(one for _, one in sorted(found, key=lambda pair: -pair[0])[:_MOST])


def _likeness(
    answer: Answer,
    answered: Mention | None,
    mention: Mention,
    *,
    wanted: Mapping[str, str],
    aspects: Sequence[str],
    names: Sequence[str],
) -> tuple[float, tuple[str, ...]]:
    """Return what an earlier answer is worth here, and what it shares."""
    language = mention.language if answered is None else answered.language
    said = subjects(answer.text or "", language, names)
    if answered is not None:
        said |= subjects(analyzed_text(answered.post), language, names)
    words = [word for key, word in wanted.items() if key in said]
    same = [] if answered is None else [one for one in aspects if one in _aspects(answered)]
    worth = _ASPECT * len(same) + _WORD * len(words)
    if worth and answered is not None:
        worth += _LANGUAGE * (answered.language == mention.language)
        worth += _STORY * (answered.story_id is not None and answered.story_id == mention.story_id)
    return worth, tuple(dict.fromkeys((*same, *words)))[:_SHOWN_WORDS]


def _aspects(mention: Mention) -> tuple[str, ...]:
    opinions = () if mention.sentiment is None else mention.sentiment.opinions
    return tuple(dict.fromkeys(aspect for opinion in opinions for aspect in opinion.aspects))
