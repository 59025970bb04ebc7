"""What an opinion is about."""

PHRASES = {
    "price": "price",
    "service": "service",
    "delivery": "delivery",
    "availability": "availability",
    "assembly": "fit and assembly",
    "quality": "quality",
    "tightness": "tightness",
    "noise": "noise",
    "airflow": "airflow and efficiency",
    "smell": "smell",
    "looks": "looks",
    "documentation": "documentation",
    "sustainability": "sustainability",
    "warranty": "warranty and returns",
    "website": "website",
    "name_invalid": 'aspect "{aspect}": a name has 1 to 40 letters on one line',
    "too_many": 'aspect "{aspect}": at most 60 aspects with at most 500 words each',
    "word_invalid": 'aspect "{aspect}": "{word}" cannot be looked up',
    "word_invalid.hint": "write a word, or laut* *geräusch *preis* for parts of words",
}
