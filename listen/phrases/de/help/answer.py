"""Hilfe zum Befehl, mit dem man antwortet."""

HELP = {
    "reply": """\
Eine Erwähnung beantworten: schreiben, Hinweise ansehen, senden, erledigt.

Übernimmt die Erwähnung, öffnet deinen Editor mit dem Satz, für wen du arbeitest, den Hausregeln des Ortes und dem, was
wir früher gesagt haben, zeigt dann, was hinausginge, und fragt. Wo der Kanal es zulässt, geht die Antwort mit deinem
eigenen Zugang hinaus, genau einmal; sonst wird der Text kopiert und die Seite geöffnet. Ein Entwurf geht nie verloren:
derselbe Befehl macht weiter, wo du warst.

Beispiele:
  listen reply 42
  listen reply 42 --text "Ich arbeite bei Luftikus. Welches Modell ist es?" --yes
  listen reply 42 --text - --dry-run < antwort.txt
  listen reply 42 --check

Exit-Codes: 2 aufgehalten, oder eine Karte sagt: nicht du, nicht jetzt · 4 kein Zugang · 10 der Entwurf ruht ·
12 jemand anderes antwortet · 13 noch unbekannt, ob sie ankam.
""",
    "reply NUMBER": "Nummer der Erwähnung, wie Listen sie zeigen.",
    "reply --text": "Die Antwort, statt des Editors; - liest sie ein.",
    "reply --yes": "Senden, ohne zu fragen.",
    "reply --dry-run": "Alles tun, außer zu übernehmen und zu senden; zeigen, was wäre.",
    "reply --draft": "Nur den Entwurf aufheben.",
    "reply --check": "Nachsehen, ob eine gesendete Antwort ankam.",
    "reply --override": "Warum sie trotzdem hinausgeht; der Grund bleibt bei dir.",
    "reply --now": "Senden, ohne den zweiten Blick nach einer Kritik.",
    "reply --unmasked": "Namen aus der Belegschaft zeigen, nur auf diesem Bildschirm; sonst sind sie verdeckt.",
    "reply --json": "JSON für Programme ausgeben.",
}
