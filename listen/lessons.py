"""Learn from what people said: gather their judgements, fit, keep what came out, and tell recent mentions anew."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from hashlib import blake2b

from listen.learning import Example, Lesson, Residual, learn, untold
from listen.model import Label, Mention, Sentiment
from listen.protocols import Filter, Judgement, Learned, Scored, Store, Subject
from listen.ranking import priority
from listen.reading import analyzed_text
from listen.understand import Understanding

__all__ = ["RENEWED_DAYS", "Outcome", "catch_up", "examples", "last_said", "take_up"]

RENEWED_DAYS = 14
"""Mentions of so many days feel the difference when something new was learned."""

_ABOUT = Subject.SENTIMENT.value
_VERSION = "1"
_SAME = 1e-4
_TAUGHT = frozenset({Label.PRAISE, Label.CRITICISM, Label.NEUTRAL, Label.MIXED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What catching up came to: whether something was fitted anew, and how many mentions were told anew."""

    is_refitted: bool = False
    renewed: int = 0


def last_said(store: Store, about: Subject) -> dict[int, Judgement]:
    """Return what was last said about each mention, by its number."""
    return {one.mention_id: one for one in store.judgements() if one.about is about}


def take_up(store: Store, understanding: Understanding) -> None:
    """Let `understanding` use what was learned last; nothing where nothing was, or where it cannot be read."""
    understanding.taught = _residual(store.learned(_ABOUT))


def _residual(kept: Learned | None) -> Residual | None:
    if kept is None or not kept.weights:
        return None
    try:
        return Residual.unpacked(kept.weights)
    except ValueError:
        # It can be made again from the judgements, and is: `_is_current` does not accept it.
        return None


def catch_up(
    store: Store, understanding: Understanding, *, today: date, most: int | None = None, is_renewing: bool = True
) -> Outcome:
    """Learn anew when people said something since, and tell the mentions of the last 14 days what came of it.

    Interrupted at any point, the next call goes on: what was fitted is kept first, and marked when all were told.

    Args:
        store: read and written.
        understanding: gets what was learned (`taught`).
        today: the calendar day in the configured zone.
        most: with more judgements than that, learning is left to a later call; None never leaves it.
        is_renewing: False leaves the mentions to a later call.
    """
    said = last_said(store, Subject.SENTIMENT)
    kept = store.learned(_ABOUT)
    if kept is None and not said:
        understanding.taught = None
        return Outcome()
    print_ = _fingerprint(said, understanding)
    is_refitted = False
    if not _is_current(kept, print_) and (most is None or len(said) <= most):
        lesson = learn(examples(store, understanding, said))
        kept = Learned(
            about=_ABOUT,
            fingerprint=print_,
            weights=b"" if lesson.residual is None else lesson.residual.packed(),
            report=_report(lesson),
        )
        store.learn(_ABOUT, kept)
        is_refitted = True
    understanding.taught = _residual(kept)
    if not is_renewing or kept is None or _is_told(kept):
        return Outcome(is_refitted=is_refitted)
    renewed = store.rescore(_renewed(store, understanding, today))
    store.learn(_ABOUT, replace(kept, report=json.dumps({**json.loads(kept.report), "is_told": True}, sort_keys=True)))
    return Outcome(is_refitted=is_refitted, renewed=renewed)


def _fingerprint(said: dict[int, Judgement], understanding: Understanding) -> str:
    """Return a name for the judgements and for the analyzers that they were made of; their order does not matter."""
    digest = blake2b(digest_size=16)
    for name in sorted({one.name for some in understanding.analyzers.values() for one in some}):
        digest.update(f"{_VERSION} {name}\n".encode())
    for number in sorted(said):
        digest.update(f"{number} {said[number].verdict}\n".encode())
    return digest.hexdigest()


def _is_current(kept: Learned | None, print_: str) -> bool:
    return kept is not None and kept.fingerprint == print_ and (not kept.weights or _residual(kept) is not None)


def _is_told(kept: Learned) -> bool:
    try:
        return json.loads(kept.report).get("is_told") is True
    except (ValueError, AttributeError, RecursionError):
        return False


def _report(lesson: Lesson) -> str:
    return json.dumps({**json.loads(lesson.report), "is_told": False}, sort_keys=True)


def examples(store: Store, understanding: Understanding, said: dict[int, Judgement]) -> list[Example]:
    """Return what can be learned from: judged mentions whose analyzer gives probabilities, as it gives them today.

    What the analyzer in charge had said is taken from the store; where another one is in charge now, it is asked.
    """
    found = [
        (judgement, mention)
        for number, judgement in sorted(said.items())
        if judgement.verdict in _TAUGHT and (mention := store.mention(number)) is not None
    ]
    stored = {mention.id: _own_word(mention, understanding) for _, mention in found}
    asked = [mention for _, mention in found if stored[mention.id] is None]
    answers = dict(zip((one.id for one in asked), understanding.untaught(asked), strict=True)) if asked else {}
    return [
        Example(
            id=judgement.mention_id,
            order=judgement.id or 0,
            verdict=Label(judgement.verdict),
            sentiment=sentiment,
            sure_from=understanding.sure_from(mention.language),
            text=analyzed_text(mention.post),
            language=mention.language,
            queries=tuple(match.query for match in mention.matches),
            story=mention.story_id,
        )
        for judgement, mention in found
        if (sentiment := stored[mention.id] or answers.get(mention.id)) is not None
    ]


def _own_word(mention: Mention, understanding: Understanding) -> Sentiment | None:
    """Return what the mention's analyzer said before anything was learned; None when it is not the one of today."""
    analyzer = understanding.in_charge(mention.language)
    if mention.sentiment is None or analyzer is None or mention.sentiment.analyzer != analyzer.name:
        return None
    return untold(mention.sentiment, sure_from=understanding.sure_from(mention.language))


def _renewed(store: Store, understanding: Understanding, today: date) -> Iterator[Scored]:
    """Yield the recent mentions of which something else is to be said now."""
    since = today - timedelta(days=RENEWED_DAYS - 1)
    for mention in store.mentions(Filter(since=since, is_own=None, is_dropped=None)):
        sentiment = mention.sentiment
        if sentiment is None or sentiment.probabilities is None:
            continue
        first = untold(sentiment, sure_from=understanding.sure_from(mention.language))
        now = understanding.with_learned(mention, first)
        if now is None or _is_same(sentiment, now):
            continue
        told = understanding.noticed(replace(mention, sentiment=now))
        yield Scored(
            id=told.id or 0,
            language=told.language,
            language_confidence=told.language_confidence,
            sentiment=now,
            priority=priority(told, queries=understanding.queries),
            findings=told.findings,
            dropped=told.dropped,
        )


def _is_same(one: Sentiment, other: Sentiment) -> bool:
    if one.label is not other.label or (one.untaught is None) != (other.untaught is None):
        return False
    return _is_near(one.probabilities, other.probabilities) and _is_near(one.untaught, other.untaught)


def _is_near(one: Sequence[float] | None, other: Sequence[float] | None) -> bool:
    return all(abs(first - second) < _SAME for first, second in zip(one or (), other or (), strict=True))
