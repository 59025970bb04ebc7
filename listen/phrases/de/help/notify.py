"""Hilfe zu den Befehlen, die Menschen Bescheid geben, die nicht vor dem Terminal sitzen."""

HELP = {
    "notify": """\
Per Mail und Chat melden, was neu ist: Tageslese, Ausschläge, gestörte Quellen.

Alles wird jedem, der in queries.yaml unter notify steht, einmal gemeldet. Ruhezeiten gelten; was in sie fällt, kommt
an ihrem Ende. Sagt nichts, wo nichts zu melden ist, und darf darum in der Crontab hinter listen fetch stehen.

Beispiele:
  listen notify --dry-run
  listen fetch --quiet; listen notify
  listen notify --sources --to admins
  listen notify --ack spike-1f3a90bc-2026-11-24
  listen notify --snooze source-77ab01de-20261124T060000 --until monday

Exit-Codes: 0 erledigt · 3 manche nicht erreicht · 4 ein Passwort oder eine Adresse fehlt · 7 niemand erreicht.
""",
    "notify --digest": "Nur die Tageslese.",
    "notify --spikes": "Nur Tage, die auffallen.",
    "notify --sources": "Nur Quellen, die gestört sind oder wieder gehen.",
    "notify --to": "Nur diesem unter notify; wiederholbar.",
    "notify --ack": "Jemand kümmert sich: nicht noch einmal melden.",
    "notify --snooze": "Später noch einmal melden, wenn es dann noch so ist.",
    "notify --until": "Wann wieder gemeldet wird: montag, 3d, 2026-12-01.",
    "notify --list": "Wem was gemeldet wird, und was gemeldet wurde.",
    "notify --dry-run": "Die Briefe ausgeben; nichts senden, nichts merken.",
    "notify --json": "JSON für Programme ausgeben.",
    "feed": """\
Die Tageslese als Atom-Feed schreiben, für jeden Feedreader.

Ein Eintrag je Erwähnung, die eine Antwort verdient. Die Datei gehört dorthin, wo eure Feedreader sie holen können; sie
ändert sich nur, wenn die Tageslese sich ändert.

Beispiele:
  listen feed --out /srv/www/intern/listen.xml
  listen feed --unit ventilation --days 14 -o ventilation.xml
""",
    "feed --out": "In diese Datei schreiben, ganz oder gar nicht; sonst auf stdout.",
    "feed --unit": "Nur die Suchaufträge dieser Sparte.",
    "feed --days": "Wie viele Tage zurück, heute mitgezählt.",
    "feed --limit": "Höchstens so viele Einträge.",
}
