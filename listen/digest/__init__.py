"""A day's mentions become a reading list: bounded, with a reason per line, with an end."""

from listen.digest.building import build
from listen.digest.coverage import Coverage, Failing, GapSeen, SilentStream, Unscored, coverage
from listen.digest.value import Digest, Examples, LabelCount, Line, QueryLull, QuerySpike, Totals, Voice

__all__ = [
    "Coverage",
    "Digest",
    "Examples",
    "Failing",
    "GapSeen",
    "LabelCount",
    "Line",
    "QueryLull",
    "QuerySpike",
    "SilentStream",
    "Totals",
    "Unscored",
    "Voice",
    "build",
    "coverage",
    "has_something_to_do",
]


def has_something_to_do(digest: Digest) -> bool:
    """Say whether the digest holds a line that is worth a person's time (exit code 10 with `--exit-code`)."""
    return bool(digest.lines)
