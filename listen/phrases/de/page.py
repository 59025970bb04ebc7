"""Seiten, und die Tageslese als Feed."""

PHRASES = {
    "made_by": "Von listen gemacht, aus dem, was auf diesem Rechner gesammelt wurde.",
    "news": "Was auffällt",
    "numbers": "Zahlen",
    "feed_title": "{brand}: zu beantworten",
    "feed_about": "Was über {brand} gesagt wird und eine Antwort verdient, ausgesucht von listen.",
}
