"""Why a mention is worth a person's time: an open formula, a sum of terms that can be shown one by one.

The points of a mention never change with its age, so they can be stored and asked for in order; age is subtracted
when a digest is built (`aged`). The table of all terms stands in docs/explanation/digest.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from math import log10
from types import MappingProxyType

from listen.brand import Query
from listen.intents import Intent, intents
from listen.model import Engagement, FindingKind, Label, Mention, Post
from listen.reading import analyzed_text

__all__ = [
    "Term",
    "age_term",
    "aged",
    "explain",
    "is_question",
    "priority",
    "reactions",
    "reasons",
    "terms",
    "wants_to_buy",
]

_NO_QUERIES: Mapping[str, Query] = MappingProxyType({})
_NO_VALUES: Mapping[str, int | float | str] = MappingProxyType({})

_AUDIENCE_CAP = 20
_VIEWS_PER_REACTION = 50
_NOTABLE_REACTIONS = 20
_DAY_S = 86_400
_POINTS_A_DAY = 6
_AGE_CAP = 30
_REASONS_SHOWN = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One summand of a mention's priority.

    Attributes:
        key: what it is about; `ranking.KEY` is the phrase that says so.
        points: added (or, below zero, subtracted).
        values: the numbers it was made of, for the phrase.
    """

    key: str
    points: int
    values: Mapping[str, int | float | str] = field(default_factory=lambda: _NO_VALUES)


def is_question(post: Post) -> bool:
    """Say whether somebody asks the reader something; asked for effect, quoted or answered at once is not."""
    return Intent.QUESTION in _intents_of(post)


def wants_to_buy(post: Post) -> bool:
    """Say whether somebody looks for something to buy, or for its price (`listen.intents`)."""
    return Intent.BUYING in _intents_of(post)


def _intents_of(post: Post, language: str | None = None) -> frozenset[str]:
    return frozenset(finding.value for finding in intents(post, analyzed_text(post), language))


def _wishes(mention: Mention) -> frozenset[str]:
    """Return the mention's intents: those that were found when it was judged, else as its text says."""
    found = frozenset(one.value for one in mention.findings if one.kind is FindingKind.INTENT)
    return found or _intents_of(mention.post, mention.language)


def reactions(engagement: Engagement) -> int | None:
    """Return likes, shares and replies together (or the score, where there is only that); None when none is known."""
    known = [count for count in (engagement.likes, engagement.shares, engagement.replies) if count is not None]
    if engagement.likes is None and engagement.score is not None:
        known.append(engagement.score)
    return max(0, sum(known)) if known else None


def terms(mention: Mention, *, queries: Mapping[str, Query] = _NO_QUERIES) -> tuple[Term, ...]:
    """Return what speaks for and against spending time on `mention`, heaviest first.

    Args:
        mention: with its sentiment; id, priority and age do not matter.
        queries: the saved queries by name; without them, no term tells ours from a competitor's or a unit's.

    Unknown numbers add no term: not known is not zero.
    """
    found = [
        *_asking(mention),
        *_feeling(mention),
        *_audience(mention.post.engagement),
        *_belonging(mention, queries),
        *_doubts(mention),
    ]
    return tuple(sorted(found, key=lambda term: -abs(term.points)))


def _asking(mention: Mention) -> list[Term]:
    found = []
    wishes = _wishes(mention)
    if Intent.QUESTION in wishes:
        replies = mention.post.engagement.replies
        if replies is None:
            found.append(Term(key="question", points=32))
        elif replies == 0:
            found.append(Term(key="question_unanswered", points=42))
        else:
            found.append(Term(key="question_answered", points=15, values={"n": replies}))
    if Intent.BUYING in wishes:
        found.append(Term(key="buying", points=28))
    return found


def _feeling(mention: Mention) -> list[Term]:
    label, sentiment = mention.label, mention.sentiment
    if label is None:
        return [Term(key="unscored", points=6)]
    # What a person said is sure.
    confidence = 1.0 if mention.corrected is not None or sentiment is None else sentiment.confidence
    sure = round(100 * confidence)
    match label:
        case Label.CRITICISM:
            points = 18 + round(16 * confidence)
            return [Term(key="criticism", points=points, values={"confidence": sure})]
        case Label.MIXED:
            return [Term(key="mixed", points=26)]
        case Label.PRAISE:
            points = round(8 * confidence)
            return [Term(key="praise", points=points, values={"confidence": sure})]
        case Label.UNCLEAR:
            return [Term(key="unclear", points=4)]
        case _:
            return []


