"""Hilfe zu den Befehlen, mit denen Menschen sagen, was stimmt."""

HELP = {
    "correct": """\
Sagen, was an einer Erwähnung stimmt, oder dass listen recht hat.

Steht neben dem, was listen sagte, nie an dessen Stelle; niemand wird genannt, und keine Zeit außer dem Tag. Was gesagt
ist, gilt sofort, und listen lernt daraus; listen digest sagt, was es brachte.

Beispiele:
  listen correct 42 --label criticism --because "klingt freundlich, ist eine Beschwerde"
  listen correct 42 --right
  listen correct 42 --not-ours
  listen correct 42 --same-story 17
  listen correct 42 --undo
  listen correct --list
""",
    "correct NUMBER": "Nummer der Erwähnung.",
    "correct --label": "Was stimmt: praise, criticism, neutral, mixed.",
    "correct --right": "Gesehen, und listen hat recht: auch das lehrt.",
    "correct --ours": "Es handelt von uns.",
    "correct --not-ours": "Es handelt von etwas anderem, das so heißt.",
    "correct --language": "In welcher Sprache es ist: de, en, nl …",
    "correct --same-story": "Es erzählt dieselbe Geschichte wie jene Erwähnung.",
    "correct --not-same-story": "Es erzählt eine andere Geschichte als die, mit denen es gebündelt ist.",
    "correct --because": "Der Grund, eine Zeile.",
    "correct --undo": "Zurücknehmen, was zuletzt zu dieser Erwähnung gesagt wurde.",
    "correct --list": "Alles auflisten, was gesagt wurde.",
    "eval": """\
Nachrechnen, wie oft listen recht hat: gegen deine Urteile oder eine Datei.

Für jede Einstufung und jeden Suchauftrag: wie viel des Gemeldeten stimmt, wie viel gefunden wird, was womit
verwechselt wird, wie viel überhaupt entschieden ist, und ob die genannte Sicherheit so oft recht hat, wie sie sagt.
Gelerntes wird nur an Urteilen gemessen, aus denen es nicht gelernt wurde. Liest nur.

Beispiele:
  listen eval
  listen eval --query brand --fail-under 0.6
  listen eval --data posts.tsv --language de

Exit-Codes: 0 erledigt · 2 die Datei hat keine lesbare Zeile · 11 Makro-F1 unter --fail-under, oder nichts zeigt,
dass es nicht so ist.
""",
    "eval --data": "Eingestufte Texte (TSV oder CSV) statt der Urteile.",
    "eval --analyzer": "Mit --data: welche Analyse; sonst die der Sprache.",
    "eval --language": "Mit --data: Sprache der Zeilen, die ihre nicht nennen.",
    "eval --fail-under": "Mit 11 enden, wenn Makro-F1 darunter liegt, etwa 0.7.",
}
