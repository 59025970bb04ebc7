"""What went wrong with an analyzer."""

PHRASES = {
    "package_missing": "texts cannot be judged because the package {package} is not installed",
    "package_missing.hint": "install it with: pip install {package}; then run: listen score --again",
    "replaced": "{name} cannot judge here ({what} is missing or damaged); {other} judges instead",
    "replaced.hint": "for the best judgement: pip install 'listen[embed]'; then run: listen score --again",
    "table_damaged": "the table of weights {table} is missing or damaged",
    "table_damaged.hint": "install listen again, then run: listen score --again",
}
