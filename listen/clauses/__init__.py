"""A text cut into clauses: of whom each speaks, what is quoted, compared, doubted; pure and linear."""

from listen.clauses.comparing import Verdict, verdicts
from listen.clauses.cutting import Clause, clauses
from listen.clauses.doubting import Doubt, DoubtKind, doubts
from listen.clauses.experiencing import Cue, cues
from listen.clauses.joining import Bond
from listen.clauses.owning import Owned, Owner, owned
from listen.clauses.quoting import Quotation, quotations
from listen.clauses.reporting import is_report

__all__ = [
    "Bond",
    "Clause",
    "Cue",
    "Doubt",
    "DoubtKind",
    "Owned",
    "Owner",
    "Quotation",
    "Verdict",
    "clauses",
    "cues",
    "doubts",
    "is_report",
    "owned",
    "quotations",
    "verdicts",
]
