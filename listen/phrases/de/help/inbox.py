"""Hilfe zu `listen inbox`."""

HELP = {
    "inbox": """\
Lesen, übernehmen, antworten und abräumen, auf einem Bildschirm.

Zuerst kommt die Tageslese, dann alles andere, was offen ist, nach Vorrang. Für alles gibt es eine Taste: `?` zeigt sie.
Was hier geschieht, gibt es auch als einzelnen Befehl.

Beispiele:
  listen inbox
  listen inbox --unit ventilation --label criticism
  listen inbox --plain
""",
    "inbox --unit": "Nur die Suchaufträge dieser Sparte.",
    "inbox --audience": "Nur die Sparten, die mit diesen Leuten sprechen.",
    "inbox --language": "Nur diese Sprache; mehrfach möglich.",
    "inbox --source": "Nur diese Quelle; mehrfach möglich.",
    "inbox --label": "praise, criticism, neutral, mixed, unclear, unscored; mehrfach möglich.",
    "inbox --days": "Wie viele Tage zurück.",
    "inbox --all": "Auch was erledigt, zurückgelegt oder stumm ist.",
    "inbox --plain": "Zeile für Zeile, für Vorleseprogramme und Pipes: nichts wird gezeichnet.",
    "inbox --unmasked": "Namen aus der Belegschaft zeigen, nur auf diesem Bildschirm; sonst sind sie verdeckt.",
}
