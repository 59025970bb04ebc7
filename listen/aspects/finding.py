"""Where a text speaks of an aspect."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from listen.text.lookup import WordLists

__all__ = ["AspectSpan", "Aspects"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AspectSpan:
    """A word that names an aspect, and where it stands."""

    aspect: str
    start: int
    end: int


class Aspects:
    """A list of aspects, ready to be looked up in texts.

    Args:
        words: for each aspect its words, in any languages; as `shipped` or `merged` return them, in the notation of
            `listen.text.lookup.WordLists`.
    """

    def __init__(self, words: Mapping[str, Sequence[str]]) -> None:
        self.names = tuple(words)
        self._lists = WordLists(words)

    def find(self, text: str, start: int = 0, end: int | None = None) -> tuple[AspectSpan, ...]:
        """Return the words between `start` and `end` that name an aspect, in order. Linear."""
        return tuple(
            AspectSpan(aspect=one.name, start=one.start, end=one.end) for one in self._lists.find(text, start, end)
        )

    def named(self, text: str, start: int = 0, end: int | None = None) -> tuple[str, ...]:
        """Return the aspects of which the text speaks, the most often named first, then as they come; each once."""
        counts: dict[str, int] = {}
        for one in self._lists.find(text, start, end):
            counts[one.name] = counts.get(one.name, 0) + 1
        return tuple(sorted(counts, key=lambda aspect: -counts[aspect]))
