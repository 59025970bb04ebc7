"""Judgements and figures as JSON; see `listen.render.json` for what holds everywhere."""

from collections.abc import Sequence
from dataclasses import asdict

from listen.correcting import Correction
from listen.evaluating import AgainstFile, AgainstPeople
from listen.evaluation import Figures, Part
from listen.learning import Lesson
from listen.protocols import Judgement
from listen.render.json import mention_json
from listen.render.json_figures import Json

__all__ = ["against_file_json", "against_people_json", "correction_json", "judgements_json"]


def _judgement(one: Judgement) -> Json:
    return {
        "id": one.id,
        "mention": one.mention_id,
        "about": one.about.value,
        "verdict": one.verdict,
        "told": one.told,
        "analyzer": one.analyzer,
        "is_confirmation": one.is_confirmation,
        "because": one.because,
        "judged_on": one.judged_on,
    }


def judgements_json(said: Sequence[Judgement]) -> Json:
    """Return everything that was said, oldest first."""
    return {"schema": "listen.judgements/1", "judgements": [_judgement(one) for one in said]}


def correction_json(done: Correction) -> Json:
    """Return what a correction did."""
    return {
        "schema": "listen.correction/1",
        "kept": [_judgement(one) for one in done.kept],
        "undone": None if done.undone is None else _judgement(done.undone),
        "priority_before": done.before.priority,
        "mention": mention_json(done.after),
    }


def _part(part: Part) -> Json:
    low, high = part.interval
    share = None if part.share is None else round(part.share, 4)
    return {"hits": part.hits, "of": part.of, "share": share, "low": round(low, 4), "high": round(high, 4)}


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _figures(figures: Figures) -> Json:
    return {
        "answers": figures.answers,
        "is_small": figures.is_small,
        "macro_f1": _rounded(figures.macro_f1),
        "accuracy": _part(figures.accuracy),
        "covered": _part(figures.covered),
        "accuracy_covered": _part(figures.accuracy_covered),
        "forced": {"macro_f1": _rounded(figures.forced_macro_f1), "accuracy": _part(figures.forced)},
        "labels": [
            {
                "label": one.label.value,
                "precision": _part(one.precision),
                "recall": _part(one.recall),
                "f1": _rounded(one.f1),
            }
            for one in figures.labels
        ],
        "confusion": [
            {"is": truth.value, "told": "unscored" if told is None else told.value, "count": count}
            for (truth, told), count in sorted(figures.confusion.items(), key=str)
        ],
        "calibration": {
            "error": _rounded(figures.calibration_error),
            "bins": [
                {"low": one.low, "high": one.high, "confidence": _rounded(one.confidence), "right": _part(one.right)}
                for one in figures.bins
            ],
        },
    }


def _lesson(lesson: Lesson) -> Json:
    return {
        "is_used": lesson.residual is not None,
        "why": lesson.why,
        "judgements": lesson.judgements,
        "before": None if lesson.before is None else asdict(lesson.before),
        "after": None if lesson.after is None else asdict(lesson.after),
    }


def against_people_json(found: AgainstPeople) -> Json:
    """Return how often listen is right by people's judgements."""
    return {
        "schema": "listen.eval/1",
        "then": _figures(found.told),
        "untaught": _figures(found.untaught),
        "now": _figures(found.now),
        "relevance": _part(found.relevance),
        "language": _part(found.language),
        "queries": [
            {
                "query": one.query,
                "now": _figures(one.sentiment),
                "relevance": _part(one.relevance),
                "language": _part(one.language),
            }
            for one in found.queries
        ],
        "learning": _lesson(found.lesson),
    }


def against_file_json(found: AgainstFile) -> Json:
    """Return how often analyzers are right by a file."""
    return {
        "schema": "listen.eval_file/1",
        "rows": found.rows,
        "languages": list(found.languages),
        "analyzers": [{"analyzer": name, **_figures(figures)} for name, figures in found.analyzers.items()],
        "majority": _figures(found.majority),
        "skipped": dict(found.skipped),
        "bad_rows": [{"line": one.line, "why": one.why} for one in found.bad],
    }
