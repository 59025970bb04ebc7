"""Was nach unseren Antworten zurückkam."""

PHRASES = {
    "title.one": "Zurückgekommen",
    "title.other": "Zurückgekommen: {n}",
    "asker": "Wer gefragt hat",
    "other": "Jemand anderes",
    "thanks": "bedankt sich",
    "solved": "es ist gelöst",
    "more.one": "und noch 1",
    "more.other": "und noch {n}",
    "about": "zu: {title}",
}
