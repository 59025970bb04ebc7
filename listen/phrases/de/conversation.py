"""Das Gespräch um eine Erwähnung."""

PHRASES = {
    "before.one": "Worauf es antwortet",
    "before.other": "Worauf es antwortet: {n} Beiträge davor",
    "after.one": "1 Antwort",
    "after.other": "{n} Antworten",
    "nothing": "Niemand hat geantwortet, und es antwortet auf niemanden.",
    "part": "Der Kanal zeigt nur einen Teil; listen open NUMMER zeigt den Rest.",
    "ours": "unsere Antwort:",
    "none": "der Kanal {channel} zeigt keine Gespräche; listen open {number} öffnet die Seite",
    "failed": "das Gespräch ist nicht zu zeigen: {why}",
}
