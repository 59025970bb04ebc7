"""What every deed asks first: whether there is such a mention, and what a person gave as a reason."""

from listen.errors import UsageError
from listen.model import Mention
from listen.protocols import Store
from listen.text.clean import clean_line

__all__ = ["mention_of", "reason_of"]


def mention_of(store: Store, number: int) -> Mention:
    """Return a mention; a `UsageError` when there is none with that number."""
    found = store.mention(number) if number > 0 else None
    if found is None:
        raise UsageError("command.no_mention", number=number)
    return found


def reason_of(text: str | None) -> str | None:
    """Return a reason as one clean line; None without."""
    return None if text is None else clean_line(text) or None
