"""Adds volumes up for one choice of queries."""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date
from typing import TYPE_CHECKING

from listen.brand import Settings
from listen.figures import opinions, rivals_of, voices
from listen.metrics import Part, Usual, reputation
from listen.protocols import Retold, Volume
from listen.stats.value import LABELS, Row

if TYPE_CHECKING:
    from listen.model import Label

__all__ = ["Counting"]


class Counting:
    """Makes rows of volumes.

    Args:
        settings: for whom.
        chosen: names of the queries that count.
    """

    def __init__(self, settings: Settings, chosen: frozenset[str]) -> None:
        self._brand = settings.brand.name
        self._rivals = rivals_of(settings)
        self._ours = chosen.difference(self._rivals)
        self.chosen = chosen

    @property
    def needed(self) -> frozenset[str]:
        """Return the queries whose volumes rows are made of: those chosen, and competitors' where we have a share."""
        return self.chosen.union(self._rivals) if self._ours else self.chosen

    def row(
        self,
        volumes: Iterable[Volume],
        retold: Iterable[Retold] = (),
        *,
        names: Collection[str] | None = None,
        name: str | None = None,
        since: date | None = None,
        until: date | None = None,
        usual: Usual | None = None,
        has_share: bool = True,
        by_text: int | None = None,
        by_venue: int | None = None,
    ) -> Row:
        """Return the row of these volumes and retold stories; `names` are the queries that count, else all chosen."""
        found = tuple(volumes)
        counting = self.chosen if names is None else frozenset(names)
        counted = [volume for volume in found if not counting.isdisjoint(volume.queries)]
        labels: Counter[Label | None] = Counter()
        for volume in counted:
            labels[volume.label] += volume.mentions
        parts = self.parts(found) if has_share else ()
        return Row(
            since=since,
            until=until,
            name=name,
            mentions=labels.total(),
            stories=sum(volume.stories for volume in counted),
            labels=tuple(labels[label] for label in LABELS),
            part=parts[0] if parts else None,
            reputation=reputation(opinions(counted, retold, counting)),
            usual=usual,
            by_text=by_text,
            by_venue=by_venue,
        )

    def parts(self, volumes: Iterable[Volume]) -> tuple[Part, ...]:
        """Return every brand's share of voice, folded stories counted once; ours first."""
        return voices(volumes, self._brand, self._ours, self._rivals)
