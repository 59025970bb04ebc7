"""Which table is for what: every table has a group, and a group has a purpose, people, and an end."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

__all__ = ["EMPLOYEES", "GROUPS", "Group"]


class Group(StrEnum):
    """What tables are for; `privacy.group_NAME` and its relatives say it in words."""

    OTHERS = "others"
    """What people said in public."""
    DERIVED = "derived"
    """What was worked out of it."""
    DIALOGUE = "dialogue"
    """What we answered, noted and learned."""
    ASKING = "asking"
    """What is remembered of the sources."""
    PROTECTION = "protection"
    """What keeps promises: hashes, salts, the audit."""


GROUPS: Mapping[str, Group] = MappingProxyType(
    {
        "posts": Group.OTHERS,
        "matches": Group.OTHERS,
        "post_words": Group.OTHERS,
        "replies": Group.OTHERS,
        "query_sets": Group.DERIVED,
        "scores": Group.DERIVED,
        "findings": Group.DERIVED,
        "fold_prints": Group.DERIVED,
        "fold_keys": Group.DERIVED,
        "daily": Group.DERIVED,
        "totals": Group.DERIVED,
        "judgements": Group.DIALOGUE,
        "learned": Group.DIALOGUE,
        "claims": Group.DIALOGUE,
        "dealings": Group.DIALOGUE,
        "answers": Group.DIALOGUE,
        "mutes": Group.DIALOGUE,
        "notes": Group.DIALOGUE,
        "lessons": Group.DIALOGUE,
        "told": Group.DIALOGUE,
        "streams": Group.ASKING,
        "pulses": Group.ASKING,
        "books": Group.ASKING,
        "runs": Group.ASKING,
        "salts": Group.PROTECTION,
        "erased": Group.PROTECTION,
        "deletions": Group.PROTECTION,
        "_sqlite_migrations": Group.PROTECTION,
    }
)
"""Every table of the schema; a test fails when one is missing."""

EMPLOYEES = (
    "claims.token",
    "claims.until",
    "dealings.dealt_on",
    "answers.answered_on",
    "judgements.judged_on",
    "notes.noted_on",
    "lessons.learned_on",
    "mutes.muted_on",
    "told.at",
    "runs.started_at",
    "deletions.deleted_on",
)
"""Columns that come nearest to saying what an employee did; `privacy.near_TABLE_COLUMN` says why they do not."""
