"""From all judgements to what is learned, checked on judgements that it has not seen, and used only when it helps."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from math import log
from zlib import crc32

from listen.learning.fitting import Penalties, Row, fitted
from listen.learning.residual import LABELS, Residual, Three, logs, retold, shares
from listen.learning.words import homes_of, words_of
from listen.model import Label, Probabilities, Sentiment

__all__ = ["Example", "Lesson", "Tally", "learn", "tally_of"]

LEAST = 10
"""Judgements below which nothing is learned: shares of three labels cannot be told from fewer."""

_SCALE_FROM = 50
_WORDS_FROM = 50
_MOST = 4_000
"""The newest so many judgements are learned from, so that learning stays a matter of seconds."""

_FOLDS = 5
_FEW_FOLDS = 3
_FEW_FOLDS_FROM = 1_000
_LAST = 50
_BALANCES = (0.5, 0.75, 1.0)
"""How far rare labels are made to count as much as frequent ones: half of the way first, all of it last."""

_RIGHT_AT_LEAST = 0.45
"""An analyzer is right so often in every domain that was measured; where judgements say less, they were selected."""

_RARELY_RIGHT = 10.0
"""Confirmed judgements may stand for so many of their kind at most; where that is not enough, more are needed."""

_WORDS_DEAR, _WORDS_CHEAP = 1.0, 0.3
_WORDS_CHEAP_FROM = 400
_HOMES_DEAR = 1.0
_SCALE_DEAR = 5.0
_MIXED_WEIGHT = 0.5
_TEMPERATURES = tuple(round(0.7 + 0.05 * step, 2) for step in range(47))
_BINS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """What a person said of a mention, and what the analyzer had said.

    Attributes:
        id: of the mention.
        order: of the judgement: the higher, the later.
        verdict: praise, criticism, neutral or mixed.
        sentiment: the analyzer's, before anything was learned; with probabilities.
        sure_from: below this confidence the analyzer says *unclear*.
        text, language, queries: what is learned from.
        story: copies of one story are never on both sides of a check; None when unknown.
    """

    id: int
    order: int
    verdict: Label
    sentiment: Sentiment
    sure_from: float
    text: str
    language: str | None
    queries: tuple[str, ...] = ()
    story: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How often the last judgements, at most fifty, were what listen says: with what was learned, and without.

    With what was learned means: learned from the other judgements only.
    """

    judgements: int
    right: int
    before: int
    is_used: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """How good answers are, on judgements that were not learned from; confirmations weigh as often as they occur."""

    accuracy: float
    macro_f1: float
    log_loss: float
    calibration_error: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """What came out.

    Attributes:
        residual: None when nothing is learned.
        why: `used`, or why not: `few`, `only_errors`, `no_gain`.
        judgements: how many were learned from.
        before, after: None where nothing was tried; `after` is that of the best try.
        tally: None without judgements.
        told: by mention, the probabilities learned from all other judgements; what a check is to be made with.
    """

    residual: Residual | None = None
    why: str
    judgements: int
    before: Scores | None = None
    after: Scores | None = None
    tally: Tally | None = None
    told: Mapping[int, Probabilities] = field(default_factory=dict)

    @property
    def report(self) -> str:
        """Return what is worth keeping of the check, as JSON."""
        kept = {
            "why": self.why,
            "judgements": self.judgements,
            "before": None if self.before is None else asdict(self.before),
            "after": None if self.after is None else asdict(self.after),
            "tally": None if self.tally is None else asdict(self.tally),
        }
        return json.dumps(kept, sort_keys=True)


def tally_of(report: str) -> Tally | None:
    """Return the tally that a `Lesson.report` holds; None where there is none, or it cannot be read."""
    try:
        found = json.loads(report)["tally"]
        tally = Tally(
            judgements=int(found["judgements"]),
            right=int(found["right"]),
            before=int(found["before"]),
            is_used=found["is_used"] is True,
        )
    except (ValueError, TypeError, KeyError, RecursionError, OverflowError):
        return None
    is_sound = 0 < tally.judgements <= _LAST and all(
        0 <= one <= tally.judgements for one in (tally.right, tally.before)
    )
    return tally if is_sound else None


