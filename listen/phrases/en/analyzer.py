"""What went wrong with an analyzer."""

PHRASES = {
    "package_missing": "texts cannot be judged because the package {package} is not installed",
    "package_missing.hint": "install it with: pip install {package}; then run: listen score --again",
}
