"""Hilfe zu den Befehlen, die Erwähnungen zeigen."""

HELP = {
    "digest --unmasked": "Namen aus der Belegschaft zeigen, nur auf diesem Bildschirm; sonst sind sie verdeckt.",
    "list --unmasked": "Namen aus der Belegschaft zeigen, nur auf diesem Bildschirm; sonst sind sie verdeckt.",
    "search --unmasked": "Namen aus der Belegschaft zeigen, nur auf diesem Bildschirm; sonst sind sie verdeckt.",
    "export --unmasked": "Mit den Namen aus der Belegschaft; sonst sind sie verdeckt.",
}
