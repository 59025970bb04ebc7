"""Hilfe zu den Befehlen um Geschichten und Themen."""

HELP = {
    "story": """\
Zeigen, wo eine Geschichte erzählt wurde: das Original, dann jede Wiedergabe mit ihrem Abstand.

Sagt zu jeder, was sie dazu macht: derselbe Text, bearbeitet, gekürzt, ein Zitat, ein Link, eine Übersetzung. Was
zuerst erschien, steht zuerst, auch wenn es später geholt wurde.

Beispiele:
  listen story 42
  listen story 42 --json
""",
    "story NUMBER": "Nummer irgendeiner Erwähnung, die sie erzählt.",
    "story --limit": "Höchstens so viele Orte zeigen.",
    "themes": """\
Zeigen, worüber die Leute sprechen und was davon neu ist.

Schaut ohne andere Angabe auf sieben Tage und vergleicht sie mit den vier Wochen davor. Gezählt werden Stimmen: eine
Geschichte, die an vielen Orten steht, und ein Mensch, der etwas oft sagt, zählen einmal. Liest nur die eigene
Datenbank.

Beispiele:
  listen themes
  listen themes --days 14 --unit ventilation
  listen themes --query brand --json
""",
    "themes --limit": "Höchstens so viele Themen.",
}
