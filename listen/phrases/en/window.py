"""Which days are meant."""

PHRASES = {
    "since_unknown": '"{text}" names no day that we know',
    "since_unknown.hint": "write a date (2026-11-20), a weekday (monday), yesterday, or a span (7d, 2w)",
    "until_unknown": '"{text}" names no moment that we know',
    "until_unknown.hint": "write tomorrow, a weekday (monday), a span (3d, 2w, 4h) or a date (2026-12-01)",
    "until_past": '"{text}" is over already',
    "until_past.hint": "give a moment that is still ahead: tomorrow, monday, 3d",
    "did_you_mean": 'did you mean "{suggestion}"?',
    "since_ahead": '"{text}" is still ahead; today is {today}',
    "since_ahead.hint": "give a day in the past",
    "days_out_of_range": "{days} days cannot be looked back",
    "days_out_of_range.hint": "give at least 1 (today) and at most 36500",
}
