"""Zahlen je Tag, Woche und Suchauftrag."""

PHRASES = {
    "title": "Statistik",
    "per_day": "nach Tagen",
    "per_week": "nach Wochen",
    "per_query": "nach Suchaufträgen",
    "mentions": "Erwähnungen",
    "stories": "Geschichten",
    "share": "unser Anteil",
    "total": "zusammen",
    "week": "KW {week}, {day}",
    "window_too_long": "{days} Tage sind zu viele für eine Tabelle",
    "window_too_long.hint": "bitte höchstens {limit} Tage wählen",
}
