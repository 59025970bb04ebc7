"""Hilfe zu den Befehlen, die das Web fragen oder sagen, wie das ging."""

HELP = {
    "fetch": """\
Jede Quelle nach jedem Suchauftrag fragen und behalten, was neu ist.

Liest queries.yaml, schreibt in die Datenbank, sagt auf stderr, was kam. Ein unterbrochener Lauf verliert nichts: der
nächste macht dort weiter.

Beispiele:
  listen fetch
  listen fetch --quiet            (in einer crontab)
  listen fetch --source mastodon --dry-run

Exit-Codes: 0 erledigt · 3 teilweise gesammelt · 4 Login fehlt · 6 ein anderer Lauf ist am Werk · 7 nichts gesammelt.
""",
    "fetch --quiet": "Nur sprechen, wenn ein Mensch etwas tun muss (für cron).",
    "fetch --query": "Nur dieser Suchauftrag; mehrfach möglich.",
    "fetch --source": "Nur diese Quelle; mehrfach möglich.",
    "fetch --dry-run": "Sagen, was gefragt würde; niemanden fragen.",
    "fetch --again": "Alles Erreichbare noch einmal lesen; nichts kommt doppelt dazu.",
    "fetch --wait": "So lange auf das Ende eines anderen Laufs warten.",
    "fetch --json": "JSON für Programme ausgeben.",
    "check": """\
Sagen, was gefragt würde, ohne jemanden zu fragen.

Liest queries.yaml und meldet alles, was daran nicht stimmt, auf einmal, mit Zeile und Spalte. Mit --online wird jeder
Strom um eine Seite gebeten; gespeichert wird nichts.

Beispiele:
  listen check
  listen check --online

Exit-Codes: 0 alles in Ordnung · 5 queries.yaml ungültig · mit --online 3, 4 und 7 wie bei fetch.
""",
    "check --online": "Jeden Strom um eine Seite bitten; nichts speichern.",
    "status": """\
Sagen, wie es um jeden Strom steht: zuletzt gelesen, gescheitert seit wann, warum.

Liest nur die Datenbank.

Beispiele:
  listen status
  listen status --json
""",
    "schedule": """\
Ausgeben oder einrichten, was `listen fetch` von selbst laufen lässt.

Beispiele:
  listen schedule
  listen schedule --every 60 --systemd
  listen schedule --install
""",
    "schedule --every": "Minuten zwischen zwei Läufen.",
    "schedule --systemd": "Ein Timer von systemd statt einer Zeile für crontab.",
    "schedule --install": "Einrichten statt ausgeben.",
}
