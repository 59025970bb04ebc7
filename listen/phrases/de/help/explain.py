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
    "why-not": """\
Sagen, warum ein Beitrag heute keine Zeile in der Tageslese hat, oder gar nicht gehört wird.

Zu einer gespeicherten Erwähnung: jede Regel, die sie von einer Zeile abhält, und was das ändert. Dann für jeden
Suchauftrag, warum er zutrifft oder nicht. Eine Adresse, die nicht gespeichert ist, wird einmal gefragt, gespeichert
wird nichts.

Beispiele:
  listen why-not 42
  listen why-not https://blog.example.com/flexrohre --query brand
""",
    "why-not URL|NUMBER": "Nummer einer gespeicherten Erwähnung, oder eine Adresse.",
    "why-not --query": "Nur dieser Suchauftrag; mehrfach möglich.",
    "why-not --unmasked": "Namen aus der Belegschaft zeigen, nur auf diesem Bildschirm; sonst sind sie verdeckt.",
    "why-not --json": "JSON für Programme ausgeben.",
    "explain --unmasked": "Namen aus der Belegschaft zeigen, nur auf diesem Bildschirm; sonst sind sie verdeckt.",
    "why --unmasked": "Namen aus der Belegschaft zeigen, nur auf diesem Bildschirm; sonst sind sie verdeckt.",
}
