"""Sentiment towards the brand: the clauses that speak of it decide, not the whole post."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from listen.analyzers.weighing import SURE_FROM, Distribution, Judged, Part, judged, learned_share
from listen.aspects import Aspects, shipped
from listen.clauses import (
    Clause,
    Cue,
    Doubt,
    Owned,
    Owner,
    Verdict,
    clauses,
    cues,
    doubts,
    is_report,
    owned,
    quotations,
    verdicts,
)
from listen.model import Evidence, Label, Opinion, Sentiment, Text
from listen.protocols import Scorer, TargetScorer

__all__ = ["Toward"]

_LIMIT = 20_000
_WINDOW = 5
"""Words on each side of the brand that are scored by themselves."""

_WINDOWS = 3
_NEARLY_ALL = 0.7
"""Part of the text from which on a window says what the text says, and is not scored by itself."""

_CLAUSES = 16
"""Clauses that are scored by themselves: those nearest to the brand's first place and those after it."""

_EVIDENCE = 10
_WORD = re.compile(r"\S+")
_SAYING = re.compile(r"(?<!\S)(?![#@]|https?://|www\.)\W{0,3}\w")
"""A word that is no tag, name or address."""
_REACH = 400
"""Characters on each side of the brand in which the window's words are looked for."""


@dataclass(slots=True, kw_only=True)
class _Plan:
    """A text taken apart: what has to be scored, and what is known of it."""

    text: str
    whole: str
    parts: tuple[Owned, ...]
    chosen: tuple[int, ...]
    windows: tuple[str, ...]
    doubts: tuple[Doubt, ...]
    cues: tuple[Cue, ...]
    verdicts: tuple[Verdict, ...]
    targets: tuple[tuple[int, int], ...]
    is_report: bool

    @property
    def is_targeted(self) -> bool:
        """Return True where the text names the brand."""
        return bool(self.targets)

    def segments(self) -> list[str]:
        """Return what has to be scored, the whole first, then the chosen clauses, then the windows."""
        return [self.whole, *(self.piece(at) for at in self.chosen), *self.windows]

    def piece(self, at: int) -> str:
        """Return a clause as it stands in the text."""
        clause = self.parts[at].clause
        return self.text[clause.start : clause.end]


