"""Worum es in einer Meinung geht."""

PHRASES = {
    "price": "Preis",
    "service": "Service",
    "delivery": "Lieferung",
    "availability": "Verfügbarkeit",
    "assembly": "Passform und Montage",
    "quality": "Qualität",
    "tightness": "Dichtheit",
    "noise": "Geräusch",
    "airflow": "Luftmenge und Leistung",
    "smell": "Geruch",
    "looks": "Aussehen",
    "documentation": "Unterlagen",
    "sustainability": "Nachhaltigkeit",
    "warranty": "Garantie und Rückgabe",
    "website": "Website",
    "name_invalid": "Aspekt „{aspect}“: ein Name hat 1 bis 40 Buchstaben in einer Zeile",
    "too_many": "Aspekt „{aspect}“: höchstens 60 Aspekte mit je höchstens 500 Wörtern",
    "word_invalid": "Aspekt „{aspect}“: „{word}“ lässt sich nicht nachschlagen",
    "word_invalid.hint": "bitte ein Wort schreiben, oder laut* *geräusch *preis* für Wortteile",
}
