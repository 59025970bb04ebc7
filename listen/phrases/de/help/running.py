"""Hilfe zu `listen` selbst und zu dem, was alle Befehle teilen."""

HELP = {
    "listen": """\
Hören, was das offene Web über deine Marke sagt, und mitreden.

`listen fetch` fragt jede Quelle und behält, was neu ist; `listen digest` zeigt, was heute zu lesen und zu beantworten
ist; `listen export` liefert für Berichte. `listen demo` zeigt das alles ohne Schlüssel und ohne Internet.
Die Optionen hier unten dürfen vor oder hinter dem Befehl stehen.
""",
    "listen --config": "Welche queries.yaml; sonst LISTEN_CONFIG, ./queries.yaml, die eigene.",
    "listen --db": "Welche Datenbank; sonst LISTEN_DB, die eigene.",
    "listen --lang": "Sprache, auch mit Land (en, de, de-AT …); sonst LISTEN_LANG, die des Systems.",
    "listen --debug": "Technische Ursachen von Fehlern zeigen.",
    "listen --version": "Die Version zeigen, sonst nichts.",
    "listen --install-completion": "Vervollständigung mit der Tabulatortaste für diese Shell einrichten.",
    "listen --show-completion": "Die Vervollständigung für diese Shell zeigen, zum Kopieren oder Anpassen.",
    "--help": "Diese Hilfe zeigen.",
    "epilog": (
        "Exit-Codes: 0 erledigt, auch wenn es nichts Neues gab · 1 ein Fehler von uns · 2 falscher Aufruf · "
        "3 teilweise gesammelt · 4 Login oder Schlüssel fehlt · 5 queries.yaml ungültig · "
        "6 ein anderer Lauf ist am Werk · 7 nichts ließ sich sammeln · 8 die Datenbank ist nicht brauchbar · "
        "10 es gibt etwas zu tun (digest --exit-code) · 11 nicht gut genug (eval --fail-under) · "
        "12 jemand beantwortet es gerade · 13 noch unbekannt, ob eine Antwort ankam · 130 unterbrochen."
    ),
}
