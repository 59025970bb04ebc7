"""Hilfe zu `listen query health`."""

HELP = {
    "query health": """\
Nach Suchaufträgen sehen, die zu viel bringen, schweigen oder abgeschnitten sind, und sagen, was hülfe.

Jeder vorgeschlagene Ausdruck wurde an den gespeicherten Erwähnungen probiert und steht fertig für queries.yaml da.
Liest nur die eigene Datenbank, ändert nichts.

Beispiele:
  listen query health
  listen query health --query brand --days 90
""",
}
