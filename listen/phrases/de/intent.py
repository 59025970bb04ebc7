"""Was ein Beitrag will oder ist."""

PHRASES = {
    "question": "Frage",
    "complaint": "Beschwerde",
    "praise": "Lob",
    "comparison": "Vergleich",
    "buying": "möchte kaufen",
    "job_seeking": "sucht Arbeit",
    "how_to": "wie man es macht",
    "news": "Nachricht",
    "advert": "Werbung",
    "job_ad": "Stellenanzeige",
    "coupon": "Gutschein",
    "bot": "Bot",
    "sure": "{intent} (zu {confidence} % sicher)",
    "because": "wegen {words}",
    "none": "nichts Bestimmtes",
}
