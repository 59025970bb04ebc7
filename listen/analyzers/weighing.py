"""How whole text, clauses, window, comparisons and doubts become one judgement towards the brand."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp

from listen.clauses import Bond, Cue, Doubt, DoubtKind, Owned, Owner, Verdict
from listen.model import Label

__all__ = ["SURE_FROM", "Distribution", "Judged", "Part", "judged", "learned_share"]

Distribution = tuple[float, float, float]
"""How likely criticism, neutral and praise are; they sum to 1."""

_WHOLE, _CLAUSE, _WINDOW = 1.0, 1.0, 1.0
"""Without labels the three count alike (measured; see docs/decisions/toward-the-brand.md)."""

_WHOLE_DIVIDED = 0.25
"""What the whole counts when part of it speaks of somebody else."""

_LEARNED, _LEARNED_OF_REPORTS, _LEARNED_ELSEWHERE = 0.6, 0.85, 0.3
"""Part of the say that the learned judgement has, where there is one: in German and English posts, in reports, which it
learned best, and in other languages."""

_CUES, _CUES_BESIDE_LEARNED = 2.5, 1.5
"""The say of judging words ("jeden Cent wert", "undicht"): at full strength they multiply the odds by e to this. A
judgement that is sure of itself withstands them, one that is not is tipped. They have less to add to what was learned
from texts with targets."""

_SAYS_LITTLE = 0.2
"""What a neutral clause still weighs against one with an opinion."""

_SHARPER = 1.2
"""The average of two that do not always agree is less sure of itself than it is right: fitted on posts and news."""

_OPINION_FROM = 0.5
_MIXED_FROM = 0.55
_MIXED_AT_CONTRAST = 0.48
"""Praise and criticism of the brand are both told from this probability on; "aber" between them asks for less."""

SURE_FROM = 0.42
"""Below this the label is *unclear*; where it stands on the curve is told in docs/explanation/toward-the-brand.md."""

_IRONIC = 0.3
"""Confidence beside a clear cue of irony: none of the three labels."""

_ASKED, _ASKED_OTHERS, _WISHED, _SUPPOSED = 0.5, 0.85, 0.7, 0.6
_REST = 0.65
_QUESTIONED = 0.75
_HEARD = 0.55
"""How much of an opinion is taken back by a question, a question to others, a wish or a bygone time, a supposition or
hearsay; what doubt leaves of the confidence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A clause with its owner, its score (None when it was not scored), its doubts and its judging words."""

    owned: Owned
    score: Distribution | None
    doubts: tuple[Doubt, ...] = ()
    cues: tuple[Cue, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What comes out.

    Attributes:
        probabilities: of criticism, neutral and praise.
        polarity: praise less criticism, −1.0 … +1.0.
        confidence: of the label, 0.0 … 1.0.
        label: what it comes to.
        opinions: number of the clause, PRAISE or CRITICISM, and its probabilities; in order.
        deciding: number of the clause that weighed most; None when no clause speaks of the brand.
    """

    probabilities: Distribution
    polarity: float
    confidence: float
    label: Label
    opinions: tuple[tuple[int, Label, Distribution], ...]
    deciding: int | None


def learned_share(language: str, *, is_report: bool) -> float:
    """Return the part of the say that what was learned has about a text."""
    if language not in {"de", "en"}:
        return _LEARNED_ELSEWHERE
    return _LEARNED_OF_REPORTS if is_report else _LEARNED


