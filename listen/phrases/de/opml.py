"""Warum sich eine Liste von Feeds nicht lesen lässt."""

PHRASES = {
    "unreadable": "das ist keine lesbare Liste von Feeds (OPML) ({why})",
    "unreadable.hint": "bitte noch einmal aus dem Feedreader exportieren, aus dem sie kommt",
    "no_feeds": "in dieser OPML-Datei stehen keine Feeds",
    "no_feeds.hint": "ein Feed ist ein outline mit xmlUrl; Ordner allein genügen nicht",
    "too_big": "die OPML-Datei ist größer als {limit}",
    "too_big.hint": "bitte teilen; ein Feed braucht etwa 200 Bytes",
}
