"""Was ein Export sagt: Überschriften der Markdown-Seite, und warum sich eine Datei nicht schreiben lässt."""

PHRASES = {
    "title": "Erwähnungen",
    "nothing": "Keine Erwähnungen.",
    "untitled": "ohne Titel",
    "label_praise": "Lob",
    "label_criticism": "Kritik",
    "label_neutral": "neutral",
    "label_mixed": "gemischt",
    "label_unclear": "unklar",
    "label_unscored": "nicht bewertet",
    "no_folder": "{path} lässt sich nicht schreiben: den Ordner {folder} gibt es nicht",
    "no_folder.hint": "bitte erst den Ordner anlegen oder einen anderen nennen",
    "folder": "{path} ist ein Ordner",
    "folder.hint": "bitte eine Datei darin nennen",
    "link": "{path} ist ein Verweis auf eine andere Datei",
    "link.hint": "bitte die Datei nennen, auf die er zeigt",
    "no_plain_file": "{path} ist eine Pipe oder ein Gerät, keine Datei",
    "no_plain_file.hint": "ohne --out geht der Export auf die Standardausgabe und von dort überallhin",
    "unwritable": "{path} lässt sich nicht schreiben ({why})",
    "unwritable.hint": "eine ältere Datei dieses Namens ist unverändert noch da",
}
