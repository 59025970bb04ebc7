"""Hilfe zu den Befehlen um die Datenbank."""

HELP = {
    "score": """\
Gespeicherte Erwähnungen beurteilen: Sprache und Stimmung.

Lernt zuerst aus dem, was Menschen seither sagten (listen correct); was sie sagten, bleibt maßgeblich. Ältere Urteile
bleiben neben den neuen stehen; listen show NUMMER zeigt sie alle.

Beispiele:
  listen score
  listen score --again
""",
    "score --again": "Alle Erwähnungen, nicht nur die, über die noch niemand urteilte.",
    "db": "Nach der Datei der Datenbank sehen.",
    "db check": """\
Alles ansehen, was mit der Datenbank nicht stimmen kann.

Exit-Codes: 0 unversehrt · 8 etwas stimmt nicht.
""",
    "db backup": """\
Die Datenbank kopieren, auch während eines Laufs.

Beispiele:
  listen db backup listen-2026-11-24.db
""",
    "db backup FILE": "Die Kopie; darf es noch nicht geben.",
    "db vacuum": "Den Platz zurückgeben, den die Datenbank nicht mehr braucht.",
    "db path": "Ausgeben, wo die Datenbank liegt.",
}
