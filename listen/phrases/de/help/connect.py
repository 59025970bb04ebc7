"""Hilfe zu den Befehlen um Kanäle und ihre Schlüssel."""

HELP = {
    "login": """\
Sich bei einem Kanal anmelden: Schlüssel werden erfragt, gleich probiert und nur für dich lesbar aufbewahrt.

Sie kommen in den Schlüsselbund des Systems, wenn es einen gibt, sonst in secrets.env neben queries.yaml. Mit
--to-answer sind es deine eigenen, und sie bleiben in deinem eigenen Ordner. Von der Befehlszeile, wo andere sie sehen
könnten, wird nichts genommen. Für cron genügen auch Umgebungsvariablen; listen accounts nennt sie.

Beispiele:
  listen login bluesky
  listen login mastodon --server social.example --browser
  listen login mastodon --to-answer --server social.example --browser

Exit-Codes: 0 angemeldet · 2 es gibt nichts anzumelden · 4 der Kanal lehnt die Schlüssel ab; nichts wurde aufbewahrt.
""",
    "login CHANNEL": "Name des Kanals, wie listen sources ihn zeigt.",
    "login --server": "Welcher Server, bei Kanälen mit vielen.",
    "login --browser": "Im Browser zustimmen statt einen Schlüssel zu kopieren, wo der Kanal das kann.",
    "logout": """\
Die Schlüssel eines Kanals vergessen, Sitzungen inbegriffen.

Beispiele:
  listen logout bluesky
  listen logout bluesky --to-answer
""",
    "logout --to-answer": "Dein eigenes Login zum Antworten, statt dessen zum Zuhören.",
    "login --to-answer": "Dein eigenes Login, um zu antworten; es bleibt bei dir, getrennt von denen zum Zuhören.",
    "accounts": """\
Zeigen, wo wir zum Zuhören und du zum Antworten angemeldet bist und wo jeder Schlüssel liegt; nie die Schlüssel selbst.

Beispiele:
  listen accounts
""",
    "sources": "Jeden Kanal zeigen: bereit, braucht einen Login, oder aus, und warum.",
    "sources test": """\
Einen Kanal um eine Seite jedes seiner Ströme bitten; nichts speichern.

Beispiele:
  listen sources test hackernews

Exit-Codes: 0 alles in Ordnung · 2 den Kanal gibt es nicht, oder er hat nichts zu fragen · 3, 4 und 7 wie bei fetch.
""",
    "sources sample": """\
Die letzten Antworten eines Kanals ausgeben, die nicht zu lesen waren: was eine Fehlermeldung braucht.

Schlüssel und Mailadressen sind herausgeschnitten; sieh sie dir an, bevor du sie weitergibst.

Beispiele:
  listen sources sample telegram
""",
}
