"""Hilfe zu den Befehlen um das Aufbewahren und um die, über die gesprochen wird."""

HELP = {
    "keep": """\
Löschen und kürzen, was über der Zeit ist, wie es `keep:` in queries.yaml sagt.

Namen werden zu Pseudonymen (eine Stimme bleibt eine Stimme), Texte werden auf das gekürzt, was um die gefundenen Wörter
steht, alte Beiträge werden gelöscht, mit allem, was daran hängt, und ebenso alte Antworten und Notizen. Quellen können
weniger Zeit erlauben als du. Täglich auszuführen, hinter listen fetch. Fragt, wenn mehr als ein Zehntel auf einmal
betroffen wäre.

Beispiele:
  listen keep --dry-run
  listen fetch && listen keep
  listen keep --log
""",
    "keep --dry-run": "Nur sagen, was geschehen würde.",
    "keep --yes": "Tun, ohne zu fragen.",
    "keep --log": "Zeigen, was bisher gelöscht wurde: wie viel, nie was.",
    "keep --json": "JSON für Programme ausgeben.",
    "forget": """\
Eine Person oder einen Beitrag auf Dauer vergessen: in allen Dateien der Datenbank.

Aus den Tabellen, dem Wortverzeichnis, dem Protokoll der Datenbank und dem freien Raum der Datei.

Nichts davon kommt zurück: gespeichert bleibt nur eine Prüfsumme mit Salz, an der spätere Funde abgewiesen werden.
Beiträge von anderen, die die Person nennen, werden aufgezählt und bleiben, ebenso Sicherungen und Exporte, die es noch
enthalten können.

Beispiele:
  listen forget --author "@ada@social.example" --dry-run
  listen forget --author https://social.example/@ada
  listen forget --url https://forum.example/t/17
  listen forget --number 42 --yes
""",
    "forget --author": "Eine Person: der Name, wie er gezeigt wird, oder ihre Seite.",
    "forget --source": "Nur dort.",
    "forget --url": "Der Beitrag an dieser Adresse.",
    "forget --number": "Diese Erwähnung; mehrfach möglich.",
    "forget --query": "Beiträge, die nur dieser Suchauftrag gefunden hat.",
    "forget --text": "Beiträge, die alle diese Wörter enthalten.",
    "forget --dry-run": "Nur sagen, was gelöscht würde.",
    "forget --yes": "Tun, ohne zu fragen.",
    "forget --json": "JSON für Programme ausgeben.",
    "access": """\
Alles zeigen, was über eine Person gespeichert ist, für eine Auskunft an sie (Art. 15 DSGVO).

Beiträge und was daraus ermittelt wurde, Erwiderungen auf unsere Antworten, unsere Notizen dazu, woher es kommt und wie
lange es bleibt. Beiträge, die inzwischen pseudonymisiert sind, werden auch gefunden.

Beispiele:
  listen access --author "@ada@social.example"
  listen access --author "Ada Beispiel" --source feed --json
""",
    "access --author": "Der Name, wie er gezeigt wird, oder die Seite der Person.",
    "access --source": "Nur dort.",
    "access --json": "JSON für Programme ausgeben.",
    "recheck": """\
Quellen fragen, ob Beiträge noch da sind; was am Ursprung gelöscht ist, wird auch hier gelöscht.

Ohne Nummern die Beiträge der letzten 30 Tage aller Quellen, die es sagen können. listen fetch tut das einmal am Tag von
selbst.

Exit-Codes: 0 gefragt · 3 manche Quellen konnten nicht gefragt werden.

Beispiele:
  listen recheck 42 43
  listen recheck --quoted
""",
    "recheck NUMBER": "Diese Erwähnungen.",
    "recheck --quoted": "Die beantworteten, die also zitiert werden könnten.",
    "recheck --json": "JSON für Programme ausgeben.",
    "privacy": """\
Ausgeben, was gespeichert ist, wessen Daten es sind, warum, wie lange, und wer es sehen kann.

Gemacht aus der Datenbank, wie sie ist (jede Tabelle, jede Spalte), den Einstellungen und den Dateien auf dieser Platte:
das Blatt für den Betriebsrat und der Eintrag für das Verzeichnis von Verarbeitungstätigkeiten (Art. 30 DSGVO). Zeilen
mit ____ füllst du selbst aus.

Beispiele:
  listen privacy
  listen --lang de privacy --format html --out datenschutz.html
""",
    "privacy --format": "In welcher Form.",
    "privacy --out": "In diese Datei schreiben, ganz oder gar nicht.",
    "privacy --json": "JSON für Programme ausgeben.",
}