def judged(
    *,
    whole: Distribution,
    parts: Sequence[Part],
    windows: Sequence[Distribution],
    verdicts: Sequence[Verdict],
    learned: tuple[Distribution, float] | None,
    is_targeted: bool,
    sure_from: float,
) -> Judged:
    """Return the judgement of one text.

    Args:
        whole: what the text as a whole feels like.
        parts: its clauses, in order.
        windows: what the words around the brand feel like; empty when there are none.
        verdicts: comparisons that the brand wins or loses.
        learned: what a model trained on targets says, and its part of the say; None where there is none.
        is_targeted: the text names the brand.
        sure_from: where it does not, the probability below which the label is *unclear*.
    """
    say = _CUES if learned is None else _CUES_BESIDE_LEARNED
    own = [(at, part, _told(part)) for at, part in enumerate(parts) if part.score is not None]
    weights = {at: part.owned.weight * (_SAYS_LITTLE + 1.0 - score[1]) for at, part, score in own}
    deciding = max(weights, key=weights.__getitem__, default=None)
    found = _together(whole, parts, own, weights, windows) if is_targeted else whole
    if learned is not None:
        told, share = learned
        found = _sharpened(_average(((1.0 - share, found), (share, told))))
    if is_targeted:
        said = [
            (part.owned.weight * (1.0 - _taken_back(part)[cue.weight > 0]), cue)
            for _, part, _ in own
            for cue in part.cues
        ]
        found = _with_cues(found, said, say=say)
    for verdict in verdicts:
        found = _average(((1.0 - verdict.strength, found), (verdict.strength, _won(is_praise=verdict.is_praise))))
    opinions = tuple(_opinions(own, verdicts))
    confidence = max(found)
    label = (Label.CRITICISM, Label.NEUTRAL, Label.PRAISE)[found.index(confidence)]
    mixed = _mixed(parts, opinions)
    if mixed is not None and not verdicts:
        label, confidence = Label.MIXED, mixed
    confidence *= _left_by_doubt(parts, weights)
    if is_targeted and not own:
        # Only quoted lines, or clauses about others, name the brand.
        confidence = min(confidence, _IRONIC)
    if confidence < (SURE_FROM if is_targeted else sure_from):
        label = Label.UNCLEAR
    return Judged(
        probabilities=_rounded(found),
        polarity=found[2] - found[0],
        confidence=confidence,
        label=label,
        opinions=opinions,
        deciding=deciding,
    )


def _told(part: Part) -> Distribution:
    """Return a clause's score after questions and wishes took back their part."""
    score = _with_cues(part.score or (0.0, 1.0, 0.0), [(1.0, cue) for cue in part.cues], say=_CUES)
    criticism, praise = _taken_back(part)
    return _softened(score, criticism=criticism, praise=praise)


def _taken_back(part: Part) -> tuple[float, float]:
    """Return how much of criticism and of praise a clause takes back by the way it is said."""
    kinds = {one.kind for one in part.doubts}
    criticism = praise = 0.0
    if DoubtKind.ASKING in kinds:
        criticism = praise = _ASKED_OTHERS
    elif part.owned.clause.tone == "?":
        criticism, praise = _ASKED * 0.8, _ASKED
    if kinds & {DoubtKind.SUPPOSED, DoubtKind.HEARSAY}:
        criticism, praise = max(criticism, _SUPPOSED), max(praise, _SUPPOSED)
    if kinds & {DoubtKind.WISH, DoubtKind.PAST}:
        # "It would be nice if it were quieter", "it used to be quiet": hardly praise, a little criticism.
        praise = max(praise, _WISHED)
    return criticism, praise


def _with_cues(score: Distribution, told: Sequence[tuple[float, Cue]], *, say: float) -> Distribution:
    """Return the score after judging words had their say; each with a factor for its weight.

    Words of one kind do not add up beyond certainty; praise and criticism share what they have to say.
    """
    left = {True: 1.0, False: 1.0}
    for factor, cue in told:
        left[cue.weight > 0] *= 1.0 - min(1.0, abs(cue.weight) * factor)
    against, favour = score[0] * exp(say * (1.0 - left[False])), score[2] * exp(say * (1.0 - left[True]))
    total = against + score[1] + favour
    return (against / total, score[1] / total, favour / total)


def _softened(score: Distribution, *, criticism: float, praise: float) -> Distribution:
    against, neutral, favour = score
    return (against * (1 - criticism), neutral + against * criticism + favour * praise, favour * (1 - praise))


