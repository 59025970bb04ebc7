"""Who was spoken of: every named brand's part, folded stories counted once."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from listen.brand import Settings
from listen.metrics import Part, shares
from listen.protocols import Volume

__all__ = ["rivals_of", "voices"]


def rivals_of(settings: Settings) -> Mapping[str, str]:
    """Return the competitors by the names of their queries; empty without competitors."""
    return {query.name: query.competitor for query in settings.queries if query.competitor is not None}


def voices(volumes: Iterable[Volume], brand: str, ours: Collection[str], rivals: Mapping[str, str]) -> tuple[Part, ...]:
    """Return every brand's share of voice, ours first.

    Empty without competitors, without a query of ours among those chosen, or when nobody was mentioned. A story that
    names two brands counts for both.
    """
    if not ours or not rivals:
        return ()
    our_count = 0
    theirs = Counter(dict.fromkeys(rivals.values(), 0))
    for volume in volumes:
        our_count += volume.stories if any(name in ours for name in volume.queries) else 0
        for rival in {rivals[name] for name in volume.queries if name in rivals}:
            theirs[rival] += volume.stories
    return shares(brand, our_count, theirs)