def _audience(engagement: Engagement) -> list[Term]:
    """Add up to 20 points: 7 for each factor of ten in reactions; 50 views weigh as much as one reaction."""
    counted = reactions(engagement)
    if counted is None and engagement.views is None:
        return []
    weight = max(counted or 0, (engagement.views or 0) // _VIEWS_PER_REACTION)
    points = min(_AUDIENCE_CAP, round(7 * log10(1 + weight)))
    if not points:
        return []
    if counted is not None:
        return [Term(key="audience", points=points, values={"n": counted})]
    return [Term(key="views", points=points, values={"n": engagement.views or 0})]


def _belonging(mention: Mention, queries: Mapping[str, Query]) -> list[Term]:
    matched = [queries[match.query] for match in mention.matches if match.query in queries]
    if matched and all(query.competitor is not None for query in matched):
        return [Term(key="competitor", points=-60)]
    units = sorted({query.unit for query in matched if query.unit is not None})
    return [Term(key="unit", points=4, values={"unit": units[0]})] if units else []


def _doubts(mention: Mention) -> list[Term]:
    found = []
    fields = {span.field for match in mention.matches for span in match.spans}
    if mention.is_own:
        found.append(Term(key="own", points=-100))
    if mention.post.is_bot:
        found.append(Term(key="bot", points=-25))
    if mention.matches and all(match.is_by_provider for match in mention.matches):
        found.append(Term(key="provider", points=-10))
    elif fields and not fields & {"title", "text"}:
        found.append(Term(key="in_passing", points=-8))
    if "title" in fields:
        found.append(Term(key="in_title", points=5))
    return found


def priority(mention: Mention, *, queries: Mapping[str, Query] = _NO_QUERIES) -> int:
    """Return how much `mention` is worth a person's time, 0 … 100, without its age: the sum of its `terms`."""
    return max(0, min(100, sum(term.points for term in terms(mention, queries=queries))))


def age_term(mention: Mention, *, now: datetime) -> Term:
    """Return what the age of `mention` takes away: 6 points a day, at most 30."""
    hours = max(0.0, (now - mention.published_at).total_seconds()) * 24 / _DAY_S
    return Term(key="age", points=-min(_AGE_CAP, round(_POINTS_A_DAY * hours / 24)), values={"n": round(hours)})


def aged(mention: Mention, *, now: datetime) -> int:
    """Return the stored priority less the age, 0 … 100."""
    return max(0, mention.priority + age_term(mention, now=now).points)


def explain(mention: Mention, *, now: datetime, queries: Mapping[str, Query] = _NO_QUERIES) -> tuple[Term, ...]:
    """Return every term of a mention's place in the digest, its age included; nothing else decides."""
    age = age_term(mention, now=now)
    return (*terms(mention, queries=queries), age) if age.points else terms(mention, queries=queries)


def reasons(found: tuple[Term, ...]) -> tuple[Term, ...]:
    """Return the one or two terms that a reader is told, heaviest first; empty when nothing speaks for the mention.

    Criticism that many saw is said in one breath (`criticism_audience`).
    """
    by_key = {term.key: term for term in found if term.points > 0}
    audience = by_key.get("audience")
    is_notable = audience is not None and int(audience.values["n"]) >= _NOTABLE_REACTIONS
    if audience is not None and not is_notable:
        del by_key["audience"]
    for feeling in ("criticism", "praise"):
        if is_notable and audience is not None and feeling in by_key:
            both = by_key.pop(feeling).points + audience.points
            by_key.pop("audience", None)
            joined = Term(key=f"{feeling}_audience", points=both, values=audience.values)
            by_key[joined.key] = joined
    for quiet in ("in_title", "unit", "unscored", "unclear"):
        if len(by_key) > 1:
            by_key.pop(quiet, None)
    return tuple(sorted(by_key.values(), key=lambda term: -term.points)[:_REASONS_SHOWN])
