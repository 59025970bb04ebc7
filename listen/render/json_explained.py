"""Why a mention is understood as it is, as JSON; the shape stands in docs/reference/json.md."""

from collections.abc import Iterable, Sequence

from listen.explaining import Explained, Place
from listen.model import Evidence, Finding, Mention, Probabilities, Sentiment
from listen.query.whynot import Reason
from listen.ranking import Term
from listen.render.json import mention_json
from listen.render.json_dealt import dealing_json, mute_json
from listen.render.json_figures import Json, label_json, window_json

__all__ = ["explained_json", "why_not_json"]


def explained_json(found: Explained) -> Json:
    """Return everything that is known of a mention, each with what made it so; null is unknown."""
    heard, judged, ranked, story = found.heard, found.judged, found.ranked, found.story
    return {
        "schema": "listen.explain/1",
        "mention": mention_json(found.mention),
        "analyzed_text": found.text,
        "language": {
            "language": heard.language,
            "confidence": heard.confidence,
            "source_claims": heard.claimed,
            "source_agrees": heard.agrees,
            "is_said": heard.is_said,
        },
        "matches": [
            {
                "query": one.match.query,
                "words": list(one.match.words),
                "fields": list(one.fields),
                "is_by_provider": one.match.is_by_provider,
                "expression": None if one.query is None else one.query.expression,
                "unit": None if one.query is None else one.query.unit,
                "competitor": None if one.query is None else one.query.competitor,
            }
            for one in found.sought
        ],
        "sentiment": {
            "label": label_json(judged.label),
            "corrected": None if judged.corrected is None else judged.corrected.value,
            "towards_brand": judged.towards,
            "overall": judged.overall,
            "in_charge": None if judged.sentiment is None else _sentiment(judged.sentiment),
            "is_evidence_in_place": judged.is_placed,
            "untaught_label": None if judged.untaught is None else judged.untaught.value,
            "others": [_sentiment(one) for one in judged.others],
        },
        "intents": [_finding(one) for one in found.intents],
        "regions": [_finding(one) for one in found.regions],
        "relevance": {
            "is_ours": found.mention.is_ours,
            "dropped": found.mention.dropped,
            "findings": [_finding(one) for one in found.relevance],
        },
        "story": {
            "id": story.number,
            "size": len(story.tellings),
            "original": story.original.id,
            "leader": found.mention.id if found.leader is None else found.leader,
            "copy_of": found.telling.of,
            "way": None if found.telling.way is None else found.telling.way.value,
            "share": None if found.telling.share is None else round(found.telling.share, 4),
            "after_s": round(found.telling.after.total_seconds()),
        },
        "priority": {
            "terms": [_term(one) for one in ranked.terms],
            "sum": ranked.sum,
            "kept": ranked.kept,
            "age": _term(ranked.age),
            "besides": [_term(one) for one in ranked.besides],
            "today": ranked.today,
            "stored": ranked.stored,
            "is_stale": ranked.is_stale,
        },
        "digest": {"now": _place(found.place), "then": None if found.then is None else _place(found.then)},
        "judgements": [
            {
                "id": one.id,
                "about": one.about.value,
                "verdict": one.verdict,
                "told": one.told,
                "because": one.because,
                "judged_on": one.judged_on,
            }
            for one in found.judgements
        ],
    }


def why_not_json(
    mention: Mention | None,
    place: Place | None,
    is_heard: bool | None,
    queries: Iterable[tuple[str, tuple[str, ...] | None, Sequence[Reason]]],
    *,
    lang: str,
) -> Json:
    """Return what keeps a post from a line, and what each query says of it."""
    return {
        "schema": "listen.why-not/1",
        "mention": None if mention is None else mention.id,
        "is_heard": is_heard,
        "place": None if place is None else _place(place),
        "queries": [
            {
                "name": name,
                "words": None if words is None else list(words),
                "reasons": [
                    {"key": one.key, "start": one.start, "end": one.end, "message": one.message(lang)} for one in why
                ],
            }
            for name, words, why in queries
        ],
    }


def _sentiment(sentiment: Sentiment) -> Json:
    return {
        "analyzer": sentiment.analyzer,
        "label": sentiment.label.value,
        "polarity": sentiment.polarity,
        "subjectivity": sentiment.subjectivity,
        "confidence": sentiment.confidence,
        "probabilities": _three(sentiment.probabilities),
        "untaught": _three(sentiment.untaught),
        "evidence": _evidence(sentiment.evidence),
        "opinions": [
            {
                "label": one.label.value,
                "start": one.start,
                "end": one.end,
                "polarity": one.polarity,
                "confidence": one.confidence,
                "aspects": list(one.aspects),
            }
            for one in sentiment.opinions
        ],
    }


def _three(found: Probabilities | None) -> Json | None:
    return None if found is None else dict(zip(("criticism", "neutral", "praise"), found, strict=True))


def _evidence(found: Iterable[Evidence]) -> list[Json]:
    return [{"word": one.word, "start": one.start, "end": one.end, "weight": one.weight} for one in found]


def _finding(one: Finding) -> Json:
    return {"value": one.value, "confidence": one.confidence, "evidence": _evidence(one.evidence)}


def _term(term: Term) -> Json:
    return {"key": term.key, "points": term.points, "values": dict(term.values)}


def _place(place: Place) -> Json:
    return {
        "window": window_json(place.window),
        "section": place.section.value,
        "line": place.number,
        "rule": None if place.rule is None else place.rule.value,
        "rules": [one.value for one in place.rules],
        "mute": None if place.mute is None else mute_json(place.mute),
        "dealing": None if place.dealing is None else dealing_json(place.dealing),
        "leader": place.leader,
        "points": place.points,
        "needed": place.needed,
        "counted_as": label_json(place.counted) if place.is_counted else None,
        "spikes": list(place.spikes),
    }
