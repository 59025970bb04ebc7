"""What went wrong with an analyzer."""

PHRASES = {
    "package_missing": "texts cannot be judged because the package {package} is not installed",
    "package_missing.hint": "install it with: pip install {package}; then run: listen score --again",
    "package_lacking": "sentiment is judged without sentence embeddings because the package {package} is not installed",
    "package_lacking.hint": "it works without; better with: pip install 'listen[embed]', then: listen score --again",
    "table_damaged": "the table of weights {table} is missing or damaged",
    "table_damaged.hint": "install listen again, then run: listen score --again",
}
