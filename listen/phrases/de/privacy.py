"""Das Datenschutzblatt."""

PHRASES = {
    "title": "Zuhören für {brand}: was gespeichert ist, warum, wie lange, und wer es sieht",
    "made": "Erstellt am {day} von listen, aus der Datenbank, den Einstellungen und den Dateien, wie sie sind. "
    "listen läuft auf eigenen Rechnern; seine Hersteller erhalten nichts.",
    "section_purpose": "Zweck und Rechtsgrundlage",
    "purpose_1": "Öffentliche Beiträge, die die Marke nennen, werden gesammelt, damit Fragen beantwortet, Fehler "
    "bemerkt und Kritik gehört werden.",
    "purpose_2": "Rechtsgrundlage: berechtigtes Interesse, Art. 6 Abs. 1 Buchst. f DSGVO: wissen, was öffentlich "
    "über die eigenen Produkte gesagt wird, und darauf antworten.",
    "purpose_3": "Abwägung: Gespeichert wird nur, was Menschen selbst für alle veröffentlicht haben, nur wo es "
    "die Marke nennt, mit der Zeit gekürzt und pseudonymisiert, und nie zu Profilen zusammengeführt. Wer das "
    "nicht will, ist mit einem Befehl auf Dauer vergessen, und was am Ursprung gelöscht wird, wird auch hier "
    "gelöscht; deshalb überwiegt das Interesse an einer Antwort den geringen Eingriff.",
    "purpose_queries": "Wonach gesucht wird: {queries}",
    "section_people": "Wessen Daten",
    "people_1": "Menschen, die öffentlich über die Marke, ihre Produkte oder Wettbewerber geschrieben haben: "
    "Name oder Kürzel, wie gezeigt, Adresse ihrer Seite, Text, Zeit.",
    "people_2": "Menschen, die öffentlich auf eine Antwort von uns erwidert haben.",
    "people_3": "Menschen, die in solchen Texten genannt werden. Namen von Kolleginnen und Kollegen werden beim "
    "Zeigen verdeckt.",
    "section_from": "Woher sie kommen",
    "from_text": "Nur öffentliche Beiträge, aus diesen Quellen. Beiträge nur für Follower und private "
    "Nachrichten werden verworfen, auch wenn eine Schnittstelle sie liefert.",
    "from_hosts": "Diese Server werden gefragt und erfahren dadurch, wonach und von welcher Adresse aus gesucht "
    "wird: {hosts}",
    "on": "wird gefragt",
    "off": "wird nicht mehr gefragt",
    "terms": "ihre Bedingungen erlauben nicht länger",
    "days.one": "1 Tag",
    "days.other": "{n} Tage",
    "never_ends": "bis die Löschung verlangt wird",
    "section_what": "Was gespeichert ist",
    "group_others": "öffentliche Beiträge",
    "group_others_whose": "derer, die sie geschrieben haben",
    "group_others_why": "um sie zu lesen und zu beantworten; die gefundenen Wörter sagen, warum jeder hier ist",
    "group_derived": "was daraus ermittelt wird",
    "group_derived_whose": "derselben Menschen, soweit es zu einem Beitrag gehört; Summen gehören niemandem",
    "group_derived_why": "Stimmung zur Marke, Anliegen und Region, gebündelte Kopien, Zählung je Tag",
    "group_dialogue": "was damit geschieht",
    "group_dialogue_whose": "derer, denen geantwortet wurde; über die Antwortenden ist nichts gespeichert",
    "group_dialogue_why": "damit niemand doppelt antwortet, Erledigtes von der Liste ist und etwas gelernt wird",
    "group_asking": "Stand der Quellen",
    "group_asking_whose": "niemandes",
    "group_asking_why": "um weiterzulesen, wo das letzte Mal aufhörte, und zu merken, was nicht geht",
    "group_protection": "Schutz",
    "group_protection_whose": "niemandes, den man daraus nennen könnte",
    "group_protection_why": "Prüfsummen dessen, was nicht wiederkommen darf, und das Protokoll der Löschungen",
    "section_how_long": "Wie lange",
    "keep_authors": "Namen; danach steht ein Pseudonym an ihrer Stelle",
    "keep_texts": "ganze Texte; danach 280 Zeichen um die gefundenen Wörter",
    "keep_mentions": "Beiträge, mit allem, was daran hängt",
    "keep_answers": "unsere Antworten, was zurückkam, Notizen",
    "keep_claims": "dass gerade jemand antwortet (nie, wer)",
    "keep_claims_how": "30 Minuten, oder bis zur Freigabe",
    "keep_prints": "Prüfsummen, an denen Kopien erkannt werden",
    "keep_samples": "Antworten von Quellen, die nicht zu lesen waren, für Fehlerberichte",
    "keep_erased": "Prüfsummen dessen, was nicht wiederkommen darf",
    "overdue.one": "1 Beitrag ist gerade über der Zeit; der nächste Lauf von listen keep nimmt ihn.",
    "overdue.other": "{n} Beiträge sind gerade über der Zeit; der nächste Lauf von listen keep nimmt sie.",
    "not_overdue": "Gerade ist nichts über der Zeit. listen keep, täglich ausgeführt, löscht, was es ist.",
    "gone_at_origin": "Was dort gelöscht wird, wo es erschien, wird auch hier gelöscht: Quellen, die es sagen "
    "können, werden einmal am Tag gefragt, und mit listen recheck --quoted, bevor etwas zitiert wird.",
    "last_deletions": "Die letzten Löschungen (wie viel, nie was)",
    "section_who_sees": "Wer sie sieht",
    "who_sees_text": "Wer auf diesem Rechner diese Dateien lesen darf, und sonst niemand: kein Server, kein "
    "Konto, keine Telemetrie.",
    "open_to_others": "auch andere auf diesem Rechner",
    "owner_only": "nur dem Besitzer",
    "recipients": "Berichtet wird auf diesen Wegen: {names}",
    "no_recipients": "Per Mail oder Chat wird niemandem berichtet.",
    "recipients_more": "Tageslesen, Berichte und Exporte gehen dorthin, wohin jemand sie schickt; Namen von "
    "Kolleginnen und Kollegen sind darin verdeckt.",
    "section_never": "Was nie gespeichert wird",
    "never_1": "Wer etwas gelesen, beantwortet, beurteilt, notiert oder zurückgestellt hat; und wann, genauer "
    "als der Tag.",
    "never_2": "Zählungen, Zeiten oder Ranglisten einer Person oder einer Gruppe von weniger als fünf Personen.",
    "never_3": "Profilbilder, Listen von Followern, Aufenthaltsorte, private Nachrichten, was nur Followern "
    "gezeigt wurde.",
    "never_4": "Vermutungen über Alter, Geschlecht, Herkunft, Gesundheit, Religion, Politik oder andere "
    "besondere Kategorien (Art. 9 DSGVO).",
    "never_5": "Profile über mehrere Quellen: eine Stimme ist eine Stimme innerhalb einer Quelle, und nirgends sonst.",
    "near": "Spalten, die dem am nächsten kommen, was jemand im Betrieb getan hat, und warum sie es nicht sagen",
    "near_claims_token": "für eine Übernahme ausgelost und mit ihr verschwunden; liegt auf dem Rechner der "
    "Person und sagt nirgends, wer sie ist",
    "near_claims_until": "lebt höchstens 30 Minuten, dann ist die Zeile weg; sagt, dass jemand antwortet, damit "
    "niemand doppelt antwortet",
    "near_dealings_dealt_on": "nur der Tag, einer Erwähnung und nicht einer Person",
    "near_answers_answered_on": "nur der Tag; die Antwort selbst ist öffentlich",
    "near_judgements_judged_on": "nur der Tag, eines Urteils und nicht einer Person",
    "near_notes_noted_on": "nur der Tag, einer Notiz und nicht einer Person",
    "near_lessons_learned_on": "nur der Tag, einer Erkenntnis und nicht einer Person",
    "near_mutes_muted_on": "nur der Tag, einer Stummschaltung und nicht einer Person",
    "near_told_at": "wann eine Nachricht der Maschine hinausging oder zur Kenntnis genommen wurde; nicht durch wen",
    "near_runs_started_at": "wann die Quellen gefragt wurden, meist durch eine Zeitschaltung; nicht durch wen",
    "near_deletions_deleted_on": "nur der Tag",
    "people_unknown": "nicht angegeben",
    "team_counted": "Personen, die gemeinsam zuhören: {people}. Zählungen dessen, was alle zusammen getan haben, "
    "werden gezeigt.",
    "team_not_counted": "Personen, die gemeinsam zuhören: {people}. Zählungen dessen, was sie getan haben, "
    "werden nicht gezeigt; erst ab fünf.",
    "masked.one": "1 Name aus der Belegschaft wird verdeckt, wo Erwähnungen gezeigt werden.",
    "masked.other": "{n} Namen aus der Belegschaft werden verdeckt, wo Erwähnungen gezeigt werden.",
    "not_masked": "Es sind keine Namen aus der Belegschaft eingetragen (colleagues: in queries.yaml), also "
    "werden keine verdeckt.",
    "section_council": "Für den Betriebsrat",
    "council_1": "listen ist nicht dazu gemacht und nicht dazu zu gebrauchen, Verhalten oder Leistung von "
    "Beschäftigten zu überwachen (§ 87 Abs. 1 Nr. 6 BetrVG): keine Spalte sagt, wer etwas getan hat, und keine "
    "die Stunde einer Arbeit. Ein Test des Programms schlägt fehl, wenn eine solche Spalte dazukommt.",
    "council_2": "Eigene Einstellungen, Entwürfe und offene Übernahmen liegen in einem Ordner der Person auf "
    "ihrem Rechner, und niemand sonst braucht sie.",
    "council_3": "Geantwortet wird mit dem eigenen Konto der Person oder von Hand; das Programm hält fest, dass "
    "geantwortet wurde, nicht durch wen.",
    "council_4": "Die Liste aller Spalten steht am Ende dieses Blattes und ist aus der Datenbank selbst gelesen; "
    "jeder kann die Datei mit einem beliebigen SQLite-Werkzeug öffnen und vergleichen.",
    "council_5": "Wird das Programm so geändert, dass Daten über Beschäftigte gespeichert würden, braucht es "
    "eine neue Vereinbarung.",
    "section_rights": "Rechte, und die Befehle dafür",
    "right_1": "Information (Art. 14)",
    "right_1_how": "ein Abschnitt in der Datenschutzerklärung der Website; dieses Blatt enthält, was er braucht",
    "right_2": "Auskunft (Art. 15)",
    "right_2_how": "listen access --author NAME: alles, was gespeichert ist, woher, wie lange",
    "right_3": "Berichtigung (Art. 16)",
    "right_3_how": "Änderungen am Ursprung kommen mit dem nächsten Lesen; Einschätzungen: listen correct NUMMER",
    "right_4": "Löschung (Art. 17)",
    "right_4_how": "listen forget --author NAME oder --url ADRESSE: aus allen Tabellen und Dateien; es kommt "
    "nicht wieder",
    "right_5": "Einschränkung (Art. 18)",
    "right_5_how": "listen mute author NAME oder listen forget, je nachdem, was verlangt wird",
    "right_6": "Widerspruch (Art. 21)",
    "right_6_how": "listen forget --author NAME: von dieser Person wird nichts mehr gesammelt",
    "right_7": "Beschwerde (Art. 77)",
    "right_7_how": "bei der Aufsichtsbehörde",
    "section_security": "Sicherheit (Art. 32)",
    "security_1": "Dateien kann vom ersten Byte an nur ihr Besitzer lesen; Schlüssel liegen im Schlüsselbund "
    "oder in einer Datei mit den Rechten 0600.",
    "security_2": "Gelöschtes wird überschrieben, auch im Protokoll der Datenbank, im Wortverzeichnis und im "
    "freien Raum der Datei.",
    "security_3": "Was von außen kommt, wird begrenzt, gereinigt und nie ausgeführt; nichts in einem Beitrag "
    "kann etwas auslösen.",
    "security_4": "Verbindungen sind verschlüsselt und geprüft; Adressen im eigenen Netz werden abgelehnt.",
    "security_5": "Jede Änderung ist ganz oder gar nicht da, auch nach einem Stromausfall; listen db check beweist es.",
    "security_6": "Pseudonyme sind Prüfsummen mit einem Salz dieser Datenbank: anderswo nutzlos. Wer die "
    "Datenbank und einen Namen hat, kann den Namen wiedererkennen; das braucht es für Auskunft und Löschung.",
    "security_7": "Keine Telemetrie, keine Anfrage, die nicht eingestellt wurde.",
    "section_record": "Verzeichnis von Verarbeitungstätigkeiten (Art. 30)",
    "record_name": "Verarbeitung",
    "record_name_is": "öffentlichen Beiträgen über {brand} zuhören und darauf antworten",
    "record_controller": "Verantwortlicher",
    "record_officer": "Datenschutzbeauftragte(r)",
    "record_purposes": "Zwecke",
    "record_purposes_are": "Kundendienst in der Öffentlichkeit, Fehler bemerken, Marktbeobachtung",
    "record_basis": "Rechtsgrundlage",
    "record_basis_is": "Art. 6 Abs. 1 Buchst. f DSGVO",
    "record_persons": "Kategorien von Personen",
    "record_persons_are": "Verfasser öffentlicher Beiträge über die Marke; Menschen, die uns öffentlich erwidert "
    "haben; darin Genannte",
    "record_data": "Kategorien von Daten",
    "record_data_are": "Name oder Kürzel, wie gezeigt, Adresse der öffentlichen Seite, öffentlicher Text, Zeit, "
    "Sprache, Stimmung zur Marke",
    "record_origin": "Herkunft",
    "record_recipients": "Empfänger",
    "record_nobody": "niemand außerhalb",
    "record_third": "Drittländer",
    "record_third_is": "gespeicherte Texte werden nicht übermittelt; die gefragten Server erfahren die gesuchten "
    "Wörter",
    "record_ends": "Löschfristen",
    "record_ends_are": "Namen {authors}, Texte {texts}, Beiträge {mentions}, Antworten {answers}",
    "record_measures": "Maßnahmen",
    "record_measures_are": "siehe Sicherheit",
    "section_yours": "Was dir noch bleibt",
    "yours_1": "Verantwortlichen und Datenschutzbeauftragte(n) eintragen: ________________",
    "yours_2": "Die Abwägung der oder dem Datenschutzbeauftragten vorlegen; eine Folgenabschätzung wird meist "
    "nicht nötig sein, weil keine Profile entstehen, aber halte das schriftlich fest: ________________",
    "yours_3": "In die Datenschutzerklärung der Website einen Absatz aufnehmen (Art. 14): was gesammelt wird, "
    "woher, wie lange, wen man fragt.",
    "yours_4": "listen keep täglich ausführen (docs/howto/cron.md) und Sicherungen und Exporte denselben Fristen "
    "unterwerfen.",
    "yours_5": "Mit dem Betriebsrat eine Vereinbarung schließen, mit diesem Blatt als Anlage.",
    "section_columns": "Alle Tabellen und Spalten",
    "columns_text": "Wie die Datenbank sie jetzt hat.",
    "columns_of.one": "{table} ({group}; 1 Zeile)",
    "columns_of.other": "{table} ({group}; {n} Zeilen)",
    "head_source": "Quelle",
    "head_asked": "Stand",
    "head_posts": "Beiträge",
    "head_kept": "aufbewahrt",
    "head_what": "was",
    "head_whose": "wessen",
    "head_why": "wozu",
    "head_rows": "Zeilen",
    "head_day": "Tag",
    "head_deed": "was geschah",
    "head_file": "Datei",
    "head_owner": "Besitzer",
    "head_mode": "Rechte",
    "head_readable": "lesbar für",
    "head_column": "Spalte",
    "head_why_not": "warum sie nichts über eine Person sagt",
    "head_right": "Recht",
    "head_how": "wie",
    "head_item": "Angabe",
    "head_entry": "Eintrag",
    "head_holds": "enthält",
    "for_good": "auf Dauer",
    "by_hand": "von Hand eingetragen",
}
