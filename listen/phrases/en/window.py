"""Which days are meant."""

PHRASES = {
    "since_unknown": '"{text}" names no day that we know',
    "since_unknown.hint": "write a date (2026-11-20), a weekday (monday), yesterday, or a span (7d, 2w)",
    "did_you_mean": 'did you mean "{suggestion}"?',
    "since_ahead": '"{text}" is still ahead; today is {today}',
    "since_ahead.hint": "give a day in the past",
    "days_out_of_range": "{days} days cannot be looked back",
    "days_out_of_range.hint": "give at least 1 (today) and at most 36500",
}
