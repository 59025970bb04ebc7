"""Die Hilfe zu jedem Befehl, eine Datei je Raum von `listen/cli`; `listen/cli/speaking.py` setzt sie ein.

`HELP` ordnet zu: `"digest"` (der ganze Text, gesetzt wie der englische), `"digest --minutes"` (eine Option, mit ihrem
längsten Namen), `"show NUMBER"` (ein Argument, mit seinem englischen Platzhalter), `"db"` (eine Gruppe) und
`"db check"`. Was auf Englisch gleich heißt, braucht nur einmal dazustehen. `METAVARS` nennt deutsche Platzhalter.
"""
