"""Hilfe zu den Befehlen, die viele Erwähnungen zeigen oder weitergeben."""

HELP = {
    "digest --html": "Eine Seite, die nichts als sich selbst braucht.",
    "digest --atom": "Ein Feed für Feedreader.",
    "digest --out": "In diese Datei schreiben, ganz oder gar nicht; sonst auf stdout.",
}
