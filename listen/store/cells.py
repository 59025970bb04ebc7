"""Lists in one cell: JSON, written by hand, because the encoder of the standard library takes ten times as long."""

from collections.abc import Iterable
from json.encoder import encode_basestring

from listen.store.repair import sound_text

__all__ = ["EMPTY_LIST", "as_list", "as_texts"]

EMPTY_LIST = "[]"


def as_list(items: Iterable[str]) -> str:
    """Return the list of items that are JSON already."""
    return f"[{','.join(items)}]"


def as_texts(values: Iterable[str]) -> str:
    """Return the list of these texts."""
    return as_list([encode_basestring(sound_text(value)) for value in values])
