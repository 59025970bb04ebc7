"""Zahlen mit dem, woraus sie gemacht sind: Ausschläge und ihre Geschichten, Lob gegen Kritik, Anteile."""

PHRASES = {
    "told.one": "eine davon erzählt {number}: {title}",
    "told.other": "{n} davon erzählen eine Geschichte, {number}: {title}",
    "told_own.other": "{n} davon erzählen eine Geschichte, unseren eigenen Beitrag {number}: {title}",
    "told_own.one": "eine davon erzählt unseren eigenen Beitrag {number}: {title}",
    "others.one": "1 weitere erzählt etwas anderes",
    "others.other": "{n} weitere erzählen {stories} andere Geschichten",
    "no_story": "keine Geschichte sticht heraus: {n} Erwähnungen erzählen {stories} verschiedene",
    "standing": "Lob gegen Kritik",
    "balance": "{balance} auf einer Skala von −100 bis +100: {opinions}",
    "praise.one": "1 Geschichte lobt",
    "praise.other": "{n} Geschichten loben",
    "criticism.one": "1 kritisiert",
    "criticism.other": "{n} kritisieren",
    "mixed.one": "1 tut beides",
    "mixed.other": "{n} tun beides",
    "chance": "durch bloßen Zufall kann der wahre Wert überall von {low} bis {high} liegen",
    "chance_small.one": "eine Geschichte ist eine kleine Zahl: der wahre Wert kann überall von {low} bis {high} liegen",
    "chance_small.other": (
        "{n} Geschichten sind eine kleine Zahl: der wahre Wert kann überall von {low} bis {high} liegen"
    ),
    "shift_better": "besser als zuvor ({before})",
    "shift_worse": "schlechter als zuvor ({before})",
    "shift_open": "zuvor {before}; ob es besser oder schlechter ist, lässt sich nicht sagen",
    "share_better": "mehr als zuvor ({before})",
    "share_worse": "weniger als zuvor ({before})",
    "share_open": "zuvor {before}; der Unterschied kann Zufall sein",
    "share_small": "kleine Zahlen",
    "usual_weekday": ("üblich: Median derselben Wochentage aus den {n} Tagen davor; Feiertage zählen als Sonntage"),
    "usual_mean": (
        "üblich: Mittel der {n} Tage davor ohne die zwei höchsten; für Unterschiede der Wochentage zu wenig"
    ),
    "no_usual": "noch kein Normalwert: dafür braucht es eine Woche",
}
