"""Where a mention comes from, or what place it is about."""

PHRASES = {
    "unknown": "unknown",
    "by_text": "the text says so",
    "by_venue": "the venue says so",
    "sure": "{region} ({confidence} % sure)",
    "counted.one": "{region}: one story",
    "counted.other": "{region}: {n} stories",
    "rests_on": "{text} by their text, {venue} by their venue",
    "unknown_part": "{n} of {total} stories have no known region; language alone is none",
}
