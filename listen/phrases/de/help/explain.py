"""Hilfe zu den Befehlen, die sagen, warum."""

HELP = {
    "why-not": """\
Sagen, warum ein Beitrag heute keine Zeile in der Tageslese hat, oder gar nicht gehört wird.

Zu einer gespeicherten Erwähnung: jede Regel, die sie von einer Zeile abhält, und was das ändert. Dann für jeden
Suchauftrag, warum er zutrifft oder nicht. Eine Adresse, die nicht gespeichert ist, wird einmal gefragt, gespeichert
wird nichts.

Beispiele:
  listen why-not 42
  listen why-not https://blog.example.com/flexrohre --query brand
""",
    "why-not URL|NUMBER": "Nummer einer gespeicherten Erwähnung, oder eine Adresse.",
    "why-not --query": "Nur dieser Suchauftrag; mehrfach möglich.",
    "why-not --json": "JSON für Programme ausgeben.",
}
