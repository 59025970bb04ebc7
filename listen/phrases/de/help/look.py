"""Hilfe zu den Befehlen um eine Erwähnung oder einen Suchauftrag."""

HELP = {
    "show": """\
Eine Erwähnung ganz zeigen: Text, Treffer, Stimmung mit Beleg, Geschichte, Verlauf.

Mit --thread wird der Kanal einmal gefragt, worauf sie antwortet und was danach kam; nichts davon wird gespeichert.

Beispiele:
  listen show 42
  listen show 42 --thread
""",
    "show --thread": "Den Kanal nach dem Gespräch darum fragen und auch das zeigen.",
    "show NUMBER": "Nummer der Erwähnung, wie Listen sie zeigen.",
    "open": """\
Eine Erwähnung im Browser öffnen.

Gibt auch die Adresse aus, für Rechner ohne Browser.

Beispiele:
  listen open 42
""",
    "why-not": """\
Für jeden Suchauftrag sagen, warum ein Beitrag zutrifft oder nicht.

Eine Erwähnung wird in der Datenbank nachgesehen; eine Adresse, die dort fehlt, wird einmal gefragt, gespeichert wird
nichts.

Beispiele:
  listen why-not 42
  listen why-not https://blog.example.com/flexrohre --query brand
""",
    "why-not URL|NUMBER": "Nummer einer gespeicherten Erwähnung, oder eine Adresse.",
    "query": "Ausdrücke am Gespeicherten probieren und nach den gespeicherten Suchaufträgen sehen.",
    "query test": """\
Einen Ausdruck auf alles Gespeicherte anwenden: Treffer, und was er gegen den gespeicherten gewinnt und verliert.

Beispiele:
  listen query test brand
  listen query test brand -e 'examplevent* NOT job*'
  listen query test -e '"flex pipe" NEAR/5 loud'
""",
    "query test QUERY": "Name eines gespeicherten Suchauftrags.",
    "query test --expression": "Ein Ausdruck, der stattdessen probiert wird.",
    "query test --limit": "So viele Erwähnungen jeder Art zeigen.",
}
