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
  listen digest --hide advert,job_ad
  listen digest --dropped
""",
    "digest --minutes": "Wie viel Zeit du hast; die Liste wird darauf zugeschnitten. Sonst, was listen me sagt.",
    "digest --all": "Alles, was deine Zeit verdient, ohne Rücksicht auf die Minuten.",
    "digest --dropped": "Was keine Zeile hat, nach der Regel, die es davon abhält.",
}
