"""Welche Suchaufträge gemeint sind."""

PHRASES = {
    "unknown_query": "in queries.yaml gibt es keinen Suchauftrag „{name}“",
    "unknown_query.hint": "listen check zeigt alle Suchaufträge",
    "unknown_source": "die Quelle „{name}“ gibt es nicht",
    "unknown_source.hint": "die Quellen stehen in docs/sources/",
    "unknown_unit": "in queries.yaml gibt es keine Sparte „{name}“",
    "unknown_unit.hint": "listen check zeigt alle Sparten",
    "unknown_intent": "die Absicht „{name}“ gibt es hier nicht",
    "unknown_intent.hint": "bekannt sind: {all}",
    "unknown_region": "„{name}“ ist keine Region",
    "unknown_region.hint": "gemeint ist der Code nach ISO 3166: DE, AT, oder DE-NW für ein Bundesland",
    "did_you_mean": "war „{suggestion}“ gemeint?",
}
