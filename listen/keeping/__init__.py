"""What is kept goes when its time is over, when somebody asks for it, and when it is gone where it was published."""

from listen.keeping.account import Account, HeldPost, account
from listen.keeping.ageing import BATCH, Plan, Step, Taken, carry_out, plan, summed
from listen.keeping.forgetting import forget
from listen.keeping.origin import Rechecked, quoted, recent, recheck, still_there

__all__ = [
    "BATCH",
    "Account",
    "HeldPost",
    "Plan",
    "Rechecked",
    "Step",
    "Taken",
    "account",
    "carry_out",
    "forget",
    "plan",
    "quoted",
    "recent",
    "recheck",
    "still_there",
    "summed",
]
