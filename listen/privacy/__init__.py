"""What is stored, why, for how long and who sees it: facts read from the database, the settings and the disk."""

from listen.privacy.facts import Channels, Facts, KeptFile, SourceKept, TableKept, facts
from listen.privacy.groups import EMPLOYEES, GROUPS, Group

__all__ = [
    "EMPLOYEES",
    "GROUPS",
    "Channels",
    "Facts",
    "Group",
    "KeptFile",
    "SourceKept",
    "TableKept",
    "facts",
]