class Toward:
    """Judges what a post says of the brand; implements `Analyzer`.

    Scores the whole text, the clauses that speak of the brand and five words around it, all of a batch at once, and
    puts them together (`listen.analyzers.weighing`). Without targets the text as a whole is what is judged.

    Args:
        scorer: judges a piece of text.
        learned: judges a text towards its targets; most of the say is its.
        pieces: scores the pieces of texts that `learned` judges, where `scorer` is slow; texts without targets and
            other languages stay with `scorer`.
        aspects: what opinions can be about; the shipped list when not given.
    """

    def __init__(
        self,
        scorer: Scorer,
        *,
        learned: TargetScorer | None = None,
        pieces: Scorer | None = None,
        aspects: Aspects | None = None,
    ) -> None:
        self.name = scorer.name
        self.languages = scorer.languages
        self._scorer = scorer
        self._learned = learned
        self._pieces = scorer if pieces is None or learned is None else pieces
        self._aspects = aspects

    def analyze(self, texts: Sequence[Text]) -> Sequence[Sentiment | None]:
        """Return one answer a text; None for one in a language that the scorer does not know.

        Raises:
            AnalyzerError: if a package or a table it needs is missing or damaged.
        """
        answers: list[Sentiment | None] = [None] * len(texts)
        for language in sorted({one.language for one in texts if one.language in self.languages}, key=str):
            places = [at for at, one in enumerate(texts) if one.language == language]
            for at, answer in zip(places, self._analyzed([texts[at] for at in places], language or ""), strict=True):
                answers[at] = answer
        return answers

    def sure_from(self, language: str) -> float:  # noqa: ARG002 (the seam)
        """Return the confidence below which a judgement towards the brand is *unclear*; never raises."""
        return SURE_FROM

    def _analyzed(self, texts: Sequence[Text], language: str) -> list[Sentiment]:
        learned = self._learned if self._learned is not None and language in self._learned.languages else None
        # What was learned looks at the window itself.
        plans = [_planned(one, language, has_window=learned is None) for one in texts]
        told = [None] * len(texts) if learned is None else learned.towards(texts)
        quick = self._pieces if learned is not None and language in self._pieces.languages else self._scorer
        scorers = [quick if plan.is_targeted else self._scorer for plan in plans]
        scores = {
            id(scorer): self._scores(plans, scorers, scorer, language)
            for scorer in dict.fromkeys((self._scorer, quick))
        }
        return [
            self._answer(plan, [scores[id(scorer)][one] for one in plan.segments()], one_told, scorer, language)
            for plan, scorer, one_told in zip(plans, scorers, told, strict=True)
        ]

    @staticmethod
    def _scores(
        plans: Sequence[_Plan], scorers: Sequence[Scorer], scorer: Scorer, language: str
    ) -> dict[str, Distribution]:
        """Return the score of each piece that is for `scorer`, all of a batch at once, equal ones once."""
        pieces: dict[str, None] = {}
        for plan, its in zip(plans, scorers, strict=True):
            if its is scorer:
                pieces.update(dict.fromkeys(plan.segments()))
        return dict(zip(pieces, scorer.probabilities(list(pieces), language), strict=True)) if pieces else {}

    def _answer(
        self,
        plan: _Plan,
        scores: Sequence[Distribution],
        told: Distribution | None,
        scorer: Scorer,
        language: str,
    ) -> Sentiment:
        by_place = dict(zip(plan.chosen, scores[1 : 1 + len(plan.chosen)], strict=True))
        doubted: dict[int, list[Doubt]] = {}
        for doubt in plan.doubts:
            doubted.setdefault(doubt.clause, []).append(doubt)
        cued: dict[int, list[Cue]] = {}
        for cue in plan.cues:
            cued.setdefault(cue.clause, []).append(cue)
        result = judged(
            whole=scores[0],
            parts=[
                Part(
                    owned=part,
                    score=by_place.get(at),
                    doubts=tuple(doubted.get(at, ())),
                    cues=tuple(cued.get(at, ())),
                )
                for at, part in enumerate(plan.parts)
            ],
            windows=scores[1 + len(plan.chosen) :],
            verdicts=plan.verdicts,
            learned=None if told is None else (told, learned_share(language, is_report=plan.is_report)),
            is_targeted=plan.is_targeted,
            sure_from=self._scorer.sure_from(language),
        )
        return Sentiment(
            analyzer=self.name,
            polarity=round(result.polarity, 4),
            confidence=round(result.confidence, 3),
            label=result.label,
            evidence=_evidence(plan, result, scorer, language),
            probabilities=result.probabilities,
            overall=round(scores[0][2] - scores[0][0], 4) if plan.is_targeted else None,
            opinions=self._opinions(plan, result),
        )

    def _opinions(self, plan: _Plan, result: Judged) -> tuple[Opinion, ...]:
        """Return the passages, those of one kind that follow each other in one sentence joined, with their aspects."""
        if self._aspects is None:
            self._aspects = Aspects(shipped())
        found: list[Opinion] = []
        last = -2
        for place, label, score in result.opinions:
            clause = plan.parts[place].clause
            start, polarity, sure = clause.start, score[2] - score[0], score[2] if label is Label.PRAISE else score[0]
            if found and place == last + 1 and found[-1].label is label and _follows(plan.parts, place):
                before = found.pop()
                start = before.start
                polarity, sure = max(before.polarity, polarity, key=abs), max(before.confidence, sure)
            found.append(
                Opinion(
                    label=label,
                    start=start,
                    end=clause.end,
                    polarity=round(polarity, 4),
                    confidence=round(sure, 3),
                    aspects=self._aspects.named(plan.text, start, clause.end),
                )
            )
            last = place
        return tuple(found)


def _evidence(plan: _Plan, result: Judged, scorer: Scorer, language: str) -> tuple[Evidence, ...]:
    """Return the words that weighed: a comparison first, then those of the deciding clause, then the rest."""
    known = [_compared(plan.text, one) for one in plan.verdicts]
    # Offsets count in `plan.text`; `whole` is the same text unless lines were quoted.
    heard = scorer.evidence(plan.text, language)
    if result.deciding is None:
        return (*known, *heard)[:_EVIDENCE]
    clause = plan.parts[result.deciding].clause
    near: list[Evidence] = []
    own: list[Evidence] = []
    rest: list[Evidence] = []
    for one in heard:
        is_near = clause.start <= one.start < clause.end
        (near if is_near else own if _is_own(one, plan.parts) else rest).append(one)
    if not near and plan.is_targeted:
        piece = plan.text[clause.start : clause.end]
        near = [
            Evidence(word=one.word, start=one.start + clause.start, end=one.end + clause.start, weight=one.weight)
            for one in scorer.evidence(piece, language)
        ]
    return (*known, *near, *own, *rest)[:_EVIDENCE]


