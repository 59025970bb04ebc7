"""Welche Tage gemeint sind."""

PHRASES = {
    "since_unknown": "„{text}“ ist kein Tag, den wir kennen",
    "since_unknown.hint": "bitte ein Datum (20.11.2026), einen Wochentag (montag), gestern oder eine Spanne (7d, 2w)",
    "until_unknown": "„{text}“ ist kein Zeitpunkt, den wir kennen",
    "until_unknown.hint": "schreib morgen, einen Wochentag (montag), eine Spanne (3d, 2w, 4h) oder ein Datum (1.12.)",
    "until_past": "„{text}“ ist schon vorbei",
    "until_past.hint": "nenne einen Zeitpunkt, der noch kommt: morgen, montag, 3d",
    "did_you_mean": "war „{suggestion}“ gemeint?",
    "since_ahead": "„{text}“ liegt noch in der Zukunft; heute ist der {today}",
    "since_ahead.hint": "bitte einen vergangenen Tag angeben",
    "days_out_of_range": "{days} Tage kann man nicht zurückschauen",
    "days_out_of_range.hint": "mindestens 1 (nur heute), höchstens 36500",
}
