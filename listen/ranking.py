"""Why a mention is worth a person's time: an open formula, a sum of terms that can be shown one by one.

The points of a mention never change with its age, nor with who reads, so they can be stored and asked for in order.
Age, what was answered already and what the reader knows about are added when a digest is built (`aged`,
`dealt_terms`, `reader_terms`). The table of all terms stands in docs/explanation/digest.md.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from math import log10
from types import MappingProxyType

from listen.brand import Query
from listen.dialogue import Dealing
from listen.intents import Intent, intents
from listen.model import Engagement, FindingKind, Label, Mention, Post, Probabilities
from listen.personal import Me
from listen.reading import LOOKED_AT, analyzed_text
from listen.text.fold import fold

__all__ = [
    "Term",
    "age_term",
    "aged",
    "dealt_terms",
    "explain",
    "headroom",
    "is_question",
    "priority",
    "reactions",
    "reader_terms",
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

_NO_ANSWER_WANTED = (Intent.ADVERT, Intent.JOB_AD, Intent.COUPON)
_SELLING = -30
_ANSWERED, _THANKED = -30, -15
_YOUR_UNIT, _FIRST_LANGUAGE, _OTHER_LANGUAGE, _FOREIGN_LANGUAGE = 10, 4, 2, -25
_SKILL, _MORE_SKILLS, _SKILLS_CAP = 12, 4, 20
_SHORT_SKILL, _LONG_SKILL = 4, 5


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
    taught = _taught(mention)
    by: dict[str, int | float | str] = {} if taught is None else {"by": taught}
    values = {"confidence": round(100 * confidence), **by}
    match label:
        case Label.CRITICISM:
            return [Term(key="criticism", points=18 + round(16 * confidence), values=values)]
        case Label.MIXED:
            return [Term(key="mixed", points=26, values=by)]
        case Label.PRAISE:
            return [Term(key="praise", points=round(8 * confidence), values=values)]
        case Label.UNCLEAR:
            return [Term(key="unclear", points=4)]
        case _:
            return []


def _taught(mention: Mention) -> str | None:
    """Return who changed what the analyzer says by itself: a `person`, or what was `learned`; None when nobody did."""
    if mention.corrected is not None:
        return "person"
    sentiment = mention.sentiment
    if sentiment is None or sentiment.untaught is None or sentiment.probabilities is None:
        return None
    return None if _likeliest(sentiment.untaught) == _likeliest(sentiment.probabilities) else "learned"


def _likeliest(probabilities: Probabilities) -> int:
    return max(range(len(probabilities)), key=probabilities.__getitem__)


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
    wishes = _wishes(mention)
    found.extend(Term(key=intent.value, points=_SELLING) for intent in _NO_ANSWER_WANTED if intent in wishes)
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


def aged(mention: Mention, *, now: datetime, besides: Iterable[Term] = ()) -> int:
    """Return the stored priority less the age, with the terms that are not stored, 0 … 100.

    What is worth nothing to anybody is not lifted by what one reader likes.
    """
    if mention.priority <= 0:
        return 0
    points = mention.priority + age_term(mention, now=now).points + sum(term.points for term in besides)
    return max(0, min(100, points))


def dealt_terms(dealing: Dealing | None) -> tuple[Term, ...]:
    """Return what our own public answers in its story take from a mention: 30 points, 15 more when thanks came back."""
    if dealing is None or not dealing.answers:
        return ()
    answered = Term(key="answered", points=_ANSWERED, values={"n": dealing.answers})
    return (answered, Term(key="thanked", points=_THANKED)) if dealing.thanks else (answered,)


def reader_terms(mention: Mention, *, me: Me, queries: Mapping[str, Query] = _NO_QUERIES) -> tuple[Term, ...]:
    """Return what speaks for and against `mention` for one reader (`listen me`), heaviest first; never stored."""
    found = [*_your_unit(mention, me, queries), *_your_language(mention, me), *_your_skills(mention, me)]
    return tuple(sorted(found, key=lambda term: -abs(term.points)))


def headroom(me: Me) -> int:
    """Return how many points `reader_terms` can add at most."""
    unit = _YOUR_UNIT if me.units else 0
    language = _FIRST_LANGUAGE if me.languages else 0
    return unit + language + min(_SKILLS_CAP, _SKILL + _MORE_SKILLS * (len(me.skills) - 1) if me.skills else 0)


def _your_unit(mention: Mention, me: Me, queries: Mapping[str, Query]) -> list[Term]:
    matched = {query.unit for match in mention.matches if (query := queries.get(match.query)) is not None}
    yours = next((unit for unit in me.units if unit in matched), None)
    return [] if yours is None else [Term(key="your_unit", points=_YOUR_UNIT, values={"unit": yours})]


def _your_language(mention: Mention, me: Me) -> list[Term]:
    language = mention.language
    if language is None or not me.languages:
        return []
    if language not in me.languages:
        return [Term(key="foreign_language", points=_FOREIGN_LANGUAGE, values={"language": language})]
    points = _FIRST_LANGUAGE if language == me.languages[0] else _OTHER_LANGUAGE
    return [Term(key="your_language", points=points, values={"language": language})]


def _your_skills(mention: Mention, me: Me) -> list[Term]:
    if not me.skills:
        return []
    text = fold(analyzed_text(mention.post)[:LOOKED_AT])
    known = [skill for skill in me.skills if (pattern := _skill(skill)) is not None and pattern.search(text)]
    if not known:
        return []
    points = min(_SKILLS_CAP, _SKILL + _MORE_SKILLS * (len(known) - 1))
    return [Term(key="your_skill", points=points, values={"skills": ", ".join(known)})]


@lru_cache(maxsize=256)
def _skill(skill: str) -> re.Pattern[str] | None:
    """Return where a skill stands in a folded text: a short one as a word, a long one anywhere (Raumakustik)."""
    words = r"\s+".join(re.escape(word) for word in fold(skill).split())
    if not words:
        return None
    begin = "" if len(fold(skill)) >= _LONG_SKILL else r"(?<!\w)"
    end = r"(?!\w)" if len(fold(skill)) < _SHORT_SKILL else ""
    return re.compile(f"{begin}{words}{end}")


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
    for quiet in ("in_title", "unit", "your_language", "your_unit", "unscored", "unclear"):
        if len(by_key) > 1:
            by_key.pop(quiet, None)
    return tuple(sorted(by_key.values(), key=lambda term: -term.points)[:_REASONS_SHOWN])
