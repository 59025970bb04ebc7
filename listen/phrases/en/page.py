"""Pages, and the digest as a feed."""

PHRASES = {
    "made_by": "Made by listen from what was collected on this machine.",
    "news": "What stands out",
    "numbers": "Numbers",
    "feed_title": "{brand}: worth answering",
    "feed_about": "What people say about {brand} and what is worth an answer, chosen by listen.",
}
