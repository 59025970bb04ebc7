"""Somebody wants to be forgotten: what is theirs goes, and nothing of it comes back."""

from datetime import date

from listen.keeping.ageing import BATCH
from listen.protocols import Store
from listen.retention import Deed, Trace

__all__ = ["forget"]


def forget(store: Store, trace: Trace, *, today: date, batch: int = BATCH) -> int:
    """Take away everything of a trace; return how many posts went.

    The way back is closed first: killed anywhere, nothing returns, and doing it again takes the rest.
    """
    archive = store.archive
    archive.bar(trace.vouchers, today=today)
    archive.drop_words(trace)
    return sum(
        archive.drop(trace.posts[at : at + batch], Deed.FORGOTTEN, today=today)
        for at in range(0, len(trace.posts), batch)
    )