def _planned(one: Text, language: str, *, has_window: bool) -> _Plan:
    text = one.text[:_LIMIT]
    targets = tuple(
        sorted((start, min(end, len(text))) for start, end in one.targets if 0 <= start < end and start < len(text))
    )
    others = tuple(sorted((start, end) for start, end in one.others if 0 <= start < end and start < len(text)))
    cut = clauses(text, language, names=(*targets, *others))
    quoted = quotations(text)
    parts = owned(text, cut, targets=targets, others=others, language=language)
    # Without a brand there is nothing to be said of it: the whole is scored, no clause.
    chosen = _chosen(text, parts) if targets else ()
    return _Plan(
        text=text,
        whole=_unquoted(text, cut) if targets else text,
        parts=parts,
        chosen=chosen,
        windows=tuple(_windows(text, targets, parts)) if has_window else (),
        doubts=doubts(text, cut, quoted),
        cues=cues(text, cut, language) if targets else (),
        verdicts=verdicts(text, cut, targets=targets, others=others, language=language),
        targets=targets,
        is_report=bool(targets) and is_report(text, quoted, language),
    )


def _chosen(text: str, parts: Sequence[Owned]) -> tuple[int, ...]:
    """Return the clauses that are scored by themselves: those of the brand, from the last ones before it on.

    Tags, names and addresses alone ("#Lüftung") say nothing of anybody.
    """
    own = [at for at, part in enumerate(parts) if part.weight > 0]
    own = [at for at in own if _SAYING.search(text, parts[at].clause.start, parts[at].clause.end)] or own
    first = next((at for at in own if parts[at].owner in {Owner.OURS, Owner.BOTH}), own[0] if own else 0)
    begin = max(0, sum(1 for at in own if at < first) - _CLAUSES // 4)
    return tuple(own[begin : begin + _CLAUSES])


def _unquoted(text: str, cut: Sequence[Clause]) -> str:
    """Return the text without its quoted clauses; all of it when nothing else is there."""
    if not any(one.is_quoted for one in cut):
        return text
    left = " ".join(text[one.start : one.end] for one in cut if not one.is_quoted)
    return left or text


def _windows(text: str, targets: Sequence[tuple[int, int]], parts: Sequence[Owned]) -> list[str]:
    """Return the words around the brand; they end where a clause about others begins."""
    found = []
    for start, end in targets[:_WINDOWS]:
        at = next((at for at, part in enumerate(parts) if part.clause.start <= start < part.clause.end), None)
        if at is None or parts[at].weight <= 0:
            continue
        first, last = at, at
        while first and parts[first - 1].weight > 0:
            first -= 1
        while last + 1 < len(parts) and parts[last + 1].weight > 0:
            last += 1
        low, high = max(parts[first].clause.start, start - _REACH), min(parts[last].clause.end, end + _REACH)
        before = [word.start() for word in _WORD.finditer(text, low, start)]
        after = [word.end() for word in _WORD.finditer(text, end, high)]
        begin = before[-_WINDOW] if len(before) >= _WINDOW else low
        stop = after[_WINDOW - 1] if len(after) >= _WINDOW else high
        if stop - begin < _NEARLY_ALL * len(text):
            found.append(text[begin:stop].strip())
    return found


def _follows(parts: Sequence[Owned], place: int) -> bool:
    return parts[place].clause.sentence == parts[place - 1].clause.sentence


def _compared(text: str, verdict: Verdict) -> Evidence:
    return Evidence(
        word=text[verdict.start : verdict.end],
        start=verdict.start,
        end=verdict.end,
        weight=verdict.strength if verdict.is_praise else -verdict.strength,
    )


def _is_own(one: Evidence, parts: Sequence[Owned]) -> bool:
    return any(part.weight > 0 and part.clause.start <= one.start < part.clause.end for part in parts)