def learn(examples: Iterable[Example]) -> Lesson:
    """Return what `examples` teach. The same examples in any order teach the same, to the last bit.

    Below 50 only how often people praise and complain in each home is learned, from 50 on words, too, and how far the
    analyzer's own word is to be believed. What was learned is used only when, on judgements that it was not learned
    from, neither accuracy nor macro-F1 falls.
    """
    known = [one for one in examples if one.sentiment.probabilities is not None and one.text.strip()]
    newest = sorted(known, key=lambda one: (one.order, one.id))[-_MOST:]
    seen = sorted(newest, key=_place)
    judged = sum(one.verdict in LABELS for one in seen)
    if judged < LEAST:
        return Lesson(why="few", judgements=len(seen), tally=_tally(seen, None))
    doubled = _weight_of_right(seen)
    if doubled is None:
        return Lesson(why="only_errors", judgements=len(seen), tally=_tally(seen, None))
    folds = _folds(seen)
    real = [doubled if _is_right(one) else 1.0 for one in seen]
    before = _scores(seen, [one.sentiment.probabilities or (1 / 3,) * 3 for one in seen], real)
    tried: list[_Tried] = []
    for plan in _ladder(judged):
        tried.append(_tried(seen, _rows(seen, doubled, plan.balance), folds, plan, real))
        if _helps(before, tried[-1].scores):
            break
    best = tried[-1]
    if not _helps(before, best.scores):
        best = max(tried, key=lambda one: one.scores.accuracy + one.scores.macro_f1)
        return Lesson(why="no_gain", judgements=len(seen), before=before, after=best.scores, tally=_tally(seen, None))
    rows = _rows(seen, doubled, best.plan.balance)
    residual = replace(fitted(rows, best.plan.penalties), temperature=best.temperature)
    told = {one.id: probabilities for one, probabilities in zip(seen, best.told, strict=True)}
    return Lesson(
        residual=residual,
        why="used",
        judgements=len(seen),
        before=before,
        after=best.scores,
        tally=_tally(seen, told),
        told=told,
    )


