"""A day's mentions become a reading list: bounded, with a reason per line, with an end."""

from listen.digest.building import build
from listen.digest.coverage import Coverage, Failing, GapSeen, SilentStream, Unscored, coverage
from listen.digest.dropping import Dropped, DroppedFor, dropped
from listen.digest.reader import NOBODY, Reader
from listen.digest.returning import Returned
from listen.digest.rules import Rule
from listen.digest.value import Aside, Digest, Examples, Hidden, LabelCount, Line, QueryLull, QuerySpike, Totals, Voice

__all__ = [
    "NOBODY",
    "Aside",
    "Coverage",
    "Digest",
    "Dropped",
    "DroppedFor",
    "Examples",
    "Failing",
    "GapSeen",
    "Hidden",
    "LabelCount",
    "Line",
    "QueryLull",
    "QuerySpike",
    "Reader",
    "Returned",
    "Rule",
    "SilentStream",
    "Totals",
    "Unscored",
    "Voice",
    "build",
    "coverage",
    "dropped",
    "has_something_to_do",
]


def has_something_to_do(digest: Digest) -> bool:
    """Say whether something in the digest is worth a person's time (exit code 10 with `--exit-code`)."""
    return bool(digest.lines) or any(not one.has_ended for one in digest.returning)
