"""Was an der queries.yaml und an der Datei mit den Schlüsseln nicht stimmt."""

PHRASES = {
    "invalid": "{file} ist so nicht zu gebrauchen",
    "invalid.one": "{file} ist so nicht zu gebrauchen: eine Stelle stimmt nicht",
    "invalid.other": "{file} ist so nicht zu gebrauchen: {n} Stellen stimmen nicht",
    "invalid.hint": "nichts wurde gefragt, nichts geändert; nach dem Ändern prüft listen check noch einmal",
    "suggestion": "; war „{suggestion}“ gemeint?",
    # Datei
    "no_file": "diese Datei gibt es nicht; listen init legt eine an",
    "folder": "das ist ein Ordner; gemeint ist eine Datei darin, meist queries.yaml",
    "no_plain_file": "das ist eine Pipe oder ein Gerät, keine Datei",
    "unreadable": "die Datei lässt sich nicht öffnen ({why})",
    "too_big": "die Datei ist größer als {limit}; eine queries.yaml hat ein paar Kilobyte",
    "utf16": "die Datei ist als UTF-16 gespeichert; bitte als UTF-8 speichern",
    "not_utf8": "das ist kein UTF-8-Text; bitte die Datei als UTF-8 speichern",
    "control": "hier steht ein unsichtbares Zeichen ({code}); bitte löschen",
    "empty_file": "die Datei ist leer; listen init schreibt eine für den Anfang",
    "no_table": "die Datei muss mit Schlüsseln beginnen, etwa version: 1",
    "newer": "die Datei hat Version {version}, dieses listen liest Version {known}; bitte listen aktualisieren",
    # YAML
    "broken": "das ist kein lesbares YAML ({why})",
    "after_quote": "nach dem Anführungszeichen geht der Text weiter; bitte alles in einfache setzen: 'a \"b c\" d'",
    "open_quote": "hier beginnt ein Anführungszeichen, das nirgends endet",
    "tab": "YAML rückt nicht mit Tabulatoren ein; bitte Leerzeichen nehmen",
    "needs_quotes": "ein Text, der mit „{char}“ beginnt, muss in Anführungszeichen stehen",
    "colon": "hier stimmt die Einrückung nicht, oder ein Text mit Doppelpunkt braucht Anführungszeichen",
    "no_colon": "die Zeile darüber ist weder ein Schlüssel mit Doppelpunkt noch ein Eintrag mit Strich",
    "duplicate_key": "„{name}“ steht hier zum zweiten Mal; zuerst in Zeile {first}",
    "two_documents": "hier beginnt ein zweites Dokument (---); eine Datei ist ein Dokument",
    "tag": "Tags wie {tag} gibt es hier nicht; bitte löschen oder den Text in Anführungszeichen setzen",
    "merge_key": "Zusammenführen mit << geht hier nicht; bitte die Schlüssel ausschreiben",
    "key_is_no_text": "ein Schlüssel muss ein Text sein",
    "too_deep": "das ist tiefer als {limit} Ebenen verschachtelt",
    "too_much": "das ergibt entfaltet mehr als {limit} Einträge",
    "too_many_aliases": "hier stehen mehr als {limit} Verweise (*name)",
    "unknown_alias": "ein Text, der mit * beginnt, braucht Anführungszeichen; ein Verweis „{name}“ ist nicht erklärt",
    "alias_of_itself": "der Verweis „{name}“ enthält sich selbst",
    # Schlüssel
    "unknown_key": "unbekannter Schlüssel „{name}“ in {where}",
    "unknown_key_at_top": "unbekannter Schlüssel „{name}“",
    "missing": "in {where} fehlt „{name}“",
    "missing_at_top": "„{name}“ fehlt",
    "secret": (
        "„{name}“ sieht nach einem Geheimnis aus, und das gehört nicht in diese Datei;"
        " bitte in die Umgebung oder in secrets.env, zum Beispiel als {variable}"
    ),
    # Werte
    "nothing": "hinter „{name}“ steht nichts; ein Text, der mit # beginnt, braucht Anführungszeichen",
    "empty": "„{name}“ ist leer",
    "expected_text": "„{name}“ muss ein Text sein",
    "expected_list": "„{name}“ muss eine Liste sein: je Zeile ein Eintrag mit Strich davor, oder [a, b]",
    "expected_table": "„{name}“ muss eine Tabelle aus Schlüsseln und Werten sein",
    "expected_yes_no": "„{name}“ muss true oder false sein",
    "expected_number": "„{name}“ muss eine Zahl sein",
    "too_small": "„{name}“ ist zu klein; die Grenze ist {limit}",
    "too_large": "„{name}“ ist zu groß; die Grenze ist {limit}",
    "too_long": "das ist länger als {limit} Zeichen",
    "no_line": "das muss eine einzelne Zeile ohne unsichtbare Zeichen sein",
    "no_name": "in einem Namen darf keines dieser Zeichen stehen: / \\ | ; ,",
    "literal_error": "„{name}“ muss 1 sein, die Version dieses Formats",
    "no_address": "„{value}“ ist keine Webadresse; bitte als https://host/pfad schreiben",
    "login_in_address": "in einer Adresse darf keine Anmeldung stehen (name:passwort@)",
    "no_host": "„{value}“ ist kein Rechnername; bitte ohne https:// und Pfad schreiben",
    "no_tag": "„{value}“ ist kein Hashtag; bitte ein Wort ohne # schreiben",
    "no_language": "„{value}“ ist kein Sprachkürzel (ISO 639-1: de, en, fr …)",
    "no_region": "„{value}“ ist kein Länderkürzel (ISO 3166: DE, AT, GB …)",
    "no_zone": "die Zeitzone „{value}“ ist hier nicht bekannt (IANA-Namen: Europe/Berlin …)",
    "unknown_unit": "unter units gibt es keine Sparte „{name}“",
    "unknown_source": "es gibt keine Quelle „{name}“",
    "name_twice": "der Name „{name}“ ist schon vergeben, in Zeile {first}",
    "feed_twice": "dieser Feed steht schon da, in Zeile {first}",
    "proxy_in_environment": "proxy: env ist verlangt, aber {variable} enthält keine brauchbare Adresse",
    # Geheimnisse
    "secrets_open": "andere können diese Datei mit Geheimnissen lesen; bitte: chmod 600 {file}",
    "secrets_foreign": "diese Datei mit Geheimnissen gehört jemand anderem",
    "secrets_line": "eine Zeile mit Geheimnis heißt NAME=wert, und der Name beginnt mit LISTEN_",
    # Feeds
    "feeds_elsewhere": "die Liste der Feeds lässt sich so nicht ergänzen; bitte je Zeile einen Feed schreiben",
    "no_brand_field": "„{name}“ sagt nicht, für wen man arbeitet: {{brand}} fehlt",
    "unknown_field": "{field} bedeutet hier nichts; es gibt {{brand}} und {{role}}",
    "no_permission": "„{name}“ muss yes, some, no oder unknown sein",
    "no_colleagues_file": "neben queries.yaml gibt es keine Datei {name}",
    # Bescheid geben
    "one_way": "entweder „mail“ oder „chat“ angeben, eines von beiden",
    "no_mail_address": "„{value}“ ist keine Mailadresse; gemeint ist name@example.com",
    "chat_address": (
        "die Adresse eines Chats ist geheim und gehört nicht in diese Datei; leg sie in die Umgebung oder in"
        " secrets.env, zum Beispiel als {prefix}TEAM, und schreib hier diesen Namen"
    ),
    "no_chat_variable": "hier steht der Name der Variablen mit der Adresse des Chats; er beginnt mit {prefix}",
    "no_quiet_hours": '„{value}“ sind keine Uhrzeiten; gemeint ist, in Anführungszeichen, "18:00-07:30"',
    "no_weekday": "„{value}“ ist kein Wochentag (mon, tue, wed, thu, fri, sat, sun)",
    "no_mail_server": "„{name}“ bekommt Mail, und kein Server ist angegeben; es fehlt smtp: mit host und from",
    "login_in_clear": (
        "über eine ungeschützte Leitung geht keine Anmeldung; nimm security: starttls oder tls, oder lass user weg"
    ),
}
