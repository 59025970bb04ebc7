"""What is looked at of a mention to say whether it is about us."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

__all__ = ["Case", "Places"]

Places = tuple[tuple[int, int], ...]
"""Characters (start, end exclusive) of a text, in order."""

_NOWHERE: Mapping[str, Places] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A mention as far as relevance is concerned.

    Attributes:
        text: title and text in one (`listen.reading.analyzed_text`); evidence counts its characters.
        language: ISO 639-1; None when it could not be told.
        places: where each query's words stand in `text`, by the query's name; empty where they stand elsewhere.
        host: where it was published; None when unknown.
        author: None when unknown.
        links: addresses in it or attached to it.
    """

    text: str
    language: str | None = None
    places: Mapping[str, Places] = field(default_factory=lambda: _NOWHERE)
    host: str | None = None
    author: str | None = None
    links: tuple[str, ...] = ()
