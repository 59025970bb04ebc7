"""For which region a mention counts, of all that were noticed in it."""

from listen.model import Finding, FindingKind, Mention

__all__ = ["SURE_FROM", "region_of"]

SURE_FROM = 0.5
"""Below this a region is a guess, and counts as unknown."""
_TIED = 0.02


def region_of(mention: Mention) -> Finding | None:
    """Return the surest region that was noticed in `mention`; None when unknown, or when two are equally likely.

    One mention counts for one region, so that the rows of a table add up to their total.
    """
    found = sorted(
        (one for one in mention.found(FindingKind.REGION) if (one.confidence or 0.0) >= SURE_FROM),
        key=lambda one: (-(one.confidence or 0.0), one.value),
    )
    if not found:
        return None
    if len(found) > 1 and (found[0].confidence or 0.0) - (found[1].confidence or 0.0) < _TIED:
        return None
    return found[0]
