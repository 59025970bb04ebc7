"""Numbers per day, week and query."""

PHRASES = {
    "title": "Statistics",
    "per_day": "by day",
    "per_week": "by week",
    "per_query": "by query",
    "mentions": "mentions",
    "stories": "stories",
    "share": "our share",
    "total": "total",
    "week": "week {week}, {day}",
    "window_too_long": "{days} days are too many for one table",
    "window_too_long.hint": "give a window of at most {limit} days",
}
