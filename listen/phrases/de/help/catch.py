"""Hilfe zu den Befehlen, mit denen Menschen selbst etwas eintragen."""

HELP = {
    "add": """\
Eine Sache von Hand eintragen: eine Seite, einen kopierten Beitrag, etwas auf der Messe Gesagtes.

Eine öffentliche Seite wird über ihre Adresse gelesen. LinkedIn, XING, Facebook und andere zeigen Programmen nichts:
füge den Text ein. Was eine andere Quelle schon gebracht hat, kommt nicht noch einmal dazu.

Beispiele:
  listen add https://blog.example.com/a-test-of-pipes
  listen add https://www.linkedin.com/posts/kim-123 --text -
  listen add --text "Die leisen Rohre sind toll" --place "Messe, Halle 3"

Exit-Codes: 0 eingetragen oder schon bekannt · 2 falscher Aufruf · 6 ein Lauf dauert länger · 7 Seite nicht lesbar.
""",
    "add URL": "Wo es steht, wenn es irgendwo steht.",
    "add --text": "Was gesagt wurde; - liest es von der Tastatur oder aus einer Pipe.",
    "add --title": "Die Überschrift.",
    "add --author": "Wer es gesagt hat, wenn das aufbewahrt werden darf.",
    "add --place": "Wo: eine Website, eine Messe, ein Telefonat.",
    "add --date": "Wann, etwa 2026-11-24; sonst jetzt.",
    "add --query": "Für welchen Suchauftrag es zählt.",
    "import": """\
Die Datei eines anderen Werkzeugs übernehmen: Ausgabe eines Pressespiegels, eine Liste, unser eigener Export.

Spalten werden an ihren Namen erkannt, deutsch oder englisch: url, title, text, author, date, place, language. Zeilen,
die zu keinem Suchauftrag passen, bleiben weg, wenn nicht --query sagt, für welchen sie zählen. Dieselbe Datei noch
einmal zu übernehmen trägt nichts doppelt ein; auch eine Zeile nicht, deren Adresse eine andere Quelle schon brachte.

Beispiele:
  listen import clippings.csv
  listen import export.csv --column text="Hit Sentence" --query brand
  listen import old-alerts.mbox

Exit-Codes: 0 erledigt · 2 die Spalten sind nicht zu verstehen · 6 ein Lauf dauert länger.
""",
    "import FILE": "CSV, JSON-Zeilen oder mbox.",
    "import --column": "Welche Spalte was enthält, etwa text=Treffer; mehrfach möglich.",
}
