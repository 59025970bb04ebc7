"""Hilfe zu `listen explain` und `listen why`."""

HELP = {
    "explain": """\
Sagen, warum eine Erwähnung so verstanden ist.

Sprache, Treffer, Stimmung, Anliegen, Region, Bezug, Geschichte, Vorrang und Platz in der Tageslese, jeweils mit dem,
was dazu führte. Liest nur die eigene Datenbank, ändert nichts. Was eine ältere Version nicht festhielt, ist unbekannt.

Beispiele:
  listen explain 42
  listen explain 42 --json
""",
    "why": """\
Sagen, warum eine Erwähnung dort steht, wo sie steht; dasselbe wie `listen explain`.

Beispiele:
  listen why 42
""",
}
