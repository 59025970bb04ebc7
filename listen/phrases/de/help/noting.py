"""Hilfe zu den Befehlen, mit denen man einander sagt, was man weiß."""

HELP = {
    "note": """\
Aufschreiben, was Kolleginnen und Kollegen über eine Erwähnung wissen sollten, oder es lesen.

Behalten werden Text und Tag, nie wer es schrieb. Alle, die diese Datenbank lesen, können es lesen.

Beispiele:
  listen note 42 "der Planer hat angerufen, er schickt Zeichnungen"
  listen note 42
  listen note 42 --remove 3
""",
    "note NUMBER": "Nummer der Erwähnung, wie Listen sie zeigen.",
    "note TEXT": "Was andere wissen sollten; ohne Text werden die Notizen aufgelistet.",
    "note --remove": "Eine Notiz zurücknehmen, mit ihrer Nummer aus der Liste.",
    "note --dry-run": "Sagen, was getan würde, und nichts tun.",
    "note --json": "JSON für Programme ausgeben.",
    "lesson": """\
Behalten, was wir aus dem lernen, was Leute sagen; der Bericht erzählt es weiter.

Beispiele:
  listen lesson "die Anleitung sagt nicht, wie man DN 125 abdichtet" --topic manual --mention 42
  listen lesson --list
  listen lesson --remove 3
""",
    "lesson TEXT": "Was wir gelernt haben, in einem Satz.",
    "lesson --topic": "Worum es geht, eine Zeile.",
    "lesson --mention": "Die Erwähnung, aus der wir es gelernt haben.",
    "lesson --list": "Auflisten, was wir gelernt haben.",
    "lesson --remove": "Eine Lehre zurücknehmen, mit ihrer Nummer aus der Liste.",
}
