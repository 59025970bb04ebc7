"""Wie es um die Ströme steht."""

PHRASES = {
    "title": "Zustand",
    "summary": "{read} von {streams} Strömen gelesen, zuletzt {age}",
    "stored.one": "1 Erwähnung gespeichert",
    "stored.other": "{n} Erwähnungen gespeichert",
    "source": "Quelle",
    "place": "Strom",
    "last": "zuletzt",
    "never": "nie",
    "seen": "gesehen",
    "brought": "Erwähnungen",
    "run": "Lauf",
    "run_streams": "Ströme",
    "run_failed": "gestört",
    "run_new": "neu",
    "run_changed": "geändert",
    "unfinished": "nicht zu Ende",
}
