"""Hilfe zu den Befehlen für den Anfang, und zu Listen von Feeds."""

HELP = {
    "demo": """\
Zusehen, wie es arbeitet, ohne Schlüssel und ohne Internet.

Startet auf diesem Rechner ein kleines Web (erfundene Marke, erfundene Leute), fragt es zweimal mit demselben fetch,
der sonst das echte fragt, und gibt die Tageslese aus. Sagt, wo alles liegt und was als Nächstes einzutippen ist.

Beispiele:
  listen demo
  listen --lang de demo
""",
    "demo --dir": "Wohin damit; sonst ein neuer Ordner für Vorübergehendes.",
    "init": """\
Eine queries.yaml mit Erklärungen für eine Marke schreiben.

Überschreibt nie eine Datei.

Beispiele:
  listen init ExampleVent --site examplevent.com
  listen init "Example Vent" --opml feeds.opml --out queries.yaml
""",
    "init BRAND": "Der Name der Marke, so wie man ihn schreibt.",
    "init --site": "Eine eigene Website der Marke; mehrfach möglich.",
    "init --region": "Land nach ISO 3166.",
    "init --timezone": "Zeitzone der IANA.",
    "init --opml": "Feeds für den Anfang.",
    "init --out": "Wohin sie geschrieben wird.",
    "doctor": """\
Alles ansehen, was ein Lauf braucht: Dateien, Pakete, Datenbank, Analysen. Fragt niemanden.

Exit-Codes: 0 alles in Ordnung · 5 queries.yaml ungültig · 8 die Datenbank ist nicht brauchbar.
""",
    "paths": "Ausgeben, welche Dateien benutzt werden, eine je Zeile: Name, Tabulator, Pfad.",
    "feeds": "Listen von Feeds übernehmen und weitergeben (OPML).",
    "feeds find": """\
Die Feeds ausgeben, die eine Seite anbietet, einen je Zeile: Adresse, Tabulator, Titel. Speichert nichts.

Beispiele:
  listen feeds find https://blog.example.com
""",
    "feeds find URL": "Adresse einer Seite.",
    "feeds import": """\
Die Feeds einer OPML-Datei in queries.yaml eintragen; Erklärungen bleiben stehen, nichts kommt doppelt dazu.

Beispiele:
  listen feeds import feeds.opml
""",
    "feeds import FILE": "Eine OPML-Datei, wie Feedreader sie ausgeben.",
    "feeds export": """\
Die Feeds aus queries.yaml als OPML ausgeben.

Beispiele:
  listen feeds export > feeds.opml
""",
}
