"""Mentions by region, for reports: stories once, unknown as unknown, and what each figure rests on."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from listen.model import Finding, FindingKind, Mention
from listen.regions.places import country_of

__all__ = ["SURE_FROM", "RegionCount", "by_region", "region_among", "region_of"]

SURE_FROM = 0.5
"""Below this a region is a guess, and counts as unknown."""
_TIED = 0.02


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionCount:
    """One region's part.

    Attributes:
        region: ISO 3166-1 or ISO 3166-2; None for all whose region is not known.
        stories: stories told there; one that was told in many places counts once, where it was first placed.
        mentions: all of them, copies included.
        by_text, by_venue: mentions whose text, or whose venue, says so; one may be both.
    """

    region: str | None
    stories: int
    mentions: int
    by_text: int = 0
    by_venue: int = 0


def region_of(mention: Mention, *, countries: bool = False) -> Finding | None:
    """Return the region that a mention counts for; None when unknown, or when two are equally likely.

    Args:
        mention: with its findings.
        countries: two states of one country are one country; the finding keeps its own value.
    """
    return region_among(mention.findings, countries=countries)


def region_among(findings: Iterable[Finding], *, countries: bool = False) -> Finding | None:
    """Return the region that these findings come to, as `region_of`."""
    found = sorted(
        (one for one in findings if one.kind is FindingKind.REGION and (one.confidence or 0.0) >= SURE_FROM),
        key=lambda one: (-(one.confidence or 0.0), one.value),
    )
    if not found:
        return None
    best = found[0]
    for other in found[1:]:
        differs = country_of(other.value) != country_of(best.value) if countries else other.value != best.value
        if differs and (best.confidence or 0.0) - (other.confidence or 0.0) < _TIED:
            return None
    return best


def by_region(mentions: Iterable[Mention], *, countries: bool = False) -> tuple[RegionCount, ...]:
    """Return how many stories each region has, most first, equals by code; unknown stands last, where there is any.

    Args:
        mentions: with their findings, in any order; those without a story are a story of their own.
        countries: count states as their country.

    The `stories` of all rows together are the number of stories. A story's region is that of its first post, or, where
    that is unknown, of the earliest copy whose region is known.
    """
    told: dict[object, tuple[tuple[bool, object, object], str | None]] = {}
    volume: Counter[str | None] = Counter()
    by_text: Counter[str | None] = Counter()
    by_venue: Counter[str | None] = Counter()
    for number, mention in enumerate(mentions):
        finding = region_of(mention, countries=countries)
        region = None if finding is None else country_of(finding.value) if countries else finding.value
        volume[region] += 1
        if finding is not None:
            by_text[region] += any(one.start >= 0 for one in finding.evidence)
            by_venue[region] += any(one.start < 0 for one in finding.evidence)
        story = ("story", mention.story_id) if mention.story_id is not None else ("alone", number)
        order = (region is None, mention.published_at, mention.id or 0)
        if story not in told or order < told[story][0]:
            told[story] = (order, region)
    stories = Counter(region for _, region in told.values())
    ranked = sorted(volume, key=lambda region: (region is None, -stories[region], region or ""))
    return tuple(
        RegionCount(
            region=region,
            stories=stories[region],
            mentions=volume[region],
            by_text=by_text[region],
            by_venue=by_venue[region],
        )
        for region in ranked
    )
