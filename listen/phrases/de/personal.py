"""Was über den eigenen Ordner gesagt wird."""

PHRASES = {
    "cannot_keep": "dein eigener Ordner {path} kann nicht beschrieben werden: {why}",
    "cannot_keep.hint": "LISTEN_HOME nennt einen anderen Ordner.",
}
