"""What came back after our answers."""

PHRASES = {
    "title.one": "Came back",
    "title.other": "Came back: {n}",
    "asker": "Who asked",
    "other": "Somebody else",
    "thanks": "says thanks",
    "solved": "it is solved",
    "more.one": "and 1 more",
    "more.other": "and {n} more",
    "about": "on: {title}",
}
