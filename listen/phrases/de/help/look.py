"""Hilfe zu den Befehlen um eine Erwähnung."""

HELP = {
    "show --unmasked": "Namen aus der Belegschaft zeigen, nur auf diesem Bildschirm; sonst sind sie verdeckt.",
}
