"""Hilfe zu dem Befehl, der Berichte schreibt."""

HELP = {
    "report": """\
Einen Bericht über eine Woche, einen Monat oder einige Tage schreiben.

Eine Seite zum Lesen und Drucken, Markdown, CSV und eine Arbeitsmappe.

Jede Zahl führt zu den Erwähnungen dahinter. Die Seiten gehen ohne Netz und enthalten keine Skripte. Daneben liegt eine
JSON-Datei mit den Zahlen und ihrem Fingerabdruck; --verify rechnet sie aus der Datenbank nach.

Beispiele:
  listen report --week --out reports
  listen report --month --out reports --format html,xlsx
  listen report --days 14 --unit ventilation --out reports
  listen report --week --out reports --verify

Exit-Codes: 0 geschrieben, oder identisch · 11 --verify fand einen Unterschied.
""",
    "report --week": "Die letzte ganze Woche, Montag bis Sonntag; auch, wenn nichts gesagt ist.",
    "report --month": "Der letzte ganze Monat.",
    "report --days": "Die letzten so vielen ganzen Tage; heute ist noch nicht vorbei.",
    "report --until": "Als wäre dieser Tag heute: 2026-11-20, 20.11., montag.",
    "report --unit": "Nur die Suchaufträge dieser Sparte.",
    "report --out": "Wohin die Seiten kommen; der Ordner wird angelegt, wenn er fehlt.",
    "report --format": "Welche Seiten: html,md,csv,xlsx; alle, wenn nichts gesagt ist.",
    "report --force": "Auch Seiten ersetzen, die jemand geändert hat.",
    "report --verify": "Einen vorhandenen Bericht nachrechnen und sagen, ob er identisch ist.",
    "report --json": "Die Zahlen als JSON für Programme ausgeben.",
}