def _place(one: Example) -> tuple[object, ...]:
    return (one.text, one.language or "", one.verdict.value, one.queries, one.sentiment.probabilities, one.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """A way to learn: what it costs to leave the shipped model, and how far rare labels are favoured."""

    penalties: Penalties
    balance: float


def _ladder(judged: int) -> list[_Plan]:
    """Return what is tried with so many judgements, one after the other, until something helps."""
    scale = None if judged < _SCALE_FROM else _SCALE_DEAR
    habits = Penalties(scale=scale, homes=_HOMES_DEAR, words=None)
    plans = [_Plan(penalties=habits, balance=balance) for balance in _BALANCES]
    if judged < _WORDS_FROM:
        return plans
    dear = _WORDS_DEAR if judged < _WORDS_CHEAP_FROM else _WORDS_CHEAP
    words = Penalties(scale=_SCALE_DEAR, homes=_HOMES_DEAR, words=dear)
    return [*(_Plan(penalties=words, balance=balance) for balance in _BALANCES[:2]), *plans]


def _told_label(probabilities: Probabilities) -> Label:
    return LABELS[probabilities.index(max(probabilities))]


def _is_right(one: Example) -> bool:
    if one.verdict is Label.MIXED:
        return one.sentiment.label is Label.MIXED
    return one.sentiment.probabilities is not None and _told_label(one.sentiment.probabilities) is one.verdict


def _weight_of_right(seen: Sequence[Example]) -> float | None:
    """Return how many judgements each that found listen right has to stand for; None when there are too few of them.

    People correct errors and pass over what is right. Taken as they come, such judgements say that listen is hardly
    ever right, and what is learned from them is worse than nothing.
    """
    judged = [one for one in seen if one.verdict in LABELS]
    right = sum(map(_is_right, judged)) / len(judged)
    if right >= _RIGHT_AT_LEAST:
        return 1.0
    wanted = _RIGHT_AT_LEAST / (1.0 - _RIGHT_AT_LEAST) * (1.0 - right) / max(right, 1e-9)
    return wanted if wanted <= _RARELY_RIGHT else None


def _rows(seen: Sequence[Example], doubled: float, balance: float) -> list[Row]:
    """Return what is fitted; at a balance of 1 all labels count the same, however rare they are."""
    weights = [doubled if _is_right(one) else 1.0 for one in seen]
    by_label: Counter[Label] = Counter()
    for one, weight in zip(seen, weights, strict=True):
        by_label[one.verdict] += weight  # type: ignore[assignment]
    told = sum(by_label[label] for label in LABELS)
    labels = sum(by_label[label] > 0 for label in LABELS)
    full = [
        weight * (told / labels / by_label[one.verdict]) ** balance if one.verdict in LABELS else weight * _MIXED_WEIGHT
        for one, weight in zip(seen, weights, strict=True)
    ]
    mean = sum(full) / len(full)
    return [
        Row(
            base=logs(one.sentiment.probabilities or (1 / 3, 1 / 3, 1 / 3)),
            target=_target(one.verdict),
            weight=weight / mean,
            words=words_of(one.text, one.language),
            homes=homes_of(one.language, one.queries),
        )
        for one, weight in zip(seen, full, strict=True)
    ]


def _target(verdict: Label) -> Three:
    """Return what is right; *mixed* is as much praise as criticism."""
    if verdict is Label.MIXED:
        return 0.5, 0.0, 0.5
    return (
        1.0 if verdict is Label.CRITICISM else 0.0,
        1.0 if verdict is Label.NEUTRAL else 0.0,
        1.0 if verdict is Label.PRAISE else 0.0,
    )


def _folds(seen: Sequence[Example]) -> list[int]:
    """Return in which part of the check each example stands: copies together, each label spread over all parts."""
    count = _FEW_FOLDS if len(seen) >= _FEW_FOLDS_FROM else _FOLDS
    groups = _groups(seen)
    first = {group: place for place, group in reversed(list(enumerate(groups)))}
    order = sorted(
        first,
        key=lambda group: (
            seen[first[group]].verdict.value,
            crc32(seen[first[group]].text.encode("utf-8", "replace")),
            group,
        ),
    )
    part = {group: number % count for number, group in enumerate(order)}
    return [part[group] for group in groups]


def _groups(seen: Sequence[Example]) -> list[int]:
    """Return a number for each example; those of one story or of the same words have the same."""
    leader = list(range(len(seen)))

    def top(at: int) -> int:
        while leader[at] != at:
            leader[at] = leader[leader[at]]
            at = leader[at]
        return at

    holder: dict[object, int] = {}
    for place, one in enumerate(seen):
        keys: list[object] = [words_of(one.text, one.language)]
        if one.story is not None:
            keys.append(one.story)
        for key in keys:
            other = holder.setdefault(key, place)
            high, low = top(place), top(other)
            leader[max(high, low)] = min(high, low)
    return [top(place) for place in range(len(seen))]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tried:
    plan: _Plan
    temperature: float
    told: tuple[Probabilities, ...]
    scores: Scores


def _tried(
    seen: Sequence[Example], rows: Sequence[Row], folds: Sequence[int], plan: _Plan, real: Sequence[float]
) -> _Tried:
    """Return how good it is to learn so: each part is judged by what the other parts teach."""
    raw: list[Three] = [(0.0, 0.0, 0.0)] * len(seen)
    for part in sorted(set(folds)):
        residual = fitted([row for row, fold in zip(rows, folds, strict=True) if fold != part], plan.penalties)
        for place, fold in enumerate(folds):
            if fold == part:
                base = seen[place].sentiment.probabilities or (1 / 3, 1 / 3, 1 / 3)
                raw[place] = residual.scores(base, rows[place].words, rows[place].homes)
    temperature = min(_TEMPERATURES, key=lambda one: (_log_loss(seen, _cooled(raw, one), real), abs(one - 1.0)))
    told = tuple(_cooled(raw, temperature))
    return _Tried(plan=plan, temperature=temperature, told=told, scores=_scores(seen, told, real))


def _cooled(raw: Iterable[Three], temperature: float) -> list[Probabilities]:
    return [shares((one[0] / temperature, one[1] / temperature, one[2] / temperature)) for one in raw]


def _helps(before: Scores, after: Scores) -> bool:
    if after.accuracy < before.accuracy or after.macro_f1 < before.macro_f1:
        return False
    is_better = after.accuracy > before.accuracy or after.macro_f1 > before.macro_f1
    return is_better or after.log_loss < before.log_loss


def _log_loss(seen: Sequence[Example], told: Sequence[Probabilities], real: Sequence[float]) -> float:
    judged = [
        (weight, -log(max(given[LABELS.index(one.verdict)], 1e-12)))
        for one, given, weight in zip(seen, told, real, strict=True)
        if one.verdict in LABELS
    ]
    return sum(weight * loss for weight, loss in judged) / sum(weight for weight, _ in judged)


def _scores(seen: Sequence[Example], told: Sequence[Sequence[float]], real: Sequence[float]) -> Scores:
    judged = [
        (one.verdict, (given[0], given[1], given[2]), weight)
        for one, given, weight in zip(seen, told, real, strict=True)
        if one.verdict in LABELS
    ]
    whole = sum(weight for _, _, weight in judged)
    both, is_so, said = dict.fromkeys(LABELS, 0.0), dict.fromkeys(LABELS, 0.0), dict.fromkeys(LABELS, 0.0)
    bins = [[0.0, 0.0, 0.0] for _ in range(_BINS)]
    for verdict, given, weight in judged:
        label = _told_label(given)
        is_so[verdict] += weight
        said[label] += weight
        both[label] += weight if label is verdict else 0.0
        sure = max(given)
        here = bins[min(int(sure * _BINS), _BINS - 1)]
        here[0] += weight
        here[1] += weight * sure
        here[2] += weight if label is verdict else 0.0
    f1 = [2 * both[label] / (is_so[label] + said[label]) for label in LABELS if is_so[label] + said[label] > 0]
    return Scores(
        accuracy=sum(both.values()) / whole,
        macro_f1=sum(f1) / len(f1),
        log_loss=_log_loss(seen, [(one[0], one[1], one[2]) for one in told], real),
        calibration_error=sum(abs(sure - right) for _, sure, right in bins) / whole,
    )


def _tally(seen: Sequence[Example], told: Mapping[int, Probabilities] | None) -> Tally | None:
    if not seen:
        return None
    last = sorted(seen, key=lambda one: (one.order, one.id))[-_LAST:]
    before = sum(one.sentiment.label is one.verdict for one in last)
    right = before
    if told is not None:
        right = sum(retold(one.sentiment, told[one.id], sure_from=one.sure_from).label is one.verdict for one in last)
    return Tally(judgements=len(last), right=right, before=before, is_used=told is not None)
