"""Welche Suchaufträge gemeint sind."""

PHRASES = {
    "unknown_query": "in queries.yaml gibt es keinen Suchauftrag „{name}“",
    "unknown_query.hint": "listen check zeigt alle Suchaufträge",
    "unknown_source": "die Quelle „{name}“ gibt es nicht",
    "unknown_source.hint": "die Quellen stehen in docs/sources/",
    "unknown_unit": "in queries.yaml gibt es keine Sparte „{name}“",
    "unknown_unit.hint": "listen check zeigt alle Sparten",
    "did_you_mean": "war „{suggestion}“ gemeint?",
}
