"""What is said of a draft before it goes out: advice, and the one thing that holds it back."""

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Advice", "Level"]


class Level(StrEnum):
    """How much an advice weighs."""

    ADVICE = "advice"
    """The person decides."""
    BLOCK = "block"
    """It is not sent like that, unless the person says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """One thing to look at in a draft.

    Attributes:
        key: phrase of the room `drafting`.
        span: characters of the draft, end exclusive; None where the draft as a whole is meant.
        values: what the phrase is filled with.
    """

    key: str
    level: Level = Level.ADVICE
    span: tuple[int, int] | None = None
    values: tuple[tuple[str, object], ...] = ()

    @property
    def name(self) -> str:
        """Return the key without its room: `no_disclosure`."""
        return self.key.partition(".")[2]
