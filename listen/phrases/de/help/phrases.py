"""Hilfe zu den Befehlen um eine dritte Sprache."""

HELP = {
    "phrases": "Eine dritte Sprache mitbringen, in einer Datei.",
    "phrases export": """\
Die Datei einer dritten Sprache zum Übersetzen ausgeben: jeder Satz auf Englisch, die Übersetzung noch offen.

Mit --lang de steht der deutsche Satz daneben. Eine Sprache, die es schon gibt, behält ihre Sätze; derselbe Befehl
bringt also eine ältere Datei auf den neuen Stand.

Beispiele:
  listen phrases export fr > fr.json
  listen --lang de phrases export fr > fr.json
""",
    "phrases export LANGUAGE": "Die künftige Sprache: fr, nl, nds …",
    "phrases check": """\
Sagen, was an der Datei einer dritten Sprache nicht stimmt und was ihr fehlt.

Beispiele:
  listen phrases check fr.json

Exit-Codes: 0 sie lässt sich sprechen, ganz oder zum Teil · 2 sie lässt sich nicht sprechen.
""",
    "phrases check FILE": "Die Datei einer dritten Sprache.",
}
