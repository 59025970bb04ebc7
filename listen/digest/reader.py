"""For whom a digest is built: what they know about, and what they hold."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from listen.dialogue import Claim
from listen.personal import Me

__all__ = ["NOBODY", "Reader"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Who reads; empty for nobody in particular, as in what goes to many.

    Attributes:
        me: the reader's own settings.
        held: what the reader holds, confirmed by the desk (`listen.dealing.yours`), by number of the mention.
    """

    me: Me = field(default_factory=Me)
    held: Mapping[int, Claim] = field(default_factory=lambda: MappingProxyType({}))


NOBODY = Reader()
