"""Hilfe zu dem Befehl, mit dem man sagt, worin man sich auskennt."""

HELP = {
    "me": """\
Zeigen oder sagen, worin du dich auskennst; Tageslese und Posteingang stellen das voran.

Liegt in deinem eigenen Ordner und nirgends sonst: nie in der gemeinsamen Datenbank, niemandem gezeigt. Was du angibst,
tritt an die Stelle dessen, was da war; der Rest bleibt.

Beispiele:
  listen me
  listen me --unit ventilation --language de --language en --skill acoustics --minutes 30
  listen me --role "Anwendungstechnikerin"
  listen me --clear
""",
    "me --unit": "Eine Sparte, in der du dich auskennst; mehrfach möglich.",
    "me --language": "Eine Sprache, in der du antwortest, die liebste zuerst; mehrfach möglich.",
    "me --skill": "Worin du dich auskennst; mehrfach möglich.",
    "me --minutes": "Wie viel Zeit du am Tag hast.",
    "me --role": "Was du machst, für den Satz, der sagt, für wen du arbeitest.",
    "me --clear": "Zuerst alles vergessen.",
    "me --json": "JSON für Programme ausgeben.",
}
