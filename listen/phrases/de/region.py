"""Woher eine Erwähnung kommt, oder um welchen Ort es geht."""

PHRASES = {
    "unknown": "unbekannt",
    "by_text": "steht im Text",
    "by_venue": "steht am Ort der Veröffentlichung",
    "sure": "{region} (zu {confidence} % sicher)",
    "counted.one": "{region}: eine Geschichte",
    "counted.other": "{region}: {n} Geschichten",
    "rests_on": "{text} nach ihrem Text, {venue} nach ihrem Ort",
    "unknown_part": "{n} von {total} Geschichten ohne bekannte Region; die Sprache allein ist keine",
}
