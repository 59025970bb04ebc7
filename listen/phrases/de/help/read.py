"""Hilfe zu den Befehlen, mit denen man liest und weitergibt."""

HELP = {
    "digest --open": "Den Posteingang mit diesen Zeilen öffnen.",
    "digest": """\
Ausgeben, was heute zu lesen und zu beantworten ist.

Liest nur die eigene Datenbank, ändert nichts. Quellen, die scheiterten oder schwiegen, stehen am Ende.

Beispiele:
  listen digest
  listen digest --unit ventilation --minutes 10
  listen digest --all
  listen digest --since monday --format markdown > digest.md
  listen digest --html --out digest.html
  listen digest --hide advert,job_ad
  listen digest --dropped
""",
    "digest --days": "Wie viele Tage zurück, heute mitgezählt.",
    "digest --since": "Erster Tag: 2026-11-20, 20.11., montag, gestern, 7d.",
    "digest --unit": "Nur die Suchaufträge dieser Sparte.",
    "digest --minutes": "Wie viel Zeit du hast; die Liste wird darauf zugeschnitten. Sonst, was listen me sagt.",
    "digest --limit": "Höchstens so viele Zeilen.",
    "digest --hide": "Das weglassen: advert,job_ad,coupon,bot,news,job_seeking.",
    "digest --dropped": "Was keine Zeile hat, nach der Regel, die es davon abhält.",
    "digest --format": "In welcher Form.",
    "digest --exit-code": "Mit 10 enden, wenn es etwas zu tun gibt.",
    "list": """\
Gespeicherte Erwähnungen auflisten, die neueste zuerst.

Beispiele:
  listen list
  listen list --label criticism --since 7d
  listen list --by priority --unit ventilation
  listen list --intent question --region DE
  listen list --dropped
""",
    "list --dropped": "Was als nicht von uns handelnd wegblieb, und warum.",
    "list --until": "Erster Tag, der nicht mehr zählt.",
    "list --label": "praise, criticism, neutral, mixed, unclear, unscored; mehrfach möglich.",
    "list --intent": "Nur dieses Anliegen: question, complaint, buying …; mehrfach möglich.",
    "list --region": "Nur diese Region: DE, oder DE-NW für einen Teil; mehrfach möglich.",
    "list --own": "Die eigenen Beiträge der Marke statt die aller anderen.",
    "list --by": "Was zuerst kommt.",
    "list --limit": "Höchstens so viele Erwähnungen.",
    "search": """\
In Titeln und Texten gespeicherter Erwähnungen suchen.

Beispiele:
  listen search undicht Flansch
  listen search "delivery time" --since 30d
""",
    "search WORDS": "Wörter, die alle vorkommen müssen, so wie sie dastehen.",
    "stats": """\
Erwähnungen, Meinungen und Gesprächsanteil zählen, nach Tag, Woche, Suchauftrag, Sparte, Quelle, Sprache oder Region.

Zu Tagen, die herausragen, stehen die Geschichten dahinter; Lob steht gegen Kritik mit dem, was Zufall sein kann. Wie
jede Zahl entsteht, steht in docs/explanation/numbers.md.

Beispiele:
  listen stats --days 14
  listen stats --per week --since 90d
  listen stats --per region --days 28
  listen stats --per query --json
""",
    "stats --per": "Wofür eine Zeile steht.",
    "export": """\
Erwähnungen weitergeben als CSV, JSON-Zeilen, JSON oder Markdown.

Braucht gleich viel Speicher für jede Menge. Zellen, die eine Tabelle als Formel ausführen würde, sind entschärft. Die
Spalten beschreibt docs/reference/export-columns.md.

Beispiele:
  listen export --since monday --out week.csv
  listen export --format jsonl --label criticism | jq .url
  listen export --excel --since 30d -o bericht.csv
""",
    "export --format": "In welcher Form.",
    "export --excel": "CSV, die sich in einem deutschen Excel richtig öffnet.",
    "export --raw": "Für Programme: Formeln werden nicht entschärft.",
    "export --out": "Diese Datei schreiben, ganz oder gar nicht; sonst stdout.",
    "digest --html": "Eine Seite, die nichts als sich selbst braucht.",
    "digest --atom": "Ein Feed für Feedreader.",
    "digest --out": "In diese Datei schreiben, ganz oder gar nicht; sonst auf stdout.",
    "digest --all": "Alles, was deine Zeit verdient, ohne Rücksicht auf die Minuten.",
    "digest --unmasked": "Namen aus der Belegschaft zeigen, nur auf diesem Bildschirm; sonst sind sie verdeckt.",
    "list --unmasked": "Namen aus der Belegschaft zeigen, nur auf diesem Bildschirm; sonst sind sie verdeckt.",
    "search --unmasked": "Namen aus der Belegschaft zeigen, nur auf diesem Bildschirm; sonst sind sie verdeckt.",
    "export --unmasked": "Mit den Namen aus der Belegschaft; sonst sind sie verdeckt.",
}
