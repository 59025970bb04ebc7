"""Which queries are meant."""

PHRASES = {
    "unknown_query": 'there is no query "{name}" in queries.yaml',
    "unknown_query.hint": "listen check lists all queries",
    "unknown_source": 'there is no source "{name}"',
    "unknown_source.hint": "the sources are listed in docs/sources/",
    "unknown_unit": 'there is no unit "{name}" in queries.yaml',
    "unknown_unit.hint": "listen check lists all units",
    "unknown_intent": 'there is no intent "{name}" here',
    "unknown_intent.hint": "these are known: {all}",
    "unknown_region": '"{name}" is no region',
    "unknown_region.hint": "write the code of ISO 3166: DE, AT, or DE-NW for a German state",
    "did_you_mean": 'did you mean "{suggestion}"?',
}
