"""Was das Betriebssystem sagt, wenn eine Datei nicht zu gebrauchen ist."""

PHRASES = {
    "missing": "gibt es nicht",
    "denied": "keine Berechtigung",
    "not_permitted": "nicht erlaubt",
    "is_folder": "ist ein Ordner",
    "no_folder": "ist kein Ordner",
    "exists": "gibt es schon",
    "full": "kein Platz mehr",
    "quota": "das Kontingent an Platz ist aufgebraucht",
    "read_only": "der Datenträger ist schreibgeschützt",
    "too_large": "die Datei ist zu groß",
    "name_too_long": "der Dateiname ist zu lang",
    "too_many": "zu viele offene Dateien",
    "loop": "zu viele Verweise aufeinander",
    "io": "Fehler beim Lesen oder Schreiben",
    "pipe": "niemand liest mehr mit",
    "device": "das Gerät gibt es nicht",
    "busy": "wird gerade benutzt",
    "no_object": "kein Objekt",
    "no_list": "keine Liste",
    "lacks": "{what} fehlt",
}
