"""Rows of `scores`, `findings` and `judgements` ↔ values of the model; nothing here speaks to SQLite."""

from collections.abc import Iterable, Sequence
from datetime import date
from json import loads
from json.encoder import encode_basestring
from math import isfinite
from typing import Any

from listen.model import Evidence, Finding, FindingKind, Label, Opinion, Sentiment
from listen.records import Judgement, Subject
from listen.store.cells import EMPTY_LIST, as_list, as_texts
from listen.store.repair import sound_float, sound_sentiment, sound_text

__all__ = [
    "JUDGEMENT_COLUMNS",
    "SCORE_COLUMNS",
    "finding_of",
    "finding_rows",
    "judgement_of",
    "score_row",
    "sentiment_of",
]

SCORE_COLUMNS = (
    "analyzer",
    "polarity",
    "subjectivity",
    "confidence",
    "label",
    "evidence",
    "probabilities",
    "untaught",
    "overall",
    "opinions",
)

JUDGEMENT_COLUMNS = ("id", "post_id", "about", "verdict", "told", "analyzer", "because", "judged_on")


def score_row(number: int, sentiment: Sentiment | None) -> tuple[Any, ...] | None:
    """Return the row of `scores` for the post `number`: its id, then `SCORE_COLUMNS`; None for an unscored one."""
    sound = sound_sentiment(sentiment)
    if sound is None:
        return None
    return (
        number,
        sound_text(sound.analyzer),
        sound.polarity,
        sound_float(sound.subjectivity),
        sound.confidence,
        sound.label.value,
        _evidence(sound.evidence),
        _numbers(sound.probabilities),
        _numbers(sound.untaught),
        sound_float(sound.overall),
        as_list(
            [
                f"[{encode_basestring(one.label.value)},{one.start},{one.end},{float(one.polarity)!r},"
                f"{float(one.confidence)!r},{as_texts(one.aspects)}]"
                for one in sound.opinions
            ]
        ),
    )


def _evidence(found: Iterable[Evidence]) -> str:
    return as_list(
        [f"[{encode_basestring(sound_text(one.word))},{one.start},{one.end},{float(one.weight)!r}]" for one in found]
    )


def _numbers(values: Iterable[float] | None) -> str | None:
    return None if values is None else as_list([repr(float(value)) for value in values])


def finding_rows(number: int, findings: Iterable[Finding]) -> list[tuple[Any, ...]]:
    """Return the rows of `findings` for the post `number`, one a kind and value, in this order."""
    rows = {}
    for one in findings:
        value = sound_text(one.value)
        evidence = _evidence(each for each in one.evidence if isfinite(each.weight))
        rows[one.kind.value, value] = (number, one.kind.value, value, sound_float(one.confidence), evidence)
    return [rows[key] for key in sorted(rows)]


def judgement_of(row: Sequence[Any]) -> Judgement:
    """Return the judgement whose `JUDGEMENT_COLUMNS` these are."""
    return Judgement(
        id=row[0],
        mention_id=row[1],
        about=Subject(row[2]),
        verdict=row[3],
        told=row[4],
        analyzer=row[5],
        because=row[6],
        judged_on=date.fromisoformat(row[7]),
    )


def finding_of(row: Sequence[Any]) -> Finding:
    """Return the finding whose kind, value, confidence and evidence these are."""
    return Finding(kind=FindingKind(row[0]), value=row[1], confidence=row[2], evidence=_evidence_of(row[3]))


def _evidence_of(cell: str) -> tuple[Evidence, ...]:
    if cell == EMPTY_LIST:
        return ()
    return tuple(Evidence(word=word, start=start, end=end, weight=weight) for word, start, end, weight in loads(cell))


def sentiment_of(row: Sequence[Any]) -> Sentiment:
    """Return the judgement whose `SCORE_COLUMNS` these are."""
    return Sentiment(
        analyzer=row[0],
        polarity=row[1],
        subjectivity=row[2],
        confidence=row[3],
        label=Label(row[4]),
        evidence=_evidence_of(row[5]),
        probabilities=_three(row[6]),
        untaught=_three(row[7]),
        overall=row[8],
        opinions=tuple(
            Opinion(
                label=Label(label),
                start=start,
                end=end,
                polarity=polarity,
                confidence=confidence,
                aspects=tuple(aspects),
            )
            for label, start, end, polarity, confidence, aspects in loads(row[9])
        )
        if row[9] != EMPTY_LIST
        else (),
    )


def _three(cell: str | None) -> tuple[float, float, float] | None:
    if cell is None:
        return None
    criticism, neutral, praise = loads(cell)
    return float(criticism), float(neutral), float(praise)
