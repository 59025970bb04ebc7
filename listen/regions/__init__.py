"""Regions: where a mention comes from, with what says so; unknown stays unknown.

Text and venue are looked at, profiles never are. docs/explanation/regions.md has what was measured.
"""

from listen.regions.counting import SURE_FROM, RegionCount, by_region, region_among, region_of
from listen.regions.noticing import regions
from listen.regions.places import country_of, region_name

__all__ = [
    "SURE_FROM",
    "RegionCount",
    "by_region",
    "country_of",
    "region_among",
    "region_name",
    "region_of",
    "regions",
]
