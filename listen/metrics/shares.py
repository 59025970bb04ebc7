"""Share of voice: our part of all that was said about the named brands, with what chance may have done to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from listen.metrics.intervals import Interval, difference, is_few, wilson
from listen.metrics.reputation import Shift

__all__ = ["Part", "share_of_voice", "shares", "shift_of_share"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One brand's part of all that named brands were mentioned.

    Attributes:
        count: stories that name it; folded copies count once.
        whole: those of all named brands together; a story that names two is in it twice.
    """

    name: str
    count: int
    whole: int

    @property
    def share(self) -> float:
        """Return the part, 0.0 … 1.0."""
        return self.count / self.whole

    @property
    def interval(self) -> Interval:
        """Return where the share lies by chance alone, 95 %."""
        return wilson(self.count, self.whole)

    @property
    def is_small(self) -> bool:
        """Return whether all brands together are a small number."""
        return is_few(self.whole)


def share_of_voice(ours: Sequence[int], theirs: Mapping[str, Sequence[int]]) -> float | None:
    """Return our part of all brand mentions, 0.0 … 1.0.

    Args:
        ours: mentions per day, oldest first.
        theirs: the same days for each named competitor; same length as `ours`.

    Returns:
        None when nobody was mentioned at all: no share is not a share of zero.

    Raises:
        ValueError: if the series differ in length.

    Topics and unnamed brands stay out of the split; see docs/explanation/share-of-voice.md.
    """
    if any(len(series) != len(ours) for series in theirs.values()):
        raise ValueError("every series must have one number a day, for the same days")
    total = sum(ours) + sum(sum(series) for series in theirs.values())
    return sum(ours) / total if total else None


def shares(brand: str, ours: int, theirs: Mapping[str, int]) -> tuple[Part, ...]:
    """Return every brand's part: ours first, then the competitors, most mentioned first.

    Empty when there are no competitors, or when nobody was mentioned at all.
    """
    total = ours + sum(theirs.values())
    if not theirs or not total:
        return ()
    ranked = sorted(theirs.items(), key=lambda part: (-part[1], part[0]))
    return tuple(Part(name=name, count=count, whole=total) for name, count in [(brand, ours), *ranked])


def shift_of_share(now: Part, before: Part) -> Shift:
    """Return a share against the same brand's share of the days before, with Newcombe's interval."""
    return Shift(
        before=before.share,
        by=now.share - before.share,
        interval=difference((now.count, now.whole), (before.count, before.whole)),
    )
