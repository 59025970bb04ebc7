"""Which queries are meant."""

PHRASES = {
    "unknown_query": 'there is no query "{name}" in queries.yaml',
    "unknown_query.hint": "listen check lists all queries",
    "unknown_unit": 'there is no unit "{name}" in queries.yaml',
    "unknown_unit.hint": "listen check lists all units",
    "did_you_mean": 'did you mean "{suggestion}"?',
}
