"""What is said of a person's own folder."""

PHRASES = {
    "cannot_keep": "your own folder {path} cannot be written: {why}",
    "cannot_keep.hint": "LISTEN_HOME names another folder.",
}