def _together(
    whole: Distribution,
    parts: Sequence[Part],
    own: Sequence[tuple[int, Part, Distribution]],
    weights: dict[int, float],
    windows: Sequence[Distribution],
) -> Distribution:
    """Return the average of whole, clauses and windows."""
    if not own or not sum(weights.values()):
        return whole
    is_divided = any(part.owned.owner in {Owner.THEIRS, Owner.OPEN} for part in parts)
    clause = _average([(weights[at], score) for at, _, score in own])
    pairs = [(_WHOLE_DIVIDED if is_divided else _WHOLE, whole), (_CLAUSE, clause)]
    if windows:
        pairs.append((_WINDOW, _average([(1.0, one) for one in windows])))
    found = _average(pairs)
    # What whole and window say was not taken back yet.
    total = sum(weights.values())
    back = [(weights[at] / total, _taken_back(part)) for at, part, _ in own]
    return _softened(
        found,
        criticism=_REST * sum(share * taken[0] for share, taken in back),
        praise=_REST * sum(share * taken[1] for share, taken in back),
    )


def _opinions(
    own: Sequence[tuple[int, Part, Distribution]], verdicts: Sequence[Verdict]
) -> list[tuple[int, Label, Distribution]]:
    found = []
    for at, part, told in own:
        clause = part.owned.clause
        if part.owned.owner is Owner.OPEN:
            continue
        score = told
        for verdict in verdicts:
            if clause.start <= verdict.start < clause.end:
                score = _average(
                    ((1.0 - verdict.strength, score), (verdict.strength, _won(is_praise=verdict.is_praise)))
                )
        if any(one.kind is DoubtKind.IRONY for one in part.doubts):
            continue
        if score[2] >= _OPINION_FROM:
            found.append((at, Label.PRAISE, score))
        elif score[0] >= _OPINION_FROM:
            found.append((at, Label.CRITICISM, score))
    return found


def _mixed(parts: Sequence[Part], opinions: Sequence[tuple[int, Label, Distribution]]) -> float | None:
    """Return how sure it is that the brand is both praised and criticised; None when it is not."""
    first = next((at for at, part in enumerate(parts) if part.owned.owner in {Owner.OURS, Owner.BOTH}), 0)
    sure = [
        # What stands before the brand is named may be about anything.
        (label, (score[2] if label is Label.PRAISE else score[0]) * (parts[at].owned.weight if at < first else 1.0))
        for at, label, score in opinions
    ]
    praise = max((value for label, value in sure if label is Label.PRAISE), default=0.0)
    criticism = max((value for label, value in sure if label is Label.CRITICISM), default=0.0)
    if not praise or not criticism:
        return None
    is_contrast = any(parts[at].owned.clause.bond is Bond.CONTRAST for at, _, _ in opinions)
    weaker = min(praise, criticism)
    return weaker if weaker >= (_MIXED_AT_CONTRAST if is_contrast else _MIXED_FROM) else None


def _left_by_doubt(parts: Sequence[Part], weights: dict[int, float]) -> float:
    """Return the part of the confidence that irony and hearsay leave."""
    total = sum(weights.values())
    left = 1.0
    for at, part in enumerate(parts):
        share = weights[at] / total if total and at in weights else 0.0
        for one in part.doubts:
            if one.kind is DoubtKind.IRONY:
                # A cue colours its neighbours: "Na toll. Schon wieder undicht."
                left = min(left, _IRONIC if part.owned.weight > 0 else 1.0) if one.is_certain else left * _QUESTIONED
            elif one.kind is DoubtKind.HEARSAY:
                left *= 1.0 - (1.0 - _HEARD) * share
    return left


def _won(*, is_praise: bool) -> Distribution:
    return (0.05, 0.05, 0.9) if is_praise else (0.9, 0.05, 0.05)


def _average(pairs: Sequence[tuple[float, Distribution]]) -> Distribution:
    total = sum(weight for weight, _ in pairs) or 1.0
    against = sum(weight * score[0] for weight, score in pairs) / total
    favour = sum(weight * score[2] for weight, score in pairs) / total
    return (against, max(0.0, 1.0 - against - favour), favour)


def _sharpened(score: Distribution) -> Distribution:
    against, neutral, favour = (max(share, 1e-6) ** _SHARPER for share in score)
    total = against + neutral + favour
    return (against / total, neutral / total, favour / total)


def _rounded(score: Distribution) -> Distribution:
    """Return it with four decimals, still summing to 1."""
    against, favour = round(score[0], 4), round(score[2], 4)
    return (against, round(max(0.0, 1.0 - against - favour), 4), favour)
