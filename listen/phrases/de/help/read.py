"""Hilfe zu den Befehlen, mit denen man liest und weitergibt."""

HELP = {
    "digest --open": "Den Posteingang mit diesen Zeilen öffnen.",
}
