"""The conversation around a mention."""

PHRASES = {
    "before.one": "What it answers",
    "before.other": "What it answers: {n} posts before it",
    "after.one": "1 reply",
    "after.other": "{n} replies",
    "nothing": "Nobody has replied, and it answers nobody.",
    "part": "The channel showed only a part; listen open NUMBER shows the rest.",
    "ours": "our answer:",
    "none": "the channel {channel} shows no conversations; listen open {number} opens the page",
    "failed": "the conversation cannot be shown: {why}",
}
